const io = require('_io');
exports.promisify = f => (...a) => new Promise((ok, no) => f(...a, (e, v) => (e ? no(e) : ok(v))));
exports.inspect = v => io.inspect(v);
exports.format = (...a) => a.map(x => (typeof x === 'string' ? x : io.inspect(x))).join(' ');
exports.inherits = (a, b) => { Object.setPrototypeOf && 0; };
exports.types = {};
exports.isDeepStrictEqual = (a, b) => JSON.stringify(a) === JSON.stringify(b);
exports.TextEncoder = TextEncoder;
exports.TextDecoder = TextDecoder;
