package script

import (
	"path"
	"strings"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// Python is the interpreter python3: it runs a file, -c, -m, standard input,
// or a session at the terminal. What it says of itself is what the image's
// PYTHON_VERSION says.
func Python(p *proc.Proc, _ proc.Event) {
	if asked := moduleAsked(p.Argv[min(len(p.Argv), 1):]); len(asked) > 0 && otherModules[asked[0]] != nil {
		otherModules[asked[0]](p, asked[1:])
		return
	}
	m := newMachine(p, python)
	m.buffered = !p.Sys.IsTerminal(1)
	if v, ok := p.Getenv("PYTHONUNBUFFERED"); ok && v != "" {
		m.buffered = false
	}
	p.Catch |= proc.Of(proc.SIGINT)
	p.Ignore |= proc.Of(proc.SIGPIPE)
	m.p = p
	m.startPython(p.Argv[1:])
	m.live()
}

// Module is a program that stands for python3 -m NAME, as pip installs them.
func Module(name string) proc.Program {
	return func(p *proc.Proc, ev proc.Event) {
		own := p.Argv
		p.Argv = append([]string{"python3", "-m", name}, own[min(len(own), 1):]...)
		Python(p, ev)
	}
}

func newMachine(p *proc.Proc, lang *language) *machine {
	e := &env{vars: newDict(), fn: true}
	return &machine{lang: lang, lib: newLibrary(lang), globals: e, modules: newDict(), handlers: newDict(), p: p}
}

func (m *machine) pyVersion() string {
	if v, ok := m.p.Getenv("PYTHON_VERSION"); ok && v != "" {
		return v
	}
	for _, v := range []string{"3.13.5", "3.12.3", "3.11.2", "3.14.0", "3.10.12", "3.9.2"} {
		minor := v[:strings.LastIndex(v, ".")]
		if _, err := m.p.Sys.Stat("/usr/bin/python" + minor); err == nil {
			return v
		}
	}
	return "3.13.5"
}

// minor is the second number of the version.
func (m *machine) minor() int {
	parts := strings.Split(m.pyVersion(), ".")
	if len(parts) < 2 {
		return 13
	}
	n := 0
	for _, c := range parts[1] {
		if c < '0' || c > '9' {
			break
		}
		n = n*10 + int(c-'0')
	}
	return n
}

func (m *machine) startPython(argv []string) {
	interactive := false
	for len(argv) > 0 && strings.HasPrefix(argv[0], "-") && argv[0] != "-" {
		a := argv[0]
		switch {
		case a == "-V" || a == "--version" || a == "-VV":
			m.write(1, "Python "+m.pyVersion()+"\n")
			m.end(0)
			return
		case a == "-h" || a == "--help":
			m.write(1, "usage: "+m.p.Argv[0]+" [option] ... [-c cmd | -m mod | file | -] [arg] ...\n")
			m.end(0)
			return
		case a == "-c" || a == "-m":
			if len(argv) < 2 {
				m.write(2, "Argument expected for the "+a+" option\nusage: "+m.p.Argv[0]+" [option] ... [-c cmd | -m mod | file | -] [arg] ...\nTry `python -h' for more information.\n")
				m.end(2)
				return
			}
			if a == "-c" {
				m.argv = append([]string{"-c"}, argv[2:]...)
				m.runSource("<string>", argv[1], "")
				return
			}
			m.runModule(argv[1], argv[2:])
			return
		case strings.HasPrefix(a, "-W") || strings.HasPrefix(a, "-X"):
			if len(a) == 2 {
				argv = argv[1:]
			}
		default:
			for _, f := range a[1:] {
				switch f {
				case 'u':
					m.buffered = false
				case 'i':
					interactive = true
				case 'B', 'O', 'E', 's', 'S', 'I', 'q', 'b', 'v', 'd':
				default:
					m.write(2, "unknown option -"+string(f)+"\nusage: "+m.p.Argv[0]+" [option] ... [-c cmd | -m mod | file | -] [arg] ...\nTry `python -h' for more information.\n")
					m.end(2)
					return
				}
			}
		}
		if len(argv) > 0 {
			argv = argv[1:]
		}
	}
	if len(argv) > 0 && argv[0] != "-" {
		m.argv = argv
		m.runFile(argv[0])
		return
	}
	m.argv = []string{""}
	if len(argv) > 0 {
		m.argv = argv
	}
	if m.p.Sys.IsTerminal(0) || interactive {
		m.banner()
		return
	}
	m.interact = &session{all: true}
}

func (m *machine) runFile(name string) {
	text, err := m.p.Sys.ReadFile(name)
	if st, e := m.p.Sys.Stat(name); e == nil && st.IsDir() {
		name = path.Join(name, "__main__.py")
		if text, err = m.p.Sys.ReadFile(name); err != nil {
			m.write(2, m.p.Argv[0]+": can't find '__main__' module in '"+path.Join(m.p.Dir, m.argv[0])+"'\n")
			m.end(1)
			return
		}
	}
	full := name
	if !path.IsAbs(full) {
		full = path.Join(m.p.Dir, name)
	}
	if err != nil {
		no, _ := errnoOf(err)
		m.write(2, m.p.Argv[0]+": can't open file '"+full+"': [Errno "+itoa(no)+"] "+err.Error()+"\n")
		m.end(2)
		return
	}
	if _, isProgram := proc.BinaryName(text); isProgram {
		m.write(2, "SyntaxError: Non-UTF-8 code starting with '\\x7f' in file "+full+" on line 1, but no encoding declared; see https://peps.python.org/pep-0263/ for details\n")
		m.end(1)
		return
	}
	m.runSource(full, text, path.Dir(full))
}

// runSource runs a text as the main module.
func (m *machine) runSource(file, text, dir string) {
	m.remember(file, text)
	m.modules.put("%path", dir)
	code, bad := m.compilePython(file, text)
	if bad != nil {
		m.syntaxError(bad)
		return
	}
	m.globals.vars.put("__name__", "__main__")
	if file != "<string>" && file != "<stdin>" {
		m.globals.vars.put("__file__", file)
	}
	m.frames = append(m.frames, &frame{code: code, env: m.globals, fenv: m.globals, drop: true, promise: nil})
}

func (m *machine) compilePython(file, text string) (*code, *broken) {
	m.used += len(text) / 4
	if len(text) > 1<<20 {
		return nil, &broken{file: file, line: 1, text: "a program of more than 1 MiB is not simulated", plain: true}
	}
	body, bad := parsePython(file, text)
	if bad != nil {
		return nil, bad
	}
	return compile(python, file, "<module>", body, nil)
}

// syntaxError prints an error of the text, as the interpreter does.
func (m *machine) syntaxError(b *broken) {
	if b.plain {
		m.write(2, m.p.Name+": "+b.file+":"+itoa(b.line)+": "+b.text+"\n")
		m.end(1)
		return
	}
	m.write(2, m.syntaxText(b))
	m.end(1)
}

func (m *machine) syntaxText(b *broken) string {
	out := "  File \"" + b.file + "\", line " + itoa(b.line) + "\n"
	if line, ok := m.sources.line(b.file, b.line); ok {
		body := strings.TrimLeft(line, " \t")
		out += "    " + strings.TrimRight(body, " \t") + "\n"
		if col := b.col - (len(line) - len(body)); col >= 0 && col <= len(body)+1 {
			out += "    " + strings.Repeat(" ", col) + "^\n"
		}
	}
	kind, text := "SyntaxError", b.text
	if rest, ok := strings.CutPrefix(text, "IndentationError: "); ok || strings.HasPrefix(text, "unindent") {
		kind, text = "IndentationError", rest
		if !ok {
			text = b.text
		}
	}
	return out + kind + ": " + text + "\n"
}

func (m *machine) runModule(name string, argv []string) {
	m.argv = append([]string{name}, argv...)
	m.modules.put("%path", m.p.Dir)
	if text, ok := mainModules[name]; ok {
		if ok := m.installedModule(name); ok {
			m.runSource("<"+name+">", text, m.p.Dir)
			return
		}
	}
	file := path.Join(m.p.Dir, strings.ReplaceAll(name, ".", "/")+".py")
	text, err := m.p.Sys.ReadFile(file)
	if err == vfs.ENOENT {
		file = path.Join(m.p.Dir, strings.ReplaceAll(name, ".", "/"), "__main__.py")
		text, err = m.p.Sys.ReadFile(file)
	}
	if err != nil {
		if m.known(name) {
			m.write(2, m.p.Name+": running the module "+name+" is not simulated\n")
		} else {
			m.write(2, m.executable()+": No module named "+name+"\n")
		}
		m.end(1)
		return
	}
	m.argv[0] = file
	m.runSource(file, text, m.p.Dir)
}

// executable is the interpreter's own path.
func (m *machine) executable() string {
	if full, err := m.p.Sys.LookPath(m.p.Argv[0]); err == nil {
		return full
	}
	return m.p.Argv[0]
}

// finished ends a program that has nothing left to do.
func (m *machine) finished() error {
	if m.lang == javascript {
		return m.finishedJS()
	}
	return exit{0}
}

// uncaught prints an exception that nobody caught and ends the program.
func (m *machine) uncaught(t *thrown) {
	if m.js() {
		m.uncaughtJS(t)
		return
	}
	if m.lang == golang {
		m.uncaughtGo(t)
		return
	}
	if m.lang == php {
		m.uncaughtPHP(t)
		return
	}
	m.flush()
	o, _ := t.value.(*object)
	if isA(o, "SystemExit") {
		m.systemExit(o)
		return
	}
	m.write(2, m.traceback(t))
	if m.interact != nil && !m.interact.all {
		return
	}
	if isA(o, "KeyboardInterrupt") {
		m.end(130)
		return
	}
	m.end(1)
}

func (m *machine) systemExit(o *object) {
	m.interact = nil
	a, _ := o.props.text("args")
	l := a.(*list)
	if len(l.items) == 0 || l.items[0] == nil {
		m.end(0)
		return
	}
	if n, ok := whole(l.items[0]); ok {
		m.end(int(n) & 0xff)
		return
	}
	s, _ := m.str(l.items[0])
	m.write(2, s+"\n")
	m.end(1)
}

// traceback is an uncaught exception as it is printed. Source: CPython 3.13.
func (m *machine) traceback(t *thrown) string {
	var b strings.Builder
	if o, ok := t.value.(*object); ok {
		if cause, ok := o.props.text("__cause__"); ok && cause != nil {
			if c, ok := cause.(*object); ok {
				b.WriteString(m.lastLine(c) + "\n\nThe above exception was the direct cause of the following exception:\n\n")
			}
		}
	}
	var lines []string
	for _, at := range t.trace {
		if strings.HasPrefix(at.file, "<") && at.file != "<string>" && at.file != "<stdin>" && !strings.HasPrefix(at.file, "<python-input") {
			continue
		}
		lines = append(lines, m.traceLine(at))
	}
	if len(lines) > 0 {
		b.WriteString("Traceback (most recent call last):\n")
	}
	for i, l := range lines {
		if i >= 3 && l == lines[i-1] && l == lines[i-2] && l == lines[i-3] {
			if i+1 == len(lines) || lines[i+1] != l {
				n := 0
				for j := i; j >= 3 && lines[j] == l; j-- {
					n++
				}
				b.WriteString("  [Previous line repeated " + itoa(n-2) + " more times]\n")
			}
			continue
		}
		b.WriteString(l)
	}
	o, _ := t.value.(*object)
	b.WriteString(m.lastLine(o) + "\n")
	return b.String()
}

func (m *machine) lastLine(o *object) string {
	if o == nil || o.class == nil {
		return "Exception"
	}
	s, err := m.str(o)
	name := o.class.name
	if !o.class.builtin {
		if mod, ok := o.class.attrs.text("__module__"); ok && plain(mod) != "__main__" {
			name = plain(mod) + "." + name
		}
	}
	if name == "JSONDecodeError" {
		name = "json.decoder.JSONDecodeError"
	}
	if err != nil || s == "" {
		return name
	}
	if o.class.builtin && name == "NameError" {
		s += m.didYouMean(s)
	}
	return name + ": " + s
}

// didYouMean names the module that was not imported.
func (m *machine) didYouMean(s string) string {
	name := strings.TrimSuffix(strings.TrimPrefix(s, "name '"), "' is not defined")
	if _, ok := m.lib.modules[name]; ok && m.minor() >= 12 {
		return ". Did you forget to import '" + name + "'?"
	}
	return ""
}

func (m *machine) traceLine(at tracePoint) string {
	s := "  File \"" + at.file + "\", line " + itoa(at.pos.line) + ", in " + at.name + "\n"
	line, ok := m.sources.line(at.file, at.pos.line)
	if !ok || (at.file == "<string>" || at.file == "<stdin>") && m.minor() < 13 {
		return s
	}
	body := strings.TrimLeft(line, " \t")
	cut := len(line) - len(body)
	body = strings.TrimRight(body, " \t\r")
	s += "    " + body + "\n"
	from, to := at.pos.col-cut, min(at.pos.end-cut, len(body))
	if m.minor() < 11 || from < 0 || to <= from {
		return s
	}
	marked := at.pos.markEnd > at.pos.mark && at.pos.mark-cut >= from
	if from == 0 && to == len(body) && !marked {
		return s
	}
	if marked && m.minor() >= 13 || marked && body[at.pos.mark-cut] != '(' {
		a, z := at.pos.mark-cut, min(at.pos.markEnd-cut, to)
		return s + "    " + strings.Repeat(" ", from) + strings.Repeat("~", a-from) + strings.Repeat("^", z-a) + strings.Repeat("~", to-z) + "\n"
	}
	if from == 0 && to == len(body) {
		return s
	}
	return s + "    " + strings.Repeat(" ", from) + strings.Repeat("^", to-from) + "\n"
}
