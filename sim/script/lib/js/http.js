const io = require('_io');
const net = require('net');
const EventEmitter = require('events');

class IncomingMessage extends EventEmitter {
  constructor(m, socket) {
    super();
    this.headers = m.headers; this['%body'] = m.body; this.socket = socket; this.connection = socket; this.httpVersion = m.httpVersion || '1.1'; this.complete = true;
    if (m.method) { this.method = m.method; this.url = m.url; } else { this.statusCode = m.statusCode; this.statusMessage = m.statusMessage; }
  }
  setEncoding() { this['%text'] = true; return this; }
  on(name, fn) {
    if (name === 'data') { if (this['%body'].length) setImmediate(fn, this['%text'] ? this['%body'].toString() : this['%body']); return this; }
    if (name === 'end') { setImmediate(fn); return this; }
    return super.on(name, fn);
  }
  once(name, fn) { return this.on(name, fn); }
  resume() { return this; }
  pipe(to) { to.write(this['%body']); if (to.end && to !== process.stdout) to.end(); return to; }
  [Symbol.iterator]() { return [this['%body']][Symbol.iterator] ? [this['%body']] : [this['%body']]; }
}

class ServerResponse extends EventEmitter {
  constructor(req, socket, keep) {
    super();
    this.req = req; this.socket = socket; this.statusCode = 200; this.headersSent = false; this.finished = false; this.writableEnded = false;
    this['%h'] = {}; this['%keep'] = keep;
  }
  setHeader(n, v) { this['%h'][String(n).toLowerCase()] = [n, v]; return this; }
  getHeader(n) { const x = this['%h'][n.toLowerCase()]; return x && x[1]; }
  hasHeader(n) { return n.toLowerCase() in this['%h']; }
  getHeaders() { const o = {}; for (const k in this['%h']) o[k] = this['%h'][k][1]; return o; }
  removeHeader(n) { delete this['%h'][n.toLowerCase()]; }
  writeHead(code, text, headers) {
    if (typeof text === 'object') { headers = text; text = undefined; }
    this.statusCode = code;
    if (text) this.statusMessage = text;
    for (const k in headers || {}) this.setHeader(k, headers[k]);
    this['%early'] = true;
    return this;
  }
  flushHeaders() { this['%head'](); }
  ['%head'](length) {
    let s = 'HTTP/1.1 ' + this.statusCode + ' ' + (this.statusMessage || io.reason(this.statusCode)) + '\r\n';
    for (const k in this['%h']) {
      const [n, v] = this['%h'][k];
      for (const x of Array.isArray(v) ? v : [v]) s += n + ': ' + x + '\r\n';
    }
    if (!this.hasHeader('date')) s += 'Date: ' + io.date() + '\r\n';
    if (!this.hasHeader('connection')) s += this['%keep'] ? 'Connection: keep-alive\r\nKeep-Alive: timeout=5\r\n' : 'Connection: close\r\n';
    const empty = this.statusCode === 204 || this.statusCode === 304;
    if (!this.hasHeader('content-length') && !empty) {
      if (length === undefined) { this['%chunked'] = true; s += 'Transfer-Encoding: chunked\r\n'; } else s += 'Content-Length: ' + length + '\r\n';
    }
    this.headersSent = true;
    this.socket.write(s + '\r\n');
  }
  ['%piece'](s) {
    if (this.req.method === 'HEAD' || io.bytes(s) === 0) return;
    this.socket.write(this['%chunked'] ? io.bytes(s).toString(16) + '\r\n' + s + '\r\n' : s);
  }
  write(s) {
    if (!this.headersSent) this['%head']();
    this['%piece'](s);
    return true;
  }
  end(s, enc, fn) {
    if (this.finished) return this;
    if (typeof s === 'function') { fn = s; s = undefined; }
    if (s === undefined || s === null) s = '';
    if (!this.headersSent) this['%head'](this['%early'] ? undefined : io.bytes(s));
    this['%piece'](s);
    if (this['%chunked'] && this.req.method !== 'HEAD') this.socket.write('0\r\n\r\n');
    this.finished = this.writableEnded = true;
    this.socket['%idle'] = true;
    if (!this['%keep']) this.socket.end();
    if (typeof fn === 'function') setImmediate(fn);
    this.emit('finish');
    this.emit('close');
    this.socket.emit('%next');
    return this;
  }
}

