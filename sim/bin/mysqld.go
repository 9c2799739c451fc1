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

const mysqlSocket = "/var/run/mysqld/mysqld.sock"

// my is a MySQL or MariaDB server: a value.
type my struct {
	maria   bool
	version string
	data    string
	port    int
}

func mysqld(maria bool) func(p *proc.Proc, c call) {
	return func(p *proc.Proc, c call) {
		v := my{maria: maria, data: "/var/lib/mysql", port: 3306, version: mysqlVersion(p, maria)}
		for _, a := range c.args {
			switch {
			case a == "--version" || a == "-V":
				proc.Finish(p, v.name()+"  Ver "+v.version+" for Linux on x86_64 ("+v.product()+")\n", 0)
				return
			case strings.HasPrefix(a, "--datadir="):
				v.data = a[10:]
			case strings.HasPrefix(a, "--port="):
				fmt.Sscanf(a[7:], "%d", &v.port)
			}
		}
		p.Ignore |= proc.Of(proc.SIGPIPE, proc.SIGHUP)
		v.note(p, "Entrypoint script for "+v.server()+" started.")
		if _, err := p.Sys.Stat(path.Join(v.data, "mysql")); err == nil {
			v.open(p)
			return
		}
		if v.password(p) == "" && v.variable(p, "ALLOW_EMPTY_PASSWORD") == "" && v.variable(p, "ALLOW_EMPTY_ROOT_PASSWORD") == "" && v.variable(p, "RANDOM_ROOT_PASSWORD") == "" {
			v.refuse(p)
			return
		}
		v.note(p, "Initializing database files")
		p.Sys.Sleep(2 * time.Second)
		p.Next = func(p *proc.Proc, _ proc.Event) { v.setup(p) }
	}
}

func mysqlVersion(p *proc.Proc, maria bool) string {
	if maria {
		v, _, _ := strings.Cut(strings.TrimPrefix(setting(p, "MARIADB_VERSION", "12.0.2"), "1:"), "+")
		return v + "-MariaDB"
	}
	v, _, _ := strings.Cut(setting(p, "MYSQL_VERSION", "8.4.6"), "-")
	return v
}

func (v my) name() string {
	if v.maria {
		return "mariadbd"
	}
	return "/usr/sbin/mysqld"
}

func (v my) product() string {
	if v.maria {
		return "mariadb.org binary distribution"
	}
	return "MySQL Community Server - GPL"
}

func (v my) server() string {
	if v.maria {
		return "MariaDB Server " + v.version
	}
	return "MySQL Server " + v.version
}

// variable is MARIADB_NAME or MYSQL_NAME.
func (v my) variable(p *proc.Proc, name string) string {
	if v.maria {
		if s := secret(p, "MARIADB_"+name); s != "" {
			return s
		}
	}
	return secret(p, "MYSQL_"+name)
}

func (v my) password(p *proc.Proc) string { return v.variable(p, "ROOT_PASSWORD") }

func (v my) note(p *proc.Proc, text string) {
	p.Out(p.Sys.Now().UTC().Format("2006-01-02 15:04:05") + "+00:00 [Note] [Entrypoint]: " + text + "\n")
}

func (v my) refuse(p *proc.Proc) {
	at := p.Sys.Now().UTC().Format("2006-01-02 15:04:05") + "+00:00 [ERROR] [Entrypoint]: "
	if v.maria {
		p.Err(at + "Database is uninitialized and password option is not specified\n\tYou need to specify one of MARIADB_ROOT_PASSWORD, MARIADB_ROOT_PASSWORD_HASH, MARIADB_ALLOW_EMPTY_ROOT_PASSWORD and MARIADB_RANDOM_ROOT_PASSWORD\n")
	} else {
		p.Err(at + "Database is uninitialized and password option is not specified\n    You need to specify one of the following as an environment variable:\n    - MYSQL_ROOT_PASSWORD\n    - MYSQL_ALLOW_EMPTY_PASSWORD\n    - MYSQL_RANDOM_ROOT_PASSWORD\n")
	}
	p.Sys.Exit(1)
}

