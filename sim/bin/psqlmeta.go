//go:build !core

package bin

import (
	"strings"

	"drydock/sim/proc"
	"drydock/sim/sql"
	"drydock/sim/vfs"
)

// prompt reads the next lines at the terminal.
func (r psqlRun) prompt(p *proc.Proc) {
	mark := "=# "
	if r.text != "" {
		mark = "-# "
	}
	p.Out(r.db + mark)
	r.read(p, proc.Event{})
}

func (r psqlRun) read(p *proc.Proc, ev proc.Event) {
	if ev.Kind == proc.Signaled {
		r.text = ""
		p.Out("\n")
		r.prompt(p)
		return
	}
	line, err := p.Sys.Read(0, 64<<10)
	if err == vfs.EAGAIN {
		p.Next = r.read
		return
	}
	if err != nil || line == "" {
		p.Out("\\q\n")
		p.Sys.Exit(0)
		return
	}
	word := strings.TrimSpace(line)
	if r.text == "" {
		switch word {
		case "exit", "quit":
			p.Sys.Exit(0)
			return
		case "help":
			p.Out("You are using psql, the command-line interface to PostgreSQL.\nType:  \\copyright for distribution terms\n       \\h for help with SQL commands\n       \\? for help with psql commands\n       \\g or terminate with semicolon to execute query\n       \\q to quit\n")
			r.prompt(p)
			return
		}
	}
	if strings.HasPrefix(word, `\`) {
		r.commands = []string{word}
		r.next(p)
		return
	}
	all, rest := sql.Split(r.text + line)
	r.text, r.commands = rest, all
	r.next(p)
}

// meta is a backslash command.
func (r psqlRun) meta(p *proc.Proc, q string) {
	words := strings.Fields(strings.TrimSuffix(q, ";"))
	name := strings.TrimRight(words[0], "+")
	switch name {
	case `\q`:
		r.ended = true
		r.next(p)
		return
	case `\x`:
		r.look.expanded = !r.look.expanded
		p.Out("Expanded display is " + map[bool]string{true: "on", false: "off"}[r.look.expanded] + ".\n")
	case `\t`:
		r.look.tuples = !r.look.tuples
		p.Out("Tuples only is " + map[bool]string{true: "on", false: "off"}[r.look.tuples] + ".\n")
	case `\echo`:
		p.Out(strings.Join(words[1:], " ") + "\n")
	case `\timing`, `\set`, `\pset`, `\encoding`:
	case `\conninfo`:
		p.Out(`You are connected to database "` + r.db + `" as user "` + r.user + `" via socket in "/var/run/postgresql" at port "` + r.d.port + "\".\n")
	case `\c`, `\connect`:
		r.connect(p, words)
		return
	case `\l`, `\list`, `\dt`, `\d`, `\du`, `\dn`:
		askServer(p, r.fd, sqlRequest{Dump: true}, func(p *proc.Proc, reply sqlReply, ok bool) {
			if !ok || reply.State == nil {
				p.Fail(2, "server closed the connection unexpectedly")
				return
			}
			out, fine := r.describe(*reply.State, name, words[1:])
			fd := 1
			if !fine {
				fd, r.code = 2, 1
			}
			proc.Emit(p, fd, out, func(p *proc.Proc) { r.next(p) })
		})
		return
	default:
		p.Err("invalid command " + words[0] + "\nTry \\? for help.\n")
		r.code = 1
	}
	r.next(p)
}

func (r psqlRun) connect(p *proc.Proc, words []string) {
	if len(words) < 2 {
		p.Out(`You are now connected to database "` + r.db + `" as user "` + r.user + "\".\n")
		r.next(p)
		return
	}
	to := r
	to.db = words[1]
	if len(words) > 2 {
		to.user = words[2]
	}
	askServer(p, r.fd, sqlRequest{Login: true, User: to.user, Password: r.password, Given: r.given, Database: to.db}, func(p *proc.Proc, reply sqlReply, ok bool) {
		if !ok {
			p.Fail(2, "server closed the connection unexpectedly")
			return
		}
		if reply.Err != nil {
			p.Err("connection to server " + r.where(r.d) + " failed: FATAL:  " + reply.Err.Text + "\nPrevious connection kept\n")
			askServer(p, r.fd, sqlRequest{Login: true, User: r.user, Password: r.password, Given: r.given, Database: r.db}, func(p *proc.Proc, _ sqlReply, _ bool) { r.next(p) })
			return
		}
		p.Out(`You are now connected to database "` + to.db + `" as user "` + to.user + "\".\n")
		to.next(p)
	})
}

