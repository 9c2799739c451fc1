//go:build !core

package bin

import (
	"fmt"
	"slices"
	"strings"

	"drydock/sim/proc"
)

// ipView is how ip is to show things.
type ipView struct {
	call              call
	one, brief, stats bool
	four, six         bool
	dev               string
}

// ipObjects are what ip can show, by the beginning of their names.
var ipObjects = []struct {
	names string
	show  func(v ipView, p *proc.Proc) string
}{
	{"address addr a", ipView.addresses}, {"link l", ipView.links}, {"route r", ipView.routes}, {"neighbour neighbor neigh n", ipView.neighbours},
	{"rule ru", func(ipView, *proc.Proc) string {
		return "0:\tfrom all lookup local\n32766:\tfrom all lookup main\n32767:\tfrom all lookup default\n"
	}},
}

func ip(p *proc.Proc, c call) {
	v := ipView{call: c}
	args := c.args
	for len(args) > 0 && strings.HasPrefix(args[0], "-") {
		switch strings.TrimLeft(args[0], "-") {
		case "o", "oneline":
			v.one = true
		case "br", "brief":
			v.brief = true
		case "4", "f", "family":
			v.four = true
		case "6":
			v.six = true
		case "s", "stats", "statistics":
			v.stats = true
		case "d", "details", "c", "color", "h", "human":
		case "V":
			p.Fail(0, "ip utility, iproute2-6.1.0, libbpf 1.1.0")
			return
		case "j", "json":
			c.refuse(p, "output as JSON")
			return
		default:
			p.Fail(255, `Option "`+args[0]+`" is unknown, try "ip -help".`)
			return
		}
		args = args[1:]
	}
	if len(args) == 0 {
		p.Fail(map[flavour]int{gnu: 255, busybox: 1}[c.flavour], c.pick("Usage: ip [ OPTIONS ] OBJECT { COMMAND | help }\nwhere  OBJECT := { address | link | neigh | route | rule }", c.banner()))
		return
	}
	for _, o := range ipObjects {
		names := strings.Fields(o.names)
		if !slices.ContainsFunc(names, func(n string) bool { return strings.HasPrefix(n, args[0]) }) {
			continue
		}
		v.run(p, args[1:], o.show)
		return
	}
	p.Fail(1, c.pick(`Object "`+args[0]+`" is unknown, try "ip help".`, "ip: invalid argument '"+args[0]+"' to 'ip'"))
}

// run shows an object; what would change the network is refused.
func (v ipView) run(p *proc.Proc, args []string, show func(v ipView, p *proc.Proc) string) {
	if len(args) > 0 {
		switch args[0] {
		case "show", "list", "ls", "sh", "s", "lst":
			args = args[1:]
		case "add", "del", "delete", "set", "change", "replace", "flush", "append":
			if may(p, capNetAdmin) {
				v.call.refuse(p, "changing the network by hand")
				return
			}
			if v.call.flavour == busybox && args[0] == "set" {
				p.Fail(2, "ip: SIOCSIFFLAGS: Operation not permitted")
				return
			}
			p.Fail(2, v.call.pick("", "ip: ")+"RTNETLINK answers: Operation not permitted")
			return
		case "get":
			v.call.refuse(p, "ip route get")
			return
		}
	}
	for len(args) > 0 {
		if args[0] == "dev" && len(args) > 1 {
			args = args[1:]
		}
		switch args[0] {
		case "up", "type", "scope", "table", "main", "global", "bridge", "veth":
		default:
			v.dev = args[0]
		}
		args = args[1:]
	}
	if v.dev != "" && !slices.ContainsFunc(p.Sys.Interfaces(), func(i proc.Interface) bool { return i.Name == v.dev }) {
		p.Fail(1, v.call.pick(`Device "`+v.dev+`" does not exist.`, "ip: can't find device '"+v.dev+"'"))
		return
	}
	proc.Finish(p, show(v, p), 0)
}

// seen are the interfaces to show.
func (v ipView) seen(p *proc.Proc) (list []proc.Interface) {
	for _, i := range p.Sys.Interfaces() {
		if v.dev == "" || v.dev == i.Name {
			list = append(list, i)
		}
	}
	return list
}

