package network

import (
	"encoding/hex"
	"strings"
)

// HardwareAddr is the address of a network interface on its wire.
type HardwareAddr [6]byte

// MAC is a hardware address made from the first 12 of some hex digits: for one
// interface only and locally administered, as Docker's random ones are.
// Source: moby daemon/libnetwork/netutils, GenerateRandomMAC.
func MAC(digits string) HardwareAddr {
	var m HardwareAddr
	b, err := hex.DecodeString(digits[:12])
	if err != nil {
		panic("network: " + digits + " is not hexadecimal")
	}
	copy(m[:], b)
	m[0] = m[0]&^1 | 2
	return m
}

// ParseMAC reads six bytes in hexadecimal, with colons or hyphens between them.
func ParseMAC(s string) (m HardwareAddr, ok bool) {
	parts := strings.FieldsFunc(s, func(r rune) bool { return r == ':' || r == '-' })
	if len(parts) != len(m) || len(s) != 17 {
		return HardwareAddr{}, false
	}
	for i, p := range parts {
		b, err := hex.DecodeString(p)
		if err != nil || len(b) != 1 {
			return HardwareAddr{}, false
		}
		m[i] = b[0]
	}
	return m, true
}

// String is the address with colons: 02:42:ac:11:00:02.
func (m HardwareAddr) String() string {
	parts := make([]string, len(m))
	for i := range m {
		parts[i] = hex.EncodeToString(m[i : i+1])
	}
	return strings.Join(parts, ":")
}
