import _sql

class Error(Exception):
    def __init__(self, errno=None, msg=None, sqlstate=None):
        super().__init__('%s%s: %s' % (errno, ' (%s)' % sqlstate if sqlstate else '', msg))
        self.errno, self.msg, self.sqlstate = errno, msg, sqlstate
class InterfaceError(Error):
    pass
class DatabaseError(Error):
    pass
class ProgrammingError(DatabaseError):
    pass
for _c in (Error, InterfaceError, DatabaseError, ProgrammingError):
    _c.__module__ = 'mysql.connector.errors'

class _Errors:
    pass
errors = _Errors()
errors.Error, errors.InterfaceError, errors.DatabaseError, errors.ProgrammingError = Error, InterfaceError, DatabaseError, ProgrammingError

def connect(host='localhost', port=3306, user='root', password='', passwd=None, database='', db=None, **options):
    def unreachable(host, port, addr, why):
        return DatabaseError(2003 if addr else 2005, "Can't connect to MySQL server on '%s:%s' (%s)" % (host, port, '111' if addr else '-2'))
    def failed(e, login):
        return ProgrammingError(e.get('Code'), e['Text'], e.get('SQL'))
    c = _sql.Connection(host, int(port), user, passwd or password, database or db or '', unreachable, failed)
    c._mysql = True
    return c
