package engine

import (
	"path"
	"slices"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// fd returns the open file behind a descriptor.
func (s *Sys) fd(n int) (int, file, error) {
	row := s.row()
	if n < 0 || n >= len(row.fds) || row.fds[n] == 0 {
		return 0, file{}, vfs.EBADF
	}
	f, ok := s.h.files.Get(row.fds[n])
	if !ok {
		return 0, file{}, vfs.EBADF
	}
	return row.fds[n], f, nil
}

const mostDescriptors = 256

// install gives the process a new descriptor for a file, at or above from.
func (s *Sys) install(id, from int) (int, error) {
	row := s.row()
	fds := slices.Clone(row.fds)
	n := from
	for n < len(fds) && fds[n] != 0 {
		n++
	}
	if n >= mostDescriptors {
		return -1, vfs.Errno("Too many open files")
	}
	for len(fds) <= n {
		fds = append(fds, 0)
	}
	fds[n] = id
	row.fds = fds
	s.h.procs = s.h.procs.Set(s.key, row)
	s.h.hold(id, 1)
	return n, nil
}

func (s *Sys) Pipe() (int, int, error) {
	r, w := s.h.newPipe()
	a, err := s.install(r, 0)
	if err != nil {
		return -1, -1, err
	}
	b, err := s.install(w, 0)
	return a, b, err
}

func (s *Sys) Dup(from, to int) error {
	id, _, err := s.fd(from)
	if err != nil || from == to {
		return err
	}
	if to < 0 || to >= mostDescriptors {
		return vfs.EBADF
	}
	s.h.hold(id, 1)
	_ = s.Close(to) // it may well be closed
	row := s.row()
	fds := slices.Clone(row.fds)
	for len(fds) <= to {
		fds = append(fds, 0)
	}
	fds[to] = id
	row.fds = fds
	s.h.procs = s.h.procs.Set(s.key, row)
	return nil
}

func (s *Sys) Close(n int) error {
	id, _, err := s.fd(n)
	if err != nil {
		return err
	}
	row := s.row()
	row.fds = slices.Clone(row.fds)
	row.fds[n] = 0
	s.h.procs = s.h.procs.Set(s.key, row)
	s.h.hold(id, -1)
	return nil
}

func (s *Sys) IsTerminal(n int) bool {
	_, f, err := s.fd(n)
	return err == nil && f.kind == terminal
}

func (s *Sys) Size(n int) (int, int) {
	_, f, err := s.fd(n)
	if err != nil || f.kind != terminal {
		return 0, 0
	}
	t := s.h.ttys.At(f.obj)
	return t.cols, t.rows
}

// Echo turns the showing of what is typed on or off; it comes back when the
// process that turned it off has ended.
func (s *Sys) Echo(n int, on bool) {
	_, f, err := s.fd(n)
	if err != nil || f.kind != terminal {
		return
	}
	t := s.h.ttys.At(f.obj)
	if t.quiet = 0; !on {
		t.quiet = s.key
	}
	s.h.ttys = s.h.ttys.Set(f.obj, t)
}

// quiet tells whether a program keeps a terminal from showing what is typed.
func (h *Host) quiet(tty int) bool {
	key := h.ttys.At(tty).quiet
	p, ok := h.procs.Get(key)
	return key != 0 && ok && !p.zombie
}

// Edit asks whoever shows this world for an editor: an event says so.
func (s *Sys) Edit(name string) error {
	st, err := s.look(name, true)
	switch {
	case err == vfs.ENOENT && st.Path != "":
		if err := s.mayWriteDir(path.Dir(st.Path)); err != nil {
			return err
		}
	case err != nil:
		return err
	case st.IsDir():
		return vfs.EISDIR
	default:
		if err := s.mayOpen(st, proc.Write); err != nil {
			return err
		}
	}
	kind := "host"
	if s.machine() != "" {
		kind = "file"
	}
	s.h.glass(kind, "edit", s.machine(), "an editor needs a screen of its own: the page opens the file", "path", st.Path)
	return nil
}
