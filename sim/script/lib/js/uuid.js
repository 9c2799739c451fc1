const c = require('crypto');
exports.v4 = () => c.randomUUID();
exports.v1 = exports.v7 = exports.v4;
exports.validate = s => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(s);
