import json
import _net
import sys
import os
import _modules
from urllib.parse import unquote, parse_qs

class HTTPException(Exception):
    def __init__(self, status_code, detail=None, headers=None):
        super().__init__('%d: %s' % (status_code, detail))
        self.status_code, self.detail = status_code, detail if detail is not None else _net.reason(status_code)
HTTPException.__module__ = 'fastapi.exceptions'

class Response:
    media_type = None
    def __init__(self, content='', status_code=200, media_type=None, headers=None):
        self.content, self.status_code = content, status_code
        self.media_type = media_type or self.media_type
    def body(self):
        return self.content if isinstance(self.content, bytes) else str(self.content).encode()
class HTMLResponse(Response):
    media_type = 'text/html; charset=utf-8'
class PlainTextResponse(Response):
    media_type = 'text/plain; charset=utf-8'
class JSONResponse(Response):
    media_type = 'application/json'
    def body(self):
        return _dump(self.content).encode()

class Request:
    pass

def _plain(v):
    if isinstance(v, dict):
        return {k: _plain(x) for k, x in v.items()}
    if isinstance(v, (list, tuple)):
        return [_plain(x) for x in v]
    if hasattr(v, 'model_dump'):
        return _plain(v.model_dump())
    return v

def _dump(v):
    return json.dumps(_plain(v), separators=(',', ':'), ensure_ascii=False)

def Depends(f=None):
    raise NotImplementedError('Depends is not simulated')

def Query(default=None, **options):
    return default
Path = Body = Query

class APIRouter:
    def __init__(self, prefix='', tags=None, title='FastAPI', version='0.1.0', **options):
        self.prefix, self.routes, self._startup = prefix, [], []
        self.title, self.version = title, version
    def _add(self, method, path, status_code, response_class):
        def keep(f):
            self.routes.append((method, self.prefix + path, f, status_code, response_class))
            return f
        return keep
    def get(self, path, status_code=200, response_class=None, **o):
        return self._add('GET', path, status_code, response_class)
    def post(self, path, status_code=200, response_class=None, **o):
        return self._add('POST', path, status_code, response_class)
    def put(self, path, status_code=200, response_class=None, **o):
        return self._add('PUT', path, status_code, response_class)
    def patch(self, path, status_code=200, response_class=None, **o):
        return self._add('PATCH', path, status_code, response_class)
    def delete(self, path, status_code=200, response_class=None, **o):
        return self._add('DELETE', path, status_code, response_class)
    def include_router(self, r, prefix='', **o):
        for m, p, f, s, c in r.routes:
            self.routes.append((m, prefix + p, f, s, c))
    def on_event(self, name):
        def keep(f):
            if name == 'startup':
                self._startup.append(f)
            return f
        return keep
    def add_middleware(self, *a, **k):
        pass
    def mount(self, *a, **k):
        raise NotImplementedError('mount is not simulated')

def _match(path, url):
    want, have = path.strip('/').split('/'), url.strip('/').split('/')
    if len(want) != len(have) and not path.endswith(':path}'):
        return None
    out = {}
    for i in range(len(want)):
        if want[i].startswith('{'):
            name = want[i].strip('{}')
            if name.endswith(':path'):
                name = name[:-5]
                out[name] = unquote('/'.join(have[i:]))
                return out
            out[name] = unquote(have[i])
        elif i >= len(have) or want[i] != have[i]:
            return None
    return out

class _Invalid(Exception):
    pass

def _convert(v, kind, where, name):
    try:
        if kind == 'int':
            return int(v)
        if kind == 'float':
            return float(v)
        if kind == 'bool':
            return str(v).lower() in ('1', 'true', 'yes', 'on')
    except ValueError:
        raise _Invalid({'type': kind + '_parsing', 'loc': [where, name], 'msg': 'Input should be a valid %s, unable to parse string as %s' % ({'int': 'integer', 'float': 'number'}[kind], 'an integer' if kind == 'int' else 'a number'), 'input': v})
    return v

