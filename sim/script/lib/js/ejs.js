const esc = s => String(s ?? '').replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&#34;');
exports.render = (text, data = {}) => {
  if (/<%[^=\-]/.test(text)) throw new Error('statements in EJS templates are not simulated');
  return text.replace(/<%[=\-]\s*([\w.]+)\s*%>/g, (m, k) => { let v = data; for (const p of k.split('.')) v = v?.[p]; return m[2] === '-' ? String(v) : esc(v); });
};
