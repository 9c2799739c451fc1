package engine

import (
	"cmp"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	networktypes "github.com/moby/moby/api/types/network"

	"drydock/sim/network"
)

// wish is one port that a container asks to be published.
type wish struct {
	port   networktypes.Port
	ips    []netip.Addr
	within network.Range
}

var (
	any4 = netip.IPv4Unspecified()
	any6 = netip.IPv6Unspecified()
)

// wishes are the ports a container asks for: those with a port of the host's
// first, so that no free one is taken that another asks for by number.
// Source: moby daemon/libnetwork/drivers/bridge, port_mapping_linux.go.
func (c Container) wishes(n Network) []wish {
	var list []wish
	for port := range c.Config.ExposedPorts { // sorted below
		bindings := c.Host.PortBindings[port]
		if c.Host.PublishAllPorts && len(bindings) == 0 {
			bindings = []networktypes.PortBinding{{}}
		}
		for _, b := range bindings {
			w := wish{port: port, ips: []netip.Addr{b.HostIP}}
			if !b.HostIP.IsValid() {
				w.ips = n.defaultBinding()
			}
			w.within = hostRange(b.HostPort)
			list = append(list, w)
		}
	}
	slices.SortStableFunc(list, func(a, b wish) int {
		return cmp.Or(open(a.within)-open(b.within), strings.Compare(string(a.port.Proto()), string(b.port.Proto())),
			cmp.Compare(a.port.Num(), b.port.Num()), cmp.Compare(a.within.First, b.within.First), a.ips[0].Compare(b.ips[0]))
	})
	return list
}

// defaultBinding are the addresses of the host on which ports are published that
// name none: all, or the one that the network was made with.
func (n Network) defaultBinding() []netip.Addr {
	if ip, err := netip.ParseAddr(n.Options[bindingOption]); err == nil && !ip.IsUnspecified() {
		return []netip.Addr{ip}
	}
	return []netip.Addr{any4, any6}
}

// open is 1 for a range that leaves the choice to the engine.
func open(r network.Range) int {
	if r == (network.Range{}) {
		return 1
	}
	return 0
}

// hostRange reads the port or ports of a binding: "", "8080" or "8000-8010".
func hostRange(s string) network.Range {
	low, high, two := strings.Cut(s, "-")
	if !two {
		high = low
	}
	first, _ := strconv.ParseUint(low, 10, 16) // "" is any port, and so is 0
	last, _ := strconv.ParseUint(high, 10, 16) // as above
	return network.Range{First: uint16(first), Last: uint16(last)}
}

// door is a port of the host, whatever the address.
type door struct {
	num   uint16
	proto string
}

// held is a port of the host and the name of the container that holds it.
type held struct {
	network.Port
	by string
}

// holders is who holds which ports of the host.
type holders struct {
	published map[door][]held
	programs  map[door]bool // programs of the host that listen
}

func (t holders) add(p network.Port, by string) {
	k := door{p.Num, p.Proto}
	t.published[k] = append(t.published[k], held{p, by})
}

// clash is the port held that keeps p from being held, too.
func (t holders) clash(p network.Port) (held, bool) {
	for _, one := range t.published[door{p.Num, p.Proto}] {
		if p.Clashes(one.Port) {
			return one, true
		}
	}
	return held{}, false
}

func (h *Host) holders() holders {
	t := holders{map[door][]held{}, map[door]bool{}}
	for _, id := range h.doors.All() {
		if s := h.sockets.At(id); s.ns == "" {
			t.programs[door{s.local.Port(), s.proto()}] = true
		}
	}
	for _, c := range h.containers.All() {
		for _, p := range c.Published {
			t.add(p.Host, c.Name)
		}
	}
	return t
}