class Server extends net.Server {
  constructor(opts, fn) {
    super();
    fn = typeof opts === 'function' ? opts : fn;
    if (fn) this.on('request', fn);
  }
  ['%take'](s) {
    let buffer = '', busy = false;
    s['%idle'] = true;
    const next = () => {
      if (busy || buffer === '') return;
      const m = io.request(buffer);
      if (m === null) return;
      if (m === false) { s.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n'); return; }
      buffer = io.cut(buffer, m.used);
      busy = true;
      s['%idle'] = false;
      const req = new IncomingMessage(m, s);
      this.emit('request', req, new ServerResponse(req, s, m.keep && this.listening));
    };
    s.on('data', t => { buffer += t; next(); });
    s.on('%next', () => { busy = false; if (buffer !== '') setImmediate(next); });
    s.on('error', () => {});
  }
}

class ClientRequest extends EventEmitter {
  constructor(o, fn) {
    super();
    this['%o'] = o; this['%body'] = ''; this.h = { ...(o.headers || {}) };
    if (fn) this.once('response', fn);
  }
  setHeader(n, v) { this.h[n] = v; }
  setTimeout() { return this; }
  write(s) { this['%body'] += s; return true; }
  destroy(e) { if (this['%s']) this['%s'].destroy(); if (e) this.emit('error', e); return this; }
  abort() { return this.destroy(); }
  end(s) {
    if (s) this.write(s);
    const o = this['%o'], method = o.method || 'GET';
    const host = o.hostname || (o.host || 'localhost').split(':')[0], port = Number(o.port || 80);
    let head = method + ' ' + (o.path || '/') + ' HTTP/1.1\r\n';
    for (const k in this.h) head += k + ': ' + this.h[k] + '\r\n';
    if (!Object.keys(this.h).some(k => k.toLowerCase() === 'host')) head += 'Host: ' + host + (port === 80 ? '' : ':' + port) + '\r\n';
    if (this['%body'] && !Object.keys(this.h).some(k => k.toLowerCase() === 'content-length')) head += 'Content-Length: ' + io.bytes(this['%body']) + '\r\n';
    const sock = (this['%s'] = net.connect(o.socketPath ? { path: o.socketPath } : { port, host }));
    let buffer = '', done = false;
    const look = end => {
      if (done) return;
      const m = io.response(buffer, method, end);
      if (m === null) return;
      done = true;
      sock.destroy();
      if (m === false) { const e = new Error('socket hang up'); e.code = 'ECONNRESET'; this.emit('error', e); return; }
      const res = new IncomingMessage(m, sock);
      this.emit('response', res);
    };
    sock.on('error', e => { if (!done) { done = true; this.emit('error', e); } });
    sock.on('data', t => { buffer += t; look(false); });
    sock.on('end', () => look(true));
    sock.write(head + 'Connection: close\r\n\r\n' + this['%body']);
    return this;
  }
}

function request(url, opts, fn) {
  if (typeof opts === 'function') { fn = opts; opts = {}; }
  if (typeof url === 'string' || url instanceof URL) {
    const u = typeof url === 'string' ? new URL(url) : url;
    url = { protocol: u.protocol, hostname: u.hostname, port: u.port, path: u.pathname + u.search, ...(opts || {}) };
  }
  if (url.protocol === 'https:') throw new Error('HTTPS is not simulated in Node');
  return new ClientRequest(url, fn);
}
exports.request = request;
exports.get = (...a) => request(...a).end();
exports.createServer = (opts, fn) => new Server(opts, fn);
exports.Server = Server;
exports.IncomingMessage = IncomingMessage;
exports.ServerResponse = ServerResponse;
exports.METHODS = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];
exports.STATUS_CODES = {};
for (const c of [200, 201, 202, 204, 301, 302, 304, 400, 401, 403, 404, 405, 409, 418, 422, 429, 500, 501, 502, 503]) exports.STATUS_CODES[c] = io.reason(c);
exports.Agent = class { };
