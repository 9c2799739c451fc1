package script

import (
	"strings"

	"drydock/sim/proc"
)

// session is an interpreter at a terminal, or one that reads its program from
// standard input (all). It is replaced, never written to.
type session struct {
	all   bool
	text  string // lines of a statement that is not whole
	asked bool
	count int
	queue []string // texts to be run one after another instead; then the program ends
}

func (m *machine) banner() {
	v := m.pyVersion()
	m.write(1, "Python "+v+" (main, Oct 21 2026, 02:13:45) [GCC 14.2.0] on linux\nType \"help\", \"copyright\", \"credits\" or \"license\" for more information.\n")
	m.buffered = false
	m.globals.vars.put("__name__", "__main__")
	m.modules.put("%path", m.p.Dir)
	m.interact = &session{}
}

// prompt reads and runs the next statement of a session.
func (m *machine) prompt() error {
	s := *m.interact
	if s.queue != nil {
		if len(s.queue) == 0 {
			return exit{0}
		}
		m.interact = &session{count: s.count + 1, queue: s.queue[1:]}
		text := s.queue[0]
		if fn, ok := m.globals.vars.text("%line"); ok && !strings.Contains(text, "\n") {
			v, err := m.invoke(fn, strings.TrimSpace(text))
			if err != nil {
				return err
			}
			text = plain(v)
		}
		body, bad := parseJavaScript("eval", text)
		return m.runTyped("eval", text, body, bad)
	}
	if s.all {
		text, err := m.readAll(m.stdin())
		if err != nil {
			return err
		}
		m.interact = nil
		if m.lang == javascript {
			m.runSourceJS("[stdin]", text, m.p.Dir)
			return nil
		}
		if m.lang == php {
			m.superglobals([]string{"Standard input code"}, nil)
			m.runPHP("Standard input code", text, false)
			return nil
		}
		m.runSource("<stdin>", text, m.p.Dir)
		return nil
	}
	if !s.asked {
		p := ">>> "
		switch {
		case m.lang == javascript && s.text != "":
			p = "... "
		case m.lang == javascript:
			if p = plain(m.globals.vars.At("%prompt")); p == "" {
				p = "> "
			}
		case s.text != "":
			p = "... "
		}
		m.write(1, p)
		s.asked = true
		m.interact = &s
	}
	line, ok, err := m.readLine(m.stdin())
	if err != nil {
		return err
	}
	n := s
	n.asked = false
	if !ok {
		m.write(1, "\n")
		m.interact = nil
		return exit{0}
	}
	n.text += line
	m.interact = &n
	if m.lang == javascript {
		return m.answerJS(n)
	}
	return m.answer(n)
}

// answer runs a statement once it is whole.
func (m *machine) answer(s session) error {
	text := s.text
	if strings.TrimSpace(text) == "" {
		m.interact = &session{count: s.count}
		return nil
	}
	if unfinished(text) {
		return nil
	}
	file := "<stdin>"
	if m.minor() >= 13 {
		file = "<python-input-" + itoa(s.count) + ">"
	}
	m.interact = &session{count: s.count + 1}
	switch strings.TrimSpace(text) {
	case "exit", "quit":
		if m.minor() >= 13 {
			return exit{0}
		}
		m.write(1, "Use "+strings.TrimSpace(text)+"() or Ctrl-D (i.e. EOF) to exit\n")
		return nil
	}
	m.remember(file, text)
	body, bad := parsePython(file, text)
	var c *code
	if bad == nil {
		for _, n := range body {
			if n.kind == kExpr {
				n.flag = true
			}
		}
		c, bad = compile(python, file, "<module>", body, nil)
	}
	if bad != nil {
		if bad.plain {
			m.write(2, m.p.Name+": "+bad.file+":"+itoa(bad.line)+": "+bad.text+"\n")
		} else {
			m.write(2, m.syntaxText(bad))
		}
		return nil
	}
	m.frames = append(m.frames, &frame{code: c, env: m.globals, fenv: m.globals, drop: true})
	return nil
}

// unfinished tells whether a statement needs more lines.
func unfinished(text string) bool {
	depth := 0
	toks, bad := lexPython("", text, 1)
	if bad != nil {
		return strings.Contains(bad.text, "EOF") || strings.HasPrefix(bad.text, "unterminated triple")
	}
	block := false
	for i, t := range toks {
		if t.kind == 'o' && t.text == ":" && depth == 0 && i+1 < len(toks) && toks[i+1].kind == 'N' {
			block = true
		}
		if t.kind == 'o' && strings.Contains("([{", t.text) {
			depth++
		}
		if t.kind == 'o' && strings.Contains(")]}", t.text) {
			depth--
		}
	}
	if strings.HasPrefix(text, "@") {
		block = true
	}
	return block && !strings.HasSuffix(text, "\n\n") && text != "\n"
}

// echo prints the value of an expression at a session.
func (m *machine) echo(v value) error {
	if m.js() {
		return m.echoJS(v)
	}
	if v == nil {
		return nil
	}
	s, err := m.repr(v)
	if err != nil {
		return err
	}
	m.globals.vars.put("_", v)
	return m.write(1, s+"\n")
}

// signal is a signal that the program catches.
func (m *machine) signal(sig proc.Signal) error {
	if ch, ok := m.handlers.At2(int64(sig)).(*object); ok && ch.class == goChanClass {
		l := ch.data.(*list)
		l.items = append(l.items[:len(l.items):len(l.items)], goSignal(sig))
		return nil
	}
	if fn, ok := m.handlers.get(int64(sig)); ok && callable(fn) {
		var list []value
		if m.lang == python {
			list = []value{int64(sig), nil}
		} else {
			list = []value{"SIG" + sig.Name(), float64(sig)}
		}
		return m.root(fn, nil, list)
	}
	if m.lang == python && sig == proc.SIGINT {
		m.waiting = false
		if m.interact != nil && len(m.frames) == 0 {
			m.write(2, "\nKeyboardInterrupt\n")
			m.interact = &session{count: m.interact.count}
			return nil
		}
		return m.throw("KeyboardInterrupt", "")
	}
	return nil
}
