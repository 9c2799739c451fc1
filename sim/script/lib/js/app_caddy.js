const http = require('http'), fs = require('fs'), path = require('path'), io = require('_io');
const args = process.argv.slice(2), verb = args.shift();
const version = process.env.CADDY_VERSION || 'v2.10.2';
const log = (level, msg, more, logger) => console.error('{"level":"' + level + '","ts":' + (Date.now() / 1000).toFixed(7) + (logger ? ',"logger":"' + logger + '"' : '') + ',"msg":' + JSON.stringify(msg) + (more ? ',' + JSON.stringify(more).slice(1, -1) : '') + '}');
const flag = (...names) => { for (const n of names) { const i = args.indexOf(n); if (i >= 0) return args[i + 1]; const e = args.find(a => a.startsWith(n + '=')); if (e) return e.slice(n.length + 1); } };
const die = t => { console.error('Error: ' + t); process.exit(1); };
function tokens(text) {
  const out = [];
  text.split('\n').forEach((l, i) => {
    const words = l.replace(/(^|\s)#.*$/, '').match(/"[^"]*"|`[^`]*`|\S+/g) || [];
    for (const w of words) out.push({ t: w.replace(/^(["`])(.*)["`]$/, '$2').replace(/\{\$(\w+)(?::([^}]*))?\}/g, (m, k, d) => process.env[k] ?? d ?? ''), line: i + 1, raw: w });
    if (words.length) out.push({ t: '\n', line: i + 1 });
  });
  return out;
}
function block(ts, file) {
  const list = [];
  while (ts.length) {
    const words = [];
    let line = ts[0].line, kids;
    while (ts.length) {
      const x = ts.shift();
      if (x.t === '\n') { if (words.length) break; continue; }
      if (x.raw === '}') { if (words.length === 0) return list; ts.unshift(x); break; }
      if (x.raw === '{') { kids = block(ts, file); continue; }
      words.push(x.t);
      line = x.line;
    }
    if (words.length || kids) list.push({ words, kids, line });
  }
  return list;
}
const known = 'root file_server respond reverse_proxy encode log handle handle_path header redir tls import try_files php_fastcgi route rewrite uri basic_auth basicauth request_body errors handle_errors @'.split(' ');
function read(file) {
  let text;
  try { text = fs.readFileSync(file, 'utf8'); } catch (e) { die('reading config from file: open ' + file + ': no such file or directory'); }
  let top = block(tokens(text), file);
  if (top.length && top[0].words.length === 0) top.shift(); // global options
  if (top.length && !top[0].kids) { const first = top.shift(); top = [{ words: first.words, kids: top, line: first.line }]; }
  for (const s of top) for (const d of s.kids || []) {
    const n = d.words[0];
    if (n[0] !== '@' && !known.includes(n)) die('adapting config using caddyfile: ' + file + ':' + d.line + ': unrecognized directive: ' + n);
    if (/^(php_fastcgi|basic_auth|basicauth|handle_errors|errors|request_body)$/.test(n)) die('the directive ' + n + ' is not simulated');
  }
  return top;
}
const match = (pattern, p, named) => { if (pattern === undefined || pattern === '*') return true; if (pattern[0] === '@') return named[pattern] ? named[pattern](p) : false; return pattern.endsWith('*') ? p.startsWith(pattern.slice(0, -1)) : p === pattern; };
const types = { html: 'text/html; charset=utf-8', css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8', json: 'application/json', txt: 'text/plain; charset=utf-8', svg: 'image/svg+xml', png: 'image/png', jpg: 'image/jpeg', xml: 'text/xml; charset=utf-8', ico: 'image/vnd.microsoft.icon' };
const fill = (s, req) => s.replace(/\{([\w.]+)\}/g, (m, k) => ({ uri: req.url, path: req.url.split('?')[0], host: (req.headers.host || '').split(':')[0], 'http.request.uri': req.url, remote_host: req.socket.remoteAddress, method: req.method }[k] ?? (k.startsWith('env.') ? process.env[k.slice(4)] || '' : m)));
function serve(root, req, res, p, browse) {
  let f = path.join(root, path.normalize('/' + decodeURIComponent(p)));
  const miss = () => { res.statusCode = 404; res.setHeader('Content-Length', 0); res.end(); };
  try {
    let st = fs.statSync(f);
    if (st.isDirectory()) {
      if (fs.existsSync(path.join(f, 'index.html'))) f = path.join(f, 'index.html');
      else if (fs.existsSync(path.join(f, 'index.txt'))) f = path.join(f, 'index.txt');
      else if (browse) { const body = '<!DOCTYPE html>\n<html>\n<head><title>' + p + '</title></head>\n<body>\n<h1>' + p + '</h1>\n<ul>\n' + fs.readdirSync(f).map(n => '<li><a href="./' + n + '">' + n + '</a></li>\n').join('') + '</ul>\n</body>\n</html>\n'; res.setHeader('Content-Type', 'text/html; charset=utf-8'); res.end(body); return; } else { miss(); return; }
      st = fs.statSync(f);
    }
    res.setHeader('Accept-Ranges', 'bytes');
    res.setHeader('Content-Length', st.size);
    res.setHeader('Content-Type', types[path.extname(f).slice(1)] || 'application/octet-stream');
    res.setHeader('Etag', '"' + Math.floor(st.mtimeMs / 1000).toString(36) + st.size.toString(36) + '"');
    res.setHeader('Last-Modified', st.mtime.toUTCString());
    res.setHeader('Vary', 'Accept-Encoding');
    res.end(fs.readFileSync(f));
  } catch (e) { miss(); }
}
let turn = 0;
function proxy(to, req, res, p, headers) {
  const list = to.map(t => t.replace(/^https?:\/\//, '')), one = list[turn++ % list.length];
  const at = one.startsWith(':') ? 'localhost' + one : one, [host, port] = at.split(':');
  const r = http.request({ hostname: host, port: Number(port || 80), path: p, method: req.method, headers: { ...req.headers, 'X-Forwarded-For': req.socket.remoteAddress, 'X-Forwarded-Host': req.headers.host, 'X-Forwarded-Proto': 'http', ...headers } }, up => {
    res.statusCode = up.statusCode;
    for (const k in up.headers) if (!/^(connection|keep-alive|transfer-encoding)$/.test(k)) res.setHeader(k.replace(/(^|-)\w/g, c => c.toUpperCase()), up.headers[k]);
    res.setHeader('Via', '1.1 Caddy');
    res.end(up['%body']);
  });
  r.on('error', e => {
    log('error', (/ENOTFOUND|EAI_AGAIN/.test(e.code || e.message) ? 'dial tcp: lookup ' + host + ' on 127.0.0.11:53: no such host' : 'dial tcp ' + (e.address || host) + ':' + (port || 80) + ': connect: connection refused'), { request: { remote_ip: req.socket.remoteAddress, proto: 'HTTP/1.1', method: req.method, host: req.headers.host, uri: req.url }, status: 502 }, 'http.log.error');
    res.statusCode = 502;
    res.setHeader('Content-Length', 0);
    res.end();
  });
  r.end(req['%body']);
}
function run(list, req, res, st) {
  const named = st.named;
  for (const d of list || []) {
    const [n, ...w] = d.words;
    if (n[0] === '@') { const conds = d.kids ? d.kids.map(k => k.words) : [w]; named[n] = p => conds.every(c => (c[0] === 'path' ? c.slice(1).some(x => match(x, p, {})) : c[0] === 'method' ? c.slice(1).includes(req.method) : c[0] === 'host' ? c.slice(1).includes((req.headers.host || '').split(':')[0]) : false)); }
  }
  const order = ['root', 'header', 'redir', 'rewrite', 'try_files', 'uri', 'handle', 'handle_path', 'route', 'respond', 'reverse_proxy', 'file_server'];
  const sorted = order.flatMap(n => (list || []).filter(d => d.words[0] === n).sort((a, b) => (b.words[1] || '').length - (a.words[1] || '').length));
  for (const d of sorted) {
    let [n, ...w] = d.words, m;
    if (w[0] !== undefined && (w[0][0] === '/' && n !== 'root' || w[0] === '*' || w[0][0] === '@') && !(n === 'redir' && w.length === 1) && !(n === 'root' && w.length === 1)) m = w.shift();
    if (!match(m, st.path, named)) continue;
    if (n === 'root') st.root = w[0];
    else if (n === 'header') { for (const h of d.kids ? d.kids.map(k => k.words) : [w]) if (h[0][0] === '-') st.drop.push(h[0].slice(1).toLowerCase()); else res.setHeader(h[0].replace(/^[+?]/, ''), fill(h[1] || '', req)); } else if (n === 'redir') { res.statusCode = { permanent: 301, temporary: 302, html: 200 }[w[1]] || Number(w[1]) || 302; res.setHeader('Location', fill(w[0], req)); res.setHeader('Content-Length', 0); res.end(); return true; } else if (n === 'rewrite') st.path = fill(w[w.length - 1], req);
    else if (n === 'uri' && w[0] === 'strip_prefix') { if (st.path.startsWith(w[1])) st.path = st.path.slice(w[1].length) || '/'; } else if (n === 'try_files') { for (const t of w) { const p = t.replace('{path}', st.path); if (fs.existsSync(path.join(st.root, p)) || t === w[w.length - 1]) { st.path = p; break; } } } else if (n === 'handle' || n === 'route') { if (run(d.kids, req, res, st)) return true; if (n === 'handle') return false; } else if (n === 'handle_path') { const old = st.path; st.path = '/' + st.path.slice(m.replace(/\*$/, '').length).replace(/^\//, ''); if (run(d.kids, req, res, st)) return true; st.path = old; return false; } else if (n === 'respond') {
      let body = w[0] ?? '', code = w[1];
      if (/^\d{3}$/.test(body) && code === undefined) { code = body; body = ''; }
      res.statusCode = Number(code || 200);
      if (body !== '') res.setHeader('Content-Type', 'text/plain; charset=utf-8');
      body = fill(body, req);
      res.setHeader('Content-Length', io.bytes(body));
      res.end(body);
      return true;
    } else if (n === 'reverse_proxy') {
      const headers = {};
      const to = [...w];
      for (const k of d.kids || []) { if (k.words[0] === 'to') to.push(...k.words.slice(1)); if (k.words[0] === 'header_up') headers[k.words[1]] = fill(k.words[2] || '', req); }
      proxy(to, req, res, st.path + (req.url.includes('?') ? req.url.slice(req.url.indexOf('?')) : ''), headers);
      return true;
    } else if (n === 'file_server') { serve(st.root, req, res, st.path, w[0] === 'browse'); return true; }
  }
  return false;
}
function start(sites, file) {
  log('info', 'using config from file', { file });
  log('info', 'adapted config to JSON', { adapter: 'caddyfile' });
  log('info', 'admin endpoint started', { address: 'localhost:2019', enforce_origin: false, origins: ['//localhost:2019', '//[::1]:2019', '//127.0.0.1:2019'] }, 'admin');
  const ports = new Map();
  for (const s of sites) for (const a of s.words.flatMap(w => w.split(',')).filter(x => x)) {
    const m = /^(?:(https?):\/\/)?([^:\/]*)(?::(\d+))?/.exec(a), tls = m[1] === 'https' || m[3] === '443' || !m[1] && !m[3] && m[2] !== '';
    const port = Number(m[3] || (tls ? 443 : 80));
    if (!ports.has(port)) ports.set(port, []);
    ports.get(port).push({ host: m[2], site: s, tls });
    if (tls && !ports.has(80)) ports.set(80, [{ host: '', redirect: true }]);
  }
  let i = 0;
  for (const [port, list] of ports) {
    const name = 'srv' + i++;
    if (list.some(x => x.tls)) { log('info', 'enabling automatic HTTP->HTTPS redirects', { server_name: name }, 'http.auto_https'); log('warn', 'HTTPS is not simulated in Caddy: nobody is answered on this port', { port }); continue; }
    log('warn', 'server is listening only on the HTTP port, so no automatic HTTPS will be applied to this server', { server_name: name, http_port: port }, 'http.auto_https');
    const server = http.createServer((req, res) => {
      const host = (req.headers.host || '').split(':')[0], hit = list.find(x => x.host === host) || list.find(x => x.host === '');
      res.setHeader('Server', 'Caddy');
      const began = Date.now(), p = req.url.split('?')[0];
      if (!hit) { res.setHeader('Content-Length', 0); res.end(); return; }
      if (hit.redirect) { res.statusCode = 308; res.setHeader('Location', 'https://' + host + req.url); res.setHeader('Content-Length', 0); res.end(); return; }
      const wants = hit.site.kids.find(d => d.words[0] === 'log');
      if (wants) res.on('finish', () => log('info', 'handled request', { request: { remote_ip: req.socket.remoteAddress, remote_port: String(req.socket.remotePort), client_ip: req.socket.remoteAddress, proto: 'HTTP/1.1', method: req.method, host: req.headers.host, uri: req.url, headers: { 'User-Agent': [req.headers['user-agent'] || ''], Accept: [req.headers.accept || ''] } }, bytes_read: 0, user_id: '', duration: (Date.now() - began) / 1000 + 0.000213, size: Number(res.getHeader('content-length') || 0), status: res.statusCode, resp_headers: { Server: ['Caddy'] } }, 'http.log.access'));
      const st = { root: process.cwd(), path: p, named: {}, drop: [] };
      if (!run(hit.site.kids, req, res, st)) { res.setHeader('Content-Length', 0); res.end(); }
    });
    server.on('error', e => die('loading initial config: loading new config: http app module: start: listening on :' + port + ': listen tcp :' + port + ': bind: ' + (e.code === 'EACCES' ? 'permission denied' : 'address already in use')));
    server.listen(port);
    log('info', 'server running', { name, protocols: ['h1', 'h2', 'h3'] }, 'http.log');
  }
  log('info', 'autosaved config (load with --resume flag)', { file: '/config/caddy/autosave.json' });
  log('info', 'serving initial configuration');
  for (const sig of ['SIGTERM', 'SIGINT']) process.on(sig, () => {
    log('info', sig === 'SIGTERM' ? 'shutting down apps, then terminating' : 'shutting down', { signal: sig });
    log('warn', 'exiting; byeee!! 👋', { signal: sig });
    log('info', 'servers shutting down with eternal grace period', undefined, 'http');
    log('info', 'stopped previous server', { address: 'localhost:2019' }, 'admin');
    log('info', 'shutdown complete', { signal: sig, exit_code: 0 });
    process.exit(0);
  });
}
const file = flag('--config', '-c') || (fs.existsSync('Caddyfile') ? 'Caddyfile' : '/etc/caddy/Caddyfile');
if (verb === 'run') start(read(file), file);
else if (verb === 'version') { console.log(version + ' h1:g/gTYjGMD0dec+UgMw8SnfmJ3I9+M2TdvoRL/Ovu6U8='); } else if (verb === 'validate' || verb === 'adapt') { read(file); console.log('Valid configuration'); } else if (verb === 'fmt') process.stdout.write(fs.readFileSync(file, 'utf8'));
else if (verb === 'file-server') { const port = (flag('--listen', '-l') || ':80').split(':').pop(); start([{ words: [':' + port], kids: [{ words: ['root', '*', flag('--root', '-r') || '.'] }, { words: ['file_server', ...(args.includes('--browse') ? ['browse'] : [])] }] }], 'file-server'); } else if (verb === 'reverse-proxy') start([{ words: [':' + (flag('--from') || ':80').split(':').pop()], kids: [{ words: ['reverse_proxy', flag('--to')] }] }], 'reverse-proxy');
else if (verb === 'reload') die('reloading a running Caddy is not simulated: restart the container');
else die(verb === undefined ? 'which command? run, file-server, reverse-proxy, respond, validate, version' : 'unknown command "' + verb + '" for "caddy"');
