const e = require('express');
module.exports = { json: e.json, urlencoded: e.urlencoded, text: e.text, raw: e.raw };
