import _net
import json
import socket

def dial(host, port, unreachable):
    try:
        addr = socket.gethostbyname(host)
    except OSError as e:
        raise unreachable(host, port, None, e.args[1])
    try:
        return _net.connect(addr, port)
    except OSError as e:
        raise unreachable(host, port, addr, e.args[1])

def ask(fd, m):
    b = json.dumps(m).encode()
    _net.send(fd, (str(len(b)) + '\n').encode() + b)
    line = _net.line(fd).decode().strip()
    if not line:
        return None
    n, data = int(line), b''
    while len(data) < n:
        piece = _net.recv(fd, n - len(data))
        if not piece:
            return None
        data += piece
    return json.loads(data.decode())

def quote(v):
    if v is None:
        return 'NULL'
    if isinstance(v, bool):
        return 'TRUE' if v else 'FALSE'
    if isinstance(v, (int, float)):
        return str(v)
    return "'" + str(v).replace("'", "''") + "'"

def fill(sql, params):
    if params is None:
        return sql
    if isinstance(params, dict):
        for k, v in params.items():
            sql = sql.replace('%(' + k + ')s', quote(v))
        return sql
    parts = sql.split('%s')
    out = parts[0]
    for i in range(1, len(parts)):
        out += quote(params[i - 1]) + parts[i]
    return out

def cell(c):
    k, v = c.get('k', ''), c.get('v', '')
    if k == 'i':
        return int(v)
    if k == 'n':
        return float(v)
    if k == 'b':
        return v == 't'
    return v if k else None

class Cursor:
    def __init__(self, con, asdict=False):
        self.connection, self._dict, self._rows, self.rowcount, self.lastrowid, self.description = con, asdict, [], -1, None, None
    def execute(self, sql, params=None):
        r = self.connection._run(fill(sql, params))
        cols = r.get('Columns') or []
        self.description = [(c,) for c in cols] if cols else None
        rows = [tuple([cell(c) for c in row]) for row in (r.get('Rows') or [])]
        if self._dict:
            rows = [dict(zip(cols, row)) for row in rows]
        self._rows = rows
        self.rowcount = len(rows) if cols else r.get('Changed', 0)
        if sql.strip().lower().startswith('insert') and self.connection._mysql:
            self.lastrowid = cell(self.connection._run('SELECT LAST_INSERT_ID()')['Rows'][0][0])
        return self
    def executemany(self, sql, many):
        for p in many:
            self.execute(sql, p)
    def fetchone(self):
        return self._rows.pop(0) if self._rows else None
    def fetchall(self):
        out, self._rows = self._rows, []
        return out
    def fetchmany(self, n=1):
        out, self._rows = self._rows[:n], self._rows[n:]
        return out
    def close(self):
        pass
    def __iter__(self):
        return iter(self.fetchall())
    def __enter__(self):
        return self
    def __exit__(self, *args):
        pass

class Connection:
    _mysql = False
    def __init__(self, host, port, user, password, database, unreachable, failed):
        self._failed = failed
        self.autocommit = False
        self._fd = dial(host, port, unreachable)
        r = ask(self._fd, {'Login': True, 'User': user, 'Password': password or '', 'Given': True, 'Database': database})
        if r is None or r.get('Err'):
            raise failed(r['Err'] if r else {'Text': 'server closed the connection unexpectedly', 'Code': 2013}, True)
    def _run(self, sql):
        r = ask(self._fd, {'SQL': sql})
        if r is None:
            raise self._failed({'Text': 'server closed the connection unexpectedly', 'Code': 2013}, True)
        if r['Result'].get('Err'):
            raise self._failed(r['Result']['Err'], False)
        return r['Result']
    def cursor(self, dictionary=False, cursor_factory=None, buffered=False, **options):
        return Cursor(self, dictionary or bool(cursor_factory))
    def commit(self):
        pass
    def rollback(self):
        pass
    def is_connected(self):
        return True
    def close(self):
        _net.close(self._fd)
    def __enter__(self):
        return self
    def __exit__(self, *args):
        pass
