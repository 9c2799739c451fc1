package shell

import (
	"strings"

	"mvdan.cc/sh/v3/syntax"

	"drydock/sim/persist"
	"drydock/sim/proc"
)

// child is the state a subshell starts with: a copy of this one with nothing
// left to do. Source: POSIX 2.12.
func (s *shell) child(c context) state {
	n := s.state
	n.frames, n.ops, n.due, n.jobs = nil, nil, nil, nil
	n.ended = persist.Map[int, int]{}
	n.interactive, n.subshell = false, true
	n.personal = s.personal || s.interactive
	n.delivered, n.interrupted = false, false
	n.fds = persist.Map[int, int]{}
	for fd := range s.fds.All() {
		n.fds = n.fds.Set(fd, fd)
	}
	for name, action := range s.traps.All() {
		if action != "" {
			n.traps = n.traps.Delete(name)
		}
	}
	return n
}

// childFDs is what a child gets for descriptors.
func (s *shell) childFDs() map[int]int {
	fds := map[int]int{}
	for fd, real := range s.fds.All() {
		fds[fd] = real
	}
	return fds
}

// fork starts a subshell; fds is what differs from the shell's own descriptors.
func (s *shell) fork(n state, fds map[int]int, background bool) (int, bool) {
	all := s.childFDs()
	for fd := range 10 {
		if real, ok := fds[fd]; ok {
			all[fd] = real
			n.fds = n.fds.Set(fd, fd)
		}
	}
	pid, err := s.spawn(proc.Spawn{Argv: s.p.Argv, Env: s.p.Env, FDs: all, Run: step, State: &n, Background: background})
	if err != nil {
		s.fatal([...]int{254, 2, 2}[s.flavor], textNoFork.of(s.flavor))
		return 0, false
	}
	return pid, true
}

func (s *shell) startSubshell(stmts []*syntax.Stmt, c context) {
	n := s.child(c)
	n.frames = []frame{seqFrame{stmts, context{tested: c.tested, tail: true}}}
	if pid, ok := s.fork(n, nil, false); ok {
		s.push(waitFrame{pids: []int{pid}, text: "( … )"})
	}
}

// startPipeline forks all parts of a pipeline at once, each reading from the
// one before.
func (s *shell) startPipeline(cmd *syntax.BinaryCmd, c context) {
	parts, both := flatten(cmd)
	var pids []int
	from := -1
	for i, st := range parts {
		n := s.child(c)
		n.frames = []frame{seqFrame{[]*syntax.Stmt{st}, context{tested: c.tested, tail: true}}}
		fds, next := map[int]int{}, -1
		if from >= 0 {
			fds[0] = from
		}
		to := -1
		if i < len(parts)-1 {
			var err error
			if next, to, err = s.p.Sys.Pipe(); err != nil {
				s.fatal(2, err.Error())
				return
			}
			fds[1] = to
			if both[i] {
				fds[2] = to
			}
		}
		pid, ok := s.fork(n, fds, s.background > 0)
		for _, fd := range []int{from, to} {
			if fd >= 0 {
				s.p.Sys.Close(fd)
			}
		}
		if !ok {
			if next >= 0 {
				s.p.Sys.Close(next)
			}
			return
		}
		pids, from = append(pids, pid), next
	}
	s.push(waitFrame{pids: pids, pipefail: s.opts.pipefail, text: source(cmd)})
}

// flatten lists the parts of a pipeline and after which of them standard
// error goes into the pipe too.
func flatten(cmd *syntax.BinaryCmd) (parts []*syntax.Stmt, both []bool) {
	last := cmd
	var right []*syntax.Stmt
	var ops []bool
	for {
		right, ops = append(right, last.Y), append(ops, last.Op == syntax.PipeAll)
		inner, ok := last.X.Cmd.(*syntax.BinaryCmd)
		if !ok || inner.Op != syntax.Pipe && inner.Op != syntax.PipeAll || len(last.X.Redirs) > 0 || last.X.Negated {
			right = append(right, last.X)
			break
		}
		last = inner
	}
	for i := len(right) - 1; i >= 0; i-- {
		parts = append(parts, right[i])
		if i > 0 {
			both = append(both, ops[i-1])
		}
	}
	return parts, both
}

