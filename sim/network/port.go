package network

import "net/netip"

// The ports handed out when none is asked for. Source: ip_local_port_range.
const (
	FirstEphemeral = 32768
	LastEphemeral  = 60999
)

// Port is a port that something holds at an address of the host. An
// unspecified address (0.0.0.0, ::) stands for all of its family.
type Port struct {
	IP    netip.Addr
	Num   uint16
	Proto string // tcp, udp, sctp
}

// Clashes tells whether two ports cannot be held at once.
func (p Port) Clashes(o Port) bool {
	return p.Num == o.Num && p.Proto == o.Proto && p.IP.Is4() == o.IP.Is4() &&
		(p.IP == o.IP || p.IP.IsUnspecified() || o.IP.IsUnspecified())
}

// Range is the ports from First to Last, both included; the zero Range stands
// for any free one.
type Range struct{ First, Last uint16 }

// Free is the first port of the range after last that is not taken, going
// round at the end; false when there is none. The zero Range means the
// ephemeral ports. Source: moby daemon/libnetwork/portallocator.
func (r Range) Free(last uint16, taken func(uint16) bool) (uint16, bool) {
	if r == (Range{}) {
		r = Range{FirstEphemeral, LastEphemeral}
	}
	if last < r.First || last > r.Last {
		last = r.Last
	}
	n := last
	for range int(r.Last-r.First) + 1 {
		if n++; n > r.Last || n < r.First {
			n = r.First
		}
		if !taken(n) {
			return n, true
		}
	}
	return 0, false
}
