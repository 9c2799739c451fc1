package shell

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"mvdan.cc/sh/v3/syntax"
)

// values is what a parameter stands for: one text, or a list for $@ and $*.
type values struct {
	list   []string
	set    bool
	isList bool
	star   bool // joined when quoted
}

// param expands one parameter expansion. Source: POSIX 2.6.2; bash(1).
func (x *expander) param(pe *syntax.ParamExp, q quoting) []piece {
	if pe.Param == nil {
		x.fail(2, textBadSubst.of(x.s.flavor, "${"))
		return nil
	}
	name := pe.Param.Value
	if x.s.flavor == Ash && (pe.Index != nil || pe.Excl || pe.Exp != nil && pe.Exp.Op >= syntax.UpperFirst) {
		x.fail(2, textBadSubst.of(x.s.flavor, name))
		return nil
	}
	if pe.Excl {
		return x.indirect(pe, q)
	}
	v := x.resolve(name, pe.Index)
	if x.stopped() {
		return nil
	}
	if pe.Length {
		return []piece{{x.length(name, v, pe), expansionKind(q)}}
	}
	if pe.Exp != nil && pe.Exp.Op >= syntax.AlternateUnset && pe.Exp.Op <= syntax.AssignUnsetOrNull {
		return x.conditional(pe, v, q)
	}
	if !v.set && x.s.opts.nounset && !v.isList {
		x.unset(name)
		return nil
	}
	return emit(x.s, x.modify(pe, v), q)
}

func (x *expander) unset(name string) {
	code := 2
	if x.s.flavor == Bash {
		code = 1
		if x.s.origin == fromCommand {
			code = 127
		}
	}
	x.fail(code, textUnset.of(x.s.flavor, name))
}

// emit makes pieces of values.
func emit(s *shell, v values, q quoting) []piece {
	if v.isList && v.star && q.quotes() {
		ifs, set := s.lookup("IFS")
		if !set {
			ifs = " "
		}
		return []piece{{strings.Join(v.list, ifs[:min(len(ifs), 1)]), quoted}}
	}
	var out []piece
	for i, text := range v.list {
		if i > 0 {
			out = append(out, piece{kind: between})
		}
		out = append(out, piece{text, expansionKind(q)})
	}
	return out
}

func subscriptIs(index syntax.ArithmExpr, what string) bool {
	w, ok := index.(*syntax.Word)
	return ok && w.Lit() == what
}

// resolve finds the value of a parameter by its name.
func (x *expander) resolve(name string, index syntax.ArithmExpr) values {
	s := x.s
	one := func(text string) values { return values{list: []string{text}, set: true} }
	switch name {
	case "@", "*":
		return values{list: s.params, set: len(s.params) > 0, isList: true, star: name == "*"}
	case "#":
		return one(strconv.Itoa(len(s.params)))
	case "?":
		return one(strconv.Itoa(s.status))
	case "$":
		return one(strconv.Itoa(s.pid))
	case "!":
		if s.lastBG == 0 {
			return values{}
		}
		return one(strconv.Itoa(s.lastBG))
	case "-":
		return one(s.flags())
	case "0":
		return one(s.name)
	}
	if n, err := strconv.Atoi(name); err == nil {
		switch {
		case n < 1:
			return one(s.name)
		case n > len(s.params):
			return values{}
		}
		return one(s.params[n-1])
	}
	if index != nil {
		return x.element(name, index)
	}
	if text, ok := s.lookup(name); ok {
		return one(text)
	}
	return values{}
}

// element is ${a[i]}, ${a[@]} and ${a[*]}.
func (x *expander) element(name string, index syntax.ArithmExpr) values {
	v := x.s.vars.At(name)
	if at, star := subscriptIs(index, "@"), subscriptIs(index, "*"); at || star {
		out := values{isList: true, star: star}
		for _, e := range v.elements() {
			out.list, out.set = append(out.list, e), true
		}
		return out
	}
	key := x.subscript(v, index)
	for k, e := range v.elements() {
		if k == key {
			return values{list: []string{e}, set: true}
		}
	}
	return values{}
}

