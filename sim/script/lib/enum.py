class Enum:
    pass
def auto():
    raise NotImplementedError('enumerations are not simulated')
IntEnum = Enum
