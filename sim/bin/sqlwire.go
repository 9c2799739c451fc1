//go:build !core

package bin

import (
	"encoding/json"
	"net/netip"
	"path"
	"strconv"
	"strings"

	"drydock/sim/proc"
	"drydock/sim/sql"
	"drydock/sim/vfs"
)

// request is what a client of a database sends; the first one logs in.
type sqlRequest struct {
	Login, Quit              bool
	User, Password, Database string
	Given                    bool // a password was given
	SQL                      string
	Dump                     bool // asks for the whole state
}

// sqlReply is what the server answers.
type sqlReply struct {
	Err      *sql.Error
	Needs    bool // a password
	Result   sql.Result
	Database string
	State    *sql.State
	Version  string
	ID       int
}

// frame puts a message on the wire: its length, a newline, the message.
func frame(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return ""
	}
	return strconv.Itoa(len(b)) + "\n" + string(b)
}

// unframe takes a message off what has arrived; ok is false when there is
// none yet, wrong tells that it is no message.
func unframe[T any](data string) (v T, rest string, ok, wrong bool) {
	size, body, found := strings.Cut(data, "\n")
	if !found {
		return v, data, false, len(data) > 12
	}
	n, err := strconv.Atoi(strings.TrimSpace(size))
	if err != nil || n < 0 || n > 8<<20 {
		return v, data, false, true
	}
	if len(body) < n {
		return v, data, false, false
	}
	if json.Unmarshal([]byte(body[:n]), &v) != nil {
		return v, data, false, true
	}
	return v, body[n:], true, false
}

// dialer reaches a server: by the path of a socket, or by host and port.
type dialer struct {
	socket     string
	host, port string
	addr       string // as found
	fail       func(p *proc.Proc, d dialer, err error)
	resolved   func(p *proc.Proc, d dialer, err error) // host name unknown
}

func (d dialer) dial(p *proc.Proc, then func(p *proc.Proc, d dialer, fd int)) {
	if d.socket != "" {
		fd, err := p.Sys.ConnectPath(d.socket)
		if err != nil {
			d.fail(p, d, err)
			return
		}
		then(p, d, fd)
		return
	}
	addrs, err := p.Sys.Resolve(d.host)
	if err == vfs.EAGAIN {
		p.Next = func(p *proc.Proc, _ proc.Event) { d.dial(p, then) }
		return
	}
	if err != nil || len(addrs) == 0 {
		d.resolved(p, d, err)
		return
	}
	d.addr = addrs[0].String()
	d.connect(p, addrs[0], then)
}

func (d dialer) connect(p *proc.Proc, addr netip.Addr, then func(p *proc.Proc, d dialer, fd int)) {
	port, _ := strconv.Atoi(d.port)
	fd, err := p.Sys.Connect(netip.AddrPortFrom(addr, uint16(port)))
	if err == vfs.EAGAIN {
		p.Next = func(p *proc.Proc, _ proc.Event) { d.connect(p, addr, then) }
		return
	}
	if err != nil {
		d.fail(p, d, err)
		return
	}
	then(p, d, fd)
}

// askServer sends a request and goes on with the reply; ok is false when the server
// went away.
func askServer(p *proc.Proc, fd int, r sqlRequest, then func(p *proc.Proc, reply sqlReply, ok bool)) {
	p.Ignore |= proc.Of(proc.SIGPIPE)
	send(p, fd, frame(r), func(p *proc.Proc, ok bool) {
		if !ok {
			then(p, sqlReply{}, false)
			return
		}
		awaitReply(p, fd, "", then)
	})
}

func send(p *proc.Proc, fd int, data string, then func(p *proc.Proc, ok bool)) {
	rest, err := put(p, fd, data)
	switch {
	case err == vfs.EAGAIN:
		p.Next = func(p *proc.Proc, _ proc.Event) { send(p, fd, rest, then) }
	default:
		then(p, err == nil)
	}
}

func awaitReply(p *proc.Proc, fd int, had string, then func(p *proc.Proc, reply sqlReply, ok bool)) {
	for {
		reply, _, ok, wrong := unframe[sqlReply](had)
		if ok || wrong {
			then(p, reply, ok)
			return
		}
		piece, err := p.Sys.Read(fd, 64<<10)
		if err == vfs.EAGAIN {
			p.Next = func(p *proc.Proc, _ proc.Event) { awaitReply(p, fd, had, then) }
			return
		}
		if err != nil || piece == "" {
			then(p, reply, false)
			return
		}
		had += piece
	}
}

// sqlConn is one connection of a server.
type sqlConn struct {
	fd     int
	in     string
	out    string
	ses    sql.Session
	local  bool
	remote string
	open   bool // logged in
	gone   bool
	id     int
}

