const net = require('net'), io = require('_io'), EventEmitter = require('events');
const names = 'get set setex setEx incr incrBy incrby decr decrBy decrby del exists expire ttl keys ping lpush lPush rpush rPush lpop lPop rpop rPop llen lLen lrange lRange sadd sAdd smembers sMembers srem sRem scard sCard sismember sIsMember hset hSet hget hGet hgetall hGetAll hincrby hIncrBy hdel hDel zadd zAdd zrange zRange publish subscribe flushall flushAll flushdb flushDb dbsize dbSize mget mGet mset mSet append getset getSet type info select auth echo persist rename hkeys hKeys hmset'.split(' ');
const major = Number(String(io.version('redis') || '5').split('.')[0]);

class Client extends EventEmitter {
  constructor(o, auto) {
    super();
    this.o = o; this.auto = auto; this.isOpen = false; this.isReady = false; this.connected = false;
    this['%queue'] = []; this['%wait'] = [];
    if (auto) this['%dial'](0);
  }
  ['%dial'](tries) {
    this.isOpen = true;
    let s = (this['%s'] = net.connect({ host: this.o.host, port: this.o.port })), buffer = '';
    s.on('connect', () => {
      this.isReady = this.connected = true;
      if (this.o.password) this['%queue'].unshift({ args: ['AUTH', this.o.password], ok() {}, no: e => this.emit('error', e) });
      if (this.o.db) this['%queue'].unshift({ args: ['SELECT', this.o.db], ok() {}, no() {} });
      this.emit('connect');
      this.emit('ready');
      if (this['%ready']) this['%ready'](this);
      this['%flush']();
    });
    s.on('data', t => {
      buffer += t;
      let r;
      while (buffer && (r = io.resp(buffer))) {
        buffer = r[1];
        if (this['%sub'] && Array.isArray(r[0]) && r[0][0] === 'message') { const [, ch, text] = r[0]; if (this['%sub'][ch]) this['%sub'][ch](text, ch); this.emit('message', ch, text); continue; }
        const w = this['%wait'].shift();
        if (!w) continue;
        if (r[0] && r[0].error) { const e = new Error(r[0].error); e.code = r[0].error.split(' ')[0]; w.no(e); } else w.ok(shape(w.args[0], r[0]));
      }
    });
    s.on('error', e => {
      this['%lost'](e);
      if (this.auto && major < 4) { e.message = 'Redis connection to ' + this.o.host + ':' + this.o.port + ' failed - ' + e.message; }
      this.emit('error', e);
      if (this.isOpen) setTimeout(() => { if (this.isOpen) { this.emit('reconnecting'); this['%dial'](tries + 1); } }, Math.min(50 + tries * 50, 2000));
    });
    s.on('close', bad => {
      if (bad || !this.isOpen) return;
      const e = new Error('Socket closed unexpectedly');
      this['%lost'](e);
      this.emit('error', e);
      if (this.isOpen) setTimeout(() => this['%dial'](0), 100);
    });
  }
  ['%lost'](e) { this.isReady = this.connected = false; const w = this['%wait']; this['%wait'] = []; for (const x of w) x.no(e); }
  ['%flush']() { if (!this.isReady) return; for (const q of this['%queue']) { this['%wait'].push(q); this['%s'].write(io.command(q.args)); } this['%queue'] = []; }
  connect() {
    return new Promise((ok, no) => {
      this['%ready'] = ok;
      if (this.isReady) { ok(this); return; }
      if (!this.isOpen) this['%dial'](0);
    });
  }
  send(args, done) {
    const p = new Promise((ok, no) => {
      if (!this.isOpen) { const e = new Error('The client is closed'); no(e); return; }
      this['%queue'].push({ args, ok, no });
      this['%flush']();
    });
    if (typeof done === 'function') { p.then(v => done(null, v), e => done(e)); return true; }
    return p;
  }
  sendCommand(args) { return this.send(args); }
  multi() { const list = [], c = this, o = { exec(done) { const p = Promise.all(list.map(a => c.send(a))); if (done) { p.then(v => done(null, v), done); return; } return p; } }; for (const n of names) o[n] = (...a) => { list.push([n.toUpperCase(), ...words(a)]); return o; }; return o; }
  duplicate() { return new Client(this.o, false); }
  async quit() { this.isOpen = false; if (this['%s']) this['%s'].end(); this.emit('end'); return 'OK'; }
  disconnect() { return this.quit(); }
  end() { this.quit(); }
  destroy() { this.quit(); }
  close() { return this.quit(); }
}

function shape(name, v) {
  if (name === 'HGETALL' && Array.isArray(v)) { const o = {}; for (let i = 0; i < v.length; i += 2) o[v[i]] = v[i + 1]; return v.length === 0 && major < 4 ? null : o; }
  return v;
}

function words(a) {
  const out = [];
  for (const x of a) {
    if (Array.isArray(x)) out.push(...words(x));
    else if (x !== null && typeof x === 'object') for (const k in x) { const v = x[k]; if (v === true) out.push(k); else if (k === 'score' || k === 'value') out.push(v); else out.push(k, v); }
    else if (x === undefined || x === null) throw new TypeError('Invalid argument type');
    else out.push(String(x));
  }
  return out;
}

for (const n of names) Client.prototype[n] = function (...a) {
  const done = typeof a[a.length - 1] === 'function' ? a.pop() : undefined;
  if (n === 'subscribe') { this['%sub'] = this['%sub'] || {}; if (major >= 4) { this['%sub'][a[0]] = done; return this.send(['SUBSCRIBE', ...words(a)]); } this['%sub'][a[0]] = undefined; }
  if ((n === 'setEx' || n === 'setex') && a.length === 3) a = [a[0], a[1], a[2]];
  return this.send([n.toUpperCase(), ...words(a)], done);
};

function where(a, b) {
  let o = { host: '127.0.0.1', port: 6379 };
  if (typeof a === 'number' || typeof a === 'string' && /^\d+$/.test(a)) { o.port = Number(a); if (typeof b === 'string') o.host = b; return o; }
  if (typeof a === 'string') a = { url: a };
  a = a || {};
  if (a.url) { const u = new URL(a.url); o.host = u.hostname || o.host; o.port = Number(u.port || 6379); o.password = u.password; o.db = Number(u.pathname.slice(1)) || 0; }
  const s = a.socket || a;
  if (s.host) o.host = s.host;
  if (s.port) o.port = Number(s.port);
  if (a.password) o.password = a.password;
  return o;
}
exports.createClient = (a, b) => new Client(where(a, b), major < 4);
exports.RedisClient = Client;
exports['%Client'] = Client;
exports['%where'] = where;
