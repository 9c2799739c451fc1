const http = require('http'), fs = require('fs'), path = require('path'), crypto = require('crypto'), qs = require('querystring'), io = require('_io');
const old = String(io.version('express') || '5').startsWith('4');
const types = { html: 'text/html; charset=utf-8', htm: 'text/html; charset=utf-8', css: 'text/css; charset=utf-8', js: (old ? 'application' : 'text') + '/javascript; charset=utf-8', mjs: 'text/javascript; charset=utf-8', json: 'application/json; charset=utf-8', txt: 'text/plain; charset=utf-8', text: 'text/plain; charset=utf-8', xml: 'application/xml; charset=utf-8', svg: 'image/svg+xml', png: 'image/png', jpg: 'image/jpeg', jpeg: 'image/jpeg', gif: 'image/gif', ico: 'image/vnd.microsoft.icon', pdf: 'application/pdf' };
const typeOf = name => types[path.extname(name).slice(1) || name] || 'application/octet-stream';
const methods = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'];
const escapeHtml = s => String(s).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;').replace(/'/g, '&#39;');

function compile(p, whole) {
  if (p instanceof RegExp) return { re: p, keys: [] };
  if (Array.isArray(p)) return { any: p.map(x => compile(x, whole)) };
  const keys = [];
  let s = '';
  for (let part of String(p).split('/')) {
    if (part === '') continue;
    part = part.replace(/^\{\/?(.*)\}$/, '$1?');
    if (/^:\w+\?$/.test(part)) { keys.push(part.slice(1, -1)); s += '(?:/([^/]+))?'; continue; }
    if (part[0] === '*' || part === '(.*)') { keys.push(part.slice(1).replace('.*)', '') || '0'); s += '/?(.*)'; continue; }
    s += '/' + part.replace(/[.+^${}()|\\]/g, '\\$&').replace(/:(\w+)/g, (m, k) => { keys.push(k); return '([^/]+?)'; });
  }
  return { re: new RegExp('^' + s + (whole ? '/?$' : '(?:/|$)'), 'i'), keys };
}

function match(l, url) {
  for (const one of l.any || [l]) {
    const m = one.re.exec(url);
    if (!m) continue;
    const params = {};
    one.keys.forEach((k, i) => { if (m[i + 1] !== undefined) params[k] = decodeURIComponent(m[i + 1]); });
    if (one.keys.length === 0) for (let i = 1; i < m.length; i++) params[i - 1] = m[i];
    return { params, at: m[0] };
  }
}

function Router() {
  const r = (req, res, next) => r.handle(req, res, next);
  r.stack = [];
  r.paramFns = {};
  r.use = (...a) => {
    let p = '/';
    if (typeof a[0] === 'string' || a[0] instanceof RegExp || Array.isArray(a[0]) && typeof a[0][0] === 'string') p = a.shift();
    for (const f of a.flat(9)) {
      if (typeof f !== 'function') throw new TypeError(old ? 'Router.use() requires a middleware function but got a ' + (f && f.constructor ? f.constructor.name : typeof f) : 'argument handler must be a function');
      r.stack.push({ m: 'use', f, root: p === '/', ...compile(p, false) });
    }
    return r;
  };
  r.param = (k, f) => { r.paramFns[k] = f; return r; };
  for (const m of [...methods, 'all']) r[m] = (p, ...f) => {
    for (const x of f.flat(9)) {
      if (typeof x !== 'function') throw new TypeError(old ? 'Route.' + m + '() requires a callback function but got a [object ' + (x === undefined ? 'Undefined' : 'Object') + ']' : 'argument handler must be a function');
      r.stack.push({ m, f: x, ...compile(p, true) });
    }
    return r;
  };
  r.route = p => { const o = {}; for (const m of [...methods, 'all']) o[m] = (...f) => { r[m](p, ...f); return o; }; return o; };
  r.handle = (req, res, done) => {
    const url = req.url, base = req.baseUrl || '', outer = req.params || {};
    const where = url.split('?')[0];
    let i = 0;
    const next = err => {
      if (err === 'route' || err === 'router') err = undefined;
      req.url = url;
      req.baseUrl = base;
      for (;;) {
        const l = r.stack[i++];
        if (!l) { req.params = outer; done(err); return; }
        if (err ? l.f.length !== 4 : l.f.length > 3) continue;
        if (l.m !== 'use' && l.m !== 'all' && l.m !== req.method.toLowerCase() && !(l.m === 'get' && req.method === 'HEAD')) continue;
        const hit = match(l, where);
        if (!hit) continue;
        req.params = { ...outer, ...hit.params };
        if (l.m === 'use' && !l.root) {
          const at = hit.at.replace(/\/$/, '');
          req.baseUrl = base + at;
          req.url = url.slice(at.length);
          if (req.url[0] !== '/') req.url = '/' + req.url;
        }
        try {
          const p = err ? l.f(err, req, res, next) : l.f(req, res, next);
          if (p && typeof p.then === 'function') p.then(undefined, next);
        } catch (e) { next(e); }
        return;
      }
    };
    next();
  };
  return r;
}

