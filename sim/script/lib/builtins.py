def enumerate(iterable, start=0):
    i = start
    for x in iterable:
        yield i, x
        i += 1

def zip(*iterables, strict=False):
    its = [iter(i) for i in iterables]
    end = object()
    while its:
        row = []
        for i in its:
            x = next(i, end)
            if x is end:
                return
            row.append(x)
        yield tuple(row)

def map(function, *iterables):
    if len(iterables) == 1:
        for x in iterables[0]:
            yield function(x)
    else:
        for row in zip(*iterables):
            yield function(*row)

def filter(function, iterable):
    for x in iterable:
        if x if function is None else function(x):
            yield x
