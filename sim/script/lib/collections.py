class OrderedDict(dict):
    pass

class defaultdict(dict):
    def __init__(self, factory=None, *args):
        self._factory = factory
        self._d = dict(*args)
    def __getitem__(self, k):
        if k not in self._d:
            if self._factory is None:
                raise KeyError(k)
            self._d[k] = self._factory()
        return self._d[k]
    def __setitem__(self, k, v):
        self._d[k] = v
    def __delitem__(self, k):
        del self._d[k]
    def __contains__(self, k):
        return k in self._d
    def __iter__(self):
        return iter(self._d)
    def __len__(self):
        return len(self._d)
    def get(self, k, default=None):
        return self._d.get(k, default)
    def keys(self):
        return self._d.keys()
    def values(self):
        return self._d.values()
    def items(self):
        return self._d.items()
    def __repr__(self):
        return 'defaultdict(%r, %r)' % (self._factory, self._d)

class Counter(defaultdict):
    def __init__(self, iterable=None):
        self._factory = int
        self._d = {}
        for x in iterable or ():
            self._d[x] = self._d.get(x, 0) + 1
    def __getitem__(self, k):
        return self._d.get(k, 0)
    def most_common(self, n=None):
        rows = sorted(self._d.items(), key=lambda kv: -kv[1])
        return rows if n is None else rows[:n]
    def __repr__(self):
        return 'Counter({' + ', '.join(['%r: %r' % kv for kv in self.most_common()]) + '})'

class deque:
    def __init__(self, iterable=(), maxlen=None):
        self._l = list(iterable)
        self.maxlen = maxlen
    def append(self, x):
        self._l.append(x)
        if self.maxlen is not None and len(self._l) > self.maxlen:
            self._l.pop(0)
    def appendleft(self, x):
        self._l.insert(0, x)
    def pop(self):
        return self._l.pop()
    def popleft(self):
        return self._l.pop(0)
    def __len__(self):
        return len(self._l)
    def __iter__(self):
        return iter(self._l)
    def __getitem__(self, i):
        return self._l[i]
    def __repr__(self):
        return 'deque(%r)' % (self._l,)

def namedtuple(name, fields):
    if isinstance(fields, str):
        fields = fields.replace(',', ' ').split()
    class T:
        _fields = tuple(fields)
        def __init__(self, *args, **kw):
            for f, v in zip(fields, args):
                setattr(self, f, v)
            for k, v in kw.items():
                setattr(self, k, v)
        def __iter__(self):
            return iter([getattr(self, f) for f in fields])
        def __getitem__(self, i):
            return getattr(self, fields[i])
        def __len__(self):
            return len(fields)
        def __repr__(self):
            return name + '(' + ', '.join(['%s=%r' % (f, getattr(self, f)) for f in fields]) + ')'
    return T
