package shell

import "mvdan.cc/sh/v3/syntax"

// function is a defined function and where its text begins.
type function struct {
	body     *syntax.Stmt
	lineBase int
	source   *syntax.FuncDecl
}

func (s *shell) define(decl *syntax.FuncDecl) {
	s.funcs = s.funcs.Set(decl.Name.Value, function{decl.Body, s.lineBase, decl})
	s.status = 0
}

// funcFrame stands under the body of a function: it puts back what the
// function had for itself.
type funcFrame struct {
	params   []string
	locals   []saved
	lineBase int
}

func (f funcFrame) step(s *shell) { f.leave(s) }

func (f funcFrame) leave(s *shell) {
	s.restore(f.locals)
	s.params, s.lineBase = f.params, f.lineBase
	s.depth--
}

// enter calls a function.
func (s *shell) enter(name string, fn function, args []string, c context) {
	if s.depth >= maxDepth {
		s.fatal(s.flavor.usageError(), textDepth.of(s.flavor, name, maxDepth))
		return
	}
	s.depth++
	s.push(funcFrame{params: s.params, lineBase: s.lineBase})
	s.params, s.lineBase = args, fn.lineBase
	s.exec(fn.body, context{tested: c.tested})
}

// makeLocal remembers a variable in the function that runs; false outside of one.
func (s *shell) makeLocal(name string) bool {
	for i := len(s.frames) - 1; i >= 0; i-- {
		f, ok := s.frames[i].(funcFrame)
		if !ok {
			continue
		}
		for _, l := range f.locals {
			if l.name == name {
				return true
			}
		}
		f.locals = append(f.locals[:len(f.locals):len(f.locals)], s.remember(name))
		s.frames[i] = f
		return true
	}
	return false
}

// textFrame stands under the commands of an eval, a trap or a sourced file.
type textFrame struct {
	lineBase int
	sourced  bool
	file     string // its name, of a sourced file
	params   []string
	eval     bool
	sourcing string // the file that was sourced before
	status   *int   // a trap gives the status back that it found
}

func (f textFrame) step(s *shell) {
	f.leave(s)
	if f.status != nil {
		s.status = *f.status
	}
}

func (f textFrame) leave(s *shell) {
	s.lineBase, s.params, s.sourcing = f.lineBase, f.params, f.sourcing
	s.depth--
}

// evaluate runs a text in this shell.
func (s *shell) evaluate(src string, c context) {
	s.runText(src, textFrame{lineBase: s.lineBase, params: s.params, sourcing: s.sourcing, eval: true}, c)
}

func (s *shell) runText(src string, under textFrame, c context) {
	if why := tooLong(src); why != "" {
		s.fatal(2, why)
		return
	}
	if s.depth >= maxDepth {
		s.fatal(s.flavor.usageError(), textDepth.of(s.flavor, "eval", maxDepth))
		return
	}
	u := parse(closeHere(src, s.flavor), s.flavor)
	s.depth++
	if under.file != "" {
		s.sourcing = under.file
	}
	s.push(under)
	s.lineBase = max(s.line-1, 0)
	if under.sourced {
		s.lineBase = 0
	}
	if len(u.stmts) == 0 {
		s.status = 0
	}
	if u.bad != nil {
		s.push(badFrame{bad: u.bad, eval: under.eval})
	}
	s.push(seqFrame{u.stmts, context{tested: c.tested}})
}

// badFrame is a syntax error reached.
type badFrame struct {
	bad  *badSyntax
	eval bool // in the text of an eval, which bash survives
}

func (f badFrame) step(s *shell) {
	s.report(f.bad, f.eval)
	switch {
	case s.flavor == Bash && f.bad.sentence[Bash] != "":
		s.abandon(1)
	case s.flavor == Bash && f.eval:
		s.status = 2
	default:
		s.abandon(2)
	}
}

// leaveFunction does return: it drops all down to the function or sourced file
// that runs, which then ends. False when there is none.
func (s *shell) leaveFunction() bool {
	returns := func(f frame) bool {
		switch f := f.(type) {
		case funcFrame:
			return true
		case textFrame:
			return f.sourced
		}
		return false
	}
	for _, f := range s.frames {
		if returns(f) {
			s.unwind(returns)
			return true
		}
	}
	return false
}