function page(code, text) {
  return '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Error</title>\n</head>\n<body>\n<pre>' + text + '</pre>\n</body>\n</html>\n';
}

function last(req, res) {
  return err => {
    let code = 404, text = 'Cannot ' + req.method + ' ' + escapeHtml(req.originalUrl.split('?')[0]);
    if (err) {
      code = err.status || err.statusCode || (res.statusCode >= 400 ? res.statusCode : 500);
      const stack = err.stack || String(err);
      text = process.env.NODE_ENV === 'production' ? io.reason(code) : escapeHtml(stack).replace(/\n/g, '<br>').replace(/ {2}/g, ' &nbsp;');
      if (process.env.NODE_ENV !== 'test') console.error(stack);
    }
    if (res.headersSent) { req.socket.destroy(); return; }
    res.statusCode = code;
    res.setHeader('Content-Security-Policy', "default-src 'none'");
    res.setHeader('X-Content-Type-Options', 'nosniff');
    res.setHeader('Content-Type', 'text/html; charset=utf-8');
    const body = page(code, text);
    res.setHeader('Content-Length', io.bytes(body));
    res.end(body);
  };
}

const etag = s => 'W/"' + io.bytes(s).toString(16) + '-' + crypto.createHash('sha1').update(s).digest('base64').slice(0, 27) + '"';

