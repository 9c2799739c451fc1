//go:build !core

package bin

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"time"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// ask asks a name server.
func ask(p *proc.Proc, server netip.Addr, name, kind string, done func(p *proc.Proc, a proc.Answer, err error)) {
	tryUntil(p, time.Time{}, func(p *proc.Proc) (proc.Answer, error) { return p.Sys.Query(server, name, kind) }, done)
}

// serverOf is the name server to ask: the one named, or the first of resolv.conf.
func serverOf(p *proc.Proc, name string) (netip.Addr, bool) {
	if name == "" {
		if list := nameServers(p); len(list) > 0 {
			return list[0], true
		}
		return netip.AddrFrom4([4]byte{127, 0, 0, 1}), true
	}
	addrs, err := p.Sys.Resolve(name)
	if err != nil {
		return netip.Addr{}, false
	}
	return addrs[0], true
}

// arpa is the name under which the name of an address is asked for.
func arpa(a netip.Addr) string {
	if a.Is6() && !a.Is4In6() {
		var s strings.Builder
		for _, b := range slices.Backward(a.AsSlice()) {
			fmt.Fprintf(&s, "%x.%x.", b&15, b>>4)
		}
		return s.String() + "ip6.arpa"
	}
	b := a.Unmap().As4()
	return fmt.Sprintf("%d.%d.%d.%d.in-addr.arpa", b[3], b[2], b[1], b[0])
}

func nslookup(p *proc.Proc, c call) {
	var operands []string
	kinds := []string{"A", "AAAA"}
	for _, a := range c.args {
		if t, ok := strings.CutPrefix(strings.TrimPrefix(a, "-"), "type="); ok {
			kinds = []string{strings.ToUpper(t)}
		} else if t, ok := strings.CutPrefix(strings.TrimPrefix(a, "-"), "query="); ok {
			kinds = []string{strings.ToUpper(t)}
		} else if !strings.HasPrefix(a, "-") {
			operands = append(operands, a)
		}
	}
	if len(operands) == 0 {
		if c.flavour == busybox {
			p.Fail(1, c.banner())
			return
		}
		c.refuse(p, "nslookup without a name")
		return
	}
	name, other := operands[0], ""
	if len(operands) > 1 {
		other = operands[1]
	}
	server, ok := serverOf(p, other)
	if !ok {
		p.Fail(1, c.pick("nslookup: couldn't get address for '"+other+"': not found", "nslookup: bad address '"+other+"'"))
		return
	}
	if a, err := netip.ParseAddr(name); err == nil {
		ask(p, server, a.String(), "PTR", func(p *proc.Proc, got proc.Answer, err error) { lookedUpAddr(p, c, a, server, got, err) })
		return
	}
	lookUpName(p, c, server, name, kinds, "", 0)
}

const noServers = ";; connection timed out; no servers could be reached\n"

// lookedUpAddr prints the name of an address.
func lookedUpAddr(p *proc.Proc, c call, a, server netip.Addr, got proc.Answer, err error) {
	head := ""
	if c.flavour == busybox {
		head = fmt.Sprintf("Server:\t\t%s\nAddress:\t%s:53\n\n", server, server)
	}
	switch {
	case err != nil:
		proc.Finish(p, noServers+"\n", 1)
	case len(got.Records) == 0:
		proc.Finish(p, head+"** server can't find "+arpa(a)+": "+got.Code+"\n\n", 1)
	case c.flavour == busybox:
		proc.Finish(p, head+"Non-authoritative answer:\n"+arpa(a)+"\tname = "+got.Records[0].Data+"\n\n", 0)
	default:
		proc.Finish(p, arpa(a)+"\tname = "+got.Records[0].Data+".\n\nAuthoritative answers can be found from:\n\n", 0)
	}
}

// lookUpName prints what the server says of a name, one kind of record after
// the other.
func lookUpName(p *proc.Proc, c call, server netip.Addr, name string, kinds []string, text string, code int) {
	if len(kinds) == 0 {
		proc.Finish(p, text, code)
		return
	}
	ask(p, server, name, kinds[0], func(p *proc.Proc, got proc.Answer, err error) {
		sep := ":"
		if c.flavour == gnu {
			sep = "#"
		}
		if text == "" {
			text = fmt.Sprintf("Server:\t\t%s\nAddress:\t%s%s53\n\n", server, server, sep)
		}
		switch {
		case err == vfs.ECONNREFUSED && c.flavour == busybox:
			proc.Finish(p, "nslookup: read: Connection refused\n"+noServers+"\n", 1)
			return
		case err != nil:
			proc.Finish(p, noServers+"\n", 1)
			return
		case got.Code != "NOERROR":
			text += "** server can't find " + name + ": " + got.Code + "\n\n"
			if code = 1; c.flavour == gnu {
				proc.Finish(p, text, code)
				return
			}
		default:
			if c.flavour == busybox || len(got.Records) > 0 {
				text += "Non-authoritative answer:\n"
			}
			for _, r := range got.Records {
				text += "Name:\t" + r.Name + "\nAddress: " + r.Data + "\n"
			}
			if c.flavour == busybox || len(got.Records) > 0 {
				text += "\n"
			}
		}
		lookUpName(p, c, server, name, kinds[1:], text, code)
	})
}

