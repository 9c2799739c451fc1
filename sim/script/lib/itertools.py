def count(start=0, step=1):
    while True:
        yield start
        start += step

def cycle(items):
    items = list(items)
    while items:
        for x in items:
            yield x

def repeat(x, times=None):
    n = 0
    while times is None or n < times:
        yield x
        n += 1

def chain(*its):
    for it in its:
        for x in it:
            yield x

def islice(it, *args):
    start, stop, step = 0, None, 1
    if len(args) == 1:
        stop = args[0]
    else:
        start, stop = args[0], args[1]
        if len(args) > 2:
            step = args[2]
    i = 0
    for x in it:
        if stop is not None and i >= stop:
            return
        if i >= start and (i - start) % step == 0:
            yield x
        i += 1
        if stop is not None and i >= stop:
            return
