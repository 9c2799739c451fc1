module.exports = require('mysql');
