const io = require('_io'), EventEmitter = require('events');
function spawn(cmd, args = []) {
  const c = new EventEmitter(), pid = io.spawn([cmd, ...args]);
  if (typeof pid === 'string') { const e = new Error('spawn ' + cmd + ' ' + pid); e.code = pid; setImmediate(() => c.emit('error', e)); return c; }
  c.pid = pid;
  c.kill = sig => process.kill(pid, sig);
  io.child(pid, code => { c.exitCode = code; c.emit('exit', code, null); c.emit('close', code, null); });
  return c;
}
exports.spawn = spawn;
exports.fork = (file, args) => spawn('node', [file, ...(args || [])]);
const no = () => { throw new Error('reading what a child process prints is not simulated in Node'); };
exports.exec = exports.execFile = exports.execSync = exports.execFileSync = exports.spawnSync = no;
