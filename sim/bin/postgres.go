//go:build !core

package bin

import (
	"fmt"
	"net/netip"
	"path"
	"strings"
	"time"

	"drydock/sim/proc"
	"drydock/sim/sql"
)

// postgresSocket is where local clients find the server.
const postgresSocket = "/var/run/postgresql/.s.PGSQL.5432"

// uninitialized is what the image says without a password. Source: the image's
// own entrypoint.
const uninitialized = `Error: Database is uninitialized and superuser password is not specified.
       You must specify POSTGRES_PASSWORD to a non-empty value for the
       superuser. For example, "-e POSTGRES_PASSWORD=password" on "docker run".

       You may also use "POSTGRES_HOST_AUTH_METHOD=trust" to allow all
       connections without a password. This is *not* recommended.

       See PostgreSQL documentation about "trust":
       https://www.postgresql.org/docs/current/auth-trust.html
`

func setting(p *proc.Proc, name, def string) string {
	if v, ok := p.Getenv(name); ok && v != "" {
		return v
	}
	return def
}

// secret is a variable's value, or the content of the file that NAME_FILE names.
func secret(p *proc.Proc, name string) string {
	if file, ok := p.Getenv(name + "_FILE"); ok && file != "" {
		text, _ := p.Sys.ReadFile(file)
		return strings.TrimRight(text, "\r\n")
	}
	return setting(p, name, "")
}

func pgVersion(p *proc.Proc) string {
	v := setting(p, "PG_VERSION", "17.6")
	v, _, _ = strings.Cut(v, "-")
	return v
}

// pg is a postgres server and how far it is.
type pg struct {
	data    string
	version string
	files   []string // of docker-entrypoint-initdb.d, still to be run
	child   int
	fresh   bool
	trust   bool
	port    int
}

func postgresServer(p *proc.Proc, c call) {
	v := pg{data: setting(p, "PGDATA", "/var/lib/postgresql/data"), version: pgVersion(p), trust: setting(p, "POSTGRES_HOST_AUTH_METHOD", "") == "trust", port: 5432}
	for i, a := range c.args {
		switch {
		case a == "--version" || a == "-V":
			proc.Finish(p, "postgres (PostgreSQL) "+v.version+"\n", 0)
			return
		case a == "-D" && i+1 < len(c.args):
			v.data = c.args[i+1]
		case a == "-p" && i+1 < len(c.args):
			fmt.Sscanf(c.args[i+1], "%d", &v.port)
		}
	}
	if p.UID == 0 {
		p.Err("\"root\" execution of the PostgreSQL server is not permitted.\nThe server must be started under an unprivileged user ID to prevent\npossible system security compromise.  See the documentation for\nmore information on how to properly start the server.\n")
		p.Sys.Exit(1)
		return
	}
	p.Ignore |= proc.Of(proc.SIGPIPE, proc.SIGHUP)
	if _, err := p.Sys.Stat(path.Join(v.data, "PG_VERSION")); err == nil {
		p.Out("\nPostgreSQL Database directory appears to contain a database; Skipping initialization\n\n")
		v.open(p)
		return
	}
	if secret(p, "POSTGRES_PASSWORD") == "" && !v.trust {
		p.Err(uninitialized)
		p.Sys.Exit(1)
		return
	}
	v.initialize(p)
}

func (v pg) log(p *proc.Proc, pid int, text string) {
	p.Err(fmt.Sprintf("%s UTC [%d] %s\n", p.Sys.Now().UTC().Format("2006-01-02 15:04:05.000"), pid, text))
}

func (v pg) banner() string {
	return "PostgreSQL " + v.version + " on x86_64-pc-linux-gnu, compiled by gcc (Debian 14.2.0-19) 14.2.0, 64-bit"
}

