module.exports = (...a) => fetch(...a); module.exports.default = module.exports;
