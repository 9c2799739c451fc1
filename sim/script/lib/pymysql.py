import _sql

class MySQLError(Exception):
    pass
Error = MySQLError
class OperationalError(MySQLError):
    pass
class ProgrammingError(MySQLError):
    pass
for _c in (MySQLError, OperationalError, ProgrammingError):
    _c.__module__ = 'pymysql.err'

class _Cursors:
    DictCursor = True
    Cursor = None
cursors = _Cursors()

def connect(host='localhost', user='root', password='', database='', db=None, port=3306, cursorclass=None, **options):
    def unreachable(host, port, addr, why):
        return OperationalError(2003, "Can't connect to MySQL server on '%s' ([Errno %s] %s)" % (host, 111 if addr else -2, why))
    def failed(e, login):
        return (OperationalError if login else ProgrammingError)(e.get('Code'), e['Text'])
    c = _sql.Connection(host, int(port), user, password, database or db or '', unreachable, failed)
    c._mysql = True
    if cursorclass:
        make = c.cursor
        c.cursor = lambda kind=None: make(dictionary=True)
    return c
