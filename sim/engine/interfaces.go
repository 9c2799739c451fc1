package engine

import (
	"net/netip"
	"strconv"
	"strings"

	"drydock/sim/internet"
	"drydock/sim/network"
	"drydock/sim/proc"
	"drydock/sim/vfs"
)

var hostAddr = internet.HostAddr.Addr()

// loopback is the interface every namespace has.
var loopback = proc.Interface{Index: 1, Name: "lo", Addr: netip.MustParsePrefix("127.0.0.1/8"), Addr6: netip.MustParsePrefix("::1/128"), MAC: "00:00:00:00:00:00", MTU: 65536, Up: true, Loopback: true}

// interfaceOrder are the names of a container's networks in the order of its
// interfaces: eth0 first.
func (h *Host) interfaceOrder(c Container) []string {
	names := h.joinOrder(c)
	for i := 1; i < len(names); i++ {
		for j := i; j > 0 && c.Endpoints.At(names[j]).eth < c.Endpoints.At(names[j-1]).eth; j-- {
			names[j], names[j-1] = names[j-1], names[j]
		}
	}
	return names
}

// freeEth is the number of the interface that a container's next endpoint gets.
func freeEth(c Container) int {
	used := map[int]bool{}
	for _, e := range c.Endpoints.All() {
		if e.Joined() {
			used[e.eth] = true
		}
	}
	n := 0
	for used[n] {
		n++
	}
	return n
}

func mtu(n Network) int {
	if v, err := strconv.Atoi(n.Options["com.docker.network.driver.mtu"]); err == nil && v > 0 {
		return v
	}
	return 1500
}

func (s *Sys) Interfaces() []proc.Interface {
	s.use(20)
	return s.h.interfacesAt(s.machine())
}

// interfacesAt are the interfaces of a machine's network namespace.
func (h *Host) interfacesAt(machine string) []proc.Interface {
	if c, ok := h.containers.Get(h.netns(machine)); ok {
		return h.interfacesOf(c)
	}
	return h.hostInterfaces()
}

// interfaceFiles are what /sys/class/net tells of an interface.
var interfaceFiles = []string{"address", "ifindex", "mtu", "operstate"}

// interfaceNode is an interface's directory in /sys/class/net, or a file of it.
// Unlike Linux, it is no link into /sys/devices. Source: sysfs-class-net.
func (h *Host) interfaceNode(machine, p string) (vfs.Node, error) {
	name, file, within := strings.Cut(p, "/")
	for _, i := range h.interfacesAt(machine) {
		if i.Name != name {
			continue
		}
		if !within {
			return h.liveDir(), nil
		}
		state, mac := "down", i.MAC
		if i.Loopback {
			state, mac = "unknown", "00:00:00:00:00:00"
		} else if i.Up {
			state = "up"
		}
		text, ok := map[string]string{"address": mac, "ifindex": strconv.Itoa(i.Index), "mtu": strconv.Itoa(i.MTU), "operstate": state}[file]
		if ok {
			return h.liveFile(text + "\n"), nil
		}
	}
	return vfs.Node{}, vfs.ENOENT
}

func (h *Host) interfacesOf(c Container) []proc.Interface {
	list := []proc.Interface{loopback}
	for _, name := range h.interfaceOrder(c) {
		e := c.Endpoints.At(name)
		n, ok := h.networks.Get(e.Network)
		if !ok || !e.IP.IsValid() {
			continue
		}
		i := proc.Interface{Index: e.eth + 2, Name: e.interfaceName(), Addr: netip.PrefixFrom(e.IP, n.Subnet.Prefix.Bits()),
			Broadcast: network.Broadcast(n.Subnet.Prefix), MAC: e.MAC.String(), MTU: mtu(n), Up: true, Peer: h.vethIndex(c, name)}
		if e.IP6.IsValid() {
			i.Addr6, i.Link6 = netip.PrefixFrom(e.IP6, n.Subnet6.Prefix.Bits()), e.MAC.LinkLocal()
		}
		list = append(list, i)
	}
	return list
}

// interfaceName is the name of the interface in the container: the one it asks
// for, else eth and a number. Source: moby daemon/libnetwork/netlabel, Ifname.
func (e Endpoint) interfaceName() string {
	if name := e.Ask.DriverOpts["com.docker.network.endpoint.ifname"]; name != "" {
		return name
	}
	return "eth" + strconv.Itoa(e.eth)
}

