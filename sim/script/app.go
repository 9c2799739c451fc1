package script

import (
	"path"

	"drydock/sim/proc"
)

// App is a program that is itself written in JavaScript, one of lib/js.
func App(name string) proc.Program {
	return func(p *proc.Proc, _ proc.Event) {
		m := newMachine(p, javascript)
		p.Ignore |= proc.Of(proc.SIGPIPE)
		m.argv = append([]string{path.Base(p.Argv[0])}, p.Argv[1:]...)
		m.openApp(name)
		m.live()
	}
}

func (m *machine) openApp(name string) {
	text, ok := libJS("app_" + name)
	file := "<app_" + name + ">"
	if !ok {
		m.write(2, name+": this program is not simulated\n")
		m.end(1)
		return
	}
	m.runSourceJS(file, text, m.p.Dir)
}
