package engine

import (
	"net/netip"
	"time"

	"drydock/sim/internet"
	"drydock/sim/proc"
	"drydock/sim/vfs"
)

func (s *Sys) Ping(to netip.Addr, hops int) (proc.Echo, error) {
	s.use(20)
	if hops <= 0 {
		hops = 64
	}
	p := s.h.passage(s.ns(), netip.AddrPortFrom(to, 0), "icmp")
	switch {
	case p.err == vfs.ENETUNREACH:
		s.h.missed(s.machine(), "icmp", netip.AddrPortFrom(to, 0), p)
		return proc.Echo{}, p.err
	case p.err == "" && p.hops >= hops:
		return s.h.tooFar(s.ns(), p, hops), nil
	case p.err == vfs.EHOSTUNREACH && !p.beyond:
		s.h.missed(s.machine(), "icmp", netip.AddrPortFrom(to, 0), p)
		problem := "Destination Host Unreachable"
		if to.Is6() {
			problem = "Destination unreachable: Address unreachable"
		}
		return proc.Echo{From: s.h.sourceTo(s.ns(), to), After: noNeighbour, Problem: problem, TTL: 64}, nil
	case p.err != "", p.beyond && p.site.Silent:
		if p.why == "" {
			p.err, p.why = vfs.ETIMEDOUT, p.site.Name+" does not answer pings"
		}
		s.h.missed(s.machine(), "icmp", netip.AddrPortFrom(to, 0), p)
		return proc.Echo{After: 0}, nil
	}
	s.h.met(s.machine(), "icmp", netip.AddrPortFrom(to, 0), p)
	near := time.Duration(40+s.h.dice(60, "rtt")) * time.Microsecond
	if p.beyond {
		return proc.Echo{From: to, After: p.site.RTT + time.Duration(s.h.dice(900, "rtt"))*time.Microsecond, TTL: 64 - 8 - p.hops}, nil
	}
	return proc.Echo{From: to, After: near, TTL: 64}, nil
}

// sourceTo is the own address that a namespace sends from to another.
func (h *Host) sourceTo(ns string, to netip.Addr) netip.Addr {
	if ns == "" {
		for _, n := range h.networks.All() {
			if sub := n.subnet(to); n.Bridged() && sub.Prefix.IsValid() && sub.Prefix.Contains(to) {
				return sub.Gateway
			}
		}
	}
	for _, e := range h.containers.At(ns).Endpoints.All() {
		if n := h.networks.At(e.Network); e.IP.IsValid() && n.subnet(to).Prefix.Contains(to) {
			return e.like(to)
		}
	}
	return h.sourceAddr(ns)
}

// tooFar is what the router says at which a packet has used up its hops: first
// the bridge of a container's network, then the routers of the internet.
func (h *Host) tooFar(ns string, p passage, hops int) proc.Echo {
	at := netip.Addr{}
	step := hops
	if c, ok := h.containers.Get(ns); ok {
		if _, n := h.way(c); step == 1 {
			at = n.Subnet.Gateway
		}
		step--
	}
	after := time.Duration(30+h.dice(60, "rtt")) * time.Microsecond
	switch {
	case at.IsValid():
	case step <= 1:
		at, after = internet.Gateway, time.Millisecond
	default:
		at, after = netip.AddrFrom4([4]byte{192, 0, 2, byte(200 + step)}), p.site.RTT/2
	}
	return proc.Echo{From: at, After: after, TTL: 64 - hops, Problem: "Time to live exceeded"}
}
