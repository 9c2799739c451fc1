module.exports = () => (req, res, next) => { res.removeHeader('X-Powered-By'); res.setHeader('X-Content-Type-Options', 'nosniff'); res.setHeader('X-Frame-Options', 'SAMEORIGIN'); next(); };
