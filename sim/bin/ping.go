//go:build !core

package bin

import (
	"fmt"
	"math"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// pinger is one ping: a value.
type pinger struct {
	call             call
	name, shown      string // as asked for, and as answers name it
	to               netip.Addr
	count, size, ttl int
	every, linger    time.Duration
	end              time.Time // of -w; zero none
	quiet, six       bool

	began       time.Time
	sent, got   int
	errors      int
	low, high   time.Duration
	sum         time.Duration
	squares     float64
	lastSent    time.Time
	lastUnheard bool
	denied      bool // the process may not open a raw socket
}

func ping(p *proc.Proc, c call) {
	o, operands, ok := c.parse(p, "c: W: w: i: s: q n 4 6 I: t: A: f v D O p: M: Q: S: b a U B L h")
	if !ok {
		return
	}
	g := pinger{call: c, size: 56, ttl: 64, every: time.Second, linger: 10 * time.Second, quiet: o.has("q"), six: o.has("6") || c.name == "ping6"}
	if len(operands) != 1 {
		if c.flavour == busybox {
			p.Fail(1, c.banner())
			return
		}
		p.Fail(2, "ping: usage error: Destination address required")
		return
	}
	if g.denied = !may(p, capNetRaw); g.denied && c.flavour == gnu {
		p.Fail(2, "ping: socktype: SOCK_RAW\nping: socket: Operation not permitted\nping: => missing cap_net_raw+p capability or setuid?")
		return
	}
	g.name = operands[0]
	for _, n := range []struct {
		key string
		to  *int
	}{{"c", &g.count}, {"s", &g.size}, {"t", &g.ttl}} {
		if !o.has(n.key) {
			continue
		}
		v, err := strconv.Atoi(o.value(n.key, ""))
		if err != nil || v < 0 || n.key == "c" && v == 0 {
			if c.flavour == busybox {
				c.die(p, 1, "invalid number '%s'", o.value(n.key, ""))
			} else {
				c.die(p, 1, "invalid argument: '%s'", o.value(n.key, ""))
			}
			return
		}
		*n.to = v
	}
	if d, err := parseWait(o.value("W", "10")); err == nil && d > 0 {
		g.linger = d
	}
	if d, err := parseWait(o.value("i", "1")); err == nil {
		g.every = max(d, 2*time.Millisecond)
	}
	if o.has("w") {
		if d, err := parseWait(o.value("w", "")); err == nil {
			g.end = p.Sys.Now().Add(d)
		}
	}
	lookup6(p, g.name, g.six, time.Time{}, g.found)
}

// found begins when the name has an address.
func (g pinger) found(p *proc.Proc, addrs []netip.Addr, err error) {
	switch {
	case err != nil && g.call.flavour == busybox:
		g.call.die(p, 1, "bad address '%s'", g.name)
		return
	case err != nil:
		p.Fail(2, "ping: "+g.name+": "+err.Error())
		return
	}
	g.to, g.began = addrs[0], p.Sys.Now()
	p.Catch = proc.Of(proc.SIGINT)
	if g.call.flavour == busybox {
		p.Out(fmt.Sprintf("PING %s (%s): %d data bytes\n", g.name, g.to, g.size))
		if g.denied {
			p.Fail(1, "ping: permission denied (are you root?)")
			return
		}
		g.send(p)
		return
	}
	g.shown = g.to.String()
	head := fmt.Sprintf("PING %s (%s) %d(%d) bytes of data.\n", g.name, g.to, g.size, g.size+28)
	if g.to.Is6() {
		head = fmt.Sprintf("PING %s(%s) %d data bytes\n", g.name, g.to, g.size)
	}
	if g.name != g.to.String() {
		g.shown = reverse(p, g.to, g.name) + " (" + g.to.String() + ")"
	}
	if g.to.Is6() && g.name != g.to.String() {
		head = fmt.Sprintf("PING %s(%s) %d data bytes\n", g.name, g.shown, g.size)
	}
	if _, err := p.Sys.Ping(g.to, g.ttl); err == nil {
		p.Out(head)
	}
	g.send(p)
}

// reverse is the name of an address as the name server tells it, or def.
func reverse(p *proc.Proc, a netip.Addr, def string) string {
	if a.IsLoopback() {
		return "localhost"
	}
	for _, server := range nameServers(p) {
		if answer, err := p.Sys.Query(server, a.String(), "PTR"); err == nil && len(answer.Records) > 0 {
			return answer.Records[0].Data
		}
	}
	return def
}

// nameServers are those of /etc/resolv.conf.
func nameServers(p *proc.Proc) (list []netip.Addr) {
	text, _ := p.Sys.ReadFile("/etc/resolv.conf")
	for line := range strings.Lines(text) {
		if f := strings.Fields(line); len(f) > 1 && f[0] == "nameserver" {
			if a, err := netip.ParseAddr(f[1]); err == nil {
				list = append(list, a)
			}
		}
	}
	return list
}

// send sends the next request.
func (g pinger) send(p *proc.Proc) {
	echo, err := p.Sys.Ping(g.to, g.ttl)
	if err != nil {
		if g.call.flavour == busybox {
			g.call.die(p, 1, "sendto: %v", err)
		} else {
			p.Fail(2, "ping: connect: "+err.Error())
		}
		return
	}
	seq := g.sent
	g.sent++
	g.lastSent = p.Sys.Now()
	g.lastUnheard = !echo.From.IsValid() || echo.Problem != ""
	if !echo.From.IsValid() {
		g.rest(p)
		return
	}
	g.wait(p, g.lastSent.Add(echo.After), func(p *proc.Proc, g pinger) { g.hear(p, seq, echo) })
}

// hear prints an answer.
func (g pinger) hear(p *proc.Proc, seq int, echo proc.Echo) {
	ms := fmt.Sprintf("%.3f", float64(echo.After.Microseconds())/1000)
	line := ""
	switch {
	case echo.Problem != "":
		g.errors++
		if g.call.flavour == gnu {
			line = fmt.Sprintf("From %s icmp_seq=%d %s\n", echo.From, seq+1, echo.Problem)
		}
	default:
		g.got++
		if g.got == 1 || echo.After < g.low {
			g.low = echo.After
		}
		g.high = max(g.high, echo.After)
		g.sum += echo.After
		g.squares += float64(echo.After) * float64(echo.After)
		if g.call.flavour == busybox {
			line = fmt.Sprintf("%d bytes from %s: seq=%d ttl=%d time=%s ms\n", g.size+8, echo.From, seq, echo.TTL, ms)
		} else {
			if echo.After >= 100*time.Millisecond {
				ms = strconv.FormatInt(echo.After.Milliseconds(), 10)
			} else if echo.After >= 10*time.Millisecond {
				ms = fmt.Sprintf("%.1f", float64(echo.After.Microseconds())/1000)
			} else if echo.After >= time.Millisecond {
				ms = fmt.Sprintf("%.2f", float64(echo.After.Microseconds())/1000)
			}
			line = fmt.Sprintf("%d bytes from %s: icmp_seq=%d ttl=%d time=%s ms\n", g.size+8, g.shown, seq+1, echo.TTL, ms)
		}
	}
	if g.quiet {
		line = ""
	}
	proc.Emit(p, 1, line, g.rest)
}

// rest waits for the next request, or for answers that may still come.
func (g pinger) rest(p *proc.Proc) {
	if g.count > 0 && g.sent >= g.count {
		until := p.Sys.Now()
		if g.lastUnheard && g.errors == 0 {
			until = g.lastSent.Add(g.linger)
		}
		g.wait(p, until, func(p *proc.Proc, g pinger) { g.stats(p) })
		return
	}
	g.wait(p, g.lastSent.Add(g.every), func(p *proc.Proc, g pinger) { g.send(p) })
}

// wait goes on at a moment, ends at that of -w, and at SIGINT.
func (g pinger) wait(p *proc.Proc, until time.Time, then func(p *proc.Proc, g pinger)) {
	if !g.end.IsZero() && !until.Before(g.end) {
		until = g.end
		then = func(p *proc.Proc, g pinger) { g.stats(p) }
	}
	left := until.Sub(p.Sys.Now())
	if left <= 0 {
		then(p, g)
		return
	}
	p.Sys.Sleep(left)
	p.Next = func(p *proc.Proc, ev proc.Event) {
		if ev.Kind == proc.Signaled {
			g.stats(p)
			return
		}
		g.wait(p, until, then)
	}
}

func (g pinger) stats(p *proc.Proc) {
	loss := 100
	if g.sent > 0 {
		loss = 100 * (g.sent - g.got) / g.sent
	}
	millis := func(d time.Duration) string { return fmt.Sprintf("%.3f", float64(d.Microseconds())/1000) }
	text := "\n--- " + g.name + " ping statistics ---\n"
	avg := time.Duration(0)
	if g.got > 0 {
		avg = g.sum / time.Duration(g.got)
	}
	if g.call.flavour == busybox {
		text += fmt.Sprintf("%d packets transmitted, %d packets received, %d%% packet loss\n", g.sent, g.got, loss)
		if g.got > 0 {
			text += "round-trip min/avg/max = " + millis(g.low) + "/" + millis(avg) + "/" + millis(g.high) + " ms\n"
		}
	} else {
		errors := ""
		if g.errors > 0 {
			errors = fmt.Sprintf(", +%d errors", g.errors)
		}
		text += fmt.Sprintf("%d packets transmitted, %d received%s, %d%% packet loss, time %dms\n", g.sent, g.got, errors, loss, p.Sys.Now().Sub(g.began).Milliseconds())
		if g.got > 0 {
			dev := time.Duration(math.Sqrt(max(0, g.squares/float64(g.got)-float64(avg)*float64(avg))))
			text += "rtt min/avg/max/mdev = " + millis(g.low) + "/" + millis(avg) + "/" + millis(g.high) + "/" + millis(dev) + " ms\n"
		} else {
			text += "\n"
		}
	}
	code := 0
	if g.got == 0 {
		code = 1
	}
	proc.Finish(p, text, code)
}

func traceroute(p *proc.Proc, c call) {
	o, operands, ok := c.parse(p, "m: n w: q: I T U p: 4 6 i: f: s: F")
	if !ok {
		return
	}
	if len(operands) == 0 {
		p.Fail(1, "Usage: "+c.name+" [-n] [-m MAXTTL] HOST")
		return
	}
	most, err := strconv.Atoi(o.value("m", "30"))
	if err != nil || most < 1 {
		most = 30
	}
	lookup(p, operands[0], time.Time{}, func(p *proc.Proc, addrs []netip.Addr, err error) {
		switch {
		case err != nil && c.flavour == busybox:
			c.die(p, 1, "bad address '%s'", operands[0])
			return
		case err != nil:
			p.Fail(2, operands[0]+": "+err.Error()+"\nCannot handle \"host\" cmdline arg `"+operands[0]+"' on position 1 (argc 1)")
			return
		}
		bytes := "46 byte packets"
		if c.flavour == gnu {
			bytes = "60 byte packets"
		}
		p.Out(fmt.Sprintf("traceroute to %s (%s), %d hops max, %s\n", operands[0], addrs[0], most, bytes))
		trace(p, c, operands[0], addrs[0], 1, most)
	})
}

// trace prints one hop after the other.
func trace(p *proc.Proc, c call, name string, to netip.Addr, hop, most int) {
	if hop > most {
		p.Sys.Exit(0)
		return
	}
	echo, err := p.Sys.Ping(to, hop)
	if err != nil {
		p.Err(c.pick("send: ", c.name+": sendto: ") + err.Error() + "\n")
		p.Sys.Exit(1)
		return
	}
	line, rest := fmt.Sprintf("%2d  * * *\n", hop), 15*time.Second
	if echo.From.IsValid() {
		who := echo.From.String()
		if echo.From == to {
			who = name
		}
		ms := fmt.Sprintf("  %.3f ms", float64(echo.After.Microseconds())/1000)
		line, rest = fmt.Sprintf("%2d  %s (%s)%s\n", hop, who, echo.From, strings.Repeat(ms, 3)), 3*echo.After
	}
	until := p.Sys.Now().Add(rest)
	tryUntil(p, until, func(*proc.Proc) (bool, error) { return false, vfs.EAGAIN }, func(p *proc.Proc, _ bool, _ error) {
		proc.Emit(p, 1, line, func(p *proc.Proc) {
			if echo.From == to {
				p.Sys.Exit(0)
				return
			}
			trace(p, c, name, to, hop+1, most)
		})
	})
}
