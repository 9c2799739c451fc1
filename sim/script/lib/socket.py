import _net
import os

AF_INET, AF_INET6, AF_UNIX, SOCK_STREAM, SOCK_DGRAM, SOL_SOCKET, SO_REUSEADDR, SO_REUSEPORT, SHUT_RDWR = 2, 10, 1, 1, 2, 1, 2, 15, 2
IPPROTO_TCP, TCP_NODELAY = 6, 1
error = OSError
timeout = TimeoutError

class gaierror(OSError):
    pass
gaierror.__module__ = 'socket'

def gethostname():
    return os.uname().nodename
getfqdn = lambda name='': name or gethostname()

def gethostbyname(name):
    found = _net.resolve(name)
    if isinstance(found, str):
        raise gaierror(-3 if 'emporary' in found else -2, found)
    return found[0]

class socket:
    def __init__(self, family=2, type=1, proto=0, fd=None):
        self._fd = fd
        self._at = ('0.0.0.0', 0)
        if type != 1 or family == 1:
            raise OSError(95, 'sockets other than TCP are not simulated')
    def setsockopt(self, *args):
        pass
    def settimeout(self, t):
        pass
    def setblocking(self, flag):
        pass
    def bind(self, at):
        self._at = at
    def listen(self, backlog=0):
        self._fd = _net.listen(self._at[0], self._at[1])
    def accept(self):
        fd, at = _net.accept(self._fd)
        return socket(fd=fd), at
    def connect(self, at):
        self._fd = _net.connect(gethostbyname(at[0]), at[1])
    def connect_ex(self, at):
        try:
            self.connect(at)
            return 0
        except OSError as e:
            return 111
    def recv(self, n):
        return _net.recv(self._fd, n)
    def send(self, data):
        _net.send(self._fd, data)
        return len(data)
    def sendall(self, data):
        _net.send(self._fd, data)
    def close(self):
        if self._fd is not None:
            _net.close(self._fd)
            self._fd = None
    def shutdown(self, how):
        pass
    def fileno(self):
        return -1 if self._fd is None else self._fd
    def getsockname(self):
        return _net.names(self._fd)[0]
    def getpeername(self):
        return _net.names(self._fd)[1]
    def __enter__(self):
        return self
    def __exit__(self, *args):
        self.close()

def create_connection(at, timeout=None):
    s = socket()
    s.connect(at)
    return s
