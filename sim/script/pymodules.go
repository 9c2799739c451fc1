package script

import (
	"math"
	"strings"
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
