exports.all = list => new Promise((ok, no) => {
  const all = [...list], out = new Array(all.length);
  let left = all.length;
  if (left === 0) ok(out);
  all.forEach((p, i) => Promise.resolve(p).then(v => { out[i] = v; if (--left === 0) ok(out); }, no));
});
exports.allSettled = list => exports.all([...list].map(p => Promise.resolve(p).then(value => ({ status: 'fulfilled', value }), reason => ({ status: 'rejected', reason }))));
exports.race = list => new Promise((ok, no) => { for (const p of list) Promise.resolve(p).then(ok, no); });
exports.any = list => new Promise((ok, no) => {
  const all = [...list];
  let left = all.length;
  for (const p of all) Promise.resolve(p).then(ok, () => { if (--left === 0) no(new AggregateError('All promises were rejected')); });
});
