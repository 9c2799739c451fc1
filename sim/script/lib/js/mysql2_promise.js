const m = require('mysql');
exports.createPool = o => { const c = m.createConnection(o); c.promised = true; return c; };
exports.createConnection = async o => { const c = exports.createPool(o); await c.link.open(); return c; };
