const s = require('_fs'), path = require('path'), EventEmitter = require('events');
const wrap = st => ({ ...st, isDirectory: () => st.dir, isFile: () => !st.dir, mtime: new Date(st.mtimeMs) });
const all = {
  readFile: s.readFile, writeFile: s.writeFile, appendFile: s.appendFile, unlink: s.unlink, rename: s.rename, rmdir: s.rmdir, realpath: s.realpath,
  stat: f => wrap(s.stat(f)), lstat: f => wrap(s.stat(f)),
  access: f => { try { s.stat(f); } catch (e) { e.message = e.message.replace('stat', 'access'); throw e; } },
  mkdir: (d, o) => {
    if (!(o && o.recursive)) { s.mkdir(d); return; }
    let at = path.isAbsolute(d) ? '/' : '.';
    for (const part of path.normalize(d).split('/')) { at = path.join(at, part); if (!s.exists(at)) s.mkdir(at); }
  },
  readdir: (d, o) => (o && o.withFileTypes ? s.readdir(d).map(name => ({ name, isDirectory: () => s.stat(path.join(d, name)).dir, isFile: () => !s.stat(path.join(d, name)).dir })) : s.readdir(d)),
  copyFile: (a, b) => s.writeFile(b, s.readFile(a, 'utf8')),
  rm: (f, o) => {
    if (!s.exists(f)) { if (o && o.force) return; s.stat(f); }
    if (s.stat(f).dir) { for (const n of s.readdir(f)) all.rm(path.join(f, n), o); s.rmdir(f); } else s.unlink(f);
  },
};
exports.promises = {};
for (const name in all) {
  const f = all[name];
  exports[name + 'Sync'] = f;
  exports.promises[name] = async (...a) => f(...a);
  exports[name] = (...a) => {
    const done = a.pop();
    let e = null, v;
    try { v = f(...a); } catch (x) { e = x; }
    setImmediate(() => (e ? done(e) : done(null, v)));
  };
}
exports.existsSync = f => s.exists(String(f));
exports.exists = (f, done) => setImmediate(done, s.exists(f));
exports.constants = { F_OK: 0, R_OK: 4, W_OK: 2, X_OK: 1 };
exports.createReadStream = (f, enc) => {
  const e = new EventEmitter();
  setImmediate(() => {
    let t;
    try { t = s.readFile(f, typeof enc === 'string' ? enc : undefined); } catch (x) { e.emit('error', x); return; }
    e.emit('open');
    if (e['%to']) { e['%to'].write(t); if (e['%to'] !== process.stdout) e['%to'].end(); }
    e.emit('data', t); e.emit('end'); e.emit('close');
  });
  e.pipe = to => { e['%to'] = to; return to; };
  return e;
};
exports.createWriteStream = (f, o) => {
  const e = new EventEmitter();
  if (!(o && o.flags === 'a')) s.writeFile(f, '');
  e.write = t => { s.appendFile(f, t); return true; };
  e.end = t => { if (t) e.write(t); setImmediate(() => { e.emit('finish'); e.emit('close'); }); };
  return e;
};
exports.watch = exports.watchFile = () => new EventEmitter();
