package sql

import (
	"slices"
	"strconv"
	"strings"
)

func (t Table) column(name string) int {
	for i, c := range t.Columns {
		if c.Name == name {
			return i
		}
	}
	return -1
}

func (r *run) mustColumn(t Table, name string) int {
	i := t.column(name)
	if i < 0 {
		if r.flavour == MySQL {
			panic(&Error{1054, "42S22", "Unknown column '" + name + "' in 'field list'", "", ""})
		}
		panic(&Error{0, "42703", "column \"" + name + "\" of relation \"" + t.Name + "\" does not exist", name, ""})
	}
	return i
}

func (r *run) insert() {
	ignore := r.take("ignore")
	r.expect("into")
	name := r.tableName()
	db, t := r.table(name)
	var cols []int
	if r.take("(") {
		for !r.is(")") {
			cols = append(cols, r.mustColumn(t, r.name()))
			if !r.take(",") {
				break
			}
		}
		r.expect(")")
	} else {
		for i := range t.Columns {
			cols = append(cols, i)
		}
	}
	if r.is("select") {
		r.refuse("INSERT ... SELECT")
	}
	var given [][]*expr
	if r.take("default values") {
		given, cols = [][]*expr{nil}, nil
	} else {
		if !r.take("values") {
			r.expect("value")
		}
		for {
			r.expect("(")
			var row []*expr
			for !r.is(")") {
				row = append(row, r.expr())
				if !r.take(",") {
					break
				}
			}
			r.expect(")")
			r.arity(row, cols, t, len(given)+1)
			given = append(given, row)
			if !r.take(",") {
				break
			}
		}
	}
	if r.take("on conflict") {
		ignore = true
		for !r.is("do") && r.peek().kind != 'E' {
			r.next()
		}
		r.expect("do")
		if !r.take("nothing") {
			r.refuse("ON CONFLICT DO UPDATE")
		}
	}
	if r.take("on duplicate key") {
		r.refuse("ON DUPLICATE KEY UPDATE")
	}
	from := len(t.Rows)
	t.Rows = slices.Clip(t.Rows)
	for _, row := range given {
		made := r.row(&t, cols, row)
		if ignore && r.duplicate(t, made, -1) != "" {
			continue
		}
		r.constraints(t, made, -1)
		t.Rows = append(t.Rows, made)
		r.res.Changed++
	}
	if len(t.Rows) > MaxRows {
		panic(&Error{1114, "53100", "a table of more than " + strconv.Itoa(MaxRows) + " rows is not simulated", "", ""})
	}
	r.s = r.s.put(db, t)
	r.res.Tag = "INSERT 0 " + strconv.Itoa(r.res.Changed)
	r.returning(t, t.Rows[from:])
}

func (r *run) arity(row []*expr, cols []int, t Table, n int) {
	switch {
	case r.flavour == MySQL && len(row) != len(cols):
		panic(&Error{1136, "21S01", "Column count doesn't match value count at row " + strconv.Itoa(n), "", ""})
	case len(row) > len(cols):
		panic(&Error{0, "42601", "INSERT has more expressions than target columns", "", ""})
	case len(row) < len(cols) && len(cols) != len(t.Columns):
		panic(&Error{0, "42601", "INSERT has more target columns than expressions", "", ""})
	}
}

// row makes a row with its defaults.
func (r *run) row(t *Table, cols []int, given []*expr) []Value {
	sc := &scope{s: r.ses, work: &r.work}
	row := make([]Value, len(t.Columns))
	set := make([]bool, len(t.Columns))
	for i, e := range given {
		c := cols[i]
		if e.op == "const" && e.val.Kind == "" && t.Columns[c].Serial {
			continue
		}
		row[c], set[c] = sc.cast(sc.eval(e), t.Columns[c].Type), true
		if t.Columns[c].Serial {
			if n, _ := strconv.ParseInt(row[c].Text, 10, 64); r.flavour == MySQL && n >= t.Next {
				t.Next = n + 1
			}
		}
	}
	for i, c := range t.Columns {
		switch {
		case set[i]:
		case c.Serial:
			row[i] = integer(float64(max(t.Next, 1)))
			t.Next = max(t.Next, 1) + 1
			if n, _ := strconv.ParseInt(row[i].Text, 10, 64); r.ses.LastID == 0 || r.res.Changed == 0 {
				r.ses.LastID = n
			}
		case c.Default != "":
			words, _ := lex(c.Default)
			p := &parser{words: words, flavour: r.flavour, text: c.Default}
			row[i] = sc.cast(sc.eval(p.expr()), c.Type)
		case c.NotNull && r.flavour == MySQL && !c.Primary:
			panic(&Error{1364, "HY000", "Field '" + c.Name + "' doesn't have a default value", "", ""})
		}
	}
	return row
}