// pgTitled is a table with a title in its middle.
func pgTitled(title string, columns []string, cells [][]string) string {
	right := make([]bool, len(columns))
	body := pgAligned(columns, right, cells, false)
	first, _, _ := strings.Cut(body, "\n")
	return blanks((len(first)-len(title))/2) + title + "\n" + body
}

// describe is the answer to \l, \dt, \d and \du.
func (r psqlRun) describe(st sql.State, name string, args []string) (string, bool) {
	switch name {
	case `\l`, `\list`:
		var rows [][]string
		for _, d := range st.Databases {
			rights := ""
			if strings.HasPrefix(d.Name, "template") {
				rights = "=c/" + d.Owner + "          +"
			}
			rows = append(rows, []string{d.Name, d.Owner, "UTF8", "libc", "en_US.utf8", "en_US.utf8", "", "", rights})
			if rights != "" {
				rows = append(rows, []string{"", "", "", "", "", "", "", "", d.Owner + "=CTc/" + d.Owner})
			}
		}
		n := len(st.Databases)
		return pgTitled("List of databases", []string{"Name", "Owner", "Encoding", "Locale Provider", "Collate", "Ctype", "Locale", "ICU Rules", "Access privileges"}, rows) + pgCount(n) + "\n\n", true
	case `\du`:
		var rows [][]string
		for i, u := range st.Users {
			rights := ""
			if i == 0 {
				rights = "Superuser, Create role, Create DB, Replication, Bypass RLS"
			}
			rows = append(rows, []string{u.Name, rights})
		}
		return pgTitled("List of roles", []string{"Role name", "Attributes"}, rows) + "\n", true
	case `\dn`:
		return pgTitled("List of schemas", []string{"Name", "Owner"}, [][]string{{"public", "pg_database_owner"}}) + "(1 row)\n\n", true
	}
	var tables []sql.Table
	owner := ""
	for _, d := range st.Databases {
		if d.Name == r.db {
			tables, owner = d.Tables, d.Owner
		}
	}
	if name == `\d` && len(args) > 0 {
		for _, t := range tables {
			if t.Name == args[0] {
				return pgDescribe(t), true
			}
		}
		return "Did not find any relation named \"" + args[0] + "\".\n", false
	}
	var rows [][]string
	for _, t := range tables {
		rows = append(rows, []string{"public", t.Name, "table", owner})
		for _, c := range t.Columns {
			if c.Serial && name == `\d` {
				rows = append(rows, []string{"public", t.Name + "_" + c.Name + "_seq", "sequence", owner})
			}
		}
	}
	if len(rows) == 0 {
		if len(args) > 0 {
			return "Did not find any relation named \"" + args[0] + "\".\n", false
		}
		return "Did not find any relations.\n", name == `\q`
	}
	return pgTitled("List of relations", []string{"Schema", "Name", "Type", "Owner"}, rows) + pgCount(len(rows)) + "\n\n", true
}

func pgDescribe(t sql.Table) string {
	var rows [][]string
	indexes := ""
	for _, c := range t.Columns {
		null := ""
		if c.NotNull {
			null = "not null"
		}
		def := c.Showable
		if strings.HasPrefix(def, "'") {
			def += "::" + strings.TrimSuffix(c.Type, "("+c.Type[strings.IndexByte(c.Type+"(", '(')+min(1, len(c.Type)-strings.IndexByte(c.Type+"(", '(')):])
		}
		rows = append(rows, []string{c.Name, c.Type, "", null, def})
		if c.Primary {
			indexes = "    \"" + t.Name + "_pkey\" PRIMARY KEY, btree (" + c.Name + ")\n" + indexes
		}
		if c.Unique {
			indexes += "    \"" + t.Name + "_" + c.Name + "_key\" UNIQUE CONSTRAINT, btree (" + c.Name + ")\n"
		}
	}
	for _, i := range t.Indexes {
		name, col, _ := strings.Cut(i, "|")
		indexes += "    \"" + name + "\" btree (" + col + ")\n"
	}
	out := pgTitled("Table \"public."+t.Name+"\"", []string{"Column", "Type", "Collation", "Nullable", "Default"}, rows)
	if indexes != "" {
		out += "Indexes:\n" + indexes
	}
	return out + "\n"
}