// BridgeName is the name of a network's bridge on the host.
func (n Network) BridgeName() string {
	if name := n.Options["com.docker.network.bridge.name"]; name != "" {
		return name
	}
	return "br-" + n.ID[:12]
}

// hostInterfaces are those of the host: its own, a bridge a network, and one
// end of a pair a container.
func (h *Host) hostInterfaces() []proc.Interface {
	list := []proc.Interface{loopback, {Index: 2, Name: "eth0", Addr: internet.HostAddr, Broadcast: network.Broadcast(internet.HostAddr), MAC: "52:54:00:12:34:56", MTU: 1500, Up: true}}
	for i, n := range h.Networks() {
		if n.Driver != "bridge" {
			continue
		}
		mac := network.MAC(derived("bridge", n.ID))
		row := proc.Interface{Index: bridgeIndex(i), Name: n.BridgeName(), Addr: netip.PrefixFrom(n.Subnet.Gateway, n.Subnet.Prefix.Bits()),
			Broadcast: network.Broadcast(n.Subnet.Prefix), MAC: mac.String(), MTU: mtu(n), Up: len(h.Joined(n)) > 0, Bridge: true}
		if n.Subnet6.Prefix.IsValid() {
			row.Addr6, row.Link6 = netip.PrefixFrom(n.Subnet6.Gateway, n.Subnet6.Prefix.Bits()), mac.LinkLocal()
		}
		list = append(list, row)
	}
	for _, id := range h.bySeq.All() {
		c := h.containers.At(id)
		for _, name := range h.interfaceOrder(c) {
			e := c.Endpoints.At(name)
			if n, ok := h.networks.Get(e.Network); ok && e.IP.IsValid() && n.Bridged() {
				list = append(list, proc.Interface{Index: h.vethIndex(c, name), Name: "veth" + e.ID[:7], MAC: network.MAC(derived("veth", e.ID)).String(),
					MTU: mtu(n), Up: true, Peer: e.eth + 2, Master: n.BridgeName()})
			}
		}
	}
	return list
}

func bridgeIndex(i int) int {
	if i == 0 {
		return 3
	}
	return i + 2
}

// vethIndex is the number of the host's end of the pair a container is plugged
// in by.
func (h *Host) vethIndex(c Container, name string) int {
	return 64 + int(c.Seq)*8 + c.Endpoints.At(name).eth
}

func (s *Sys) Routes() []proc.Route {
	s.use(20)
	c, inside := s.h.containers.Get(s.ns())
	var list []proc.Route
	var links []proc.Route
	if !inside {
		list = append(list, proc.Route{To: netip.PrefixFrom(any4, 0), Gateway: internet.Gateway, Dev: "eth0"})
		for _, i := range s.h.hostInterfaces() {
			if i.Addr.IsValid() && !i.Loopback {
				links = append(links, proc.Route{To: i.Addr.Masked(), Dev: i.Name, Source: i.Addr.Addr()})
			}
			links = append(links, routes6(i)...)
		}
		return append(list, links...)
	}
	for _, name := range s.h.interfaceOrder(c) {
		e := c.Endpoints.At(name)
		n, ok := s.h.networks.Get(e.Network)
		if !ok || !e.IP.IsValid() {
			continue
		}
		dev := "eth" + strconv.Itoa(e.eth)
		if n.publishes() && len(list) == 0 {
			list = append(list, proc.Route{To: netip.PrefixFrom(any4, 0), Gateway: n.Subnet.Gateway, Dev: dev})
		}
		links = append(links, proc.Route{To: n.Subnet.Prefix.Masked(), Dev: dev, Source: e.IP})
	}
	list = append(list, links...)
	gateway := netip.Addr{}
	var way string
	for _, i := range s.h.interfacesOf(c) {
		list = append(list, routes6(i)...)
	}
	for _, name := range s.h.interfaceOrder(c) {
		e := c.Endpoints.At(name)
		if n := s.h.networks.At(e.Network); e.IP6.IsValid() && n.publishes() && !gateway.IsValid() {
			gateway, way = n.Subnet6.Gateway, "eth"+strconv.Itoa(e.eth)
		}
	}
	if gateway.IsValid() {
		list = append(list, proc.Route{To: netip.PrefixFrom(any6, 0), Gateway: gateway, Dev: way})
	}
	return list
}

