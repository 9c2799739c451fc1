//go:build !core

package bin

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"drydock/sim/proc"
)

// wanted are the sockets that the letters of netstat or ss ask for.
func wantedSockets(p *proc.Proc, o options) (list []proc.Socket) {
	for _, s := range p.Sys.OpenSockets() {
		none := !o.has("t") && !o.has("u") && !o.has("x") && !o.has("w")
		kind := o.has("t") && s.Proto == "tcp" || o.has("u") && s.Proto == "udp" || o.has("x") && s.Proto == "unix" || none
		listens := s.State == "LISTEN" || s.State == "" && s.Proto == "udp"
		switch {
		case !kind:
		case o.has("l") && !listens:
		case !o.has("l") && !o.has("a") && listens:
		default:
			list = append(list, s)
		}
	}
	slices.SortStableFunc(list, func(a, b proc.Socket) int {
		if a.Proto != b.Proto {
			return strings.Compare(a.Proto, b.Proto)
		}
		return b2i(a.State != "LISTEN") - b2i(b.State != "LISTEN")
	})
	return list
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// door is an address and port as netstat shows them.
func shownAddr(a netip.AddrPort, any string) string {
	if !a.IsValid() {
		return any + ":*"
	}
	if a.Addr().Is6() {
		return a.Addr().String() + ":" + fmt.Sprint(a.Port())
	}
	return a.String()
}

func netstat(p *proc.Proc, c call) {
	o, _, ok := c.parse(p, "t,tcp u,udp l,listening n,numeric p,program a,all r,route i,interfaces e s,statistics x w W,wide c")
	if !ok {
		return
	}
	switch {
	case o.has("r"):
		proc.Finish(p, "Kernel IP routing table\nDestination     Gateway         Genmask         Flags   MSS Window  irtt Iface\n"+routeRows(p, o.has("n"), "    0 0          0 "), 0)
		return
	case o.has("i"), o.has("s"):
		c.refuse(p, "statistics of the network")
		return
	}
	which := "w/o servers"
	switch {
	case o.has("l"):
		which = "only servers"
	case o.has("a"):
		which = "servers and established"
	}
	var b strings.Builder
	if o.has("t") || o.has("u") || !o.has("x") {
		b.WriteString("Active Internet connections (" + which + ")\n")
		b.WriteString("Proto Recv-Q Send-Q Local Address           Foreign Address         State       ")
		if o.has("p") {
			b.WriteString("PID/Program name    ")
		}
		b.WriteString("\n")
	}
	unix := ""
	for _, s := range wantedSockets(p, o) {
		program := "-"
		if s.PID > 0 {
			program = fmt.Sprintf("%d/%s", s.PID, s.Program)
		}
		if s.Proto == "unix" {
			unix += fmt.Sprintf("unix  2      [ %s ]         STREAM     %-13s %-9d %s\n", map[bool]string{true: "ACC", false: "   "}[s.State == "LISTEN"], map[bool]string{true: "LISTENING", false: "CONNECTED"}[s.State == "LISTEN"], s.Inode, s.Path)
			continue
		}
		any := "0.0.0.0"
		if s.Local.Addr().Is6() {
			s.Proto, any = s.Proto+"6", "::"
		}
		line := fmt.Sprintf("%-5s %6d %6d %-23s %-23s %-11s ", s.Proto, s.Queue, 0, shownAddr(s.Local, "0.0.0.0"), shownAddr(s.Remote, any), s.State)
		if o.has("p") {
			line += fmt.Sprintf("%-20s", program)
		}
		b.WriteString(line + "\n")
	}
	if !o.has("t") && !o.has("u") || o.has("x") {
		b.WriteString("Active UNIX domain sockets (" + which + ")\nProto RefCnt Flags       Type       State         I-Node Path\n" + unix)
	}
	proc.Finish(p, b.String(), 0)
}

func ss(p *proc.Proc, c call) {
	o, _, ok := c.parse(p, "t,tcp u,udp l,listening n,numeric p,processes a,all x,unix 4,ipv4 6,ipv6 e s H o m i r w")
	if !ok {
		return
	}
	if o.has("s") {
		c.refuse(p, "statistics of the network")
		return
	}
	type row struct{ proto, state, recv, send, local, remote, process string }
	var rows []row
	for _, s := range wantedSockets(p, o) {
		if six := s.Local.Addr().Is6(); s.Proto != "unix" && (six && o.has("4") && !o.has("6") || !six && o.has("6") && !o.has("4")) {
			continue
		}
		state := map[string]string{"LISTEN": "LISTEN", "ESTABLISHED": "ESTAB", "CLOSE_WAIT": "CLOSE-WAIT", "FIN_WAIT2": "FIN-WAIT-2", "": "UNCONN"}[s.State]
		r := row{proto: s.Proto, state: state, recv: fmt.Sprint(s.Queue), send: "0", local: s.Local.String(), remote: "0.0.0.0:*"}
		switch {
		case s.Remote.IsValid():
			r.remote = s.Remote.String()
		case s.Local.Addr().Is6():
			r.remote = "[::]:*"
		}
		if s.Proto == "unix" {
			r.proto, r.local, r.remote = "u_str", s.Path+" "+fmt.Sprint(s.Inode), "* 0"
		}
		if s.State == "LISTEN" {
			r.send = "128"
		}
		if s.PID > 0 && o.has("p") {
			r.process = fmt.Sprintf(`users:(("%s",pid=%d,fd=%d))`, s.Program, s.PID, 3)
		}
		rows = append(rows, r)
	}
	both := !(o.has("t") != o.has("u")) || o.has("x")
	var b strings.Builder
	if !o.has("H") {
		rows = append([]row{{"Netid", "State", "Recv-Q", "Send-Q", "Local Address:Port", "Peer Address:Port", "Process"}}, rows...)
	}
	width, far := 0, 0
	for _, r := range rows {
		width, far = max(width, len(r.local)), max(far, len(r.remote))
	}
	for _, r := range rows {
		line := fmt.Sprintf("%-10s %-6s %-6s %*s %*s %s", r.state, r.recv, r.send, width, r.local, far, r.remote, r.process)
		if both {
			line = fmt.Sprintf("%-5s ", r.proto) + line
		}
		b.WriteString(line + "\n")
	}
	proc.Finish(p, b.String(), 0)
}
