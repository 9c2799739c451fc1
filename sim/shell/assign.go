package shell

import (
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// assignment expands NAME=value: no splitting, tilde also after colons.
func (x *expander) assignment(a *syntax.Assign) assignment {
	out := assignment{name: a.Name.Value}
	old := x.s.vars.At(out.name)
	if a.Index != nil {
		key := x.subscript(old, a.Index)
		out.index = &key
	}
	if a.Array != nil {
		v := x.array(old, a)
		out.array = &v
		return out
	}
	out.value = x.assigned(a.Value)
	if a.Append {
		out.value = x.appended(old, out)
	}
	if old.integer {
		out.value = x.arithOf(out.value)
	}
	return out
}

func (x *expander) assigned(w *syntax.Word) string {
	if w == nil {
		return ""
	}
	value := x.text(w)
	if lit := w.Lit(); strings.Contains(lit, ":~") {
		parts := strings.Split(value, ":")
		for i, p := range parts {
			if rest, ok := strings.CutPrefix(p, "~"); ok && (rest == "" || rest[0] == '/') {
				parts[i] = x.s.value("HOME") + rest
			}
		}
		value = strings.Join(parts, ":")
	}
	return value
}

func (x *expander) appended(old variable, a assignment) string {
	if a.index != nil {
		for k, e := range old.elements() {
			if k == *a.index {
				return e + a.value
			}
		}
		return a.value
	}
	was, _ := old.scalar()
	if old.integer {
		return was + "+(" + a.value + ")"
	}
	return was + a.value
}

func (x *expander) arithOf(expr string) string {
	return x.arithText(&syntax.Word{Parts: []syntax.WordPart{&syntax.SglQuoted{Value: expr}}})
}

// array expands NAME=(…).
func (x *expander) array(old variable, a *syntax.Assign) variable {
	v := variable{set: true, array: !old.assoc, assoc: old.assoc}
	if a.Append {
		v = old
		if !v.array && !v.assoc && v.set {
			v = v.with(new(string), v.value)
		}
		v.array, v.set = !v.assoc, true
	}
	next := 0
	if last, _, ok := v.list.Last(); ok {
		next = last + 1
	}
	for _, e := range a.Array.Elems {
		switch {
		case e.Index != nil:
			key := x.subscript(v, e.Index)
			v = v.with(&key, x.text(e.Value))
			if last, _, ok := v.list.Last(); ok {
				next = last + 1
			}
		default:
			for _, f := range x.fields([]*syntax.Word{e.Value}) {
				v.list = v.list.Set(next, f)
				next++
			}
		}
	}
	return v
}

// declFrame is bash's export, local, readonly and declare, whose assignments
// are expanded as such.
type declFrame struct {
	decl *syntax.DeclClause
	context
	memo
}

func (f declFrame) step(s *shell) {
	var args []string
	var arrays []assignment
	ok := s.expand(&f.memo, func() { s.push(f) }, func(x *expander) {
		for _, a := range f.decl.Args {
			switch {
			case a.Name == nil:
				args = append(args, x.fields([]*syntax.Word{a.Value})...)
			case a.Naked:
				args = append(args, a.Name.Value)
			case a.Array != nil:
				old := x.s.vars.At(a.Name.Value)
				old.assoc = old.assoc || contains(args, "-A")
				v := x.array(old, a)
				arrays = append(arrays, assignment{name: a.Name.Value, array: &v})
				args = append(args, a.Name.Value)
			default:
				set := x.assignment(a)
				args = append(args, set.name+"="+set.value)
			}
		}
	})
	if !ok {
		return
	}
	args = append([]string{f.decl.Variant.Value}, args...)
	s.traceCall(nil, args)
	if len(arrays) > 0 && (args[0] == "local" || args[0] == "declare" || args[0] == "typeset") {
		for _, a := range arrays {
			s.makeLocal(a.name)
		}
	}
	if !s.assignAll(arrays) {
		return
	}
	s.call(args, nil, f.context)
}
