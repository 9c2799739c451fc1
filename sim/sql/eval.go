package sql

import (
	"math"
	"strconv"
	"strings"
)

func boolean(b bool) Value {
	if b {
		return Value{"b", "t"}
	}
	return Value{"b", "f"}
}

// scope is what an expression's names mean: columns with their tables, and a row.
type scope struct {
	names []string // table.column
	types []string
	row   []Value
	group [][]Value // rows of the group, when there is one
	s     *Session
	work  *int
}

func (sc *scope) find(name string) int {
	found := -1
	for i, n := range sc.names {
		if n == name || !strings.Contains(name, ".") && strings.HasSuffix(n, "."+name) || sc.s.Flavour == MySQL && strings.EqualFold(n[strings.IndexByte(n, '.')+1:], name) {
			if found >= 0 {
				if sc.s.Flavour == MySQL {
					panic(&Error{1052, "23000", "Column '" + name + "' in field list is ambiguous", "", ""})
				}
				panic(&Error{0, "42702", "column reference \"" + name + "\" is ambiguous", name, ""})
			}
			found = i
		}
	}
	if found < 0 {
		if sc.s.Flavour == MySQL {
			panic(&Error{1054, "42S22", "Unknown column '" + name + "' in 'field list'", "", ""})
		}
		q := "\"" + name + "\""
		if strings.Contains(name, ".") {
			q = name
		}
		panic(&Error{0, "42703", "column " + q + " does not exist", name, ""})
	}
	return found
}

func number(v Value) float64 {
	switch v.Kind {
	case "b":
		if v.Text == "t" {
			return 1
		}
		return 0
	case "s":
		n := 0
		for n < len(v.Text) && strings.IndexByte("+-.0123456789", v.Text[n]) >= 0 {
			n++
		}
		f, _ := strconv.ParseFloat(v.Text[:n], 64)
		return f
	}
	f, _ := strconv.ParseFloat(v.Text, 64)
	return f
}

func truth(v Value) bool {
	return v.Kind == "b" && v.Text == "t" || v.Kind != "b" && v.Kind != "" && number(v) != 0
}

func integer(f float64) Value { return Value{"i", strconv.FormatInt(int64(f), 10)} }

func compare(a, b Value) int {
	if strings.Contains("ifb", a.Kind) || strings.Contains("ifb", b.Kind) {
		if a.Kind == "b" && b.Kind == "s" {
			b = boolean(b.Text != "" && strings.Contains("t true y yes on 1", strings.ToLower(b.Text)))
		}
		x, y := number(a), number(b)
		switch {
		case x < y:
			return -1
		case x > y:
			return 1
		}
		return 0
	}
	return strings.Compare(a.Text, b.Text)
}

func (sc *scope) eval(e *expr) Value {
	if *sc.work++; *sc.work > maxWork*8 {
		panic(&Error{3024, "57014", "canceling statement: so much work is not simulated", "", ""})
	}
	switch e.op {
	case "const":
		return e.val
	case "col":
		i := sc.find(e.text)
		if sc.row == nil {
			return Value{}
		}
		return sc.row[i]
	case "call":
		return sc.call(e)
	case "cast":
		return sc.cast(sc.eval(e.kids[0]), e.text)
	case "and":
		return boolean(truth(sc.eval(e.kids[0])) && truth(sc.eval(e.kids[1])))
	case "or":
		return boolean(truth(sc.eval(e.kids[0])) || truth(sc.eval(e.kids[1])))
	case "not":
		v := sc.eval(e.kids[0])
		if v.Kind == "" {
			return v
		}
		return boolean(!truth(v))
	case "is null":
		return boolean((sc.eval(e.kids[0]).Kind == "") != e.not)
	case "in":
		v := sc.eval(e.kids[0])
		hit := false
		for _, k := range e.kids[1:] {
			w := sc.eval(k)
			hit = hit || w.Kind != "" && compare(v, w) == 0
		}
		return boolean(v.Kind != "" && hit != e.not)
	case "between":
		v := sc.eval(e.kids[0])
		in := compare(v, sc.eval(e.kids[1])) >= 0 && compare(v, sc.eval(e.kids[2])) <= 0
		return boolean(v.Kind != "" && in != e.not)
	case "like", "ilike":
		v, pat := sc.eval(e.kids[0]), sc.eval(e.kids[1])
		return boolean(v.Kind != "" && like(v.Text, pat.Text, e.op == "ilike" || sc.s.Flavour == MySQL) != e.not)
	case "case":
		for i := 0; i+1 < len(e.kids); i += 2 {
			if truth(sc.eval(e.kids[i])) {
				return sc.eval(e.kids[i+1])
			}
		}
		if len(e.kids)%2 == 1 {
			return sc.eval(e.kids[len(e.kids)-1])
		}
		return Value{}
	case "neg":
		v := sc.eval(e.kids[0])
		if v.Kind == "" {
			return v
		}
		return numeric(-number(v), v.Kind)
	case "star":
		panic(&Error{1064, "42601", "syntax error at or near \"*\"", "*", ""})
	}
	return sc.binary(e)
}

func numeric(f float64, kind string) Value {
	if kind == "i" && math.Abs(f) < 9e18 {
		return integer(f)
	}
	return Value{"f", strconv.FormatFloat(f, 'f', -1, 64)}
}
