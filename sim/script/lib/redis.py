import _net
import socket
from redis.exceptions import ConnectionError, ResponseError, RedisError, TimeoutError
import redis.exceptions as exceptions

class Redis:
    def __init__(self, host='localhost', port=6379, db=0, password=None, decode_responses=False, **options):
        self.host, self.port, self.db, self.password, self.decode = host, int(port), db, password, decode_responses
        self._fd = None
    @classmethod
    def from_url(cls, url, **options):
        from urllib.parse import urlparse
        u = urlparse(url)
        return cls(u.hostname or 'localhost', u.port or 6379, int(u.path.strip('/') or 0), u.password or None, **options)
    def _connect(self):
        try:
            addr = socket.gethostbyname(self.host)
        except OSError as e:
            raise ConnectionError('Error %s connecting to %s:%d. %s.' % (e.args[0], self.host, self.port, e.args[1]))
        try:
            self._fd = _net.connect(addr, self.port)
        except OSError as e:
            raise ConnectionError('Error %d connecting to %s:%d. %s.' % (e.args[0], self.host, self.port, e.args[1]))
        if self.password:
            self._send(('AUTH', self.password))
        if self.db:
            self._send(('SELECT', self.db))
    def execute_command(self, *args):
        if self._fd is None:
            self._connect()
        try:
            return self._send(args)
        except OSError as e:
            self._fd = None
            raise ConnectionError('Connection closed by server.')
    def _send(self, args):
        out = b'*%d\r\n' if False else ('*%d\r\n' % len(args)).encode()
        for a in args:
            b = a if isinstance(a, bytes) else str(a).encode()
            out += ('$%d\r\n' % len(b)).encode() + b + b'\r\n'
        _net.send(self._fd, out)
        return self._reply()
    def _reply(self):
        line = _net.line(self._fd).decode()
        if not line:
            self._fd = None
            raise ConnectionError('Connection closed by server.')
        kind, rest = line[0], line[1:].strip()
        if kind == '+':
            return rest
        if kind == ':':
            return int(rest)
        if kind == '-':
            raise ResponseError(rest[4:] if rest.startswith('ERR ') else rest)
        n = int(rest)
        if n < 0:
            return None
        if kind == '*':
            return [self._reply() for i in range(n)]
        data = b''
        while len(data) < n + 2:
            data += _net.recv(self._fd, n + 2 - len(data))
        data = data[:n]
        return data.decode() if self.decode else data
    def ping(self):
        return self.execute_command('PING') == 'PONG'
    def get(self, k):
        return self.execute_command('GET', k)
    def set(self, k, v, ex=None, px=None, nx=False, xx=False):
        args = ['SET', k, v]
        if ex is not None:
            args += ['EX', ex]
        if nx:
            args.append('NX')
        return self.execute_command(*args) == 'OK' or None
    def setex(self, k, t, v):
        return self.execute_command('SETEX', k, t, v) == 'OK'
    def incr(self, k, amount=1):
        return self.execute_command('INCRBY', k, amount) if amount != 1 else self.execute_command('INCR', k)
    incrby = incr
    def decr(self, k, amount=1):
        return self.execute_command('DECRBY', k, amount)
    def delete(self, *keys):
        return self.execute_command('DEL', *keys)
    def exists(self, *keys):
        return self.execute_command('EXISTS', *keys)
    def expire(self, k, t):
        return self.execute_command('EXPIRE', k, t) == 1
    def ttl(self, k):
        return self.execute_command('TTL', k)
    def keys(self, pattern='*'):
        return self.execute_command('KEYS', pattern)
    def lpush(self, k, *v):
        return self.execute_command('LPUSH', k, *v)
    def rpush(self, k, *v):
        return self.execute_command('RPUSH', k, *v)
    def lpop(self, k):
        return self.execute_command('LPOP', k)
    def rpop(self, k):
        return self.execute_command('RPOP', k)
    def llen(self, k):
        return self.execute_command('LLEN', k)
    def lrange(self, k, a, b):
        return self.execute_command('LRANGE', k, a, b)
    def sadd(self, k, *v):
        return self.execute_command('SADD', k, *v)
    def smembers(self, k):
        return set(self.execute_command('SMEMBERS', k))
    def hset(self, k, f=None, v=None, mapping=None):
        args = [] if f is None else [f, v]
        for name, value in (mapping or {}).items():
            args += [name, value]
        return self.execute_command('HSET', k, *args)
    def hget(self, k, f):
        return self.execute_command('HGET', k, f)
    def hincrby(self, k, f, n=1):
        return self.execute_command('HINCRBY', k, f, n)
    def hgetall(self, k):
        flat = self.execute_command('HGETALL', k)
        return {flat[i]: flat[i + 1] for i in range(0, len(flat), 2)}
    def flushdb(self):
        return self.execute_command('FLUSHDB') == 'OK'
    flushall = flushdb

StrictRedis = Redis
from_url = Redis.from_url
