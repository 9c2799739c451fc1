const io = require('_io');
module.exports = how => (req, res, next) => {
  const start = Date.now();
  res.on('finish', () => {
    const size = res.getHeader('content-length') ?? '-', ms = (Date.now() - start).toFixed(3);
    if (how === 'combined' || how === 'common') console.log(req.socket.remoteAddress + ' - - [' + io.time('02/Jan/2006:15:04:05 +0000') + '] "' + req.method + ' ' + req.originalUrl + ' HTTP/1.1" ' + res.statusCode + ' ' + size + (how === 'combined' ? ' "-" "' + (req.headers['user-agent'] || '-') + '"' : ''));
    else if (how === 'tiny') console.log(req.method + ' ' + req.originalUrl + ' ' + res.statusCode + ' ' + size + ' - ' + ms + ' ms');
    else console.log(req.method + ' ' + req.originalUrl + ' ' + res.statusCode + ' ' + ms + ' ms - ' + size);
  });
  next();
};
