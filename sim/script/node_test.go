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
	{"no such module", "require('express')", "/app/main.js:1\nrequire('express')\n^^^^^^^^^^^^^^^^^^\n\nError: Cannot find module 'express'\n    at Object.<anonymous> (/app/main.js:1:1)\n\nNode.js v22.11.0\n[exit 1]"},
	{"not simulated", "import x from 'y'", "node: /app/main.js:1: import is not simulated\n[exit 1]"},
	{"recursion ends", "function f() { return f(); }\ntry { f(); } catch (e) { console.log(e.message); }", "Maximum call stack size exceeded\n"},
}

func TestNode(t *testing.T) {
	for _, c := range jsCases {
		t.Run(c.name, func(t *testing.T) {
			f := newFake(map[string]string{"/app/main.js": c.src, "/app/x": "hello\n", "/app/lib.js": "exports.double = n => 2 * n;\n"})
			if got := f.runs(t, Node, "node", "main.js"); got != c.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, c.want)
			}
		})
	}
}
