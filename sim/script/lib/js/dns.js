const io = require('_io');
exports.lookup = (name, o, done) => { done = typeof o === 'function' ? o : done; const e = new Error('getaddrinfo is not simulated by itself'); setImmediate(done, e); };