// titled is the name with the other end of a pair.
func titled(i proc.Interface) string {
	if i.Peer > 0 {
		return fmt.Sprintf("%s@if%d", i.Name, i.Peer)
	}
	return i.Name
}

// heads are the two lines ip link shows of an interface.
func (v ipView) heads(i proc.Interface) string {
	flags, state := "BROADCAST,MULTICAST,UP,LOWER_UP", "UP"
	queue, group := "noqueue", ""
	switch {
	case i.Loopback:
		flags, state = "LOOPBACK,UP,LOWER_UP", "UNKNOWN"
	case !i.Up:
		flags, state = "NO-CARRIER,BROADCAST,MULTICAST,UP", "DOWN"
	case i.Name == "eth0" && i.Peer == 0:
		queue = "fq_codel"
	case i.Peer > 0 && v.call.flavour == busybox:
		flags += ",M-DOWN"
	}
	length := ""
	if i.Loopback || queue == "fq_codel" {
		length = "qlen 1000"
	}
	master := ""
	if i.Master != "" {
		master = "master " + i.Master + " "
	}
	kind, broadcast := "ether", "ff:ff:ff:ff:ff:ff"
	if i.Loopback {
		kind, broadcast = "loopback", "00:00:00:00:00:00"
	}
	if v.call.flavour == gnu {
		group = "state " + state + " group default "
	}
	line := fmt.Sprintf("%d: %s: <%s> mtu %d qdisc %s %s%s%s", i.Index, titled(i), flags, i.MTU, queue, master, group, length)
	second := "    link/" + kind + " " + i.MAC + " brd " + broadcast
	if i.Peer > 0 && v.call.flavour == gnu {
		second += " link-netnsid 0"
	}
	return line + "\n" + second + "\n"
}

// inets are the two lines of each address of the families asked for.
func (v ipView) inets(i proc.Interface) string {
	return v.inet4(i) + v.inet6(i)
}

const lifetime = "\n       valid_lft forever preferred_lft forever\n"

// inet6 are the lines of IPv6: the address, and that of the link.
func (v ipView) inet6(i proc.Interface) string {
	if !i.Addr6.IsValid() || v.four && !v.six {
		return ""
	}
	if i.Loopback {
		return "    inet6 " + i.Addr6.String() + " scope host " + lifetime
	}
	return "    inet6 " + i.Addr6.String() + " scope global " + v.call.pick("nodad ", "flags 02 ") + lifetime +
		"    inet6 " + i.Link6.String() + "/64 scope link " + lifetime
}

func (v ipView) inet4(i proc.Interface) string {
	if !i.Addr.IsValid() || v.six && !v.four {
		return ""
	}
	scope, broadcast := "global", " brd "+i.Broadcast.String()
	if i.Loopback {
		scope, broadcast = "host", ""
	}
	return "    inet " + i.Addr.String() + broadcast + " scope " + scope + " " + i.Name + lifetime
}

