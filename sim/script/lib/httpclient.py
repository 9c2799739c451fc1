import _net
import socket
from urllib.parse import urlparse

class HTTPException(Exception):
    pass

class Reply:
    def __init__(self, status, reason, headers, body):
        self.status, self.reason, self.headers, self.body = status, reason, headers, body

def request(method, url, body=b'', headers=None):
    u = urlparse(url)
    if u.scheme == 'https':
        raise OSError('https is not simulated for programs')
    port = u.port or 80
    fd = _net.connect(socket.gethostbyname(u.hostname), port)
    path = (u.path or '/') + ('?' + u.query if u.query else '')
    lines = [method + ' ' + path + ' HTTP/1.1', 'Host: ' + u.netloc]
    for k, v in (headers or {}).items():
        lines.append(k + ': ' + str(v))
    lines.append('Connection: close')
    if body:
        lines.append('Content-Length: ' + str(len(body)))
    _net.send(fd, ('\r\n'.join(lines) + '\r\n\r\n').encode() + body)
    r = _net.response(fd, method)
    _net.close(fd)
    if r is None:
        raise HTTPException('Remote end closed connection without response')
    return Reply(*r)

class HTTPConnection:
    def __init__(self, host, port=80, timeout=None):
        self.base = 'http://' + host + (':' + str(port) if ':' not in host else '')
    def request(self, method, path, body=None, headers={}):
        self.reply = request(method, self.base + path, body or b'', headers)
    def getresponse(self):
        r = self.reply
        r.read = lambda: r.body
        return r
    def close(self):
        pass
