import random

class UUID:
    def __init__(self, hex):
        self.hex = hex.replace('-', '')
    def __str__(self):
        h = self.hex
        return '-'.join([h[:8], h[8:12], h[12:16], h[16:20], h[20:]])
    def __repr__(self):
        return "UUID('%s')" % self

def uuid4():
    h = ''.join([random.choice('0123456789abcdef') for i in range(32)])
    return UUID(h[:12] + '4' + h[13:16] + random.choice('89ab') + h[17:])
uuid1 = uuid4
