package network

import (
	"encoding/hex"
	"net/netip"
)

// ULA is the prefix of 48 bits that an engine takes its IPv6 subnets from when
// none is asked for, made from the first 10 of some hex digits: a unique local
// one (RFC 4193), so that no two engines give out the same. Source: moby
// daemon/libnetwork/ipamutils, DeriveULABaseNetwork.
func ULA(digits string) netip.Prefix {
	id, err := hex.DecodeString(digits[:10])
	if err != nil {
		panic("network: " + digits + " is not hexadecimal")
	}
	b := [16]byte{0xfd}
	copy(b[1:], id)
	return netip.PrefixFrom(netip.AddrFrom16(b), 48)
}

// FreePrefix6 is the first subnet of 64 bits in a prefix of 48 that overlaps
// none of taken; false when there is none left.
func FreePrefix6(within netip.Prefix, taken []netip.Prefix) (netip.Prefix, bool) {
	b := within.Addr().As16()
	for i := range 1 << 16 {
		b[6], b[7] = byte(i>>8), byte(i)
		if p := netip.PrefixFrom(netip.AddrFrom16(b), 64); !Overlap(p, taken) {
			return p, true
		}
	}
	return netip.Prefix{}, false
}

// LinkLocal is the IPv6 address that an interface gives itself after its
// hardware address. Source: RFC 4291, appendix A.
func (m HardwareAddr) LinkLocal() netip.Addr {
	return netip.AddrFrom16([16]byte{0: 0xfe, 1: 0x80, 8: m[0] ^ 2, 9: m[1], 10: m[2], 11: 0xff, 12: 0xfe, 13: m[3], 14: m[4], 15: m[5]})
}
