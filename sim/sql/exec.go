package sql

import (
	"slices"
	"strconv"
	"strings"
)

// run is one statement being run.
type run struct {
	*parser
	s    State
	ses  *Session
	work int
	res  Result
}

// Exec runs one statement. On an error the state is the one it was given.
func Exec(s State, ses Session, statement string) (after State, next Session, res Result) {
	if len(statement) > 1<<20 {
		return s, ses, Result{Err: &Error{1153, "54000", "so long a statement is not simulated", "", ""}}
	}
	words, bad := lex(statement)
	if bad != nil {
		return s, ses, Result{Err: bad}
	}
	r := &run{parser: &parser{words: words, flavour: ses.Flavour, text: statement}, s: s, ses: &ses}
	defer func() {
		if p := recover(); p != nil {
			e, ok := p.(*Error)
			if !ok {
				panic(p)
			}
			ses.Failed = ses.Before != nil && ses.Flavour == Postgres
			after, next, res = s, ses, Result{Err: e, Verb: r.res.Verb}
		}
	}()
	r.res.Verb = r.peek().low
	if ses.Failed && !slices.Contains([]string{"rollback", "commit", "end", "abort"}, r.res.Verb) {
		panic(&Error{0, "25P02", "current transaction is aborted, commands ignored until end of transaction block", "", ""})
	}
	r.statement()
	return r.s, ses, r.res
}

// db is the index of the session's database.
func (r *run) db() int {
	i := r.s.database(r.ses.Database)
	if i < 0 {
		panic(&Error{1046, "3D000", "No database selected", "", ""})
	}
	return i
}

// table finds a table by its name, in another database when the name says so.
func (r *run) table(name string) (db int, t Table) {
	db = -1
	short := name
	if d, n, ok := strings.Cut(name, "."); ok {
		if db = r.s.database(d); db >= 0 {
			short = n
		}
	}
	if db < 0 {
		db = r.db()
	}
	if i := r.s.Databases[db].table(short); i >= 0 {
		return db, r.s.Databases[db].Tables[i]
	}
	r.noTable(name)
	return
}

func (r *run) noTable(name string) {
	if r.flavour == MySQL {
		if !strings.Contains(name, ".") {
			name = r.ses.Database + "." + name
		}
		panic(&Error{1146, "42S02", "Table '" + name + "' doesn't exist", "", ""})
	}
	panic(&Error{0, "42P01", "relation \"" + name + "\" does not exist", name, ""})
}

func (r *run) statement() {
	verb := r.next()
	switch verb.low {
	case "select":
		r.selectStmt()
	case "insert", "replace":
		r.insert()
	case "update":
		r.update()
	case "delete":
		r.delete()
	case "create":
		r.create()
	case "drop":
		r.drop()
	case "alter":
		r.alter()
	case "truncate":
		r.take("table")
		db, t := r.table(r.tableName())
		t.Rows = nil
		r.s = r.s.put(db, t)
		r.res.Tag = "TRUNCATE TABLE"
	case "begin", "start":
		r.skip()
		before := r.s
		r.ses.Before = &before
		r.res.Tag = "BEGIN"
		if verb.low == "start" {
			r.res.Tag = "START TRANSACTION"
		}
	case "commit", "end":
		r.skip()
		r.res.Tag = "COMMIT"
		if r.ses.Failed {
			r.rollback()
		}
		r.ses.Before, r.ses.Failed = nil, false
	case "rollback", "abort":
		r.skip()
		r.rollback()
	case "use":
		name := r.name()
		if r.flavour == Postgres {
			r.at--
			r.at--
			r.fail()
		}
		if !r.s.HasDatabase(name) {
			panic(&Error{1049, "42000", "Unknown database '" + name + "'", "", ""})
		}
		r.ses.Database = name
	case "show", "describe", "desc":
		r.show(verb.low)
	case "set", "grant", "revoke", "flush", "analyze", "vacuum", "comment", "lock", "unlock":
		r.skip()
		r.res.Tag = strings.ToUpper(verb.low)
	case "explain", "with", "copy", "union", "call", "prepare", "declare", "do", "listen":
		r.refuse(strings.ToUpper(verb.low))
	default:
		r.back(verb)
		r.fail()
	}
	r.end()
}

func (r *run) skip() {
	for r.peek().kind != 'E' {
		r.next()
	}
}

func (r *run) rollback() {
	if r.ses.Before != nil {
		r.s = *r.ses.Before
	}
	r.ses.Before, r.ses.Failed = nil, false
	r.res.Tag = "ROLLBACK"
}

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

type output struct {
	e     *expr
	label string
}

