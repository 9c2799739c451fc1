package shell

import (
	"strconv"

	"mvdan.cc/sh/v3/syntax"
)

// processFile is the name that stands for a process substitution: a file
// through which the command reads what another writes, or writes what it reads.
func (x *expander) processFile(p *syntax.ProcSubst) string {
	if x.stopped() {
		return ""
	}
	if x.used < len(x.got) {
		x.used++
		return x.got[x.used-1]
	}
	x.proc = p
	return ""
}

// procFrame starts the command of a process substitution beside this shell.
type procFrame struct{ sub *syntax.ProcSubst }

func (f procFrame) step(s *shell) {
	r, w, err := s.p.Sys.Pipe()
	if err != nil {
		s.fatal(1, err.Error())
		return
	}
	mine, its, its0 := r, w, 1
	if f.sub.Op == syntax.CmdOut {
		mine, its, its0 = w, r, 0
	}
	n := s.child(context{})
	n.frames = []frame{seqFrame{f.sub.Stmts, context{tail: true}}}
	_, ok := s.fork(n, map[int]int{its0: its}, true)
	s.p.Sys.Close(its)
	if !ok {
		s.p.Sys.Close(mine)
		return
	}
	fd := 63
	for s.fds.Has(fd) && fd > 10 {
		fd--
	}
	s.fds = s.fds.Set(fd, mine)
	s.beside = append(s.beside[:len(s.beside):len(s.beside)], fd)
	s.delivery, s.delivered = "/dev/fd/"+strconv.Itoa(fd), true
}

// closeBeside gives up the process substitutions beyond the first n.
func (s *shell) closeBeside(n int) {
	for len(s.beside) > n {
		last := len(s.beside) - 1
		fd := s.beside[last]
		s.beside = s.beside[:last]
		if real, ok := s.fds.Get(fd); ok {
			s.fds = s.fds.Delete(fd)
			s.closeLater(real)
		}
	}
}
