package docker

import (
	"errors"
	"fmt"
	"net/netip"
	"strings"

	"github.com/moby/moby/api/types/network"

	"drydock/sim/engine"
)

var networkCreateFlags = []Flag{
	{Name: "attachable", Kind: "bool", Help: "Let containers be connected by hand (in a swarm)"},
	{Name: "aux-address", Kind: "map", Default: "map[]", Help: "Address to keep free, with what has it (name=address)"},
	{Name: "config-from", Kind: "string", Help: "Network to take the configuration of"},
	{Name: "config-only", Kind: "bool", Help: "Make a network that is only a configuration"},
	{Name: "driver", Short: "d", Kind: "string", Default: "bridge", Help: "What makes the network"},
	{Name: "gateway", Kind: "ipSlice", Default: "[]", Help: "Address of the gateway of a subnet", Check: checkAddress},
	{Name: "ingress", Kind: "bool", Help: "Make the network over which a swarm is reached"},
	{Name: "internal", Kind: "bool", Help: "Let nothing in or out of the network"},
	{Name: "ip-range", Kind: "ipNetSlice", Default: "[]", Help: "Part of the subnet to hand out addresses from", Check: checkNet},
	{Name: "ipam-driver", Kind: "string", Default: "default", Help: "What hands out the addresses"},
	{Name: "ipam-opt", Kind: "map", Default: "map[]", Help: "Option for what hands out the addresses"},
	{Name: "ipv4", Kind: "bool", Default: "true", Help: "Hand out IPv4 addresses"},
	{Name: "ipv6", Kind: "bool", Help: "Hand out IPv6 addresses"},
	{Name: "label", Kind: "list", Help: "Label to put on the network", Check: checkLabel},
	{Name: "opt", Short: "o", Kind: "map", Default: "map[]", Help: "Option for the driver"},
	{Name: "scope", Kind: "string", Help: "How far the network reaches", Later: true},
	{Name: "subnet", Kind: "strings", Help: "Addresses of the network as a subnet (CIDR)"},
}

func checkAddress(s string) error {
	for a := range strings.SplitSeq(s, ",") {
		if _, err := netip.ParseAddr(strings.TrimSpace(a)); err != nil {
			return fmt.Errorf("invalid string being converted to IP address: %s", a)
		}
	}
	return nil
}

func checkNet(s string) error {
	for a := range strings.SplitSeq(s, ",") {
		if _, err := netip.ParsePrefix(strings.TrimSpace(a)); err != nil {
			return fmt.Errorf("invalid string being converted to CIDR: %s", a)
		}
	}
	return nil
}

func networkCreate(c Call) error {
	if err := c.notYet(1); err != nil {
		return err
	}
	if d := c.text("ipam-driver"); d != "default" {
		return &exitError{1, c.name + ": --ipam-driver " + d + " is not simulated"}
	}
	ipam, err := c.ipam()
	if err != nil {
		return err
	}
	o := network.CreateRequest{Name: c.args[0], Driver: c.text("driver"), IPAM: &ipam, Internal: c.on("internal"), Attachable: c.on("attachable"),
		Ingress: c.on("ingress"), ConfigOnly: c.on("config-only"), Options: pairs(c.list("opt")), Labels: pairs(c.list("label"))}
	if from := c.text("config-from"); from != "" {
		o.ConfigFrom = &network.ConfigReference{Network: from}
	}
	for name, flag := range map[string]**bool{"ipv4": &o.EnableIPv4, "ipv6": &o.EnableIPv6} { // order cannot be seen
		if v := c.on(name); c.given(name) {
			*flag = &v
		}
	}
	h, id, err := c.host().NetworkCreate(o)
	if e, ok := errors.AsType[*engine.Error](err); ok && e.Class == engine.NotImplemented {
		return errors.New(c.name + ": " + e.Message)
	}
	if err := c.ask(h, err); err != nil {
		return err
	}
	return c.finish(id + "\n")
}

// pairs are name=value texts as a map.
func pairs(list []string) map[string]string {
	m := map[string]string{}
	for _, s := range list {
		name, value, _ := strings.Cut(s, "=")
		m[name] = value
	}
	return m
}

// several are the values of a flag that takes them with commas between, too.
func (c Call) several(name string) []string {
	var all []string
	for _, s := range c.list(name) {
		for v := range strings.SplitSeq(s, ",") {
			all = append(all, strings.TrimSpace(v))
		}
	}
	return all
}

// ipam puts ranges, gateways and reserved addresses with the subnets they lie
// in. Source: docker/cli 29 network/create.go, createIPAMConfig.
func (c Call) ipam() (network.IPAM, error) {
	out := network.IPAM{Driver: "default", Options: pairs(c.list("ipam-opt"))}
	subnets, ranges, gateways := c.several("subnet"), c.several("ip-range"), c.several("gateway")
	if len(subnets) < len(ranges) || len(subnets) < len(gateways) {
		return out, errors.New("every ip-range or gateway must have a corresponding subnet")
	}
	for _, s := range subnets {
		p, err := netip.ParsePrefix(s)
		if err != nil && (len(subnets) > 1 || len(ranges)+len(gateways) > 0) {
			return out, errors.New("invalid subnet: invalid CIDR address: " + s)
		}
		if err != nil {
			a, err := netip.ParseAddr(s)
			if err != nil {
				return out, fmt.Errorf("invalid address: %w", err)
			}
			p = netip.PrefixFrom(a, a.BitLen())
		}
		for _, other := range out.Config {
			if other.Subnet.Overlaps(p) {
				return out, errors.New("multiple overlapping subnet configuration is not supported")
			}
		}
		out.Config = append(out.Config, network.IPAMConfig{Subnet: p, AuxAddress: map[string]netip.Addr{}})
	}
	for _, s := range ranges {
		r := netip.MustParsePrefix(s).Masked() // checked while it was read
		cfg := holding(out.Config, r.Addr())
		switch {
		case cfg == nil:
			return out, fmt.Errorf("no matching subnet for range %s", r)
		case cfg.IPRange.IsValid():
			return out, fmt.Errorf("cannot configure multiple ranges (%s, %s) on the same subnet (%s)", r, cfg.IPRange, cfg.Subnet)
		}
		cfg.IPRange = r
	}
	for _, s := range gateways {
		g := netip.MustParseAddr(s) // as above
		cfg := holding(out.Config, g)
		switch {
		case cfg == nil:
			return out, fmt.Errorf("no matching subnet for gateway %s", g)
		case cfg.Gateway.IsValid():
			return out, fmt.Errorf("cannot configure multiple gateways (%s, %s) for the same subnet (%s)", g, cfg.Gateway, cfg.Subnet)
		}
		cfg.Gateway = g
	}
	for _, s := range c.list("aux-address") {
		name, value, _ := strings.Cut(s, "=")
		a, err := netip.ParseAddr(value)
		if err != nil {
			return out, err
		}
		cfg := holding(out.Config, a)
		if cfg == nil {
			return out, fmt.Errorf("no matching subnet for aux-address %s", value)
		}
		cfg.AuxAddress[name] = a
	}
	return out, nil
}

// holding is the configuration whose subnet an address lies in, nil for none.
func holding(configs []network.IPAMConfig, a netip.Addr) *network.IPAMConfig {
	for i := range configs {
		if configs[i].Subnet.Contains(a) {
			return &configs[i]
		}
	}
	return nil
}