// digging is one dig: a value.
type digging struct {
	server        string
	name, kind    string
	short, answer bool
	reverse       bool
}

func dig(p *proc.Proc, c call) {
	d := digging{kind: "A"}
	args := c.args
	for len(args) > 0 {
		a := args[0]
		args = args[1:]
		up := strings.ToUpper(a)
		switch {
		case a == "-v":
			p.Fail(0, "DiG 9.18.33-1~deb12u2-Debian")
			return
		case strings.HasPrefix(a, "@"):
			d.server = a[1:]
		case a == "+short":
			d.short = true
		case a == "+noall":
			d.answer = true
		case strings.HasPrefix(a, "+"):
		case a == "-x" && len(args) > 0:
			d.reverse, d.name, args = true, args[0], args[1:]
		case a == "-t" && len(args) > 0:
			d.kind, args = strings.ToUpper(args[0]), args[1:]
		case strings.HasPrefix(a, "-"):
		case (d.name != "" || len(args) > 0) && (up == "A" || up == "AAAA" || up == "MX" || up == "TXT" || up == "NS" || up == "CNAME" || up == "PTR" || up == "ANY" || up == "SOA" || up == "IN"):
			if up != "IN" {
				d.kind = up
			}
		default:
			d.name = a
		}
	}
	server, ok := serverOf(p, d.server)
	if !ok {
		p.Fail(10, "dig: couldn't get address for '"+d.server+"': not found")
		return
	}
	query := d.name
	if d.reverse {
		d.kind = "PTR"
		if a, err := netip.ParseAddr(d.name); err == nil {
			d.name = arpa(a)
		}
	}
	ask(p, server, query, d.kind, func(p *proc.Proc, a proc.Answer, err error) { d.print(p, server, a, err) })
}

func (d digging) print(p *proc.Proc, server netip.Addr, a proc.Answer, err error) {
	head := "\n; <<>> DiG 9.18.33-1~deb12u2-Debian <<>> " + d.name + "\n;; global options: +cmd\n"
	if err != nil {
		proc.Finish(p, fmt.Sprintf(";; communications error to %s#53: timed out\n", server)+head+";; no servers could be reached\n\n", 9)
		return
	}
	var rows, short strings.Builder
	for _, r := range a.Records {
		data := r.Data
		if r.Kind == "PTR" || r.Kind == "CNAME" {
			data += "."
		}
		short.WriteString(data + "\n")
		name := d.name + "."
		rows.WriteString(fmt.Sprintf("%s%s%d\tIN\t%s\t%s\n", name, strings.Repeat("\t", max(1, 3-len(name)/8)), r.TTL, r.Kind, data))
	}
	switch {
	case d.short:
		proc.Finish(p, short.String(), 0)
		return
	case d.answer:
		proc.Finish(p, rows.String(), 0)
		return
	}
	name := d.name + "."
	text := head + ";; Got answer:\n" + fmt.Sprintf(";; ->>HEADER<<- opcode: QUERY, status: %s, id: %d\n", a.Code, 10000+len(d.name)*977%50000) +
		fmt.Sprintf(";; flags: qr rd ra; QUERY: 1, ANSWER: %d, AUTHORITY: 0, ADDITIONAL: 0\n\n", len(a.Records)) +
		";; QUESTION SECTION:\n;" + name + strings.Repeat("\t", max(1, 4-(len(name)+1)/8)) + "IN\t" + d.kind + "\n\n"
	if len(a.Records) > 0 {
		text += ";; ANSWER SECTION:\n" + rows.String() + "\n"
	}
	text += fmt.Sprintf(";; Query time: %d msec\n;; SERVER: %s#53(%s) (UDP)\n;; WHEN: %s\n;; MSG SIZE  rcvd: %d\n\n", a.After.Milliseconds(), server, server,
		p.Sys.Now().Format("Mon Jan 02 15:04:05 UTC 2006"), 12+len(name)+5+16*len(a.Records))
	proc.Finish(p, text, 0)
}

