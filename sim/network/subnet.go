package network

import (
	"iter"
	"net/netip"
)

// pools are where subnets come from when none is asked for, with the length of
// the prefix of each subnet. Source: moby daemon/libnetwork/ipamutils.
var pools = []struct {
	base netip.Prefix
	bits int
}{
	{netip.MustParsePrefix("172.17.0.0/16"), 16},
	{netip.MustParsePrefix("172.18.0.0/15"), 16},
	{netip.MustParsePrefix("172.20.0.0/14"), 16},
	{netip.MustParsePrefix("172.24.0.0/14"), 16},
	{netip.MustParsePrefix("172.28.0.0/14"), 16},
	{netip.MustParsePrefix("192.168.0.0/16"), 20},
}

// Bridge is the subnet of the default bridge.
var Bridge = Subnet{Prefix: pools[0].base, Gateway: netip.MustParseAddr("172.17.0.1")}

// candidates are all subnets of the pools, in order.
func candidates() iter.Seq[netip.Prefix] {
	return func(yield func(netip.Prefix) bool) {
		for _, p := range pools {
			step := 1 << (32 - p.bits)
			for a := p.base.Addr(); p.base.Contains(a); a = plus(a, step) {
				if !yield(netip.PrefixFrom(a, p.bits)) {
					return
				}
			}
		}
	}
}

// plus is the IPv4 address n after a; the zero Addr where there is none.
func plus(a netip.Addr, n int) netip.Addr {
	b := a.As4()
	v := uint64(b[0])<<24 | uint64(b[1])<<16 | uint64(b[2])<<8 | uint64(b[3])
	v += uint64(n)
	if v > 1<<32-1 {
		return netip.Addr{}
	}
	return netip.AddrFrom4([4]byte{byte(v >> 24), byte(v >> 16), byte(v >> 8), byte(v)})
}

// FreePrefix is the first subnet of the pools that overlaps none of taken;
// false when there is none left.
func FreePrefix(taken []netip.Prefix) (netip.Prefix, bool) {
	for p := range candidates() {
		if !Overlap(p, taken) {
			return p, true
		}
	}
	return netip.Prefix{}, false
}

// Overlap tells whether a subnet has addresses in common with one of taken.
func Overlap(p netip.Prefix, taken []netip.Prefix) bool {
	for _, t := range taken {
		if p.Overlaps(t) {
			return true
		}
	}
	return false
}

// Subnet is the addresses of one network. The zero Subnet has none.
type Subnet struct {
	Prefix  netip.Prefix
	Range   netip.Prefix // what is handed out when none is asked for; zero: all of Prefix
	Gateway netip.Addr
}

// last is the highest address of a prefix: where IPv4's broadcasts go.
func last(p netip.Prefix) netip.Addr {
	if p.Addr().Is4() {
		return plus(p.Masked().Addr(), 1<<(32-p.Bits())-1)
	}
	b := p.Masked().Addr().As16()
	for i := p.Bits(); i < 128; i++ {
		b[i/8] |= 0x80 >> (i % 8)
	}
	return netip.AddrFrom16(b)
}

// Broadcast is the address that stands for all of a prefix.
func Broadcast(p netip.Prefix) netip.Addr { return last(p) }

// Usable tells whether an interface may have the address: it is in the subnet
// and neither names it nor is its broadcast address, of which IPv6 has none. Of
// the subnets /31 and /32 every address is usable (RFC 3021), and so it is of
// IPv6's /127 and /128.
func (s Subnet) Usable(a netip.Addr) bool {
	p := s.Prefix
	if p.Addr().Is6() {
		return p.Contains(a) && (p.Bits() >= 127 || a != p.Masked().Addr())
	}
	return p.Contains(a) && (p.Bits() >= 31 || a != p.Masked().Addr() && a != last(p))
}

// Free is the first usable address in the range that is neither the gateway
// nor taken; false when there is none.
func (s Subnet) Free(taken func(netip.Addr) bool) (netip.Addr, bool) {
	from := s.Range
	if !from.IsValid() {
		from = s.Prefix
	}
	if !from.IsValid() {
		return netip.Addr{}, false
	}
	end := last(from)
	for a := from.Masked().Addr(); a.IsValid() && from.Contains(a); a = a.Next() {
		if s.Usable(a) && a != s.Gateway && !taken(a) {
			return a, true
		}
		if a == end {
			break
		}
	}
	return netip.Addr{}, false
}

// WithGateway is the subnet with the first free address as its gateway, if it
// has none yet.
func (s Subnet) WithGateway(taken func(netip.Addr) bool) Subnet {
	if !s.Gateway.IsValid() {
		s.Gateway, _ = s.Free(taken)
	}
	return s
}
