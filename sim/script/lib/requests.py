import json as _json
from http.client import request as _request
from urllib.parse import urlencode, urljoin, urlparse
from requests.exceptions import RequestException, ConnectionError, HTTPError, Timeout, MissingSchema
import requests.exceptions as exceptions

class Response:
    def __init__(self, r, url):
        self.status_code, self.reason, self.headers, self.content, self.url = r.status, r.reason, r.headers, r.body, url
    @property
    def text(self):
        return self.content.decode('utf-8', 'replace')
    @property
    def ok(self):
        return self.status_code < 400
    def json(self):
        return _json.loads(self.content)
    def raise_for_status(self):
        if self.status_code >= 400:
            kind = 'Client' if self.status_code < 500 else 'Server'
            raise HTTPError('%d %s Error: %s for url: %s' % (self.status_code, kind, self.reason, self.url))
    def __repr__(self):
        return '<Response [%d]>' % self.status_code
    def __bool__(self):
        return self.ok

def request(method, url, params=None, data=None, json=None, headers=None, timeout=None, allow_redirects=True, **options):
    if '://' not in url:
        raise MissingSchema("Invalid URL %r: No scheme supplied. Perhaps you meant https://%s?" % (url, url))
    if params:
        url += ('&' if '?' in url else '?') + urlencode(params)
    head = {'User-Agent': 'python-requests/2.32.5', 'Accept-Encoding': 'gzip, deflate', 'Accept': '*/*'}
    body = b''
    if json is not None:
        body, head['Content-Type'] = _json.dumps(json).encode(), 'application/json'
    elif isinstance(data, dict):
        body, head['Content-Type'] = urlencode(data).encode(), 'application/x-www-form-urlencoded'
    elif data:
        body = data.encode() if isinstance(data, str) else data
    head.update(headers or {})
    u = urlparse(url)
    try:
        r = _request(method.upper(), url, body, head)
    except OSError as e:
        why = 'Failed to resolve %r (%s)' % (u.hostname, e) if 'ame' in str(e) else 'Failed to establish a new connection: %s' % e
        raise ConnectionError("HTTPConnectionPool(host=%r, port=%d): Max retries exceeded with url: %s (Caused by NewConnectionError('<urllib3.connection.HTTPConnection object at 0x7f3c8a1b2d50>: %s'))" % (u.hostname, u.port or 80, u.path or '/', why))
    if allow_redirects and r.status in (301, 302, 303, 307, 308) and r.headers.get('location'):
        return request('GET' if r.status == 303 else method, urljoin(url, r.headers['location']), headers=headers)
    return Response(r, url)

def get(url, params=None, **options):
    return request('GET', url, params=params, **options)
def post(url, data=None, json=None, **options):
    return request('POST', url, data=data, json=json, **options)
def put(url, data=None, **options):
    return request('PUT', url, data=data, **options)
def delete(url, **options):
    return request('DELETE', url, **options)
def head(url, **options):
    return request('HEAD', url, **options)

class Session:
    def get(self, url, **o):
        return get(url, **o)
    def post(self, url, **o):
        return post(url, **o)
