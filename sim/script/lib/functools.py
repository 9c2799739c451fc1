def wraps(f):
    def decorate(g):
        try:
            g.__name__ = f.__name__
        except AttributeError:
            pass
        return g
    return decorate

def lru_cache(f=None, maxsize=128):
    if not callable(f):
        return lru_cache
    kept = {}
    def cached(*args):
        if args not in kept:
            kept[args] = f(*args)
        return kept[args]
    return cached

cache = lru_cache

def reduce(f, items, *start):
    it = iter(items)
    total = start[0] if start else next(it)
    for x in it:
        total = f(total, x)
    return total

def partial(f, *args, **kw):
    def call(*more, **kwmore):
        return f(*args, *more, **{**kw, **kwmore})
    return call
