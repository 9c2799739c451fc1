def dataclass(*args, **options):
    raise NotImplementedError('data classes are not simulated')
field = dataclass
