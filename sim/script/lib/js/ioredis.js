const r = require('redis');
class Redis extends r['%Client'] { constructor(a, b) { super(r['%where'](a, b), true); } }
Redis.Redis = Redis;
Redis.default = Redis;
module.exports = Redis;
