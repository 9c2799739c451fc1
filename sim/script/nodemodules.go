package script

import (
	"path"
	"strings"

	"drydock/sim/vfs"
)

func modulesJS() map[string]func(m *machine) *object {
	return map[string]func(m *machine) *object{
		"os": func(m *machine) *object {
			o := natives("os", map[string]nativeFn{"hostname": func(m *machine, c *args) (value, error) { return m.p.Sys.Hostname(), nil }, "platform": constant("linux"), "type": constant("Linux"), "arch": constant("x64"), "tmpdir": constant("/tmp"), "release": constant("6.12.0"), "homedir": func(m *machine, c *args) (value, error) { h, _ := m.p.Getenv("HOME"); return h, nil }})
			o.props.put("EOL", "\n")
			for _, kv := range []struct {
				name string
				v    value
			}{{"totalmem", 8e9}, {"freemem", 4e9}, {"uptime", 3600.0}, {"loadavg", newList(0.1, 0.1, 0.1)}} {
				o.props.put(kv.name, &native{name: kv.name, run: constant(kv.v)})
			}
			o.props.put("cpus", &native{name: "cpus", run: func(m *machine, c *args) (value, error) {
				return newList(&object{props: newDict()}, &object{props: newDict()}), nil
			}})
			o.props.put("networkInterfaces", &native{name: "networkInterfaces", run: func(m *machine, c *args) (value, error) {
				o := &object{props: newDict()}
				for _, i := range m.p.Sys.Interfaces() {
					if i.Addr.IsValid() {
						one := &object{props: newDict()}
						one.props.put("address", i.Addr.Addr().String())
						one.props.put("family", "IPv4")
						one.props.put("internal", i.Loopback)
						o.props.put(i.Name, newList(one))
					}
				}
				return o, nil
			}})
			return o
		},
		"path": func(m *machine) *object {
			return natives("path", map[string]nativeFn{
				"join": func(m *machine, c *args) (value, error) {
					var parts []string
					for i := range c.list {
						parts = append(parts, m.textArg(c, i))
					}
					return path.Join(parts...), nil
				},
				"normalize":  func(m *machine, c *args) (value, error) { return path.Clean(m.textArg(c, 0)), nil },
				"isAbsolute": func(m *machine, c *args) (value, error) { return path.IsAbs(m.textArg(c, 0)), nil },
				"relative": func(m *machine, c *args) (value, error) {
					return strings.TrimPrefix(strings.TrimPrefix(m.textArg(c, 1), m.textArg(c, 0)), "/"), nil
				},
				"resolve": func(m *machine, c *args) (value, error) {
					at := m.p.Dir
					for i := range c.list {
						if s := m.textArg(c, i); path.IsAbs(s) {
							at = s
						} else {
							at = path.Join(at, s)
						}
					}
					return at, nil
				},
				"basename": func(m *machine, c *args) (value, error) {
					base := path.Base(m.textArg(c, 0))
					if len(c.list) > 1 {
						base = strings.TrimSuffix(base, m.textArg(c, 1))
					}
					return base, nil
				},
				"dirname": func(m *machine, c *args) (value, error) { return path.Dir(m.textArg(c, 0)), nil },
				"extname": func(m *machine, c *args) (value, error) { return path.Ext(m.textArg(c, 0)), nil },
			})
		},
		"_io": ioModule, "_php": phpModule, "_crypto": cryptoModule, "_sqlite": sqliteModule,
		"_fs": func(m *machine) *object {
			return natives("_fs", map[string]nativeFn{
				"readFile": func(m *machine, c *args) (value, error) {
					name := m.textArg(c, 0)
					s, err := m.p.Sys.ReadFile(name)
					if st, e := m.p.Sys.Stat(name); e == nil && st.IsDir() {
						return nil, m.fsError(vfs.EISDIR, "read", "")
					}
					how := c.at(1)
					if o, ok := how.(*object); ok {
						how = o.props.At("encoding")
					}
					if how, ok := how.(string); ok {
						return encoded(s, how), m.fsError(err, "open", name)
					}
					return bytes(s), m.fsError(err, "open", name)
				},
				"stat": func(m *machine, c *args) (value, error) {
					st, err := m.p.Sys.Stat(m.textArg(c, 0))
					if err != nil {
						return nil, m.fsError(err, "stat", m.textArg(c, 0))
					}
					o := &object{props: newDict()}
					o.props.put("size", float64(st.Size))
					o.props.put("mode", float64(st.Mode.Perm()))
					o.props.put("uid", float64(st.UID))
					o.props.put("mtimeMs", float64(st.ModTime.UnixMilli()))
					o.props.put("dir", st.IsDir())
					return o, nil
				},
				"rename": func(m *machine, c *args) (value, error) {
					return undefined{}, m.fsError(m.p.Sys.Rename(m.textArg(c, 0), m.textArg(c, 1)), "rename", m.textArg(c, 0))
				},
				"rmdir": func(m *machine, c *args) (value, error) {
					return undefined{}, m.fsError(m.p.Sys.Remove(m.textArg(c, 0)), "rmdir", m.textArg(c, 0))
				},
				"realpath": func(m *machine, c *args) (value, error) {
					st, err := m.p.Sys.Stat(m.textArg(c, 0))
					return st.Path, m.fsError(err, "lstat", m.textArg(c, 0))
				},
				"writeFile": func(m *machine, c *args) (value, error) {
					return undefined{}, m.fsError(m.p.Sys.WriteFile(m.textArg(c, 0), m.textArg(c, 1), 0o666&^m.p.Umask), "open", m.textArg(c, 0))
				},
				"appendFile": func(m *machine, c *args) (value, error) {
					old, _ := m.p.Sys.ReadFile(m.textArg(c, 0))
					return undefined{}, m.fsError(m.p.Sys.WriteFile(m.textArg(c, 0), old+m.textArg(c, 1), 0o666&^m.p.Umask), "open", m.textArg(c, 0))
				},
				"exists": func(m *machine, c *args) (value, error) {
					_, err := m.p.Sys.Stat(m.textArg(c, 0))
					return err == nil, nil
				},
				"mkdir": func(m *machine, c *args) (value, error) {
					return undefined{}, m.fsError(m.p.Sys.Mkdir(m.textArg(c, 0), 0o777&^m.p.Umask), "mkdir", m.textArg(c, 0))
				},
				"unlink": func(m *machine, c *args) (value, error) {
					return undefined{}, m.fsError(m.p.Sys.Remove(m.textArg(c, 0)), "unlink", m.textArg(c, 0))
				},
				"readdir": func(m *machine, c *args) (value, error) {
					entries, err := m.p.Sys.ReadDir(m.textArg(c, 0))
					l := newList()
					for _, e := range entries {
						l.items = append(l.items, e.Name)
					}
					return l, m.fsError(err, "scandir", m.textArg(c, 0))
				},
			})
		},
	}
}

// fsError is an error of the machine as Node throws it.
func (m *machine) fsError(err error, call, name string) error {
	if err == nil {
		return nil
	}
	for _, e := range errnos {
		if e.err == err {
			text := strings.ToLower(err.Error())
			if err == vfs.EISDIR {
				text = "illegal operation on a directory"
			}
			text = e.code + ": " + text + ", " + call
			if name != "" {
				text += " '" + name + "'"
			}
			o := m.errorJS("Error", text).(*object)
			o.props.put("errno", float64(-e.no))
			o.props.put("code", e.code)
			o.props.put("syscall", call)
			if name != "" {
				o.props.put("path", name)
			}
			return &thrown{value: o}
		}
	}
	return m.throw("Error", err.Error())
}
