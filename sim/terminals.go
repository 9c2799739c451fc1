package sim

import (
	"slices"
	"time"

	"drydock/sim/engine"
	"drydock/sim/terminal"
)

// session is one terminal of the machine, with a shell of its own.
type session struct {
	name string // as inputs name it, "" for the first
	id   int    // of the engine's terminal
	tail string // the last line it shows, if that is not complete
}

// MostTerminals is how many terminals a World may have open at once.
const MostTerminals = 6

const fullHouse = "drydock: no more than 6 terminals can be open at once\n"

// Terminals are the names of the terminals that are open, in the order in which
// they were opened; the first one is "".
func (w World) Terminals() []string {
	names := make([]string, len(w.terms))
	for i, t := range w.terms {
		names[i] = t.name
	}
	return names
}

// find is the place of a terminal in terms, -1 when it is not open.
func (w World) find(name string) int {
	return slices.IndexFunc(w.terms, func(t session) bool { return t.name == name })
}

// with is w with a terminal in the place of the one of its name.
func (w World) with(t session) World {
	w.terms = slices.Clone(w.terms)
	if i := w.find(t.name); i >= 0 {
		w.terms[i] = t
	} else {
		w.terms = append(w.terms, t)
	}
	return w
}

// open makes sure that an input's terminal is there; its place is -1 when no
// more can be opened.
func (w World) open(in Input) (World, int) {
	if w.find(in.Terminal) < 0 {
		if len(w.terms) >= MostTerminals {
			return w, -1
		}
		w = w.login(in.Terminal)
	}
	return w, w.find(in.Terminal)
}

// login opens a terminal with a new shell.
func (w World) login(name string) World {
	h, term, err := w.host.OpenTerminal(engine.TerminalOptions{
		Cols: 120, Rows: 40, Pipe: w.opts.Pipe, Argv: []string{"bash", "--rcfile", "/etc/bash.aliases", "-i"}, Dir: Home,
		Env: []string{"HOME=" + Home, "USER=root", "LOGNAME=root", "SHELL=/bin/bash", "TERM=xterm-256color", "LANG=C.UTF-8",
			"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "PWD=" + Home, "PS1=", "PS2="},
	})
	if err != nil {
		panic("sim: the host has no shell: " + err.Error())
	}
	w.host = h
	return w.with(session{name: name, id: term})
}

// collect takes what every terminal has shown since start into a Result.
func (w World) collect(name string, start time.Time, r *Result) World {
	for _, t := range w.terms {
		host, chunks := w.host.Take(t.id)
		w.host = host
		if len(chunks) == 0 {
			continue
		}
		t.tail = terminal.Tail(t.tail, chunks)
		w = w.with(t)
		for _, c := range chunks {
			shown := Chunk{Stream: c.Stream, Text: c.Text, At: c.At.Sub(start)}
			if t.name == name {
				r.Output = append(r.Output, shown)
			} else {
				shown.Terminal = t.name
				r.Elsewhere = append(r.Elsewhere, shown)
			}
		}
	}
	return w
}

// close takes away the terminals whose shell has ended, as a window closes with
// it; the first one gets a new shell.
func (w World) close() World {
	for _, t := range w.terms {
		if _, alive := w.host.Leader(t.id); alive {
			continue
		}
		if t.name == "" {
			w = w.login("")
			continue
		}
		w.terms = slices.DeleteFunc(slices.Clone(w.terms), func(o session) bool { return o.name == t.name })
	}
	return w
}

// Prompt is what stands before the cursor of the first terminal: "$ " or "> "
// on the host, the unfinished line of the program that reads it, "" while none does.
func (w World) Prompt() string { return w.PromptAt("") }

// PromptAt is Prompt at a terminal; a new one's when it is not open.
func (w World) PromptAt(name string) string {
	if i := w.find(name); i >= 0 {
		return terminal.Prompt(w.host, w.terms[i].id, w.terms[i].tail)
	}
	return terminal.PS1
}

// Busy tells whether a program holds the first terminal, so that input goes to it.
func (w World) Busy() bool { return w.BusyAt("") }

// BusyAt is Busy at a terminal.
func (w World) BusyAt(name string) bool {
	i := w.find(name)
	return i >= 0 && terminal.Busy(w.host, w.terms[i].id)
}

// Complete returns the lines that text can become with the Tab key at the first
// terminal, sorted, at most 50.
func (w World) Complete(text string) []string { return w.CompleteAt("", text) }

// CompleteAt is Complete at a terminal.
func (w World) CompleteAt(name, text string) []string {
	i := max(w.find(name), 0)
	return terminal.Complete(w.host, w.terms[i].id, text)
}
