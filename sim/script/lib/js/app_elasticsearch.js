const http = require('http'), fs = require('fs'), os = require('os'), io = require('_io');
const name = process.argv[1], kibana = /kibana/.test(name), dir = '/usr/share/elasticsearch/data';
const version = process.env.ELASTIC_VERSION || '8.19.3', node = process.env['node.name'] || os.hostname(), cluster = process.env['cluster.name'] || 'docker-cluster';
const log = (c, m) => console.log('{"@timestamp":"' + new Date().toISOString() + '", "log.level": "INFO", "message":' + JSON.stringify(m) + ', "ecs.version": "1.2.0","service.name":"ES_ECS","event.dataset":"elasticsearch.server","process.thread.name":"main","log.logger":"org.elasticsearch.' + c + '","elasticsearch.node.name":"' + node + '","elasticsearch.cluster.name":"' + cluster + '"}');
let data = {};
try { data = JSON.parse(fs.readFileSync(dir + '/indices.json', 'utf8')); } catch (e) { }
const save = () => { if (!fs.existsSync(dir)) fs.mkdirSync(dir, { recursive: true }); fs.writeFileSync(dir + '/indices.json', JSON.stringify(data)); };
log('node.Node', 'version[' + version + '], pid[' + process.pid + '], build[docker], OS[Linux], JVM[Oracle Corporation/OpenJDK 64-Bit Server VM]');
log('node.Node', 'initialized');
log('node.Node', 'starting ...');
function answer(method, path, q, body) {
  const p = path.split('/').filter(x => x);
  const index = p[0] && p[0][0] !== '_' ? p[0] : null;
  if (p.length === 0) return [200, { name: node, cluster_name: cluster, cluster_uuid: 'wD3vQyZxRNOQmWk0lm3wQA', version: { number: version, build_flavor: 'default', build_type: 'docker', build_hash: 'unknown', build_date: '2026-08-26T00:00:00.000000000Z', build_snapshot: false, lucene_version: '9.12.2', minimum_wire_compatibility_version: '7.17.0', minimum_index_compatibility_version: '7.0.0' }, tagline: 'You Know, for Search' }];
  if (path.startsWith('/_cluster/health')) return [200, { cluster_name: cluster, status: Object.keys(data).length ? 'yellow' : 'green', timed_out: false, number_of_nodes: 1, number_of_data_nodes: 1, active_primary_shards: Object.keys(data).length, active_shards: Object.keys(data).length, relocating_shards: 0, initializing_shards: 0, unassigned_shards: Object.keys(data).length }];
  if (path.startsWith('/_cat/indices')) return [200, (q.v !== undefined ? 'health status index uuid                   pri rep docs.count docs.deleted store.size pri.store.size\n' : '') + Object.keys(data).sort().map(n => 'yellow open   ' + n + ' qbYtTk9bQHmLlBqCvQ4JxA   1   1 ' + String(Object.keys(data[n]).length).padStart(10) + '            0      4.5kb          4.5kb\n').join('')];
  if (path.startsWith('/_cat/nodes')) return [200, io.own() + ' 35 90 3 0.10 0.10 0.10 cdfhilmrstw * ' + node + '\n'];
  if (path.startsWith('/_cat/health')) return [200, Math.floor(Date.now() / 1000) + ' ' + io.time('15:04:05') + ' ' + cluster + ' green 1 1 0 0 0 0 0 0 - 100.0%\n'];
  const missing = () => [404, { error: { root_cause: [{ type: 'index_not_found_exception', reason: 'no such index [' + index + ']', index }], type: 'index_not_found_exception', reason: 'no such index [' + index + ']', index }, status: 404 }];
  if (!index && p[0] !== '_search') return [400, { error: 'this part of the API is not simulated', status: 400 }];
  if (p.length === 1 && index) {
    if (method === 'PUT') { if (data[index]) return [400, { error: { type: 'resource_already_exists_exception', reason: 'index [' + index + '] already exists' }, status: 400 }]; data[index] = {}; save(); return [200, { acknowledged: true, shards_acknowledged: true, index }]; }
    if (method === 'DELETE') { if (!data[index]) return missing(); delete data[index]; save(); return [200, { acknowledged: true }]; }
    return data[index] ? [200, { [index]: { aliases: {}, mappings: {}, settings: {} } }] : missing();
  }
  if (p[1] === '_search' || p[0] === '_search' || p[1] === '_count') {
    const from = index ? [index] : Object.keys(data);
    if (index && !data[index]) return missing();
    const query = body?.query, words = q.q ? q.q.split(':') : null;
    const hits = [];
    for (const n of from) for (const id in data[n]) {
      const d = data[n][id], has = (f, v) => Object.entries(d).some(([k, x]) => (f === undefined || f === k || f === k + '.keyword') && String(x).toLowerCase().split(/\W+/).some(w => String(v).toLowerCase().split(/\W+/).includes(w)));
      let ok = true;
      if (words) ok = words.length > 1 ? has(words[0], words[1]) : has(undefined, words[0]);
      if (query?.match) { const f = Object.keys(query.match)[0]; ok = has(f, query.match[f].query ?? query.match[f]); }
      if (query?.term) { const f = Object.keys(query.term)[0]; ok = has(f, query.term[f].value ?? query.term[f]); }
      if (ok) hits.push({ _index: n, _id: id, _score: 1, _source: d });
    }
    if (p[1] === '_count') return [200, { count: hits.length, _shards: { total: 1, successful: 1, skipped: 0, failed: 0 } }];
    return [200, { took: 3, timed_out: false, _shards: { total: from.length, successful: from.length, skipped: 0, failed: 0 }, hits: { total: { value: hits.length, relation: 'eq' }, max_score: hits.length ? 1 : null, hits: hits.slice(0, 10) } }];
  }
  if (/^_(doc|create)$/.test(p[1]) || p[1] && p[1][0] !== '_') {
    const id = p[2] || (method === 'POST' ? io.random(20) : undefined);
    if (method === 'PUT' || method === 'POST') { const l = (data[index] ||= {}), old = l[id]; if (!body) return [400, { error: { type: 'parse_exception', reason: 'request body is required' }, status: 400 }]; l[id] = body; save(); return [old ? 200 : 201, { _index: index, _id: id, _version: old ? 2 : 1, result: old ? 'updated' : 'created', _shards: { total: 2, successful: 1, failed: 0 }, _seq_no: Object.keys(l).length - 1, _primary_term: 1 }]; }
    if (!data[index]) return missing();
    const d = data[index][id];
    if (method === 'DELETE') { delete data[index][id]; save(); return [d ? 200 : 404, { _index: index, _id: id, _version: 2, result: d ? 'deleted' : 'not_found', _shards: { total: 2, successful: 1, failed: 0 } }]; }
    return d ? [200, { _index: index, _id: id, _version: 1, _seq_no: 0, _primary_term: 1, found: true, _source: d }] : [404, { _index: index, _id: id, found: false }];
  }
  return [400, { error: 'this part of the API is not simulated', status: 400 }];
}
const server = http.createServer((req, res) => {
  const u = new URL('http://x' + req.url), q = Object.fromEntries(u.searchParams);
  if (kibana) { res.writeHead(req.url === '/api/status' ? 200 : 302, { 'kbn-name': 'kibana', location: '/app/home', 'content-type': 'application/json; charset=utf-8' }); res.end(req.url === '/api/status' ? JSON.stringify({ name: 'kibana', status: { overall: { level: 'available' } } }) : ''); return; }
  let body = null;
  const text = req['%body'].toString();
  let out;
  try { if (text) body = JSON.parse(text); out = answer(req.method, u.pathname, q, body); } catch (e) { out = [400, { error: { type: 'json_parse_exception', reason: e.message }, status: 400 }]; }
  const pretty = u.pathname === '/' || q.pretty !== undefined;
  const s = typeof out[1] === 'string' ? out[1] : JSON.stringify(out[1], null, pretty ? 2 : undefined).replace(/": /g, pretty ? '" : ' : '": ') + (pretty ? '\n' : '');
  res.statusCode = out[0];
  res.setHeader('X-elastic-product', 'Elasticsearch');
  res.setHeader('content-type', typeof out[1] === 'string' ? 'text/plain; charset=UTF-8' : 'application/json');
  res.setHeader('content-length', io.bytes(s));
  res.end(s);
});
setTimeout(() => server.listen(kibana ? 5601 : 9200, '0.0.0.0', () => {
  if (kibana) { console.log('[' + new Date().toISOString().replace('Z', '+00:00') + '][INFO ][status] Kibana is now available'); return; }
  log('http.AbstractHttpServerTransport', 'publish_address {' + io.own() + ':9200}, bound_addresses {[::]:9200}');
  log('node.Node', 'started {' + node + '}');
  log('cluster.routing.allocation.AllocationService', 'current.health="GREEN" message="Cluster health status changed from [YELLOW] to [GREEN]"');
}), 8000);
process.on('SIGTERM', () => { if (!kibana) { log('node.Node', 'stopping ...'); log('node.Node', 'stopped'); log('node.Node', 'closing ...'); log('node.Node', 'closed'); } process.exit(kibana ? 0 : 143); });
