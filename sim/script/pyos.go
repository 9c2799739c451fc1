package script

import (
	"path"
	"strings"

	"drydock/sim/proc"
)

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
