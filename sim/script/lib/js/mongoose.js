const { MongoClient, ObjectId } = require('mongodb'), EventEmitter = require('events');
class Schema { constructor(def) { this.def = def; this.methods = {}; this.statics = {}; } pre() { } virtual() { return { get() {} }; } index() { } set() { } }
Schema.Types = { ObjectId, Mixed: Object };
const connection = new EventEmitter();
let client;
connection.readyState = 0;
const plural = n => { n = n.toLowerCase(); return /(s|x|ch|sh)$/.test(n) ? n + 'es' : /[^aeiou]y$/.test(n) ? n.slice(0, -1) + 'ies' : n + 's'; };
async function connect(url) {
  client = new MongoClient(url);
  try { await client.connect(); } catch (e) { connection.emit('error', e); throw e; }
  connection.readyState = 1;
  connection.emit('connected');
  connection.emit('open');
  return module.exports;
}
function model(name, schema) {
  const coll = () => { if (!client) throw new Error('Operation `' + plural(name) + '` buffering timed out after 10000ms'); return client.db().collection(plural(name)); };
  const check = o => {
    for (const k in (schema && schema.def) || {}) {
      const d = schema.def[k];
      if (d && d.default !== undefined && o[k] === undefined) o[k] = typeof d.default === 'function' ? d.default() : d.default;
      if (d && d.required && (o[k] === undefined || o[k] === '')) { const e = new Error(name + ' validation failed: ' + k + ': Path `' + k + '` is required.'); e.name = 'ValidationError'; throw e; }
    }
    return o;
  };
  class Model {
    constructor(o) { Object.assign(this, o); }
    async save() { const o = check({ ...this }); if (!this._id) { const r = await coll().insertOne({ ...o, __v: 0 }); Object.assign(this, o); this._id = r.insertedId; this.__v = 0; } else await coll().replaceOne({ _id: this._id }, o); return this; }
    toJSON() { return { ...this }; }
    toObject() { return { ...this }; }
  }
  const wrap = d => (d ? new Model(d) : null);
  const lazy = run => { const o = {}; const q = { sort(s) { o.sort = typeof s === 'string' ? { [s.replace(/^-/, '')]: s[0] === '-' ? -1 : 1 } : s; return q; }, limit(n) { o.limit = n; return q; }, skip(n) { o.skip = n; return q; }, select() { return q; }, lean() { return q; }, populate() { return q; }, exec: () => run(o), then: (a, b) => run(o).then(a, b), catch: f => run(o).catch(f) }; return q; };
  Model.find = q => lazy(o => coll().find(q || {}, o).toArray().then(l => l.map(wrap)));
  Model.findOne = q => lazy(() => coll().findOne(q || {}).then(wrap));
  const id = v => (v instanceof ObjectId ? v : new ObjectId(String(v)));
  Model.findById = v => lazy(() => coll().findOne({ _id: id(v) }).then(wrap));
  Model.findByIdAndUpdate = (v, u) => lazy(() => coll().findOneAndUpdate({ _id: id(v) }, Object.keys(u)[0][0] === '$' ? u : { $set: u }).then(wrap));
  Model.findByIdAndDelete = v => lazy(() => coll().findOneAndDelete({ _id: id(v) }).then(wrap));
  Model.create = async o => (Array.isArray(o) ? Promise.all(o.map(x => new Model(x).save())) : new Model(o).save());
  Model.insertMany = l => coll().insertMany(l.map(check));
  Model.countDocuments = q => coll().countDocuments(q || {});
  Model.deleteOne = q => coll().deleteOne(q);
  Model.deleteMany = q => coll().deleteMany(q || {});
  Model.updateOne = (q, u) => coll().updateOne(q, Object.keys(u)[0][0] === '$' ? u : { $set: u });
  return Model;
}
module.exports = { connect, model, Schema, connection, Types: { ObjectId }, set() { }, disconnect: async () => client && client.close(), createConnection: connect };
module.exports.default = module.exports;
