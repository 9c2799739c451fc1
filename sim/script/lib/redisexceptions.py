class RedisError(Exception):
    pass

class ConnectionError(RedisError):
    pass

class TimeoutError(RedisError):
    pass

class ResponseError(RedisError):
    pass

for _c in (RedisError, ConnectionError, TimeoutError, ResponseError):
    _c.__module__ = 'redis.exceptions'
