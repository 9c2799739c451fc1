const fs = require('fs'), path = require('path'), io = require('_io'), php = require('_php'), qs = require('querystring');
const types = { html: 'text/html', htm: 'text/html', css: 'text/css', js: 'text/javascript', json: 'application/json', txt: 'text/plain', svg: 'image/svg+xml', png: 'image/png', jpg: 'image/jpeg', gif: 'image/gif', xml: 'application/xml', ico: 'image/vnd.microsoft.icon' };
const esc = s => String(s).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
const html = (title, body, code) => ({ code: code || 200, headers: { 'Content-Type': 'text/html; charset=UTF-8' }, body: '<!DOCTYPE html>\n<html lang="en-US">\n<head>\n\t<meta http-equiv="Content-Type" content="text/html; charset=UTF-8" />\n\t<title>' + title + '</title>\n</head>\n<body>\n' + body + '\n</body>\n</html>\n' });
const secret = n => (process.env[n + '_FILE'] ? fs.readFileSync(process.env[n + '_FILE'], 'utf8').trim() : process.env[n]);
const q = v => "'" + String(v).replace(/'/g, "''") + "'";

async function wordpress(req, url, post) {
  const at = 'http://' + (req.headers.host || 'localhost'), go = to => ({ code: 302, headers: { Location: at + to, 'Content-Type': 'text/html; charset=UTF-8' }, body: '' });
  if (!process.env.WORDPRESS_DB_HOST && !Object.keys(process.env).some(k => k.startsWith('WORDPRESS_'))) {
    if (url.startsWith('/wp-admin/setup-config.php')) return html('WordPress &rsaquo; Setup Configuration File', '<h1>Before getting started</h1>\n<p>Welcome to WordPress. Before getting started, you will need to know the following items.</p>\n<ol>\n<li>Database name</li>\n<li>Database username</li>\n<li>Database password</li>\n<li>Database host</li>\n<li>Table prefix</li>\n</ol>');
    return go('/wp-admin/setup-config.php');
  }
  const [host, port] = (process.env.WORDPRESS_DB_HOST || 'mysql').split(':'), mysql = require('mysql2/promise'), pre = process.env.WORDPRESS_TABLE_PREFIX || 'wp_';
  let db;
  try { db = await mysql.createConnection({ host, port: Number(port || 3306), user: secret('WORDPRESS_DB_USER') || 'example username', password: secret('WORDPRESS_DB_PASSWORD') || 'example password', database: secret('WORDPRESS_DB_NAME') || 'wordpress' }); } catch (e) {
    return html('Database Error', '<h1>Error establishing a database connection</h1>', 500);
  }
  try {
    let options = {};
    try { const [rows] = await db.query('SELECT option_name, option_value FROM ' + pre + 'options'); for (const r of rows) options[r.option_name] = r.option_value; } catch (e) { options = null; }
    if (!options || !options.blogname) {
      if (!url.startsWith('/wp-admin/install.php')) return go('/wp-admin/install.php');
      if (post && post.weblog_title !== undefined) {
        await db.query('CREATE TABLE IF NOT EXISTS ' + pre + 'options (option_id int AUTO_INCREMENT PRIMARY KEY, option_name varchar(191), option_value text)');
        await db.query('CREATE TABLE IF NOT EXISTS ' + pre + 'users (ID int AUTO_INCREMENT PRIMARY KEY, user_login varchar(60), user_email varchar(100))');
        await db.query('CREATE TABLE IF NOT EXISTS ' + pre + 'posts (ID int AUTO_INCREMENT PRIMARY KEY, post_title text, post_content text, post_status varchar(20))');
        await db.query('INSERT INTO ' + pre + 'options (option_name, option_value) VALUES (' + q('blogname') + ', ' + q(post.weblog_title) + '), (' + q('siteurl') + ', ' + q(at) + ')');
        await db.query('INSERT INTO ' + pre + 'users (user_login, user_email) VALUES (' + q(post.user_name || 'admin') + ', ' + q(post.admin_email || '') + ')');
        await db.query('INSERT INTO ' + pre + 'posts (post_title, post_content, post_status) VALUES (' + q('Hello world!') + ', ' + q('Welcome to WordPress. This is your first post. Edit or delete it, then start writing!') + ', ' + q('publish') + ')');
        return html('WordPress &rsaquo; Installation', '<h1>Success!</h1>\n<p>WordPress has been installed. Thank you, and enjoy!</p>\n<table class="form-table install-success">\n<tr><th>Username</th><td>' + esc(post.user_name || 'admin') + '</td></tr>\n</table>\n<p class="step"><a href="' + at + '/wp-login.php" class="button button-large">Log In</a></p>');
      }
      return html('WordPress &rsaquo; Installation', '<h1>Welcome</h1>\n<p>Welcome to the famous five-minute WordPress installation process! Just fill in the information below and you&#8217;ll be on your way to using the most extendable and powerful personal publishing platform in the world.</p>\n<h2>Information needed</h2>\n<form id="setup" method="post" action="install.php?step=2">\n<input name="weblog_title" type="text" />\n<input name="user_name" type="text" />\n<input name="admin_password" type="text" />\n<input name="admin_email" type="email" />\n<input type="submit" name="Submit" value="Install WordPress" />\n</form>');
    }
    if (url.startsWith('/wp-admin/install.php')) return html('WordPress &rsaquo; Installation', '<h1>Already Installed</h1>\n<p>You appear to have already installed WordPress. To reinstall please clear your old database tables first.</p>');
    if (url.startsWith('/wp-login.php')) return html('Log In &lsaquo; ' + esc(options.blogname) + ' &#8212; WordPress', '<form name="loginform" id="loginform" action="' + at + '/wp-login.php" method="post">\n<input type="text" name="log" id="user_login" />\n<input type="password" name="pwd" id="user_pass" />\n<input type="submit" name="wp-submit" value="Log In" />\n</form>');
    if (url.startsWith('/wp-admin')) return go('/wp-login.php?redirect_to=' + encodeURIComponent(at + url));
    if (url !== '/' && url !== '/index.php') return html('Page not found &#8211; ' + esc(options.blogname), '<h1>Page not found</h1>\n<p>The page you are looking for doesn&#8217;t exist, or it has been moved.</p>', 404);
    const [posts] = await db.query('SELECT post_title, post_content FROM ' + pre + 'posts');
    return html(esc(options.blogname), '<h1><a href="' + at + '">' + esc(options.blogname) + '</a></h1>\n' + posts.map(p => '<h2>' + esc(p.post_title) + '</h2>\n<p>' + esc(p.post_content) + '</p>').join('\n'));
  } finally { db.end(); }
}

async function console_(name, req, url, post) {
  const host = process.env.PMA_HOST || process.env.ADMINER_DEFAULT_SERVER || 'db';
  const form = (more, extra) => name === 'adminer' ? html('Login - Adminer', "<h2>Login</h2>\n" + (more || '') + "<form action='' method='post'>\n<table class='layout'>\n<tr><th>System<td><select name='auth[driver]'><option value='server' selected>MySQL / MariaDB<option value='sqlite'>SQLite<option value='pgsql'>PostgreSQL</select>\n<tr><th>Server<td><input name=\"auth[server]\" value=\"" + esc(host) + "\">\n<tr><th>Username<td><input name=\"auth[username]\" id=\"username\">\n<tr><th>Password<td><input type=\"password\" name=\"auth[password]\">\n<tr><th>Database<td><input name=\"auth[db]\">\n</table>\n<p><input type='submit' value='Login'>\n</form>", extra)
    : html('phpMyAdmin', '<h1>Welcome to <bdo dir="ltr" lang="en">phpMyAdmin</bdo></h1>\n' + (more || '') + '<form method="post" id="login_form" action="index.php?route=/" name="login_form">\n<input type="text" name="pma_username" id="input_username">\n<input type="password" name="pma_password" id="input_password">\n<input type="submit" value="Log in" id="input_go">\n</form>', extra);
  const user = post && (post.pma_username ?? post['auth[username]']);
  if (user === undefined || user === null) return form();
  const pg = post['auth[driver]'] === 'pgsql', server = post['auth[server]'] || host;
  try {
    let names;
    if (pg) { const c = new (require('pg').Client)({ host: server, user, password: post['auth[password]'], database: post['auth[db]'] || user }); await c.connect(); names = (await c.query("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")).rows.map(r => r.table_name); await c.end(); } else { const c = await require('mysql2/promise').createConnection({ host: server, port: Number(process.env.PMA_PORT || 3306), user, password: post.pma_password ?? post['auth[password]'], database: post['auth[db]'] || '' }); names = (await c.query(post['auth[db]'] ? 'SHOW TABLES' : 'SHOW DATABASES'))[0].map(r => Object.values(r)[0]); c.end(); }
    return html((name === 'adminer' ? 'Select database - Adminer' : server + ' | phpMyAdmin'), '<ul>\n' + names.map(n => '<li>' + esc(n) + '</li>').join('\n') + '\n</ul>\n<p>The rest of this application is not simulated.</p>');
  } catch (e) { return form("<p class='error'>" + esc(e.sqlMessage || e.message) + '</p>\n', name === 'adminer' ? 403 : 200); }
}

exports.answer = async (root, req, o) => {
  const url = decodeURIComponent(req.url.split('?')[0]), type = req.headers['content-type'] || '';
  const post = req.method === 'POST' && type.includes('urlencoded') ? qs.parse(req['%body'].toString()) : null;
  if (fs.existsSync(path.join(root, 'wp-includes/version.php')) && (/\.php$|\/$/.test(url) || !fs.existsSync(path.join(root, url)))) return wordpress(req, url, post);
  if (fs.existsSync(path.join(root, 'adminer.php')) && /^\/(adminer\.php|index\.php)?$/.test(url)) return console_('adminer', req, url, post);
  if (url === '/' || url === '/index.php') {
    const head = fs.existsSync(path.join(root, 'index.php')) ? fs.readFileSync(path.join(root, 'index.php'), 'utf8') : '';
    if (head === '<?php\n// phpMyAdmin\n') return console_('pma', req, url, post);
    if (/^<\?php\n\/\/ (Nextcloud|Drupal)\n$/.test(head)) return { code: 500, headers: { 'Content-Type': 'text/plain' }, body: 'drydock: this application is not simulated\n' };
  }
  let f = path.join(root, path.normalize('/' + url)), info = '';
  const exists = x => fs.existsSync(x) && fs.statSync(x).isFile();
  if (fs.existsSync(f) && fs.statSync(f).isDirectory()) {
    if (!url.endsWith('/')) return { code: 301, headers: { Location: 'http://' + req.headers.host + url + '/' }, body: '' };
    const i = (o.index || ['index.php', 'index.html']).map(n => path.join(f, n)).find(exists);
    if (!i) return o.forbidden(url);
    f = i;
  }
  if (!exists(f) && o.front && exists(path.join(root, 'index.php'))) f = path.join(root, 'index.php');
  const cut = /^(.*\.php)(\/.*)$/.exec(f);
  if (!exists(f) && cut && exists(cut[1])) { f = cut[1]; info = cut[2]; }
  if (!exists(f)) return o.missing(url);
  if (f.endsWith('.php')) {
    const host = (req.headers.host || '').split(':');
    const server = { ...process.env, DOCUMENT_ROOT: root, REMOTE_ADDR: req.socket.remoteAddress, REMOTE_PORT: String(req.socket.remotePort), SERVER_SOFTWARE: o.software, SERVER_PROTOCOL: 'HTTP/1.1', SERVER_NAME: host[0], SERVER_PORT: String(host[1] || o.port || 80), SERVER_ADDR: io.own(), REQUEST_URI: req.url, REQUEST_METHOD: req.method, SCRIPT_NAME: f.slice(root.length), SCRIPT_FILENAME: f, PHP_SELF: f.slice(root.length) + info, QUERY_STRING: req.url.split('?')[1] || '', REQUEST_TIME: Math.floor(Date.now() / 1000), REQUEST_TIME_FLOAT: Date.now() / 1000, GATEWAY_INTERFACE: 'CGI/1.1' };
    if (info) server.PATH_INFO = info;
    for (const k in req.headers) server['HTTP_' + k.toUpperCase().replace(/-/g, '_')] = req.headers[k];
    if (type) server.CONTENT_TYPE = type;
    const r = php.run(f, server, qs.parse(req.url.split('?')[1] || ''), post || {}, req['%body'].toString(), req.headers.cookie || '');
    return { code: r.code, headers: { ...r.headers }, body: r.body, log: r.log };
  }
  const st = fs.statSync(f);
  return { code: 200, headers: { 'Last-Modified': st.mtime.toUTCString(), ETag: '"' + st.size.toString(16) + '-' + (st.mtimeMs * 1000).toString(16) + '"', 'Accept-Ranges': 'bytes', 'Content-Length': st.size, ...(types[path.extname(f).slice(1)] ? { 'Content-Type': types[path.extname(f).slice(1)] } : {}) }, body: fs.readFileSync(f) };
};
