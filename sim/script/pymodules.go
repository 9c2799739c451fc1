package script

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	"math"
	"path"
	"strings"
	"time"

	"drydock/sim/proc"
)

// pyModules are the modules of the standard library made of the machine's own
// functions.
func pyModules() map[string]func(m *machine) *object {
	return map[string]func(m *machine) *object{
		"sys": sysModule, "os": osModule, "os.path": pathModule, "time": timeModule, "json": jsonModule, "math": mathModule,
		"random": randomModule, "_net": netModule, "signal": signalModule, "hashlib": hashModule, "base64": base64Module,
		"platform": platformModule, "re": reModule, "_clock": clockModule, "_expr": exprModule, "_modules": modulesModule, "gc": func(m *machine) *object { return natives("gc", map[string]nativeFn{"collect": constant(int64(0))}) },
	}
}

func constant(v value) nativeFn { return func(*machine, *args) (value, error) { return v, nil } }

func sysModule(m *machine) *object {
	o := natives("sys", map[string]nativeFn{
		"exit": pyExit, "getrecursionlimit": constant(int64(mostFrames)), "setrecursionlimit": constant(nil), "getdefaultencoding": constant("utf-8"),
		"getsizeof": constant(int64(56)), "exc_info": constant(newTuple(nil, nil, nil)),
	})
	argv := newList()
	for _, a := range m.argv {
		argv.items = append(argv.items, a)
	}
	v := m.pyVersion()
	info := newTuple()
	for _, part := range strings.SplitN(v, ".", 3) {
		n := int64(0)
		for _, r := range part[:digits(part)] {
			n = n*10 + int64(r-'0')
		}
		info.items = append(info.items, n)
	}
	info.items = append(info.items, "final", int64(0))
	for _, f := range []struct {
		fd         int
		name, mode string
	}{{0, "stdin", "r"}, {1, "stdout", "w"}, {2, "stderr", "w"}} {
		if f.fd == 0 {
			m.stdin()
			so := m.modules.At("%stdin").(*object)
			so.class = m.lib.types["file"]
			o.props.put("stdin", so)
			continue
		}
		fo := m.fileObject(f.fd, "<"+f.name+">", f.mode)
		fo.props.put("encoding", "utf-8")
		fo.props.put("buffer", fo)
		o.props.put(f.name, fo)
	}
	paths := newList()
	for _, p := range append(m.searchPath(), m.siteDirs()...) {
		paths.items = append(paths.items, p)
	}
	for _, kv := range []struct {
		name string
		v    value
	}{{"argv", argv}, {"version", v + " (main, Oct 21 2026, 02:13:45) [GCC 14.2.0]"}, {"version_info", info}, {"platform", "linux"},
		{"executable", m.executable()}, {"path", paths}, {"modules", newDict()}, {"maxsize", int64(math.MaxInt64)}, {"byteorder", "little"}, {"prefix", "/usr/local"}} {
		o.props.put(kv.name, kv.v)
	}
	return o
}

func pathArg(m *machine, v value) (string, error) {
	if s, ok := v.(string); ok {
		return s, nil
	}
	if o, ok := v.(*object); ok {
		return m.str(o)
	}
	return "", m.throw("TypeError", "expected str, bytes or os.PathLike object, not "+m.typeName(v))
}

func onPath(do func(m *machine, p string, c *args) (value, error)) nativeFn {
	return func(m *machine, c *args) (value, error) {
		p, err := pathArg(m, c.arg(0, "path", "."))
		if err != nil {
			return nil, err
		}
		v, err := do(m, p, c)
		if err == nil {
			return v, nil
		}
		if _, ok := err.(*thrown); ok {
			return nil, err
		}
		return nil, m.osError(err, p)
	}
}

