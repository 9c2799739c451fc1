package bin

import (
	"net/netip"
	"strconv"
	"strings"

	"drydock/sim/http1"
	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// webServer answers requests one by one on one port: a value.
type webServer struct {
	listen int
	conns  []webConn
	answer func(p *proc.Proc, w webServer, r http1.Request, remote netip.AddrPort) http1.Response
	stop   func(p *proc.Proc, w webServer, sig proc.Signal)
}

// webConn is one connection.
type webConn struct {
	fd      int
	remote  netip.AddrPort
	in, out string
	done    bool
}

func (w webServer) event(p *proc.Proc, ev proc.Event) {
	if ev.Kind == proc.Signaled {
		w.stop(p, w, ev.Signal)
		return
	}
	for len(w.conns) < 200 {
		fd, from, err := p.Sys.Accept(w.listen)
		if err != nil {
			break
		}
		w.conns = append(w.conns[:len(w.conns):len(w.conns)], webConn{fd: fd, remote: from})
	}
	var kept []webConn
	for _, c := range w.conns {
		if c = w.serve(p, c); c.done && c.out == "" {
			p.Sys.Close(c.fd)
			continue
		}
		kept = append(kept, c)
	}
	w.conns = kept
	p.Next = w.event
}

// serve reads what has arrived, answers what is whole and writes what it can.
func (w webServer) serve(p *proc.Proc, c webConn) webConn {
	for !c.done {
		piece, err := p.Sys.Read(c.fd, 64<<10)
		if err == vfs.EAGAIN {
			break
		}
		if err != nil || piece == "" {
			c.done = true
			break
		}
		c.in += piece
		for {
			r, n, err := http1.ReadRequest(c.in)
			if err == http1.ErrMore {
				break
			}
			if err != nil {
				c.out += "HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
				c.done = true
				break
			}
			c.in = c.in[n:]
			p.Sys.Spend(20)
			a := w.answer(p, w, r, c.remote)
			if a.Proto == "" {
				a.Proto = "HTTP/1.1"
			}
			if a.Reason == "" {
				a.Reason = http1.Reason(a.Status)
			}
			a.Header = a.Header.With("Content-Length", strconv.Itoa(len(a.Body)))
			if !r.KeepAlive() || a.Header.Get("Connection") == "close" {
				a.Header = a.Header.With("Connection", "close")
				c.done = true
			}
			if r.Method == "HEAD" {
				a.Body = ""
			}
			c.out += a.String()
		}
	}
	rest, err := put(p, c.fd, c.out)
	c.out = rest
	if err != nil && err != vfs.EAGAIN {
		c.out, c.done = "", true
	}
	return c
}

// ownAddr is the address of the container's first interface.
func ownAddr(p *proc.Proc) string {
	for _, i := range p.Sys.Interfaces() {
		if !i.Loopback && i.Addr.IsValid() {
			return i.Addr.Addr().String()
		}
	}
	return "127.0.0.1"
}

func remoteAddr(a netip.AddrPort) string { return strings.TrimPrefix(a.Addr().String(), "::ffff:") }
