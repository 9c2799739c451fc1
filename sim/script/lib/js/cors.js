module.exports = (o = {}) => (req, res, next) => {
  res.setHeader('Access-Control-Allow-Origin', o.origin || '*');
  if (req.method !== 'OPTIONS') { next(); return; }
  res.setHeader('Access-Control-Allow-Methods', 'GET,HEAD,PUT,PATCH,POST,DELETE');
  res.statusCode = 204;
  res.end();
};
