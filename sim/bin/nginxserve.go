package bin

import (
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"drydock/sim/http1"
	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// ngxDoor is a listening descriptor, ngxLog an open log.
type ngxDoor struct {
	at netip.AddrPort
	fd int
}

type ngxLog struct {
	name string
	fd   int
}

// ngxConn is one connection of a worker: a value.
type ngxConn struct {
	fd, number int
	from, at   netip.AddrPort
	in, out    string
	ssl        bool // the handshake is done
	closing    bool // when out has been written
	request    ngxRequest
	passing    passing
}

// mostConns is how many connections a worker holds. Source: worker_connections of the image.
const mostConns = 200

// open listens at what the configuration names and opens the logs; those of
// before are kept where they are still wanted. It answers what is wrong, or "".
func (w web) open(p *proc.Proc) (web, string) {
	var doors []ngxDoor
	for _, at := range w.tree.addresses() {
		if i := slices.IndexFunc(w.doors, func(d ngxDoor) bool { return d.at == at }); i >= 0 {
			doors = append(doors, w.doors[i])
			continue
		}
		fd, err := p.Sys.Listen(at)
		if err != nil {
			return w, "bind() to " + at.String() + " failed (" + errnoText(err) + ")"
		}
		doors = append(doors, ngxDoor{at, fd})
	}
	for _, d := range w.doors {
		if !slices.Contains(doors, d) {
			p.Sys.Close(d.fd)
		}
	}
	w.doors = doors
	w.logs = nil
	for _, name := range w.tree.logNames() {
		fd, err := p.Sys.Open(name, proc.Write|proc.Append|proc.Create, 0o644)
		if err != nil {
			return w, `open() "` + name + `" failed (` + errnoText(err) + ")"
		}
		w.logs = append(w.logs[:len(w.logs):len(w.logs)], ngxLog{name, fd})
	}
	return w, ""
}

// logNames are the access logs of the configuration.
func (b ngxBlock) logNames() (names []string) {
	if _, ok := b.first("http"); ok && len(b.words) == 0 {
		names = []string{"/var/log/nginx/access.log"}
	}
	for _, k := range b.kids {
		list := k.logNames()
		if k.name() == "access_log" && strings.HasPrefix(k.arg(1), "/") {
			list = []string{k.arg(1)}
		}
		for _, n := range list {
			if !slices.Contains(names, n) {
				names = append(names, n)
			}
		}
	}
	return names
}

// serve takes new connections and goes on with those there are.
func (w web) serve(p *proc.Proc) web {
	w.now, w.pid, w.hostname = p.Sys.Now(), p.PID, p.Sys.Hostname()
	for _, d := range w.doors {
		for len(w.conns) < mostConns && !w.ending {
			fd, from, err := p.Sys.Accept(d.fd)
			if err != nil {
				break
			}
			w.number++
			at, _, _ := p.Sys.Names(fd)
			w.conns = append(w.conns[:len(w.conns):len(w.conns)], ngxConn{fd: fd, number: w.number, from: from, at: at})
		}
	}
	var left []ngxConn
	for _, c := range w.conns {
		var open bool
		if w, c, open = w.step(p, c); open {
			left = append(left, c)
		} else {
			p.Sys.Close(c.fd)
		}
	}
	w.conns = left
	return w
}

// step goes on with one connection until it has to wait or is done.
func (w web) step(p *proc.Proc, c ngxConn) (web, ngxConn, bool) {
	for range 1000 {
		switch {
		case c.out != "":
			piece := c.out[:min(len(c.out), 32<<10)]
			err := p.Sys.Write(c.fd, piece)
			if err == vfs.EAGAIN {
				return w, c, true
			}
			if err != nil {
				return w, c, false
			}
			c.out = c.out[len(piece):]
		case c.closing:
			return w, c, false
		case c.passing.on:
			next, a, done := c.request.progress(p, c.passing)
			if c.passing = next; !done {
				return w, c, true
			}
			c.passing = passing{}
			c = w.answer(p, c, c.request, a)
		default:
			var state int
			if w, c, state = w.take(p, c); state != 0 {
				return w, c, state > 0
			}
		}
	}
	p.Sys.Sleep(0)
	return w, c, true
}

// take reads a request and answers it or begins to pass it on. state is 0 to
// go on, 1 to wait, -1 to close.
func (w web) take(p *proc.Proc, c ngxConn) (web, ngxConn, int) {
	if _, ssl := w.tree.server(c.at, ""); ssl && !c.ssl && c.in != "" {
		name, rest, err := http1.CutHello(c.in)
		switch err {
		case nil:
			c.ssl, c.in, c.out = true, rest, http1.Hello(name)
			return w, c, 0
		case http1.ErrBad:
			r := ngxRequest{web: w, from: c.from, at: c.at, number: c.number}
			a := r.message(400)
			a.Body = strings.Replace(a.Body, "<center><h1>400 Bad Request</h1></center>\r\n", "<center><h1>400 Bad Request</h1></center>\r\n<center>The plain HTTP request was sent to HTTPS port</center>\r\n", 1)
			a.Header = a.Header.With("Content-Length", strconv.Itoa(len(a.Body))).With("Connection", "close")
			c.out, c.closing = a.String(), true
			return w, c, 0
		}
	}
	r, n, err := http1.ReadRequest(c.in)
	switch err {
	case http1.ErrMore:
		piece, err := p.Sys.Read(c.fd, 64<<10)
		switch {
		case err == vfs.EAGAIN:
			return w, c, 1
		case err != nil || piece == "":
			return w, c, -1
		}
		c.in += piece
		return w, c, 0
	case nil:
	default:
		q := ngxRequest{web: w, from: c.from, at: c.at, number: c.number}
		q.server, _ = w.tree.server(c.at, "")
		a := q.message(400)
		if err == http1.ErrBig {
			a = q.message(413)
		}
		a.Header = a.Header.With("Connection", "close")
		c.out, c.closing = a.String(), true
		first, _, _ := strings.Cut(c.in, "\n")
		q.Method = strings.TrimRight(first[:min(len(first), 100)], "\r")
		q.vars = [][2]string{{"request", ngxPrintable(q.Method)}}
		q.access(p, a.Status, len(a.Body))
		return w, c, 0
	}
	c.in = c.in[n:]
	q := ngxRequest{Request: r, web: w, from: c.from, at: c.at, number: c.number, ssl: c.ssl}
	q.server, _ = w.tree.server(c.at, r.Host())
	a := q.route(p)
	if a.pass == "" {
		return w, w.answer(p, c, q, a), 0
	}
	u, _ := parseURL(a.pass)
	q.scope = a.in
	targets := w.backends(u.host, u.port)
	if addr, err := netip.ParseAddr(u.host); len(targets) == 0 && err == nil {
		targets = []netip.AddrPort{netip.AddrPortFrom(addr, uint16(u.port))}
	} else if _, has := q.scope.find("resolver"); len(targets) == 0 && has {
		addrs, _ := p.Sys.Resolve(u.host)
		for _, a := range addrs {
			targets = append(targets, netip.AddrPortFrom(a, uint16(u.port)))
		}
		if len(targets) == 0 {
			q.log(p, "error", u.host+" could not be resolved (3: Host not found)")
		}
	} else if len(targets) == 0 {
		q.log(p, "error", "no resolver defined to resolve "+u.host)
	}
	if len(targets) == 0 {
		return w, w.answer(p, c, q, q.fail(p, 502)), 0
	}
	w.turn++
	at := w.turn % len(targets)
	c.request, c.passing = q, passing{on: true, url: u, targets: slices.Concat(targets[at:], targets[:at]), fd: -1}
	return w, c, 0
}

func ngxPrintable(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' || s[i] > '~' || s[i] == '"' {
			b.WriteString(`\x` + strings.ToUpper(strconv.FormatInt(int64(s[i])+256, 16)[1:]))
		} else {
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

// answer puts a response on its way and writes the access log.
func (w web) answer(p *proc.Proc, c ngxConn, r ngxRequest, a ngxAnswer) ngxConn {
	keep := r.Request.KeepAlive() && !w.ending
	connection := "close"
	if keep {
		connection = "keep-alive"
	}
	if a.Status == 444 {
		c.closing = true
		return c
	}
	at := slices.IndexFunc(a.Header, func(f http1.Field) bool { return f.Name == "Last-Modified" })
	field := http1.Field{Name: "Connection", Value: connection}
	if at < 0 {
		at = min(len(a.Header), 4)
	} else {
		at++
	}
	a.Header = slices.Insert(slices.Clone(a.Header), at, field)
	text := a.Response.String()
	size := len(a.Body)
	if r.Method == "HEAD" {
		text, size = a.Head(), 0
	}
	c.out, c.closing = c.out+text, !keep
	r.access(p, a.Status, size)
	return c
}