func (r *run) outputs() (out []output) {
	for {
		from := r.at
		e := r.parser.expr()
		label := r.label(e, from)
		if r.take("as") {
			label = r.name()
			if w := r.words[r.at-1]; r.flavour == MySQL || w.kind == 'q' {
				label = w.text
			}
		} else if w := r.peek(); w.kind == 'q' || w.kind == 's' || w.kind == 'n' && !slices.Contains(reserved, w.low) && !slices.Contains([]string{"returning", "for", "window"}, w.low) {
			r.next()
			label = w.text
		}
		out = append(out, output{e, label})
		if !r.take(",") {
			return out
		}
	}
}

// label is how a column without a name is called.
func (r *run) label(e *expr, from int) string {
	if r.flavour == MySQL {
		if e.op == "col" {
			return e.text[strings.LastIndex(e.text, ".")+1:]
		}
		var b strings.Builder
		for i, w := range r.words[from:r.at] {
			if i > 0 && w.kind != 'o' && r.words[from+i-1].kind != 'o' {
				b.WriteString(" ")
			}
			if w.kind == 's' && r.at-from > 1 {
				b.WriteString("'" + w.text + "'")
				continue
			}
			b.WriteString(w.text)
		}
		return b.String()
	}
	switch e.op {
	case "col":
		return e.text[strings.LastIndex(e.text, ".")+1:]
	case "call":
		return e.text
	case "case", "coalesce":
		return e.op
	case "cast":
		if k := e.kids[0]; k.op == "col" || k.op == "call" {
			return r.label(k, from)
		}
		return e.text
	}
	return "?column?"
}

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

func (r *run) stars(sc *scope, outs []output, from bool) (all []output) {
	for _, o := range outs {
		if o.e.op != "star" {
			all = append(all, o)
			continue
		}
		if !from {
			if r.flavour == MySQL {
				panic(&Error{1096, "HY000", "No tables used", "", ""})
			}
			panic(&Error{0, "42601", "SELECT * with no tables specified is not valid", "*", ""})
		}
		for _, n := range sc.names {
			if o.e.text == "" || strings.HasPrefix(n, o.e.text+".") {
				all = append(all, output{&expr{op: "col", text: n}, n[strings.IndexByte(n, '.')+1:]})
			}
		}
	}
	return all
}

func (r *run) filter(sc *scope, rows [][]Value, test *expr) (out [][]Value) {
	r.names(sc, test)
	for _, row := range rows {
		in := *sc
		in.row = row
		if truth(in.eval(test)) {
			out = append(out, row)
		}
	}
	return out
}

func (r *run) groups(sc *scope, rows [][]Value, by []*expr, grouped bool) (groups [][][]Value) {
	if !grouped {
		for _, row := range rows {
			groups = append(groups, [][]Value{row})
		}
		return groups
	}
	if len(by) == 0 {
		return [][][]Value{rows}
	}
	at := map[string]int{}
	for _, row := range rows {
		in := *sc
		in.row = row
		key := ""
		for _, e := range by {
			v := in.eval(e)
			key += v.Kind + strconv.Quote(v.Text)
		}
		i, ok := at[key]
		if !ok {
			i = len(groups)
			at[key] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], row)
	}
	return groups
}

type ordering struct {
	e    *expr
	desc bool
}

// position lets a number or a label stand for an output column.
func (r *run) position(e *expr, outs []output) *expr {
	if e.op == "const" && e.val.Kind == "i" {
		if n, _ := strconv.Atoi(e.val.Text); n >= 1 && n <= len(outs) {
			return outs[n-1].e
		}
	}
	if e.op == "col" {
		for _, o := range outs {
			if o.label == e.text && o.e.op != "col" {
				return o.e
			}
		}
	}
	return e
}

func (r *run) orderBy(outs []output) (order []ordering) {
	if !r.take("order by") {
		return nil
	}
	for {
		e := r.position(r.expr(), outs)
		desc := r.take("desc")
		if !desc {
			r.take("asc")
		}
		if r.take("nulls") {
			r.next()
		}
		order = append(order, ordering{e, desc})
		if !r.take(",") {
			return order
		}
	}
}

func (r *run) limits(sc *scope) (limit, offset int) {
	limit = -1
	count := func() int {
		n, err := strconv.Atoi(r.next().text)
		if err != nil {
			r.at--
			r.fail()
		}
		return n
	}
	if r.take("limit") {
		if !r.take("all") {
			limit = count()
		}
		if r.take(",") {
			offset, limit = limit, count()
		}
	}
	if r.take("offset") {
		offset = count()
	}
	return limit, offset
}