// hostProgram is host(1).
func hostProgram(p *proc.Proc, c call) {
	o, operands, ok := c.parse(p, "t: a v 4 6 W:")
	if !ok {
		return
	}
	if len(operands) == 0 {
		p.Fail(1, "Usage: host [-aCdilrTvVw] [-t type] {hostname} [server]")
		return
	}
	other := ""
	if len(operands) > 1 {
		other = operands[1]
	}
	server, ok := serverOf(p, other)
	if !ok {
		p.Fail(1, "host: couldn't get address for '"+other+"': not found")
		return
	}
	name, kind := operands[0], strings.ToUpper(o.value("t", "A"))
	a, err := netip.ParseAddr(name)
	if err == nil {
		kind = "PTR"
	}
	ask(p, server, name, kind, func(p *proc.Proc, got proc.Answer, failed error) {
		if err == nil {
			name = arpa(a) + "."
		}
		switch {
		case failed != nil:
			proc.Finish(p, noServers, 1)
			return
		case got.Code != "NOERROR":
			proc.Finish(p, "Host "+name+" not found: "+map[string]string{"NXDOMAIN": "3", "SERVFAIL": "2", "REFUSED": "5"}[got.Code]+"("+got.Code+")\n", 1)
			return
		}
		var b strings.Builder
		for _, r := range got.Records {
			if r.Kind == "PTR" {
				b.WriteString(name + " domain name pointer " + r.Data + ".\n")
			} else if r.Kind == "AAAA" {
				b.WriteString(name + " has IPv6 address " + r.Data + "\n")
			} else {
				b.WriteString(name + " has address " + r.Data + "\n")
			}
		}
		if len(got.Records) == 0 {
			b.WriteString(name + " has no " + kind + " record\n")
		}
		proc.Finish(p, b.String(), 0)
	})
}

func getent(p *proc.Proc, c call) {
	if len(c.args) == 0 {
		p.Fail(1, "getent: wrong number of arguments\nTry `getent --help' or `getent --usage' for more information.")
		return
	}
	db, keys := c.args[0], c.args[1:]
	switch db {
	case "hosts", "ahosts", "ahostsv4", "ahostsv6":
		if len(keys) == 0 {
			text, _ := p.Sys.ReadFile("/etc/hosts")
			proc.Finish(p, getentHosts(text), 0)
			return
		}
		getentNames(p, db, keys, "", 0)
	case "passwd", "group", "services", "protocols", "shadow":
		text, err := p.Sys.ReadFile("/etc/" + db)
		if err != nil && len(keys) == 0 {
			p.Sys.Exit(0)
			return
		}
		if len(keys) == 0 {
			proc.Finish(p, text, 0)
			return
		}
		var b strings.Builder
		code := 0
		for _, k := range keys {
			found := false
			for line := range strings.Lines(text) {
				f := strings.Split(strings.TrimSpace(line), ":")
				if len(f) > 2 && (f[0] == k || f[2] == k) {
					b.WriteString(strings.TrimSpace(line) + "\n")
					found = true
					break
				}
			}
			if !found {
				code = 2
			}
		}
		proc.Finish(p, b.String(), code)
	default:
		p.Fail(1, "Unknown database: "+db+"\nTry `getent --help' or `getent --usage' for more information.")
	}
}

// getentHosts is /etc/hosts as getent lists it.
func getentHosts(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		line, _, _ = strings.Cut(line, "#")
		if f := strings.Fields(line); len(f) > 1 {
			b.WriteString(fmt.Sprintf("%-15s %s\n", f[0], strings.Join(f[1:], " ")))
		}
	}
	return b.String()
}

// getentNames looks names up one after the other.
func getentNames(p *proc.Proc, db string, keys []string, text string, code int) {
	if len(keys) == 0 {
		proc.Finish(p, text, code)
		return
	}
	name := keys[0]
	if a, err := netip.ParseAddr(name); err == nil && db == "hosts" {
		if n := reverse(p, a, ""); n != "" {
			text += fmt.Sprintf("%-15s %s\n", a, n)
		} else {
			code = 2
		}
		getentNames(p, db, keys[1:], text, code)
		return
	}
	lookup6(p, name, db == "ahostsv6", time.Time{}, func(p *proc.Proc, addrs []netip.Addr, err error) {
		if err != nil {
			getentNames(p, db, keys[1:], text, 2)
			return
		}
		for i, a := range addrs {
			if db == "hosts" {
				text += fmt.Sprintf("%-15s %s\n", a, name)
				continue
			}
			shown := ""
			if i == 0 {
				shown = " " + name
			}
			text += fmt.Sprintf("%-15s STREAM%s\n%-15s DGRAM\n%-15s RAW\n", a, shown, a, a)
		}
		getentNames(p, db, keys[1:], text, code)
	})
}
