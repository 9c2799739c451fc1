package shell

import (
	"regexp"
	"strings"

	"mvdan.cc/sh/v3/syntax"

	"drydock/sim/persist"
)

// condFrame is bash's [[ ]].
type condFrame struct {
	clause *syntax.TestClause
	memo
}

func (f condFrame) step(s *shell) {
	result := false
	ok := s.expand(&f.memo, func() { s.push(f) }, func(x *expander) { result = x.cond(f.clause.X) })
	if ok {
		s.status = int(truth(!result))
	}
}

func (x *expander) cond(e syntax.TestExpr) bool {
	if x.stopped() {
		return false
	}
	switch e := e.(type) {
	case *syntax.Word:
		return x.text(e) != ""
	case *syntax.ParenTest:
		return x.cond(e.X)
	case *syntax.UnaryTest:
		return x.condUnary(e)
	case *syntax.BinaryTest:
		return x.condBinary(e)
	}
	return false
}

func (x *expander) condUnary(e *syntax.UnaryTest) bool {
	if e.Op == syntax.TsNot {
		return !x.cond(e.X)
	}
	w, ok := e.X.(*syntax.Word)
	if !ok {
		return x.cond(e.X)
	}
	arg := x.text(w)
	if x.stopped() {
		return false
	}
	if e.Op == syntax.TsVarSet {
		_, set := x.s.lookup(arg)
		return set
	}
	if e.Op == syntax.TsOptSet {
		return x.s.optionSet(arg)
	}
	t := tester{sys: x.s.p.Sys, proc: x.s.p, flavor: x.s.flavor}
	return t.unary(e.Op.String(), arg)
}

func (x *expander) condBinary(e *syntax.BinaryTest) bool {
	switch e.Op {
	case syntax.AndTest:
		return x.cond(e.X) && x.cond(e.Y)
	case syntax.OrTest:
		return x.cond(e.X) || x.cond(e.Y)
	}
	left, okL := e.X.(*syntax.Word)
	right, okR := e.Y.(*syntax.Word)
	if !okL || !okR {
		return false
	}
	a := x.text(left)
	switch e.Op {
	case syntax.TsMatch, syntax.TsMatchShort:
		return match(x.pattern(right), a)
	case syntax.TsNoMatch:
		return !match(x.pattern(right), a)
	case syntax.TsReMatch:
		return x.regex(a, right)
	}
	b := x.text(right)
	if comparisons[e.Op.String()] != nil {
		return comparisons[e.Op.String()](x.number(a), x.number(b))
	}
	t := tester{sys: x.s.p.Sys, proc: x.s.p, flavor: x.s.flavor}
	return !x.stopped() && t.binary(a, e.Op.String(), b)
}

// regex is =~; what matched goes to BASH_REMATCH.
func (x *expander) regex(s string, w *syntax.Word) bool {
	var pattern strings.Builder
	for _, p := range x.parts(w.Parts, bare, true) {
		if p.kind == quoted {
			pattern.WriteString(regexp.QuoteMeta(p.text))
		} else {
			pattern.WriteString(p.text)
		}
	}
	if x.stopped() || pattern.Len() > maxLine {
		return false
	}
	re, err := regexp.CompilePOSIX(pattern.String())
	if err != nil {
		x.fail(2, "invalid regular expression `"+pattern.String()+"'")
		return false
	}
	found := re.FindStringSubmatch(s)
	list := persist.Map[int, string]{}
	for i, m := range found {
		list = list.Set(i, m)
	}
	x.s.keep("BASH_REMATCH", variable{set: true, array: true, list: list})
	return found != nil
}
