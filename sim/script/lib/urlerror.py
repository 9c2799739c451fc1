class URLError(OSError):
    def __init__(self, reason):
        self.reason = reason
    def __str__(self):
        return '<urlopen error %s>' % (self.reason,)
URLError.__module__ = 'urllib.error'

class HTTPError(URLError):
    def __init__(self, code, msg, body):
        self.code, self.msg, self.reason, self._body = code, msg, msg, body
    def read(self):
        return self._body
    def __str__(self):
        return 'HTTP Error %s: %s' % (self.code, self.msg)
HTTPError.__module__ = 'urllib.error'
