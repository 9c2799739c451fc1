package engine

import (
	"fmt"
	"net/netip"
	"slices"
	"time"

	"drydock/sim/internet"
	"drydock/sim/network"
	"drydock/sim/vfs"
)

// passage is how something gets from a network namespace to an address, or
// what keeps it from getting there.
type passage struct {
	err  vfs.Errno     // "" it arrives
	wait time.Duration // until err is known
	why  string        // the reason of err, for people

	ns      string // where it arrives, "" the host
	machine string // the container whose address it is, "" the host
	beyond  bool   // it leaves for the internet instead
	site    internet.Site
	from    netip.Addr // the sender's address as the receiver sees it
	to      netip.AddrPort
	network string // the network it crosses, "" none
	proxied bool   // by the engine's proxy, which accepts before it asks
	hops    int    // routers on the way
}

// How long it takes until a failure is known. Source: Linux, three requests
// for a hardware address a second apart; six repetitions of a SYN.
const (
	noNeighbour = 3 * time.Second
	noAnswer    = 127 * time.Second
)

// passage finds the way of a packet. Source: the rules moby's bridge driver
// gives to the kernel, daemon/libnetwork/drivers/bridge/internal/iptabler.
func (h *Host) passage(ns string, to netip.AddrPort, proto string) passage {
	a := to.Addr().Unmap()
	switch a {
	case any4:
		a = netip.AddrFrom4([4]byte{127, 0, 0, 1})
	case any6:
		a = netip.IPv6Loopback()
	}
	to = netip.AddrPortFrom(a, to.Port())
	switch {
	case a.IsLoopback() && ns != "":
		return passage{ns: ns, machine: ns, from: a, to: to}
	case ns == "":
		return h.fromHost(to, proto)
	}
	return h.fromContainer(h.containers.At(ns), to, proto)
}

func (h *Host) fromHost(to netip.AddrPort, proto string) passage {
	a := to.Addr()
	if h.isLocal(a) {
		return h.atHost(passage{from: a, to: to}, Container{}, proto)
	}
	for _, n := range h.Networks() {
		if sub := n.subnet(a); sub.Prefix.Contains(a) {
			if !n.Bridged() {
				return passage{err: vfs.EHOSTUNREACH, wait: noNeighbour, network: n.Name, why: "the kernel keeps an interface and its " + n.Driver + " children apart: the host cannot reach " + n.Name}
			}
			return h.onLink(n, to, passage{from: sub.Gateway})
		}
	}
	if a.Is6() {
		return passage{err: vfs.ENETUNREACH, why: "the host has no way to the IPv6 addresses of the internet"}
	}
	return beyond(to, internet.HostAddr.Addr())
}

// fromContainer is the way out of the namespace that was made for a container.
func (h *Host) fromContainer(c Container, to netip.AddrPort, proto string) passage {
	a := to.Addr()
	var leads, joined []Network
	var first Endpoint
	for _, name := range h.interfaceOrder(c) {
		e := c.Endpoints.At(name)
		n, ok := h.networks.Get(e.Network)
		if !ok || !e.Joined() || !n.Subnet.Prefix.IsValid() {
			continue
		}
		joined = append(joined, n)
		own, sub := e.like(a), n.subnet(a)
		switch {
		case !own.IsValid():
			continue
		case a == own:
			return passage{ns: c.ID, machine: c.ID, from: a, to: to, network: n.Name}
		case n.Bridged() && sub.Prefix.Contains(a) && a == sub.Gateway:
			return h.atHost(passage{from: own, to: to, network: n.Name}, c, proto)
		case sub.Prefix.Contains(a):
			return h.onLink(n, to, passage{from: own})
		}
		if n.publishes() {
			if leads = append(leads, n); !first.IP.IsValid() {
				first = e
			}
		}
	}
	if len(leads) == 0 {
		return passage{err: vfs.ENETUNREACH, why: h.shutIn(c, joined, a)}
	}
	if h.isLocal(a) {
		return h.atHost(passage{from: first.like(a), to: to, network: leads[0].Name, hops: 1}, c, proto)
	}
	for _, n := range h.Networks() {
		if n.subnet(a).Prefix.Contains(a) {
			return passage{err: vfs.ETIMEDOUT, wait: noAnswer, why: h.apart(c, n, a), network: n.Name}
		}
	}
	if a.Is6() {
		return passage{err: vfs.ENETUNREACH, why: "the host has no way to the IPv6 addresses of the internet"}
	}
	p := beyond(to, internet.HostAddr.Addr())
	p.hops, p.network = p.hops+1, leads[0].Name
	return p
}

// shutIn says why nothing leaves a container.
func (h *Host) shutIn(c Container, joined []Network, to netip.Addr) string {
	if len(joined) == 0 {
		return c.Name + " has no network but its own loopback"
	}
	if to.Is6() && !slices.ContainsFunc(joined, func(n Network) bool { return n.Subnet6.Prefix.IsValid() }) {
		return c.Name + " has no IPv6 address: none of its networks was made with --ipv6"
	}
	if n := joined[0]; !n.Bridged() {
		return "the network " + n.Name + " is of the driver " + n.Driver + ": nobody but the containers on it stands in the simulated network beside the host"
	}
	return "the network " + joined[0].Name + " is internal: it leads nowhere beyond the containers on it"
}

