//go:build !core

package bin

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"drydock/sim/proc"
	"drydock/sim/sql"
	"drydock/sim/vfs"
)

// psqlLook is how psql prints.
type psqlLook struct{ tuples, unaligned, expanded, quiet bool }

// psqlRun is one psql: a value.
type psqlRun struct {
	call
	look       psqlLook
	d          dialer
	user, db   string
	password   string
	given      bool
	commands   []string
	file       string
	fd         int
	text       string
	code       int
	tty        bool
	stopOnFail bool
	ended      bool
}

func psql(p *proc.Proc, c call) {
	o, operands, ok := c.parse(p, "U,username: h,host: p,port: d,dbname: c,command: f,file: t,tuples-only A,no-align q,quiet v,set: w,no-password W,password l,list V,version x,expanded X,no-psqlrc a,echo-all e 1,single-transaction P: F:")
	if !ok {
		return
	}
	if o.has("V") {
		proc.Finish(p, "psql (PostgreSQL) "+pgVersion(p)+"\n", 0)
		return
	}
	r := psqlRun{call: c, user: o.value("U", setting(p, "PGUSER", "")), db: o.value("d", ""), password: setting(p, "PGPASSWORD", ""), commands: o.values("c"), file: o.value("f", "")}
	r.given = r.password != ""
	r.look = psqlLook{o.has("t"), o.has("A"), o.has("x"), o.has("q")}
	host, port := o.value("h", setting(p, "PGHOST", "")), o.value("p", setting(p, "PGPORT", "5432"))
	if len(operands) > 0 && r.db == "" {
		r.db, operands = operands[0], operands[1:]
	}
	if len(operands) > 0 && r.user == "" {
		r.user = operands[0]
	}
	if rest, ok := strings.CutPrefix(strings.Replace(r.db, "postgresql://", "postgres://", 1), "postgres://"); ok {
		host, port, r = r.url(rest, port)
	}
	if r.user == "" {
		r.user = userName(p)
	}
	if r.db == "" {
		r.db = setting(p, "PGDATABASE", r.user)
	}
	for _, v := range o.values("v") {
		r.stopOnFail = r.stopOnFail || v == "ON_ERROR_STOP=1" || v == "ON_ERROR_STOP=on"
	}
	if o.has("l") {
		r.commands = append(r.commands, `\l`)
	}
	r.d = dialer{host: host, port: port, fail: r.unreachable, resolved: r.unknown}
	if host == "" || strings.HasPrefix(host, "/") {
		r.d.socket = postgresSocket
	}
	r.tty = p.Sys.IsTerminal(0) && len(r.commands) == 0 && r.file == ""
	r.d.dial(p, r.login)
}

// url reads USER:PASSWORD@HOST:PORT/DATABASE.
func (r psqlRun) url(rest, port string) (string, string, psqlRun) {
	at, db, _ := strings.Cut(rest, "/")
	who, host, found := strings.Cut(at, "@")
	if !found {
		who, host = "", at
	}
	if user, pw, has := strings.Cut(who, ":"); has {
		r.user, r.password, r.given = user, pw, true
	} else if who != "" {
		r.user = who
	}
	if h, p, ok := strings.Cut(host, ":"); ok {
		host, port = h, p
	}
	r.db, _, _ = strings.Cut(db, "?")
	return host, port, r
}

func userName(p *proc.Proc) string {
	text, _ := p.Sys.ReadFile("/etc/passwd")
	for line := range strings.Lines(text) {
		if f := strings.Split(line, ":"); len(f) > 2 && f[2] == strconv.Itoa(p.UID) {
			return f[0]
		}
	}
	return "root"
}

func (r psqlRun) where(d dialer) string {
	if d.socket != "" {
		return `on socket "` + d.socket + `"`
	}
	return `at "` + d.host + `" (` + d.addr + `), port ` + d.port
}

func (r psqlRun) unreachable(p *proc.Proc, d dialer, err error) {
	hint := "Is the server running on that host and accepting TCP/IP connections?"
	if d.socket != "" {
		hint = "Is the server running locally and accepting connections on that socket?"
	}
	p.Fail(2, "psql: error: connection to server "+r.where(d)+" failed: "+err.Error()+"\n\t"+hint)
}

func (r psqlRun) unknown(p *proc.Proc, d dialer, err error) {
	p.Fail(2, `psql: error: could not translate host name "`+d.host+`" to address: `+err.Error())
}

