const io = require('_io'), EventEmitter = require('events');
exports.createInterface = () => {
  const r = new EventEmitter();
  let text = '', ask = [], prompt = '> ';
  const w = io.data(0, t => {
    if (t === null) { if (text) line(text); r.emit('close'); return; }
    text += t;
    let i;
    while ((i = text.indexOf('\n')) >= 0) { const l = text.slice(0, i); text = text.slice(i + 1); line(l); }
  });
  function line(l) { if (ask.length) ask.shift()(l); else r.emit('line', l); }
  r.question = (q, fn) => { process.stdout.write(q); ask.push(fn); };
  r.setPrompt = p => { prompt = p; };
  r.prompt = () => process.stdout.write(prompt);
  r.close = () => { io.drop(w); r.emit('close'); };
  return r;
};
