package engine

import (
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/moby/moby/api/types/container"

	"drydock/sim/internet"
	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// embedded is where the engine answers as a name server. Source: moby
// daemon/libnetwork/resolver.go.
var embedded = netip.AddrFrom4([4]byte{127, 0, 0, 11})

// silence is how long a resolver waits for a name server. Source: resolv.conf(5), two tries of five seconds.
const silence = 10 * time.Second

func (s *Sys) Resolve(name string) ([]netip.Addr, error) {
	return s.resolve(name, []string{"A", "AAAA"})
}

func (s *Sys) Resolve6(name string) ([]netip.Addr, error) {
	return s.resolve(name, []string{"AAAA"})
}

// resolve finds the addresses of a name: those of the first kind of record of
// which there are any.
func (s *Sys) resolve(name string, kinds []string) ([]netip.Addr, error) {
	s.use(20)
	if a, err := netip.ParseAddr(strings.Trim(name, "[]")); err == nil {
		if a.Is4() && kinds[0] != "A" {
			return nil, proc.ErrNoName
		}
		return []netip.Addr{a}, nil
	}
	if name == "" || len(name) > 253 {
		return nil, proc.ErrNoName
	}
	for _, kind := range kinds {
		if found := s.fromHosts(name, kind == "AAAA"); len(found) > 0 {
			return found, nil
		}
	}
	servers, search := s.resolvConf()
	names := []string{name}
	if !strings.HasSuffix(name, ".") {
		for _, domain := range search {
			names = append(names, name+"."+domain)
		}
	}
	if len(servers) == 0 {
		return nil, proc.ErrTryAgain
	}
	server := servers[0] // no other one is asked as long as this one answers
	for _, n := range names {
		for _, kind := range kinds {
			a, err := s.Query(server, n, kind)
			if err == vfs.EAGAIN {
				return nil, err
			}
			if err != nil || a.Code == "SERVFAIL" || a.Code == "REFUSED" {
				s.unresolved(name, server, err)
				return nil, proc.ErrTryAgain
			}
			if addrs := addressesOf(a); len(addrs) > 0 {
				return addrs, nil
			}
			if a.Code != "NOERROR" {
				break
			}
		}
	}
	s.unresolved(name, server, nil)
	return nil, proc.ErrNoName
}

// fromHosts looks the addresses of a family up in /etc/hosts.
func (s *Sys) fromHosts(name string, ipv6 bool) []netip.Addr {
	text, err := s.ReadFile("/etc/hosts")
	if err != nil {
		return nil
	}
	var four, six []netip.Addr
	for line := range strings.Lines(text) {
		line, _, _ = strings.Cut(line, "#")
		f := strings.Fields(line)
		if len(f) < 2 || !slices.ContainsFunc(f[1:], func(n string) bool { return strings.EqualFold(n, name) }) {
			continue
		}
		if a, err := netip.ParseAddr(f[0]); err == nil && a.Is4() {
			four = append(four, a)
		} else if err == nil {
			six = append(six, a)
		}
	}
	if ipv6 {
		return six
	}
	return four
}

// resolvConf are the name servers and the search list of /etc/resolv.conf.
func (s *Sys) resolvConf() (servers []netip.Addr, search []string) {
	text, err := s.ReadFile("/etc/resolv.conf")
	if err != nil {
		return []netip.Addr{netip.AddrFrom4([4]byte{127, 0, 0, 1})}, nil
	}
	for line := range strings.Lines(text) {
		f := strings.Fields(line)
		if len(f) < 2 {
			continue
		}
		switch f[0] {
		case "nameserver":
			if a, err := netip.ParseAddr(f[1]); err == nil && len(servers) < 3 {
				servers = append(servers, a)
			}
		case "search", "domain":
			search = f[1:min(len(f), 7)]
		}
	}
	return servers, search
}

func (s *Sys) Query(server netip.Addr, name, kind string) (proc.Answer, error) {
	s.use(20)
	ns := s.ns()
	if server == embedded && ns != "" {
		if c := s.h.containers.At(ns); c.resolvesNames() {
			return s.h.askEngine(c, name, kind), nil
		}
	}
	p := s.h.passage(ns, netip.AddrPortFrom(server, 53), "udp")
	switch {
	case p.err == vfs.ENETUNREACH:
		return proc.Answer{}, p.err
	case p.err == "" && !p.beyond:
		return proc.Answer{}, vfs.ECONNREFUSED
	case p.err != "" || !internet.Resolves(server):
		if !s.passed("dns "+server.String()+" "+name, silence) {
			return proc.Answer{}, vfs.EAGAIN
		}
		return proc.Answer{}, vfs.ETIMEDOUT
	}
	return askBeyond(name, kind, p.site.RTT), nil
}

// askEngine is the answer of the engine's own name server to a container: the
// names on the networks it is on, and what a name server beyond says of the
// others, if one is to be reached.
func (h *Host) askEngine(c Container, name, kind string) proc.Answer {
	name = strings.TrimSuffix(name, ".")
	if kind == "PTR" {
		if own := h.nameOf(c, name); own != "" {
			return proc.Answer{Code: "NOERROR", Records: []proc.Record{{Name: name, Kind: "PTR", Data: own, TTL: 600}}}
		}
	}
	addrs, known := h.named(c, name, kind == "AAAA")
	switch {
	case len(addrs) > 0 && (kind == "A" || kind == "AAAA"):
		var all []proc.Record
		for i := len(addrs) - 1; i > 0; i-- { // the engine shuffles them: a client takes the first
			j := h.dice(i+1, "dns")
			addrs[i], addrs[j] = addrs[j], addrs[i]
		}
		for _, a := range addrs {
			all = append(all, proc.Record{Name: name, Kind: kind, Data: a.String(), TTL: 600})
		}
		return proc.Answer{Code: "NOERROR", Records: all}
	case known:
		return proc.Answer{Code: "NOERROR"}
	case !h.mayLeave(c):
		return proc.Answer{Code: "SERVFAIL"}
	}
	return askBeyond(name, kind, time.Millisecond)
}

// named are the addresses of one family of a name for a container on
// user-defined networks, and whether it has any at all. Source: moby
// daemon/libnetwork/sandbox_dns_unix.go, ResolveName.
func (h *Host) named(c Container, name string, six bool) (addrs []netip.Addr, known bool) {
	short, network, dotted := name, "", false
	if i := strings.LastIndexByte(name, '.'); i > 0 {
		short, network, dotted = name[:i], name[i+1:], true
	}
	for _, net := range h.interfaceOrder(c) {
		e := c.Endpoints.At(net)
		n, ok := h.networks.Get(e.Network)
		if !ok || !e.Joined() || !container.NetworkMode(net).IsUserDefined() {
			continue
		}
		for _, o := range h.Joined(n) {
			oe := o.Endpoints.At(n.Name)
			own := oe.IP.IsValid() && (h.answersTo(c, e, o, oe, name) || dotted && n.Name == network && h.answersTo(c, e, o, oe, short))
			a := oe.IP
			if six {
				a = oe.IP6
			}
			known = known || own
			if own && a.IsValid() && !slices.Contains(addrs, a) {
				addrs = append(addrs, a)
			}
		}
	}
	return addrs, known
}

// answersTo tells whether a container has a name on a network, for all or as
// a link of the one that asks.
func (h *Host) answersTo(asking Container, e Endpoint, o Container, oe Endpoint, name string) bool {
	has := func(n string) bool { return strings.EqualFold(n, name) }
	if slices.ContainsFunc(o.dnsNames(oe), has) {
		return true
	}
	for _, l := range e.Ask.Links {
		if child, alias := ParseLink(l); has(alias) && (child == o.Name || strings.HasPrefix(o.ID, child)) {
			return true
		}
	}
	return false
}

// nameOf is the name of an address on one of a container's networks, "" for none.
func (h *Host) nameOf(c Container, addr string) string {
	for _, net := range h.interfaceOrder(c) {
		n, ok := h.networks.Get(c.Endpoints.At(net).Network)
		if !ok || !container.NetworkMode(net).IsUserDefined() {
			continue
		}
		for _, o := range h.Joined(n) {
			if e := o.Endpoints.At(n.Name); e.IP.String() == addr || e.IP6.String() == addr {
				return o.Name + "." + n.Name
			}
		}
	}
	return ""
}

// askBeyond is the answer of a name server of the internet.
func askBeyond(name, kind string, after time.Duration) proc.Answer {
	name = strings.TrimSuffix(name, ".")
	a := proc.Answer{Code: "NOERROR", After: after}
	if kind == "PTR" {
		addr, err := netip.ParseAddr(name)
		site, ok := internet.At(addr)
		if err != nil || !ok {
			return proc.Answer{Code: "NXDOMAIN", After: after}
		}
		a.Records = []proc.Record{{Name: name, Kind: "PTR", Data: site.Name, TTL: 3600}}
		return a
	}
	if addr, ok := internet.Pointed(name); ok {
		if kind == "A" {
			a.Records = []proc.Record{{Name: name, Kind: "A", Data: addr.String(), TTL: 300}}
		}
		return a
	}
	site, ok := internet.Lookup(name)
	if !ok {
		return proc.Answer{Code: "NXDOMAIN", After: after}
	}
	if kind == "A" {
		for _, addr := range site.Addrs {
			a.Records = append(a.Records, proc.Record{Name: name, Kind: "A", Data: addr.String(), TTL: 300})
		}
	}
	return a
}

// addressesOf are the addresses in an answer.
func addressesOf(a proc.Answer) (all []netip.Addr) {
	for _, r := range a.Records {
		if addr, err := netip.ParseAddr(r.Data); err == nil && (r.Kind == "A" || r.Kind == "AAAA") {
			all = append(all, addr)
		}
	}
	return all
}

// unresolved notes why a name led nowhere.
func (s *Sys) unresolved(name string, server netip.Addr, err error) {
	why := "the name server " + server.String() + " knows no " + name
	c, inside := s.h.containers.Get(s.ns())
	other, lookErr := s.h.Container(name)
	switch {
	case err != nil:
		why = "the name server " + server.String() + " does not answer: " + err.Error()
	case !inside && lookErr == nil:
		why = "names of containers are known to containers on the same user-defined network, not to the host"
	case inside && lookErr == nil && !c.resolvesNames():
		why = "the default bridge has no names: containers there reach each other by address, or on a network made with docker network create"
	case inside && lookErr == nil && !other.runs():
		why = other.Name + " does not run, and so has no address"
	case inside && lookErr == nil:
		why = c.Name + " and " + other.Name + " share no user-defined network"
	}
	if !s.h.tells("unresolved " + s.machine() + " " + name) {
		return
	}
	s.h.traffic("unresolved", s.machine(), why, "from", s.h.called(s.machine()), "to", name, "server", server.String())
}
