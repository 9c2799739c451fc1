import sys
import datetime

DEBUG, INFO, WARNING, ERROR, CRITICAL = 10, 20, 30, 40, 50
WARN = WARNING
_names = {10: 'DEBUG', 20: 'INFO', 30: 'WARNING', 40: 'ERROR', 50: 'CRITICAL'}
_conf = {'format': '%(levelname)s:%(name)s:%(message)s', 'level': WARNING, 'stream': None, 'datefmt': None}

def basicConfig(level=None, format=None, stream=None, datefmt=None, **other):
    if isinstance(level, str):
        level = {v: k for k, v in _names.items()}[level]
    if level is not None:
        _conf['level'] = level
    if format is not None:
        _conf['format'] = format
    if stream is not None:
        _conf['stream'] = stream
    if datefmt is not None:
        _conf['datefmt'] = datefmt

class Formatter:
    def __init__(self, fmt=None, datefmt=None):
        self.fmt = fmt

class StreamHandler:
    def __init__(self, stream=None):
        self.stream = stream
    def setFormatter(self, f):
        _conf['format'] = f.fmt or _conf['format']
    def setLevel(self, level):
        pass

class Logger:
    def __init__(self, name):
        self.name = name
        self.level = 0
        self.handlers = []
    def setLevel(self, level):
        self.level = {v: k for k, v in _names.items()}[level] if isinstance(level, str) else level
    def addHandler(self, h):
        if h.stream is not None:
            _conf['stream'] = h.stream
    def log(self, level, msg, *args, **kw):
        if level < (self.level or _conf['level']):
            return
        msg = str(msg)
        if args:
            msg = msg % args
        now = datetime.datetime.now()
        if _conf['datefmt']:
            asctime = now.strftime(_conf['datefmt'])
        else:
            asctime = now.strftime('%Y-%m-%d %H:%M:%S') + ',%03d' % (now.microsecond // 1000)
        row = {'levelname': _names.get(level, str(level)), 'name': self.name, 'message': msg, 'asctime': asctime, 'process': 1, 'module': '__main__', 'filename': '', 'lineno': 0, 'funcName': '', 'threadName': 'MainThread', 'levelno': level}
        print(_conf['format'] % row, file=_conf['stream'] or sys.stderr)
    def debug(self, msg, *a, **k):
        self.log(DEBUG, msg, *a)
    def info(self, msg, *a, **k):
        self.log(INFO, msg, *a)
    def warning(self, msg, *a, **k):
        self.log(WARNING, msg, *a)
    warn = warning
    def error(self, msg, *a, **k):
        self.log(ERROR, msg, *a)
    def exception(self, msg, *a, **k):
        self.log(ERROR, msg, *a)
    def critical(self, msg, *a, **k):
        self.log(CRITICAL, msg, *a)

root = Logger('root')
_loggers = {}
def getLogger(name=None):
    if name is None:
        return root
    if name not in _loggers:
        _loggers[name] = Logger(name)
    return _loggers[name]
debug, info, warning, error, exception, critical = root.debug, root.info, root.warning, root.error, root.exception, root.critical
