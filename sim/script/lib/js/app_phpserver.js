const http = require('http'), io = require('_io'), path = require('path'), site = require('%site');
const args = process.argv.slice(2), i = args.indexOf('-S'), at = args[i + 1] || '', t = args.indexOf('-t'), root = path.resolve(t >= 0 ? args[t + 1] : '.');
const m = /^(.*):(\d+)$/.exec(at), stamp = () => '[' + io.time('Mon Jan 02 15:04:05 2006') + '] ';
if (!m) { console.error('Invalid address: ' + at); process.exit(1); }
const say = x => console.error(stamp() + x), version = process.env.PHP_VERSION || '8.3.26';
const lost = url => ({ code: 404, headers: { 'Content-Type': 'text/html; charset=UTF-8' }, body: '<!doctype html><html><head><title>404 Not Found</title></head><body><h1>Not Found</h1><p>The requested resource <code class="url">' + url + '</code> was not found on this server.</p></body></html>' });
const server = http.createServer(async (req, res) => {
  const from = (req.socket.remoteAddress.includes(':') ? '[' + req.socket.remoteAddress + ']' : m[1] === '[::]' ? '[::ffff:' + req.socket.remoteAddress + ']' : req.socket.remoteAddress) + ':' + req.socket.remotePort;
  say(from + ' Accepted');
  const a = await site.answer(root, req, { port: m[2], front: true, software: 'PHP/' + version + ' (Development Server)', missing: lost, forbidden: lost });
  if (a.log) say(a.log.replace(/\n$/, ''));
  say(from + ' [' + a.code + ']: ' + (a.code === 404 ? '' : '') + req.method + ' ' + req.url + (a.code === 404 ? ' - No such file or directory' : ''));
  res.statusCode = a.code;
  res.setHeader('Host', req.headers.host || '');
  res.setHeader('Date', io.date());
  res.setHeader('Connection', 'close');
  for (const k in a.headers) res.setHeader(k, a.headers[k]);
  res['%keep'] = false;
  if (!res.hasHeader('content-length')) res.removeHeader('content-length');
  res.end(a.body);
  say(from + ' Closing');
});
server.on('error', () => { console.error(stamp() + 'Failed to listen on ' + at + ' (reason: Address already in use)'); process.exit(1); });
server.listen(Number(m[2]), m[1] === 'localhost' ? '127.0.0.1' : m[1].replace(/[[\]]/g, ''), () => say('PHP ' + version + ' Development Server (http://' + at + ') started'));
process.on('SIGINT', () => process.exit(0));
