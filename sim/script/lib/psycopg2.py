import _sql
from urllib.parse import urlparse

class Error(Exception):
    pass
class DatabaseError(Error):
    pass
class OperationalError(DatabaseError):
    pass
class ProgrammingError(DatabaseError):
    pass
class IntegrityError(DatabaseError):
    pass
for _c in (Error, DatabaseError, OperationalError, ProgrammingError, IntegrityError):
    _c.__module__ = 'psycopg2'
paramstyle = 'pyformat'

class _Extras:
    RealDictCursor = DictCursor = True
extras = _Extras()

def connect(dsn=None, host='localhost', port=5432, user='postgres', password=None, dbname=None, database=None, **options):
    if dsn and '://' in dsn:
        u = urlparse(dsn)
        host, port, user, password, dbname = u.hostname, u.port or 5432, u.username, u.password, u.path.strip('/')
    elif dsn:
        o = dict([p.split('=', 1) for p in dsn.split()])
        host, port, user, password, dbname = o.get('host', host), o.get('port', port), o.get('user', user), o.get('password'), o.get('dbname')
    def unreachable(host, port, addr, why):
        if addr is None:
            return OperationalError('could not translate host name "%s" to address: %s\n' % (host, why))
        return OperationalError('connection to server at "%s" (%s), port %s failed: %s\n\tIs the server running on that host and accepting TCP/IP connections?\n' % (host, addr, port, why))
    def failed(e, login):
        if login:
            return OperationalError('connection to server at "%s", port %s failed: FATAL:  %s\n' % (host, port, e['Text']))
        return (IntegrityError if e.get('SQL', '').startswith('23') else ProgrammingError)(e['Text'] + '\n')
    return _sql.Connection(host, int(port), user, password, dbname or database or user, unreachable, failed)
