const c = require('_crypto'), io = require('_io');
class Hash {
  constructor(n) { this['%n'] = n; this['%t'] = ''; }
  update(t) { this['%t'] += t; return this; }
  digest(how) { return how ? c.hash(this['%n'], this['%t'], how) : Buffer.from(c.hash(this['%n'], this['%t'], 'hex'), 'hex'); }
}
exports.createHash = n => new Hash(n.toLowerCase());
exports.randomUUID = () => { const h = io.random(32); return h.slice(0, 8) + '-' + h.slice(8, 12) + '-4' + h.slice(13, 16) + '-a' + h.slice(17, 20) + '-' + h.slice(20); };
exports.randomBytes = n => Buffer.from(io.random(2 * n), 'hex');
exports.randomInt = (a, b) => (b === undefined ? Math.floor(Math.random() * a) : a + Math.floor(Math.random() * (b - a)));