// log writes a line as the server does.
func (v my) log(p *proc.Proc, level, code, text string) {
	now := p.Sys.Now().UTC()
	if v.maria {
		p.Err(now.Format("2006-01-02 15:04:05") + " 0 [" + level + "] " + text + "\n")
		return
	}
	p.Err(now.Format("2006-01-02T15:04:05.000000Z") + " 0 [" + level + "] [" + code + "] [Server] " + text + "\n")
}

// setup makes what the variables ask for and runs the image's scripts.
func (v my) setup(p *proc.Proc) {
	pw := v.password(p)
	if v.variable(p, "RANDOM_ROOT_PASSWORD") != "" {
		pw = randomPassword(p)
	}
	st := sql.State{}.WithUser(sql.User{Name: "root", Password: pw}).WithDatabase("mysql", "root").WithDatabase("sys", "root")
	for _, d := range []string{"mysql", "performance_schema", "sys"} {
		if err := p.Sys.Mkdir(path.Join(v.data, d), 0o750); err != nil {
			v.log(p, "ERROR", "MY-010457", "Can't create directory '"+path.Join(v.data, d)+"': "+err.Error())
			p.Sys.Exit(1)
			return
		}
	}
	v.note(p, "Database files initialized")
	v.note(p, "Starting temporary server")
	v.note(p, "Temporary server started.")
	if v.variable(p, "RANDOM_ROOT_PASSWORD") != "" {
		v.note(p, "GENERATED ROOT PASSWORD: "+pw)
	}
	db := v.variable(p, "DATABASE")
	if db != "" {
		v.note(p, "Creating database "+db)
		st = st.WithDatabase(db, "root")
	}
	if user := v.variable(p, "USER"); user != "" && v.variable(p, "PASSWORD") != "" {
		v.note(p, "Creating user "+user)
		st = st.WithUser(sql.User{Name: user, Password: v.variable(p, "PASSWORD")})
		if db != "" {
			v.note(p, "Giving user "+user+" access to schema "+db)
		}
	}
	p.Out("\n")
	ses := sql.Session{Flavour: sql.MySQL, User: "root", Database: db, Host: "localhost", Version: v.version, Now: p.Sys.Now().UTC()}
	entries, _ := p.Sys.ReadDir("/docker-entrypoint-initdb.d")
	for _, e := range entries {
		file := "/docker-entrypoint-initdb.d/" + e.Name
		if !strings.HasSuffix(file, ".sql") {
			p.Err("mysqld: running " + file + " is not simulated\n")
			continue
		}
		v.note(p, "/usr/local/bin/docker-entrypoint.sh: running "+file)
		text, _ := p.Sys.ReadFile(file)
		all, rest := sql.Split(text)
		if rest != "" {
			all = append(all, rest)
		}
		for _, q := range all {
			var res sql.Result
			p.Sys.Spend(len(q) + 100)
			if st, ses, res = sql.Exec(st, ses, q); res.Err != nil {
				p.Err(fmt.Sprintf("ERROR %d (%s) at line 1: %s\n", res.Err.Code, res.Err.SQL, res.Err.Text))
				p.Sys.Exit(1)
				return
			}
		}
	}
	text, err := st.Encode()
	if err == nil {
		err = p.Sys.WriteFile(path.Join(v.data, "ibdata1"), text, 0o640)
	}
	if err != nil {
		v.log(p, "ERROR", "MY-012592", "Operating system error: "+err.Error())
		p.Sys.Exit(1)
		return
	}
	v.note(p, "Stopping temporary server")
	v.note(p, "Temporary server stopped")
	p.Out("\n")
	init := "MySQL init process done. Ready for start up."
	if v.maria {
		init = "MariaDB init process done. Ready for start up."
	}
	v.note(p, init)
	p.Out("\n")
	v.open(p)
}