func osModule(m *machine) *object {
	o := natives("os", map[string]nativeFn{
		"getenv": func(m *machine, c *args) (value, error) {
			if v, ok := m.p.Getenv(plain(c.arg(0, "key", ""))); ok {
				return v, nil
			}
			return c.arg(1, "default", nil), nil
		},
		"getcwd":   func(m *machine, c *args) (value, error) { return m.p.Dir, nil },
		"getpid":   func(m *machine, c *args) (value, error) { return int64(m.p.PID), nil },
		"getppid":  func(m *machine, c *args) (value, error) { return int64(m.p.PPID), nil },
		"getuid":   func(m *machine, c *args) (value, error) { return int64(m.p.UID), nil },
		"geteuid":  func(m *machine, c *args) (value, error) { return int64(m.p.UID), nil },
		"getgid":   func(m *machine, c *args) (value, error) { return int64(m.p.GID), nil },
		"getlogin": func(m *machine, c *args) (value, error) { return "root", nil }, "cpu_count": constant(int64(2)),
		"uname": func(m *machine, c *args) (value, error) {
			o := &object{class: moduleClass, props: newDict()}
			for _, kv := range [][2]string{{"__name__", "uname_result"}, {"sysname", "Linux"}, {"nodename", m.p.Sys.Hostname()}, {"release", "6.12.0"}, {"version", "#1 SMP"}, {"machine", "x86_64"}} {
				o.props.put(kv[0], kv[1])
			}
			return o, nil
		},
		"listdir": onPath(func(m *machine, p string, c *args) (value, error) {
			entries, err := m.p.Sys.ReadDir(p)
			l := newList()
			for _, e := range entries {
				l.items = append(l.items, e.Name)
			}
			return l, err
		}),
		"mkdir": onPath(func(m *machine, p string, c *args) (value, error) { return nil, m.p.Sys.Mkdir(p, 0o777&^m.p.Umask) }),
		"makedirs": onPath(func(m *machine, p string, c *args) (value, error) {
			ok, _ := m.truth(c.arg(2, "exist_ok", false))
			if _, err := m.p.Sys.Stat(p); err == nil && !ok {
				return nil, m.p.Sys.Mkdir(p, 0o777)
			}
			at := ""
			if path.IsAbs(p) {
				at = "/"
			}
			for _, part := range strings.Split(strings.Trim(p, "/"), "/") {
				at = path.Join(at, part)
				if _, err := m.p.Sys.Stat(at); err == nil {
					continue
				}
				if err := m.p.Sys.Mkdir(at, 0o777&^m.p.Umask); err != nil {
					return nil, err
				}
			}
			return nil, nil
		}),
		"remove": onPath(func(m *machine, p string, c *args) (value, error) { return nil, m.p.Sys.Remove(p) }),
		"unlink": onPath(func(m *machine, p string, c *args) (value, error) { return nil, m.p.Sys.Remove(p) }),
		"rmdir":  onPath(func(m *machine, p string, c *args) (value, error) { return nil, m.p.Sys.Remove(p) }),
		"rename": onPath(func(m *machine, p string, c *args) (value, error) { return nil, m.p.Sys.Rename(p, plain(c.at(1))) }),
		"chdir":  onPath(func(m *machine, p string, c *args) (value, error) { return nil, m.p.Sys.Chdir(p) }),
		"kill": func(m *machine, c *args) (value, error) {
			pid, _ := whole(c.at(0))
			sig, _ := whole(c.at(1))
			if err := m.p.Sys.Kill(int(pid), proc.Signal(sig)); err != nil {
				return nil, m.throwArgs("ProcessLookupError", int64(3), err.Error())
			}
			return nil, nil
		},
		"_exit": func(m *machine, c *args) (value, error) { n, _ := whole(c.at(0)); return nil, exit{int(n) & 0xff} },
		"urandom": func(m *machine, c *args) (value, error) {
			n, _ := whole(c.at(0))
			out := make([]byte, min(max(n, 0), 1<<16))
			for i := range out {
				out[i] = byte(m.random() >> 11)
			}
			return bytes(out), nil
		},
	})
	env := newDict()
	for _, kv := range m.p.Env {
		k, v, _ := strings.Cut(kv, "=")
		env.put(k, v)
	}
	o.props.put("environ", env)
	for _, kv := range [][2]string{{"sep", "/"}, {"linesep", "\n"}, {"name", "posix"}, {"curdir", "."}} {
		o.props.put(kv[0], kv[1])
	}
	p := pathModule(m)
	m.modules.put("os.path", p)
	o.props.put("path", p)
	return o
}