function dress(app, req, res) {
  req.app = app; res.app = app; req.res = res; res.locals = {};
  req.originalUrl = req.originalUrl || req.url;
  const q = req.url.indexOf('?');
  req.path = q < 0 ? req.url : req.url.slice(0, q);
  req.query = qs.parse(q < 0 ? '' : req.url.slice(q + 1));
  if (old) req.body = req.body || undefined;
  req.protocol = 'http'; req.secure = false;
  req.hostname = (req.headers.host || '').split(':')[0];
  req.ip = req.socket.remoteAddress.includes('.') ? '::ffff:' + req.socket.remoteAddress : req.socket.remoteAddress;
  if (app.settings['trust proxy'] && req.headers['x-forwarded-for']) req.ip = req.headers['x-forwarded-for'].split(',')[0].trim();
  req.get = req.header = n => req.headers[n.toLowerCase()];
  req.is = t => (req.headers['content-type'] || '').includes(t);
  req.accepts = (...t) => t.flat(2)[0];
  req.param = n => req.params[n] ?? req.query[n];
  res.status = c => { res.statusCode = c; return res; };
  res.set = res.header = (n, v) => { if (typeof n === 'object') for (const k in n) res.setHeader(k, n[k]); else res.setHeader(n, v); return res; };
  res.append = (n, v) => res.set(n, v);
  res.get = n => res.getHeader(n);
  res.type = res.contentType = t => res.set('Content-Type', t.includes('/') ? t : typeOf(t));
  res.vary = n => res.set('Vary', n);
  res.location = u => res.set('Location', u);
  res.send = body => {
    if (typeof body === 'number' && old) body = String(body);
    if (body !== null && typeof body === 'object' && !Buffer.isBuffer(body) || typeof body === 'boolean' || typeof body === 'number') return res.json(body);
    const text = body === undefined || body === null ? '' : body;
    if (!res.hasHeader('content-type') && body !== undefined && body !== null) res.setHeader('Content-Type', Buffer.isBuffer(body) ? 'application/octet-stream' : 'text/html; charset=utf-8');
    else if (res.hasHeader('content-type') && typeof body === 'string' && /^text\/\w+$/.test(res.getHeader('content-type'))) res.setHeader('Content-Type', res.getHeader('content-type') + '; charset=utf-8');
    if (res.statusCode !== 204) res.setHeader('Content-Length', io.bytes(text));
    if (!res.hasHeader('etag') && io.bytes(text) > 0) {
      res.setHeader('ETag', etag(text));
      if (req.headers['if-none-match'] === res.getHeader('etag') && (req.method === 'GET' || req.method === 'HEAD')) { res.statusCode = 304; res.removeHeader('content-length'); res.removeHeader('content-type'); res.end(); return res; }
    }
    res.end(text);
    return res;
  };
  res.json = v => {
    if (!res.hasHeader('content-type')) res.setHeader('Content-Type', 'application/json; charset=utf-8');
    return res.send(JSON.stringify(v, null, app.settings['json spaces']));
  };
  res.jsonp = res.json;
  res.sendStatus = c => { res.statusCode = c; return res.type('txt').send(io.reason(c)); };
  res.redirect = (c, to) => {
    if (to === undefined) { to = c; c = 302; }
    res.statusCode = c;
    res.location(to);
    res.setHeader('Vary', 'Accept');
    return res.type('txt').send(io.reason(c) + '. Redirecting to ' + to);
  };
  res.cookie = (n, v) => { res.setHeader('Set-Cookie', [].concat(res.getHeader('Set-Cookie') || [], n + '=' + encodeURIComponent(typeof v === 'object' ? 'j:' + JSON.stringify(v) : v) + '; Path=/')); return res; };
  res.clearCookie = n => { res.setHeader('Set-Cookie', n + '=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT'); return res; };
  res.sendFile = (f, o, done) => {
    if (typeof o === 'function') { done = o; o = undefined; }
    if (o && o.root) f = path.join(o.root, f);
    if (!path.isAbsolute(f)) throw new TypeError('path must be absolute or specify root to res.sendFile');
    try { sendFile(req, res, f); } catch (e) {
      const nf = new Error(e.code === 'ENOENT' ? "ENOENT: no such file or directory, stat '" + f + "'" : e.message);
      nf.code = e.code; nf.status = e.code === 'ENOENT' ? 404 : 500;
      if (done) done(nf); else if (req.next) req.next(nf); else last(req, res)(nf);
      return;
    }
    if (done) done();
  };
  res.download = (f, name) => { res.setHeader('Content-Disposition', 'attachment; filename="' + (name || path.basename(f)) + '"'); res.sendFile(path.resolve(f)); };
  res.format = o => { const k = Object.keys(o)[0]; o[k](req, res); };
  res.render = (view, data, done) => {
    const ext = path.extname(view) || '.' + (app.settings['view engine'] || '');
    const file = path.join(app.settings.views || path.join(process.cwd(), 'views'), view.replace(/\.\w+$/, '') + ext);
    const engine = app.engines[ext] || app.engines[ext.slice(1)];
    const all = { ...app.locals, ...res.locals, ...(typeof data === 'object' ? data : {}) };
    if (engine) { engine(file, all, (e, t) => (e ? last(req, res)(e) : done ? done(null, t) : res.send(t))); return; }
    if (ext !== '.ejs') throw new Error('the template engine ' + ext.slice(1) + ' is not simulated');
    res.send(require('ejs').render(fs.readFileSync(file, 'utf8'), all));
  };
}

