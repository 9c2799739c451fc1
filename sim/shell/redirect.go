package shell

import (
	"strconv"
	"strings"

	"mvdan.cc/sh/v3/syntax"

	"drydock/sim/persist"
	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// openFrame opens the redirections of a statement, one after the other, and
// then starts its command.
type openFrame struct {
	st *syntax.Stmt
	context
	memo
	fds    persist.Map[int, int] // as they were
	done   int
	opened []int
	ready  *prepared // the command, when it is a simple one
}

func (f openFrame) step(s *shell) {
	for ; f.done < len(f.st.Redirs); f.done++ {
		r := f.st.Redirs[f.done]
		if sub := processSubst(r.Word); sub != nil && r.Op == syntax.RdrIn {
			real, ok := s.readFrom(sub)
			if !ok {
				return
			}
			f.opened = append(f.opened[:len(f.opened):len(f.opened)], real)
			continue
		}
		var word string
		ok := s.expand(&f.memo, func() { s.push(f) }, func(x *expander) { word = x.redirection(r) })
		if !ok {
			return
		}
		f.memo = memo{}
		real, err := s.redirect(r, word)
		if err != "" {
			s.fds = f.fds
			s.closeAll(f.opened)
			if err == badFDNumber {
				s.fatal(2, err)
				return
			}
			s.errorf("", "%s", err)
			s.redirectFailed(f.st.Cmd)
			return
		}
		f.opened = append(f.opened[:len(f.opened):len(f.opened)], real...)
	}
	if f.ready != nil && len(f.ready.args) == 1 && f.ready.args[0] == "exec" {
		s.status = 0 // exec without a command keeps its redirections
		return
	}
	s.push(closeFrame{fds: f.fds, opened: f.opened})
	if f.ready != nil {
		s.runPrepared(*f.ready, f.context)
		return
	}
	s.dispatch(f.st.Cmd, f.context)
}

// badFDNumber is what dash finds while it parses.
const badFDNumber = "Syntax error: Bad fd number"

// processSubst is the command of bash's "< <(command)".
func processSubst(w *syntax.Word) *syntax.ProcSubst {
	if w == nil || len(w.Parts) != 1 {
		return nil
	}
	sub, _ := w.Parts[0].(*syntax.ProcSubst)
	return sub
}

// readFrom makes standard input read from a command that runs beside.
func (s *shell) readFrom(sub *syntax.ProcSubst) (real int, ok bool) {
	r, w, err := s.p.Sys.Pipe()
	if err != nil {
		s.fatal(1, err.Error())
		return 0, false
	}
	n := s.child(context{})
	n.frames = []frame{seqFrame{sub.Stmts, context{tail: true}}}
	_, ok = s.fork(n, map[int]int{1: w}, false)
	s.p.Sys.Close(w)
	s.fds = s.fds.Set(0, r)
	return r, ok
}

func (f openFrame) leave(s *shell) { closeFrame{f.fds, f.opened}.leave(s) }

// redirectFailed sets the status; dash and ash give up when the command is a
// special builtin.
func (s *shell) redirectFailed(cmd syntax.Command) {
	s.status = 1
	if s.flavor == Dash {
		s.status = 2
	}
	call, ok := cmd.(*syntax.CallExpr)
	if !ok || len(call.Args) == 0 || s.interactive {
		return
	}
	name := call.Args[0].Lit()
	if b, ok := findBuiltin(name, s.flavor); ok && b.special && (s.flavor != Bash || name == "exec") {
		s.abandon(s.status)
	}
}

// closeFrame puts the descriptors back when the command is done.
type closeFrame struct {
	fds    persist.Map[int, int]
	opened []int
}

func (f closeFrame) step(s *shell) { f.leave(s) }

func (f closeFrame) leave(s *shell) {
	s.fds = f.fds
	s.closeAll(f.opened)
}

func (s *shell) closeAll(fds []int) {
	for _, fd := range fds {
		s.closeLater(fd)
	}
}

// redirection is the word of a redirection, or the text of a here-document.
func (x *expander) redirection(r *syntax.Redirect) string {
	switch r.Op {
	case syntax.Hdoc, syntax.DashHdoc:
		return x.here(r)
	case syntax.WordHdoc:
		return x.text(r.Word) + "\n"
	}
	if list := x.fields([]*syntax.Word{r.Word}); len(list) == 1 {
		return list[0]
	}
	return x.text(r.Word)
}

// redirect changes one descriptor and returns those of the process that were
// opened for it, or a message.
func (s *shell) redirect(r *syntax.Redirect, word string) (opened []int, msg string) {
	fd := 1
	switch r.Op {
	case syntax.RdrIn, syntax.RdrInOut, syntax.DplIn, syntax.Hdoc, syntax.DashHdoc, syntax.WordHdoc:
		fd = 0
	}
	if r.N != nil {
		n, err := strconv.Atoi(r.N.Value)
		if err != nil || n > 1<<16 {
			return nil, textBadFD.of(s.flavor, r.N.Value)
		}
		fd = n
	}
	switch r.Op {
	case syntax.DplIn, syntax.DplOut:
		if r.Op == syntax.DplOut && r.N == nil && s.flavor != Dash && !isNumber(strings.TrimSuffix(word, "-")) && word != "-" {
			return s.open(word, proc.Write|proc.Create|proc.Trunc, 1, 2)
		}
		return nil, s.duplicate(word, fd)
	case syntax.Hdoc, syntax.DashHdoc, syntax.WordHdoc:
		return s.feed(word, fd)
	case syntax.RdrAll:
		return s.open(word, proc.Write|proc.Create|proc.Trunc, 1, 2)
	case syntax.AppAll:
		return s.open(word, proc.Append|proc.Create, 1, 2)
	}
	return s.open(word, s.openFlags(r.Op, word), fd)
}

func (s *shell) openFlags(op syntax.RedirOperator, word string) proc.Flag {
	switch op {
	case syntax.RdrIn:
		return proc.Read
	case syntax.RdrInOut:
		return proc.Read | proc.Write | proc.Create
	case syntax.AppOut, syntax.AppClob:
		return proc.Append | proc.Create
	}
	if op == syntax.RdrOut && s.opts.noclobber {
		if st, err := s.p.Sys.Stat(word); err == nil && st.Mode.IsRegular() {
			return proc.Write | proc.Create | proc.Excl
		}
	}
	return proc.Write | proc.Create | proc.Trunc
}

func (s *shell) open(word string, flags proc.Flag, fds ...int) ([]int, string) {
	if word == "" && s.flavor == Bash {
		return nil, ": No such file or directory"
	}
	if n, err := strconv.Atoi(strings.TrimPrefix(word, "/dev/fd/")); err == nil && n > 9 && strings.HasPrefix(word, "/dev/fd/") {
		if real, ok := s.fds.Get(n); ok { // a process substitution: its number is the shell's own
			for _, fd := range fds {
				s.fds = s.fds.Set(fd, real)
			}
			return nil, ""
		}
	}
	real, err := s.p.Sys.Open(word, flags, 0o666)
	if err == vfs.EEXIST {
		return nil, text{"%s: cannot overwrite existing file", "cannot create %s: File exists", "can't create %s: File exists"}.of(s.flavor, word)
	}
	if err != nil {
		making := flags&proc.Create != 0
		t := textCannotOpen
		if making {
			t = textCannotMake
		}
		return nil, t.of(s.flavor, word, s.flavor.reason(err, making))
	}
	for _, fd := range fds {
		s.fds = s.fds.Set(fd, real)
	}
	return []int{real}, ""
}

// duplicate does n>&word: another descriptor, or "-" to close.
func (s *shell) duplicate(word string, fd int) string {
	if word == "-" {
		s.fds = s.fds.Delete(fd)
		return ""
	}
	from, move := strings.CutSuffix(word, "-")
	n, err := strconv.Atoi(from)
	real, ok := s.fds.Get(n)
	switch {
	case err != nil && s.flavor == Bash:
		return word + ": ambiguous redirect"
	case err != nil:
		if s.flavor == Dash {
			return badFDNumber
		}
		return "bad fd number"
	case !ok:
		return textBadFD.of(s.flavor, word)
	}
	s.fds = s.fds.Set(fd, real)
	if move {
		s.fds = s.fds.Delete(n)
	}
	return ""
}

// feed makes a descriptor read a text: through a pipe, filled by a child when
// the text is too long for it.
func (s *shell) feed(data string, fd int) ([]int, string) {
	r, w, err := s.p.Sys.Pipe()
	if err != nil {
		return nil, err.Error()
	}
	if err := s.p.Sys.Write(w, data); err != nil {
		writer := s.child(context{})
		writer.ops = []op{{fd: 1, data: data}}
		s.fork(writer, map[int]int{1: w}, true)
	}
	s.p.Sys.Close(w)
	s.fds = s.fds.Set(fd, r)
	return []int{r}, ""
}

func isNumber(s string) bool {
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return false
		}
	}
	return s != ""
}
