class Lock:
    def acquire(self, *a, **k):
        return True
    def release(self):
        pass
    def __enter__(self):
        return self
    def __exit__(self, *a):
        pass
RLock = Semaphore = Lock

class Event:
    def __init__(self):
        self._set = False
    def set(self):
        self._set = True
    def is_set(self):
        return self._set
    def wait(self, timeout=None):
        import time
        if not self._set:
            time.sleep(1e9 if timeout is None else timeout)
        return self._set

class Thread:
    def __init__(self, target=None, args=(), kwargs=None, name=None, daemon=None):
        self.target = target
    def start(self):
        raise NotImplementedError('threads are not simulated')

def current_thread():
    return Thread(name='MainThread')
