module.exports = { ...require('http'), createServer() { throw new Error('HTTPS is not simulated in Node'); } };