function sendFile(req, res, file) {
  const st = fs.statSync(file);
  const at = new Date(st.mtimeMs);
  res.setHeader('Accept-Ranges', 'bytes');
  res.setHeader('Cache-Control', 'public, max-age=0');
  res.setHeader('Last-Modified', at.toUTCString());
  res.setHeader('ETag', 'W/"' + st.size.toString(16) + '-' + st.mtimeMs.toString(16) + '"');
  if (!res.hasHeader('content-type')) res.setHeader('Content-Type', typeOf(file));
  const data = fs.readFileSync(file);
  res.setHeader('Content-Length', io.bytes(data));
  res.end(data);
}

function serveStatic(root, opts) {
  root = path.resolve(root);
  return (req, res, next) => {
    if (req.method !== 'GET' && req.method !== 'HEAD') { next(); return; }
    const url = decodeURIComponent(req.url.split('?')[0]);
    let file = path.join(root, path.normalize('/' + url));
    try {
      let st = fs.statSync(file);
      if (st.isDirectory()) {
        if (!url.endsWith('/')) {
          fs.statSync(path.join(file, 'index.html'));
          res.statusCode = 301;
          res.setHeader('Location', req.baseUrl + url + '/');
          res.end('Redirecting to ' + req.baseUrl + url + '/');
          return;
        }
        if (opts && opts.index === false) { next(); return; }
        file = path.join(file, 'index.html');
        st = fs.statSync(file);
      }
      sendFile(req, res, file);
    } catch (e) { next(); }
  };
}

function parser(kind, read) {
  return () => (req, res, next) => {
    const type = req.headers['content-type'] || '';
    if (old && req.body === undefined) req.body = {};
    if (req['%parsed'] || !type.includes(kind) || req['%body'].length === 0) { next(); return; }
    req['%parsed'] = true;
    try { req.body = read(req['%body'].toString()); } catch (e) { e.status = 400; next(e); return; }
    next();
  };
}

function createApp() {
  const app = (req, res, next) => app.handle(req, res, next);
  const router = Router();
  app.settings = { env: process.env.NODE_ENV || 'development', 'x-powered-by': true };
  app.locals = {};
  app.engines = {};
  app.stack = router.stack;
  app.use = (...a) => { router.use(...a); return app; };
  app.route = p => router.route(p);
  app.param = (k, f) => { router.param(k, f); return app; };
  for (const m of [...methods, 'all']) app[m] = (...a) => {
    if (m === 'get' && a.length === 1) return app.settings[a[0]];
    router[m](...a);
    return app;
  };
  app.set = (k, v) => { if (v === undefined) return app.settings[k]; app.settings[k] = v; return app; };
  app.enable = k => app.set(k, true);
  app.disable = k => app.set(k, false);
  app.enabled = k => !!app.settings[k];
  app.engine = (ext, f) => { app.engines[ext] = f; return app; };
  app.handle = (req, res, done) => {
    const first = !req.app;
    dress(app, req, res);
    if (first && app.settings['x-powered-by']) res.setHeader('X-Powered-By', 'Express');
    const end = done || last(req, res);
    req.next = end;
    router.handle(req, res, end);
  };
  app.listen = (...a) => http.createServer(app).listen(...a);
  return app;
}
createApp.Router = Router;
createApp.static = serveStatic;
createApp.json = parser('json', s => JSON.parse(s));
createApp.urlencoded = parser('x-www-form-urlencoded', s => qs.parse(s));
createApp.text = parser('text/', s => s);
createApp.raw = parser('', s => Buffer.from(s));
module.exports = createApp;
