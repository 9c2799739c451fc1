const net = require('net'), io = require('_io'), EventEmitter = require('events');
const quote = v => v === null || v === undefined ? 'NULL' : typeof v === 'number' ? String(v) : typeof v === 'boolean' ? (v ? 'TRUE' : 'FALSE') : "'" + (v instanceof Date ? v.toISOString() : typeof v === 'object' ? JSON.stringify(v) : String(v)).replace(/'/g, "''") + "'";
const value = c => !c.k ? null : c.k === 'i' || c.k === 'n' ? Number(c.v) : c.k === 'b' ? c.v === 't' : c.k === 't' ? new Date(c.v.replace(' ', 'T').replace(/(\+00)?$/, 'Z')) : c.v;
class Link {
  constructor(o) { this.o = o; this.buffer = ''; this.wait = []; }
  open() {
    if (this.opened) return this.opened;
    return (this.opened = new Promise((ok, no) => {
      const s = (this.s = net.connect({ host: this.o.host, port: this.o.port }));
      s.on('error', e => { this.opened = null; no(e); for (const w of this.wait) w[1](e); this.wait = []; });
      s.on('data', t => { this.buffer += t; let r; while ((r = io.unframe(this.buffer))) { this.buffer = r[1]; const w = this.wait.shift(); if (w) w[0](r[0]); } });
      s.on('close', () => { this.opened = null; const e = new Error('Connection terminated unexpectedly'); for (const w of this.wait) w[1](e); this.wait = []; if (this.lost && !this.closed) this.lost(e); });
      s.on('connect', () => {
        this.ask({ Login: true, User: this.o.user, Password: this.o.password || '', Given: true, Database: this.o.database }).then(r => {
          if (r.Err) { this.closed = true; s.destroy(); this.opened = null; no(this.o.error(r.Err)); } else ok(this);
        }, no);
      });
    }));
  }
  ask(m) { return new Promise((ok, no) => { this.wait.push([ok, no]); this.s.write(io.frame(m)); }); }
  async run(sql) { await this.open(); const r = await this.ask({ SQL: sql }); if (r.Result.Err) throw this.o.error(r.Result.Err); return r.Result; }
  close() { this.closed = true; if (this.s) this.s.end(); this.opened = null; }
}
function pgError(e) { const x = new Error(e.Text); x.code = e.SQL; x.severity = 'ERROR'; x.name = 'error'; return x; }
function settings(o) {
  const env = process.env;
  if (typeof o === 'string') o = { connectionString: o };
  o = o || {};
  if (o.connectionString) { const u = new URL(o.connectionString); o = { host: u.hostname, port: Number(u.port || 5432), user: decodeURIComponent(u.username), password: decodeURIComponent(u.password), database: u.pathname.slice(1) }; }
  const user = o.user || env.PGUSER || 'root';
  return { host: o.host || env.PGHOST || 'localhost', port: Number(o.port || env.PGPORT || 5432), user, password: String(o.password ?? env.PGPASSWORD ?? ''), database: o.database || env.PGDATABASE || user, error: pgError };
}
class Client extends EventEmitter {
  constructor(o) { super(); this.link = new Link(settings(o)); this.link.lost = e => { if (this.listenerCount('error')) this.emit('error', e); }; }
  connect(done) { const p = this.link.open().then(() => this); if (typeof done === 'function') { p.then(() => done(null, this, () => {}), e => done(e)); return; } return p; }
  query(text, params, done) {
    if (typeof params === 'function') { done = params; params = undefined; }
    if (typeof text === 'object') { params = text.values || params; text = text.text; }
    const sql = params ? text.replace(/\$(\d+)/g, (m, n) => quote(params[n - 1])) : text;
    const p = this.link.run(sql).then(r => ({
      command: (r.Tag || '').split(' ')[0], rowCount: r.IsQuery || r.Rows ? (r.Rows || []).length : r.Changed,
      fields: (r.Columns || []).map(name => ({ name })),
      rows: (r.Rows || []).map(row => { const o = {}; r.Columns.forEach((c, i) => { o[c] = value(row[i]); }); return o; }),
    }));
    if (typeof done === 'function') { p.then(r => done(null, r), e => done(e)); return; }
    return p;
  }
  release() { }
  async end(done) { this.link.close(); if (typeof done === 'function') done(); }
}
class Pool extends Client { }
exports.Client = Client;
exports.Pool = Pool;
exports.types = { setTypeParser() {} };
exports['%Link'] = Link;
exports['%quote'] = quote;
exports['%value'] = value;
exports.default = exports;
