package sql

import (
	"sort"
	"strings"
)

func str(s string) Value { return Value{"s", s} }

// show is MySQL's SHOW and DESCRIBE, and PostgreSQL's SHOW.
func (r *run) show(verb string) {
	if r.flavour == Postgres {
		if verb != "show" {
			r.at--
			r.fail()
		}
		name := r.name()
		settings := map[string]string{"server_version": strings.Fields(r.ses.Version + " x x")[1], "port": "5432", "max_connections": "100", "shared_buffers": "128MB", "data_directory": "/var/lib/postgresql/data", "timezone": "Etc/UTC", "server_encoding": "UTF8", "listen_addresses": "*"}
		v, ok := settings[name]
		if !ok {
			panic(&Error{0, "42704", "unrecognized configuration parameter \"" + name + "\"", "", ""})
		}
		r.table1(name, []string{v})
		r.res.Tag = "SHOW"
		return
	}
	r.take("full")
	switch {
	case verb != "show":
		r.columns(r.tableName())
	case r.take("databases"), r.take("schemas"):
		var names []string
		for _, d := range r.s.Databases {
			names = append(names, d.Name)
		}
		names = append(names, "information_schema", "performance_schema")
		if !r.s.HasDatabase("mysql") {
			names = append(names, "mysql")
		}
		if !r.s.HasDatabase("sys") {
			names = append(names, "sys")
		}
		sort.Strings(names)
		r.liked("Database", names)
	case r.take("tables"):
		db := r.ses.Database
		if r.take("from") || r.take("in") {
			db = r.name()
		}
		i := r.s.database(db)
		if i < 0 {
			r.db()
		}
		var names []string
		for _, t := range r.s.Databases[max(i, 0)].Tables {
			names = append(names, t.Name)
		}
		r.liked("Tables_in_"+db, names)
	case r.take("columns from"), r.take("fields from"):
		r.columns(r.tableName())
	case r.take("variables"), r.take("global variables"), r.take("status"), r.take("global status"):
		r.variables()
	case r.take("processlist"), r.take("engines"), r.take("grants"), r.take("create"), r.take("index"), r.take("warnings"):
		r.refuse("SHOW " + strings.ToUpper(r.words[r.at-1].text))
	default:
		r.fail()
	}
}

func (r *run) liked(column string, names []string) {
	if r.take("like") {
		pat := r.next().text
		var kept []string
		for _, n := range names {
			if like(n, pat, true) {
				kept = append(kept, n)
			}
		}
		names, column = kept, column+" ("+pat+")"
	}
	r.table1(column, names)
}

func (r *run) table1(column string, names []string) {
	r.res.IsQuery, r.res.Columns, r.res.Numeric = true, []string{column}, []bool{false}
	for _, n := range names {
		r.res.Rows = append(r.res.Rows, []Value{str(n)})
	}
}

func (r *run) variables() {
	pat := "%"
	if r.take("like") {
		pat = r.next().text
	}
	r.res.IsQuery, r.res.Columns, r.res.Numeric = true, []string{"Variable_name", "Value"}, []bool{false, false}
	for _, kv := range [][2]string{{"character_set_server", "utf8mb4"}, {"datadir", "/var/lib/mysql/"}, {"hostname", r.ses.Host}, {"max_connections", "151"}, {"port", "3306"}, {"version", r.ses.Version}} {
		if like(kv[0], pat, true) {
			r.res.Rows = append(r.res.Rows, []Value{str(kv[0]), str(kv[1])})
		}
	}
}

func (r *run) columns(name string) {
	_, t := r.table(name)
	r.res.IsQuery, r.res.Columns, r.res.Numeric = true, []string{"Field", "Type", "Null", "Key", "Default", "Extra"}, make([]bool, 6)
	for _, c := range t.Columns {
		null, key, extra := "YES", "", ""
		if c.NotNull {
			null = "NO"
		}
		switch {
		case c.Primary:
			key = "PRI"
		case c.Unique:
			key = "UNI"
		}
		if c.Serial {
			extra = "auto_increment"
		}
		def := Value{}
		if c.Showable != "" && !c.Serial {
			def = str(strings.Trim(c.Showable, "'"))
			if c.Showable == "CURRENT_TIMESTAMP" {
				extra = "DEFAULT_GENERATED"
			}
		}
		r.res.Rows = append(r.res.Rows, []Value{str(c.Name), str(c.Type), str(null), str(key), def, str(extra)})
	}
}
