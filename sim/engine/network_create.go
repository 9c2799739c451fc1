package engine

import (
	"fmt"
	"maps"
	"net/netip"
	"slices"
	"strings"

	networktypes "github.com/moby/moby/api/types/network"

	"drydock/sim/network"
)

// NetworkCreate makes a network and returns its id. Errors: forbidden for the
// names the engine keeps to itself; conflict when the name is taken; invalid
// argument for addresses that do not fit; not found for a driver there is not;
// not implemented for what is not simulated: networks without IPv4, and more
// than one subnet.
// Source: Engine API, POST /networks/create.
func (h Host) NetworkCreate(o networktypes.CreateRequest) (Host, string, error) {
	if err := h.checkNetwork(o); err != nil {
		return h, "", err
	}
	if err := room(h.networks.Len(), mostNetworks, "networks", "docker network rm"); err != nil {
		return h, "", err
	}
	ipam := networktypes.IPAM{}
	if o.IPAM != nil {
		ipam = *o.IPAM
	}
	four, six := byFamily(ipam)
	sub, static, aux, err := h.allot(o.Driver, four)
	if err != nil {
		return h, "", err
	}
	n := h
	sub6, static6, unused6, err := h.allot6(o, six)
	if err != nil {
		return h, "", err
	}
	for name, a := range six.aux() { // into a map
		if aux == nil {
			aux = map[string]netip.Addr{}
		}
		aux[name] = a
	}
	made := Network{ID: n.newID("network"), Name: o.Name, Driver: driverOf(o), Created: n.now, Internal: o.Internal, Attachable: o.Attachable,
		Subnet: sub, Static: static, Subnet6: sub6, Static6: static6, Unused6: unused6, Aux: aux, Options: orEmpty(o.Options), Labels: orEmpty(o.Labels), IPAM: orEmpty(ipam.Options)}
	n.counter++
	made.Seq = n.counter + 2 // after the predefined ones
	if err := h.checkBridgeName(made); err != nil {
		return h, "", err
	}
	n.networks = n.networks.Set(made.ID, made)
	n.networkEvent(made, "create", made.meaning())
	return n, made.ID, nil
}

func driverOf(o networktypes.CreateRequest) string {
	if slices.Contains(childDrivers, o.Driver) {
		return o.Driver
	}
	return "bridge"
}

// meaning says what a network that was made is.
func (n Network) meaning() string {
	if n.Bridged() && n.Subnet6.Prefix.IsValid() {
		return "a bridge of its own with the subnets " + n.Subnet.Prefix.String() + " and " + n.Subnet6.Prefix.String() + ": containers on it find each other by name"
	}
	if n.Bridged() {
		return "a bridge of its own with the subnet " + n.Subnet.Prefix.String() + ": containers on it find each other by name"
	}
	return "containers on it stand in the host's own network with addresses of " + n.Subnet.Prefix.String() + ": no port is published, and the host itself cannot reach them"
}

func orEmpty(m map[string]string) map[string]string {
	if m == nil {
		return map[string]string{}
	}
	return maps.Clone(m)
}

// onlyOne are the drivers of which the engine has one network and no more.
var onlyOne = []string{"host", "null"}

// childDrivers give containers interfaces that are children of one of the host's.
var childDrivers = []string{"macvlan", "ipvlan"}

// childModes are the modes of their interfaces, the default first.
var childModes = map[string][]string{"macvlan": {"bridge", "private", "vepa", "passthru"}, "ipvlan": {"l2", "l3", "l3s"}}

// checkChild is what the drivers of child interfaces refuse. Source: moby
// daemon/libnetwork/drivers/macvlan and ipvlan.
func (h Host) checkChild(o networktypes.CreateRequest) *Error {
	host := Object{Type: "host"}
	if mode := o.Options[o.Driver+"_mode"]; mode != "" && !slices.Contains(childModes[o.Driver], mode) {
		return refuse(InvalidArg, host, "requested %s mode '%s' is not valid, '%s' mode is the %s driver default", o.Driver, mode, childModes[o.Driver][0], o.Driver)
	}
	parent := o.Options["parent"]
	if parent == "" {
		return nil
	}
	for _, n := range h.Networks() {
		if n.Driver == "macvlan" && o.Driver == "macvlan" && n.Options["parent"] == parent {
			return refuse(System, Object{"network", n.ID}, "network dm-%s is already using parent interface %s", n.ID[:12], parent)
		}
	}
	if base, _, vlan := strings.Cut(parent, "."); base != "eth0" && base != "lo" || base == parent && vlan {
		return refuse(System, host, "invalid subinterface vlan name %s, example formatting is eth0.10", parent)
	}
	return nil
}

