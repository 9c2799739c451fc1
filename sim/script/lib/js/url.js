const g = require('%globals'), qs = require('querystring');
exports.URL = g.URL;
exports.URLSearchParams = g.URLSearchParams;
exports.fileURLToPath = u => String(u).replace(/^file:\/\//, '');
exports.pathToFileURL = p => new g.URL('file://' + p);
exports.parse = (s, query) => {
  const m = /^(?:(\w+:)\/\/([^\/?#:]*)(?::(\d+))?)?([^?#]*)(\?[^#]*)?(#.*)?$/.exec(s) || [];
  const q = (m[5] || '').slice(1);
  return { protocol: m[1] || null, hostname: m[2] || null, port: m[3] || null, host: m[2] ? m[2] + (m[3] ? ':' + m[3] : '') : null, pathname: m[4] || null, search: m[5] || null, query: query ? qs.parse(q) : q || null, hash: m[6] || null, path: (m[4] || '') + (m[5] || ''), href: s };
};
exports.format = u => u.href || String(u);