// routes6 are the ways of IPv6 that an interface gives: to its subnet, and
// along the link.
func routes6(i proc.Interface) []proc.Route {
	if !i.Addr6.IsValid() || i.Loopback {
		return nil
	}
	return []proc.Route{{To: i.Addr6.Masked(), Dev: i.Name, Source: i.Addr6.Addr()}, {To: netip.MustParsePrefix("fe80::/64"), Dev: i.Name, Source: i.Link6}}
}

func (s *Sys) OpenSockets() []proc.Socket {
	ns := s.ns()
	var list []proc.Socket
	for id, k := range s.h.sockets.All() {
		if s.use(1); k.ns != ns {
			continue
		}
		row := proc.Socket{Proto: k.proto(), Local: k.local, Remote: k.remote, Path: k.path, Inode: 10000 + id, UID: k.uid, Queue: len(k.data)}
		switch {
		case k.kind == listening:
			row.State, row.Queue = "LISTEN", len(k.backlog)
		case k.kind == packets:
			row.Queue = 0
		case k.eof:
			row.State = "CLOSE_WAIT"
		case k.shut:
			row.State = "FIN_WAIT2"
		default:
			row.State = "ESTABLISHED"
		}
		row.PID, row.Program = s.h.whoHolds(s.machine(), id)
		list = append(list, row)
	}
	if c, ok := s.h.containers.Get(ns); ok && c.resolvesNames() {
		at := netip.AddrPortFrom(embedded, uint16(32768+c.Seq*37%28000))
		list = append(list, proc.Socket{Proto: "tcp", State: "LISTEN", Local: at}, proc.Socket{Proto: "udp", Local: netip.AddrPortFrom(embedded, at.Port()+1)})
	}
	if ns == "" {
		list = append(list, s.h.proxies()...)
	}
	return list
}

// proxies are the sockets of the engine's proxy: one a published port.
func (h *Host) proxies() (list []proc.Socket) {
	for _, id := range h.bySeq.All() {
		for _, p := range h.containers.At(id).Published {
			row := proc.Socket{Proto: p.Host.Proto, Local: netip.AddrPortFrom(p.Host.IP, p.Host.Num), PID: 800 + int(h.containers.At(id).Seq%90), Program: "docker-proxy"}
			if p.Host.Proto == "tcp" {
				row.State = "LISTEN"
			}
			if row.Proto != "sctp" {
				list = append(list, row)
			}
		}
	}
	return list
}

// whoHolds finds a process of a machine that has a socket.
func (h *Host) whoHolds(machine string, id int) (pid int, name string) {
	for _, p := range h.procs.All() {
		if p.machine != machine {
			continue
		}
		for _, f := range p.fds {
			if row := h.files.At(f); f != 0 && row.kind == plug && row.obj == id {
				return p.PID, p.Name
			}
		}
	}
	return 0, ""
}

func (s *Sys) Neighbours() []proc.Neighbour {
	ns := s.ns()
	var list []proc.Neighbour
	for key := range s.h.spoken.From(ns + "/") {
		text, ok := strings.CutPrefix(key, ns+"/")
		if !ok {
			break
		}
		a, err := netip.ParseAddr(text)
		if err != nil {
			continue
		}
		for _, i := range s.Interfaces() {
			own := i.Addr
			if a.Is6() {
				own = i.Addr6
			}
			if own.IsValid() && !i.Loopback && own.Masked().Contains(a) && own.Addr() != a {
				list = append(list, proc.Neighbour{Addr: a, MAC: s.h.macOf(a), Dev: i.Name})
			}
		}
	}
	return list
}

// macOf is the hardware address behind an address of one of the networks, "" for nobody.
func (h *Host) macOf(a netip.Addr) string {
	for _, n := range h.Networks() {
		if n.subnet(a).Gateway == a {
			return network.MAC(derived("bridge", n.ID)).String()
		}
		for _, c := range h.Joined(n) {
			if e := c.Endpoints.At(n.Name); e.like(a) == a {
				return e.MAC.String()
			}
		}
	}
	if _, ok := internet.At(a); ok {
		return network.MAC(derived("router", a.String())).String()
	}
	return ""
}
