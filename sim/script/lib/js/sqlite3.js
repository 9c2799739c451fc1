const s = require('_sqlite'), EventEmitter = require('events');
const quote = v => v === null || v === undefined ? 'NULL' : typeof v === 'number' ? String(v) : typeof v === 'boolean' ? (v ? '1' : '0') : "'" + String(v).replace(/'/g, "''") + "'";
class Database extends EventEmitter {
  constructor(file, mode, done) {
    super();
    this.filename = file;
    done = typeof mode === 'function' ? mode : done;
    const r = s.run(file, 'CREATE TABLE IF NOT EXISTS sqlite_sequence (name text, seq int)');
    const e = r.error ? fail(r.error) : null;
    setImmediate(() => { if (done) done(e); else if (e) this.emit('error', e); });
  }
  ['%do'](sql, params, done, shape) {
    let i = 0;
    const list = params === undefined ? [] : Array.isArray(params) ? params : [params];
    const r = s.run(this.filename, sql.replace(/\?/g, () => quote(list[i++])));
    const e = r.error ? fail(r.error) : null;
    setImmediate(() => { if (done) { if (e) done.call({}, e); else done.call({ lastID: r.id, changes: r.changes }, null, shape && shape(r)); } else if (e) this.emit('error', e); });
    return this;
  }
  run(sql, ...a) { const done = typeof a[a.length - 1] === 'function' ? a.pop() : undefined; return this['%do'](sql, a.length === 1 ? a[0] : a, done); }
  all(sql, ...a) { const done = a.pop(); return this['%do'](sql, a.length === 1 ? a[0] : a, done, rows); }
  get(sql, ...a) { const done = a.pop(); return this['%do'](sql, a.length === 1 ? a[0] : a, done, r => rows(r)[0]); }
  each(sql, ...a) { const f = a.pop(); return this['%do'](sql, a, (e, all) => { if (e) f(e); else for (const r of all) f(null, r); }, rows); }
  exec(sql, done) { return this['%do'](sql, [], done); }
  serialize(f) { if (f) f(); }
  parallelize(f) { if (f) f(); }
  prepare(sql) { const db = this; return { run: (...a) => { db.run(sql, ...a); }, finalize: f => { if (f) setImmediate(f); } }; }
  close(done) { if (done) setImmediate(done, null); }
}
const fail = text => { const e = new Error(text); e.code = text.split(':')[0]; e.errno = 1; return e; };
const rows = r => r.rows.map(row => { const o = {}; r.columns.forEach((c, i) => { o[c] = row[i] === true ? 1 : row[i] === false ? 0 : row[i]; }); return o; });
exports.Database = Database;
exports.OPEN_READWRITE = 2;
exports.OPEN_CREATE = 4;
exports.verbose = () => exports;
exports.default = exports;