// duplicate is the first column whose value another row has already.
func (r *run) duplicate(t Table, row []Value, self int) string {
	for i, c := range t.Columns {
		if !c.Primary && !c.Unique || row[i].Kind == "" {
			continue
		}
		for j, other := range t.Rows {
			r.work++
			if j != self && other[i].Kind != "" && compare(other[i], row[i]) == 0 {
				return c.Name
			}
		}
	}
	return ""
}

func (r *run) constraints(t Table, row []Value, self int) {
	if r.work > maxWork*8 {
		panic(&Error{3024, "57014", "canceling statement: so much work is not simulated", "", ""})
	}
	for i, c := range t.Columns {
		if (c.NotNull || c.Primary) && row[i].Kind == "" {
			if r.flavour == MySQL {
				panic(&Error{1048, "23000", "Column '" + c.Name + "' cannot be null", "", ""})
			}
			shown := make([]string, len(row))
			for j, v := range row {
				if shown[j] = v.Text; v.Kind == "" {
					shown[j] = "null"
				}
			}
			panic(&Error{0, "23502", "null value in column \"" + c.Name + "\" of relation \"" + t.Name + "\" violates not-null constraint", "", "DETAIL:  Failing row contains (" + strings.Join(shown, ", ") + ")."})
		}
	}
	name := r.duplicate(t, row, self)
	if name == "" {
		return
	}
	c := t.Columns[t.column(name)]
	v := row[t.column(name)].Text
	if r.flavour == MySQL {
		key := name
		if c.Primary {
			key = "PRIMARY"
		}
		panic(&Error{1062, "23000", "Duplicate entry '" + v + "' for key '" + t.Name + "." + key + "'", "", ""})
	}
	key := t.Name + "_" + name + "_key"
	if c.Primary {
		key = t.Name + "_pkey"
	}
	panic(&Error{0, "23505", "duplicate key value violates unique constraint \"" + key + "\"", "", "DETAIL:  Key (" + name + ")=(" + v + ") already exists."})
}

func (r *run) returning(t Table, rows [][]Value) {
	if r.flavour == MySQL || !r.take("returning") {
		return
	}
	sc := &scope{s: r.ses, work: &r.work}
	for _, c := range t.Columns {
		sc.names, sc.types = append(sc.names, t.Name+"."+c.Name), append(sc.types, c.Type)
	}
	outs := r.stars(sc, r.outputs(), true)
	for _, row := range rows {
		in := *sc
		in.row = row
		var out []Value
		for _, o := range outs {
			out = append(out, in.eval(o.e))
		}
		r.res.Rows = append(r.res.Rows, out)
	}
	r.answer(sc, outs)
}

func (r *run) scopeOf(t Table) *scope {
	sc := &scope{s: r.ses, work: &r.work}
	for _, c := range t.Columns {
		sc.names, sc.types = append(sc.names, t.Name+"."+c.Name), append(sc.types, c.Type)
	}
	return sc
}

func (r *run) update() {
	db, t := r.table(r.tableName())
	r.expect("set")
	var cols []int
	var vals []*expr
	for {
		cols = append(cols, r.mustColumn(t, r.name()))
		r.expect("=")
		vals = append(vals, r.expr())
		if !r.take(",") {
			break
		}
	}
	sc := r.scopeOf(t)
	for _, v := range vals {
		r.names(sc, v)
	}
	test := r.where(sc)
	var changed [][]Value
	t.Rows = slices.Clone(t.Rows)
	for i, row := range t.Rows {
		in := *sc
		in.row = row
		if test != nil && !truth(in.eval(test)) {
			continue
		}
		n := slices.Clone(row)
		for j, c := range cols {
			n[c] = in.cast(in.eval(vals[j]), t.Columns[c].Type)
		}
		r.res.Matched++
		if !slices.Equal(n, row) {
			r.res.Changed++
		}
		r.constraints(t, n, i)
		t.Rows[i] = n
		changed = append(changed, n)
	}
	r.s = r.s.put(db, t)
	r.res.Tag = "UPDATE " + strconv.Itoa(r.res.Matched)
	r.returning(t, changed)
}

func (r *run) where(sc *scope) *expr {
	if !r.take("where") {
		return nil
	}
	e := r.expr()
	r.names(sc, e)
	return e
}

func (r *run) delete() {
	r.expect("from")
	db, t := r.table(r.tableName())
	sc := r.scopeOf(t)
	test := r.where(sc)
	var kept, gone [][]Value
	for _, row := range t.Rows {
		in := *sc
		in.row = row
		if test == nil || truth(in.eval(test)) {
			gone = append(gone, row)
		} else {
			kept = append(kept, row)
		}
	}
	t.Rows = kept
	r.s = r.s.put(db, t)
	r.res.Changed = len(gone)
	r.res.Tag = "DELETE " + strconv.Itoa(len(gone))
	r.returning(t, gone)
}