// initialize is initdb, then the image's own steps with a server that listens
// locally only.
func (v pg) initialize(p *proc.Proc) {
	p.Out("The files belonging to this database system will be owned by user \"postgres\".\nThis user must also own the server process.\n\n" +
		"The database cluster will be initialized with locale \"en_US.utf8\".\nThe default database encoding has accordingly been set to \"UTF8\".\nThe default text search configuration will be set to \"english\".\n\nData page checksums are disabled.\n\n" +
		"fixing permissions on existing directory " + v.data + " ... ok\ncreating subdirectories ... ok\nselecting dynamic shared memory implementation ... posix\nselecting default \"max_connections\" ... 100\nselecting default \"shared_buffers\" ... 128MB\nselecting default time zone ... Etc/UTC\ncreating configuration files ... ok\n")
	p.Sys.Sleep(600 * time.Millisecond)
	p.Next = func(p *proc.Proc, _ proc.Event) {
		for _, d := range []string{"", "base", "global", "pg_wal", "pg_stat", "pg_tblspc"} {
			p.Sys.Mkdir(path.Join(v.data, d), 0o700)
		}
		major, _, _ := strings.Cut(v.version, ".")
		for _, f := range [][2]string{{"PG_VERSION", major + "\n"}, {"postgresql.conf", "listen_addresses = '*'\nmax_connections = 100\nshared_buffers = 128MB\n"},
			{"pg_hba.conf", "local all all trust\nhost all all 127.0.0.1/32 trust\nhost all all ::1/128 trust\nhost all all all scram-sha-256\n"}, {"postgresql.auto.conf", ""}} {
			if err := p.Sys.WriteFile(path.Join(v.data, f[0]), f[1], 0o600); err != nil {
				p.Err("initdb: error: could not open file \"" + path.Join(v.data, f[0]) + "\" for writing: " + err.Error() + "\n")
				p.Sys.Exit(1)
				return
			}
		}
		p.Out("running bootstrap script ... ok\nperforming post-bootstrap initialization ... ok\nsyncing data to disk ... ok\n\n\nSuccess. You can now start the database server using:\n\n    pg_ctl -D " + v.data + " -l logfile start\n\n")
		p.Err("initdb: warning: enabling \"trust\" authentication for local connections\ninitdb: hint: You can change this by editing pg_hba.conf or using the option -A, or --auth-local and --auth-host, the next time you run initdb.\n")
		p.Sys.Sleep(400 * time.Millisecond)
		p.Next = func(p *proc.Proc, _ proc.Event) { v.setup(p) }
	}
}

// setup makes the users and databases that the variables ask for.
func (v pg) setup(p *proc.Proc) {
	user := setting(p, "POSTGRES_USER", "postgres")
	st := sql.State{}.WithUser(sql.User{Name: user, Password: secret(p, "POSTGRES_PASSWORD")})
	for _, db := range []string{"postgres", "template0", "template1"} {
		st = st.WithDatabase(db, user)
	}
	p.Out("waiting for server to start....")
	v.log(p, 48, "LOG:  starting "+v.banner())
	v.log(p, 48, "LOG:  listening on Unix socket \""+postgresSocket+"\"")
	v.log(p, 51, "LOG:  database system was shut down at "+p.Sys.Now().UTC().Format("2006-01-02 15:04:05")+" UTC")
	v.log(p, 48, "LOG:  database system is ready to accept connections")
	p.Out(" done\nserver started\n")
	if db := setting(p, "POSTGRES_DB", user); db != "postgres" {
		st = st.WithDatabase(db, user)
		p.Out("CREATE DATABASE\n\n")
	}
	p.Out("\n")
	entries, _ := p.Sys.ReadDir("/docker-entrypoint-initdb.d")
	for _, e := range entries {
		v.files = append(v.files, "/docker-entrypoint-initdb.d/"+e.Name)
	}
	if len(entries) == 0 {
		p.Out("/usr/local/bin/docker-entrypoint.sh: ignoring /docker-entrypoint-initdb.d/*\n\n")
	}
	v.fresh = true
	s := v.server(p, st)
	fd, err := p.Sys.ListenPath(postgresSocket)
	if err != nil {
		v.log(p, p.PID, "FATAL:  could not create any Unix-domain sockets: "+err.Error())
		p.Sys.Exit(1)
		return
	}
	s.listens = []int{fd}
	if _, err := p.Sys.Stat(s.file); err != nil {
		text, _ := st.Encode()
		p.Sys.WriteFile(s.file, text, 0o600)
	}
	s.each = v.scripts
	s.event(p, proc.Event{Kind: proc.Wake})
}