// oneLine joins lines with backslashes, as -o does.
func oneLine(s string) string {
	return strings.ReplaceAll(strings.TrimSuffix(s, "\n"), "\n", `\`) + "\n"
}

func (v ipView) addresses(p *proc.Proc) string {
	var b strings.Builder
	for _, i := range v.seen(p) {
		switch {
		case v.brief:
			state := map[bool]string{true: "UP", false: "DOWN"}[i.Up]
			if i.Loopback {
				state = "UNKNOWN"
			}
			addr := ""
			for line := range strings.Lines(v.inets(i)) {
				if f := strings.Fields(line); strings.HasPrefix(f[0], "inet") {
					addr += f[1] + " "
				}
			}
			b.WriteString(fmt.Sprintf("%-16s %-14s %s\n", titled(i), state, addr))
		case v.one:
			for _, each := range strings.SplitAfter(v.inets(i), lifetime) {
				if each != "" {
					b.WriteString(fmt.Sprintf("%d: %s%s", i.Index, i.Name, oneLine(each)))
				}
			}
		case v.four || v.six:
			if text := v.inets(i); text != "" {
				first, _, _ := strings.Cut(v.heads(i), "\n")
				b.WriteString(first + "\n" + text)
			}
		default:
			b.WriteString(v.heads(i) + v.inets(i))
		}
	}
	return b.String()
}

func (v ipView) links(p *proc.Proc) string {
	var b strings.Builder
	for _, i := range v.seen(p) {
		switch {
		case v.brief:
			state := map[bool]string{true: "UP", false: "DOWN"}[i.Up]
			flags := "BROADCAST,MULTICAST,UP,LOWER_UP"
			if i.Loopback {
				state, flags = "UNKNOWN", "LOOPBACK,UP,LOWER_UP"
			}
			b.WriteString(fmt.Sprintf("%-16s %-14s %s <%s> \n", titled(i), state, i.MAC, flags))
		case v.one:
			b.WriteString(oneLine(v.heads(i)))
		default:
			b.WriteString(v.heads(i))
			if v.stats {
				b.WriteString(fmt.Sprintf("    RX: bytes  packets  errors  dropped overrun mcast   \n    %-10d %-8d 0       0       0       0       \n    TX: bytes  packets  errors  dropped carrier collsns \n    %-10d %-8d 0       0       0       0       \n",
					i.Received.Bytes, i.Received.Packets, i.Sent.Bytes, i.Sent.Packets))
			}
		}
	}
	return b.String()
}

func (v ipView) routes(p *proc.Proc) string {
	var b strings.Builder
	for _, r := range p.Sys.Routes() {
		if v.dev != "" && v.dev != r.Dev || r.To.Addr().Is6() != v.six {
			continue
		}
		if v.six {
			b.WriteString(route6(r))
			continue
		}
		if r.To.Bits() == 0 {
			b.WriteString("default via " + r.Gateway.String() + " dev " + r.Dev + " \n")
			continue
		}
		if v.call.flavour == busybox {
			b.WriteString(r.To.String() + " dev " + r.Dev + " scope link  src " + r.Source.String() + " \n")
			continue
		}
		down := ""
		for _, i := range p.Sys.Interfaces() {
			if i.Name == r.Dev && !i.Up {
				down = "linkdown "
			}
		}
		b.WriteString(r.To.String() + " dev " + r.Dev + " proto kernel scope link src " + r.Source.String() + " " + down + "\n")
	}
	return b.String()
}

// route6 is a line of the routes of IPv6.
func route6(r proc.Route) string {
	if r.To.Bits() == 0 {
		return "default via " + r.Gateway.String() + " dev " + r.Dev + " metric 1024 pref medium\n"
	}
	return r.To.String() + " dev " + r.Dev + " proto kernel metric 256 pref medium\n"
}

func (v ipView) neighbours(p *proc.Proc) string {
	var b strings.Builder
	for _, n := range p.Sys.Neighbours() {
		if v.four && n.Addr.Is6() || v.six && n.Addr.Is4() {
			continue
		}
		if n.MAC == "" {
			b.WriteString(n.Addr.String() + " dev " + n.Dev + "  FAILED\n")
			continue
		}
		b.WriteString(n.Addr.String() + " dev " + n.Dev + " lladdr " + n.MAC + v.call.pick(" REACHABLE", " ref 1 used 0/0/0 probes 1 REACHABLE") + "\n")
	}
	return b.String()
}

func arp(p *proc.Proc, c call) {
	if _, _, ok := c.parse(p, "n a e v i: D"); !ok {
		return
	}
	var b strings.Builder
	if c.flavour == gnu {
		b.WriteString("Address                  HWtype  HWaddress           Flags Mask            Iface\n")
	}
	for _, n := range p.Sys.Neighbours() {
		switch {
		case n.Addr.Is6(): // arp is of IPv4
		case c.flavour == busybox && n.MAC == "":
			b.WriteString("? (" + n.Addr.String() + ") at <incomplete>  on " + n.Dev + "\n")
		case c.flavour == busybox:
			b.WriteString("? (" + n.Addr.String() + ") at " + n.MAC + " [ether]  on " + n.Dev + "\n")
		case n.MAC == "":
			b.WriteString(fmt.Sprintf("%-24s         (incomplete)                              %s\n", n.Addr, n.Dev))
		default:
			b.WriteString(fmt.Sprintf("%-24s ether   %s   C                     %s\n", n.Addr, n.MAC, n.Dev))
		}
	}
	proc.Finish(p, b.String(), 0)
}
