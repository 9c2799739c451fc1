package engine

import (
	"io/fs"
	"strconv"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// Mkfifo, see proc.System.
func (s *Sys) Mkfifo(name string, perm fs.FileMode) error {
	st, err := s.look(name, false)
	if err == nil {
		return vfs.EEXIST
	}
	if err != vfs.ENOENT || st.Path == "" {
		return err
	}
	return s.put(st.Path, vfs.Node{Mode: fs.ModeNamedPipe | perm&^s.p.Umask, ModTime: s.h.now})
}

// openFifo opens a named pipe: there is one pipe behind a path for as long as
// somebody has it open.
func (s *Sys) openFifo(name string, f proc.Flag) (int, error) {
	pl := s.h.place(s.machine(), name)
	key := pl.machine + "|" + pl.point + "|" + pl.within
	id, ok := s.h.fifos.Get(key)
	if !ok || !s.h.pipes.Has(id) {
		s.h.nextKey++
		id = s.h.nextKey
		s.h.fifos = s.h.fifos.Set(key, id)
		s.h.pipes = s.h.pipes.Set(id, pipe{named: true})
	}
	p, kind := s.h.pipes.At(id), readEnd
	switch reads, writes := f&proc.Read != 0, f&(proc.Write|proc.Append) != 0; {
	case reads && writes:
		kind = bothEnds
	case writes:
		kind = writeEnd
	}
	if kind != writeEnd {
		p.readers, p.read = p.readers+1, true
	}
	if kind != readEnd {
		p.writers, p.written = p.writers+1, true
	}
	s.h.pipes = s.h.pipes.Set(id, p)
	s.h.wake("p" + strconv.Itoa(id))
	return s.install(s.h.addFile(file{kind: kind, obj: id, path: name}), 0)
}
