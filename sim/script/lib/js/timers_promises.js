exports.setTimeout = (ms, v) => new Promise(ok => setTimeout(() => ok(v), ms));
exports.setImmediate = v => new Promise(ok => setImmediate(() => ok(v)));
