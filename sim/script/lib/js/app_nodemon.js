const { spawn } = require('child_process'), fs = require('fs'), path = require('path');
let args = process.argv.slice(2), ext = ['js', 'mjs', 'cjs', 'json'], watched = ['*.*'];
let version = '3.1.10';
try { version = JSON.parse(fs.readFileSync('node_modules/nodemon/package.json', 'utf8')).version; } catch (e) { }
const say = t => console.log('[nodemon] ' + t);
while (args.length && args[0][0] === '-') {
  const a = args.shift();
  if (a === '--version' || a === '-v') { console.log(version); process.exit(0); }
  if (a === '-e' || a === '--ext') ext = args.shift().split(/[ ,]+/);
  else if (a === '-w' || a === '--watch') { if (watched[0] === '*.*') watched = []; watched.push(args.shift()); }
  else if (a === '--exec' || a === '-x') { args = [...args.shift().split(' '), ...args]; args.exec = true; break; }
}
let cmd = args;
if (!args.exec) {
  let file = args[0];
  if (!file) { try { file = JSON.parse(fs.readFileSync('package.json', 'utf8')).main || 'index.js'; } catch (e) { file = 'index.js'; } }
  cmd = ['node', file, ...args.slice(1)];
}
function state(dir) {
  let s = '';
  for (const n of fs.readdirSync(dir)) {
    if (n === 'node_modules' || n[0] === '.') continue;
    const f = path.join(dir, n), st = fs.statSync(f);
    if (st.isDirectory()) s += state(f);
    else if (ext.includes(path.extname(n).slice(1))) s += f + st.mtimeMs + ' ' + st.size + ';';
  }
  return s;
}
const all = () => (watched[0] === '*.*' ? state('.') : watched.filter(w => fs.existsSync(w)).map(w => (fs.statSync(w).isDirectory() ? state(w) : w + fs.statSync(w).mtimeMs)).join());
let child, last, ending = false, again = false;
function start() {
  say('starting `' + cmd.join(' ') + '`');
  last = all();
  child = spawn(cmd[0], cmd.slice(1));
  child.on('error', e => { say('failed to start process, "' + cmd[0] + '" exec not found'); process.exit(1); });
  child.on('exit', code => {
    child = null;
    if (ending) process.exit(0);
    if (again) { again = false; start(); return; }
    say(code === 0 ? 'clean exit - waiting for changes before restart' : 'app crashed - waiting for file changes before starting...');
  });
}
say(version);
say('to restart at any time, enter `rs`');
say('watching path(s): ' + watched.join(' '));
say('watching extensions: ' + ext.join(','));
start();
setInterval(() => {
  if (all() === last) return;
  say('restarting due to changes...');
  if (!child) { start(); return; }
  last = all();
  again = true;
  child.kill('SIGUSR2');
}, 1000);
for (const s of ['SIGTERM', 'SIGINT']) process.on(s, () => { ending = true; if (child) child.kill('SIGTERM'); else process.exit(0); });
