package script

import (
	"path"
	"strings"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// Node is the interpreter node: it runs a file, -e, or standard input. What it
// says of itself is what the image's NODE_VERSION says.
func Node(p *proc.Proc, _ proc.Event) {
	m := newMachine(p, javascript)
	p.Ignore |= proc.Of(proc.SIGPIPE)
	m.startNode(p.Argv[min(1, len(p.Argv)):])
	m.live()
}

func (m *machine) nodeVersion() string {
	if v, ok := m.p.Getenv("NODE_VERSION"); ok && v != "" {
		return v
	}
	return "22.20.0"
}

func (m *machine) startNode(argv []string) {
	for len(argv) > 0 && strings.HasPrefix(argv[0], "-") {
		switch a := argv[0]; a {
		case "-v", "--version":
			m.write(1, "v"+m.nodeVersion()+"\n")
			m.end(0)
			return
		case "-r", "--require", "--env-file":
			argv = argv[min(2, len(argv)):]
		case "-e", "--eval", "-p", "--print", "-pe":
			if len(argv) < 2 {
				m.write(2, m.p.Argv[0]+": "+a+" requires an argument\n")
				m.end(9)
				return
			}
			src := argv[1]
			if a != "-e" && a != "--eval" {
				src = "console.log(" + strings.TrimRight(src, "; \n") + ")"
			}
			m.argv = argv[2:]
			m.runSourceJS("[eval]", src, m.p.Dir)
			return
		default:
			argv = argv[1:]
		}
	}
	if len(argv) == 0 {
		if m.p.Sys.IsTerminal(0) {
			m.write(1, "Welcome to Node.js v"+m.nodeVersion()+".\nType \".help\" for more information.\n")
			m.modules.put("%path", m.p.Dir)
			m.interact = &session{}
			return
		}
		m.interact = &session{all: true}
		return
	}
	full := absPath(m, argv[0])
	file, text, ok := m.scriptFile(full)
	if !ok {
		m.write(2, "node:internal/modules/cjs/loader\n  throw err;\n  ^\n\nError: Cannot find module '"+full+"'\n    at node:internal/main/run_main_module {\n  code: 'MODULE_NOT_FOUND',\n  requireStack: []\n}\n\nNode.js v"+m.nodeVersion()+"\n")
		m.end(1)
		return
	}
	m.argv = append([]string{file}, argv[1:]...)
	m.runSourceJS(file, text, path.Dir(file))
}

// scriptFile finds the file of a module: its name as it is, with an ending,
// or a directory with what its package.json names as main.
func (m *machine) scriptFile(full string) (file, text string, ok bool) {
	main := ""
	if text, err := m.p.Sys.ReadFile(full + "/package.json"); err == nil {
		if v, wrong, _ := m.parseJSON(text); wrong == "" {
			if o, is := v.(*object); is {
				main = plain(o.props.At("main"))
			}
		}
	}
	names := []string{full, full + ".js", full + ".cjs", full + ".mjs", full + ".json"}
	if main != "" {
		at := path.Join(full, main)
		names = append(names, at, at+".js", at+"/index.js")
	}
	for _, c := range append(names, full+"/index.js", full+"/index.mjs") {
		if st, err := m.p.Sys.Stat(c); err == nil && !st.IsDir() {
			if text, err := m.p.Sys.ReadFile(c); err == nil {
				return c, text, true
			}
		}
	}
	return "", "", false
}

func (m *machine) compileJS(file, text string) (*code, *broken) {
	m.used += len(text) / 4
	if len(text) > 1<<20 {
		return nil, &broken{file: file, line: 1, text: "a program of more than 1 MiB is not simulated", plain: true}
	}
	body, esm, bad := parseModuleJS(file, text)
	if bad != nil {
		return nil, bad
	}
	c, bad := compile(javascript, file, "<module>", body, nil)
	c.esm = esm
	return c, bad
}

func (m *machine) runSourceJS(file, text, dir string) {
	m.remember(file, text)
	m.modules.put("%path", dir)
	m.modules.put("%main", file)
	code, bad := m.compileJS(file, text)
	if bad == nil && code.esm && !m.takesImports(file) {
		bad = &broken{file: file, line: code.places[0].line, text: "Cannot use import statement outside a module"}
		m.write(2, "(node:"+itoa(m.p.PID)+") Warning: To load an ES module, set \"type\": \"module\" in the package.json or use the .mjs extension.\n(Use `node --trace-warnings ...` to show where the warning was created)\n")
	}
	if bad == nil {
		fr := &frame{code: code, env: m.globals, fenv: m.globals, this: undefined{}, drop: true}
		if code.esm && strings.Contains(text, "await") {
			fr.promise = &promise{}
		}
		m.frames = append(m.frames, fr)
		return
	}
	if bad.plain {
		m.write(2, "node: "+bad.file+":"+itoa(bad.line)+": "+bad.text+"\n")
	} else {
		line, _ := m.sources.line(file, bad.line)
		m.write(2, file+":"+itoa(bad.line)+"\n"+line+"\n"+strings.Repeat(" ", max(bad.col, 0))+"^\n\nSyntaxError: "+bad.text+"\n\nNode.js v"+m.nodeVersion()+"\n")
	}
	m.end(1)
}

// takesImports tells whether a file may have import statements: Node finds out
// by itself since 22.7 and 20.19, before it asks package.json.
func (m *machine) takesImports(file string) bool {
	if strings.HasSuffix(file, ".mjs") || m.nodeMajor() >= 20 {
		return true
	}
	for dir := path.Dir(file); ; dir = path.Dir(dir) {
		if text, err := m.p.Sys.ReadFile(path.Join(dir, "package.json")); err == nil {
			v, _, _ := m.parseJSON(text)
			o, ok := v.(*object)
			return ok && o.props.At("type") == "module"
		}
		if dir == "/" || dir == "." {
			return false
		}
	}
}

func (m *machine) nodeMajor() int { return int(leadingInt(m.nodeVersion(), 10)) }

// answerJS runs what was typed at a session once it is whole.
func (m *machine) answerJS(s session) error {
	text := strings.TrimSpace(s.text)
	m.interact = &session{count: s.count}
	if fn, ok := m.globals.vars.text("%line"); ok && text != "" {
		v, err := m.invoke(fn, text)
		if err != nil {
			return err
		}
		text = plain(v)
	}
	switch text {
	case "":
		return nil
	case ".exit":
		return exit{0}
	case ".help":
		m.write(1, ".exit     Exit the REPL\n.help     Print this help message\n\nPress Ctrl+C to abort current expression, Ctrl+D to exit the REPL\n")
		return nil
	}
	file := "REPL" + itoa(s.count+1)
	body, bad := parseJavaScript(file, text)
	if bad != nil && (bad.text == "Unexpected end of input" || strings.HasPrefix(bad.text, "Unterminated template")) {
		m.interact = &session{count: s.count, text: s.text}
		return nil
	}
	m.interact = &session{count: s.count + 1}
	return m.runTyped(file, text, body, bad)
}

func (m *machine) runTyped(file, text string, body []*node, bad *broken) error {
	m.remember(file, text)
	var c *code
	if bad == nil {
		last := len(body) - 1
		if last < 0 || body[last].kind != kExpr {
			body = append(body, &node{kind: kExpr, kids: []*node{{kind: kConst, val: undefined{}}}})
			last = len(body) - 1
		}
		body[last].flag = true
		if _, ok := m.globals.vars.text("%show"); ok {
			e := body[last].kids[0]
			body[last].kids = []*node{{kind: kCall, pos: e.pos, kids: []*node{{kind: kName, text: "%show", pos: e.pos}, e}}}
		}
		c, bad = compile(javascript, file, "<module>", body, nil)
	}
	if bad != nil {
		m.write(1, "Uncaught SyntaxError: "+bad.text+"\n")
		return nil
	}
	m.frames = append(m.frames, &frame{code: c, env: m.globals, fenv: m.globals, this: undefined{}, drop: true})
	return nil
}

// echoJS shows the value of what was typed at a session.
func (m *machine) echoJS(v value) error {
	if _, ok := m.globals.vars.text("%show"); ok {
		if v == "" {
			return nil
		}
		return m.write(1, plain(v)+"\n")
	}
	return m.write(1, m.shownJS(v)+"\n")
}

// shownJS is a value as a session shows it: a string in quotes.
func (m *machine) shownJS(v value) string {
	if s, ok := v.(string); ok {
		return m.inspectAt(s, 1)
	}
	return m.inspect(v)
}

func (m *machine) finishedJS() error {
	if fn, ok := m.handlers.get("exit"); ok && callable(fn) {
		m.handlers.del("exit")
		return m.root(fn, nil, []value{0.0})
	}
	code, _ := m.toNumber(m.exitValue())
	return exit{int(code) & 0xff}
}

// exitValue is process.exitCode.
func (m *machine) exitValue() value {
	if o, ok := m.modules.At("%global process").(*object); ok {
		if v, ok := o.props.text("exitCode"); ok {
			return v
		}
	}
	return 0.0
}

// loaderStack is what Node's loader adds to a missing module.
const loaderStack = "    at Function._resolveFilename (node:internal/modules/cjs/loader:1225:15)\n    at Function._load (node:internal/modules/cjs/loader:1055:27)\n    at TracingChannel.traceSync (node:diagnostics_channel:322:14)\n    at wrapModuleLoad (node:internal/modules/cjs/loader:220:24)\n    at Module.require (node:internal/modules/cjs/loader:1311:12)\n    at require (node:internal/modules/helpers:136:16)"

// stackJS is a trace as the stack of an error shows it: ten lines, those of
// the libraries left out.
func stackJS(trace []tracePoint) string {
	out, n := "", 0
	for i := len(trace) - 1; i >= 0 && n < 10; i-- {
		at := trace[i]
		if strings.HasPrefix(at.file, "<") {
			continue
		}
		n++
		where := at.file + ":" + itoa(at.pos.line) + ":" + itoa(at.pos.col+1)
		switch at.name {
		case "":
			out += "\n    at " + where
		case "<module>":
			out += "\n    at Object.<anonymous> (" + where + ")"
		default:
			out += "\n    at " + at.name + " (" + where + ")"
		}
	}
	return out
}

// here is where the program is, as a trace.
func (m *machine) here() (trace []tracePoint) {
	for _, f := range m.frames[max(0, len(m.frames)-20):] {
		trace = append(trace, tracePoint{f.code.file, f.code.name, f.code.places[max(f.pc-1, 0)]})
	}
	return trace
}

// uncaughtJS prints an exception that nobody caught, with its line, and ends the program.
func (m *machine) uncaughtJS(t *thrown) {
	o, isObject := t.value.(*object)
	isError := isObject && o.class != nil && o.class.is(errorClassJS)
	if fn, ok := m.handlers.get("uncaughtException"); ok && callable(fn) {
		if m.root(fn, nil, []value{t.value, "uncaughtException"}) == nil {
			return
		}
	}
	if isError && o.props.At("%at") == nil {
		o.props.put("%at", stackJS(t.trace))
	}
	text := m.inspect(t.value)
	if m.interact != nil && !m.interact.all {
		if isError {
			text, _ = m.strJS(o)
		}
		switch {
		case m.interact.queue != nil:
			m.write(2, text+"\n")
			m.end(1)
		case m.globals.vars.At("%prompt") != nil:
			m.write(1, text+"\n")
		default:
			m.write(1, "Uncaught "+text+"\n")
		}
		return
	}
	out := ""
	for i := len(t.trace) - 1; i >= 0; i-- {
		at := t.trace[i]
		if at.file == "<events>" {
			out = "node:events:502\n      throw er; // Unhandled 'error' event\n      ^\n\n"
			break
		}
		if line, ok := m.sources.line(at.file, at.pos.line); ok && !strings.HasPrefix(at.file, "<") {
			out = at.file + ":" + itoa(at.pos.line) + "\n" + line + "\n" + strings.Repeat(" ", at.pos.col) + strings.Repeat("^", max(1, min(at.pos.end, len(line))-at.pos.col)) + "\n\n"
			break
		}
	}
	switch {
	case isError && o.props.At("code") == "MODULE_NOT_FOUND":
		out = "node:internal/modules/cjs/loader:1228\n  throw err;\n  ^\n\n"
	case !isError:
		text += "\n(Use `node --trace-uncaught ...` to show where the exception was thrown)"
	}
	m.write(2, out+text+"\n\nNode.js v"+m.nodeVersion()+"\n")
	m.end(1)
}

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
