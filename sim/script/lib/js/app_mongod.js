const net = require('net'), io = require('_io'), fs = require('fs'), os = require('os');
const args = process.argv.slice(2), env = process.env;
const flag = (n, d) => { const i = args.indexOf('--' + n); if (i >= 0) return args[i + 1]; const e = args.find(a => a.startsWith('--' + n + '=')); return e ? e.slice(n.length + 3) : d; };
const version = env.MONGO_VERSION || '8.0.4', dir = flag('dbpath', '/data/db'), port = Number(flag('port', '27017'));
if (args.includes('--version')) { console.log('db version v' + version); process.exit(0); }
const pad = (s, n) => s.padEnd(n);
function log(s, c, id, ctx, msg, attr) {
  console.log('{"t":{"$date":"' + new Date().toISOString().replace('Z', '+00:00') + '"},"s":"' + s + '",  "c":' + pad('"' + c + '",', 12) + '"id":' + pad(id + ',', 9) + '"ctx":"' + ctx + '","msg":' + JSON.stringify(msg) + (attr ? ',"attr":' + JSON.stringify(attr) : '') + '}');
}
log('I', 'CONTROL', 23285, 'main', "Automatically disabling TLS 1.0, to force-enable TLS 1.0 specify --sslDisabledProtocols 'none'");
log('I', 'CONTROL', 5945603, 'main', 'Multi threading initialized');
log('I', 'NETWORK', 4648601, 'main', 'Implicit TCP FastOpen unavailable. If TCP FastOpen is required, set at least one of the related parameters', { relatedParameters: ['tcpFastOpenServer', 'tcpFastOpenClient', 'tcpFastOpenQueueSize'] });
log('I', 'CONTROL', 4615611, 'initandlisten', 'MongoDB starting', { pid: process.pid, port, dbPath: dir, architecture: '64-bit', host: os.hostname() });
log('I', 'CONTROL', 23403, 'initandlisten', 'Build Info', { buildInfo: { version, modules: [], allocator: 'tcmalloc-google', environment: { distmod: 'ubuntu2404', distarch: 'x86_64', target_arch: 'x86_64' } } });
log('I', 'CONTROL', 51765, 'initandlisten', 'Operating System', { os: { name: 'Ubuntu', version: '24.04' } });
if (!fs.existsSync(dir)) {
  log('E', 'CONTROL', 20557, 'initandlisten', 'DBException in initAndListen, terminating', { error: 'NonExistentPath: Data directory ' + dir + ' not found. Create the missing directory or specify another path using (1) the --dbpath command line option, or (2) by adding the \'storage.dbPath\' option in the configuration file.' });
  process.exit(100);
}
const fresh = !fs.existsSync(dir + '/WiredTiger');
try {
  if (fresh) for (const f of ['WiredTiger', 'WiredTiger.lock', 'storage.bson', 'sizeStorer.wt', '_mdb_catalog.wt']) fs.writeFileSync(dir + '/' + f, f === 'WiredTiger' ? 'WiredTiger\nWiredTiger 12.0.0\n' : '');
  fs.writeFileSync(dir + '/mongod.lock', process.pid + '\n');
} catch (e) {
  log('E', 'STORAGE', 20557, 'initandlisten', 'DBException in initAndListen, terminating', { error: 'IllegalOperation: Attempted to create a lock file on a read-only directory: ' + dir });
  process.exit(100);
}
const data = {};
let users = [];
for (const f of fs.readdirSync(dir)) {
  if (f === 'users.wt') users = JSON.parse(fs.readFileSync(dir + '/' + f, 'utf8'));
  const m = /^collection-(.*)\.wt$/.exec(f);
  if (!m) continue;
  const i = m[1].indexOf('.');
  (data[m[1].slice(0, i)] ||= {})[m[1].slice(i + 1)] = JSON.parse(fs.readFileSync(dir + '/' + f, 'utf8') || '[]');
}
const secret = n => (env[n + '_FILE'] ? fs.readFileSync(env[n + '_FILE'], 'utf8').trim() : env[n]);
const root = secret('MONGO_INITDB_ROOT_USERNAME'), pass = secret('MONGO_INITDB_ROOT_PASSWORD');
if (root && !pass || pass && !root) {
  console.error("\nerror: missing 'MONGO_INITDB_ROOT_USERNAME' or 'MONGO_INITDB_ROOT_PASSWORD'\n       both must be specified for a user to be created\n");
  process.exit(1);
}
if (fresh && root) { users = [{ user: root, pass }]; fs.writeFileSync(dir + '/users.wt', JSON.stringify(users)); }
const auth = users.length > 0 && (root || args.includes('--auth'));
log('I', 'STORAGE', 22315, 'initandlisten', 'Opening WiredTiger', { config: 'create,cache_size=3483M,session_max=33000,eviction=(threads_min=4,threads_max=4)' });
log('I', 'STORAGE', 4795906, 'initandlisten', 'WiredTiger opened', { durationMillis: 500 });
if (!auth) log('W', 'CONTROL', 22120, 'initandlisten', 'Access control is not enabled for the database. Read and write access to data and configuration is unrestricted', { tags: ['startupWarnings'] });
const save = (db, coll) => { const f = dir + '/collection-' + db + '.' + coll + '.wt'; if (data[db] && data[db][coll]) fs.writeFileSync(f, JSON.stringify(data[db][coll])); else if (fs.existsSync(f)) fs.unlinkSync(f); };
const key = v => (v && typeof v === 'object' ? v.$oid || v.$date || JSON.stringify(v) : v);
const at = (d, p) => { for (const k of p.split('.')) { if (d === undefined || d === null) return undefined; d = Array.isArray(d) && !/^\d+$/.test(k) ? d.map(x => x?.[k]) : d[k]; } return d; };
const isOps = q => q && typeof q === 'object' && !Array.isArray(q) && Object.keys(q).some(k => k[0] === '$' && k !== '$oid' && k !== '$date');
const cmp = (a, b) => { a = key(a); b = key(b); return a === b ? 0 : a === undefined || a === null ? -1 : b === undefined || b === null ? 1 : a < b ? -1 : 1; };
function test(v, q) {
  const any = f => f(v) || Array.isArray(v) && v.some(f);
  if (!isOps(q)) return q === null ? v === undefined || v === null : any(x => key(x) === key(q));
  for (const op in q) {
    const w = q[op];
    let ok;
    switch (op) {
      case '$eq': ok = test(v, w); break;
      case '$ne': ok = !test(v, w); break;
      case '$gt': ok = any(x => typeof key(x) === typeof key(w) && cmp(x, w) > 0); break;
      case '$gte': ok = any(x => typeof key(x) === typeof key(w) && cmp(x, w) >= 0); break;
      case '$lt': ok = any(x => typeof key(x) === typeof key(w) && cmp(x, w) < 0); break;
      case '$lte': ok = any(x => typeof key(x) === typeof key(w) && cmp(x, w) <= 0); break;
      case '$in': ok = w.some(x => test(v, x)); break;
      case '$nin': ok = !w.some(x => test(v, x)); break;
      case '$exists': ok = (v !== undefined) === !!w; break;
      case '$not': ok = !test(v, w); break;
      case '$size': ok = Array.isArray(v) && v.length === w; break;
      case '$all': ok = w.every(x => test(v, x)); break;
      case '$elemMatch': ok = Array.isArray(v) && v.some(x => (isOps(w) ? test(x, w) : match(x, w))); break;
      case '$regex': { const re = new RegExp(w, q.$options || ''); ok = any(x => typeof x === 'string' && re.test(x)); break; }
      case '$options': ok = true; break;
      default: throw { code: 2, name: 'BadValue', text: 'unknown operator: ' + op };
    }
    if (!ok) return false;
  }
  return true;
}
function match(d, q) {
  for (const k in q || {}) {
    if (k === '$and') { if (!q[k].every(x => match(d, x))) return false; } else if (k === '$or') { if (!q[k].some(x => match(d, x))) return false; } else if (k === '$nor') { if (q[k].some(x => match(d, x))) return false; } else if (k[0] === '$') throw { code: 2, name: 'BadValue', text: 'unknown top level operator: ' + k + '. If you have a field name that starts with a \'$\' symbol, consider using $getField or $setField.' };
    else if (!test(at(d, k), q[k])) return false;
  }
  return true;
}
function put(d, p, v) { const ks = p.split('.'), last = ks.pop(); for (const k of ks) d = d[k] ||= {}; if (v === undefined) delete d[last]; else d[last] = v; }
function update(d, u) {
  if (!isOps(u)) throw { code: 9, name: 'FailedToParse', text: 'Update document requires atomic operators' };
  for (const op in u) for (const p in u[op]) {
    const v = u[op][p], old = at(d, p);
    switch (op) {
      case '$set': put(d, p, v); break;
      case '$setOnInsert': break;
      case '$unset': put(d, p, undefined); break;
      case '$inc': put(d, p, (old || 0) + v); break;
      case '$mul': put(d, p, (old || 0) * v); break;
      case '$min': if (old === undefined || cmp(v, old) < 0) put(d, p, v); break;
      case '$max': if (old === undefined || cmp(v, old) > 0) put(d, p, v); break;
      case '$rename': put(d, v, old); put(d, p, undefined); break;
      case '$push': put(d, p, [...(old || []), ...(v && v.$each ? v.$each : [v])]); break;
      case '$addToSet': if (!(old || []).some(x => key(x) === key(v))) put(d, p, [...(old || []), v]); break;
      case '$pull': put(d, p, (old || []).filter(x => !(isOps(v) ? test(x, v) : typeof v === 'object' && v ? match(x, v) : key(x) === key(v)))); break;
      case '$pop': put(d, p, v < 0 ? (old || []).slice(1) : (old || []).slice(0, -1)); break;
      case '$currentDate': put(d, p, { $date: new Date().toISOString() }); break;
      default: throw { code: 9, name: 'FailedToParse', text: 'Unknown modifier: ' + op + '. Expected a valid update modifier or pipeline-style update specified as an array' };
    }
  }
}
function shape(d, p) {
  if (!p || Object.keys(p).length === 0) return d;
  const keep = Object.entries(p).some(([k, v]) => k !== '_id' && v), o = {};
  if (!keep) { const c = structuredClone(d); for (const k in p) put(c, k, undefined); return c; }
  if (p._id === undefined || p._id) o._id = d._id;
  for (const k in p) if (k !== '_id' && p[k]) { const v = typeof p[k] === 'string' && p[k][0] === '$' ? at(d, p[k].slice(1)) : at(d, k); if (v !== undefined) put(o, k, v); }
  return o;
}
function sort(l, s) { return s ? [...l].sort((a, b) => { for (const k in s) { const c = cmp(at(a, k), at(b, k)); if (c) return c * s[k]; } return 0; }) : l; }
const value = (d, e) => (typeof e === 'string' && e[0] === '$' ? at(d, e.slice(1)) : e);
function aggregate(l, stages) {
  for (const st of stages) {
    const op = Object.keys(st)[0], a = st[op];
    if (op === '$match') l = l.filter(d => match(d, a));
    else if (op === '$sort') l = sort(l, a);
    else if (op === '$limit') l = l.slice(0, a);
    else if (op === '$skip') l = l.slice(a);
    else if (op === '$count') l = l.length ? [{ [a]: l.length }] : [];
    else if (op === '$project') l = l.map(d => shape(d, a));
    else if (op === '$unwind') { const p = (a.path || a).slice(1); l = l.flatMap(d => [].concat(at(d, p) || []).map(v => { const c = structuredClone(d); put(c, p, v); return c; })); } else if (op === '$group') {
      const g = new Map();
      for (const d of l) { const id = value(d, a._id), k = JSON.stringify(id ?? null); if (!g.has(k)) g.set(k, { id: id ?? null, l: [] }); g.get(k).l.push(d); }
      l = [...g.values()].map(({ id, l }) => {
        const o = { _id: id };
        for (const f in a) {
          if (f === '_id') continue;
          const acc = Object.keys(a[f])[0], vs = l.map(d => value(d, a[f][acc])), ns = vs.filter(x => typeof x === 'number');
          o[f] = acc === '$sum' ? ns.reduce((x, y) => x + y, 0) : acc === '$avg' ? (ns.length ? ns.reduce((x, y) => x + y, 0) / ns.length : null) : acc === '$min' ? sort(vs.map(v => ({ v })), { v: 1 })[0].v : acc === '$max' ? sort(vs.map(v => ({ v })), { v: -1 })[0].v : acc === '$push' ? vs : acc === '$first' ? vs[0] : acc === '$last' ? vs[vs.length - 1] : acc === '$count' ? l.length : undefined;
          if (o[f] === undefined) throw { code: 15952, name: 'Location15952', text: "unknown group operator '" + acc + "'" };
        }
        return o;
      });
    } else throw { code: 40324, name: 'Location40324', text: "Unrecognized pipeline stage name: '" + op + "'" };
  }
  return l;
}
const oid = () => ({ $oid: Math.floor(Date.now() / 1000).toString(16).padStart(8, '0') + io.random(16) });
function insert(db, coll, d) {
  const l = (data[db] ||= {})[coll] ||= [];
  if (d._id === undefined) d = { _id: oid(), ...d };
  if (l.some(x => key(x._id) === key(d._id))) throw { code: 11000, name: 'DuplicateKey', text: 'E11000 duplicate key error collection: ' + db + '.' + coll + ' index: _id_ dup key: { _id: ' + JSON.stringify(d._id) + ' }' };
  if (l.length >= 5000) throw { code: 14031, name: 'OutOfDiskSpace', text: 'drydock: a collection may hold 5000 documents here' };
  l.push(d);
  return d._id;
}
function change(db, coll, q, u, o, many, how) {
  const l = data[db]?.[coll] || [], hit = l.filter(d => match(d, q)), some = many ? hit : hit.slice(0, 1);
  let modified = 0;
  for (const d of some) { const before = JSON.stringify(d); how(d, u); if (JSON.stringify(d) !== before) modified++; }
  let upserted = null;
  if (some.length === 0 && o?.upsert) { const d = {}; for (const k in q) if (k[0] !== '$' && !isOps(q[k])) put(d, k, q[k]); how(d, u); if (u.$setOnInsert) Object.assign(d, u.$setOnInsert); upserted = insert(db, coll, d); }
  save(db, coll);
  return { acknowledged: true, insertedId: upserted, matchedCount: some.length, modifiedCount: modified, upsertedCount: upserted ? 1 : 0 };
}
const replace = (d, u) => { const id = d._id; for (const k of Object.keys(d)) delete d[k]; if (id !== undefined) d._id = id; Object.assign(d, u); };
function run({ db, coll, op, args: a = [] }) {
  const l = data[db]?.[coll] || [];
  switch (op) {
    case 'ping': return { ok: 1 };
    case 'databases': return [...new Set(['admin', 'config', 'local', ...Object.keys(data).filter(n => Object.keys(data[n]).length)])].sort().map(name => ({ name, sizeOnDisk: name === 'config' ? 12288 : 40960, empty: false }));
    case 'collections': return Object.keys(data[db] || {}).sort();
    case 'create': (data[db] ||= {})[a[0]] ||= []; save(db, a[0]); return { ok: 1 };
    case 'dropDatabase': { const all = Object.keys(data[db] || {}); delete data[db]; for (const c of all) save(db, c); return { ok: 1, dropped: db }; }
    case 'createUser': users.push({ user: a[0].user, pass: a[0].pwd }); fs.writeFileSync(dir + '/users.wt', JSON.stringify(users)); return { ok: 1 };
    case 'drop': { const had = !!data[db]?.[coll]; if (had) { delete data[db][coll]; save(db, coll); } return had; }
    case 'insertOne': { const insertedId = insert(db, coll, a[0]); save(db, coll); return { acknowledged: true, insertedId }; }
    case 'insertMany': { const ids = {}; a[0].forEach((d, i) => { ids[i] = insert(db, coll, d); }); save(db, coll); return { acknowledged: true, insertedIds: ids, ...(a[2] ? {} : { insertedCount: a[0].length }) }; }
    case 'find': { const o = a[1] || {}; let r = sort(l.filter(d => match(d, a[0])), o.sort).slice(o.skip || 0); if (o.limit) r = r.slice(0, o.limit); return r.map(d => shape(d, o.projection)); }
    case 'findOne': { const d = l.find(d => match(d, a[0])); return d ? shape(d, a[1]?.projection || a[1]) : null; }
    case 'updateOne': return change(db, coll, a[0], a[1], a[2], false, update);
    case 'updateMany': return change(db, coll, a[0], a[1], a[2], true, update);
    case 'replaceOne': return change(db, coll, a[0], a[1], a[2], false, replace);
    case 'findOneAndUpdate': { const before = structuredClone(l.find(d => match(d, a[0])) || null); change(db, coll, a[0], a[1], a[2], false, update); return a[2]?.returnDocument === 'after' || a[2]?.new ? l.find(d => before && key(d._id) === key(before._id)) || null : before; }
    case 'findOneAndDelete': { const d = l.find(d => match(d, a[0])); if (d) { data[db][coll] = l.filter(x => x !== d); save(db, coll); } return d || null; }
    case 'deleteOne': case 'deleteMany': { let n = 0; const keep = l.filter(d => !((op === 'deleteMany' || n === 0) && match(d, a[0]) && ++n)); if (n) { data[db][coll] = keep; save(db, coll); } return { acknowledged: true, deletedCount: n }; }
    case 'countDocuments': case 'count': case 'estimatedDocumentCount': return l.filter(d => match(d, a[0])).length;
    case 'distinct': { const seen = new Map(); for (const d of l) if (match(d, a[1])) for (const v of [].concat(at(d, a[0]) ?? [])) seen.set(key(v), v); return [...seen.values()].sort((x, y) => cmp(x, y)); }
    case 'aggregate': return aggregate(l, a[0]);
    case 'createIndex': return Object.entries(a[0]).map(([k, v]) => k + '_' + v).join('_');
    default: throw { code: 59, name: 'CommandNotFound', text: "no such command: '" + op + "'" };
  }
}
let serial = 0;
const server = net.createServer(s => {
  const n = ++serial;
  let buffer = '', open = !auth;
  log('I', 'NETWORK', 22943, 'listener', 'Connection accepted', { remote: s.remoteAddress + ':' + s.remotePort, connectionId: n, connectionCount: n });
  s.on('data', t => {
    buffer += t;
    let r;
    while ((r = io.unframe(buffer))) {
      buffer = r[1];
      const m = r[0];
      let out;
      try {
        if (m.login) {
          if (m.user !== undefined && m.user !== null && auth) {
            if (!users.some(u => u.user === m.user && u.pass === m.password)) { log('I', 'ACCESS', 5286307, 'conn' + n, 'Failed to authenticate', { error: 'AuthenticationFailed: Authentication failed.', user: m.user }); throw { code: 18, name: 'AuthenticationFailed', text: 'Authentication failed.' }; }
            open = true;
          }
          out = { value: { version, auth: !!auth } };
        } else if (!open) throw { code: 13, name: 'Unauthorized', text: 'Command ' + ({ find: 'find', insertOne: 'insert', insertMany: 'insert', databases: 'listDatabases', countDocuments: 'aggregate', updateOne: 'update', deleteOne: 'delete', collections: 'listCollections' }[m.op] || m.op) + ' requires authentication' };
        else out = { value: run(m) };
      } catch (e) { out = { error: e.text ? e : { code: 1, name: 'InternalError', text: e.message } }; }
      s.write(io.frame(out));
    }
  });
  s.on('end', () => log('I', 'NETWORK', 22944, 'conn' + n, 'Connection ended', { remote: s.remoteAddress + ':' + s.remotePort, connectionId: n, connectionCount: 0 }));
  s.on('error', () => {});
});
server.on('error', e => { log('E', 'CONTROL', 20568, 'initandlisten', 'Error setting up listener', { error: { code: 9001, codeName: 'SocketException', errmsg: e.message } }); process.exit(48); });
setTimeout(() => server.listen(port, args.includes('--bind_ip_all') || flag('bind_ip') ? '0.0.0.0' : '127.0.0.1', () => {
  log('I', 'NETWORK', 23015, 'listener', 'Listening on', { address: '/tmp/mongodb-' + port + '.sock' });
  log('I', 'NETWORK', 23015, 'listener', 'Listening on', { address: '0.0.0.0' });
  log('I', 'NETWORK', 23016, 'listener', 'Waiting for connections', { port, ssl: 'off' });
}), 600);
for (const [sig, n, text] of [['SIGTERM', 15, 'Terminated'], ['SIGINT', 2, 'Interrupt']]) process.on(sig, () => {
  log('I', 'CONTROL', 23377, 'SignalHandler', 'Received signal', { signal: n, error: text });
  log('I', 'REPL', 4784900, 'SignalHandler', 'Stepping down the ReplicationCoordinator for shutdown', { waitTimeMillis: 15000 });
  log('I', 'NETWORK', 20562, 'SignalHandler', 'Shutdown: going to close listening sockets');
  log('I', 'STORAGE', 22320, 'SignalHandler', 'Shutting down journal flusher thread');
  log('I', 'STORAGE', 4795901, 'SignalHandler', 'WiredTiger closed', { durationMillis: 30 });
  fs.writeFileSync(dir + '/mongod.lock', '');
  log('I', 'CONTROL', 20565, 'SignalHandler', 'Now exiting');
  log('I', 'CONTROL', 23138, 'SignalHandler', 'Shutting down', { exitCode: 0 });
  process.exit(0);
});
