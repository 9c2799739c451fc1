//go:build !core

package bin

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"drydock/sim/proc"
	"drydock/sim/sql"
	"drydock/sim/vfs"
)

// mysqlRun is one mysql client: a value.
type mysqlRun struct {
	call
	maria    bool
	d        dialer
	login    sqlRequest
	commands []string
	fd       int
	version  string
	id       int
	text     string
	table    bool // boxes instead of tabs
	silent   bool // no names of columns
	script   bool
	tty      bool
	warn     bool
	then     func(p *proc.Proc, r mysqlRun)
}

// mysqlOptions reads what all clients have in common: -uUSER, -pPASSWORD, -h, -P.
func mysqlOptions(p *proc.Proc, c call, maria bool) (r mysqlRun, rest []string, execute []string) {
	r = mysqlRun{call: c, maria: maria, login: sqlRequest{Login: true, User: userName(p), Password: setting(p, "MYSQL_PWD", "")}}
	host, port := setting(p, "MYSQL_HOST", ""), "3306"
	args := c.args
	next := func(a string) string {
		if len(a) > 2 {
			return a[2:]
		}
		if len(args) == 0 {
			return ""
		}
		v := args[0]
		args = args[1:]
		return v
	}
	ask := false
	for len(args) > 0 {
		a := args[0]
		args = args[1:]
		if len(a) > 2 && a[0] == '-' && strings.Contains("NBst", a[1:2]) && strings.Trim(a[1:], "NBste") == "" { // several letters in one word
			a, args = a[:2], append([]string{"-" + a[2:]}, args...)
		}
		name, val, eq := strings.Cut(a, "=")
		long := func() string {
			if !eq && len(args) > 0 {
				val, args = args[0], args[1:]
			}
			return val
		}
		switch {
		case name == "--user":
			r.login.User = long()
		case name == "--password" && eq:
			r.login.Password, r.warn = val, true
		case name == "--password" || a == "-p":
			ask = true
		case name == "--host":
			host = long()
		case name == "--port":
			port = long()
		case name == "--execute":
			execute = append(execute, long())
		case name == "--database":
			r.login.Database = long()
		case name == "--table":
			r.table = true
		case name == "--silent" || name == "--skip-column-names":
			r.silent = true
		case strings.HasPrefix(a, "--"):
			rest = append(rest, a)
		case strings.HasPrefix(a, "-u"):
			r.login.User = next(a)
		case strings.HasPrefix(a, "-p"):
			r.login.Password, r.warn = a[2:], true
		case strings.HasPrefix(a, "-h"):
			host = next(a)
		case strings.HasPrefix(a, "-P"):
			port = next(a)
		case strings.HasPrefix(a, "-e"):
			execute = append(execute, next(a))
		case strings.HasPrefix(a, "-D"):
			r.login.Database = next(a)
		case a == "-t":
			r.table = true
		case a == "-N" || a == "-s":
			r.silent = true
		default:
			rest = append(rest, a)
		}
	}
	r.d = dialer{host: host, port: port}
	if host == "" || host == "localhost" {
		r.d.socket = mysqlSocket
	}
	r.login.Given = !ask
	return r, rest, execute
}

func mysqlClient(maria bool) func(p *proc.Proc, c call) {
	return func(p *proc.Proc, c call) {
		r, rest, execute := mysqlOptions(p, c, maria)
		for _, a := range rest {
			switch {
			case a == "--version" || a == "-V":
				proc.Finish(p, "mysql  Ver "+mysqlVersion(p, maria)+" for Linux on x86_64 (MySQL Community Server - GPL)\n", 0)
				return
			case !strings.HasPrefix(a, "-"):
				r.login.Database = a
			}
		}
		r.tty = p.Sys.IsTerminal(0) && len(execute) == 0
		r.table = r.table || p.Sys.IsTerminal(1)
		r.then = func(p *proc.Proc, r mysqlRun) { r.begin(p, execute) }
		r.start(p)
	}
}

// start warns, asks for a password where it has to, and connects.
func (r mysqlRun) start(p *proc.Proc) {
	if r.warn && !r.maria {
		p.Err(strings.TrimPrefix(r.call.name, "/usr/bin/") + ": [Warning] Using a password on the command line interface can be insecure.\n")
	}
	if !r.login.Given {
		p.Err("Enter password: ")
		r.readPassword(p)
		return
	}
	r.connect(p)
}

