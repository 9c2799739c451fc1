package engine

import (
	"path"
	"strconv"
	"strings"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// TerminalOptions describe a person's terminal.
type TerminalOptions struct {
	Cols, Rows int
	// Pipe sends what commands print to a pipe, as when a program reads it.
	// Their input is a terminal all the same.
	Pipe bool
	Argv []string // the login shell
	Env  []string
	Dir  string
}

// OpenTerminal logs root in at a new terminal and returns its number. Errors:
// ENOENT when there is no such shell.
func (h Host) OpenTerminal(o TerminalOptions) (Host, int, error) {
	n := h
	id := n.newTTY(tty{cols: o.Cols, rows: o.Rows, pipe: o.Pipe})
	kind := terminal
	if o.Pipe {
		kind = screen
	}
	in := n.addFile(file{kind: terminal, obj: id})
	out := n.addFile(file{kind: kind, obj: id, tag: "stdout"})
	errs := n.addFile(file{kind: kind, obj: id, tag: "stderr"})
	p := proc.Proc{Env: o.Env, Dir: o.Dir, Umask: 0o022, Argv: o.Argv}
	code, argv, full, err := n.loginShell(p)
	if err != nil {
		return h, 0, err
	}
	p.Argv, p.Name = argv, path.Base(full)
	key := n.spawn(process{Proc: p, path: full, program: code, tty: id, fds: []int{in, out, errs}})
	t := n.ttys.At(id)
	t.leader = key
	n.ttys = n.ttys.Set(id, t)
	return n.Settle(id), id, nil
}

// loginShell finds a terminal's shell. A machine whose shell was removed or
// made unusable still lets its owner in: the program itself is always there.
func (h *Host) loginShell(p proc.Proc) (proc.Program, []string, string, error) {
	full, err := h.lookIn("", p, p.Argv[0])
	if err == nil {
		if code, argv, _, err := h.program("", p, full, p.Argv, 0); err == nil {
			return code, argv, full, nil
		}
	}
	code, ok := h.programs(p.Argv[0])
	if !ok {
		return nil, nil, "", vfs.ENOENT
	}
	return code, p.Argv, p.Argv[0], nil
}

// Leader is the login shell of a terminal as it is now; ok is false when it has ended.
func (h Host) Leader(term int) (p proc.Proc, ok bool) {
	row, ok := h.procs.Get(h.ttys.At(term).leader)
	return row.Proc, ok && !row.zombie
}

// Take returns what the terminal has shown since the last Take.
func (h Host) Take(term int) (Host, []Chunk) {
	t := h.ttys.At(term)
	var chunks []Chunk
	for _, c := range t.out.chunks.All() {
		chunks = append(chunks, c)
	}
	t.out = stream{}
	h.ttys = h.ttys.Set(term, t)
	return h, chunks
}

// Type types text and Enter at a terminal.
func (h Host) Type(term int, text string) Host {
	h.ttyType(term, text+"\n", h.echoes(term))
	return h
}

// echoes tells whether the terminal shows what is typed: not while the login
// shell or a raw client reads, which do that themselves.
func (h *Host) echoes(term int) bool {
	for _, p := range h.readers("t" + strconv.Itoa(term)) {
		if p.key == h.ttys.At(term).leader || h.relays(p) != "" {
			return false
		}
	}
	return true
}

// relays tells for which container or exec a client passes its terminal's
// input on; "" for none.
func (h *Host) relays(p process) string {
	for _, what := range p.waits {
		if id, ok := strings.CutPrefix(what, "l:"); ok && h.input(id) != 0 {
			return id
		}
	}
	return ""
}

// input is the file a client's input to a container or exec goes to, 0 for none.
func (h *Host) input(id string) int {
	if e, ok := h.execs.Get(id); ok {
		return e.stdin
	}
	return h.containers.At(id).stdin
}

// Idle tells whether the terminal waits for the person: a program reads it,
// or a client reads it for a container in which a program reads its input.
func (h Host) Idle(term int) bool {
	for _, p := range h.readers("t" + strconv.Itoa(term)) {
		id := h.relays(p)
		if id == "" {
			return true
		}
		f := h.files.At(h.input(id))
		key := "t" + strconv.Itoa(f.obj)
		if f.kind == writeEnd {
			key = "p" + strconv.Itoa(f.obj)
			if h.pipes.At(f.obj).data != "" {
				continue
			}
		}
		if len(h.readers(key)) > 0 {
			return true
		}
	}
	_, alive := h.Leader(term)
	return !alive
}

// EOF types Ctrl-D at a terminal.
func (h Host) EOF(term int) Host {
	h.ttyEOF(term)
	return h
}

// Interrupt types Ctrl-C at a terminal: SIGINT to what runs in its foreground.
func (h Host) Interrupt(term int) Host {
	t := h.ttys.At(term)
	raw := false
	for _, p := range h.readers("t" + strconv.Itoa(term)) {
		raw = raw || h.relays(p) != ""
	}
	atPrompt := len(h.readers("t"+strconv.Itoa(term))) > 0 && h.Idle(term)
	if !raw && !(atPrompt && t.pipe) {
		h.ttyWrite(term, "stdout", "^C")
	}
	h.interrupt(term)
	return h
}

func (h *Host) interrupt(term int) {
	t := h.ttys.At(term)
	t.in = ""
	h.ttys = h.ttys.Set(term, t)
	for _, p := range h.procs.All() {
		if p.tty == term && !p.background {
			h.signal(p.key, proc.SIGINT, "tty")
		}
	}
}

// HangUp closes the window of a terminal: SIGHUP to all that runs there, and
// its login shell ends.
func (h Host) HangUp(term int) Host {
	leader := h.ttys.At(term).leader
	for _, p := range h.procs.All() {
		if p.tty == term && p.key != leader {
			h.signal(p.key, proc.SIGHUP, "tty")
		}
	}
	h.run()
	h.signal(leader, proc.SIGKILL, "tty")
	h.run()
	return h
}

// Detach types the detach keys, Ctrl-P Ctrl-Q.
func (h Host) Detach(term int) Host {
	h.ttyType(term, "\x10\x11", false)
	return h
}

// ContainerSend passes input to a container or exec. Errors: EAGAIN when it
// takes no more now; EPIPE when its input is closed.
func (h Host) ContainerSend(id, data string) (Host, error) {
	n := h
	f, ok := n.files.Get(n.input(id))
	if !ok {
		return h, vfs.EPIPE
	}
	if f.kind == terminal {
		n.ttyType(f.obj, data, true)
		return n, nil
	}
	return n, n.pipeWrite(f.obj, data)
}

// ContainerSendEOF ends the input of a container or exec: Ctrl-D on a
// terminal, a closed pipe otherwise.
func (h Host) ContainerSendEOF(id string) Host {
	in := h.input(id)
	f, ok := h.files.Get(in)
	if !ok {
		return h
	}
	if f.kind == terminal {
		h.ttyEOF(f.obj)
		return h
	}
	h.setInput(id, 0)
	h.hold(in, -1)
	return h
}

func (h *Host) setInput(id string, f int) {
	if e, ok := h.execs.Get(id); ok {
		e.stdin = f
		h.execs = h.execs.Set(id, e)
	} else if c, ok := h.containers.Get(id); ok {
		c.stdin = f
		h.containers = h.containers.Set(id, c)
	}
}

// ContainerInterrupt types Ctrl-C at the terminal of a container or exec.
func (h Host) ContainerInterrupt(id string) Host {
	f := h.files.At(h.input(id))
	if f.kind == terminal {
		h.ttyWrite(f.obj, "stdout", "^C")
		h.interrupt(f.obj)
	}
	return h
}
