package script

import (
	"path"
	"strings"

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
