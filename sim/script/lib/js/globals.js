const qs = require('querystring');
class URLSearchParams {
  constructor(s) { this['%l'] = []; if (typeof s === 'string') { const o = qs.parse(s.replace(/^\?/, '')); for (const k in o) for (const v of [].concat(o[k])) this['%l'].push([k, v]); } else for (const k in s || {}) this['%l'].push([k, String(s[k])]); }
  get(k) { const x = this['%l'].find(p => p[0] === k); return x ? x[1] : null; }
  getAll(k) { return this['%l'].filter(p => p[0] === k).map(p => p[1]); }
  has(k) { return this['%l'].some(p => p[0] === k); }
  set(k, v) { this.delete(k); this['%l'].push([k, String(v)]); }
  append(k, v) { this['%l'].push([k, String(v)]); }
  delete(k) { this['%l'] = this['%l'].filter(p => p[0] !== k); }
  entries() { return this['%l']; }
  keys() { return this['%l'].map(p => p[0]); }
  forEach(fn) { for (const [k, v] of this['%l']) fn(v, k); }
  toString() { return this['%l'].map(([k, v]) => encodeURIComponent(k) + '=' + encodeURIComponent(v)).join('&'); }
  [Symbol.iterator]() { return this['%l']; }
}
class URL {
  constructor(s, base) {
    s = String(s);
    if (base && !/^\w+:\/\//.test(s)) { const b = new URL(base); s = b.protocol + '//' + b.host + (s[0] === '/' ? '' : '/') + s; }
    const m = /^(\w[\w+.-]*):\/\/(?:([^:@\/]*)(?::([^@\/]*))?@)?([^\/?#:]*)(?::(\d+))?([^?#]*)(\?[^#]*)?(#.*)?$/.exec(s);
    if (!m) { const e = new TypeError('Invalid URL'); e.code = 'ERR_INVALID_URL'; e.input = s; throw e; }
    const port = m[5] && !(m[1] === 'http' && m[5] === '80' || m[1] === 'https' && m[5] === '443') ? m[5] : '';
    this.protocol = m[1] + ':'; this.username = m[2] || ''; this.password = m[3] || ''; this.hostname = m[4]; this.port = port;
    this.host = m[4] + (port ? ':' + port : ''); this.pathname = m[6] || '/'; this.search = m[7] || ''; this.hash = m[8] || '';
    this.origin = this.protocol + '//' + this.host;
    this.searchParams = new URLSearchParams(this.search);
  }
  get href() { const q = this.searchParams.toString(); return this.protocol + '//' + (this.username ? this.username + (this.password ? ':' + this.password : '') + '@' : '') + this.host + this.pathname + (q ? '?' + q : '') + this.hash; }
  toString() { return this.href; }
  toJSON() { return this.href; }
}
function fetch(url, o = {}) {
  return new Promise((ok, no) => {
    let req;
    try { req = require('http').request(String(url), { method: o.method, headers: o.headers }); } catch (e) { no(e); return; }
    req.on('error', e => { const f = new TypeError('fetch failed'); f.cause = e; no(f); });
    req.on('response', res => {
      const text = res['%body'].toString();
      ok({ ok: res.statusCode < 300 && res.statusCode >= 200, status: res.statusCode, statusText: res.statusMessage, url: String(url),
        headers: { get: n => res.headers[n.toLowerCase()] ?? null, ...res.headers }, text: async () => text, json: async () => JSON.parse(text), arrayBuffer: async () => Buffer.from(text) });
    });
    req.end(o.body);
  });
}
class TextEncoder { encode(s) { return Buffer.from(s); } }
class TextDecoder { decode(b) { return b.toString(); } }
class AbortController { constructor() { this.signal = { aborted: false, addEventListener() {} }; } abort() { this.signal.aborted = true; } }
module.exports = { URL, URLSearchParams, fetch, TextEncoder, TextDecoder, AbortController };
