const pg = require('pg'), EventEmitter = require('events');
const quote = v => typeof v === 'boolean' ? String(v) : Array.isArray(v) ? v.map(quote).join(', ') : v instanceof Date ? "'" + v.toISOString().replace('T', ' ').slice(0, 19) + "'" : pg['%quote'](v);
const codes = { 1045: 'ER_ACCESS_DENIED_ERROR', 1049: 'ER_BAD_DB_ERROR', 1146: 'ER_NO_SUCH_TABLE', 1062: 'ER_DUP_ENTRY', 1064: 'ER_PARSE_ERROR', 1050: 'ER_TABLE_EXISTS_ERROR', 1054: 'ER_BAD_FIELD_ERROR' };
function error(e) { const x = new Error((codes[e.Code] || 'ER_UNKNOWN_ERROR') === 'ER_X' ? e.Text : e.Text); x.code = codes[e.Code] || 'ER_UNKNOWN_ERROR'; x.errno = e.Code; x.sqlState = e.SQL; x.sqlMessage = e.Text; return x; }
function settings(o) {
  if (typeof o === 'string') { const u = new URL(o); o = { host: u.hostname, port: u.port, user: u.username, password: u.password, database: u.pathname.slice(1) }; }
  return { host: o.host || 'localhost', port: Number(o.port || 3306), user: o.user || 'root', password: String(o.password ?? ''), database: o.database || '', error };
}
const format = (sql, params) => { let i = 0; return params === undefined ? sql : sql.replace(/\?\??/g, m => { const v = [].concat(params)[i++]; if (m === '??') return '`' + v + '`'; return v !== null && typeof v === 'object' && !Array.isArray(v) && !(v instanceof Date) ? Object.entries(v).map(([k, x]) => '`' + k + '` = ' + quote(x)).join(', ') : quote(v); }); };
class Connection extends EventEmitter {
  constructor(o) { super(); this.config = o; this.link = new pg['%Link'](settings(o)); this.threadId = 1; }
  async run(sql, params) {
    if (typeof sql === 'object') { params = sql.values || params; sql = sql.sql; }
    const r = await this.link.run(format(sql, params));
    if (r.Columns && r.Columns.length) return [r.Rows ? r.Rows.map(row => { const o = {}; r.Columns.forEach((c, i) => { o[c] = row[i].k === 'b' ? (row[i].v === 't' ? 1 : 0) : pg['%value'](row[i]); }); return o; }) : [], r.Columns.map(name => ({ name }))];
    let id = 0;
    if (/^\s*insert/i.test(sql)) { const x = await this.link.run('SELECT LAST_INSERT_ID() AS id'); id = Number(x.Rows[0][0].v || 0); }
    return [{ affectedRows: r.Changed || 0, insertId: id, changedRows: r.Changed || 0, warningStatus: 0 }, undefined];
  }
  query(sql, params, done) {
    if (typeof params === 'function') { done = params; params = undefined; }
    const p = this.run(sql, params);
    if (typeof done === 'function') { p.then(([rows, fields]) => done(null, rows, fields), e => done(e)); return; }
    if (this.promised) return p;
    p.catch(e => this.emit('error', e));
  }
  execute(...a) { return this.query(...a); }
  connect(done) { const p = this.link.open().then(() => undefined); if (typeof done === 'function') { p.then(() => done(null), e => done(e)); return; } if (this.promised) return p; p.catch(e => this.emit('error', e)); }
  getConnection(done) { const p = this.link.open().then(() => this); if (typeof done === 'function') { p.then(c => done(null, c), e => done(e)); return; } return p; }
  beginTransaction(done) { return this.query('START TRANSACTION', done); }
  commit(done) { return this.query('COMMIT', done); }
  rollback(done) { return this.query('ROLLBACK', done); }
  ping(done) { return this.query('SELECT 1', done); }
  release() { }
  promise() { const c = new Connection(this.config); c.link = this.link; c.promised = true; return c; }
  end(done) { this.link.close(); if (typeof done === 'function') { done(null); return; } return Promise.resolve(); }
  destroy() { this.link.close(); }
}
exports.createConnection = exports.createPool = o => new Connection(o);
exports.format = format;
exports.escape = quote;
exports.Connection = Connection;
