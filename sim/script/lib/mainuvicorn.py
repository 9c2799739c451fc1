import os
import sys
import _load
args, host, port, app = sys.argv[1:], '127.0.0.1', 8000, None
reload = False
while args:
    a = args.pop(0)
    name, eq, v = a.partition('=')
    if name == '--host':
        host = v or args.pop(0)
    elif name == '--port':
        port = int(v or args.pop(0))
    elif name == '--reload':
        reload = True
    elif name in ('--workers', '--log-level', '--env-file', '--root-path', '--app-dir'):
        v or args.pop(0)
    elif not a.startswith('-') and app is None:
        app = a
if app is None:
    print("Usage: uvicorn [OPTIONS] APP\nTry 'uvicorn --help' for help.\n\nError: Missing argument 'APP'.", file=sys.stderr)
    sys.exit(2)
if ':' not in app:
    print('ERROR:    Error loading ASGI app. Import string "%s" must be in format "<module>:<attribute>".' % app, file=sys.stderr)
    sys.exit(1)
if reload:
    sys.stderr.write("INFO:     Will watch for changes in these directories: ['%s']\n" % os.getcwd())
made = _load.app(app, 'app')
if made is None:
    module, _, attr = app.partition(':')
    if os.path.isfile(module.replace('.', '/') + '.py'):
        print('ERROR:    Error loading ASGI app. Attribute "%s" not found in module "%s".' % (attr, module), file=sys.stderr)
    else:
        print('ERROR:    Error loading ASGI app. Could not import module "%s".' % module, file=sys.stderr)
    sys.exit(1)
if not hasattr(made, '_answer') or not hasattr(made, '_startup'):
    print('uvicorn: an application that is not of FastAPI is not simulated', file=sys.stderr)
    sys.exit(1)
made._serve(host, port)
