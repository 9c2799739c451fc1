const fs = require('fs');
exports.parse = text => {
  const o = {};
  for (const l of String(text).split('\n')) { const m = /^\s*(?:export\s+)?([\w.-]+)\s*=\s*(.*?)\s*$/.exec(l); if (m) o[m[1]] = m[2].replace(/^(["'])(.*)["']$/, '$2'); }
  return o;
};
exports.config = (o = {}) => {
  let text;
  try { text = fs.readFileSync(o.path || '.env', 'utf8'); } catch (error) { return { error, parsed: {} }; }
  const parsed = exports.parse(text);
  for (const k in parsed) if (!(k in process.env)) process.env[k] = parsed[k];
  return { parsed };
};
