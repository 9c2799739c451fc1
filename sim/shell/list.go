package shell

import "mvdan.cc/sh/v3/syntax"

// seqFrame is the rest of a list of commands.
type seqFrame struct {
	stmts []*syntax.Stmt
	context
}

func (f seqFrame) step(s *shell) {
	if len(f.stmts) == 0 {
		return
	}
	st := f.stmts[0]
	c := context{tested: f.tested, tail: f.tail && len(f.stmts) == 1}
	if len(f.stmts) > 1 {
		f.stmts = f.stmts[1:]
		s.push(f)
	}
	s.exec(st, c)
}

// exec starts a statement: what its command needs goes on the stack.
func (s *shell) exec(st *syntax.Stmt, c context) {
	s.line = s.lineBase + int(st.Pos().Line())
	if s.opts.noexec && !s.interactive {
		return
	}
	if st.Background {
		s.startBackground(st, c)
		return
	}
	if st.Negated {
		c = context{tested: true}
	}
	s.push(afterFrame{st: st, context: c, beside: len(s.beside)})
	if call, ok := st.Cmd.(*syntax.CallExpr); ok && len(st.Redirs) > 0 {
		s.push(callFrame{call: call, st: st, context: c})
		return
	}
	if len(st.Redirs) > 0 {
		s.push(openFrame{st: st, context: c, fds: s.fds})
		return
	}
	s.dispatch(st.Cmd, c)
}

// afterFrame follows every statement: it turns a status around for "!" and
// ends the shell for -e.
type afterFrame struct {
	st     *syntax.Stmt
	beside int // process substitutions open before it
	context
}

func (f afterFrame) step(s *shell) {
	s.closeBeside(f.beside)
	if f.st.Negated {
		if s.status == 0 {
			s.status = 1
		} else {
			s.status = 0
		}
		return
	}
	if s.status != 0 && s.opts.errexit && !f.tested && counts(f.st.Cmd) {
		s.exit(s.status)
	}
}

// counts tells whether -e looks at a command itself; of the others it looks at
// the parts.
func counts(c syntax.Command) bool {
	switch c := c.(type) {
	case *syntax.BinaryCmd:
		return c.Op == syntax.Pipe || c.Op == syntax.PipeAll
	case *syntax.IfClause, *syntax.WhileClause, *syntax.ForClause, *syntax.CaseClause, *syntax.Block:
		return false
	}
	return true
}

// dispatch starts a command whose redirections are in place.
func (s *shell) dispatch(cmd syntax.Command, c context) {
	switch cmd := cmd.(type) {
	case nil:
		s.status = 0
	case *syntax.CallExpr:
		s.push(callFrame{call: cmd, context: c})
	case *syntax.DeclClause:
		s.push(declFrame{decl: cmd, context: c})
	case *syntax.BinaryCmd:
		s.binary(cmd, c)
	case *syntax.Block:
		s.push(seqFrame{cmd.Stmts, c})
	case *syntax.Subshell:
		s.startSubshell(cmd.Stmts, c)
	case *syntax.IfClause:
		s.startIf(cmd, c)
	case *syntax.WhileClause:
		s.push(whileFrame{loop: cmd, context: c})
	case *syntax.ForClause:
		s.startFor(cmd, c)
	case *syntax.CaseClause:
		s.push(caseFrame{clause: cmd, context: c})
	case *syntax.FuncDecl:
		s.define(cmd)
	case *syntax.ArithmCmd:
		s.push(arithFrame{exprs: []syntax.ArithmExpr{cmd.X}})
	case *syntax.LetClause:
		s.push(arithFrame{exprs: cmd.Exprs})
	case *syntax.TestClause:
		s.push(condFrame{clause: cmd})
	case *syntax.TimeClause:
		s.push(timeFrame{from: s.p.Sys.Now(), posix: cmd.PosixFormat})
		if cmd.Stmt != nil {
			s.exec(cmd.Stmt, context{tested: c.tested})
		}
	default:
		s.fatal(2, "this command is not simulated")
	}
}

// binary starts a pipeline or the left side of && and ||.
func (s *shell) binary(cmd *syntax.BinaryCmd, c context) {
	if cmd.Op == syntax.Pipe || cmd.Op == syntax.PipeAll {
		s.startPipeline(cmd, c)
		return
	}
	s.push(andOrFrame{cmd: cmd, context: c})
	s.exec(cmd.X, context{tested: true})
}

// andOrFrame waits for the left side of && or ||.
type andOrFrame struct {
	cmd *syntax.BinaryCmd
	context
}

func (f andOrFrame) step(s *shell) {
	if (s.status == 0) == (f.cmd.Op == syntax.AndStmt) {
		s.exec(f.cmd.Y, f.context)
	}
}

// ifFrame waits for a condition.
type ifFrame struct {
	clause *syntax.IfClause
	context
}

func (s *shell) startIf(clause *syntax.IfClause, c context) {
	if s.flavor == Bash {
		c.tail = false // bash keeps the shell around an if
	}
	if len(clause.Cond) == 0 { // else
		s.push(seqFrame{clause.Then, c})
		return
	}
	s.push(ifFrame{clause, c}, seqFrame{clause.Cond, context{tested: true}})
}

func (f ifFrame) step(s *shell) {
	switch {
	case s.status == 0:
		s.push(seqFrame{f.clause.Then, f.context})
	case f.clause.Else != nil:
		s.startIf(f.clause.Else, f.context)
	default:
		s.status = 0
	}
}