// subscript is the key an index stands for.
func (x *expander) subscript(v variable, index syntax.ArithmExpr) string {
	if v.assoc {
		if w, ok := index.(*syntax.Word); ok {
			return x.text(w)
		}
		return source(index)
	}
	n := x.arith(index)
	if n < 0 {
		if last, _, ok := v.list.Last(); ok {
			n += int64(last) + 1
		}
	}
	return strconv.FormatInt(n, 10)
}

func (x *expander) length(name string, v values, pe *syntax.ParamExp) string {
	switch {
	case v.isList:
		return strconv.Itoa(len(v.list))
	case len(v.list) == 0:
		if x.s.opts.nounset {
			x.unset(name)
		}
		return "0"
	}
	return strconv.Itoa(utf8.RuneCountInString(v.list[0]))
}

// conditional is ${x-w}, ${x=w}, ${x?w}, ${x+w} and the same with a colon.
func (x *expander) conditional(pe *syntax.ParamExp, v values, q quoting) []piece {
	op, name := pe.Exp.Op, pe.Param.Value
	has := v.set
	switch op {
	case syntax.AlternateUnsetOrNull, syntax.DefaultUnsetOrNull, syntax.ErrorUnsetOrNull, syntax.AssignUnsetOrNull:
		has = v.set && strings.Join(v.list, " ") != ""
	}
	switch op {
	case syntax.AlternateUnset, syntax.AlternateUnsetOrNull:
		if has {
			return x.operand(pe.Exp.Word, q)
		}
		return nil
	case syntax.DefaultUnset, syntax.DefaultUnsetOrNull:
		if !has {
			return x.operand(pe.Exp.Word, q)
		}
	case syntax.ErrorUnset, syntax.ErrorUnsetOrNull:
		if !has {
			x.missing(name, pe.Exp)
			return nil
		}
	default:
		if !has {
			value := x.text(pe.Exp.Word)
			if x.stopped() {
				return nil
			}
			if msg := x.s.assign(name, value); msg != "" {
				x.fail(x.s.flavor.usageError(), msg)
			}
			v = values{list: []string{value}, set: true}
		}
	}
	return emit(x.s, v, q)
}

func (x *expander) missing(name string, e *syntax.Expansion) {
	msg := x.text(e.Word)
	if x.stopped() {
		return
	}
	if msg == "" {
		msg = "parameter not set"
		if e.Op == syntax.ErrorUnsetOrNull {
			msg = text{"parameter null or not set", "parameter not set or null", "parameter not set or null"}.of(x.s.flavor)
		}
	}
	code := 2
	if x.s.flavor == Bash {
		code = 127
		if x.s.origin != fromCommand {
			code = 1
		}
	}
	x.fail(code, name+": "+msg)
}

// operand expands the word of a conditional expansion where the expansion stands.
func (x *expander) operand(w *syntax.Word, q quoting) []piece {
	if w == nil {
		return nil
	}
	if !q.quotes() {
		return x.parts(w.Parts, operand, true)
	}
	return x.parts(w.Parts, q, false)
}

// indirect is ${!x}, ${!prefix*} and ${!array[@]}.
func (x *expander) indirect(pe *syntax.ParamExp, q quoting) []piece {
	name := pe.Param.Value
	v := values{isList: true, set: true}
	switch {
	case pe.Names != 0:
		for n := range x.s.vars.From(name) {
			if !strings.HasPrefix(n, name) {
				break
			}
			v.list = append(v.list, n)
		}
		v.star = pe.Names == syntax.NamesPrefix
	case subscriptIs(pe.Index, "@") || subscriptIs(pe.Index, "*"):
		for k := range x.s.vars.At(name).elements() {
			v.list = append(v.list, k)
		}
		v.star = subscriptIs(pe.Index, "*")
	default:
		target := strings.Join(x.resolve(name, pe.Index).list, " ")
		if !validName(target) && !isNumber(target) {
			x.fail(1, name+": invalid indirect expansion")
			return nil
		}
		c := *pe
		c.Excl, c.Index, c.Param = false, nil, &syntax.Lit{Value: target}
		return x.param(&c, q)
	}
	return emit(x.s, v, q)
}
