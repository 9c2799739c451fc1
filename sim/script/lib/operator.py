def itemgetter(*keys):
    if len(keys) == 1:
        return lambda x: x[keys[0]]
    return lambda x: tuple([x[k] for k in keys])
def attrgetter(name):
    return lambda x: getattr(x, name)
def add(a, b):
    return a + b
def mul(a, b):
    return a * b