func (r mysqlRun) readPassword(p *proc.Proc) {
	line, err := p.Sys.Read(0, 4096)
	if err == vfs.EAGAIN {
		p.Next = func(p *proc.Proc, _ proc.Event) { r.readPassword(p) }
		return
	}
	r.login.Password = strings.TrimRight(line, "\r\n")
	if !p.Sys.IsTerminal(0) {
		p.Err("\n")
	}
	r.connect(p)
}

func (r mysqlRun) connect(p *proc.Proc) {
	r.d.fail = func(p *proc.Proc, d dialer, err error) {
		no := map[error]int{vfs.ENOENT: 2, vfs.ECONNREFUSED: 111, vfs.EHOSTUNREACH: 113, vfs.ETIMEDOUT: 110}[err]
		if d.socket != "" {
			p.Fail(1, fmt.Sprintf("ERROR 2002 (HY000): Can't connect to local %s server through socket '%s' (%d)", r.product(), d.socket, no))
			return
		}
		p.Fail(1, fmt.Sprintf("ERROR 2003 (HY000): Can't connect to MySQL server on '%s:%s' (%d)", d.host, d.port, no))
	}
	r.d.resolved = func(p *proc.Proc, d dialer, err error) {
		p.Fail(1, fmt.Sprintf("ERROR 2005 (HY000): Unknown MySQL server host '%s' (-2)", d.host))
	}
	r.d.dial(p, func(p *proc.Proc, d dialer, fd int) {
		r.fd = fd
		askServer(p, fd, r.login, func(p *proc.Proc, reply sqlReply, ok bool) {
			switch {
			case !ok:
				p.Fail(1, "ERROR 2013 (HY000): Lost connection to MySQL server at 'reading initial communication packet', system error: 0")
			case reply.Err != nil:
				p.Fail(1, mysqlError(reply.Err, 0))
			default:
				r.version, r.id = reply.Version, reply.ID
				r.then(p, r)
			}
		})
	})
}

func (r mysqlRun) product() string {
	if r.maria {
		return "MariaDB"
	}
	return "MySQL"
}

func mysqlError(e *sql.Error, line int) string {
	at := ""
	if line > 0 {
		at = " at line " + strconv.Itoa(line)
	}
	return fmt.Sprintf("ERROR %d (%s)%s: %s", e.Code, e.SQL, at, e.Text)
}

func (r mysqlRun) begin(p *proc.Proc, execute []string) {
	switch {
	case len(execute) > 0:
		r.script = true
		r.commands = statements(strings.Join(execute, ";"))
		r.next(p)
	case r.tty:
		if r.maria {
			p.Out("Welcome to the MariaDB monitor.  Commands end with ; or \\g.\nYour MariaDB connection id is " + strconv.Itoa(r.id) + "\nServer version: " + r.version + " mariadb.org binary distribution\n\nCopyright (c) 2000, 2018, Oracle, MariaDB Corporation Ab and others.\n\nType 'help;' or '\\h' for help. Type '\\c' to clear the current input statement.\n\n")
		} else {
			p.Out("Welcome to the MySQL monitor.  Commands end with ; or \\g.\nYour MySQL connection id is " + strconv.Itoa(r.id) + "\nServer version: " + r.version + " MySQL Community Server - GPL\n\nCopyright (c) 2000, 2026, Oracle and/or its affiliates.\n\nOracle is a registered trademark of Oracle Corporation and/or its\naffiliates. Other names may be trademarks of their respective\nowners.\n\nType 'help;' or '\\h' for help. Type '\\c' to clear the current input statement.\n\n")
		}
		r.prompt(p)
	default:
		r.script = true
		proc.Slurp(p, 0, func(p *proc.Proc, data string) {
			r.commands = statements(data)
			r.next(p)
		})
	}
}

func statements(text string) []string {
	all, rest := sql.Split(text)
	if strings.TrimSpace(rest) != "" {
		all = append(all, strings.TrimSpace(rest))
	}
	return all
}

func (r mysqlRun) prompt(p *proc.Proc) {
	mark := "mysql> "
	if r.maria {
		db := "(none)"
		if r.login.Database != "" {
			db = r.login.Database
		}
		mark = "MariaDB [" + db + "]> "
	}
	if r.text != "" {
		mark = blanks(len(mark)-3) + "-> "
	}
	p.Out(mark)
	r.read(p)
}

