const net = require('net'), http = require('http'), fs = require('fs'), io = require('_io'), os = require('os');
const dir = '/var/lib/rabbitmq/mnesia/rabbit@' + os.hostname(), version = process.env.RABBITMQ_VERSION || '4.1.4', sock = '/var/lib/rabbitmq/rabbit.sock';
const user = process.env.RABBITMQ_DEFAULT_USER || 'guest', pass = process.env.RABBITMQ_DEFAULT_PASS || 'guest';
const stamp = () => io.time('2006-01-02 15:04:05.000') + '000+00:00 [';
const log = (t, level = 'info', n = 254) => console.log(stamp() + level + '] <0.' + n + '.0> ' + t);
let plugins = '';
try { plugins = fs.readFileSync('/etc/rabbitmq/enabled_plugins', 'utf8'); } catch (e) { }
const management = plugins.includes('rabbitmq_management');
let state = { queues: [], users: [{ name: user, pass, tags: ['administrator'] }], vhosts: ['/'] };
if (fs.existsSync(dir + '/state.json')) state = JSON.parse(fs.readFileSync(dir + '/state.json', 'utf8'));
else { fs.mkdirSync(dir, { recursive: true }); }
const save = () => fs.writeFileSync(dir + '/state.json', JSON.stringify(state));
save();
log('Feature flags: list of feature flags found:', 'notice', 44);
log('Prelaunch: starting', 'info', 222);
console.log(stamp() + 'info] <0.254.0>  Starting RabbitMQ ' + version + ' on Erlang 27.3.4 [jit]\n' + stamp() + 'info] <0.254.0>  Copyright (c) 2007-2026 Broadcom Inc and/or its subsidiaries\n' + stamp() + 'info] <0.254.0>  Licensed under the MPL 2.0. Website: https://rabbitmq.com');
console.log('\n  ##  ##      RabbitMQ ' + version + '\n  ##  ##\n  ##########  Copyright (c) 2007-2026 Broadcom Inc and/or its subsidiaries\n  ######  ##\n  ##########  Licensed under the MPL 2.0. Website: https://rabbitmq.com\n\n  Erlang:      27.3.4 [jit]\n  TLS Library: OpenSSL - OpenSSL 3.5.2 5 Aug 2025\n  Release series support status: see https://www.rabbitmq.com/release-information\n\n  Doc guides:  https://www.rabbitmq.com/docs\n  Support:     https://www.rabbitmq.com/docs/contact\n  Tutorials:   https://www.rabbitmq.com/tutorials\n  Monitoring:  https://www.rabbitmq.com/docs/monitoring\n  Upgrading:   https://www.rabbitmq.com/docs/upgrade\n\n  Logs: <stdout>\n\n  Config file(s): /etc/rabbitmq/conf.d/10-defaults.conf\n\n  Starting broker...');
log(' node           : rabbit@' + os.hostname());
log(' home dir       : /var/lib/rabbitmq');
log(' config file(s) : /etc/rabbitmq/conf.d/10-defaults.conf');
log(' data dir       : ' + dir);
const ctl = net.createServer(s => {
  let b = '';
  s.on('error', () => {});
  s.on('data', t => {
    b += t;
    const r = io.unframe(b);
    if (!r) return;
    let out;
    try { out = control(r[0].args); } catch (e) { out = { err: e.text || 'Error:\n' + e.message, code: e.code || 64 }; }
    s.write(io.frame(out));
    if (out.stop) setTimeout(() => stop(), 10);
  });
});
const table = (head, rows) => head.join('\t') + '\n' + rows.map(r => r.join('\t') + '\n').join('');
function control([verb, ...a]) {
  a = a.filter(x => x[0] !== '-');
  const named = n => { const u = state.users.find(u => u.name === n); if (!u) throw { text: 'Error:\nUser "' + n + '" does not exist', code: 67 }; return u; };
  switch (verb) {
    case 'status': return { out: 'Status of node rabbit@' + os.hostname() + ' ...\nRuntime\n\nOS PID: ' + process.pid + '\nOS: Linux\nUptime (seconds): ' + Math.floor((Date.now() - began) / 1000) + '\nIs under maintenance?: false\nRabbitMQ version: ' + version + '\nRabbitMQ release series support status: see https://www.rabbitmq.com/release-information\nNode name: rabbit@' + os.hostname() + '\nErlang configuration: Erlang/OTP 27 [erts-15.2.7] [source] [64-bit] [smp:2:2] [ds:2:2:10] [async-threads:1] [jit]\n\nPlugins\n\nEnabled plugin file: /etc/rabbitmq/enabled_plugins\nEnabled plugins:\n\n' + (plugins.match(/rabbitmq_\w+/g) || []).map(p => ' * ' + p + '\n').join('') + '\nData directory\n\nNode data directory: ' + dir + '\n\nListeners\n\n' + (management ? 'Interface: [::], port: 15672, protocol: http, purpose: HTTP API\n' : '') + 'Interface: [::], port: 25672, protocol: clustering, purpose: inter-node and CLI tool communication\nInterface: [::], port: 5672, protocol: amqp, purpose: AMQP 0-9-1 and AMQP 1.0\n' };
    case 'list_queues': return { out: 'Timeout: 60.0 seconds ...\nListing queues for vhost / ...\n' + (state.queues.length ? table(['name', 'messages'], state.queues.map(q => [q.name, q.messages])) : '') };
    case 'list_exchanges': return { out: 'Listing exchanges for vhost / ...\n' + table(['name', 'type'], [['amq.match', 'headers'], ['', 'direct'], ['amq.headers', 'headers'], ['amq.rabbitmq.trace', 'topic'], ['amq.topic', 'topic'], ['amq.direct', 'direct'], ['amq.fanout', 'fanout']]) };
    case 'list_bindings': case 'list_connections': case 'list_channels': case 'list_consumers': return { out: 'Listing ' + verb.slice(5) + ' ...\n' };
    case 'list_vhosts': return { out: 'Listing vhosts ...\n' + table(['name'], state.vhosts.map(v => [v])) };
    case 'list_users': return { out: 'Listing users ...\n' + table(['user', 'tags'], state.users.map(u => [u.name, '[' + u.tags.join(', ') + ']'])) };
    case 'list_permissions': return { out: 'Listing permissions for vhost "/" ...\n' + table(['user', 'configure', 'write', 'read'], state.users.map(u => [u.name, '.*', '.*', '.*'])) };
    case 'add_user': if (state.users.some(u => u.name === a[0])) throw { text: 'Error:\nUser "' + a[0] + '" already exists', code: 70 }; state.users.push({ name: a[0], pass: a[1] || '', tags: [] }); save(); return { out: 'Adding user "' + a[0] + '" ...\nDone. Don\'t forget to grant the user permissions to some virtual hosts! See \'rabbitmqctl help set_permissions\' to learn more.\n' };
    case 'delete_user': named(a[0]); state.users = state.users.filter(u => u.name !== a[0]); save(); return { out: 'Deleting user "' + a[0] + '" ...\n' };
    case 'change_password': named(a[0]).pass = a[1]; save(); return { out: 'Changing password for user "' + a[0] + '" ...\n' };
    case 'set_user_tags': named(a[0]).tags = a.slice(1); save(); return { out: 'Setting tags for user "' + a[0] + '" to [' + a.slice(1).join(', ') + '] ...\n' };
    case 'set_permissions': named(a[0]); return { out: 'Setting permissions for user "' + a[0] + '" in vhost "/" ...\n' };
    case 'authenticate_user': if (named(a[0]).pass !== a[1]) throw { text: 'Error: failed to authenticate user "' + a[0] + '"\nuser \'' + a[0] + '\' - invalid credentials', code: 65 }; return { out: 'Authenticating user "' + a[0] + '" ...\nSuccess\n' };
    case 'add_vhost': state.vhosts.push(a[0]); save(); return { out: 'Adding vhost "' + a[0] + '" ...\n' };
    case 'delete_vhost': state.vhosts = state.vhosts.filter(v => v !== a[0]); save(); return { out: 'Deleting vhost "' + a[0] + '" ...\n' };
    case 'purge_queue': case 'delete_queue': { const q = state.queues.find(q => q.name === a[0]); if (!q) throw { text: 'Error:\nQueue ' + a[0] + ' was not found', code: 67 }; if (verb === 'purge_queue') q.messages = 0; else state.queues = state.queues.filter(x => x !== q); save(); return { out: (verb === 'purge_queue' ? 'Purging' : 'Deleting') + " queue '" + a[0] + "' on vhost '/' ...\n" }; }
    case 'ping': return { out: 'Will ping rabbit@' + os.hostname() + '. This only checks if the OS process is running and registered with epmd. Timeout: 60000 ms.\nPing succeeded\n' };
    case 'check_running': case 'is_running': return { out: 'Checking if RabbitMQ is running on node rabbit@' + os.hostname() + ' ...\nRabbitMQ on node rabbit@' + os.hostname() + ' is fully booted and running\n' };
    case 'cluster_status': return { out: 'Cluster status of node rabbit@' + os.hostname() + ' ...\nBasics\n\nCluster name: rabbit@' + os.hostname() + '\nTotal CPU cores available cluster-wide: 2\n\nDisk Nodes\n\nrabbit@' + os.hostname() + '\n\nRunning Nodes\n\nrabbit@' + os.hostname() + '\n' };
    case 'version': return { out: version + '\n' };
    case 'stop': case 'shutdown': return { out: 'Stopping and halting node rabbit@' + os.hostname() + ' ...\n', stop: true };
    case 'plugins': return { out: 'Listing plugins with pattern ".*" ...\n Configured: E = explicitly enabled; e = implicitly enabled\n | Status: * = running on rabbit@' + os.hostname() + '\n |/\n' + ['rabbitmq_management', 'rabbitmq_management_agent', 'rabbitmq_prometheus', 'rabbitmq_shovel', 'rabbitmq_web_dispatch'].map(p => '[' + (plugins.includes(p) ? 'E*' : management && /agent|dispatch/.test(p) ? 'e*' : '  ') + '] ' + p + ' ' + version + '\n').join('') };
  }
  throw { text: '\nCommand \'' + verb + '\' not found. \n', code: 64 };
}
const page = '<!DOCTYPE html>\n<html>\n  <head>\n    <meta charset="utf-8">\n    <title>RabbitMQ Management</title>\n    <script src="js/ejs-1.0.min.js" type="text/javascript"></script>\n  </head>\n  <body>\n    <div id="outer"></div>\n  </body>\n</html>\n';
const web = http.createServer((req, res) => {
  res.setHeader('server', 'Cowboy');
  const p = decodeURIComponent(req.url.split('?')[0]);
  if (!p.startsWith('/api')) { if (p === '/') { res.setHeader('content-type', 'text/html'); res.end(page); } else { res.statusCode = 404; res.end(); } return; }
  res.setHeader('content-type', 'application/json');
  const given = (req.headers.authorization || '').replace('Basic ', ''), u = state.users.find(u => Buffer.from(u.name + ':' + u.pass).toString('base64') === given);
  if (!u) { res.statusCode = 401; res.setHeader('www-authenticate', 'Basic realm="RabbitMQ Management"'); res.end('{"error":"not_authorized","reason":"' + (given ? 'Login failed' : 'Login failed') + '"}'); return; }
  const q = /^\/api\/queues\/([^]*?)\/([^/]+)(\/get)?$/.exec(p), x = /^\/api\/exchanges\/(.*)\/([^/]*)\/publish$/.exec(p), body = req['%body'].toString();
  const json = (v, c = 200) => { res.statusCode = c; res.end(v === undefined ? '' : JSON.stringify(v)); };
  if (p === '/api/overview') json({ management_version: version, rabbitmq_version: version, cluster_name: 'rabbit@' + os.hostname(), erlang_version: '27.3.4', object_totals: { channels: 0, connections: 0, consumers: 0, exchanges: 7, queues: state.queues.length }, node: 'rabbit@' + os.hostname() });
  else if (p === '/api/queues') json(state.queues.map(q => ({ name: q.name, vhost: '/', durable: true, messages: q.messages, state: 'running' })));
  else if (p === '/api/users') json(state.users.map(u => ({ name: u.name, tags: u.tags })));
  else if (p === '/api/vhosts') json(state.vhosts.map(name => ({ name })));
  else if (p === '/api/whoami') json({ name: u.name, tags: u.tags });
  else if (p.startsWith('/api/health') || p.startsWith('/api/aliveness')) json({ status: 'ok' });
  else if (q && req.method === 'PUT') { const had = state.queues.some(x => x.name === q[2]); if (!had) state.queues.push({ name: q[2], messages: 0, list: [] }); save(); json(undefined, had ? 204 : 201); } else if (q && req.method === 'DELETE') { state.queues = state.queues.filter(x => x.name !== q[2]); save(); json(undefined, 204); } else if (x && req.method === 'POST') {
    const m = JSON.parse(body), to = state.queues.find(z => z.name === m.routing_key);
    if (to) { to.list.push(m.payload); to.messages = to.list.length; save(); }
    json({ routed: !!to });
  } else if (q) {
    const to = state.queues.find(z => z.name === q[2]);
    if (!to) { json({ error: 'Object Not Found', reason: 'Not Found' }, 404); return; }
    if (q[3]) { const m = JSON.parse(body), n = m.count || 1, list = to.list.slice(0, n); if (!/requeue_true/.test(m.ackmode)) { to.list.splice(0, n); to.messages = to.list.length; save(); } json(list.map((payload, i) => ({ payload_bytes: payload.length, redelivered: false, exchange: '', routing_key: q[2], message_count: to.list.length, properties: [], payload, payload_encoding: 'string' }))); } else json({ name: to.name, vhost: '/', durable: true, messages: to.messages, state: 'running' });
  } else json({ error: 'Object Not Found', reason: 'Not Found' }, 404);
});
const began = Date.now();
const amqp = net.createServer(s => { s.on('error', () => {}); s.on('data', () => { s.end(); log('AMQP itself is not simulated: the connection from ' + s.remoteAddress + ' is closed', 'error', 700); }); });
setTimeout(() => {
  if (fs.existsSync(sock)) fs.unlinkSync(sock);
  ctl.listen(sock);
  if (user !== 'guest') log("Created user '" + user + "'", 'info', 230);
  if (management) web.listen(15672, () => log('Management plugin: HTTP (non-TLS) listener started on port 15672', 'info', 570));
  amqp.listen(5672, () => {
    log('started TCP listener on [::]:5672', 'info', 615);
    const n = management ? 5 : 3;
    console.log(' completed with ' + n + ' plugins.');
    log('Server startup complete; ' + n + ' plugins started.\n' + (management ? ' * rabbitmq_prometheus\n * rabbitmq_management\n * rabbitmq_management_agent\n * rabbitmq_web_dispatch\n * prometheus' : ' * rabbitmq_prometheus\n * rabbitmq_web_dispatch\n * prometheus'), 'info', 9);
    log('Time to start RabbitMQ: 4012 ms', 'info', 9);
  });
}, 4000);
function stop() {
  log("SIGTERM received - shutting down", 'notice', 64);
  log('Stopped TCP listener on [::]:5672', 'info', 615);
  process.exit(0);
}
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
