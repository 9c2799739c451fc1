from http.client import request as _request
from urllib.error import URLError, HTTPError

class Request:
    def __init__(self, url, data=None, headers={}, method=None):
        self.full_url, self.data, self.headers = url, data, headers
        self.method = method or ('POST' if data else 'GET')

class _Response:
    def __init__(self, r, url):
        self.status = self.code = r.status
        self.reason, self.headers, self._body, self.url = r.reason, r.headers, r.body, url
    def read(self, n=None):
        b, self._body = self._body, b''
        return b
    def getcode(self):
        return self.status
    def info(self):
        return self.headers
    def close(self):
        pass
    def __enter__(self):
        return self
    def __exit__(self, *args):
        pass

def urlopen(url, data=None, timeout=None):
    r = url if isinstance(url, Request) else Request(url, data)
    headers = {'User-Agent': 'Python-urllib/3.13'}
    headers.update(r.headers)
    try:
        reply = _request(r.method, r.full_url, r.data or b'', headers)
    except OSError as e:
        raise URLError(e)
    if reply.status in (301, 302, 303, 307, 308) and reply.headers.get('location'):
        from urllib.parse import urljoin
        return urlopen(urljoin(r.full_url, reply.headers['location']))
    if reply.status >= 400:
        raise HTTPError(reply.status, reply.reason, reply.body)
    return _Response(reply, r.full_url)

def urlretrieve(url, filename):
    with urlopen(url) as r:
        with open(filename, 'wb') as f:
            f.write(r.read())
    return filename, None