func (r psqlRun) login(p *proc.Proc, d dialer, fd int) {
	r.d, r.fd = d, fd
	askServer(p, fd, sqlRequest{Login: true, User: r.user, Password: r.password, Given: r.given, Database: r.db}, func(p *proc.Proc, reply sqlReply, ok bool) {
		switch {
		case !ok:
			p.Fail(2, "psql: error: connection to server "+r.where(d)+" failed: server closed the connection unexpectedly")
		case reply.Needs && p.Sys.IsTerminal(0):
			p.Err("Password for user " + r.user + ": ")
			r.readPassword(p)
		case reply.Needs:
			p.Fail(2, "psql: error: connection to server "+r.where(d)+" failed: fe_sendauth: no password supplied")
		case reply.Err != nil:
			p.Fail(2, "psql: error: connection to server "+r.where(d)+" failed: FATAL:  "+reply.Err.Text)
		default:
			r.begin(p)
		}
	})
}

func (r psqlRun) readPassword(p *proc.Proc) {
	line, err := p.Sys.Read(0, 4096)
	if err == vfs.EAGAIN {
		p.Next = func(p *proc.Proc, _ proc.Event) { r.readPassword(p) }
		return
	}
	r.password, r.given = strings.TrimRight(line, "\r\n"), true
	p.Sys.Close(r.fd)
	r.d.dial(p, r.login)
}

func (r psqlRun) begin(p *proc.Proc) {
	switch {
	case len(r.commands) > 0:
		r.next(p)
	case r.file != "" && r.file != "-":
		text, err := p.Sys.ReadFile(r.file)
		if err != nil {
			p.Fail(1, "psql: error: "+r.file+": "+err.Error())
			return
		}
		r.commands = psqlLines(text)
		r.next(p)
	case r.tty:
		p.Out("psql (" + pgVersion(p) + ")\nType \"help\" for help.\n\n")
		p.Catch |= proc.Of(proc.SIGINT)
		r.prompt(p)
	default:
		proc.Slurp(p, 0, func(p *proc.Proc, data string) {
			r.commands = psqlLines(data)
			r.next(p)
		})
	}
}