// server is the value that serves.
func (v pg) server(p *proc.Proc, st sql.State) sqlServer {
	trust := v.trust
	return sqlServer{flavour: sql.Postgres, version: v.banner(), file: path.Join(v.data, "base", "1"), state: st, stop: v.shutdown,
		login: func(s sqlServer, c sqlConn, r sqlRequest) sqlReply { return pgLogin(s, c, r, trust) },
		log: func(p *proc.Proc, s sqlServer, c sqlConn, text string) {
			text, statement, has := strings.Cut(text, "\x00")
			v.log(p, 60+c.id, text)
			if has {
				v.log(p, 60+c.id, "STATEMENT:  "+statement)
			}
		}}
}

func pgLogin(s sqlServer, c sqlConn, r sqlRequest, trust bool) sqlReply {
	fatal := func(code, text string) sqlReply { return sqlReply{Err: &sql.Error{SQL: code, Text: text}} }
	u, known := s.state.Find(r.User)
	switch {
	case !c.local && !trust && !r.Given:
		return sqlReply{Needs: true}
	case !c.local && !trust && (!known || u.Password != r.Password):
		return fatal("28P01", "password authentication failed for user \""+r.User+"\"")
	case !known:
		return fatal("28000", "role \""+r.User+"\" does not exist")
	case !s.state.HasDatabase(r.Database):
		return fatal("3D000", "database \""+r.Database+"\" does not exist")
	}
	return sqlReply{}
}

// scripts runs the files of docker-entrypoint-initdb.d one after another.
func (v pg) scripts(p *proc.Proc, s sqlServer) (sqlServer, bool) {
	if v.child != 0 {
		_, code, err := p.Sys.Wait(v.child)
		if err != nil {
			s.each = v.scripts
			return s, true
		}
		v.child = 0
		if code != 0 {
			p.Sys.Exit(code)
			return s, false
		}
		p.Out("\n")
	}
	for len(v.files) > 0 {
		file := v.files[0]
		v.files = v.files[1:]
		switch {
		case strings.HasSuffix(file, ".sql"):
			p.Out("/usr/local/bin/docker-entrypoint.sh: running " + file + "\n")
			var ok bool
			if s, ok = v.runFile(p, s, file); !ok {
				return s, false
			}
			p.Out("\n\n")
		case strings.HasSuffix(file, ".sh"):
			argv := []string{"bash", file}
			p.Out("/usr/local/bin/docker-entrypoint.sh: running " + file + "\n")
			pid, err := p.Sys.Spawn(proc.Spawn{Argv: argv, Env: append(append([]string(nil), p.Env...), "PGUSER="+setting(p, "POSTGRES_USER", "postgres"))})
			if err != nil {
				argv[0] = "sh"
				pid, err = p.Sys.Spawn(proc.Spawn{Argv: argv})
			}
			if err != nil {
				p.Sys.Exit(1)
				return s, false
			}
			v.child = pid
			s.each = v.scripts
			p.Sys.Wait(pid)
			return s, true
		default:
			p.Out("/usr/local/bin/docker-entrypoint.sh: ignoring " + file + "\n")
		}
	}
	p.Out("waiting for server to shut down....")
	v.log(p, 48, "LOG:  received fast shutdown request")
	v.log(p, 48, "LOG:  aborting any active transactions")
	v.log(p, 49, "LOG:  shutting down")
	v.log(p, 48, "LOG:  database system is shut down")
	p.Out(" done\nserver stopped\n\nPostgreSQL init process complete; ready for start up.\n\n")
	for _, fd := range s.listens {
		p.Sys.Close(fd)
	}
	p.Sys.Remove(postgresSocket)
	v.open(p)
	return s, false
}

