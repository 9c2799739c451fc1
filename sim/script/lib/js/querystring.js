const un = s => decodeURIComponent(s.replace(/\+/g, ' '));
exports.parse = s => {
  const o = {};
  for (const p of String(s || '').split('&')) {
    if (!p) continue;
    const i = p.indexOf('='), k = un(i < 0 ? p : p.slice(0, i)), v = i < 0 ? '' : un(p.slice(i + 1));
    o[k] = k in o ? [].concat(o[k], v) : v;
  }
  return o;
};
exports.stringify = o => Object.entries(o).map(([k, v]) => [].concat(v).map(x => encodeURIComponent(k) + '=' + encodeURIComponent(x)).join('&')).join('&');
exports.escape = encodeURIComponent;
exports.unescape = un;