// apart says why a container cannot reach an address of a network it is not on.
func (h *Host) apart(c Container, n Network, a netip.Addr) string {
	for _, o := range h.Joined(n) {
		if o.Endpoints.At(n.Name).like(a) == a {
			return c.Name + " and " + o.Name + " share no network: what " + c.Name + " sends to " + n.Name + " is dropped"
		}
	}
	return c.Name + " is not on the network " + n.Name + ": what it sends there is dropped"
}

// onLink is the way to an address of a network by one that is on it.
func (h *Host) onLink(n Network, to netip.AddrPort, p passage) passage {
	p.network, p.to = n.Name, to
	for _, o := range h.Joined(n) {
		e := o.Endpoints.At(n.Name)
		if e.like(to.Addr()) != to.Addr() {
			continue
		}
		if p.from != n.subnet(p.from).Gateway && n.Options["com.docker.network.bridge.enable_icc"] == "false" {
			p.err, p.wait, p.why = vfs.ETIMEDOUT, noAnswer, "the network "+n.Name+" keeps its containers from speaking to each other"
			return p
		}
		p.ns, p.machine = o.ID, o.ID
		return p
	}
	p.err, p.wait, p.why = vfs.EHOSTUNREACH, noNeighbour, "nobody on "+n.Name+" has the address "+to.Addr().String()
	return p
}

// atHost is where something that came to an address of the host itself goes:
// through a published port to a container, or to a program of the host. c is
// the container it comes from, if any. Source: the nat table's DOCKER chain,
// and docker-proxy for what that leaves out.
func (h *Host) atHost(p passage, c Container, proto string) passage {
	o, found := h.doorTo(proto, p.to)
	if !found {
		return p
	}
	e, n := h.way(o)
	inside := c.Endpoints.At(n.Name)
	hairpin := inside.Joined() && inside.Network == n.ID
	if c.ID != "" && !hairpin && !h.mayLeave(c) {
		p.err, p.wait, p.why = vfs.ETIMEDOUT, noAnswer, "the network "+p.network+" is internal: it does not lead to "+o.Name
		return p
	}
	inner := e.like(p.to.Addr())
	p.proxied = hairpin || p.to.Addr().IsLoopback() || !inner.IsValid() // the proxy comes by IPv4 to who has no IPv6
	if !inner.IsValid() {
		inner = e.IP
	}
	if c.ID == "" || hairpin || inner.Is4() != p.to.Addr().Is4() {
		p.from = n.subnet(inner).Gateway
	}
	p.ns, p.machine, p.network = o.ID, o.ID, n.Name
	p.to = netip.AddrPortFrom(inner, h.behind(o, proto, p.to))
	return p
}

// mayLeave tells whether a container has a network that leads beyond it.
func (h *Host) mayLeave(c Container) bool {
	for _, e := range c.Endpoints.All() {
		if e.Joined() && h.networks.At(e.Network).publishes() {
			return true
		}
	}
	return false
}

// doorTo finds the container that a port of the host leads to.
func (h *Host) doorTo(proto string, to netip.AddrPort) (Container, bool) {
	for _, c := range h.containers.All() {
		for _, p := range c.Published {
			if opens(p.Host, proto, to) {
				return c, true
			}
		}
	}
	return Container{}, false
}

// opens tells whether a published port takes what comes to an address.
func opens(p network.Port, proto string, to netip.AddrPort) bool {
	return p.Num == to.Port() && p.Proto == proto && p.IP.Is4() == to.Addr().Is4() && (p.IP.IsUnspecified() || to.Addr().IsUnspecified() || p.IP == to.Addr())
}

// behind is the container's port that a port of the host leads to.
func (h *Host) behind(c Container, proto string, to netip.AddrPort) uint16 {
	for _, p := range c.Published {
		if opens(p.Host, proto, to) {
			return p.Port.Num()
		}
	}
	return 0
}

// way is the endpoint of a container that its published ports lead to.
func (h *Host) way(c Container) (Endpoint, Network) {
	for _, name := range h.interfaceOrder(c) {
		e := c.Endpoints.At(name)
		if n := h.networks.At(e.Network); e.Joined() && n.publishes() {
			return e, n
		}
	}
	return Endpoint{}, Network{}
}

// beyond is the way out to the internet.
func beyond(to netip.AddrPort, from netip.Addr) passage {
	p := passage{beyond: true, from: from, to: to, hops: 2}
	site, ok := internet.At(to.Addr())
	switch {
	case !ok && internet.HostAddr.Contains(to.Addr()):
		p.err, p.wait, p.why = vfs.EHOSTUNREACH, noNeighbour, fmt.Sprintf("nobody next to the host has the address %s", to.Addr())
	case !ok:
		p.err, p.wait, p.why = vfs.ETIMEDOUT, noAnswer, fmt.Sprintf("no host of the simulated internet has the address %s", to.Addr())
	default:
		p.site = site
	}
	return p
}
