package sql

import (
	"math"
	"regexp"
	"strconv"
	"strings"
)

func (sc *scope) binary(e *expr) Value {
	a, b := sc.eval(e.kids[0]), sc.eval(e.kids[1])
	if a.Kind == "" || b.Kind == "" {
		return Value{}
	}
	switch e.op {
	case "=":
		return boolean(compare(a, b) == 0)
	case "<>", "!=":
		return boolean(compare(a, b) != 0)
	case "<":
		return boolean(compare(a, b) < 0)
	case ">":
		return boolean(compare(a, b) > 0)
	case "<=":
		return boolean(compare(a, b) <= 0)
	case ">=":
		return boolean(compare(a, b) >= 0)
	case "||":
		if sc.s.Flavour == MySQL {
			return boolean(truth(a) || truth(b))
		}
		return Value{"s", a.Text + b.Text}
	}
	x, y := number(a), number(b)
	kind := "f"
	if a.Kind == "i" && b.Kind == "i" {
		kind = "i"
	}
	switch e.op {
	case "+":
		return numeric(x+y, kind)
	case "-":
		return numeric(x-y, kind)
	case "*":
		return numeric(x*y, kind)
	}
	if y == 0 {
		if sc.s.Flavour == MySQL {
			return Value{}
		}
		panic(&Error{0, "22012", "division by zero", "", ""})
	}
	if e.op == "%" {
		return numeric(math.Mod(x, y), kind)
	}
	if sc.s.Flavour == MySQL {
		return Value{"f", strconv.FormatFloat(x/y, 'f', 4, 64)}
	}
	return numeric(x/y, kind)
}

func like(s, pattern string, fold bool) bool {
	var b strings.Builder
	b.WriteString("(?s")
	if fold {
		b.WriteString("i")
	}
	b.WriteString(")^")
	for _, r := range pattern {
		switch r {
		case '%':
			b.WriteString(".*")
		case '_':
			b.WriteString(".")
		default:
			b.WriteString(regexp.QuoteMeta(string(r)))
		}
	}
	re, err := regexp.Compile(b.String() + "$")
	return err == nil && re.MatchString(s)
}
