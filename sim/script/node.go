package script

import (
	"path"
	"strings"

	"drydock/sim/http1"
	"drydock/sim/proc"
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
		case "-e", "--eval", "-p", "--print":
			if len(argv) < 2 {
				m.write(2, m.p.Argv[0]+": "+a+" requires an argument\n")
				m.end(9)
				return
			}
			src := argv[1]
			if a == "-p" || a == "--print" {
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
			m.write(2, "node: a session at the terminal is not simulated\n")
			m.end(1)
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

func (m *machine) scriptFile(full string) (file, text string, ok bool) {
	for _, c := range []string{full, full + ".js", full + ".cjs", full + ".json", full + "/index.js"} {
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
	body, bad := parseJavaScript(file, text)
	if bad != nil {
		return nil, bad
	}
	return compile(javascript, file, "<module>", body, nil)
}

func (m *machine) runSourceJS(file, text, dir string) {
	m.remember(file, text)
	m.modules.put("%path", dir)
	code, bad := m.compileJS(file, text)
	if bad == nil {
		m.frames = append(m.frames, &frame{code: code, env: m.globals, fenv: m.globals, this: undefined{}, drop: true})
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

func (m *machine) answerJS(session) error { return exit{1} }

func (m *machine) finishedJS() error { return exit{0} }

// uncaughtJS prints an exception that nobody caught, with its line, and ends the program.
func (m *machine) uncaughtJS(t *thrown) {
	out := ""
	if n := len(t.trace); n > 0 {
		at := t.trace[n-1]
		if line, ok := m.sources.line(at.file, at.pos.line); ok {
			out = at.file + ":" + itoa(at.pos.line) + "\n" + line + "\n" + strings.Repeat(" ", at.pos.col) + strings.Repeat("^", max(1, min(at.pos.end, len(line))-at.pos.col)) + "\n\n"
		}
	}
	text, isError := m.inspect(t.value), false
	if o, ok := t.value.(*object); ok && o.class != nil && o.class.is(errorClassJS) {
		isError = true
		text, _ = m.strJS(o)
		for i := len(t.trace) - 1; i >= 0; i-- {
			at := t.trace[i]
			name := at.name
			if name == "<module>" {
				name = "Object.<anonymous>"
			}
			text += "\n    at " + name + " (" + at.file + ":" + itoa(at.pos.line) + ":" + itoa(at.pos.col+1) + ")"
		}
	}
	if !isError {
		text = "Uncaught:\n" + text
	}
	m.write(2, out+text+"\n\nNode.js v"+m.nodeVersion()+"\n")
	m.end(1)
}

func (m *machine) importJS(*frame, string) error {
	return m.throw("SyntaxError", "import is not simulated")
}

func (m *machine) regex(string, string) (value, error) {
	return nil, m.throw("SyntaxError", "regular expressions are not simulated in JavaScript")
}

// requireJS is require of a module of Node or of a file of the program's own.
func requireJS(m *machine, c *args) (value, error) {
	name := strings.TrimPrefix(m.textArg(c, 0), "node:")
	if v, ok := m.modules.text("%require " + name); ok {
		return v, nil
	}
	if make, ok := m.lib.modules[name]; ok {
		o := make(m)
		m.modules.put("%require "+name, o)
		return o, nil
	}
	if !strings.HasPrefix(name, ".") && !strings.HasPrefix(name, "/") {
		return nil, m.throw("Error", "Cannot find module '"+name+"'")
	}
	dir, _ := m.modules.text("%path")
	if f := m.frames[len(m.frames)-1]; path.IsAbs(f.code.file) {
		dir = path.Dir(f.code.file)
	}
	full := path.Join(plain(dir), name)
	if path.IsAbs(name) {
		full = name
	}
	file, text, ok := m.scriptFile(full)
	if !ok {
		return nil, m.throw("Error", "Cannot find module '"+name+"'")
	}
	if v, ok := m.modules.text("%require " + file); ok {
		o, _ := v.(*object)
		e, _ := o.props.text("exports")
		return e, nil
	}
	if strings.HasSuffix(file, ".json") {
		v, wrong, _ := m.parseJSON(text)
		if wrong != "" {
			return nil, m.throw("SyntaxError", file+": "+wrong)
		}
		return v, nil
	}
	m.remember(file, text)
	code, bad := m.compileJS(file, text)
	if bad != nil {
		return nil, m.throw("SyntaxError", file+":"+itoa(bad.line)+": "+bad.text)
	}
	mod := &object{props: newDict()}
	exports := &object{props: newDict()}
	mod.props.put("exports", exports)
	m.modules.put("%require "+file, mod)
	e := &env{vars: newDict(), fn: true}
	e.vars.put("module", mod)
	e.vars.put("exports", exports)
	e.vars.put("__filename", file)
	e.vars.put("__dirname", path.Dir(file))
	if _, err := m.invoke(&function{code: code, env: e}); err != nil {
		return nil, err
	}
	v, _ := mod.props.text("exports")
	return v, nil
}

func modulesJS() map[string]func(m *machine) *object {
	return map[string]func(m *machine) *object{
		"os": func(m *machine) *object {
			o := natives("os", map[string]nativeFn{"hostname": func(m *machine, c *args) (value, error) { return m.p.Sys.Hostname(), nil }, "platform": constant("linux"), "type": constant("Linux"), "arch": constant("x64"), "tmpdir": constant("/tmp"), "release": constant("6.12.0"), "homedir": func(m *machine, c *args) (value, error) { h, _ := m.p.Getenv("HOME"); return h, nil }})
			o.props.put("EOL", "\n")
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
				"basename": func(m *machine, c *args) (value, error) { return path.Base(m.textArg(c, 0)), nil },
				"dirname":  func(m *machine, c *args) (value, error) { return path.Dir(m.textArg(c, 0)), nil },
				"extname":  func(m *machine, c *args) (value, error) { return path.Ext(m.textArg(c, 0)), nil },
			})
		},
		"fs": func(m *machine) *object {
			return natives("fs", map[string]nativeFn{
				"readFileSync": func(m *machine, c *args) (value, error) {
					s, err := m.p.Sys.ReadFile(m.textArg(c, 0))
					return s, m.fsError(err, "open", m.textArg(c, 0))
				},
				"writeFileSync": func(m *machine, c *args) (value, error) {
					return undefined{}, m.fsError(m.p.Sys.WriteFile(m.textArg(c, 0), m.textArg(c, 1), 0o666&^m.p.Umask), "open", m.textArg(c, 0))
				},
				"appendFileSync": func(m *machine, c *args) (value, error) {
					old, _ := m.p.Sys.ReadFile(m.textArg(c, 0))
					return undefined{}, m.fsError(m.p.Sys.WriteFile(m.textArg(c, 0), old+m.textArg(c, 1), 0o666&^m.p.Umask), "open", m.textArg(c, 0))
				},
				"existsSync": func(m *machine, c *args) (value, error) {
					_, err := m.p.Sys.Stat(m.textArg(c, 0))
					return err == nil, nil
				},
				"mkdirSync": func(m *machine, c *args) (value, error) {
					return undefined{}, m.fsError(m.p.Sys.Mkdir(m.textArg(c, 0), 0o777&^m.p.Umask), "mkdir", m.textArg(c, 0))
				},
				"unlinkSync": func(m *machine, c *args) (value, error) {
					return undefined{}, m.fsError(m.p.Sys.Remove(m.textArg(c, 0)), "unlink", m.textArg(c, 0))
				},
				"readdirSync": func(m *machine, c *args) (value, error) {
					entries, err := m.p.Sys.ReadDir(m.textArg(c, 0))
					l := newList()
					for _, e := range entries {
						l.items = append(l.items, e.Name)
					}
					return l, m.fsError(err, "scandir", m.textArg(c, 0))
				},
			})
		},
		"http": func(m *machine) *object {
			return natives("http", map[string]nativeFn{"createServer": func(m *machine, c *args) (value, error) {
				fn := c.at(0)
				server := &object{props: newDict()}
				server.props.put("listen", &native{name: "listen", self: newList(server, fn), run: listenJS})
				server.props.put("close", &native{name: "close", run: constant(undefined{})})
				return server, nil
			}})
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
			o := m.errorJS("Error", e.code+": "+strings.ToLower(err.Error())+", "+call+" '"+name+"'").(*object)
			o.props.put("code", e.code)
			return &thrown{value: o}
		}
	}
	return m.throw("Error", err.Error())
}

// listenJS is server.listen(port, [host], [callback]).
func listenJS(m *machine, c *args) (value, error) {
	pair := c.self.(*list)
	port, _ := m.toNumber(c.at(0))
	host := ""
	if s, ok := c.at(1).(string); ok {
		host = s
	}
	fd, err := m.listen(host, int(port))
	if err != nil {
		return nil, m.throw("Error", "listen EADDRINUSE: "+strings.ToLower(err.Error())+" :::"+numberJS(port))
	}
	m.watches = append(m.watches, watch{fd: fd, fn: pair.items[1]})
	if n := len(c.list); n > 0 && callable(c.list[n-1]) {
		m.jobs = append(m.jobs, job{fn: c.list[n-1]})
	}
	return pair.items[0], nil
}

// poll takes connections and whole requests to their handlers.
func (m *machine) poll() (bool, error) {
	for _, w := range m.watches {
		if !w.conn {
			if fd, from, err := m.p.Sys.Accept(w.fd); err == nil {
				m.watches = append(m.watches[:len(m.watches):len(m.watches)], watch{fd: fd, fn: w.fn, conn: true, from: from.Addr().Unmap().String()})
				return true, nil
			}
			continue
		}
		s := m.conn(w.fd)
		r, n, err := http1.ReadRequest(s.rest)
		if err == http1.ErrMore && !s.ended {
			if m.fill(s) == nil {
				return true, nil
			}
			continue
		}
		if err != nil {
			m.forget(w.fd)
			return true, nil
		}
		s.rest = s.rest[n:]
		return true, m.root(w.fn, nil, []value{m.requestJS(r, w), m.responseJS(r, w.fd)})
	}
	return false, nil
}

func (m *machine) forget(fd int) {
	var kept []watch
	for _, w := range m.watches {
		if w.fd != fd {
			kept = append(kept, w)
		}
	}
	m.watches = kept
	m.hangUp(fd)
}

func (m *machine) requestJS(r http1.Request, w watch) *object {
	headers := &object{props: newDict()}
	for _, f := range r.Header {
		headers.props.put(strings.ToLower(f.Name), f.Value)
	}
	socket := &object{props: newDict()}
	socket.props.put("remoteAddress", w.from)
	o := &object{props: newDict()}
	for _, kv := range []struct {
		name string
		v    value
	}{{"method", r.Method}, {"url", r.Target}, {"headers", headers}, {"body", r.Body}, {"socket", socket}, {"on", &native{name: "on", run: func(m *machine, c *args) (value, error) {
		switch m.textArg(c, 0) {
		case "data":
			if r.Body != "" {
				m.jobs = append(m.jobs, job{fn: c.at(1), args: []value{r.Body}})
			}
		case "end":
			m.jobs = append(m.jobs, job{fn: c.at(1)})
		}
		return undefined{}, nil
	}}}} {
		o.props.put(kv.name, kv.v)
	}
	return o
}

// responseJS is the answer to one request: what is written is sent by end.
func (m *machine) responseJS(r http1.Request, fd int) *object {
	o := &object{props: newDict()}
	headers := &object{props: newDict()}
	o.props.put("statusCode", 200.0)
	o.props.put("%headers", headers)
	o.props.put("%body", "")
	set := func(name string, fn nativeFn) { o.props.put(name, &native{name: name, self: o, run: fn}) }
	headersOf := func(c *args) *dict {
		h, _ := c.self.(*object).props.text("%headers")
		return h.(*object).props
	}
	set("setHeader", func(m *machine, c *args) (value, error) {
		headersOf(c).put(m.textArg(c, 0), m.textArg(c, 1))
		return c.self, nil
	})
	set("writeHead", func(m *machine, c *args) (value, error) {
		self := c.self.(*object)
		self.props.put("statusCode", c.at(0))
		if h, ok := c.at(len(c.list) - 1).(*object); ok {
			h.props.each(func(k, v value) { s, _ := m.strJS(v); headersOf(c).put(k, s) })
		}
		return self, nil
	})
	set("write", func(m *machine, c *args) (value, error) {
		self := c.self.(*object)
		body, _ := self.props.text("%body")
		self.props.put("%body", plain(body)+m.textArg(c, 0))
		return true, m.grow(len(plain(body)))
	})
	set("end", func(m *machine, c *args) (value, error) {
		self := c.self.(*object)
		body, _ := self.props.text("%body")
		text := plain(body)
		if len(c.list) > 0 && !nullish(c.at(0)) && !callable(c.at(0)) {
			text += m.textArg(c, 0)
		}
		status, _ := self.props.text("statusCode")
		code, _ := whole(status)
		a := http1.Response{Proto: "HTTP/1.1", Status: int(code), Reason: reason(int(code)), Body: text}
		headersOf(c).each(func(k, v value) { a.Header = append(a.Header, http1.Field{Name: plain(k), Value: plain(v)}) })
		a.Header = a.Header.With("Date", m.p.Sys.Now().UTC().Format("Mon, 02 Jan 2006 15:04:05 GMT")).With("Connection", "close").With("Content-Length", itoa(len(text)))
		if r.Method == "HEAD" {
			a.Body = ""
		}
		err := m.write(fd, a.String())
		m.forget(fd)
		return self, err
	})
	return o
}
