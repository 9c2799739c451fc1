package engine

import (
	"net/netip"

	networktypes "github.com/moby/moby/api/types/network"

	"drydock/sim/network"
)

// configs are the subnets of one family that a network asks for.
type configs []networktypes.IPAMConfig

// aux are the addresses they keep free, by who has them.
func (c configs) aux() map[string]netip.Addr {
	if len(c) == 0 {
		return nil
	}
	return c[0].AuxAddress
}

func byFamily(ipam networktypes.IPAM) (four, six configs) {
	for _, c := range ipam.Config {
		if c.Subnet.Addr().Is6() {
			six = append(six, c)
		} else {
			four = append(four, c)
		}
	}
	return four, six
}

func wants6(o networktypes.CreateRequest) bool { return o.EnableIPv6 != nil && *o.EnableIPv6 }

// allot6 is the IPv6 subnet a new network gets: the one asked for, or the next
// of the engine's own; none while IPv6 is off, when the one asked for stays
// unused. Source: moby daemon/libnetwork/network.go, ipamAllocate.
func (h Host) allot6(o networktypes.CreateRequest, asked configs) (sub network.Subnet, static bool, unused netip.Prefix, err error) {
	host := Object{Type: "host"}
	var taken []netip.Prefix
	for _, n := range h.networks.All() {
		if n.Subnet6.Prefix.IsValid() {
			taken = append(taken, n.Subnet6.Prefix)
		}
	}
	switch {
	case !wants6(o) && len(asked) == 0:
		return sub, false, unused, nil
	case !wants6(o):
		return sub, false, asked[0].Subnet, nil
	case len(asked) > 1:
		return sub, false, unused, refuse(Forbidden, host, "bridge driver doesn't support multiple subnets")
	case len(asked) == 0:
		p, ok := network.FreePrefix6(network.ULA(derived("ula", h.seed)), taken)
		if !ok {
			return sub, false, unused, refuse(InvalidArg, host, "all predefined address pools have been fully subnetted")
		}
		sub.Prefix = p
	default:
		c := asked[0]
		sub, static = network.Subnet{Prefix: c.Subnet, Range: c.IPRange, Gateway: c.Gateway}, true
		if network.Overlap(c.Subnet, taken) {
			return sub, false, unused, refuse(Forbidden, host, "invalid pool request: Pool overlaps with other one on this address space").
				because("an address must lead to one network only")
		}
	}
	sub = sub.WithGateway(func(a netip.Addr) bool { return inUse(asked.aux(), a) })
	if !sub.Gateway.IsValid() {
		return sub, false, unused, refuse(System, host, "no available IPv6 addresses on this network's address pools")
	}
	return sub, static, unused, nil
}
