module.exports = () => (req, res, next) => {
  req.cookies = {};
  for (const p of (req.headers.cookie || '').split(';')) { const [k, v] = p.trim().split('='); if (k) req.cookies[k] = decodeURIComponent(v || ''); }
  next();
};
