//go:build !core

package bin

import (
	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// awkStep is what follows a deed.
type awkStep func(p *proc.Proc, t awkTask, got answer)

// quick carries out deeds that never wait, and returns the others.
func (a awkProgram) quick(p *proc.Proc, t awkTask, deeds []deed) (awkTask, []deed) {
	for len(deeds) > 0 {
		d := deeds[0]
		fd, open := t.files.Get(d.name)
		switch {
		case d.kind == toStdout && len(t.held) < pieceSize:
			t.held += d.text
		case d.kind == closesFile:
			if open {
				p.Sys.Close(fd)
				t.files = t.files.Delete(d.name)
			}
		default:
			return t, deeds
		}
		deeds = deeds[1:]
	}
	return t, nil
}

// perform carries out deeds one after another; got is the answer of the last.
func (a awkProgram) perform(p *proc.Proc, t awkTask, deeds []deed, then awkStep) {
	if t, deeds = a.quick(p, t, deeds); len(deeds) == 0 {
		then(p, t, answer{})
		return
	}
	d, rest := deeds[0], deeds[1:]
	on := func(p *proc.Proc, t awkTask, got answer) {
		if len(rest) == 0 {
			then(p, t, got)
			return
		}
		a.perform(p, t, rest, then)
	}
	if d.kind == toFile || d.kind == afterFile {
		a.toFile(p, t, d, on)
		return
	}
	a.flush(p, t, func(p *proc.Proc, t awkTask) { a.outside(p, t, d, on) })
}

// outside carries out what wants standard output to be written before it.
func (a awkProgram) outside(p *proc.Proc, t awkTask, d deed, on awkStep) {
	switch d.kind {
	case toStdout:
		t.held = d.text
		on(p, t, answer{})
	case toStderr:
		proc.Emit(p, 2, d.text, func(p *proc.Proc) { on(p, t, answer{}) })
	case readsFile:
		if d.name == "-" || d.name == "/dev/stdin" {
			proc.Slurp(p, 0, func(p *proc.Proc, text string) { on(p, t, answer{text: text}) })
			return
		}
		text, err := p.Sys.ReadFile(d.name)
		if err != nil || len(text) > maxMemory {
			on(p, t, answer{code: -1})
			return
		}
		on(p, t, answer{text: text})
	case runsCommand:
		a.shell(p, d.name, nil, func(p *proc.Proc, code int) { on(p, t, answer{code: code}) })
	case feedsPipe:
		a.feedPipe(p, t, d.name, d.text, on)
	case readsPipe:
		a.readPipe(p, t, d.name, on)
	}
}

// flush writes what standard output is still to get.
func (a awkProgram) flush(p *proc.Proc, t awkTask, then func(p *proc.Proc, t awkTask)) {
	text := t.held
	t.held = ""
	proc.Emit(p, 1, text, func(p *proc.Proc) { then(p, t) })
}

func (a awkProgram) toFile(p *proc.Proc, t awkTask, d deed, on awkStep) {
	fd, open := t.files.Get(d.name)
	if !open {
		how := proc.Write | proc.Create | proc.Trunc
		if d.kind == afterFile {
			how = proc.Write | proc.Create | proc.Append
		}
		var err error
		if fd, err = p.Sys.Open(d.name, how, 0o666); err != nil {
			t.st.wrong = a.pick("cannot open \""+d.name+"\" for output", "can't open '"+d.name+"': "+err.Error())
			t.code = 2
			a.finish(p, t)
			return
		}
		t.files = t.files.Set(d.name, fd)
	}
	proc.Emit(p, fd, d.text, func(p *proc.Proc) { on(p, t, answer{}) })
}

// shell runs a command and goes on with its exit code.
func (a awkProgram) shell(p *proc.Proc, command string, fds map[int]int, then func(p *proc.Proc, code int)) {
	if fds == nil {
		fds = map[int]int{0: 0, 1: 1, 2: 2}
	}
	pid, err := p.Sys.Spawn(proc.Spawn{Argv: []string{"sh", "-c", command}, FDs: fds})
	if err != nil {
		a.say(p, "%s: %v", "sh", err)
		then(p, 127)
		return
	}
	await(p, pid, then)
}

// feedPipe runs a command with a text as its input.
func (a awkProgram) feedPipe(p *proc.Proc, t awkTask, command, text string, on awkStep) {
	r, w, err := p.Sys.Pipe()
	if err != nil {
		on(p, t, answer{code: -1})
		return
	}
	pid, err := p.Sys.Spawn(proc.Spawn{Argv: []string{"sh", "-c", command}, FDs: map[int]int{0: r, 1: 1, 2: 2}})
	p.Sys.Close(r)
	if err != nil {
		p.Sys.Close(w)
		a.say(p, "sh: %v", err)
		on(p, t, answer{code: -1})
		return
	}
	p.Ignore |= proc.Of(proc.SIGPIPE)
	pour(p, w, text, func(p *proc.Proc) {
		p.Sys.Close(w)
		await(p, pid, func(p *proc.Proc, code int) { on(p, t, answer{code: code}) })
	})
}

// pour writes to a command that may stop reading.
func pour(p *proc.Proc, fd int, data string, then func(p *proc.Proc)) {
	rest, err := put(p, fd, data)
	if err == vfs.EAGAIN {
		p.Next = func(p *proc.Proc, _ proc.Event) { pour(p, fd, rest, then) }
		return
	}
	then(p)
}

// mostCaptured is how much of a command's output is read, in bytes.
const mostCaptured = 1 << 20

// readPipe runs a command and takes what it prints.
func (a awkProgram) readPipe(p *proc.Proc, t awkTask, command string, on awkStep) {
	r, w, err := p.Sys.Pipe()
	if err != nil {
		on(p, t, answer{code: -1})
		return
	}
	pid, err := p.Sys.Spawn(proc.Spawn{Argv: []string{"sh", "-c", command}, FDs: map[int]int{0: 0, 1: w, 2: 2}})
	p.Sys.Close(w)
	if err != nil {
		p.Sys.Close(r)
		on(p, t, answer{code: -1})
		return
	}
	proc.Fold(p, r, "", func(_ *proc.Proc, text, piece string) (string, bool) {
		return text + piece, len(text) < mostCaptured
	}, func(p *proc.Proc, text string) {
		p.Sys.Close(r)
		await(p, pid, func(p *proc.Proc, _ int) { on(p, t, answer{text: text}) })
	})
}