// sqlServer is a database server: a value.
type sqlServer struct {
	flavour sql.Flavour
	version string // what version() says
	file    string // where the state is kept
	state   sql.State
	listens []int
	conns   []sqlConn
	serial  int
	login   func(s sqlServer, c sqlConn, r sqlRequest) sqlReply
	stop    func(p *proc.Proc, s sqlServer, sig proc.Signal)
	each    func(p *proc.Proc, s sqlServer) (sqlServer, bool) // runs first at every event; false: it has taken over
	log     func(p *proc.Proc, s sqlServer, c sqlConn, text string)
}

// event is what the server does whenever it is called.
func (s sqlServer) event(p *proc.Proc, ev proc.Event) {
	if ev.Kind == proc.Signaled {
		s.stop(p, s, ev.Signal)
		return
	}
	s = s.accept(p)
	conns := make([]sqlConn, 0, len(s.conns))
	s, conns = s.pump(p, conns)
	s.conns = conns
	if s.each != nil {
		var goes bool
		if s, goes = s.each(p, s); !goes {
			return
		}
	}
	p.Next = s.event
}

func (s sqlServer) accept(p *proc.Proc) sqlServer {
	for i, l := range s.listens {
		for len(s.conns) < 100 {
			fd, from, err := p.Sys.Accept(l)
			if err != nil {
				break
			}
			s.serial++
			c := sqlConn{fd: fd, local: i == 0 || from.Addr().IsLoopback(), remote: from.Addr().Unmap().String(), id: s.serial + 7}
			if !from.IsValid() {
				c.remote = "localhost"
			}
			s.conns = append(s.conns[:len(s.conns):len(s.conns)], c)
		}
	}
	return s
}

// pump serves what has arrived on the connections.
func (s sqlServer) pump(p *proc.Proc, kept []sqlConn) (sqlServer, []sqlConn) {
	for _, c := range s.conns {
		for !c.gone {
			piece, err := p.Sys.Read(c.fd, 64<<10)
			if err == vfs.EAGAIN {
				break
			}
			if err != nil || piece == "" || len(c.in) > 8<<20 {
				c.gone = true
				break
			}
			c.in += piece
		}
		for {
			r, rest, ok, wrong := unframe[sqlRequest](c.in)
			if wrong {
				c.gone = true
			}
			if !ok {
				break
			}
			c.in = rest
			s, c = s.serve(p, c, r)
		}
		if c.out != "" {
			rest, err := put(p, c.fd, c.out)
			c.out = rest
			if err != nil && err != vfs.EAGAIN {
				c.gone = true
			}
		}
		if c.gone {
			p.Sys.Close(c.fd)
			continue
		}
		kept = append(kept, c)
	}
	return s, kept
}

// serve answers one request.
func (s sqlServer) serve(p *proc.Proc, c sqlConn, r sqlRequest) (sqlServer, sqlConn) {
	var reply sqlReply
	switch {
	case r.Login:
		reply = s.login(s, c, r)
		if c.open = reply.Err == nil && !reply.Needs; c.open {
			c.ses = sql.Session{Flavour: s.flavour, User: r.User, Database: r.Database, Host: c.remote, Version: s.version}
		} else if s.log != nil && reply.Err != nil {
			s.log(p, s, c, "FATAL:  "+reply.Err.Text)
		}
		reply.Version, reply.ID = s.version, c.id
	case !c.open:
		c.gone = true
	case r.Dump:
		st := s.state
		reply.State = &st
	default:
		p.Sys.Spend(len(r.SQL) + 200)
		c.ses.Now = p.Sys.Now().UTC()
		before := s.state
		s.state, c.ses, reply.Result = sql.Exec(s.state, c.ses, r.SQL)
		if err := reply.Result.Err; err != nil && s.log != nil {
			s.log(p, s, c, "ERROR:  "+err.Text+"\x00"+r.SQL)
		} else if !reply.Result.IsQuery || changes(r.SQL) {
			s = s.save(p, before, &reply)
		}
	}
	reply.Database = c.ses.Database
	c.out += frame(reply)
	return s, c
}

// changes tells whether a statement that answers rows may change some too, as
// one with RETURNING does.
func changes(query string) bool {
	verb, _, _ := strings.Cut(strings.ToUpper(strings.TrimSpace(query)), " ")
	return verb == "INSERT" || verb == "UPDATE" || verb == "DELETE" || verb == "WITH"
}

// save writes the state to its file, or takes the change back.
func (s sqlServer) save(p *proc.Proc, before sql.State, reply *sqlReply) sqlServer {
	text, err := s.state.Encode()
	if err == nil {
		p.Sys.Spend(len(text) / 256)
		err = p.Sys.WriteFile(s.file, text, 0o600)
	}
	if err != nil {
		s.state = before
		reply.Result = sql.Result{Err: &sql.Error{Code: 1021, SQL: "53100", Text: "could not write to file \"" + path.Base(s.file) + "\": " + err.Error()}}
	}
	return s
}
