package sql

import (
	"slices"
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

// located is the database that a table's name means, and the name in it: the
// session's, or another one when the name says so.
func (r *run) located(name string) (db int, short string) {
	d, n, ok := strings.Cut(name, ".")
	if !ok {
		return r.db(), name
	}
	switch db = r.s.database(d); {
	case db >= 0:
		return db, n
	case r.flavour == MySQL:
		panic(&Error{1049, "42000", "Unknown database '" + d + "'", "", ""})
	}
	return r.db(), name
}

// table finds a table by its name.
func (r *run) table(name string) (db int, t Table) {
	db, short := r.located(name)
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
