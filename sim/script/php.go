package script

import (
	"path"
	"slices"
	"strings"

	"drydock/sim/proc"
)

// PHP is the interpreter php: a file, -r, standard input, or with -S a web
// server.
func PHP(p *proc.Proc, ev proc.Event) {
	if slices.Contains(p.Argv, "-S") {
		App("phpserver")(p, ev)
		return
	}
	m := newMachine(p, php)
	p.Ignore |= proc.Of(proc.SIGPIPE)
	m.startPHP(p.Argv[1:])
	m.live()
}

func (m *machine) startPHP(argv []string) {
	for len(argv) > 0 && strings.HasPrefix(argv[0], "-") {
		switch a := argv[0]; a {
		case "-v", "--version":
			v := m.phpVersion()
			m.write(1, "PHP "+v+" (cli) (built: Sep 30 2025 00:00:00) (NTS)\nCopyright (c) The PHP Group\nBuilt by https://github.com/docker-library/php\nZend Engine v4"+v[min(1, len(v)):]+", Copyright (c) Zend Technologies\n")
			m.end(0)
			return
		case "-m":
			m.write(1, "[PHP Modules]\nCore\ndate\nhash\njson\npcre\nstandard\n\n[Zend Modules]\n\n")
			m.end(0)
			return
		case "-i":
			phpInfo(m, &args{})
			m.end(0)
			return
		case "-r":
			if len(argv) > 1 {
				m.superglobals(argv[1:], nil)
				m.runPHP("Command line code", argv[1], true)
				return
			}
			m.end(1)
			return
		case "-a":
			m.write(2, "php: a session at the terminal is not simulated\n")
			m.end(1)
			return
		case "-f":
			argv = argv[1:]
			continue
		case "-l":
			argv = argv[1:]
			if len(argv) > 0 {
				text, _ := m.p.Sys.ReadFile(argv[0])
				if _, bad := parsePHP(argv[0], text, false); bad != nil {
					m.phpReport("Parse error", bad.text+" in "+bad.file+" on line "+itoa(bad.line))
					m.write(1, "Errors parsing "+argv[0]+"\n")
					m.end(255)
					return
				}
				m.write(1, "No syntax errors detected in "+argv[0]+"\n")
				m.end(0)
				return
			}
		case "-d", "-c":
			argv = argv[min(2, len(argv)):]
		default:
			argv = argv[1:]
		}
	}
	if len(argv) == 0 {
		if m.p.Sys.IsTerminal(0) {
			m.write(1, "Interactive shell\n\n")
			m.write(2, "php: a session at the terminal is not simulated\n")
			m.end(1)
			return
		}
		m.interact = &session{all: true}
		return
	}
	text, err := m.p.Sys.ReadFile(argv[0])
	if err != nil {
		m.write(1, "Could not open input file: "+argv[0]+"\n")
		m.end(1)
		return
	}
	m.superglobals(argv, nil)
	m.runPHP(absPath(m, argv[0]), text, false)
}

// superglobals are the arrays that every page has.
func (m *machine) superglobals(argv []string, server *dict) {
	if server == nil {
		server = newDict()
		for _, kv := range m.p.Env {
			k, v, _ := strings.Cut(kv, "=")
			server.put(k, v)
		}
		server.put("argc", int64(len(argv)))
		server.put("REQUEST_TIME", m.p.Sys.Now().Unix())
		list := newDict()
		for i, a := range argv {
			list.put(int64(i), a)
		}
		server.put("argv", list)
		m.modules.put("%global $argv", list)
		m.modules.put("%global $argc", int64(len(argv)))
	}
	env := newDict()
	m.modules.put("%global $_SERVER", server)
	m.modules.put("%global $_ENV", env)
	for _, n := range []string{"$_GET", "$_POST", "$_COOKIE", "$_REQUEST", "$_FILES", "$_SESSION"} {
		if m.modules.At("%global "+n) == nil {
			m.modules.put("%global "+n, newDict())
		}
	}
}

func (m *machine) compilePHP(file, text string, open bool) (*code, *broken) {
	m.used += len(text) / 4
	body, bad := parsePHP(file, text, open)
	if bad != nil {
		return nil, bad
	}
	// functions and classes without a base are there before the first line runs
	var early, rest []*node
	for _, n := range body {
		first := n.kind == kExpr && n.kids[0].kind == kCall && n.kids[0].kids[0].kind == kConst
		if first {
			f, ok := n.kids[0].kids[0].val.(*native)
			first = ok && (f.name == "define" && n.kids[0].kids[2].kind == kFunc || f.name == "class" && len(n.kids[0].kids) > 2 && n.kids[0].kids[2].kind == kConst)
		}
		if first {
			early = append(early, n)
		} else {
			rest = append(rest, n)
		}
	}
	return compile(php, file, "{main}", append(early, rest...), nil)
}

func (m *machine) runPHP(file, text string, open bool) {
	m.modules.put("%path", path.Dir(file))
	code, bad := m.compilePHP(file, text, open)
	if bad != nil {
		if bad.plain {
			m.write(2, "php: "+bad.file+":"+itoa(bad.line)+": "+bad.text+"\n")
			if m.captured {
				m.write(1, "drydock: "+bad.file+":"+itoa(bad.line)+": "+bad.text+"\n")
			}
		} else {
			m.phpReport("Parse error", bad.text+" in "+bad.file+" on line "+itoa(bad.line))
		}
		m.end(255)
		return
	}
	m.frames = append(m.frames, &frame{code: code, env: m.globals, fenv: m.globals, drop: true})
}

