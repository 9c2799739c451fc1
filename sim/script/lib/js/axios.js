async function axios(o) {
  const headers = { Accept: 'application/json, text/plain, */*', ...(o.headers || {}) };
  let body = o.data;
  if (body && typeof body === 'object') { body = JSON.stringify(body); headers['Content-Type'] = 'application/json'; }
  let res;
  try { res = await fetch((o.baseURL || '') + o.url, { method: (o.method || 'GET').toUpperCase(), headers, body }); } catch (e) { throw e.cause || e; }
  const text = await res.text();
  let data = text;
  try { data = JSON.parse(text); } catch (e) { }
  const out = { status: res.status, statusText: res.statusText, data, headers: res.headers };
  if (res.status >= 400) { const e = new Error('Request failed with status code ' + res.status); e.response = out; e.code = 'ERR_BAD_REQUEST'; e.isAxiosError = true; throw e; }
  return out;
}
axios.request = axios;
for (const m of ['get', 'delete', 'head']) axios[m] = (url, o) => axios({ ...o, method: m, url });
for (const m of ['post', 'put', 'patch']) axios[m] = (url, data, o) => axios({ ...o, method: m, url, data });
axios.create = d => { const a = o => axios({ ...d, ...o }); for (const m of ['get', 'delete']) a[m] = (url, o) => axios({ ...d, ...o, method: m, url }); for (const m of ['post', 'put', 'patch']) a[m] = (url, data, o) => axios({ ...d, ...o, method: m, url, data }); return a; };
axios.default = axios;
module.exports = axios;
