import os

class Path:
    def __init__(self, *parts):
        self._p = os.path.join(*[str(p) for p in parts]) if parts else '.'
        self._p = os.path.normpath(self._p)
    def __truediv__(self, other):
        return Path(self._p, str(other))
    def __str__(self):
        return self._p
    def __repr__(self):
        return 'PosixPath(%r)' % self._p
    def __eq__(self, other):
        return isinstance(other, Path) and self._p == other._p
    @property
    def name(self):
        return os.path.basename(self._p)
    @property
    def parent(self):
        return Path(os.path.dirname(self._p) or '.')
    @property
    def suffix(self):
        return os.path.splitext(self._p)[1]
    @property
    def stem(self):
        return os.path.splitext(self.name)[0]
    def exists(self):
        return os.path.exists(self._p)
    def is_file(self):
        return os.path.isfile(self._p)
    def is_dir(self):
        return os.path.isdir(self._p)
    def resolve(self):
        return Path(os.path.abspath(self._p))
    absolute = resolve
    def open(self, mode='r', **kw):
        return open(self._p, mode)
    def read_text(self, encoding=None):
        with open(self._p) as f:
            return f.read()
    def write_text(self, text, encoding=None):
        with open(self._p, 'w') as f:
            return f.write(text)
    def mkdir(self, mode=0o777, parents=False, exist_ok=False):
        if exist_ok and self.is_dir():
            return
        if parents:
            os.makedirs(self._p, exist_ok=exist_ok)
        else:
            os.mkdir(self._p)
    def unlink(self, missing_ok=False):
        if self.exists() or not missing_ok:
            os.remove(self._p)
    def iterdir(self):
        return [Path(self._p, n) for n in os.listdir(self._p)]
    @classmethod
    def cwd(cls):
        return Path(os.getcwd())
    @classmethod
    def home(cls):
        return Path(os.path.expanduser('~'))

PosixPath = PurePath = Path
