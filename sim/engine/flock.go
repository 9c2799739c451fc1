package engine

import (
	"drydock/sim/proc"
	"drydock/sim/vfs"
)

func lockKey(f file) string { return "f:" + f.machine + ":" + f.path }

// Flock, see proc.System. A lock belongs to the open file description.
func (s *Sys) Flock(n int, how proc.Lock) error {
	id, f, err := s.fd(n)
	if err != nil {
		return err
	}
	s.use(5 + s.h.files.Len()/16)
	if how != proc.Unlock {
		for other, o := range s.h.files.All() {
			taken := o.lock == proc.Exclude || o.lock == proc.Share && how == proc.Exclude
			if other != id && taken && o.kind == regular && o.machine == f.machine && o.path == f.path {
				s.h.await(s.key, lockKey(f))
				return vfs.EAGAIN
			}
		}
	}
	if f.lock != proc.Unlock {
		s.h.wake(lockKey(f))
	}
	f.lock = how
	s.h.files = s.h.files.Set(id, f)
	return nil
}

// OpenFiles, see proc.System.
func (s *Sys) OpenFiles() (list []proc.OpenFile) {
	s.sync()
	for _, i := range s.Processes() {
		p, ok := s.h.seen(s.machine(), i.PID)
		if !ok || s.p.UID != 0 && s.p.UID != p.UID {
			continue
		}
		for fd, id := range p.fds {
			if f, ok := s.h.files.Get(id); ok && id != 0 {
				s.use(1)
				list = append(list, s.h.described(f, i.PID, fd))
			}
		}
	}
	return list
}

// described is an open file as lsof tells of it.
func (h *Host) described(f file, pid, fd int) proc.OpenFile {
	o := proc.OpenFile{PID: pid, FD: fd, Kind: "CHR", Read: true, Write: true}
	switch f.kind {
	case regular, frozen:
		o.Kind, o.Path = "REG", f.path
		o.Read, o.Write = f.flags&proc.Read != 0, f.flags&(proc.Write|proc.Append) != 0
		if n, err := h.lstat(f.machine, f.path, 0); err == nil {
			if o.Size = n.Size; n.IsDir() {
				o.Kind = "DIR"
			}
		}
	case readEnd, writeEnd, bothEnds, sink:
		o.Kind, o.Path = "FIFO", "pipe"
		if f.path != "" {
			o.Path = f.path
		}
		o.Read, o.Write = f.kind == readEnd || f.kind == bothEnds, f.kind != readEnd
	case plug:
		o.Kind, o.Path = "sock", "socket"
	case terminal, screen:
		o.Path = "/dev/pts/0"
	case zero:
		o.Path = "/dev/zero"
	case random:
		o.Path = "/dev/urandom"
	case full:
		o.Path = "/dev/full"
	default:
		o.Path = "/dev/null"
	}
	return o
}
