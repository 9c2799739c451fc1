package script

import (
	"math"
	"strings"

	"drydock/sim/proc"
)

func mathJS() *object {
	one := func(f func(float64) float64) nativeFn {
		return func(m *machine, c *args) (value, error) { x, err := m.toNumber(c.at(0)); return f(x), err }
	}
	best := func(pick func(a, b float64) float64, from float64) nativeFn {
		return func(m *machine, c *args) (value, error) {
			r := from
			for _, v := range c.list {
				x, err := m.toNumber(v)
				if err != nil {
					return nil, err
				}
				r = pick(r, x)
			}
			return r, nil
		}
	}
	o := natives("Math", map[string]nativeFn{"floor": one(math.Floor), "ceil": one(math.Ceil), "abs": one(math.Abs), "sqrt": one(math.Sqrt), "trunc": one(math.Trunc),
		"round": one(func(x float64) float64 { return math.Floor(x + 0.5) }), "max": best(math.Max, math.Inf(-1)), "min": best(math.Min, math.Inf(1)),
		"random": func(m *machine, c *args) (value, error) { return m.fraction(), nil },
		"pow":    func(m *machine, c *args) (value, error) { return math.Pow(m.numArg(c, 0, 0), m.numArg(c, 1, 0)), nil }})
	o.props.put("PI", math.Pi)
	return o
}

func (m *machine) processJS() *object {
	on := func(m *machine, c *args) (value, error) {
		name := m.textArg(c, 0)
		if sig, ok := proc.ParseSignal(name); ok && strings.HasPrefix(name, "SIG") {
			m.p.Catch |= proc.Of(sig)
			m.handlers.put(int64(sig), c.at(1))
		} else {
			m.handlers.put(name, c.at(1))
		}
		return c.self, nil
	}
	o := natives("process", map[string]nativeFn{
		"exit": func(m *machine, c *args) (value, error) {
			if nullish(c.at(0)) {
				f, _ := m.toNumber(m.exitValue())
				return nil, exit{int(f) & 0xff}
			}
			return nil, exit{int(m.numArg(c, 0, 0)) & 0xff}
		},
		"cwd": func(m *machine, c *args) (value, error) { return m.p.Dir, nil }, "on": on, "once": on,
		"chdir": func(m *machine, c *args) (value, error) {
			return undefined{}, m.fsError(m.p.Sys.Chdir(m.textArg(c, 0)), "chdir", m.textArg(c, 0))
		},
		"uptime": func(m *machine, c *args) (value, error) { return float64(m.p.Sys.Now().UnixMilli()%1e7) / 1000, nil },
		"getuid": func(m *machine, c *args) (value, error) { return float64(m.p.UID), nil }, "getgid": func(m *machine, c *args) (value, error) { return float64(m.p.GID), nil },
		"nextTick": func(m *machine, c *args) (value, error) {
			m.jobs = append(m.jobs, job{fn: c.at(0), args: c.list[min(1, len(c.list)):]})
			return undefined{}, nil
		},
		"kill": func(m *machine, c *args) (value, error) {
			pid, _ := whole(c.at(0))
			sig, _ := proc.ParseSignal("TERM")
			if len(c.list) > 1 {
				sig, _ = proc.ParseSignal(m.textArg(c, 1))
			}
			return true, m.fsError(m.p.Sys.Kill(int(pid), sig), "kill", "")
		},
		"memoryUsage": func(m *machine, c *args) (value, error) {
			u := &object{props: newDict()}
			for _, n := range []string{"rss", "heapTotal", "heapUsed", "external"} {
				u.props.put(n, 43e6)
			}
			return u, nil
		},
		"hrtime": func(m *machine, c *args) (value, error) {
			t := m.p.Sys.Now()
			return newList(float64(t.Unix()), float64(t.Nanosecond())), nil
		},
	})
	env := &object{props: newDict()}
	for _, kv := range m.p.Env {
		k, v, _ := strings.Cut(kv, "=")
		env.props.put(k, v)
	}
	argv := newList(m.executable())
	for _, a := range m.argv {
		argv.items = append(argv.items, a)
	}
	out := natives("stdout", map[string]nativeFn{"write": func(m *machine, c *args) (value, error) { return true, m.write(1, m.textArg(c, 0)) }})
	out.props.put("isTTY", m.p.Sys.IsTerminal(1))
	errs := natives("stderr", map[string]nativeFn{"write": func(m *machine, c *args) (value, error) { return true, m.write(2, m.textArg(c, 0)) }})
	versions := &object{props: newDict()}
	versions.props.put("node", m.nodeVersion())
	for _, kv := range []struct {
		name string
		v    value
	}{{"env", env}, {"argv", argv}, {"arch", "x64"}, {"title", "node"}, {"execPath", m.executable()}, {"stderr", errs}, {"versions", versions}, {"pid", float64(m.p.PID)}, {"platform", "linux"}, {"version", "v" + m.nodeVersion()}, {"stdout", out}} {
		o.props.put(kv.name, kv.v)
	}
	return o
}
