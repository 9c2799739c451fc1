class RequestException(OSError):
    pass
class ConnectionError(RequestException):
    pass
class HTTPError(RequestException):
    pass
class Timeout(RequestException):
    pass
class MissingSchema(RequestException):
    pass
for _c in (RequestException, ConnectionError, HTTPError, Timeout, MissingSchema):
    _c.__module__ = 'requests.exceptions'
