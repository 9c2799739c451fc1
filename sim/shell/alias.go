package shell

import (
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// replaceAlias replaces the first word of a command by its alias. Bash does so
// in interactive shells only. Source: POSIX 2.3.1.
func (s *shell) replaceAlias(f callFrame) bool {
	if s.aliases.Len() == 0 || len(f.call.Args) == 0 || s.flavor == Bash && !s.interactive {
		return false
	}
	name := f.call.Args[0].Lit()
	value, ok := s.aliases.Get(name)
	if !ok || strings.Contains(f.aliased, " "+name+" ") {
		return false
	}
	u := parse(value, s.flavor)
	if u.bad != nil || len(u.stmts) == 0 {
		return false
	}
	stmts := append([]*syntax.Stmt(nil), u.stmts...)
	last := *stmts[len(stmts)-1]
	call, ok := last.Cmd.(*syntax.CallExpr)
	if !ok {
		return false
	}
	c := *call
	c.Assigns = append(append([]*syntax.Assign(nil), f.call.Assigns...), c.Assigns...)
	c.Args = append(append([]*syntax.Word(nil), c.Args...), f.call.Args[1:]...)
	next := callFrame{call: &c, st: f.st, context: f.context, aliased: f.aliased + " " + name + " "}
	if len(stmts) == 1 && len(last.Redirs) == 0 {
		s.push(next)
		return true
	}
	last.Cmd = &c
	stmts[len(stmts)-1] = &last
	s.aliasDepth++
	if s.aliasDepth > 20 {
		s.aliasDepth = 0
		return false
	}
	s.push(seqFrame{stmts, context{tested: f.tested}})
	return true
}
