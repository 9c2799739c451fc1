//go:build !core

package bin

import (
	"fmt"
	"net/netip"
	"strings"

	"drydock/sim/proc"
)

// dotted is the mask of so many bits.
func dotted(bits int) string {
	m := ^uint32(0) << (32 - bits)
	if bits == 0 {
		m = 0
	}
	return netip.AddrFrom4([4]byte{byte(m >> 24), byte(m >> 16), byte(m >> 8), byte(m)}).String()
}

func ifconfig(p *proc.Proc, c call) {
	var operands []string
	for _, a := range c.args {
		if !strings.HasPrefix(a, "-") {
			operands = append(operands, a)
		}
	}
	if len(operands) > 1 {
		p.Fail(1, c.pick("SIOCSIFFLAGS: Operation not permitted", "ifconfig: SIOCSIFFLAGS: Operation not permitted"))
		return
	}
	var b strings.Builder
	shown := 0
	all := p.Sys.Interfaces()
	list := append(append([]proc.Interface(nil), all[min(1, len(all)):]...), all[:min(1, len(all))]...) // lo last
	for _, i := range list {
		if len(operands) == 1 && operands[0] != i.Name {
			continue
		}
		shown++
		if c.flavour == busybox {
			b.WriteString(ifconfigBusyBox(i))
		} else {
			b.WriteString(ifconfigNetTools(i))
		}
	}
	if len(operands) == 1 && shown == 0 {
		p.Fail(1, c.pick(operands[0]+": error fetching interface information: Device not found", "ifconfig: "+operands[0]+": error fetching interface information: Device not found"))
		return
	}
	proc.Finish(p, b.String(), 0)
}

func ifconfigBusyBox(i proc.Interface) string {
	encap, flags := "Link encap:Ethernet  HWaddr "+strings.ToUpper(i.MAC)+"  ", "UP BROADCAST RUNNING MULTICAST "
	queue := 0
	if i.Loopback {
		encap, flags, queue = "Link encap:Local Loopback  ", "UP LOOPBACK RUNNING ", 1000
	}
	inet := ""
	if i.Addr.IsValid() {
		bcast := "  Bcast:" + i.Broadcast.String()
		if i.Loopback {
			bcast = ""
		}
		inet = "          inet addr:" + i.Addr.Addr().String() + bcast + "  Mask:" + dotted(i.Addr.Bits()) + "\n"
	}
	if i.Addr6.IsValid() {
		scope := "Global"
		if i.Loopback {
			scope = "Host"
		}
		inet += "          inet6 addr: " + i.Addr6.String() + " Scope:" + scope + "\n"
	}
	if i.Link6.IsValid() {
		inet += "          inet6 addr: " + i.Link6.String() + "/64 Scope:Link\n"
	}
	return fmt.Sprintf("%-9s %s\n%s          %s MTU:%d  Metric:1\n          RX packets:%d errors:0 dropped:0 overruns:0 frame:0\n          TX packets:%d errors:0 dropped:0 overruns:0 carrier:0\n"+
		"          collisions:0 txqueuelen:%d \n          RX bytes:%d (%d.0 B)  TX bytes:%d (%d.0 B)\n\n", i.Name, encap, inet, flags, i.MTU, i.Received.Packets, i.Sent.Packets, queue,
		i.Received.Bytes, i.Received.Bytes, i.Sent.Bytes, i.Sent.Bytes)
}

func ifconfigNetTools(i proc.Interface) string {
	flags, last := "4163<UP,BROADCAST,RUNNING,MULTICAST>", "        ether "+i.MAC+"  txqueuelen 0  (Ethernet)\n"
	bcast := "  broadcast " + i.Broadcast.String()
	switch {
	case i.Loopback:
		flags, last, bcast = "73<UP,LOOPBACK,RUNNING>", "        loop  txqueuelen 1000  (Local Loopback)\n", ""
	case !i.Up:
		flags = "4099<UP,BROADCAST,MULTICAST>"
	}
	inet := ""
	if i.Addr.IsValid() {
		inet = "        inet " + i.Addr.Addr().String() + "  netmask " + dotted(i.Addr.Bits()) + bcast + "\n"
	}
	if i.Addr6.IsValid() {
		scope := "0x0<global>"
		if i.Loopback {
			scope = "0x10<host>"
		}
		inet += fmt.Sprintf("        inet6 %s  prefixlen %d  scopeid %s\n", i.Addr6.Addr(), i.Addr6.Bits(), scope)
	}
	if i.Link6.IsValid() {
		inet += "        inet6 " + i.Link6.String() + "  prefixlen 64  scopeid 0x20<link>\n"
	}
	return fmt.Sprintf("%s: flags=%s  mtu %d\n%s%s        RX packets %d  bytes %d (%d.0 B)\n        RX errors 0  dropped 0  overruns 0  frame 0\n        TX packets %d  bytes %d (%d.0 B)\n"+
		"        TX errors 0  dropped 0 overruns 0  carrier 0  collisions 0\n\n", i.Name, flags, i.MTU, inet, last, i.Received.Packets, i.Received.Bytes, i.Received.Bytes, i.Sent.Packets, i.Sent.Bytes, i.Sent.Bytes)
}

func route(p *proc.Proc, c call) {
	o, operands, ok := c.parse(p, "n e A: v")
	if !ok {
		return
	}
	if len(operands) > 0 {
		p.Fail(1, c.pick("SIOCADDRT: Operation not permitted", "route: SIOCADDRT: Operation not permitted"))
		return
	}
	proc.Finish(p, "Kernel IP routing table\nDestination     Gateway         Genmask         Flags Metric Ref    Use Iface\n"+routeRows(p, o.has("n"), "0      0        0 "), 0)
}

// routeRows are the rows of the kernel's table, with columns between the flags
// and the interface.
func routeRows(p *proc.Proc, numeric bool, columns string) string {
	var b strings.Builder
	for _, r := range p.Sys.Routes() {
		if r.To.Addr().Is6() {
			continue
		}
		to, gateway, flags := r.To.Addr().String(), "0.0.0.0", "U"
		if !numeric {
			gateway = "*"
		}
		if r.To.Bits() == 0 {
			if flags = "UG"; !numeric {
				to = "default"
			}
			gateway = r.Gateway.String()
		}
		b.WriteString(fmt.Sprintf("%-15s %-15s %-15s %-5s %s%s\n", to, gateway, dotted(r.To.Bits()), flags, columns, r.Dev))
	}
	return b.String()
}
