const http = require('http'), fs = require('fs'), io = require('_io'), site = require('%site');
const env = process.env, args = process.argv.slice(2), phpVersion = env.PHP_VERSION || '8.3.26', version = '2.4.65';
if (args.includes('-v') || args.includes('-V')) { console.log('Server version: Apache/' + version + ' (Debian)\nServer built:   2025-08-12T00:00:00'); process.exit(0); }
if (args.includes('-t')) { console.error('Syntax OK'); process.exit(0); }
const stamp = () => io.time('Mon Jan 02 15:04:05.000000 2006'), note = (m, t) => console.error('[' + stamp() + '] [' + m + ':notice] [pid ' + process.pid + ':tid ' + process.pid + '] ' + t);
let root = '/var/www/html', ports = [], conf = '', dirIndex = ['index.php', 'index.html'];
for (const d of ['/etc/apache2/ports.conf', ...['sites-enabled', 'conf-enabled'].flatMap(x => (fs.existsSync('/etc/apache2/' + x) ? fs.readdirSync('/etc/apache2/' + x).map(n => '/etc/apache2/' + x + '/' + n) : []))]) { try { conf += fs.readFileSync(d, 'utf8') + '\n'; } catch (e) { } }
const setting = n => { const m = new RegExp('^\\s*' + n + '\\s+(.*?)\\s*$', 'm').exec(conf); return m && m[1].replace(/\$\{(\w+)\}/g, (x, k) => env[k] || '').replace(/^"(.*)"$/, '$1'); };
root = setting('DocumentRoot') || env.APACHE_DOCUMENT_ROOT || root;
for (const m of conf.matchAll(/^\s*Listen\s+(?:[\d.]+:)?(\d+)/gm)) ports.push(Number(m[1]));
if (setting('DirectoryIndex')) dirIndex = setting('DirectoryIndex').split(/\s+/);
const own = io.own(), unnamed = "AH00558: apache2: Could not reliably determine the server's fully qualified domain name, using " + own + ". Set the 'ServerName' directive globally to suppress this message";
if (!setting('ServerName')) { console.error(unnamed); console.error(unnamed); }
const foot = req => '<hr>\n<address>Apache/' + version + ' (Debian) Server at ' + (req.headers.host || own).split(':')[0] + ' Port ' + ((req.headers.host || '').split(':')[1] || 80) + '</address>\n</body></html>\n';
const plain = (code, text, say, req) => ({ code, headers: { 'Content-Type': 'text/html; charset=iso-8859-1' }, body: '<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">\n<html><head>\n<title>' + code + ' ' + text + '</title>\n</head><body>\n<h1>' + text + '</h1>\n<p>' + say + '</p>\n' + foot(req) });
const server = http.createServer(async (req, res) => {
  let a;
  try {
    a = await site.answer(root, req, { port: ports[0], index: dirIndex, software: 'Apache/' + version + ' (Debian)', front: fs.existsSync(root + '/.htaccess') && /index\.php/.test(fs.readFileSync(root + '/.htaccess', 'utf8')),
      missing: () => plain(404, 'Not Found', 'The requested URL was not found on this server.', req),
      forbidden: u => { console.error('[' + stamp() + '] [autoindex:error] [pid 17:tid 17] [client ' + req.socket.remoteAddress + ':' + req.socket.remotePort + '] AH01276: Cannot serve directory ' + root + u + ': No matching DirectoryIndex (' + dirIndex.join(',') + ') found, and server-generated directory index forbidden by Options directive'); return plain(403, 'Forbidden', "You don't have permission to access this resource.", req); } });
  } catch (e) { console.error(e); a = plain(500, 'Internal Server Error', 'The server encountered an internal error or misconfiguration and was unable to complete your request.', req); }
  if (a.log) console.error(a.log.replace(/\n$/, ''));
  res.statusCode = a.code;
  res.setHeader('Date', io.date());
  res.setHeader('Server', 'Apache/' + version + ' (Debian)');
  if (/php/.test(a.headers['X-Powered-By'] || '') || a.headers['X-Powered-By']) res.setHeader('X-Powered-By', a.headers['X-Powered-By']);
  for (const k in a.headers) res.setHeader(k, a.headers[k]);
  if (!res.hasHeader('content-length')) res.setHeader('Content-Length', io.bytes(a.body));
  console.log(req.socket.remoteAddress + ' - - [' + io.time('02/Jan/2006:15:04:05 +0000') + '] "' + req.method + ' ' + req.url + ' HTTP/1.1" ' + a.code + ' ' + (io.bytes(a.body) + 200) + ' "' + (req.headers.referer || '-') + '" "' + (req.headers['user-agent'] || '-') + '"');
  res.end(a.body);
});
const port = ports[0] || 80;
server.on('error', e => { console.error('(' + (e.code === 'EACCES' ? '13)Permission denied' : '98)Address already in use') + ': AH00072: make_sock: could not bind to address [::]:' + port + '\nno listening sockets available, shutting down\nAH00015: Unable to open logs'); process.exit(1); });
server.listen(port, () => {
  note('mpm_prefork', 'AH00163: Apache/' + version + ' (Debian) PHP/' + phpVersion + ' configured -- resuming normal operations');
  note('core', "AH00094: Command line: 'apache2 -D FOREGROUND'");
});
process.on('SIGWINCH', () => { note('mpm_prefork', 'AH00170: caught SIGWINCH, shutting down gracefully'); process.exit(0); });
process.on('SIGTERM', () => { note('mpm_prefork', 'AH00169: caught SIGTERM, shutting down'); process.exit(0); });
process.on('SIGUSR1', () => note('mpm_prefork', 'AH00171: Graceful restart requested, doing restart'));
