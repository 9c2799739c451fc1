package sql

import (
	"slices"
	"strings"
)

// from reads what stands behind FROM: the joined rows with their names.
func (r *run) from(sc *scope) [][]Value {
	rows := r.source(sc)
	for {
		left := false
		switch {
		case r.take(","), r.take("cross join"):
			rows = r.join(sc, rows, false, false)
			continue
		case r.take("left outer join"), r.take("left join"):
			left = true
		case r.take("inner join"), r.take("join"):
		case r.is("right"), r.is("full"), r.is("natural"):
			r.refuse(strings.ToUpper(r.peek().low) + " JOIN")
		default:
			return rows
		}
		rows = r.join(sc, rows, left, true)
	}
}

func (r *run) source(sc *scope) [][]Value {
	if r.is("(") {
		r.refuse("a query inside a query")
	}
	_, t := r.table(r.tableName())
	alias := t.Name
	if r.take("as") {
		alias = r.name()
	} else if w := r.peek(); w.kind == 'q' || w.kind == 'n' && !slices.Contains(reserved, w.low) && !slices.Contains([]string{"cross", "full", "natural", "returning", "for", "window", "outer"}, w.low) {
		alias = r.name()
	}
	for _, c := range t.Columns {
		sc.names = append(sc.names, alias+"."+c.Name)
		sc.types = append(sc.types, c.Type)
	}
	return t.Rows
}

func (r *run) join(sc *scope, rows [][]Value, left, on bool) [][]Value {
	width := len(sc.names)
	other := r.source(sc)
	var test *expr
	switch {
	case on && r.take("on"):
		test = r.expr()
	case on && r.take("using"):
		r.expect("(")
		col := r.name()
		r.expect(")")
		test = &expr{op: "=", kids: []*expr{{op: "col", text: sc.names[0][:strings.IndexByte(sc.names[0], '.')] + "." + col}, {op: "col", text: sc.names[width][:strings.IndexByte(sc.names[width], '.')] + "." + col}}}
	case on:
		r.fail()
	}
	if len(rows)*len(other) > maxWork {
		panic(&Error{3024, "57014", "canceling statement: so large a join is not simulated", "", ""})
	}
	var out [][]Value
	for _, a := range rows {
		hit := false
		for _, b := range other {
			row := append(append([]Value(nil), a...), b...)
			if test != nil {
				inner := *sc
				inner.row = row
				if !truth(inner.eval(test)) {
					continue
				}
			}
			hit = true
			out = append(out, row)
		}
		if !hit && left {
			out = append(out, append(append([]Value(nil), a...), make([]Value, len(sc.names)-width)...))
		}
	}
	return out
}