func (v pg) runFile(p *proc.Proc, s sqlServer, file string) (sqlServer, bool) {
	text, err := p.Sys.ReadFile(file)
	if err != nil {
		p.Err("psql: error: " + file + ": " + err.Error() + "\n")
		p.Sys.Exit(1)
		return s, false
	}
	user := setting(p, "POSTGRES_USER", "postgres")
	ses := sql.Session{Flavour: sql.Postgres, User: user, Database: setting(p, "POSTGRES_DB", user), Version: v.banner(), Now: p.Sys.Now().UTC()}
	all, rest := sql.Split(text)
	if rest != "" {
		all = append(all, rest)
	}
	for _, q := range all {
		var res sql.Result
		p.Sys.Spend(len(q) + 100)
		if db, ok := strings.CutPrefix(q, `\c `); ok {
			ses.Database = strings.TrimSpace(db)
			continue
		}
		s.state, ses, res = sql.Exec(s.state, ses, q)
		if res.Err != nil {
			p.Err("psql:" + file + ":1: ERROR:  " + res.Err.Text + "\n")
			p.Sys.Exit(3)
			return s, false
		}
		p.Out(pgTable(res, psqlLook{}))
	}
	var reply sqlReply
	return s.save(p, s.state, &reply), true
}

// open starts the server proper.
func (v pg) open(p *proc.Proc) {
	s := v.server(p, sql.State{})
	text, err := p.Sys.ReadFile(s.file)
	if err == nil {
		s.state, err = sql.Decode(text)
	}
	if err != nil {
		v.log(p, p.PID, "FATAL:  could not open file \"base/1\": "+err.Error())
		p.Sys.Exit(1)
		return
	}
	v.log(p, p.PID, "LOG:  starting "+v.banner())
	tcp, err := p.Sys.Listen(netip.AddrPortFrom(netip.Addr{}, uint16(v.port)))
	if err != nil {
		v.log(p, p.PID, fmt.Sprintf("LOG:  could not bind IPv4 address \"0.0.0.0\": %v", err))
		v.log(p, p.PID, "FATAL:  could not create any TCP/IP sockets")
		p.Sys.Exit(1)
		return
	}
	v.log(p, p.PID, fmt.Sprintf("LOG:  listening on IPv4 address \"0.0.0.0\", port %d", v.port))
	v.log(p, p.PID, fmt.Sprintf("LOG:  listening on IPv6 address \"::\", port %d", v.port))
	p.Sys.Remove(postgresSocket)
	local, err := p.Sys.ListenPath(postgresSocket)
	if err == nil {
		v.log(p, p.PID, "LOG:  listening on Unix socket \""+postgresSocket+"\"")
		s.listens = []int{local, tcp}
	} else {
		s.listens = []int{-1, tcp}
	}
	v.log(p, p.PID+28, "LOG:  database system was shut down at "+p.Sys.Now().UTC().Format("2006-01-02 15:04:05")+" UTC")
	v.log(p, p.PID, "LOG:  database system is ready to accept connections")
	p.Catch |= proc.Of(proc.SIGTERM, proc.SIGINT, proc.SIGQUIT)
	s.event(p, proc.Event{Kind: proc.Wake})
}

func (v pg) shutdown(p *proc.Proc, s sqlServer, sig proc.Signal) {
	kind := map[proc.Signal]string{proc.SIGTERM: "smart", proc.SIGINT: "fast", proc.SIGQUIT: "immediate"}[sig]
	v.log(p, p.PID, "LOG:  received "+kind+" shutdown request")
	if sig == proc.SIGINT {
		v.log(p, p.PID, "LOG:  aborting any active transactions")
	}
	v.log(p, p.PID, "LOG:  background worker \"logical replication launcher\" (PID 31) exited with exit code 1")
	v.log(p, p.PID+26, "LOG:  shutting down")
	v.log(p, p.PID+26, "LOG:  checkpoint starting: shutdown immediate")
	v.log(p, p.PID, "LOG:  database system is shut down")
	p.Sys.Remove(postgresSocket)
	p.Sys.Exit(0)
}
