import os
import sys
import json
import html
import datetime
import _net
from urllib.parse import parse_qsl, unquote, quote
from jinja2 import Template as _Template

__version__ = '3.1.2'
Markup = str

class _Args(dict):
    def get(self, k, default=None, type=None):
        for name, v in self.pairs:
            if name == k:
                if type is not None:
                    try:
                        return type(v)
                    except ValueError:
                        return default
                return v
        return default
    def getlist(self, k):
        return [v for name, v in self.pairs if name == k]
    def __contains__(self, k):
        return any([name == k for name, v in self.pairs])
    def __getitem__(self, k):
        for name, v in self.pairs:
            if name == k:
                return v
        raise _Abort(400, 'The browser (or proxy) sent a request that this server could not understand.')
    def items(self):
        return self.pairs
    def to_dict(self):
        return dict(self.pairs)
    def __iter__(self):
        return iter([n for n, v in self.pairs])

def _args(text):
    a = _Args()
    a.pairs = parse_qsl(text)
    return a

class _Request:
    def _load(self, r, remote):
        self.method, self.full_path, self.headers, self.data = r[0], r[1], r[3], r[4]
        self.path, _, query = r[1].partition('?')
        self.query_string = query.encode()
        self.args = _args(query)
        self.remote_addr = remote
        self.host = self.headers.get('host') or ''
        self.host_url = self.url_root = 'http://' + self.host + '/'
        self.base_url = 'http://' + self.host + self.path
        self.url = 'http://' + self.host + r[1]
        kind = self.headers.get('content-type') or ''
        self.content_type = self.mimetype = kind
        self.is_json = 'json' in kind
        self.form = _args(self.data.decode() if 'urlencoded' in kind else '')
        self.values = self.form if self.form.pairs else self.args
        self.user_agent = self.headers.get('user-agent') or ''
        self.scheme = 'http'
        self.files = {}
        self.cookies = {}
        for part in (self.headers.get('cookie') or '').split(';'):
            k, eq, v = part.strip().partition('=')
            if eq:
                self.cookies[k] = v
    def get_data(self, as_text=False):
        return self.data.decode() if as_text else self.data
    def get_json(self, force=False, silent=False):
        if not self.is_json and not force:
            if silent:
                return None
            raise _Abort(415, 'Did not attempt to load JSON data because the request Content-Type was not &#39;application/json&#39;.')
        try:
            return json.loads(self.data)
        except ValueError:
            if silent:
                return None
            raise _Abort(400, 'The browser (or proxy) sent a request that this server could not understand.')
    @property
    def json(self):
        return self.get_json()

request = _Request()
session = {}

class _G:
    pass

g = _G()

class Response:
    def __init__(self, response=b'', status=200, headers=None, mimetype=None, content_type=None):
        self.data = response.encode() if isinstance(response, str) else response
        self.status_code = status
        self.headers = {'Content-Type': content_type or (mimetype + '; charset=utf-8' if mimetype and mimetype.startswith('text') else mimetype) or 'text/html; charset=utf-8'}
        if headers:
            self.headers.update(headers)
    def set_cookie(self, k, v='', **options):
        self.headers['Set-Cookie'] = k + '=' + v + '; Path=/'
    def get_data(self, as_text=False):
        return self.data.decode() if as_text else self.data

class _Abort(Exception):
    def __init__(self, code, text=None):
        self.code, self.description = code, text

_texts = {
    400: 'The browser (or proxy) sent a request that this server could not understand.',
    401: 'The server could not verify that you are authorized to access the URL requested. You either supplied the wrong credentials (e.g. a bad password), or your browser doesn&#39;t understand how to supply the credentials required.',
    403: 'You don&#39;t have the permission to access the requested resource. It is either read-protected or not readable by the server.',
    404: 'The requested URL was not found on the server. If you entered the URL manually please check your spelling and try again.',
    405: 'The method is not allowed for the requested URL.',
    500: 'The server encountered an internal error and was unable to complete your request. Either the server is overloaded or there is an error in the application.',
}

def _page(code, text=None):
    reason = _net.reason(code) if code != 500 else 'Internal Server Error'
    return Response('<!doctype html>\n<html lang=en>\n<title>%d %s</title>\n<h1>%s</h1>\n<p>%s</p>\n' % (code, reason, reason, text or _texts.get(code, reason)), code)