// uncaughtPHP prints an exception that nobody caught.
func (m *machine) uncaughtPHP(t *thrown) {
	o, ok := t.value.(*object)
	if !ok || o.class == nil {
		m.end(255)
		return
	}
	file, line := m.phpText(o.props.At("file")), m.phpText(o.props.At("line"))
	m.phpReport("Fatal error", "Uncaught "+o.class.name+": "+m.phpText(o.props.At("message"))+" in "+file+":"+line+"\nStack trace:\n#0 {main}\n  thrown in "+file+" on line "+line)
	m.modules.put("%status", int64(500))
	m.end(255)
}

// phpInclude is include and its kin.
func phpInclude(word string) nativeFn {
	return func(m *machine, c *args) (value, error) {
		name := m.phpText(c.at(0))
		file := name
		if !path.IsAbs(name) {
			file = path.Join(m.p.Dir, name)
			if _, err := m.p.Sys.Stat(file); err != nil {
				file = path.Join(plain(m.modules.At("%path")), name)
			}
		}
		if _, done := m.modules.text("%included " + file); done && strings.HasSuffix(word, "_once") {
			return true, nil
		}
		text, err := m.p.Sys.ReadFile(file)
		if err != nil {
			m.phpWarn("Warning", word+"("+name+"): Failed to open stream: No such file or directory")
			if strings.HasPrefix(word, "require") {
				return nil, m.phpThrow("Error", "Failed opening required '"+name+"' (include_path='.:/usr/local/lib/php')")
			}
			m.phpWarn("Warning", word+"(): Failed opening '"+name+"' for inclusion (include_path='.:/usr/local/lib/php')")
			return false, nil
		}
		m.modules.put("%included "+file, true)
		code, bad := m.compilePHP(file, text, false)
		if bad != nil {
			return nil, m.phpThrow("Error", bad.text+" in "+bad.file+" on line "+itoa(bad.line))
		}
		f := m.frames[len(m.frames)-1]
		m.frames = append(m.frames, &frame{code: code, env: f.env, fenv: f.fenv, this: f.this, home: f.home, drop: false})
		return pushed{}, nil
	}
}

// phpModule runs a page for the servers that are written in JavaScript: file,
// $_SERVER, $_GET, $_POST, the body. It is called again while the page waits.
func phpModule(m *machine) *object {
	dictOf := func(v value) *dict {
		d := newDict()
		if o, ok := v.(*object); ok {
			o.props.each(func(k, v value) {
				if f, isFloat := v.(float64); isFloat && f == float64(int64(f)) {
					v = int64(f)
				}
				if l, isList := v.(*list); isList {
					v = phpList(l.items...)
				}
				d.put(phpKey(k), v)
			})
		}
		return d
	}
	return natives("_php", map[string]nativeFn{"run": func(m *machine, c *args) (value, error) {
		sub, ok := m.modules.At("%php").(*machine)
		if !ok {
			sub = newMachine(m.p, php)
			sub.captured, sub.seed = true, m.seed+uint64(m.steps)
			for i, n := range []string{"$_GET", "$_POST"} {
				sub.modules.put("%global "+n, dictOf(c.at(2+i)))
			}
			all := dictOf(c.at(2))
			dictOf(c.at(3)).each(func(k, v value) { all.put(k, v) })
			sub.modules.put("%global $_REQUEST", all)
			cookies := newDict()
			for _, p := range strings.Split(m.textArg(c, 5), ";") {
				if k, v, ok := strings.Cut(strings.TrimSpace(p), "="); ok {
					cookies.put(k, v)
				}
			}
			sub.modules.put("%global $_COOKIE", cookies)
			sub.modules.put("%input", m.textArg(c, 4))
			sub.superglobals(nil, dictOf(c.at(1)))
			file := m.textArg(c, 0)
			text, _ := m.p.Sys.ReadFile(file)
			sub.runPHP(file, text, false)
			m.modules.put("%php", sub)
		}
		sub.p = m.p
		for !sub.ended {
			err := sub.turn()
			switch e := err.(type) {
			case nil:
			case exit:
				sub.end(e.code)
			case *thrown:
				sub.frames = nil
				sub.uncaught(e)
			default:
				if err == errWait {
					sub.p = nil
					return nil, errWait
				}
				sub.end(1)
			}
		}
		m.modules.del("%php")
		d := newDict()
		code, ok := whole(sub.modules.At("%status"))
		if !ok || sub.modules.At("%status") == nil {
			code = 200
			if sub.exitCode == 255 {
				code = 500
			}
		}
		headers := &object{props: newDict()}
		headers.props.put("X-Powered-By", "PHP/"+sub.phpVersion())
		headers.props.put("Content-Type", "text/html; charset=UTF-8")
		if h, ok := sub.modules.At("%headers").(*dict); ok {
			h.each(func(k, v value) { headers.props.put(k, v) })
		}
		d.put("code", float64(code))
		d.put("body", sub.out)
		d.put("headers", headers)
		d.put("log", sub.errLog)
		return m.plainOrDict(d), nil
	}})
}