func (r mysqlRun) read(p *proc.Proc) {
	line, err := p.Sys.Read(0, 64<<10)
	if err == vfs.EAGAIN {
		p.Next = func(p *proc.Proc, _ proc.Event) { r.read(p) }
		return
	}
	if err != nil || line == "" {
		p.Out("Bye\n")
		p.Sys.Exit(0)
		return
	}
	word := strings.TrimSuffix(strings.TrimSpace(line), ";")
	if r.text == "" {
		switch strings.ToLower(word) {
		case "exit", "quit", `\q`:
			p.Out("Bye\n")
			p.Sys.Exit(0)
			return
		case "":
			r.prompt(p)
			return
		}
		if low := strings.ToLower(word); strings.HasPrefix(low, "use ") && !strings.HasSuffix(strings.TrimSpace(line), ";") {
			line = word + ";\n"
		}
	}
	all, rest := sql.Split(strings.NewReplacer(`\G`, ";", `\g`, ";").Replace(r.text + line))
	r.text, r.commands = rest, all
	r.next(p)
}

// next runs what is left, then ends or prompts.
func (r mysqlRun) next(p *proc.Proc) {
	if len(r.commands) == 0 {
		if r.tty {
			r.prompt(p)
			return
		}
		p.Sys.Exit(0)
		return
	}
	q := r.commands[0]
	r.commands = r.commands[1:]
	askServer(p, r.fd, sqlRequest{SQL: q}, func(p *proc.Proc, reply sqlReply, ok bool) {
		if !ok {
			p.Fail(1, "ERROR 2013 (HY000): Lost connection to MySQL server during query")
			return
		}
		if err := reply.Result.Err; err != nil {
			if r.script {
				p.Fail(1, mysqlError(err, 1))
				return
			}
			p.Err(mysqlError(err, 0) + "\n")
			r.next(p)
			return
		}
		if reply.Database != r.login.Database && r.tty {
			p.Out("Database changed\n")
		}
		r.login.Database = reply.Database
		proc.Emit(p, 1, r.show(reply.Result), func(p *proc.Proc) { r.next(p) })
	})
}

// show is a result as the client prints it.
func (r mysqlRun) show(res sql.Result) string {
	if !res.IsQuery {
		if !r.tty || res.Verb == "use" {
			return ""
		}
		rows := strconv.Itoa(res.Changed) + " rows affected"
		if res.Changed == 1 {
			rows = "1 row affected"
		}
		out := "Query OK, " + rows + " (0.01 sec)\n"
		if res.Verb == "update" {
			out += fmt.Sprintf("Rows matched: %d  Changed: %d  Warnings: 0\n", res.Matched, res.Changed)
		}
		if res.Verb == "insert" && res.Changed > 1 {
			out += fmt.Sprintf("Records: %d  Duplicates: 0  Warnings: 0\n", res.Changed)
		}
		return out + "\n"
	}
	cells := make([][]string, len(res.Rows))
	for i, row := range res.Rows {
		for _, v := range row {
			text := v.Text
			switch v.Kind {
			case "":
				text = "NULL"
			case "b":
				text = map[string]string{"t": "1", "f": "0"}[v.Text]
			}
			cells[i] = append(cells[i], text)
		}
	}
	out := ""
	if r.table {
		if len(cells) > 0 {
			out = mysqlBox(res.Columns, res.Numeric, cells)
		}
	} else {
		if !r.silent && len(cells) > 0 {
			out = strings.Join(res.Columns, "\t") + "\n"
		}
		for _, row := range cells {
			out += strings.Join(row, "\t") + "\n"
		}
	}
	if r.tty {
		switch len(cells) {
		case 0:
			out = "Empty set (0.00 sec)\n"
		case 1:
			out += "1 row in set (0.00 sec)\n"
		default:
			out += strconv.Itoa(len(cells)) + " rows in set (0.00 sec)\n"
		}
		out += "\n"
	}
	return out
}

func mysqlBox(columns []string, right []bool, cells [][]string) string {
	w := widthsOf(columns, cells)
	rule := "+"
	for _, n := range w {
		rule += strings.Repeat("-", n+2) + "+"
	}
	rule += "\n"
	line := func(row []string, head bool) string {
		out := "|"
		for i, c := range row {
			n := w[i] - utf8.RuneCountInString(c)
			if right[i] && !head {
				out += " " + blanks(n) + c + " |"
			} else {
				out += " " + c + blanks(n) + " |"
			}
		}
		return out + "\n"
	}
	out := rule + line(columns, true) + rule
	for _, row := range cells {
		out += line(row, false)
	}
	return out + rule
}
