package shell

import (
	"drydock/sim/proc"
	"drydock/sim/vfs"
)

func again(err error) bool { return err == vfs.EAGAIN }

// reap takes the exit codes of all children that have ended. Those nobody
// asks for, such as orphans that PID 1 gets, are forgotten.
func (s *shell) reap(wanted ...int) {
	for {
		pid, code, err := s.p.Sys.Wait(0)
		if err != nil {
			return
		}
		mine := s.jobOf(pid) >= 0
		for _, w := range wanted {
			mine = mine || w == pid
		}
		if mine {
			s.ended = s.ended.Set(pid, code)
		}
		s.jobEnded(pid, code)
	}
}

// childEnded takes the exit code of one child.
func (s *shell) childEnded(pid int) (code int, done bool) {
	s.reap(pid)
	code, done = s.ended.Get(pid)
	if done {
		s.ended = s.ended.Delete(pid)
	}
	return code, done
}

// waitFrame waits for the processes of a foreground command.
type waitFrame struct {
	pids     []int
	pipefail bool
	text     string // of the command, for the list of jobs
}

func (f waitFrame) step(s *shell) {
	s.reap(f.pids...)
	for _, pid := range f.pids {
		if !s.ended.Has(pid) {
			if s.stopped(f.pids) {
				s.suspend(f)
				return
			}
			s.wait(f)
			return
		}
	}
	for i, pid := range f.pids {
		code := s.ended.At(pid)
		s.ended = s.ended.Delete(pid)
		if i == 0 || !f.pipefail || code != 0 {
			s.status = code
		}
	}
	if s.status == 128+int(proc.SIGINT) {
		s.stopForInterrupt()
	}
	s.interrupted = false
}

// stopForInterrupt is what Ctrl-C does besides ending the foreground command:
// the line or the script that ran it ends too, unless INT is trapped.
func (s *shell) stopForInterrupt() {
	_, trapped := s.traps.Get("INT")
	switch {
	case trapped:
	case !s.interactive:
		s.exit(128 + int(proc.SIGINT))
	case s.interrupted:
		s.print(2, "\n")
		s.abandon(128 + int(proc.SIGINT))
	}
}