func pathModule(m *machine) *object {
	str := func(f func(s string) value) nativeFn {
		return onPath(func(m *machine, p string, c *args) (value, error) { return f(p), nil })
	}
	return natives("posixpath", map[string]nativeFn{
		"join": func(m *machine, c *args) (value, error) {
			out := ""
			for _, v := range c.list {
				s, err := pathArg(m, v)
				if err != nil {
					return nil, err
				}
				switch {
				case strings.HasPrefix(s, "/") || out == "":
					out = s
				case strings.HasSuffix(out, "/"):
					out += s
				default:
					out += "/" + s
				}
			}
			return out, nil
		},
		"exists": onPath(func(m *machine, p string, c *args) (value, error) { _, err := m.p.Sys.Stat(p); return err == nil, nil }),
		"isfile": onPath(func(m *machine, p string, c *args) (value, error) {
			st, err := m.p.Sys.Stat(p)
			return err == nil && st.Mode.IsRegular(), nil
		}),
		"isdir": onPath(func(m *machine, p string, c *args) (value, error) {
			st, err := m.p.Sys.Stat(p)
			return err == nil && st.IsDir(), nil
		}),
		"basename": str(func(s string) value { return s[strings.LastIndex(s, "/")+1:] }),
		"dirname": str(func(s string) value {
			d := s[:strings.LastIndex(s, "/")+1]
			if t := strings.TrimRight(d, "/"); t != "" {
				return t
			}
			return d
		}),
		"splitext": str(func(s string) value {
			e := path.Ext(s)
			return newTuple(strings.TrimSuffix(s, e), e)
		}),
		"split": str(func(s string) value {
			i := strings.LastIndex(s, "/")
			return newTuple(strings.TrimRight(s[:i+1], "/"), s[i+1:])
		}),
		"isabs":    str(func(s string) value { return path.IsAbs(s) }),
		"normpath": str(func(s string) value { return path.Clean(s) }),
		"abspath":  onPath(func(m *machine, p string, c *args) (value, error) { return absPath(m, p), nil }),
		"realpath": onPath(func(m *machine, p string, c *args) (value, error) { return absPath(m, p), nil }),
		"expanduser": onPath(func(m *machine, p string, c *args) (value, error) {
			home, _ := m.p.Getenv("HOME")
			if p == "~" || strings.HasPrefix(p, "~/") {
				return home + p[1:], nil
			}
			return p, nil
		}),
		"getsize": onPath(func(m *machine, p string, c *args) (value, error) { st, err := m.p.Sys.Stat(p); return st.Size, err }),
		"getmtime": onPath(func(m *machine, p string, c *args) (value, error) {
			st, err := m.p.Sys.Stat(p)
			return float64(st.ModTime.Unix()), err
		}),
	})
}

func absPath(m *machine, p string) string {
	if path.IsAbs(p) {
		return path.Clean(p)
	}
	return path.Join(m.p.Dir, p)
}

func timeModule(m *machine) *object {
	return natives("time", map[string]nativeFn{
		"sleep": func(m *machine, c *args) (value, error) {
			f, ok := number(c.at(0))
			if !ok {
				return nil, m.throw("TypeError", "'"+m.typeName(c.at(0))+"' object cannot be interpreted as an integer")
			}
			if f < 0 {
				return nil, m.throw("ValueError", "sleep length must be non-negative")
			}
			return nil, m.sleep(time.Duration(min(f, 1e9) * 1e9))
		},
		"time":         func(m *machine, c *args) (value, error) { return float64(m.p.Sys.Now().UnixNano()/1000) / 1e6, nil },
		"time_ns":      func(m *machine, c *args) (value, error) { return m.p.Sys.Now().UnixNano(), nil },
		"monotonic":    func(m *machine, c *args) (value, error) { return float64(m.p.Sys.Now().UnixNano()%1e15) / 1e9, nil },
		"perf_counter": func(m *machine, c *args) (value, error) { return float64(m.p.Sys.Now().UnixNano()%1e15) / 1e9, nil },
		"strftime":     func(m *machine, c *args) (value, error) { return strftime(m.p.Sys.Now().UTC(), plain(c.at(0))), nil },
		"ctime": func(m *machine, c *args) (value, error) {
			return strftime(m.p.Sys.Now().UTC(), "%a %b %e %H:%M:%S %Y"), nil
		},
		"asctime": func(m *machine, c *args) (value, error) {
			return strftime(m.p.Sys.Now().UTC(), "%a %b %e %H:%M:%S %Y"), nil
		},
	})
}

