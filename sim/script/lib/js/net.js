const io = require('_io');
const EventEmitter = require('events');

function fail(what, syscall) {
  const [code, where] = what.split(' ');
  const e = new Error((code.startsWith('ENOT') || code.startsWith('EAI') ? 'getaddrinfo' : syscall || 'connect') + ' ' + what);
  e.code = code;
  e.syscall = code.startsWith('ENOT') || code.startsWith('EAI') ? 'getaddrinfo' : syscall || 'connect';
  if (e.syscall === 'getaddrinfo') e.hostname = where;
  else if (where) { e.address = where.split(':')[0]; e.port = Number(where.split(':')[1]); }
  return e;
}

class Socket extends EventEmitter {
  constructor(fd, addr, port) {
    super();
    this['%fd'] = fd; this.remoteAddress = addr; this.remotePort = port; this.destroyed = false; this['%wait'] = '';
    if (typeof fd === 'number') this['%open']();
  }
  ['%open']() {
    this['%watch'] = io.data(this['%fd'], t => {
      if (t === null) {
        this.emit('end');
        this.destroy();
      } else this.emit('data', this['%text'] ? t.toString() : t);
    });
  }
  connect(port, host, fn) {
    if (typeof port === 'object') { fn = host; host = port.path || port.host; port = port.port; }
    if (typeof host === 'function') { fn = host; host = undefined; }
    if (fn) this.once('connect', fn);
    io.connect(host || 'localhost', port || 0, (err, fd) => {
      if (this.destroyed) { if (!err) io.close(fd); return; }
      if (err) { this.destroy(fail(err)); return; }
      this['%fd'] = fd;
      this['%open']();
      const w = this['%wait'];
      this['%wait'] = '';
      if (w) io.write(fd, w);
      this.emit('connect');
      this.emit('ready');
    });
    return this;
  }
  setEncoding() { this['%text'] = true; return this; }
  setTimeout() { return this; }
  setNoDelay() { return this; }
  setKeepAlive() { return this; }
  ref() { return this; }
  unref() { return this; }
  write(s, enc, fn) {
    if (this.destroyed) return false;
    if (typeof this['%fd'] === 'number') io.write(this['%fd'], s); else this['%wait'] += s;
    fn = typeof enc === 'function' ? enc : fn;
    if (fn) setImmediate(fn);
    return true;
  }
  end(s) {
    if (s !== undefined && s !== null) this.write(s);
    this.destroy();
    return this;
  }
  destroy(err) {
    if (this.destroyed) return this;
    this.destroyed = true;
    if (this['%watch']) io.drop(this['%watch']);
    if (typeof this['%fd'] === 'number') io.close(this['%fd']);
    if (err) this.emit('error', err);
    this.emit('close', !!err);
    return this;
  }
}

class Server extends EventEmitter {
  constructor(opts, fn) {
    super();
    if (typeof opts === 'function') fn = opts;
    this['%conns'] = [];
    if (fn) this.on(this['%event'] || 'connection', fn);
  }
  listen(port, ...a) {
    let host;
    if (port && typeof port === 'object') { host = port.host; port = port.port; }
    if (typeof port === 'function') { a.unshift(port); port = 0; }
    for (const x of a) {
      if (typeof x === 'string') host = x;
      if (typeof x === 'function') this.once('listening', x);
    }
    port = typeof port === 'string' && port[0] === '/' ? port : Number(port || 0);
    const fd = io.listen(port, host);
    if (typeof fd === 'string') {
      const where = (host || '::') + ':' + port;
      const text = { EADDRINUSE: 'address already in use', EACCES: 'permission denied', EADDRNOTAVAIL: 'address not available' }[fd] || fd;
      const e = new Error('listen ' + fd + ': ' + text + ' ' + where);
      e.code = fd; e.errno = { EADDRINUSE: -98, EACCES: -13, EADDRNOTAVAIL: -99 }[fd]; e.syscall = 'listen'; e.address = host || '::'; e.port = port;
      setImmediate(() => this.emit('error', e));
      return this;
    }
    this['%fd'] = fd;
    this['%port'] = port || io.localPort(fd);
    this['%host'] = host || '::';
    this.listening = true;
    this['%watch'] = io.accept(fd, (c, addr, from) => {
      const s = new Socket(c, addr, from);
      this['%conns'] = this['%conns'].filter(x => !x.destroyed);
      this['%conns'].push(s);
      this['%take'](s);
    });
    setImmediate(() => this.emit('listening'));
    return this;
  }
  ['%take'](s) { this.emit('connection', s); }
  address() { return this.listening ? { address: this['%host'], family: this['%host'].includes('.') ? 'IPv4' : 'IPv6', port: this['%port'] } : null; }
  close(fn) {
    if (this.listening) { io.drop(this['%watch']); io.close(this['%fd']); }
    this.listening = false;
    for (const s of this['%conns']) if (s['%idle']) s.destroy();
    setImmediate(() => { if (fn) fn(); this.emit('close'); });
    return this;
  }
  closeAllConnections() { for (const s of this['%conns']) s.destroy(); }
  ref() { return this; }
  unref() { return this; }
}
exports.Socket = Socket;
exports.Server = Server;
exports.createServer = (opts, fn) => new Server(opts, fn);
exports.connect = exports.createConnection = (...a) => new Socket().connect(...a);
exports.isIP = s => (/^\d+\.\d+\.\d+\.\d+$/.test(s) ? 4 : s.includes(':') ? 6 : 0);
