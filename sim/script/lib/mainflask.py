import os
import sys
args = sys.argv[1:]
app, host, port, debug = os.environ.get('FLASK_APP', ''), os.environ.get('FLASK_RUN_HOST'), os.environ.get('FLASK_RUN_PORT'), None
command = ''
while args:
    a = args.pop(0)
    name, eq, v = a.partition('=')
    if name in ('--app', '-A'):
        app = v or args.pop(0)
    elif name in ('--host', '-h'):
        host = v or args.pop(0)
    elif name in ('--port', '-p'):
        port = v or args.pop(0)
    elif name == '--debug':
        debug = True
    elif name == '--version':
        print('Python ' + sys.version.split()[0] + '\nFlask 3.1.2\nWerkzeug 3.1.3')
        sys.exit(0)
    elif not a.startswith('-'):
        command = a
if command != 'run':
    print('Usage: flask [OPTIONS] COMMAND [ARGS]...\nTry \'flask --help\' for help.\n\nError: ' + ("No such command '%s'." % command if command else 'Missing command.'), file=sys.stderr)
    sys.exit(2)
if not app:
    for name in ('wsgi.py', 'app.py'):
        if os.path.isfile(name):
            app = name
            break
    else:
        print("Usage: flask run [OPTIONS]\nTry 'flask run --help' for help.\n\nError: Could not locate a Flask application. Use the 'flask --app' option, 'FLASK_APP' environment variable, or a 'wsgi.py' or 'app.py' file in the current directory.", file=sys.stderr)
        sys.exit(2)
import _load
made = _load.app(app, 'app')
if made is None:
    print("Usage: flask run [OPTIONS]\nTry 'flask run --help' for help.\n\nError: Could not import '%s'." % app.replace('.py', ''), file=sys.stderr)
    sys.exit(2)
made.name = app
made.run(host, port, debug, use_reloader=debug)
