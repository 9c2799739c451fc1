import sys
import _load
args = sys.argv[1:]
verb = args.pop(0) if args else ''
host, port, file = '127.0.0.1' if verb == 'dev' else '0.0.0.0', 8000, None
while args:
    a = args.pop(0)
    name, eq, v = a.partition('=')
    if name == '--port':
        port = int(v or args.pop(0))
    elif name == '--host':
        host = v or args.pop(0)
    elif name == '--workers':
        v or args.pop(0)
    elif not a.startswith('-'):
        file = a
if verb not in ('run', 'dev'):
    print("Usage: fastapi [OPTIONS] COMMAND [ARGS]...", file=sys.stderr)
    sys.exit(2)
made = None
for f in ([file] if file else ['main.py', 'app.py', 'app/main.py']):
    made = made or _load.app(f, 'app')
if made is None:
    print('ERROR    Could not find a default file to run, please provide an explicit path', file=sys.stderr)
    sys.exit(1)
sys.stderr.write('\n   FastAPI   Starting %s server\n\n    server   Server started at http://%s:%d\n    server   Documentation at http://%s:%d/docs\n\n' % ('development' if verb == 'dev' else 'production', host, port, host, port))
made._serve(host, port)
