package script

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	"time"

	"drydock/sim/proc"
)

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
