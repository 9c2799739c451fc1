import _clock

class timezone:
    def __init__(self, offset=None, name='UTC'):
        self.name = name
    def __repr__(self):
        return 'datetime.timezone.utc'
    def __str__(self):
        return self.name

timezone.utc = timezone()
UTC = timezone.utc

class timedelta:
    def __init__(self, days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0):
        s = seconds + minutes * 60 + hours * 3600 + (days + weeks * 7) * 86400
        self._us = int(round(s * 1000000)) + microseconds + milliseconds * 1000
    @property
    def days(self):
        return self._us // 86400000000
    @property
    def seconds(self):
        return self._us // 1000000 % 86400
    @property
    def microseconds(self):
        return self._us % 1000000
    def total_seconds(self):
        return self._us / 1000000
    def __str__(self):
        s = self.seconds
        text = '%d:%02d:%02d' % (s // 3600, s // 60 % 60, s % 60)
        if self.days:
            text = '%d day%s, %s' % (self.days, '' if abs(self.days) == 1 else 's', text)
        if self.microseconds:
            text += '.%06d' % self.microseconds
        return text
    def __repr__(self):
        parts = []
        for name in ('days', 'seconds', 'microseconds'):
            if getattr(self, name):
                parts.append('%s=%d' % (name, getattr(self, name)))
        return 'datetime.timedelta(' + (', '.join(parts) or '0') + ')'
    def __add__(self, other):
        if isinstance(other, timedelta):
            return timedelta(microseconds=self._us + other._us)
        return other + self
    def __sub__(self, other):
        return timedelta(microseconds=self._us - other._us)
    def __eq__(self, other):
        return isinstance(other, timedelta) and self._us == other._us
    def __lt__(self, other):
        return self._us < other._us
    def __gt__(self, other):
        return self._us > other._us
    def __bool__(self):
        return self._us != 0

class date:
    def __init__(self, year, month, day):
        self._set(_clock.make(year, month, day), None)
    def _set(self, us, tz):
        self._us = us
        self.tzinfo = tz
        p = _clock.parts(us)
        self.year, self.month, self.day = p[0], p[1], p[2]
        self._rest = p
    @classmethod
    def today(cls):
        p = _clock.parts(_clock.now())
        return cls(p[0], p[1], p[2])
    def weekday(self):
        return self._rest[7]
    def isoweekday(self):
        return self._rest[7] + 1
    def strftime(self, f):
        return _clock.format(self._us, f)
    def __format__(self, f):
        return self.strftime(f) if f else str(self)
    def isoformat(self):
        return self.strftime('%Y-%m-%d')
    def __str__(self):
        return self.isoformat()
    def __repr__(self):
        return 'datetime.date(%d, %d, %d)' % (self.year, self.month, self.day)
    def __eq__(self, other):
        return isinstance(other, date) and self._us == other._us
    def __lt__(self, other):
        return self._us < other._us
    def __gt__(self, other):
        return self._us > other._us
    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self._new(self._us - other._us)
        return timedelta(microseconds=self._us - other._us)
    def __add__(self, other):
        return self._new(self._us + other._us)
    def _new(self, us):
        p = _clock.parts(us)
        return date(p[0], p[1], p[2])

class datetime(date):
    def __init__(self, year, month, day, hour=0, minute=0, second=0, microsecond=0, tzinfo=None):
        self._at(_clock.make(year, month, day, hour, minute, second, microsecond), tzinfo)
    def _at(self, us, tz):
        self._set(us, tz)
        p = self._rest
        self.hour, self.minute, self.second, self.microsecond = p[3], p[4], p[5], p[6]
    def _new(self, us, tz=None):
        p = _clock.parts(us)
        return datetime(p[0], p[1], p[2], p[3], p[4], p[5], p[6], tz or self.tzinfo)
    @classmethod
    def now(cls, tz=None):
        p = _clock.parts(_clock.now())
        return cls(p[0], p[1], p[2], p[3], p[4], p[5], p[6], tz)
    @classmethod
    def today(cls):
        return cls.now()
    @classmethod
    def utcnow(cls):
        return cls.now()
    @classmethod
    def fromtimestamp(cls, t, tz=None):
        p = _clock.parts(int(t * 1000000))
        return cls(p[0], p[1], p[2], p[3], p[4], p[5], p[6], tz)
    def timestamp(self):
        return self._us / 1000000
    def date(self):
        return date(self.year, self.month, self.day)
    def isoformat(self, sep='T', timespec='auto'):
        s = self.strftime('%Y-%m-%d' + sep + '%H:%M:%S')
        if self.microsecond and timespec != 'seconds':
            s += '.%06d' % self.microsecond
        if self.tzinfo:
            s += '+00:00'
        return s
    def __str__(self):
        return self.isoformat(' ')
    def __repr__(self):
        parts = [self.year, self.month, self.day, self.hour, self.minute]
        if self.second or self.microsecond:
            parts.append(self.second)
        if self.microsecond:
            parts.append(self.microsecond)
        return 'datetime.datetime(' + ', '.join([str(p) for p in parts]) + ')'