def abort(code, description=None):
    raise _Abort(code, description)

def redirect(location, code=302):
    where = html.escape(location)
    return Response('<!doctype html>\n<html lang=en>\n<title>Redirecting...</title>\n<h1>Redirecting...</h1>\n<p>You should be redirected automatically to the target URL: <a href="%s">%s</a>. If not, click the link.\n' % (where, where), code, {'Location': location})

def make_response(*args):
    r = args[0] if len(args) == 1 else args
    return current_app._response(r)

def jsonify(*args, **kw):
    v = args[0] if len(args) == 1 else list(args) if args else kw
    if current_app.debug:
        text = json.dumps(v, indent=2, sort_keys=True)
    else:
        text = json.dumps(v, separators=(',', ':'), sort_keys=True)
    return Response(text + '\n', 200, None, 'application/json')

def render_template_string(text, **context):
    return _Template(text, current_app._templates).render(request=request, session=session, g=g, url_for=url_for, get_flashed_messages=lambda **k: [], config=current_app.config, **context)

def render_template(name, **context):
    path = os.path.join(current_app._templates, name)
    if not os.path.isfile(path):
        raise TemplateNotFound(name)
    with open(path) as f:
        return render_template_string(f.read(), **context)

class TemplateNotFound(Exception):
    pass
TemplateNotFound.__module__ = 'jinja2.exceptions'

def escape(s):
    return html.escape(str(s))

def flash(text, category=None):
    pass

def send_from_directory(directory, name, **options):
    path = os.path.join(current_app._root, directory, name)
    if not os.path.isfile(path):
        raise _Abort(404)
    return send_file(path)

_kinds = {'.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.json': 'application/json', '.txt': 'text/plain; charset=utf-8', '.png': 'image/png', '.jpg': 'image/jpeg', '.svg': 'image/svg+xml'}

def send_file(path, mimetype=None, **options):
    with open(path, 'rb') as f:
        return Response(f.read(), 200, None, None, mimetype or _kinds.get(os.path.splitext(path)[1], 'application/octet-stream'))

def url_for(endpoint, **values):
    if endpoint == 'static':
        return '/static/' + values['filename']
    for rule in current_app._rules:
        if rule.endpoint == endpoint:
            parts = []
            for kind, text in rule.parts:
                parts.append(text if kind == '' else quote(str(values.pop(text))))
            query = '&'.join([quote(k) + '=' + quote(str(v)) for k, v in values.items()])
            return '/' + '/'.join(parts) + ('?' + query if query else '')
    raise RuntimeError('Could not build url for endpoint %r.' % endpoint)

class _Rule:
    def __init__(self, rule, view, methods, endpoint):
        self.rule, self.view, self.endpoint = rule, view, endpoint
        self.methods = [m.upper() for m in methods]
        self.parts = []
        for p in rule.strip('/').split('/'):
            if p.startswith('<') and p.endswith('>'):
                kind, colon, name = p[1:-1].partition(':')
                self.parts.append((kind, name) if colon else ('string', kind))
            else:
                self.parts.append(('', p))
        self.slash = rule.endswith('/')
    def match(self, path):
        given = path.strip('/').split('/')
        values = {}
        for i, (kind, name) in enumerate(self.parts):
            if kind == 'path':
                values[name] = '/'.join(given[i:])
                return values
            if i >= len(given):
                return None
            v = unquote(given[i])
            if kind == '':
                if v != name:
                    return None
                continue
            if kind == 'int':
                if not v.isdigit():
                    return None
                v = int(v)
            if v == '':
                return None
            values[name] = v
        if len(given) != len(self.parts) or (path != '/' and path.endswith('/') and not self.slash):
            return None
        return values

class Blueprint:
    def __init__(self, name, module=None, url_prefix=''):
        self.name, self.url_prefix, self._later = name, url_prefix or '', []
    def route(self, rule, **options):
        def add(view):
            self._later.append((rule, view, options))
            return view
        return add
    def get(self, rule):
        return self.route(rule, methods=['GET'])
    def post(self, rule):
        return self.route(rule, methods=['POST'])

