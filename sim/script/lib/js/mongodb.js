const net = require('net'), io = require('_io');
class ObjectId {
  constructor(h) { this['%h'] = h || io.random(24); }
  toString() { return this['%h']; }
  toHexString() { return this['%h']; }
  equals(o) { return String(o) === this['%h']; }
  toJSON() { return this['%h']; }
  ['%inspect']() { return "new ObjectId('" + this['%h'] + "')"; }
}
const out = v => v instanceof ObjectId ? { $oid: v.toString() } : v instanceof Date ? { $date: v.toISOString() } : v instanceof RegExp ? { $regex: v.source, $options: v.flags } : Array.isArray(v) ? v.map(out) : v && typeof v === 'object' ? Object.fromEntries(Object.entries(v).map(([k, x]) => [k, out(x)])) : v;
const back = v => Array.isArray(v) ? v.map(back) : v && typeof v === 'object' ? (v.$oid ? new ObjectId(v.$oid) : v.$date ? new Date(v.$date) : Object.fromEntries(Object.entries(v).map(([k, x]) => [k, back(x)]))) : v;
function fail(e) { const x = new Error(e.text); x.name = 'MongoServerError'; x.code = e.code; x.codeName = e.name; return x; }
class MongoClient {
  constructor(url) {
    const m = /^mongodb(?:\+srv)?:\/\/(?:([^:@\/]*):([^@\/]*)@)?([^\/?,:]+)(?::(\d+))?[^\/?]*(?:\/([^?]*))?/.exec(url || '');
    if (!m) throw new Error('Invalid scheme, expected connection string to start with "mongodb://" or "mongodb+srv://"');
    this.o = { user: m[1], password: m[2] && decodeURIComponent(m[2]), host: m[3], port: Number(m[4] || 27017), db: m[5] || 'test' };
    this.wait = []; this.buffer = '';
  }
  static connect(url, o, done) { done = typeof o === 'function' ? o : done; const c = new MongoClient(url), p = c.connect(); if (done) { p.then(() => done(null, c), e => done(e)); return; } return p; }
  connect() {
    if (this.opened) return this.opened;
    return (this.opened = new Promise((ok, no) => {
      const began = Date.now();
      const dial = () => {
        const s = (this.s = net.connect({ host: this.o.host, port: this.o.port }));
        s.on('error', e => {
          if (Date.now() - began < 29000) { setTimeout(dial, 1000); return; }
          const x = new Error(e.message); x.name = 'MongoServerSelectionError'; this.opened = null; no(x);
        });
        s.on('data', t => { this.buffer += t; let r; while ((r = io.unframe(this.buffer))) { this.buffer = r[1]; const w = this.wait.shift(); if (w) w(r[0]); } });
        s.on('connect', () => { this.ask({ login: true, user: this.o.user, password: this.o.password, app: 'nodejs' }).then(r => { if (r.error) { this.opened = null; s.destroy(); no(fail(r.error)); } else ok(this); }); });
      };
      dial();
    }));
  }
  ask(m) { return new Promise(ok => { this.wait.push(ok); this.s.write(io.frame(m)); }); }
  async run(m) { await this.connect(); const r = await this.ask(m); if (r.error) throw fail(r.error); return back(r.value); }
  db(name) { return new Db(this, name || this.o.db); }
  async close() { if (this.s) this.s.end(); this.opened = null; }
}
class Db {
  constructor(c, name) { this['%c'] = c; this.databaseName = name; }
  collection(name) { return new Collection(this['%c'], this.databaseName, name); }
  command(o) { return this['%c'].run({ db: this.databaseName, op: 'ping', args: [] }).then(() => ({ ok: 1 })); }
  admin() { return this; }
  ping() { return this.command({ ping: 1 }); }
  listCollections() { return { toArray: () => this['%c'].run({ db: this.databaseName, op: 'collections', args: [] }).then(l => l.map(name => ({ name, type: 'collection' }))) }; }
  createCollection(name) { return this['%c'].run({ db: this.databaseName, op: 'create', args: [name] }).then(() => this.collection(name)); }
  dropDatabase() { return this['%c'].run({ db: this.databaseName, op: 'dropDatabase', args: [] }); }
}
class Cursor {
  constructor(run) { this['%run'] = run; this['%o'] = {}; }
  sort(k, d) { this['%o'].sort = typeof k === 'string' ? { [k]: d || 1 } : k; return this; }
  limit(n) { this['%o'].limit = n; return this; }
  skip(n) { this['%o'].skip = n; return this; }
  project(p) { this['%o'].projection = p; return this; }
  toArray(done) { const p = this['%run'](this['%o']); if (typeof done === 'function') { p.then(v => done(null, v), done); return; } return p; }
  async forEach(f) { for (const d of await this.toArray()) f(d); }
}
class Collection {
  constructor(c, db, name) { this['%c'] = c; this['%db'] = db; this.collectionName = name; }
  find(q, o) { const c = new Cursor(opts => this['%c'].run({ db: this['%db'], coll: this.collectionName, op: 'find', args: out([q || {}, opts]) })); if (o) Object.assign(c['%o'], o); return c; }
  aggregate(stages) { return new Cursor(() => this['%c'].run({ db: this['%db'], coll: this.collectionName, op: 'aggregate', args: out([stages]) })); }
}
for (const op of 'insertOne insertMany findOne updateOne updateMany replaceOne deleteOne deleteMany countDocuments estimatedDocumentCount distinct findOneAndUpdate findOneAndDelete drop createIndex'.split(' ')) Collection.prototype[op] = function (...a) {
  const done = typeof a[a.length - 1] === 'function' ? a.pop() : undefined;
  const p = this['%c'].run({ db: this['%db'], coll: this.collectionName, op, args: out(a) });
  if (done) { p.then(v => done(null, v), done); return; }
  return p;
};
module.exports = { MongoClient, ObjectId, ObjectID: ObjectId, '%out': out, '%back': back };