func (h Host) checkNetwork(o networktypes.CreateRequest) *Error {
	host := Object{Type: "host"}
	switch driver := o.Driver; {
	case predefined(o.Name):
		return refuse(Forbidden, host, "operation is not permitted on predefined %s network ", o.Name)
	case driver == "overlay":
		return refuse(Forbidden, host, `This node is not a swarm manager. Use "docker swarm init" or "docker swarm join" to connect this node to swarm and try again.`)
	case strings.TrimSpace(o.Name) == "":
		return refuse(InvalidArg, host, "invalid name: name is empty")
	case o.EnableIPv4 != nil && !*o.EnableIPv4:
		return refuse(NotImplemented, host, "networks without IPv4 are not simulated")
	case o.ConfigOnly || o.ConfigFrom != nil || o.Ingress:
		return refuse(NotImplemented, host, "configuration-only and ingress networks are not simulated")
	case slices.Contains(childDrivers, driver):
		if err := h.checkChild(o); err != nil {
			return err
		}
	}
	if err := checkBridgeOptions(o); err != nil {
		return err
	}
	if o.IPAM != nil {
		if err := checkIPAM(o.IPAM.Config, wants6(o)); err != nil {
			return err
		}
	}
	for _, n := range h.networks.All() {
		if n.Name == o.Name {
			return refuse(Conflict, Object{"network", n.ID}, "network with name %s already exists", o.Name)
		}
	}
	switch driver := o.Driver; {
	case slices.Contains(onlyOne, driver):
		return refuse(Forbidden, host, "only one instance of %q network is allowed", driver)
	case driver != "" && driver != "bridge" && driver != "default" && !slices.Contains(childDrivers, driver):
		return refuse(NotFound, host, "could not find plugin %s in v1 plugin registry: plugin not found", driver)
	}
	return nil
}

// checkIPAM finds what is wrong with the addresses asked for. Source: moby
// daemon/network.go, ValidateIPAM.
func checkIPAM(configs []networktypes.IPAMConfig, six bool) *Error {
	var faults []string
	bad := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	for _, c := range configs {
		s := c.Subnet
		if s.Addr().Is6() && !six {
			continue
		}
		family := "IPv4"
		if s.Addr().Is6() {
			family = "IPv6"
		}
		if s != s.Masked() {
			bad("invalid subnet %s: it should be %s", s, s.Masked())
		}
		if r := c.IPRange; r.IsValid() {
			switch {
			case r.Addr().Is6() != s.Addr().Is6():
				bad("invalid ip-range %s: parent subnet is an %s block", r, family)
			case r.Bits() < s.Bits():
				bad("invalid ip-range %s: CIDR block is bigger than its parent subnet %s", r, s)
			case r != r.Masked():
				bad("invalid ip-range %s: it should be %s", r, r.Masked())
			case !s.Overlaps(r):
				bad("invalid ip-range %s: parent subnet %s doesn't contain ip-range", r, s)
			}
		}
		if g := c.Gateway; g.IsValid() && g.Is6() != s.Addr().Is6() {
			bad("invalid gateway %s: parent subnet is an %s block", g, family)
		} else if g.IsValid() && !s.Contains(g) {
			bad("invalid gateway %s: parent subnet %s doesn't contain this address", g, s)
		}
		for _, name := range slices.Sorted(maps.Keys(c.AuxAddress)) {
			if !s.Contains(c.AuxAddress[name]) {
				bad("invalid auxiliary address %s: parent subnet %s doesn't contain this address", name, s)
			}
		}
	}
	if len(faults) == 0 {
		return nil
	}
	return refuse(InvalidArg, Object{Type: "host"}, "invalid network config:\n%s", joined(faults))
}

// joined is several faults as the daemon lists them; one stands alone.
func joined(faults []string) string {
	if len(faults) == 1 {
		return faults[0]
	}
	return "* " + strings.Join(faults, "\n* ")
}

// allot is the IPv4 subnet a new network gets: the one asked for, or the next of the pools.
func (h Host) allot(driver string, asked configs) (sub network.Subnet, static bool, aux map[string]netip.Addr, err error) {
	host := Object{Type: "host"}
	var taken []netip.Prefix
	for _, n := range h.networks.All() {
		if n.Subnet.Prefix.IsValid() {
			taken = append(taken, n.Subnet.Prefix)
		}
	}
	switch len(asked) {
	case 0:
		p, ok := network.FreePrefix(taken)
		if !ok {
			return sub, false, nil, refuse(InvalidArg, host, "all predefined address pools have been fully subnetted").
				because("the engine has 31 subnets to give away, and each network takes one: docker network prune gives back those nobody uses")
		}
		sub.Prefix = p
	case 1:
		c := asked[0]
		sub, static, aux = network.Subnet{Prefix: c.Subnet, Range: c.IPRange, Gateway: c.Gateway}, true, maps.Clone(c.AuxAddress)
		if network.Overlap(c.Subnet, taken) {
			return sub, false, nil, refuse(Forbidden, host, "invalid pool request: Pool overlaps with other one on this address space").
				because("an address must lead to one network only")
		}
	default:
		if slices.Contains(childDrivers, driver) {
			return sub, false, nil, refuse(NotImplemented, host, "networks with several subnets are not simulated")
		}
		return sub, false, nil, refuse(Forbidden, host, "bridge driver doesn't support multiple subnets")
	}
	sub = sub.WithGateway(func(a netip.Addr) bool { return inUse(aux, a) })
	if !sub.Gateway.IsValid() {
		return sub, false, nil, refuse(System, host, "no available IPv4 addresses on this network's address pools")
	}
	return sub, static, aux, nil
}

func inUse(aux map[string]netip.Addr, a netip.Addr) bool {
	for _, x := range aux { // order cannot be seen
		if x == a {
			return true
		}
	}
	return false
}
