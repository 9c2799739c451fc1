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