// clockModule is what datetime is made of.
func clockModule(m *machine) *object {
	return natives("_clock", map[string]nativeFn{
		"now": func(m *machine, c *args) (value, error) { return m.p.Sys.Now().UnixMicro(), nil },
		"parts": func(m *machine, c *args) (value, error) {
			us, _ := whole(c.at(0))
			t := time.UnixMicro(us).UTC()
			return newTuple(int64(t.Year()), int64(t.Month()), int64(t.Day()), int64(t.Hour()), int64(t.Minute()), int64(t.Second()), int64(t.Nanosecond()/1000), int64((t.Weekday()+6)%7)), nil
		},
		"make": func(m *machine, c *args) (value, error) {
			var n [7]int
			for i := range n {
				v, _ := whole(c.arg(i, "", int64(0)))
				n[i] = int(v)
			}
			return time.Date(n[0], time.Month(n[1]), n[2], n[3], n[4], n[5], n[6]*1000, time.UTC).UnixMicro(), nil
		},
		"format": func(m *machine, c *args) (value, error) {
			us, _ := whole(c.at(0))
			return strftime(time.UnixMicro(us).UTC(), plain(c.at(1))), nil
		},
	})
}

// strftime formats a time. Source: strftime(3).
func strftime(t time.Time, f string) string {
	var b strings.Builder
	for i := 0; i < len(f); i++ {
		if f[i] != '%' || i+1 == len(f) {
			b.WriteByte(f[i])
			continue
		}
		i++
		layout, ok := map[byte]string{'Y': "2006", 'm': "01", 'd': "02", 'H': "15", 'M': "04", 'S': "05", 'y': "06", 'B': "January", 'b': "Jan", 'A': "Monday",
			'a': "Mon", 'I': "03", 'p': "PM", 'e': "_2", 'Z': "UTC", 'z': "-0700", 'j': "002", 'c': "Mon Jan _2 15:04:05 2006", 'x': "01/02/06", 'X': "15:04:05", 'F': "2006-01-02", 'T': "15:04:05"}[f[i]]
		switch {
		case ok:
			b.WriteString(t.Format(layout))
		case f[i] == 'f':
			b.WriteString(pad(itoa(t.Nanosecond()/1000), 6))
		case f[i] == 's':
			b.WriteString(itoa(int(t.Unix())))
		case f[i] == '%':
			b.WriteByte('%')
		default:
			b.WriteString(f[i-1 : i+1])
		}
	}
	return b.String()
}

func mathModule(m *machine) *object {
	one := func(f func(x float64) float64) nativeFn {
		return func(m *machine, c *args) (value, error) {
			x, ok := number(c.at(0))
			if !ok {
				return nil, m.throw("TypeError", "must be real number, not "+m.typeName(c.at(0)))
			}
			r := f(x)
			if r != r && x == x {
				return nil, m.throw("ValueError", "math domain error")
			}
			return r, nil
		}
	}
	integer := func(f func(x float64) float64) nativeFn {
		return func(m *machine, c *args) (value, error) {
			x, ok := number(c.at(0))
			if !ok {
				return nil, m.throw("TypeError", "must be real number, not "+m.typeName(c.at(0)))
			}
			return int64(f(x)), nil
		}
	}
	o := natives("math", map[string]nativeFn{
		"sqrt": one(math.Sqrt), "sin": one(math.Sin), "cos": one(math.Cos), "tan": one(math.Tan), "exp": one(math.Exp), "log10": one(math.Log10),
		"log2": one(math.Log2), "fabs": one(math.Abs), "atan": one(math.Atan), "radians": one(func(x float64) float64 { return x * math.Pi / 180 }),
		"floor": integer(math.Floor), "ceil": integer(math.Ceil), "trunc": integer(math.Trunc),
		"log": func(m *machine, c *args) (value, error) {
			x, _ := number(c.at(0))
			if x <= 0 {
				return nil, m.throw("ValueError", "math domain error")
			}
			if b, ok := number(c.at(1)); ok {
				return math.Log(x) / math.Log(b), nil
			}
			return math.Log(x), nil
		},
		"pow": func(m *machine, c *args) (value, error) {
			x, _ := number(c.at(0))
			y, _ := number(c.at(1))
			return math.Pow(x, y), nil
		},
		"gcd": func(m *machine, c *args) (value, error) {
			a, _ := whole(c.at(0))
			b, _ := whole(c.at(1))
			for b != 0 {
				a, b = b, a%b
			}
			return max(a, -a), nil
		},
		"factorial": func(m *machine, c *args) (value, error) {
			n, _ := whole(c.at(0))
			if n > 20 {
				return nil, m.throw("OverflowError", "integers of more than 64 bits are not simulated")
			}
			r := int64(1)
			for i := int64(2); i <= n; i++ {
				r *= i
			}
			return r, nil
		},
		"isnan": func(m *machine, c *args) (value, error) { x, _ := number(c.at(0)); return x != x, nil },
	})
	o.props.put("pi", math.Pi)
	o.props.put("e", math.E)
	o.props.put("inf", math.Inf(1))
	o.props.put("nan", math.NaN())
	return o
}

