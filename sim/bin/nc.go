//go:build !core

package bin

import (
	"fmt"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// netcat is one nc: a value.
type netcat struct {
	call                        call
	host                        string
	port                        int
	idle                        time.Duration // -w
	verbose, zero, keep, udp    bool
	six                         bool
	fd, door                    int
	to                          netip.AddrPort
	out, in                     string // to the terminal, to the network
	inputDone, outputDone, shut bool
	heardAt                     time.Time
}

func nc(p *proc.Proc, c call) {
	o, operands, ok := c.parse(p, "l p: w: v z n k u U i: e: q: N 4 6 s: h d C r t")
	if !ok {
		return
	}
	n := netcat{call: c, verbose: o.has("v"), zero: o.has("z"), keep: o.has("k"), udp: o.has("u"), six: o.has("6"), fd: -1, door: -1}
	if o.has("e") {
		c.refuse(p, "running a program for each connection")
		return
	}
	if d, err := parseWait(o.value("w", "0")); err == nil {
		n.idle = d
	}
	if o.has("U") && len(operands) == 1 {
		tryUntil(p, time.Time{}, func(p *proc.Proc) (int, error) { return p.Sys.ConnectPath(operands[0]) }, func(p *proc.Proc, fd int, err error) {
			if err != nil {
				p.Fail(1, "nc: unix connect failed: "+err.Error())
				return
			}
			n.fd = fd
			n.copy(p)
		})
		return
	}
	if o.has("l") {
		text := o.value("p", "")
		if text == "" && len(operands) > 0 {
			text = operands[len(operands)-1]
		}
		n.port, _ = strconv.Atoi(text)
		n.listen(p)
		return
	}
	if len(operands) < 2 {
		if c.flavour == busybox {
			p.Fail(1, c.banner())
			return
		}
		p.Fail(1, "usage: nc [-klNnuvz] [-w timeout] [destination] [port]")
		return
	}
	n.host = operands[0]
	from, to, _ := strings.Cut(operands[1], "-")
	port, err := strconv.Atoi(from)
	last, bad := strconv.Atoi(to)
	if err != nil || port < 1 || port > 65535 {
		if c.flavour == busybox {
			c.die(p, 1, "bad port '%s'", operands[1])
		} else {
			c.die(p, 1, "port number invalid: %s", operands[1])
		}
		return
	}
	if bad != nil {
		last = port
	}
	n.port = port
	n.scan(p, min(last, port+1000), 1)
}

// scan connects to one port after the other; more than one only with -z.
func (n netcat) scan(p *proc.Proc, last, code int) {
	var until time.Time
	if n.idle > 0 {
		until = p.Sys.Now().Add(n.idle)
	}
	lookup6(p, n.host, n.six, until, func(p *proc.Proc, addrs []netip.Addr, err error) {
		if err != nil {
			if n.call.flavour == busybox {
				n.call.die(p, 1, "bad address '%s'", n.host)
			} else {
				p.Fail(1, fmt.Sprintf("nc: getaddrinfo for host \"%s\" port %d: %v", n.host, n.port, err))
			}
			return
		}
		if n.udp {
			n.bind(p, addrs[0])
			return
		}
		connect(p, addrs, n.port, until, func(p *proc.Proc, fd int, to netip.AddrPort, err error) {
			n.fd, n.to = fd, to
			next, worked := n.told(p, err)
			switch {
			case n.port < last:
				if worked {
					p.Sys.Close(fd)
					code = 0
				}
				next.port++
				next.scan(p, last, code)
			case !worked:
				p.Sys.Exit(code)
			case n.zero:
				p.Sys.Exit(0)
			default:
				next.copy(p)
			}
		})
	})
}

// told says how a connection went.
func (n netcat) told(p *proc.Proc, err error) (netcat, bool) {
	if err == errLate {
		err = vfs.ETIMEDOUT
	}
	addr := n.to.Addr().String()
	switch {
	case err != nil && n.call.flavour == busybox && err == vfs.ETIMEDOUT && n.idle > 0:
		p.Err("nc: timed out\n")
	case err != nil && n.call.flavour == busybox:
		p.Err("nc: can't connect to remote host (" + addr + "): " + err.Error() + "\n")
	case err != nil && (n.verbose || !n.zero):
		who := n.host + " (" + addr + ")"
		if n.host == addr {
			who = addr
		}
		if n.verbose {
			p.Err(fmt.Sprintf("nc: connect to %s port %d (tcp) failed: %v\n", who, n.port, err))
		}
	case err == nil && n.verbose && n.call.flavour == busybox:
		p.Err(fmt.Sprintf("%s (%s) open\n", n.host, n.to))
	case err == nil && n.verbose:
		p.Err(fmt.Sprintf("Connection to %s (%s) %d port [tcp/%s] succeeded!\n", n.host, addr, n.port, serviceName(n.port)))
	}
	return n, err == nil
}

// services are names of ports. Source: /etc/services.
var services = []struct {
	port int
	name string
}{{21, "ftp"}, {22, "ssh"}, {23, "telnet"}, {25, "smtp"}, {53, "domain"}, {80, "http"}, {110, "pop3"}, {143, "imap2"}, {443, "https"}, {3306, "mysql"},
	{5432, "postgresql"}, {6379, "redis"}, {8080, "http-alt"}, {27017, "mongodb"}, {5672, "amqp"}, {11211, "memcached"}, {2375, "docker"}, {9200, "*"}}

func serviceName(port int) string {
	for _, s := range services {
		if s.port == port {
			return s.name
		}
	}
	return "*"
}

func (n netcat) listen(p *proc.Proc) {
	if n.udp {
		fd, err := p.Sys.Bind(netip.AddrPortFrom(netip.Addr{}, uint16(n.port)))
		if err != nil {
			p.Fail(1, "nc: "+n.call.pick("", "bind: ")+err.Error())
			return
		}
		n.fd = fd
		n.copy(p)
		return
	}
	door, err := p.Sys.Listen(netip.AddrPortFrom(netip.Addr{}, uint16(n.port)))
	if err != nil {
		p.Fail(1, "nc: "+n.call.pick("", "bind: ")+err.Error())
		return
	}
	n.door = door
	if n.verbose {
		p.Err(fmt.Sprintf("%s 0.0.0.0 %d\n", n.call.pick("Listening on", "listening on"), n.port))
	}
	n.accept(p)
}

func (n netcat) accept(p *proc.Proc) {
	var from netip.AddrPort
	tryUntil(p, time.Time{}, func(p *proc.Proc) (ngxDoor, error) {
		fd, from, err := p.Sys.Accept(n.door)
		return ngxDoor{from, fd}, err
	}, func(p *proc.Proc, got ngxDoor, err error) {
		if from = got.at; err != nil {
			p.Fail(1, "nc: "+err.Error())
			return
		}
		if n.verbose {
			p.Err(fmt.Sprintf("Connection received on %s %d\n", from.Addr(), from.Port()))
		}
		m := n
		m.fd, m.to = got.fd, from
		if !n.keep {
			p.Sys.Close(n.door)
			m.door = -1
		}
		m.copy(p)
	})
}

func (n netcat) bind(p *proc.Proc, to netip.Addr) {
	fd, err := p.Sys.Bind(netip.AddrPort{})
	if err != nil {
		p.Fail(1, "nc: "+err.Error())
		return
	}
	n.fd, n.to = fd, netip.AddrPortFrom(to, uint16(n.port))
	if n.zero || n.verbose {
		p.Sys.SendTo(fd, n.to, "")
		_, _, err := p.Sys.ReceiveFrom(fd)
		if err == vfs.ECONNREFUSED {
			p.Sys.Exit(1)
			return
		}
		p.Err(fmt.Sprintf("Connection to %s (%s) %d port [udp/%s] succeeded!\n", n.host, to, n.port, serviceName(n.port)))
		if n.zero {
			p.Sys.Exit(0)
			return
		}
	}
	n.copy(p)
}

// copy moves what is typed to the network and what comes from there to the
// output, until the other side is done or nothing came for -w.
func (n netcat) copy(p *proc.Proc) {
	if n.heardAt.IsZero() {
		n.heardAt = p.Sys.Now()
		p.Ignore |= proc.Of(proc.SIGPIPE)
	}
	for {
		moved := false
		var ok bool
		if n, moved, ok = n.outward(p); !ok {
			return
		}
		more := false
		if n, more, ok = n.inward(p); !ok {
			return
		}
		if n.outputDone && n.out == "" {
			if n.keep && n.door >= 0 {
				p.Sys.Close(n.fd)
				n.fd, n.heardAt, n.outputDone, n.shut = -1, time.Time{}, false, false
				n.accept(p)
				return
			}
			p.Sys.Exit(0)
			return
		}
		if !moved && !more {
			break
		}
	}
	if n.idle > 0 {
		left := n.heardAt.Add(n.idle).Sub(p.Sys.Now())
		if left <= 0 {
			p.Sys.Exit(0)
			return
		}
		p.Sys.Sleep(left)
	}
	p.Next = func(p *proc.Proc, _ proc.Event) { n.copy(p) }
}

// outward moves from the input to the network.
func (n netcat) outward(p *proc.Proc) (netcat, bool, bool) {
	if n.in == "" && !n.inputDone {
		piece, err := p.Sys.Read(0, 16<<10)
		switch {
		case err == vfs.EAGAIN:
			return n, false, true
		case err != nil || piece == "":
			n.inputDone = true
		}
		n.in = piece
	}
	if n.in == "" {
		if n.inputDone && !n.shut {
			n.shut = true
			if n.udp {
				n.outputDone = n.idle == 0
				return n, true, true
			}
			p.Sys.Shutdown(n.fd)
			return n, true, true
		}
		return n, false, true
	}
	var err error
	if n.udp {
		if !n.to.IsValid() {
			return n, false, true
		}
		err = p.Sys.SendTo(n.fd, n.to, n.in)
	} else {
		err = p.Sys.Write(n.fd, n.in)
	}
	if err == vfs.EAGAIN {
		return n, false, true
	}
	n.in = ""
	return n, true, true
}

// inward moves from the network to the output.
func (n netcat) inward(p *proc.Proc) (netcat, bool, bool) {
	if n.out != "" {
		if err := p.Sys.Write(1, n.out); err == vfs.EAGAIN {
			return n, false, true
		}
		n.out = ""
		return n, true, true
	}
	if n.outputDone {
		return n, false, true
	}
	var piece string
	var err error
	if n.udp {
		var from netip.AddrPort
		if piece, from, err = p.Sys.ReceiveFrom(n.fd); err == nil && !n.to.IsValid() {
			n.to = from
		}
		if err == vfs.ECONNREFUSED {
			p.Fail(1, n.call.pick("", "nc: ")+err.Error())
			return n, false, false
		}
		if err == nil && piece == "" {
			return n, true, true
		}
	} else {
		piece, err = p.Sys.Read(n.fd, 16<<10)
	}
	switch {
	case err == vfs.EAGAIN:
		return n, false, true
	case err != nil || piece == "":
		n.outputDone = true
		return n, true, true
	}
	n.out, n.heardAt = piece, p.Sys.Now()
	return n, true, true
}

func telnet(p *proc.Proc, c call) {
	_, operands, ok := c.parse(p, "a l: E 8 L d n: 4 6")
	if !ok {
		return
	}
	if len(operands) == 0 {
		c.refuse(p, "telnet without a host")
		return
	}
	port := 23
	if len(operands) > 1 {
		n, err := strconv.Atoi(operands[1])
		if err != nil {
			c.die(p, 1, "%s", c.pick("Could not resolve "+operands[0]+"/"+operands[1]+": Servname not supported for ai_socktype", "bad port '"+operands[1]+"'"))
			return
		}
		port = n
	}
	host := operands[0]
	lookup(p, host, time.Time{}, func(p *proc.Proc, addrs []netip.Addr, err error) {
		if err != nil {
			if c.flavour == busybox {
				c.die(p, 1, "bad address '%s'", host)
			} else {
				p.Fail(1, "telnet: could not resolve "+host+"/"+strconv.Itoa(port)+": "+err.Error())
			}
			return
		}
		if c.flavour == gnu {
			p.Out("Trying " + addrs[0].String() + "...\n")
		}
		connect(p, addrs, port, time.Time{}, func(p *proc.Proc, fd int, to netip.AddrPort, err error) {
			switch {
			case err != nil && c.flavour == busybox:
				c.die(p, 1, "can't connect to remote host (%s): %v", to.Addr(), err)
				return
			case err != nil:
				p.Fail(1, "telnet: Unable to connect to remote host: "+err.Error())
				return
			case c.flavour == gnu:
				p.Out("Connected to " + host + ".\nEscape character is '^]'.\n")
			default:
				p.Out("Connected to " + host + "\n")
			}
			netcat{call: c, fd: fd, door: -1, to: to}.copy(p)
		})
	})
}