// psqlLines cuts a script into statements and backslash commands.
func psqlLines(text string) (out []string) {
	pendingText := ""
	for line := range strings.Lines(text) {
		if trimmed := strings.TrimSpace(line); pendingText == "" && strings.HasPrefix(trimmed, `\`) {
			out = append(out, trimmed)
			continue
		}
		pendingText += line
		all, rest := sql.Split(pendingText)
		out = append(out, all...)
		pendingText = rest
	}
	if strings.TrimSpace(pendingText) != "" {
		out = append(out, strings.TrimSpace(pendingText))
	}
	return out
}

// next runs the commands that are left, then ends or prompts.
func (r psqlRun) next(p *proc.Proc) {
	if r.ended || len(r.commands) == 0 {
		if r.tty && !r.ended {
			r.prompt(p)
			return
		}
		p.Sys.Exit(r.code)
		return
	}
	q := r.commands[0]
	r.commands = r.commands[1:]
	if strings.HasPrefix(q, `\`) {
		r.meta(p, q)
		return
	}
	all, rest := sql.Split(q)
	if rest != "" {
		all = append(all, rest)
	}
	if len(all) > 1 {
		r.commands = append(append([]string(nil), all[1:]...), r.commands...)
	}
	if len(all) == 0 {
		r.next(p)
		return
	}
	q = all[0]
	askServer(p, r.fd, sqlRequest{SQL: q}, func(p *proc.Proc, reply sqlReply, ok bool) {
		if !ok {
			p.Err("server closed the connection unexpectedly\n\tThis probably means the server terminated abnormally\n\tbefore or while processing the request.\nconnection to server was lost\n")
			p.Sys.Exit(2)
			return
		}
		r.show(p, q, reply)
	})
}

func (r psqlRun) show(p *proc.Proc, q string, reply sqlReply) {
	if err := reply.Result.Err; err != nil {
		r.code = 1
		p.Err(pgError(err, q))
		if r.stopOnFail {
			p.Sys.Exit(3)
			return
		}
		r.next(p)
		return
	}
	r.code = 0
	if n := reply.Result.Notice; n != "" {
		p.Err("NOTICE:  " + n + "\n")
	}
	proc.Emit(p, 1, pgTable(reply.Result, r.look), func(p *proc.Proc) { r.next(p) })
}

// pgError is an error with the place it points at.
func pgError(e *sql.Error, q string) string {
	out := "ERROR:  " + e.Text + "\n"
	if e.At != "" {
		if i := strings.LastIndex(q, e.At); i >= 0 {
			if j := strings.Index(q, e.At); strings.HasPrefix(e.Text, "relation") || strings.HasPrefix(e.Text, "column") {
				i = j
			}
			start := strings.LastIndex(q[:i], "\n") + 1
			line, _, _ := strings.Cut(q[start:], "\n")
			if !strings.Contains(q, "\n") {
				line += ";"
			}
			head := "LINE " + strconv.Itoa(1+strings.Count(q[:i], "\n")) + ": "
			out += head + line + "\n" + strings.Repeat(" ", len(head)+i-start) + "^\n"
		}
	}
	if e.More != "" {
		out += e.More + "\n"
	}
	return out
}

// pgTable is a result as psql prints it.
func pgTable(r sql.Result, look psqlLook) string {
	if !r.IsQuery {
		if look.quiet || r.Tag == "" {
			return ""
		}
		return r.Tag + "\n"
	}
	cells := make([][]string, len(r.Rows))
	for i, row := range r.Rows {
		for _, v := range row {
			cells[i] = append(cells[i], v.Text)
		}
	}
	out := ""
	switch {
	case look.expanded:
		return pgExpanded(r.Columns, cells)
	case look.unaligned:
		if !look.tuples {
			out = strings.Join(r.Columns, "|") + "\n"
		}
		for _, row := range cells {
			out += strings.Join(row, "|") + "\n"
		}
	default:
		out = pgAligned(r.Columns, r.Numeric, cells, look.tuples)
	}
	if !look.tuples {
		out += pgCount(len(cells)) + "\n"
		if !look.unaligned {
			out += "\n"
		}
	} else if !look.unaligned {
		out += "\n"
	}
	if strings.HasPrefix(r.Tag, "INSERT") || strings.HasPrefix(r.Tag, "UPDATE") || strings.HasPrefix(r.Tag, "DELETE") {
		out += r.Tag + "\n"
	}
	return out
}

func pgCount(n int) string {
	if n == 1 {
		return "(1 row)"
	}
	return "(" + strconv.Itoa(n) + " rows)"
}

func widthsOf(columns []string, cells [][]string) []int {
	w := make([]int, len(columns))
	for i, c := range columns {
		w[i] = utf8.RuneCountInString(c)
	}
	for _, row := range cells {
		for i, c := range row {
			for line := range strings.Lines(c) {
				w[i] = max(w[i], utf8.RuneCountInString(strings.TrimRight(line, "\n")))
			}
		}
	}
	return w
}

func blanks(n int) string { return strings.Repeat(" ", max(n, 0)) }

func pgAligned(columns []string, right []bool, cells [][]string, tuples bool) string {
	w := widthsOf(columns, cells)
	var b strings.Builder
	if !tuples {
		for i, c := range columns {
			n := w[i] - utf8.RuneCountInString(c)
			text := " " + blanks(n/2) + c + blanks(n-n/2)
			if i < len(columns)-1 {
				text += " |"
			} else {
				text += " "
			}
			b.WriteString(text)
		}
		b.WriteString("\n")
		for i := range columns {
			if i > 0 {
				b.WriteString("+")
			}
			b.WriteString(strings.Repeat("-", w[i]+2))
		}
		b.WriteString("\n")
	}
	for _, row := range cells {
		line := ""
		for i, c := range row {
			n := w[i] - utf8.RuneCountInString(c)
			if right[i] {
				line += " " + blanks(n) + c
			} else if i < len(row)-1 {
				line += " " + c + blanks(n)
			} else {
				line += " " + c
			}
			if i < len(row)-1 {
				line += " |"
			}
		}
		b.WriteString(line + "\n")
	}
	return b.String()
}

func pgExpanded(columns []string, cells [][]string) string {
	w := 0
	for _, c := range columns {
		w = max(w, utf8.RuneCountInString(c))
	}
	if len(cells) == 0 {
		return "(0 rows)\n\n"
	}
	out := ""
	for i, row := range cells {
		wide := 0
		for _, c := range row {
			wide = max(wide, utf8.RuneCountInString(c))
		}
		head := "-[ RECORD " + strconv.Itoa(i+1) + " ]"
		out += head + strings.Repeat("-", max(w+1-len(head), 0)) + "+" + strings.Repeat("-", wide+1) + "\n"
		for j, c := range row {
			out += columns[j] + blanks(w-utf8.RuneCountInString(columns[j])) + " | " + c + "\n"
		}
	}
	return out + "\n"
}