// startBackground forks a command that is not waited for.
func (s *shell) startBackground(st *syntax.Stmt, c context) {
	fg := *st
	fg.Background = false
	n := s.child(c)
	if n.background++; n.background > maxBackground {
		s.fatal([...]int{254, 2, 2}[s.flavor], textNoFork.of(s.flavor))
		return
	}
	n.frames = []frame{seqFrame{[]*syntax.Stmt{&fg}, context{tail: true}}}
	fds := map[int]int{}
	null := -1
	if !s.interactive {
		if fd, err := s.p.Sys.Open("/dev/null", proc.Read, 0); err == nil {
			null, fds[0] = fd, fd
		}
	}
	pid, ok := s.fork(n, fds, true)
	if null >= 0 {
		s.p.Sys.Close(null)
	}
	if !ok {
		return
	}
	s.lastBG, s.status = pid, 0
	s.addJob(pid, source(&fg))
}

// source writes a command or an arithmetic expression as one line.
func source(n syntax.Node) string {
	var b strings.Builder
	if e, ok := n.(syntax.ArithmExpr); ok {
		syntax.NewPrinter(syntax.SingleLine(true)).Print(&b, &syntax.ArithmExp{X: e})
		return strings.TrimSuffix(strings.TrimPrefix(b.String(), "$(("), "))")
	}
	syntax.NewPrinter(syntax.SingleLine(true)).Print(&b, n)
	return strings.TrimSpace(b.String())
}

// substFrame is a command substitution that runs.
type substFrame struct {
	node *syntax.CmdSubst
	fd   int // where its output comes from; 0 before it has started
	pid  int
	text string
	size int64 // of the output; beyond maxWord it is only counted
	read bool
}

func (f substFrame) step(s *shell) {
	if f.pid == 0 && !f.start(s) {
		return
	}
	for !f.read {
		piece, err := s.p.Sys.Read(f.fd, 64<<10)
		if again(err) {
			s.wait(f)
			return
		}
		if f.size += int64(len(piece)); f.size <= maxWord {
			f.text += piece
		}
		f.read = err != nil || piece == ""
		if f.size > maxWord && !f.fits(s) {
			return
		}
	}
	if f.fd > 0 {
		s.p.Sys.Close(f.fd)
		f.fd = 0
	}
	code, done := s.childEnded(f.pid)
	if !done {
		s.wait(f)
		return
	}
	s.status, s.substituted = code, true
	s.delivery, s.delivered = strings.TrimRight(strings.ReplaceAll(f.text, "\x00", ""), "\n"), true
	if code == 128+int(proc.SIGINT) {
		s.stopForInterrupt()
	}
}

// fits tells whether to go on with more output than a word can hold here: if
// the machine has a memory limit it counts until that is reached.
func (f substFrame) fits(s *shell) bool {
	switch s.p.Sys.Hold(f.size) {
	case proc.Killed:
		s.gone = true
		return false
	case proc.Limited:
		if !f.read {
			return true
		}
	}
	s.p.Sys.Close(f.fd)
	s.fatal(2, textTooBig.of(s.flavor, maxWord))
	return false
}

func (f *substFrame) start(s *shell) bool {
	r, w, err := s.p.Sys.Pipe()
	if err != nil {
		s.fatal(2, err.Error())
		return false
	}
	n := s.child(context{})
	n.frames = []frame{seqFrame{f.node.Stmts, context{tail: true}}}
	if s.flavor == Bash {
		n.opts.errexit = false
	}
	pid, ok := s.fork(n, map[int]int{1: w}, false)
	s.p.Sys.Close(w)
	if !ok {
		s.p.Sys.Close(r)
		return false
	}
	f.fd, f.pid = r, pid
	return true
}

func (f substFrame) leave(s *shell) {
	if f.fd > 0 {
		s.closeLater(f.fd)
	}
}
