const net = require('net');
module.exports = ({ host = 'localhost', port, timeout = 0, output }) => new Promise(ok => {
  const began = Date.now();
  if (output !== 'silent') process.stdout.write('Waiting for ' + host + ':' + port + '.');
  const dial = () => {
    const s = net.connect(port, host);
    s.on('connect', () => { s.destroy(); console.log('\nConnected!'); ok({ open: true }); });
    s.on('error', () => { if (timeout && Date.now() - began > timeout) { console.log('\nTimeout'); ok({ open: false }); return; } process.stdout.write('.'); setTimeout(dial, 1000); });
  };
  dial();
});
