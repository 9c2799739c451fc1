const net = require('net'), io = require('_io');
const args = process.argv.slice(2), at = n => { const i = args.findIndex(a => a === n || a.startsWith(n) && a.length > n.length); return i < 0 ? undefined : args[i] === n ? args[i + 1] : args[i].slice(n.length); };
const version = process.env.MEMCACHED_VERSION || '1.6.39', port = Number(at('-p') || 11211), limit = Number(at('-m') || 64) * 1048576, began = Date.now();
if (args.includes('-V') || args.includes('--version')) { console.log('memcached ' + version); process.exit(0); }
if (process.getuid() === 0 && !at('-u')) { console.error("can't run as root without the -u switch"); process.exit(71); }
let items = new Map(), stats = { get: 0, set: 0, hit: 0, miss: 0, conns: 0, total: 0 }, cas = 0;
const live = k => { const i = items.get(k); if (i && i.until && i.until <= Date.now()) { items.delete(k); return undefined; } return i; };
function command(line, s, next) {
  const [verb, ...a] = line.split(/\s+/);
  switch (verb) {
    case 'get': case 'gets': {
      let out = '';
      for (const k of a) { stats.get++; const i = live(k); if (i) { stats.hit++; out += 'VALUE ' + k + ' ' + i.flags + ' ' + io.bytes(i.v) + (verb === 'gets' ? ' ' + i.cas : '') + '\r\n' + i.v + '\r\n'; } else stats.miss++; }
      return a.length ? out + 'END\r\n' : 'ERROR\r\n';
    }
    case 'incr': case 'decr': { const i = live(a[0]); if (!i) return 'NOT_FOUND\r\n'; if (!/^\d+$/.test(i.v)) return 'CLIENT_ERROR cannot increment or decrement non-numeric value\r\n'; i.v = String(Math.max(0, Number(i.v) + (verb === 'incr' ? 1 : -1) * Number(a[1]))); return i.v + '\r\n'; }
    case 'delete': return items.delete(a[0]) ? 'DELETED\r\n' : 'NOT_FOUND\r\n';
    case 'touch': { const i = live(a[0]); if (!i) return 'NOT_FOUND\r\n'; i.until = Number(a[1]) ? Date.now() + Number(a[1]) * 1000 : 0; return 'TOUCHED\r\n'; }
    case 'flush_all': items = new Map(); return 'OK\r\n';
    case 'version': return 'VERSION ' + version + '\r\n';
    case 'verbosity': return 'OK\r\n';
    case 'stats': {
      if (a[0] && a[0] !== 'items' && a[0] !== 'slabs') return 'RESET\r\n';
      if (a[0]) return 'END\r\n';
      let bytes = 0;
      for (const [k, i] of items) bytes += 48 + k.length + io.bytes(i.v);
      const all = { pid: process.pid, uptime: Math.floor((Date.now() - began) / 1000), time: Math.floor(Date.now() / 1000), version, libevent: '2.1.12-stable', pointer_size: 64, max_connections: 1024, curr_connections: stats.conns, total_connections: stats.total, cmd_get: stats.get, cmd_set: stats.set, get_hits: stats.hit, get_misses: stats.miss, limit_maxbytes: limit, threads: 4, bytes, curr_items: items.size, total_items: stats.set, evictions: 0 };
      return Object.entries(all).map(([k, v]) => 'STAT ' + k + ' ' + v + '\r\n').join('') + 'END\r\n';
    }
    case 'quit': s.end(); return '';
    case 'shutdown': return 'ERROR: shutdown not enabled\r\n';
  }
  return 'ERROR\r\n';
}
function store([verb, k, flags, ttl, n, token], v) {
  stats.set++;
  const old = live(k);
  if (verb === 'add' && old || (verb === 'replace' || verb === 'append' || verb === 'prepend') && !old) return 'NOT_STORED\r\n';
  if (verb === 'cas') { if (!old) return 'NOT_FOUND\r\n'; if (String(old.cas) !== token) return 'EXISTS\r\n'; }
  if (v.length > 1048576 || items.size > 20000) return 'SERVER_ERROR object too large for cache\r\n';
  if (verb === 'append') v = old.v + v;
  if (verb === 'prepend') v = v + old.v;
  items.set(k, { v, flags, cas: ++cas, until: Number(ttl) > 0 ? Date.now() + Number(ttl) * 1000 : 0 });
  return 'STORED\r\n';
}
const server = net.createServer(s => {
  let buffer = '', wait = null;
  stats.conns++; stats.total++;
  s.on('close', () => stats.conns--);
  s.on('error', () => {});
  s.on('data', t => {
    buffer += t;
    for (;;) {
      if (wait) {
        const n = Number(wait[4]);
        const nl = buffer.indexOf('\n', n);
        if (io.bytes(buffer) < n + 1 || nl < 0) return;
        const end = io.cut(buffer, n);
        const v = io.cut(buffer, 0, n), ok = end.startsWith('\r\n') || end.startsWith('\n');
        buffer = end.startsWith('\r\n') ? end.slice(2) : ok ? end.slice(1) : end.slice(end.indexOf('\n') + 1);
        const quiet = wait[wait.length - 1] === 'noreply', out = ok ? store(wait, v) : 'CLIENT_ERROR bad data chunk\r\nERROR\r\n';
        wait = null;
        if (!quiet) s.write(out);
        continue;
      }
      const i = buffer.indexOf('\n');
      if (i < 0) return;
      const line = buffer.slice(0, i).replace('\r', '');
      buffer = buffer.slice(i + 1);
      const words = line.trim().split(/\s+/);
      if (/^(set|add|replace|append|prepend|cas)$/.test(words[0])) { if (words.length < 5 || !/^\d+$/.test(words[4])) s.write(words.length < 5 ? 'ERROR\r\n' : 'CLIENT_ERROR bad command line format\r\n'); else wait = words; continue; }
      const out = command(line.trim(), s);
      if (out && !line.endsWith('noreply')) s.write(out);
    }
  });
});
server.on('error', e => { console.error('failed to listen on TCP port ' + port + ': Address already in use'); process.exit(71); });
server.listen(port);
process.on('SIGTERM', () => { console.error('Signal handled: Terminated.'); process.exit(0); });
process.on('SIGINT', () => { console.error('Signal handled: Interrupt.'); process.exit(0); });
