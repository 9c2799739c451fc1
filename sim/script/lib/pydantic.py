import _modules

def Field(default=None, **options):
    return default

class BaseModel:
    _fields = True
    def __init__(self, **values):
        names = _modules.fields(type(self))
        for name, has in names:
            if name in values:
                setattr(self, name, values[name])
            elif not has:
                raise ValueError('1 validation error for ' + type(self).__name__ + '\n' + name + '\n  Field required')
            else:
                setattr(self, name, getattr(type(self), name))
        self._names = [n for n, has in names]
    def model_dump(self):
        return {n: getattr(self, n) for n in self._names}
    dict = model_dump
