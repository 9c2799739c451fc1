import os
import sys
import datetime
import _net
import _load
args, bind, app = sys.argv[1:], '127.0.0.1:8000', None
if os.environ.get('PORT'):
    bind = '0.0.0.0:' + os.environ['PORT']
workers = 1
while args:
    a = args.pop(0)
    name, eq, v = a.partition('=')
    if name in ('-b', '--bind'):
        bind = v or args.pop(0)
    elif name in ('-w', '--workers'):
        workers = int(v or args.pop(0))
    elif a.startswith('-b'):
        bind = a[2:]
    elif a.startswith('-'):
        if not eq and args and not args[0].startswith('-') and ':' not in args[0]:
            args.pop(0)
    else:
        app = a
if app is None:
    print('usage: gunicorn [OPTIONS] [APP_MODULE]\ngunicorn: error: No application module specified.', file=sys.stderr)
    sys.exit(1)
def log(text):
    sys.stderr.write('[%s +0000] [%d] [INFO] %s\n' % (datetime.datetime.now().strftime('%Y-%m-%d %H:%M:%S'), os.getpid(), text))
log('Starting gunicorn 23.0.0')
host, _, port = bind.rpartition(':')
fd = _net.listen(host or '0.0.0.0', int(port))
log('Listening at: http://%s:%s (%d)' % (host or '0.0.0.0', port, os.getpid()))
log('Using worker: sync')
made = _load.app(app, 'application')
if made is None:
    print("ModuleNotFoundError: No module named '%s'" % app.partition(':')[0], file=sys.stderr)
    sys.exit(3)
made._serve(fd, 'gunicorn', None)
