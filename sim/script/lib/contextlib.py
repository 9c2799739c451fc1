class _Manager:
    def __init__(self, g):
        self.g = g
    def __enter__(self):
        return next(self.g)
    def __exit__(self, *args):
        next(self.g, None)

def contextmanager(f):
    def make(*args, **kw):
        return _Manager(f(*args, **kw))
    return make
asynccontextmanager = contextmanager
