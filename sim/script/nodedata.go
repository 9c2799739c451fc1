package script

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"strconv"
	"strings"

	"drydock/sim/sql"
	"drydock/sim/vfs"
)

// cryptoModule is what crypto is made of.
func cryptoModule(m *machine) *object {
	return natives("_crypto", map[string]nativeFn{
		"hash": func(m *machine, c *args) (value, error) {
			data := []byte(m.textArg(c, 1))
			m.used += len(data)
			var sum []byte
			switch m.textArg(c, 0) {
			case "md5":
				s := md5.Sum(data)
				sum = s[:]
			case "sha1":
				s := sha1.Sum(data)
				sum = s[:]
			case "sha256":
				s := sha256.Sum256(data)
				sum = s[:]
			default:
				return nil, m.throw("Error", "the hash "+m.textArg(c, 0)+" is not simulated")
			}
			how := "hex"
			if len(c.list) > 2 {
				how = m.textArg(c, 2)
			}
			return encoded(string(sum), how), nil
		},
	})
}

// sqliteModule runs a statement on a database that is one file: the data of
// it, and the state of our own engine in it.
func sqliteModule(m *machine) *object {
	return natives("_sqlite", map[string]nativeFn{"run": func(m *machine, c *args) (value, error) {
		file, query := m.textArg(c, 0), m.textArg(c, 1)
		ses := sql.Session{Flavour: sql.MySQL, User: "root", Database: "main", Host: "localhost", Version: "3.46.1", Now: m.p.Sys.Now().UTC()}
		st := sql.State{}.WithDatabase("main", "root")
		text := plain(m.modules.At("%memory " + file))
		if !strings.HasPrefix(file, ":") {
			data, err := m.p.Sys.ReadFile(file)
			if err != nil && err != vfs.ENOENT {
				return m.sqlError("SQLITE_CANTOPEN: unable to open database file"), nil
			}
			text = strings.TrimPrefix(data, sqliteMagic)
		}
		if text != "" {
			var err error
			if st, err = sql.Decode(text); err != nil {
				return m.sqlError("SQLITE_NOTADB: file is not a database"), nil
			}
		}
		m.used += len(query) + len(text)/8
		all, rest := sql.Split(query)
		if rest != "" {
			all = append(all, rest)
		}
		var res sql.Result
		for _, q := range all {
			if st, ses, res = sql.Exec(st, ses, sqliteDialect(q)); res.Err != nil {
				return m.sqlError("SQLITE_ERROR: " + sqliteSays(res.Err)), nil
			}
		}
		out := resultOf(res, ses.LastID)
		if res.IsQuery {
			return m.plainOrDict(out), nil
		}
		kept, err := st.Encode()
		if strings.HasPrefix(file, ":") {
			m.modules.put("%memory "+file, kept)
		} else if err == nil {
			err = m.p.Sys.WriteFile(file, sqliteMagic+kept, 0o644)
		}
		if err != nil {
			return m.sqlError("SQLITE_CANTOPEN: unable to open database file"), nil
		}
		return m.plainOrDict(out), nil
	}})
}

const sqliteMagic = "SQLite format 3\x00"

// sqliteDialect is a statement in the words of the engine.
func sqliteDialect(q string) string {
	q = strings.NewReplacer("AUTOINCREMENT", "AUTO_INCREMENT", "autoincrement", "auto_increment").Replace(q)
	up := strings.ToUpper(q)
	if strings.HasPrefix(up, "INSERT OR IGNORE") {
		return "INSERT IGNORE" + q[len("INSERT OR IGNORE"):]
	}
	if strings.HasPrefix(up, "INSERT OR REPLACE") {
		return "REPLACE" + q[len("INSERT OR REPLACE"):]
	}
	return q
}

// sqliteSays is an error of the engine in SQLite's words.
func sqliteSays(e *sql.Error) string {
	if e.Code == 1146 {
		if i := strings.LastIndex(e.Text, "."); i >= 0 {
			return "no such table: " + strings.TrimSuffix(strings.Split(e.Text[i+1:], "'")[0], "'")
		}
	}
	return e.Text
}

func (m *machine) sqlError(text string) value {
	d := newDict()
	d.put("error", text)
	return m.plainOrDict(d)
}

// plainOrDict is a dict as the language has it.
func (m *machine) plainOrDict(d *dict) value {
	if !m.js() {
		return d
	}
	o := &object{props: newDict()}
	d.each(func(k, v value) { o.props.put(k, v) })
	return o
}

// resultOf is what a statement answered: columns, rows, changes, id.
func resultOf(r sql.Result, id int64) *dict {
	cols, rows := newList(), newList()
	for _, c := range r.Columns {
		cols.items = append(cols.items, c)
	}
	for _, row := range r.Rows {
		l := newList()
		for _, v := range row {
			l.items = append(l.items, cell(v))
		}
		rows.items = append(rows.items, l)
	}
	d := newDict()
	d.put("columns", cols)
	d.put("rows", rows)
	d.put("changes", float64(r.Changed))
	d.put("id", float64(id))
	return d
}

// cell is a value of a database.
func cell(v sql.Value) value {
	switch v.Kind {
	case "":
		return nil
	case "i", "n":
		if f, err := strconv.ParseFloat(v.Text, 64); err == nil {
			return f
		}
	case "b":
		return v.Text == "t" || v.Text == "1" || v.Text == "true"
	}
	return v.Text
}