// randomPassword is the same in every run of a world.
func randomPassword(p *proc.Proc) string {
	h := uint64(p.Sys.Now().UnixNano())
	for _, b := range []byte(p.Sys.Hostname()) {
		h = (h ^ uint64(b)) * 1099511628211
	}
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	out := make([]byte, 32)
	for i := range out {
		h = h*6364136223846793005 + 1442695040888963407
		out[i] = letters[h>>58]
	}
	return string(out)
}

func (v my) open(p *proc.Proc) {
	version := v.version
	s := sqlServer{flavour: sql.MySQL, version: version, file: path.Join(v.data, "ibdata1"), login: mysqlLogin, stop: v.shutdown}
	text, err := p.Sys.ReadFile(s.file)
	if err == nil {
		s.state, err = sql.Decode(text)
	}
	if err != nil {
		v.log(p, "ERROR", "MY-012592", "Operating system error: "+err.Error())
		p.Sys.Exit(1)
		return
	}
	start := v.name() + " (mysqld " + v.version + ") starting as process " + fmt.Sprint(p.PID)
	if v.maria {
		start = "Starting MariaDB " + v.version + " source revision as process " + fmt.Sprint(p.PID)
		v.log(p, "Note", "", start)
	} else {
		v.log(p, "System", "MY-015015", "MySQL Server - start.")
		v.log(p, "System", "MY-010116", start)
	}
	tcp, err := p.Sys.Listen(netip.AddrPortFrom(netip.Addr{}, uint16(v.port)))
	if err != nil {
		v.log(p, "ERROR", "MY-010262", fmt.Sprintf("Can't start server: Bind on TCP/IP port: %v", err))
		p.Sys.Exit(1)
		return
	}
	p.Sys.Remove(mysqlSocket)
	local, err := p.Sys.ListenPath(mysqlSocket)
	if err != nil {
		local = -1
	}
	s.listens = []int{local, tcp}
	if v.maria {
		v.log(p, "Note", "", "Server socket created on IP: '0.0.0.0', port: '"+fmt.Sprint(v.port)+"'.")
		v.log(p, "Note", "", "mariadbd: ready for connections.\nVersion: '"+v.version+"'  socket: '/run/mysqld/mysqld.sock'  port: "+fmt.Sprint(v.port)+"  mariadb.org binary distribution")
	} else {
		v.log(p, "System", "MY-010931", v.name()+": ready for connections. Version: '"+v.version+"'  socket: '"+mysqlSocket+"'  port: "+fmt.Sprint(v.port)+"  MySQL Community Server - GPL.")
	}
	p.Catch |= proc.Of(proc.SIGTERM)
	s.event(p, proc.Event{Kind: proc.Wake})
}

func mysqlLogin(s sqlServer, c sqlConn, r sqlRequest) sqlReply {
	host := "localhost"
	if !c.local || c.remote != "localhost" {
		host = c.remote
	}
	u, known := s.state.Find(r.User)
	if !known || u.Password != r.Password {
		using := map[bool]string{true: "YES", false: "NO"}[r.Password != ""]
		return sqlReply{Err: &sql.Error{Code: 1045, SQL: "28000", Text: "Access denied for user '" + r.User + "'@'" + host + "' (using password: " + using + ")"}}
	}
	if r.Database != "" && !s.state.HasDatabase(r.Database) {
		return sqlReply{Err: &sql.Error{Code: 1049, SQL: "42000", Text: "Unknown database '" + r.Database + "'"}}
	}
	return sqlReply{}
}

func (v my) shutdown(p *proc.Proc, s sqlServer, sig proc.Signal) {
	if v.maria {
		v.log(p, "Note", "", "mariadbd (initiated by: unknown): Normal shutdown")
		v.log(p, "Note", "", "mariadbd: Shutdown complete")
	} else {
		v.log(p, "System", "MY-013172", "Received SHUTDOWN from user <via user signal>. Shutting down mysqld (Version: "+v.version+").")
		v.log(p, "System", "MY-010910", v.name()+": Shutdown complete (mysqld "+v.version+")  MySQL Community Server - GPL.")
		v.log(p, "System", "MY-015016", "MySQL Server - end.")
	}
	p.Sys.Remove(mysqlSocket)
	p.Sys.Exit(0)
}
