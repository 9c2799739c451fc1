package script

import "testing"

var jsCases = []struct{ name, src, want string }{
	{"hello", "var os = require(\"os\");\nvar hostname = os.hostname();\nconsole.log(\"hello from \" + hostname);", "hello from box\n"},
	{"values", "const o = {a: 1, b: ['x', 2.5], c: null, d: undefined};\nconsole.log(o, [1, 2], 'a', 1/3, 10/2, `t${1+1}`);", "{ a: 1, b: [ 'x', 2.5 ], c: null, d: undefined } [ 1, 2 ] a 0.3333333333333333 5 t2\n"},
	{"functions", "const f = (a, b = 2, ...r) => a + b + r.length;\nconst {x, y: [z]} = {x: 1, y: [3]};\nconsole.log(f(1), f(1, 1, 1), x, z, [1, 2, 3].map(n => n * 2).filter(n => n > 2).join('-'));", "3 3 1 3 4-6\n"},
	{"classes", "class A { constructor(n) { this.n = n; } twice() { return this.n * 2; } }\nclass B extends A { constructor() { super(4); } get half() { return this.n / 2; } }\nconst b = new B();\nconsole.log(b.twice(), b.half, b instanceof A, b);", "8 2 true B { n: 4 }\n"},
	{"loops", "let s = 0;\nfor (let i = 0; i < 5; i++) { if (i === 3) continue; s += i; }\nfor (const k of [1, 2]) s += k;\nfor (const k in {a: 1}) console.log(k);\nwhile (s > 5) s--;\nconsole.log(s);", "a\n5\n"},
	{"timers", "setTimeout(() => console.log('late'), 50);\nPromise.resolve(1).then(v => console.log('then', v));\nconsole.log('now');", "now\nthen 1\nlate\n"},
	{"await", "const wait = ms => new Promise(r => setTimeout(r, ms));\nasync function main() { await wait(10); console.log('a'); await wait(10); return 'b'; }\nmain().then(console.log);", "a\nb\n"},
	{"try", "try { null.x } catch (e) { console.log(e.message, e instanceof TypeError); } finally { console.log('end'); }", "Cannot read properties of null (reading 'x') true\nend\n"},
	{"json", "console.log(JSON.stringify({a: [1, 'x', null], b: undefined}), JSON.parse('{\"k\": [true]}').k[0], process.env.A);", "{\"a\":[1,\"x\",null]} true b\n"},
	{"own files", "const {double} = require('./lib');\nconsole.log(double(4), require('fs').readFileSync('x', 'utf8').trim());", "8 hello\n"},
	{"exit", "process.exit(3)", "[exit 3]"},
	{"no such module", "require('express')", "node:internal/modules/cjs/loader:1228\n  throw err;\n  ^\n\nError: Cannot find module 'express'\nRequire stack:\n- /app/main.js\n    at Function._resolveFilename (node:internal/modules/cjs/loader:1225:15)\n    at Function._load (node:internal/modules/cjs/loader:1055:27)\n    at TracingChannel.traceSync (node:diagnostics_channel:322:14)\n    at wrapModuleLoad (node:internal/modules/cjs/loader:220:24)\n    at Module.require (node:internal/modules/cjs/loader:1311:12)\n    at require (node:internal/modules/helpers:136:16)\n    at Object.<anonymous> (/app/main.js:1:1) {\n  code: 'MODULE_NOT_FOUND',\n  requireStack: [ '/app/main.js' ]\n}\n\nNode.js v22.11.0\n[exit 1]"},
	{"modules of its own", "import os, { hostname as h } from 'node:os';\nimport * as lib from './lib.js';\nimport two, { one } from './mod.mjs';\nexport const z = 1;\nconsole.log(h(), os.EOL.length, lib.double(2), two(), one);", "box 1 4 2 1\n"},
	{"regular expressions", "console.log(/a(b+)/.exec('xabb')[1], 'a-b-c'.replace(/-/g, '+'), 'k=v; x=y'.match(/\\w=\\w/g), /^\\d+$/.test('12'), 'a1b2'.replace(/(\\w)(\\d)/g, (m, a, d) => d + a), 'x, y'.split(/,\\s*/));", "bb a+b+c [ 'k=v', 'x=y' ] true 1a2b [ 'x', 'y' ]\n"},
	{"maps and sets", "const m = new Map([['a', 1]]); m.set('b', 2);\nfor (const [k, v] of m) console.log(k, v);\nconsole.log(m, new Set([1, 1, 2]), m.size, [...m.keys()], [3, 1, 2].sort((a, b) => a - b), [1, [2, [3]]].flat());", "a 1\nb 2\nMap(2) { 'a' => 1, 'b' => 2 } Set(2) { 1, 2 } 2 [ 'a', 'b' ] [ 1, 2, 3 ] [ 1, 2, [ 3 ] ]\n"},
	{"promises together", "Promise.all([1, new Promise(r => setTimeout(r, 5, 'x'))]).then(v => console.log(v));\nPromise.race([new Promise(() => {}), Promise.resolve(7)]).then(console.log);\nPromise.reject(new Error('no')).catch(e => console.log(e.message)).finally(() => console.log('end'));", "no\n7\nend\n[ 1, 'x' ]\n"},
	{"events", "const E = require('events');\nclass A extends E {}\nconst a = new A();\na.once('x', v => console.log('once', v)); a.on('x', v => console.log('on', v));\na.emit('x', 1); a.emit('x', 2);\nconsole.log(a.emit('y'), a.listenerCount('x'));", "once 1\non 1\non 2\nfalse 1\n"},
	{"files", "const fs = require('fs');\nfs.writeFileSync('o', 'hi');\nfs.readFile('o', 'utf8', (e, t) => console.log('cb', t));\n(async () => { console.log(await fs.promises.readFile('o', 'utf8'), fs.readFileSync('o')); try { await fs.promises.readFile('no') } catch (e) { console.log(e.code, e.message) } })();", "hi <Buffer 68 69>\nENOENT ENOENT: no such file or directory, open 'no'\ncb hi\n"},
	{"sqlite", "const s = require('sqlite3').verbose();\nconst db = new s.Database('todo.db', e => console.log('open', e));\ndb.run('CREATE TABLE IF NOT EXISTS t (id varchar(36), name varchar(255), completed boolean)', () => db.run('INSERT INTO t (id, name, completed) VALUES (?, ?, ?)', ['1', \"it's\", true], () => db.all('SELECT * FROM t', (e, rows) => console.log(e, rows))));", "open null\nnull [ { id: '1', name: \"it's\", completed: 1 } ]\n"},
	{"formats", "console.log('%s is %d', 'x', 4, [5]);\nconsole.error(new Date(0), new URL('http://a:80/b?c=d').searchParams.get('c'), process.argv.length, require.main === module);", "x is 4 [ 5 ]\n1970-01-01T00:00:00.000Z d 2 true\n"},
	{"recursion ends", "function f() { return f(); }\ntry { f(); } catch (e) { console.log(e.message); }", "Maximum call stack size exceeded\n"},
}

func TestNode(t *testing.T) {
	for _, c := range jsCases {
		t.Run(c.name, func(t *testing.T) {
			f := newFake(map[string]string{"/app/main.js": c.src, "/app/x": "hello\n", "/app/lib.js": "exports.double = n => 2 * n;\n",
				"/app/mod.mjs": "export default function two() { return 2; }\nexport const one = 1;\n", "/app/node_modules/sqlite3/package.json": "{\"version\": \"5.1.7\"}"})
			if got := f.runs(t, Node, "node", "main.js"); got != c.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, c.want)
			}
		})
	}
}