// random is the next number of the process: the same in every run of a world.
func (m *machine) random() uint64 {
	if m.seed == 0 {
		h := uint64(14695981039346656037)
		for _, b := range []byte(m.p.Sys.Hostname()) {
			h = (h ^ uint64(b)) * 1099511628211
		}
		m.seed = h ^ uint64(m.p.Sys.Now().UnixNano())*0x9e3779b97f4a7c15 ^ uint64(m.p.PID)<<32 | 1
	}
	m.seed += 0x9e3779b97f4a7c15
	z := m.seed
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

func (m *machine) fraction() float64 { return float64(m.random()>>11) / (1 << 53) }

func randomModule(m *machine) *object {
	between := func(m *machine, a, b int64) (value, error) {
		if b < a {
			return nil, m.throw("ValueError", "empty range for randrange()")
		}
		return a + int64(m.random()%uint64(b-a+1)), nil
	}
	return natives("random", map[string]nativeFn{
		"random": func(m *machine, c *args) (value, error) { return m.fraction(), nil },
		"getrandbits": func(m *machine, c *args) (value, error) { // of at most 63 bits
			n, _ := whole(c.at(0))
			return int64(m.random() >> (64 - max(1, min(n, 63)))), nil
		},
		"seed": func(m *machine, c *args) (value, error) {
			n, _ := whole(c.arg(0, "", int64(1)))
			m.seed = uint64(n)*2 + 1
			return nil, nil
		},
		"randint": func(m *machine, c *args) (value, error) {
			a, _ := whole(c.at(0))
			b, _ := whole(c.at(1))
			return between(m, a, b)
		},
		"randrange": func(m *machine, c *args) (value, error) {
			a, _ := whole(c.at(0))
			if b, ok := whole(c.at(1)); ok {
				return between(m, a, b-1)
			}
			return between(m, 0, a-1)
		},
		"uniform": func(m *machine, c *args) (value, error) {
			a, _ := number(c.at(0))
			b, _ := number(c.at(1))
			return a + (b-a)*m.fraction(), nil
		},
		"choice": func(m *machine, c *args) (value, error) {
			all, err := m.spread(c.at(0))
			if err != nil {
				return nil, err
			}
			if len(all) == 0 {
				return nil, m.throw("IndexError", "Cannot choose from an empty sequence")
			}
			return all[m.random()%uint64(len(all))], nil
		},
		"choices": func(m *machine, c *args) (value, error) {
			all, err := m.spread(c.at(0))
			k, _ := whole(c.arg(9, "k", int64(1)))
			l := newList()
			for ; k > 0 && len(all) > 0 && len(l.items) < 1<<16; k-- {
				l.items = append(l.items, all[m.random()%uint64(len(all))])
			}
			return l, err
		},
		"sample": func(m *machine, c *args) (value, error) {
			all, err := m.spread(c.at(0))
			all = append([]value(nil), all...)
			k, _ := whole(c.arg(1, "k", int64(1)))
			l := newList()
			for ; k > 0 && len(all) > 0; k-- {
				i := m.random() % uint64(len(all))
				l.items = append(l.items, all[i])
				all = append(all[:i], all[i+1:]...)
			}
			return l, err
		},
		"shuffle": func(m *machine, c *args) (value, error) {
			if l, ok := c.at(0).(*list); ok {
				for i := len(l.items) - 1; i > 0; i-- {
					j := m.random() % uint64(i+1)
					l.items[i], l.items[j] = l.items[j], l.items[i]
				}
			}
			return nil, nil
		},
	})
}

func signalModule(m *machine) *object {
	o := natives("signal", map[string]nativeFn{
		"signal": func(m *machine, c *args) (value, error) {
			n, _ := whole(c.at(0))
			if n < 1 || n > 64 {
				return nil, m.throw("ValueError", "signal number out of range")
			}
			sig := proc.Signal(n)
			switch c.at(1) {
			case "SIG_IGN":
				m.p.Ignore |= proc.Of(sig)
				m.p.Catch &^= proc.Of(sig)
			case "SIG_DFL":
				m.p.Ignore &^= proc.Of(sig)
				m.p.Catch &^= proc.Of(sig)
			default:
				m.p.Catch |= proc.Of(sig)
				m.handlers.put(n, c.at(1))
			}
			return nil, nil
		},
		"pause": func(m *machine, c *args) (value, error) { return nil, m.sleep(time.Hour * 24 * 365) },
	})
	for _, s := range []proc.Signal{proc.SIGHUP, proc.SIGINT, proc.SIGQUIT, proc.SIGKILL, proc.SIGUSR1, proc.SIGUSR2, proc.SIGTERM, proc.SIGALRM, proc.SIGCHLD} {
		o.props.put("SIG"+s.Name(), int64(s))
	}
	o.props.put("SIG_IGN", "SIG_IGN")
	o.props.put("SIG_DFL", "SIG_DFL")
	return o
}

func hashModule(m *machine) *object {
	sum := func(name string, f func(s string) string) nativeFn {
		return func(m *machine, c *args) (value, error) {
			b, _ := c.arg(0, "", bytes("")).(bytes)
			d := f(string(b))
			return natives(name, map[string]nativeFn{
				"digest":    constant(bytes(d)),
				"hexdigest": func(m *machine, _ *args) (value, error) { return bytesMethods["hex"](m, &args{self: bytes(d)}) },
			}), nil
		}
	}
	return natives("hashlib", map[string]nativeFn{
		"md5":    sum("md5", func(s string) string { h := md5.Sum([]byte(s)); return string(h[:]) }),
		"sha1":   sum("sha1", func(s string) string { h := sha1.Sum([]byte(s)); return string(h[:]) }),
		"sha256": sum("sha256", func(s string) string { h := sha256.Sum256([]byte(s)); return string(h[:]) }),
	})
}

func base64Module(m *machine) *object {
	return natives("base64", map[string]nativeFn{
		"b64encode": func(m *machine, c *args) (value, error) {
			b, _ := c.at(0).(bytes)
			return bytes(base64.StdEncoding.EncodeToString([]byte(b))), nil
		},
		"b64decode": func(m *machine, c *args) (value, error) {
			s, _ := c.at(0).(bytes)
			if t, ok := c.at(0).(string); ok {
				s = bytes(t)
			}
			out, err := base64.StdEncoding.DecodeString(string(s))
			if err != nil {
				return nil, m.throw("ValueError", "Incorrect padding")
			}
			return bytes(out), nil
		},
	})
}

func platformModule(m *machine) *object {
	return natives("platform", map[string]nativeFn{
		"node": func(m *machine, c *args) (value, error) { return m.p.Sys.Hostname(), nil }, "system": constant("Linux"), "machine": constant("x86_64"),
		"release": constant("6.12.0"), "python_version": func(m *machine, c *args) (value, error) { return m.pyVersion(), nil }, "processor": constant(""),
		"platform":              func(m *machine, c *args) (value, error) { return "Linux-6.12.0-x86_64-with-glibc2.41", nil },
		"python_implementation": constant("CPython"),
	})
}