class _AppLogger:
    def _say(self, level, text, *args):
        now = datetime.datetime.now()
        print('[%s,%03d] %s in app: %s' % (now.strftime('%Y-%m-%d %H:%M:%S'), now.microsecond // 1000, level, str(text) % args if args else text), file=sys.stderr)
    def info(self, text, *args):
        if current_app.debug:
            self._say('INFO', text, *args)
    def debug(self, text, *args):
        if current_app.debug:
            self._say('DEBUG', text, *args)
    def warning(self, text, *args):
        self._say('WARNING', text, *args)
    def error(self, text, *args):
        self._say('ERROR', text, *args)
    exception = error

class Flask:
    def __init__(self, name, static_url_path=None, static_folder='static', template_folder='templates', **options):
        global current_app
        self.name = name
        self.debug = os.environ.get('FLASK_DEBUG', '') in ('1', 'true', 'True')
        self.config = {}
        self._root = sys.path[0] or os.getcwd()
        self._templates = os.path.join(self._root, template_folder)
        self._static = static_folder
        self._static_url = static_url_path or '/static'
        self._rules, self._errors, self._before, self._after = [], {}, [], []
        self.secret_key = None
        self.logger = _AppLogger()
        self.url_map = self._rules
        current_app = self
    def route(self, rule, methods=None, endpoint=None, **options):
        def add(view):
            self.add_url_rule(rule, endpoint or view.__name__, view, methods)
            return view
        return add
    def get(self, rule, **o):
        return self.route(rule, ['GET'])
    def post(self, rule, **o):
        return self.route(rule, ['POST'])
    def put(self, rule, **o):
        return self.route(rule, ['PUT'])
    def delete(self, rule, **o):
        return self.route(rule, ['DELETE'])
    def patch(self, rule, **o):
        return self.route(rule, ['PATCH'])
    def add_url_rule(self, rule, endpoint=None, view_func=None, methods=None, **o):
        for r in self._rules:
            if r.endpoint == endpoint and r.view is not view_func:
                raise AssertionError('View function mapping is overwriting an existing endpoint function: ' + endpoint)
        self._rules.append(_Rule(rule, view_func, methods or ['GET'], endpoint))
    def register_blueprint(self, bp, url_prefix=None):
        prefix = bp.url_prefix if url_prefix is None else url_prefix
        for rule, view, options in bp._later:
            self.add_url_rule(prefix + rule, bp.name + '.' + view.__name__, view, **options)
    def errorhandler(self, code):
        def add(view):
            self._errors[code] = view
            return view
        return add
    def before_request(self, f):
        self._before.append(f)
        return f
    def after_request(self, f):
        self._after.append(f)
        return f
    def teardown_appcontext(self, f):
        return f
    def app_context(self):
        return _Context()
    def _response(self, r):
        if isinstance(r, Response):
            return r
        status, headers = 200, None
        if isinstance(r, tuple):
            if len(r) == 3:
                r, status, headers = r
            elif isinstance(r[1], int):
                r, status = r
            else:
                r, headers = r
        if isinstance(r, Response):
            r.status_code = status
            r.headers.update(headers or {})
            return r
        if isinstance(r, (dict, list)):
            out = jsonify(r)
            out.status_code = status
            out.headers.update(headers or {})
            return out
        if r is None:
            raise TypeError("The view function for '%s' did not return a valid response. The function either returned None or ended without a return statement." % request.endpoint)
        if not isinstance(r, (str, bytes)):
            raise TypeError("The view function did not return a valid response. The return type must be a string, dict, list, tuple with headers or status, Response instance, or WSGI callable, but it was a %s." % type(r).__name__)
        return Response(r, status, headers)
    def _view(self):
        allowed = []
        for rule in self._rules:
            values = rule.match(request.path)
            if values is None:
                continue
            if request.method in rule.methods or request.method == 'HEAD' and 'GET' in rule.methods:
                request.endpoint, request.view_args, request.url_rule = rule.endpoint, values, rule
                for f in self._before:
                    r = f()
                    if r is not None:
                        return self._response(r)
                return self._response(rule.view(**values))
            allowed += rule.methods
        if request.path.startswith(self._static_url + '/') and self._static:
            return send_from_directory(self._static, request.path[len(self._static_url) + 1:])
        for rule in self._rules:
            if rule.slash and rule.match(request.path + '/') is not None:
                return redirect('http://' + request.host + request.path + '/', 308)
        if allowed:
            raise _Abort(405)
        raise _Abort(404)
    def _answer(self):
        try:
            r = self._view()
        except _Abort as e:
            r = self._failed(e.code, e)
        except Exception as e:
            import traceback
            now = datetime.datetime.now()
            print('[%s,%03d] ERROR in app: Exception on %s [%s]' % (now.strftime('%Y-%m-%d %H:%M:%S'), now.microsecond // 1000, request.path, request.method), file=sys.stderr)
            traceback.print_exc()
            r = self._failed(500, e)
        for f in self._after:
            r = f(r)
        return r
    def _failed(self, code, e):
        view = self._errors.get(code) or self._errors.get(Exception) or self._errors.get(type(e))
        if view is None:
            return _page(code, getattr(e, 'description', None))
        r = self._response(view(e))
        return r
    def run(self, host=None, port=None, debug=None, **options):
        host = host or '127.0.0.1'
        port = int(port or 5000)
        if debug is not None:
            self.debug = bool(debug)
        print(" * Serving Flask app '%s'" % (os.path.splitext(os.path.basename(sys.argv[0]))[0] if self.name == '__main__' else self.name))
        print(' * Debug mode: ' + ('on' if self.debug else 'off'), flush=True)
        try:
            fd = _net.listen(host, port)
        except OSError as e:
            print(('Address already in use\nPort %d is in use by another program. Either identify and stop that program, or start the server with a different port.' if e.args[0] == 98 else '%s') % (port if e.args[0] == 98 else e), file=sys.stderr)
            sys.exit(1)
        log = sys.stderr.write
        log('\x1b[31m\x1b[1mWARNING: This is a development server. Do not use it in a production deployment. Use a production WSGI server instead.\x1b[0m\n')
        if host == '0.0.0.0':
            log(' * Running on all addresses (0.0.0.0)\n * Running on http://127.0.0.1:%d\n * Running on http://%s:%d\n' % (port, _net.own(), port))
        else:
            log(' * Running on http://%s:%d\n' % (host, port))
        log('\x1b[33mPress CTRL+C to quit\x1b[0m\n')
        if self.debug and options.get('use_reloader', True):
            log(' * Restarting with stat\n * Debugger is active!\n * Debugger PIN: 123-456-789\n')
        self._serve(fd, 'Werkzeug/3.1.3 Python/' + sys.version.split()[0], self._log)
    def _log(self, remote, line, status):
        color = {'2': '', '3': '\x1b[32m', '4': '\x1b[33m', '5': '\x1b[35m\x1b[1m'}[str(status)[0]]
        if status == 304:
            color = '\x1b[36m'
        if status in (400, 401, 405):
            color = '\x1b[31m\x1b[1m'
        end = '\x1b[0m' if color else ''
        now = datetime.datetime.now().strftime('%d/%b/%Y %H:%M:%S')
        sys.stderr.write('%s - - [%s] "%s%s%s" %d -\n' % (remote, now, color, line, end, status))
    def _serve(self, fd, server, log):
        try:
            while True:
                conn, remote = _net.accept(fd)
                r = _net.request(conn)
                if r is not None:
                    request._load(r, remote[0])
                    out = self._answer()
                    head = ['HTTP/1.1 %d %s' % (out.status_code, _net.reason(out.status_code).upper()), 'Server: ' + server, 'Date: ' + datetime.datetime.now().strftime('%a, %d %b %Y %H:%M:%S GMT')]
                    for k, v in out.headers.items():
                        head.append(k + ': ' + str(v))
                    head.append('Content-Length: ' + str(len(out.data)))
                    head.append('Connection: close')
                    _net.send(conn, ('\r\n'.join(head) + '\r\n\r\n').encode() + (b'' if request.method == 'HEAD' else out.data))
                    if log:
                        log(remote[0], '%s %s %s' % (r[0], r[1], r[2]), out.status_code)
                _net.close(conn)
        except KeyboardInterrupt:
            pass
    def test_client(self):
        raise NotImplementedError('the test client is not simulated')

class _Context:
    def __enter__(self):
        return self
    def __exit__(self, *args):
        pass
    def push(self):
        pass

current_app = None
