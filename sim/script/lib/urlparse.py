_safe = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~'

def quote(s, safe='/'):
    out = []
    for b in str(s).encode():
        c = chr(b)
        out.append(c if c in _safe or c in safe else '%%%02X' % b)
    return ''.join(out)

def quote_plus(s):
    return quote(s, ' ').replace(' ', '+')

def unquote(s):
    if '%' not in s:
        return s
    parts = s.split('%')
    out = [parts[0].encode()]
    for p in parts[1:]:
        try:
            out.append(bytes([int(p[:2], 16)]) + p[2:].encode())
        except ValueError:
            out.append(('%' + p).encode())
    total = b''
    for o in out:
        total += o
    return total.decode('utf-8', 'replace')

def unquote_plus(s):
    return unquote(s.replace('+', ' '))

def parse_qsl(query):
    out = []
    for part in query.split('&'):
        if part:
            k, _, v = part.partition('=')
            out.append((unquote_plus(k), unquote_plus(v)))
    return out

def parse_qs(query):
    d = {}
    for k, v in parse_qsl(query):
        d.setdefault(k, []).append(v)
    return d

def urlencode(q):
    items = q.items() if hasattr(q, 'items') else q
    return '&'.join([quote_plus(str(k)) + '=' + quote_plus(str(v)) for k, v in items])

class ParseResult:
    def __init__(self, scheme, netloc, path, query, fragment):
        self.scheme, self.netloc, self.path, self.params, self.query, self.fragment = scheme, netloc, path, '', query, fragment
        user, at, host = netloc.rpartition('@')
        self.username, _, self.password = user.partition(':')
        name, colon, port = host.partition(':')
        self.hostname = name or None
        self.port = int(port) if port else None
    def geturl(self):
        s = self.path + ('?' + self.query if self.query else '')
        return self.scheme + '://' + self.netloc + s if self.netloc else s

def urlparse(url):
    url, _, fragment = url.partition('#')
    url, _, query = url.partition('?')
    scheme, sep, rest = url.partition('://')
    if not sep:
        return ParseResult('', '', url, query, fragment)
    netloc, slash, path = rest.partition('/')
    return ParseResult(scheme, netloc, slash + path, query, fragment)
urlsplit = urlparse

def urljoin(base, url):
    if '://' in url:
        return url
    b = urlparse(base)
    if not url.startswith('/'):
        url = b.path[:b.path.rfind('/') + 1] + url
    return b.scheme + '://' + b.netloc + url
