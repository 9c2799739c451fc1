const io = require('_io'), m = require('mongodb'), fs = require('fs');
const args = process.argv.slice(2), o = { host: '127.0.0.1', port: 27017, db: 'test', eval: [], files: [] };
while (args.length) {
  const a = args.shift(), [k, v] = a.startsWith('--') && a.includes('=') ? [a.slice(0, a.indexOf('=')), a.slice(a.indexOf('=') + 1)] : [a, undefined], next = () => v ?? args.shift();
  if (k === '--version') { console.log('2.5.8'); process.exit(0); }
  if (k === '--eval') o.eval.push(next()); else if (k === '--quiet') o.quiet = true; else if (k === '--host') { [o.host, o.port] = (next() + ':' + o.port).split(':'); } else if (k === '--port') o.port = Number(next());
  else if (k === '-u' || k === '--username') o.user = next(); else if (k === '-p' || k === '--password') o.pass = next(); else if (k.startsWith('--authentication') || k === '--authenticationDatabase') next(); else if (k === '--norc' || k === '--tls' || k === '--shell') continue;
  else if (k.startsWith('mongodb://')) { const u = new URL(k); o.host = u.hostname; o.port = Number(u.port || 27017); if (u.username) { o.user = u.username; o.pass = decodeURIComponent(u.password); } if (u.pathname.length > 1) o.db = u.pathname.slice(1); } else if (k.endsWith('.js')) o.files.push(k); else if (/^[\w.-]+(:\d+)?\/\w+$/.test(k)) { const [h, d] = k.split('/'); [o.host, o.port] = (h + ':' + o.port).split(':'); o.db = d; } else if (k[0] !== '-') o.db = k;
}
const name = o.host + ':' + o.port, fd = io.dial(o.host, Number(o.port));
const url = 'mongodb://' + (o.user ? '<credentials>@' : '') + name + '/' + (o.db === 'test' ? '' : o.db) + '?directConnection=true&serverSelectionTimeoutMS=2000' + (o.user ? '&authSource=admin' : '') + '&appName=mongosh+2.5.8';
if (!o.quiet) console.log('Current Mongosh Log ID:\t' + new m.ObjectId() + '\nConnecting to:\t\t' + url);
if (typeof fd === 'string') { console.error('MongoNetworkError: ' + (fd.startsWith('E') && !fd.startsWith('ENOT') && !fd.startsWith('EAI') ? 'connect ' : 'getaddrinfo ') + fd); process.exit(1); }
const ask = x => { const r = io.ask(fd, x); if (r.error) { const e = new Error(r.error.text); e.name = 'MongoServerError'; e.code = r.error.code; e.codeName = r.error.name; throw e; } return m['%back'](r.value); };
let hello;
try { hello = ask({ login: true, user: o.user, password: o.pass }); } catch (e) { console.error('MongoServerError: ' + e.message); process.exit(1); }
if (!o.quiet) {
  console.log('Using MongoDB:\t\t' + hello.version + '\nUsing Mongosh:\t\t2.5.8\n\nFor mongosh info see: https://www.mongodb.com/docs/mongodb-shell/\n');
  if (!hello.auth && o.eval.length === 0 && o.files.length === 0) console.log('------\n   The server generated these startup warnings when booting\n   ' + new Date().toISOString().replace('Z', '+00:00') + ': Access control is not enabled for the database. Read and write access to data and configuration is unrestricted\n------\n');
}
const show = v => v === undefined ? '' : v instanceof Cursor ? show(v.next20()) : io.inspect(v);
class Cursor {
  constructor(run) { this['%run'] = run; this['%o'] = {}; this['%at'] = 0; }
  all() { return this['%l'] || (this['%l'] = this['%run'](this['%o'])); }
  sort(k) { this['%o'].sort = k; return this; }
  limit(n) { this['%o'].limit = n; return this; }
  skip(n) { this['%o'].skip = n; return this; }
  projection(p) { this['%o'].projection = p; return this; }
  pretty() { return this; }
  toArray() { return this.all(); }
  count() { return this.all().length; }
  itcount() { return this.all().length; }
  size() { return this.all().length; }
  forEach(f) { this.all().forEach(f); }
  map(f) { return this.all().map(f); }
  hasNext() { return this['%at'] < this.all().length; }
  next() { return this.all()[this['%at']++] ?? null; }
  next20() { const l = this.all().slice(this['%at'], this['%at'] + 20); this['%at'] += 20; if (this['%at'] < this.all().length) io.global('it', this); return l; }
  [Symbol.iterator]() { return this.all(); }
}
class Collection {
  constructor(db, name) { this['%db'] = db; this['%name'] = name; this['%get'] = sub => new Collection(db, name + '.' + sub); }
  ['%run'](op, a) { return ask({ db: this['%db'], coll: this['%name'], op, args: m['%out'](a) }); }
  find(q, p) { const c = new Cursor(opts => this['%run']('find', [q || {}, opts])); if (p) c['%o'].projection = p; return c; }
  aggregate(...s) { return new Cursor(() => this['%run']('aggregate', [Array.isArray(s[0]) ? s[0] : s])); }
  insertMany(l) { return this['%run']('insertMany', [l, null, true]); }
  insert(d) { return Array.isArray(d) ? this.insertMany(d) : this['%run']('insertMany', [[d], null, true]); }
  update(q, u, opt) { return this['%run']('updateOne', [q, u, opt]); }
  remove(q) { return this['%run']('deleteMany', [q || {}]); }
  getIndexes() { return [{ v: 2, key: { _id: 1 }, name: '_id_' }]; }
  stats() { return { ns: this['%db'] + '.' + this['%name'], count: this['%run']('countDocuments', [{}]), ok: 1 }; }
}
for (const op of 'insertOne findOne updateOne updateMany replaceOne deleteOne deleteMany countDocuments count estimatedDocumentCount distinct findOneAndUpdate findOneAndDelete drop createIndex'.split(' ')) Collection.prototype[op] = function (...a) { return this['%run'](op, a); };
class Db {
  constructor(name) { this['%name'] = name; this['%get'] = n => new Collection(name, n); }
  getName() { return this['%name']; }
  getCollection(n) { return new Collection(this['%name'], n); }
  getCollectionNames() { return ask({ db: this['%name'], op: 'collections' }); }
  createCollection(n) { return ask({ db: this['%name'], op: 'create', args: [n] }); }
  dropDatabase() { return ask({ db: this['%name'], op: 'dropDatabase' }); }
  createUser(u) { return ask({ db: this['%name'], op: 'createUser', args: [u] }); }
  getSiblingDB(n) { return new Db(n); }
  getMongo() { return { getDBNames: () => ask({ op: 'databases' }).map(d => d.name) }; }
  version() { return hello.version; }
  runCommand(c) { if (c.ping) return { ok: 1 }; throw new Error('this command is not simulated'); }
  adminCommand(c) { return this.runCommand(c); }
  stats() { return { db: this['%name'], collections: ask({ db: this['%name'], op: 'collections' }).length, ok: 1 }; }
  hello() { return { isWritablePrimary: true, ok: 1 }; }
  auth(u, p) { ask({ login: true, user: u, password: p }); return { ok: 1 }; }
}
const use = n => { db = new Db(n); io.global('db', db); io.global('%prompt', n + '> '); };
const bytes = n => (n / 1024).toFixed(2) + ' KiB';
function showWhat(w) {
  if (w === 'dbs' || w === 'databases') return ask({ op: 'databases' }).map(d => d.name.padEnd(8) + bytes(d.sizeOnDisk).padStart(9)).join('\n');
  if (w === 'collections' || w === 'tables') return ask({ db: db.getName(), op: 'collections' }).join('\n');
  if (w === 'users') return '[]';
  const e = new Error("'show " + w + "' is not a valid argument for \"show\".");
  e.name = 'MongoshInvalidInputError';
  throw e;
}
m.ObjectId.prototype['%inspect'] = function () { return "ObjectId('" + this['%h'] + "')"; };
let db;
io.global('%line', t => {
  let x = /^show\s+(\w+);?$/.exec(t);
  if (x) return '__print(__show("' + x[1] + '"))';
  x = /^use\s+([\w.-]+);?$/.exec(t);
  if (x) return '__print(__use("' + x[1] + '"))';
  if (/^(exit|quit)(\(\))?;?$/.test(t)) return '.exit';
  if (t === 'it') return 'typeof it === "undefined" ? "no cursor" : it';
  if (t === 'cls') return '';
  if (t === 'help' || t === 'help()') return '__print("Shell Help: use, show dbs, show collections, db.COLLECTION.find(), insertOne, insertMany, updateOne, deleteOne, countDocuments, exit")';
  return t;
});
io.global('__print', t => { if (t !== '') console.log(t); });
io.global('__show', showWhat);
io.global('__use', n => { const same = db.getName() === n; use(n); return same ? 'already on db ' + n : 'switched to db ' + n; });
io.global('ObjectId', h => new m.ObjectId(h));
io.global('ISODate', s => (s ? new Date(s) : new Date()));
for (const f of ['NumberInt', 'NumberLong', 'NumberDecimal', 'Int32', 'Double']) io.global(f, v => Number(v));
io.global('print', (...a) => console.log(...a));
io.global('printjson', v => console.log(io.inspect(v)));
io.global('load', f => { throw new Error('load is not simulated'); });
io.global('sleep', ms => io.sleep(ms));
io.global('%show', show);
use(o.db);
io.talk([...o.files.map(f => fs.readFileSync(f, 'utf8')), ...o.eval]);
