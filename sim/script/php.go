package script

import (
	"slices"

	"drydock/sim/proc"
)

// PHP is the interpreter php: with -S a web server.
func PHP(p *proc.Proc, ev proc.Event) {
	if slices.Contains(p.Argv, "-S") {
		App("phpserver")(p, ev)
		return
	}
	p.Fail(1, "php: running PHP is not simulated")
}

// phpModule runs a page for the servers that are written in JavaScript.
func phpModule(m *machine) *object {
	return natives("_php", map[string]nativeFn{"run": func(m *machine, c *args) (value, error) {
		d := newDict()
		d.put("code", 500.0)
		d.put("body", "drydock: running PHP is not simulated\n")
		d.put("headers", &object{props: newDict()})
		return m.plainOrDict(d), nil
	}})
}
