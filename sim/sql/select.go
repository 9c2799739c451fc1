package sql

import (
	"slices"
	"strconv"
	"strings"
)

func (r *run) selectStmt() {
	distinct := r.take("distinct")
	r.take("all")
	outs := r.outputs()
	sc := &scope{s: r.ses, work: &r.work}
	rows := [][]Value{nil}
	hasFrom := r.take("from")
	if hasFrom {
		rows = r.from(sc)
	}
	outs = r.stars(sc, outs, hasFrom)
	if r.take("where") {
		rows = r.filter(sc, rows, r.expr())
	}
	var groupBy []*expr
	grouped := false
	if r.take("group by") {
		grouped = true
		for {
			groupBy = append(groupBy, r.position(r.expr(), outs))
			if !r.take(",") {
				break
			}
		}
	}
	for _, o := range outs {
		grouped = grouped || aggregate(o.e)
	}
	var having *expr
	if r.take("having") {
		having, grouped = r.expr(), true
	}
	order := r.orderBy(outs)
	limit, offset := r.limits(sc)
	groups := r.groups(sc, rows, groupBy, grouped)
	r.check(sc, outs)
	type made struct{ keys, row []Value }
	var all []made
	for _, g := range groups {
		in := *sc
		in.group = g
		if len(g) > 0 {
			in.row = g[0]
		}
		if having != nil && !truth(in.eval(having)) {
			continue
		}
		m := made{}
		for _, o := range outs {
			m.row = append(m.row, in.eval(o.e))
		}
		for _, o := range order {
			m.keys = append(m.keys, in.eval(o.e))
		}
		all = append(all, m)
	}
	slices.SortStableFunc(all, func(a, b made) int {
		for i, o := range order {
			c := 0
			switch x, y := a.keys[i], b.keys[i]; {
			case x.Kind == "" && y.Kind == "":
			case x.Kind == "":
				c = map[Flavour]int{Postgres: 1, MySQL: -1}[r.flavour]
			case y.Kind == "":
				c = map[Flavour]int{Postgres: -1, MySQL: 1}[r.flavour]
			default:
				c = compare(x, y)
			}
			if o.desc {
				c = -c
			}
			if c != 0 {
				return c
			}
		}
		return 0
	})
	seen := map[string]bool{}
	for _, m := range all {
		if distinct {
			key := ""
			for _, v := range m.row {
				key += v.Kind + strconv.Quote(v.Text)
			}
			if seen[key] {
				continue
			}
			seen[key] = true
		}
		if offset > 0 {
			offset--
			continue
		}
		if limit >= 0 && len(r.res.Rows) >= limit {
			break
		}
		r.res.Rows = append(r.res.Rows, m.row)
	}
	r.answer(sc, outs)
	r.res.Tag = "SELECT " + strconv.Itoa(len(r.res.Rows))
}

// answer names the columns and says which print to the right.
func (r *run) answer(sc *scope, outs []output) {
	r.res.IsQuery = true
	for i, o := range outs {
		right := true
		any := false
		for _, row := range r.res.Rows {
			if k := row[i].Kind; k != "" {
				any = true
				right = right && (k == "i" || k == "f")
			}
		}
		if !any {
			right = false
			if o.e.op == "col" && len(sc.names) > 0 {
				t := sc.types[sc.find(o.e.text)]
				right = strings.HasPrefix(t, "int") || strings.HasPrefix(t, "bigint") || t == "numeric"
			}
		}
		r.res.Columns = append(r.res.Columns, o.label)
		r.res.Numeric = append(r.res.Numeric, right)
	}
}

// check evaluates the outputs once without a row, so that a wrong name is told
// even when there are no rows.
func (r *run) check(sc *scope, outs []output) {
	for _, o := range outs {
		r.names(sc, o.e)
	}
}

func (r *run) names(sc *scope, e *expr) {
	if e.op == "col" {
		sc.find(e.text)
	}
	for _, k := range e.kids {
		r.names(sc, k)
	}
}
