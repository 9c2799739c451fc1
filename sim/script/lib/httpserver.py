import _net
import os
import sys
import html
import datetime
from socketserver import BaseServer
from urllib.parse import unquote, quote

class HTTPServer(BaseServer):
    pass

ThreadingHTTPServer = HTTPServer

class _Body:
    def __init__(self, data):
        self._data = data
    def read(self, n=None):
        n = len(self._data) if n is None else n
        out, self._data = self._data[:n], self._data[n:]
        return out

class _Out:
    def __init__(self):
        self.data = b''
    def write(self, b):
        self.data += b
        return len(b)
    def flush(self):
        pass

class BaseHTTPRequestHandler:
    server_version = 'BaseHTTP/0.6'
    protocol_version = 'HTTP/1.0'
    error_content_type = 'text/html;charset=utf-8'
    def __init__(self, request, client_address, server, **kw):
        self.client_address, self.server, self.connection = client_address, server, request
        self.wfile = _Out()
        r = _net.request(request)
        if r is not None:
            self.command, self.path, self.request_version, self.headers = r[0], r[1], r[2], r[3]
            self.rfile = _Body(r[4])
            self.requestline = '%s %s %s' % (r[0], r[1], r[2])
            self._head = []
            method = getattr(self, 'do_' + self.command, None)
            if method is None:
                self.send_error(501, 'Unsupported method (%r)' % self.command)
            else:
                method()
            _net.send(request, self.wfile.data)
        _net.close(request)
    def version_string(self):
        return self.server_version + ' Python/' + sys.version.split()[0]
    def date_time_string(self, timestamp=None):
        now = datetime.datetime.now() if timestamp is None else datetime.datetime.fromtimestamp(timestamp)
        return now.strftime('%a, %d %b %Y %H:%M:%S GMT')
    def send_response(self, code, message=None):
        self.log_request(code)
        self.send_response_only(code, message)
        self.send_header('Server', self.version_string())
        self.send_header('Date', self.date_time_string())
    def send_response_only(self, code, message=None):
        self._head.append('%s %d %s' % (self.protocol_version, code, message or _net.reason(code)))
    def send_header(self, name, value):
        self._head.append('%s: %s' % (name, value))
    def end_headers(self):
        self.wfile.write(('\r\n'.join(self._head) + '\r\n\r\n').encode())
        self._head = []
    def send_error(self, code, message=None, explain=None):
        message = message or _net.reason(code)
        explain = explain or {404: 'Nothing matches the given URI', 403: 'Request forbidden -- authorization will not help', 501: 'Server does not support this operation'}.get(code, message)
        self.log_error('code %d, message %s', code, message)
        body = _error % (code, html.escape(message), code, html.escape(explain))
        self.send_response(code, message)
        self.send_header('Connection', 'close')
        self.send_header('Content-Type', self.error_content_type)
        self.send_header('Content-Length', len(body.encode()))
        self.end_headers()
        if self.command != 'HEAD':
            self.wfile.write(body.encode())
    def log_request(self, code='-', size='-'):
        self.log_message('"%s" %s %s', self.requestline, str(code), str(size))
    def log_error(self, format, *args):
        self.log_message(format, *args)
    def address_string(self):
        return self.client_address[0]
    def log_message(self, format, *args):
        now = datetime.datetime.now().strftime('%d/%b/%Y %H:%M:%S')
        sys.stderr.write('%s - - [%s] %s\n' % (self.address_string(), now, format % args))

_error = '''<!DOCTYPE HTML>
<html lang="en">
    <head>
        <meta charset="utf-8">
        <style type="text/css">
            :root {
                color-scheme: light dark;
            }
        </style>
        <title>Error response</title>
    </head>
    <body>
        <h1>Error response</h1>
        <p>Error code: %d</p>
        <p>Message: %s.</p>
        <p>Error code explanation: %s - %s.</p>
    </body>
</html>
'''

class SimpleHTTPRequestHandler(BaseHTTPRequestHandler):
    server_version = 'SimpleHTTP/0.6'
    directory = None
    extensions_map = {'.html': 'text/html', '.htm': 'text/html', '.css': 'text/css', '.js': 'text/javascript', '.json': 'application/json', '.txt': 'text/plain', '.py': 'text/x-python', '.png': 'image/png', '.jpg': 'image/jpeg', '.svg': 'image/svg+xml', '.sh': 'application/x-sh', '.md': 'text/markdown', '.xml': 'text/xml', '.c': 'text/plain', '.log': 'text/plain'}
    def do_HEAD(self):
        self.serve(False)
    def do_GET(self):
        self.serve(True)
    def serve(self, body):
        where = self.path.split('?')[0].split('#')[0]
        path = os.path.normpath((self.directory or os.getcwd()) + '/' + os.path.normpath('/' + unquote(where)))
        if os.path.isdir(path):
            if not where.endswith('/'):
                self.send_response(301)
                self.send_header('Location', where + '/')
                self.send_header('Content-Length', '0')
                self.end_headers()
                return
            for index in ('index.html', 'index.htm'):
                if os.path.isfile(os.path.join(path, index)):
                    path = os.path.join(path, index)
                    break
            else:
                return self.list_directory(path, where, body)
        try:
            with open(path, 'rb') as f:
                data = f.read()
        except OSError:
            self.send_error(404, 'File not found')
            return
        self.send_response(200)
        self.send_header('Content-type', self.extensions_map.get(os.path.splitext(path)[1].lower(), 'application/octet-stream'))
        self.send_header('Content-Length', str(len(data)))
        self.send_header('Last-Modified', self.date_time_string(os.path.getmtime(path)))
        self.end_headers()
        if body:
            self.wfile.write(data)
    def list_directory(self, path, where, body):
        title = 'Directory listing for ' + html.escape(unquote(where), quote=False)
        out = ['<!DOCTYPE HTML>', '<html lang="en">', '<head>', '<meta charset="utf-8">', '<style type="text/css">\n:root {\ncolor-scheme: light dark;\n}\n</style>', '<title>' + title + '</title>', '</head>', '<body>', '<h1>' + title + '</h1>', '<hr>', '<ul>']
        for name in sorted(os.listdir(path), key=lambda n: n.lower()):
            show = name + '/' if os.path.isdir(os.path.join(path, name)) else name
            out.append('<li><a href="%s">%s</a></li>' % (quote(show), html.escape(show, quote=False)))
        data = ('\n'.join(out) + '\n</ul>\n<hr>\n</body>\n</html>\n').encode()
        self.send_response(200)
        self.send_header('Content-type', 'text/html; charset=utf-8')
        self.send_header('Content-Length', str(len(data)))
        self.end_headers()
        if body:
            self.wfile.write(data)
