package shell

import (
	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// run does steps until the shell waits, ends, or has used its budget up.
func (s *shell) run() {
	for !s.gone {
		if !s.flush() || !s.p.Sys.Spend(1) {
			break
		}
		if len(s.frames) == 0 {
			s.exit(s.status)
			continue
		}
		if s.runTraps() {
			continue
		}
		s.pop().step(s)
		if s.waiting {
			break
		}
	}
	if !s.gone {
		s.save()
	}
}

// wait puts a frame back and returns to the machine.
func (s *shell) wait(f frame) {
	s.push(f)
	s.waiting = true
}

// op is something to be done with a descriptor of the process before the next
// step: a write, which may have to wait, or a close.
type op struct {
	fd    int
	data  string
	close bool
}

// print queues data for one of the shell's descriptors; it tells whether that is open.
func (s *shell) print(fd int, data string) bool {
	real, ok := s.fds.Get(fd)
	if ok && data != "" {
		s.ops = append(s.ops[:len(s.ops):len(s.ops)], op{fd: real, data: data})
	}
	return ok
}

// closeLater closes a descriptor of the process once all before is written.
func (s *shell) closeLater(real int) {
	s.ops = append(s.ops[:len(s.ops):len(s.ops)], op{fd: real, close: true})
}

const pieceSize = 16 << 10 // bytes written at once, so that they fit a pipe

// flush does what is queued; false means that it has to wait.
func (s *shell) flush() bool {
	for len(s.ops) > 0 {
		o := s.ops[0]
		if o.close {
			s.p.Sys.Close(o.fd)
			s.ops = s.ops[1:]
			continue
		}
		n := min(len(o.data), pieceSize)
		switch err := s.p.Sys.Write(o.fd, o.data[:n]); {
		case err == vfs.EAGAIN:
			return false
		case err == vfs.EPIPE && s.diesOf(proc.SIGPIPE):
			s.ops = nil
			return false
		case err != nil, n == len(o.data):
			if err != nil {
				s.status = 1
			}
			s.ops = s.ops[1:]
		default:
			rest := append([]op{{fd: o.fd, data: o.data[n:]}}, s.ops[1:]...)
			s.ops = rest
		}
	}
	s.ops = nil
	return true
}

// diesOf tells whether a signal ends this process.
func (s *shell) diesOf(sig proc.Signal) bool {
	return s.p.PID != 1 && !s.p.Catch.Has(sig) && !s.p.Ignore.Has(sig)
}
