const io = require('_io'), os = require('os');
let args = process.argv.slice(2), name = process.argv[1];
const plugins = /plugins/.test(name);
while (args[0] && args[0][0] === '-') args.shift();
if (!args.length) { console.error('\nUsage\n\n' + name + ' [--node <node>] [--timeout <timeout>] [--longnames] [--quiet] <command> [<command options>]\n'); process.exit(64); }
if (plugins) { if (args[0] !== 'list') { console.error(name + ': ' + args[0] + ' is not simulated'); process.exit(1); } args = ['plugins']; }
const fd = io.dial('/var/lib/rabbitmq/rabbit.sock', 0);
if (typeof fd === 'string') {
  console.error('Error: unable to perform an operation on node \'rabbit@' + os.hostname() + '\'. Please see diagnostics information and suggestions below.\n\nMost common reasons for this are:\n\n * Target node is unreachable (e.g. due to hostname resolution, TCP connection or firewall issues)\n * CLI tool fails to authenticate with the server (e.g. due to CLI tool\'s Erlang cookie not matching that of the server)\n * Target node is not running');
  process.exit(69);
}
const r = io.ask(fd, { args });
if (r.err) { console.error(r.err); process.exit(r.code); }
process.stdout.write(r.out);
process.exit(0);
