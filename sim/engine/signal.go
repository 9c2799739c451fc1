package engine

import (
	"strconv"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

func (s *Sys) Kill(pid int, sig proc.Signal) error {
	s.sync()
	row := s.row()
	target := pid
	if pid < 0 {
		target = -pid
	}
	p, ok := s.h.seen(row.machine, target)
	if !ok {
		return vfs.ESRCH
	}
	if p.UID != s.p.UID && !s.capable("KILL") {
		return vfs.EPERM
	}
	s.h.signal(p.key, sig, row.machine)
	if pid < 0 {
		for _, kid := range p.kids {
			s.h.signal(kid, sig, row.machine)
		}
	}
	if again, ok := s.h.procs.Get(s.key); !ok || again.zombie {
		s.gone = true
	}
	return nil
}

// Foreground, see proc.System.
func (s *Sys) Foreground(pid int, on bool) {
	s.sync()
	if p, ok := s.h.seen(s.machine(), pid); ok {
		s.h.foreground(p.key, on, 0)
	}
}

func (h *Host) foreground(key int, on bool, depth int) {
	p, ok := h.procs.Get(key)
	if !ok || depth > 50 {
		return
	}
	p.background = !on
	h.procs = h.procs.Set(key, p)
	for _, kid := range p.kids {
		h.foreground(kid, on, depth+1)
	}
}

// Suspend types Ctrl-Z at a terminal: SIGTSTP to what runs in its foreground,
// in the container a client is attached to if its terminal is raw.
func (h Host) Suspend(term int) Host {
	for _, p := range h.readers("t" + strconv.Itoa(term)) {
		f := h.files.At(h.input(h.relays(p)))
		switch {
		case h.relays(p) == "":
			return h // the shell waits at its prompt
		case f.kind == terminal:
			h.ttyWrite(f.obj, "stdout", "^Z")
			h.stopForeground(f.obj)
			return h
		}
	}
	h.ttyWrite(term, "stdout", "^Z")
	h.stopForeground(term)
	return h
}

func (h *Host) stopForeground(term int) {
	for _, p := range h.procs.All() {
		if p.tty == term && !p.background {
			h.signal(p.key, proc.SIGTSTP, "tty")
		}
	}
}

func (s *Sys) Wait(pid int) (int, int, error) {
	row := s.row()
	found := false
	for _, k := range row.kids {
		kid, ok := s.h.procs.Get(k)
		if !ok || pid > 0 && kid.PID != pid {
			continue
		}
		found = true
		if kid.zombie {
			s.h.reap(s.key, k)
			return kid.PID, kid.code, nil
		}
	}
	if !found {
		return 0, 0, vfs.ECHILD
	}
	s.h.await(s.key, "c"+strconv.Itoa(s.key))
	return 0, 0, vfs.EAGAIN
}