class FastAPI(APIRouter):
    def _answer(self, method, target, headers, body):
        url, _, q = target.partition('?')
        query, other = parse_qs(q), False
        if url == '/docs':
            return HTMLResponse('<!DOCTYPE html>\n<html>\n<head>\n<title>%s - Swagger UI</title>\n</head>\n<body>\n<div id="swagger-ui">\n</div>\n</body>\n</html>\n' % self.title)
        if url == '/openapi.json':
            return JSONResponse({'openapi': '3.1.0', 'info': {'title': self.title, 'version': self.version}, 'paths': {p: {m.lower(): {'summary': f.__name__.replace('_', ' ').title()}} for m, p, f, s, c in self.routes}})
        for m, p, f, status, kind in self.routes:
            values = _match(p, url)
            if values is None:
                continue
            if m != method and not (m == 'GET' and method == 'HEAD'):
                other = True
                continue
            args = {}
            try:
                for name, conv, has, default in _modules.params(f):
                    if name in values:
                        args[name] = _convert(values[name], conv, 'path', name)
                    elif hasattr(f, '__globals__') is False and conv == 'Request':
                        args[name] = Request()
                    elif conv and conv[0].isupper() and _modules.named(f, conv) is not None and hasattr(_modules.named(f, conv), '_fields'):
                        args[name] = _modules.named(f, conv)(**json.loads(body.decode() or 'null'))
                    elif name in query:
                        args[name] = _convert(query[name][0], conv, 'query', name)
                    elif conv == 'dict':
                        args[name] = json.loads(body.decode())
                    elif not has:
                        raise _Invalid({'type': 'missing', 'loc': ['query', name], 'msg': 'Field required', 'input': None})
                v = _modules.result(f(**args))
            except _Invalid as e:
                return JSONResponse({'detail': [e.args[0]]}, 422)
            except HTTPException as e:
                return JSONResponse({'detail': e.detail}, e.status_code)
            except Exception as e:
                sys.stderr.write('ERROR:    Exception in ASGI application\n' + _modules.traceback())
                return PlainTextResponse('Internal Server Error', 500)
            if isinstance(v, Response):
                return v
            return (kind or JSONResponse)(v, status)
        return JSONResponse({'detail': 'Method Not Allowed' if other else 'Not Found'}, 405 if other else 404)
    def _serve(self, host, port):
        say = lambda t: sys.stderr.write('INFO:     ' + t + '\n')
        say('Started server process [%d]' % os.getpid())
        say('Waiting for application startup.')
        for f in self._startup:
            _modules.result(f())
        say('Application startup complete.')
        try:
            fd = _net.listen(host, port)
        except OSError as e:
            sys.stderr.write("ERROR:    [Errno %d] error while attempting to bind on address ('%s', %d): address already in use\n" % (e.args[0], host, port))
            sys.exit(1)
        say('Uvicorn running on http://%s:%d (Press CTRL+C to quit)' % (host, port))
        import signal
        def stop(sig, frame):
            raise KeyboardInterrupt()
        signal.signal(signal.SIGTERM, stop)
        try:
            while True:
                conn, remote = _net.accept(fd)
                r = _net.request(conn)
                if r is not None:
                    out = self._answer(r[0], r[1], r[3], r[4])
                    data = out.body()
                    head = 'HTTP/1.1 %d %s\r\ndate: %s\r\nserver: uvicorn\r\ncontent-length: %d\r\ncontent-type: %s\r\nconnection: close\r\n\r\n' % (out.status_code, _net.reason(out.status_code), _modules.httpdate(), len(data), out.media_type)
                    say('%s:%d - "%s %s %s" %d %s' % (remote[0], remote[1], r[0], r[1], r[2], out.status_code, _net.reason(out.status_code)))
                    _net.send(conn, head.encode() + (b'' if r[0] == 'HEAD' else data))
                _net.close(conn)
        except KeyboardInterrupt:
            say('Shutting down')
            say('Waiting for application shutdown.')
            say('Application shutdown complete.')
            say('Finished server process [%d]' % os.getpid())
