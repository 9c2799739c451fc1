package docker

import (
	"cmp"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"drydock/sim/engine"
	"drydock/sim/network"
)

// openPort is a port of a container, and what leads to it if anything does.
type openPort struct {
	inner, public uint16
	proto         string
	ip            netip.Addr // zero: only exposed
}

// openPorts are a container's ports in the order docker ps shows them.
// Source: docker/cli 29 cli/command/formatter/container.go, DisplayablePorts.
func openPorts(h engine.Host, k engine.Container) []openPort {
	var list []openPort
	for p, bindings := range h.Ports(k) { // sorted below
		if len(bindings) == 0 {
			list = append(list, openPort{inner: p.Num(), proto: string(p.Proto())})
		}
		for _, b := range bindings {
			n, _ := strconv.ParseUint(b.HostPort, 10, 16) // the engine's own
			list = append(list, openPort{p.Num(), uint16(n), string(p.Proto()), b.HostIP})
		}
	}
	slices.SortFunc(list, func(a, b openPort) int {
		return cmp.Or(cmp.Compare(a.inner, b.inner), a.ip.Compare(b.ip), cmp.Compare(a.public, b.public), strings.Compare(a.proto, b.proto))
	})
	return list
}

// portRun is ports in a row that are the same inside and outside.
type portRun struct {
	ip          netip.Addr
	proto       string
	first, last uint16
}

func (r portRun) String() string {
	s := strconv.Itoa(int(r.first))
	if r.first != r.last {
		s += "-" + strconv.Itoa(int(r.last))
	}
	if r.ip.IsValid() {
		s = hostPort(r.ip, s) + "->" + s
	}
	return s + "/" + r.proto
}

func hostPort(ip netip.Addr, port string) string {
	if ip.Is6() {
		return "[" + ip.String() + "]:" + port
	}
	return ip.String() + ":" + port
}

// shownPorts is the column PORTS: runs of ports that are the same on both
// sides, or only exposed, come first; mappings to another number after them.
func shownPorts(ports []openPort) string {
	var done, mapped []string
	var runs []portRun // the open ones, one for each address and protocol
	for _, p := range ports {
		if p.ip.IsValid() && p.public != p.inner {
			mapped = append(mapped, hostPort(p.ip, strconv.Itoa(int(p.public)))+"->"+strconv.Itoa(int(p.inner))+"/"+p.proto)
			continue
		}
		i := slices.IndexFunc(runs, func(r portRun) bool { return r.ip == p.ip && r.proto == p.proto })
		switch {
		case i < 0:
			runs = append(runs, portRun{p.ip, p.proto, p.inner, p.inner})
		case p.inner == runs[i].last+1:
			runs[i].last = p.inner
		default:
			done = append(done, runs[i].String())
			runs[i] = portRun{p.ip, p.proto, p.inner, p.inner}
		}
	}
	for _, r := range runs {
		done = append(done, r.String())
	}
	return strings.Join(append(done, mapped...), ", ")
}

// portFilter turns the values of the filter publish or expose into a test of
// one port. Source: moby daemon/list.go, portOp.
func (c Call) portFilter(f filters, name string) (func(num uint16, proto string) bool, error) {
	var wanted []openPort // inner to public of proto
	for _, v := range f.of(name) {
		if strings.Contains(v, ":") {
			return nil, c.badRequest("filter for '" + name + "' should not contain ':': " + v)
		}
		ports, proto, _ := strings.Cut(v, "/")
		r, ok := network.ParseRange(ports)
		if !ok {
			return nil, c.badRequest("error while looking up for " + name + " " + v + ": invalid port range: " + ports)
		}
		wanted = append(wanted, openPort{inner: r.First, public: r.Last, proto: cmp.Or(strings.ToLower(proto), "tcp")})
	}
	return func(num uint16, proto string) bool {
		return len(wanted) == 0 || slices.ContainsFunc(wanted, func(w openPort) bool { return num >= w.inner && num <= w.public && proto == w.proto })
	}, nil
}

// badRequest is the daemon's refusal of a request that makes no sense.
func (c Call) badRequest(message string) error {
	return c.refused(&engine.Error{Class: engine.InvalidArg, Message: message, Object: engine.Object{Type: "host"}})
}

// publishes and exposes tell whether a container has a port that fits.
func publishes(h engine.Host, k engine.Container, f filters, fits func(uint16, string) bool) bool {
	return len(f.of("publish")) == 0 || slices.ContainsFunc(openPorts(h, k), func(p openPort) bool { return p.ip.IsValid() && fits(p.public, p.proto) })
}

func exposes(k engine.Container, f filters, fits func(uint16, string) bool) bool {
	if len(f.of("expose")) == 0 {
		return true
	}
	for p := range k.Config.ExposedPorts { // order cannot be seen
		if fits(p.Num(), string(p.Proto())) {
			return true
		}
	}
	return false
}

// onNetwork tells whether a container belongs to a network, by name or the
// beginning of its id.
func onNetwork(k engine.Container, ref string) bool {
	for name, e := range k.Endpoints.All() {
		if name == ref || e.Network != "" && strings.HasPrefix(e.Network, ref) {
			return true
		}
	}
	return false
}