// publish gives a container the ports it asks for, if the network it joins is
// the first that can lead to it. Errors: system when one is taken.
func (h *Host) publish(c *Container, n Network, e Endpoint) *Error {
	if !n.publishes() || len(c.Published) > 0 {
		return nil
	}
	wishes := c.wishes(n)
	if len(wishes) == 0 {
		return nil
	}
	held := h.holders()
	var got []Published
	for _, w := range wishes {
		num, err := h.allocate(held, w)
		if err != nil {
			err.Object = Object{"container", c.ID}
			err.Message = "driver failed programming external connectivity on endpoint " + c.Name + " (" + e.ID + "): " + err.Message
			return err
		}
		for _, ip := range w.ips {
			p := network.Port{IP: ip, Num: num, Proto: string(w.port.Proto())}
			held.add(p, c.Name)
			got = append(got, Published{Port: w.port, Host: p})
		}
	}
	c.Published = got
	return nil
}

// allocate finds the port of the host for a wish. Source: moby
// daemon/libnetwork/portallocator.
func (h *Host) allocate(held holders, w wish) (uint16, *Error) {
	proto := string(w.port.Proto())
	for _, ip := range w.ips {
		if !h.isLocal(ip) {
			return 0, refuse(System, Object{}, "failed to bind host port %s/%s: cannot assign requested address", netip.AddrPortFrom(ip, w.within.First), proto).
				because("the host has no interface with the address %s", ip)
		}
	}
	if w.within.First == w.within.Last && w.within.First != 0 {
		return w.within.First, held.bind(w, w.within.First).refusal()
	}
	key := w.ips[0].String() + "/" + proto + "/" + strconv.Itoa(int(w.within.First)) + "-" + strconv.Itoa(int(w.within.Last))
	num, ok := w.within.Free(h.lastPorts.At(key), func(n uint16) bool { return held.bind(w, n) != nil })
	if !ok {
		return 0, refuse(System, Object{}, "all ports are allocated")
	}
	h.lastPorts = h.lastPorts.Set(key, num)
	return num, nil
}

// obstacle is what keeps a port from being held: who published it, or a
// program that listens there.
type obstacle struct {
	port      held
	published bool
}

// bind looks for what keeps a port from being held on all addresses of a
// wish, nil if nothing does.
func (t holders) bind(w wish, num uint16) *obstacle {
	proto := string(w.port.Proto())
	for _, ip := range w.ips {
		p := network.Port{IP: ip, Num: num, Proto: proto}
		if by, clash := t.clash(p); clash {
			return &obstacle{by, true}
		}
		if t.programs[door{num, proto}] {
			return &obstacle{held{Port: p}, false}
		}
	}
	return nil
}

// refusal is the daemon's sentence for an obstacle, nil for none.
func (o *obstacle) refusal() *Error {
	switch {
	case o == nil:
		return nil
	case o.published:
		return refuse(System, Object{}, "Bind for %s:%d failed: port is already allocated", o.port.IP, o.port.Num).
			because("port %d of the host leads to %s already, and to one container at a time: stop %[2]s, or publish another port", o.port.Num, o.port.by)
	}
	return refuse(System, Object{}, "failed to bind host port %s/%s: address already in use", netip.AddrPortFrom(o.port.IP, o.port.Num), o.port.Proto).
		because("a program on the host listens there")
}

// isLocal tells whether an address is one of the host's.
func (h *Host) isLocal(ip netip.Addr) bool {
	if ip.IsUnspecified() || ip.IsLoopback() || ip == hostAddr {
		return true
	}
	for _, n := range h.networks.All() {
		if ip.IsValid() && n.subnet(ip).Gateway == ip {
			return true
		}
	}
	return false
}

// republish gives a running container's ports back if no network is left that
// leads to it.
func (h *Host) republish(id string) {
	c := h.containers.At(id)
	for _, e := range c.Endpoints.All() {
		if e.Joined() && h.networks.At(e.Network).publishes() {
			return
		}
	}
	c.Published = nil
	h.containers = h.containers.Set(id, c)
}

// netns names the network namespace a machine's processes are in: the id of
// the container it was made for, "" for the host's.
func (h *Host) netns(machine string) string {
	for range mostShared {
		mode := h.containers.At(machine).Host.NetworkMode
		switch {
		case mode.IsHost():
			return ""
		case mode.IsContainer():
			machine = mode.ConnectedContainer()
		default:
			return machine
		}
	}
	return machine
}

// mostShared is how long a chain of containers in one another's namespace may be.
const mostShared = 64
