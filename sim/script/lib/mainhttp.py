import os
import sys
from http.server import HTTPServer, SimpleHTTPRequestHandler

port, bind, args = 8000, '', sys.argv[1:]
while args:
    a = args.pop(0)
    if a in ('-b', '--bind'):
        bind = args.pop(0)
    elif a in ('-d', '--directory'):
        SimpleHTTPRequestHandler.directory = os.path.abspath(args.pop(0))
    elif a.isdigit():
        port = int(a)
    else:
        print('usage: server.py [-h] [--cgi] [-b ADDRESS] [-d DIRECTORY] [-p VERSION] [port]\nserver.py: error: unrecognized arguments: ' + a, file=sys.stderr)
        sys.exit(2)
server = HTTPServer((bind, port), SimpleHTTPRequestHandler)
host = bind or '0.0.0.0'
print(f'Serving HTTP on {host} port {port} (http://{host}:{port}/) ...')
try:
    server.serve_forever()
except KeyboardInterrupt:
    print('\nKeyboard interrupt received, exiting.')
    sys.exit(0)
