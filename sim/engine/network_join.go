package engine

import (
	"fmt"
	"net/netip"
	"slices"

	"github.com/moby/moby/api/types/container"
	networktypes "github.com/moby/moby/api/types/network"

	"drydock/sim/network"
	"drydock/sim/persist"
)

const (
	setupNetworking = "failed to set up container networking: "
	sharesNetwork   = "container sharing network namespace with another container or host cannot be connected to any other network"
	privateNetwork  = "container cannot be connected to multiple networks with one of the networks in private (none) mode"
)

// joinAll puts a container that is about to run on its networks and publishes
// its ports. Source: moby daemon/container_operations.go, allocateNetwork.
func (h *Host) joinAll(id string) error {
	for _, name := range h.joinOrder(h.containers.At(id)) {
		if err := h.join(id, name); err != nil {
			h.leaveAll(id, true)
			err.Message = setupNetworking + err.Message
			return err
		}
	}
	return nil
}

// joinOrder are the names of a container's networks as its interfaces are
// numbered: those that are to give the gateway first, then by name.
func (h *Host) joinOrder(c Container) []string {
	names := c.Endpoints.Keys()
	slices.SortStableFunc(names, func(a, b string) int {
		return c.Endpoints.At(b).Ask.GwPriority - c.Endpoints.At(a).Ask.GwPriority
	})
	return names
}

// join puts a running container on one of its networks.
func (h *Host) join(id, name string) *Error {
	c := h.containers.At(id)
	e := c.Endpoints.At(name)
	ref := name
	if e.Network != "" && !predefined(name) {
		ref = e.Network
	}
	n, err := h.Network(ref)
	if err != nil {
		return refuse(NotFound, Object{"container", id}, "network %s not found", ref)
	}
	if err := h.mayJoin(c, n); err != nil {
		return err
	}
	if err := checkEndpoint(n.Name, &n, e.Ask); err != nil {
		return err
	}
	e.Network, e.ID = n.ID, derived("endpoint", fmt.Sprint(id, n.ID, h.lastEvent))
	if n.Subnet.Prefix.IsValid() {
		if e.IP, err = h.address(n, n.Subnet, "IPv4", e.Ask); err != nil {
			return err.(*Error)
		}
		if n.Subnet6.Prefix.IsValid() {
			if e.IP6, err = h.address(n, n.Subnet6, "IPv6", e.Ask); err != nil {
				return err.(*Error)
			}
		}
		e.MAC = network.MAC(derived("mac", e.ID))
		e.eth = freeEth(c)
		if mac, ok := network.ParseMAC(e.Ask.MacAddress.String()); ok {
			e.MAC = mac
		}
	}
	c.Endpoints = c.Endpoints.Delete(name).Set(n.Name, e)
	if err := h.publish(&c, n, e); err != nil {
		return err
	}
	h.containers = h.containers.Set(id, c)
	if err := h.linkNames(c, n); err != nil {
		return err
	}
	h.showAddress(id)
	reason := "the container gets the address " + e.IP.String() + " on " + n.Name
	if e.IP6.IsValid() {
		reason = "the container gets the addresses " + e.IP.String() + " and " + e.IP6.String() + " on " + n.Name
	}
	if !e.IP.IsValid() {
		reason = "the container is on the network " + n.Name
	}
	if !c.build.on {
		h.networkEvent(n, "connect", reason, "container", id)
	}
	return nil
}

// mayJoin tells what keeps a container off a network beside those it is on.
func (h *Host) mayJoin(c Container, n Network) *Error {
	o := Object{"container", c.ID}
	if n.Driver == "host" && !c.Host.NetworkMode.IsHost() {
		return refuse(InvalidArg, o, "cannot connect container to host network - container must be created in host network mode")
	}
	for name := range c.Endpoints.All() {
		if name == n.Name || name == n.ID {
			continue
		}
		switch {
		case name == networktypes.NetworkHost || n.Driver == "host":
			return refuse(InvalidArg, o, sharesNetwork)
		case name == networktypes.NetworkNone || n.Driver == "null":
			return refuse(InvalidArg, o, privateNetwork)
		}
	}
	return nil
}

// address is the one of a family that an endpoint gets: the one it asks for, or
// the next free one.
func (h *Host) address(n Network, sub network.Subnet, family string, ask networktypes.EndpointSettings) (netip.Addr, error) {
	var held persist.Map[string, bool]
	for _, c := range h.Joined(n) {
		held = held.Set(c.Endpoints.At(n.Name).like(sub.Prefix.Addr()).String(), true)
	}
	for _, c := range h.containers.All() {
		if c.build.on {
			held = held.Set(c.Endpoints.At(n.Name).like(sub.Prefix.Addr()).String(), true)
		}
	}
	taken := func(a netip.Addr) bool { return held.Has(a.String()) || inUse(n.Aux, a) }
	if a := asked(ask, family); a.IsValid() {
		if a == sub.Gateway || !sub.Usable(a) || taken(a) {
			return a, refuse(Forbidden, Object{"network", n.ID}, "Address already in use")
		}
		return a, nil
	}
	a, ok := sub.Free(taken)
	if !ok {
		return a, refuse(System, Object{"network", n.ID}, "no available %s addresses on this network's address pools: %s (%s)", family, n.Name, n.ID)
	}
	return a, nil
}

// asked is the address of a family that an endpoint asks for, not valid for none.
func asked(ask networktypes.EndpointSettings, family string) netip.Addr {
	switch {
	case ask.IPAMConfig == nil:
		return netip.Addr{}
	case family == "IPv6":
		return ask.IPAMConfig.IPv6Address
	}
	return ask.IPAMConfig.IPv4Address
}

// checkEndpoint finds what is wrong with what an endpoint asks for; n is nil
// for a network that does not exist (yet). Source: moby
// daemon/container_operations.go, validateEndpointSettings.
func checkEndpoint(name string, n *Network, ask networktypes.EndpointSettings) *Error {
	var faults []string
	ip, ip6 := asked(ask, "IPv4"), asked(ask, "IPv6")
	if !container.NetworkMode(name).IsUserDefined() {
		if ip.IsValid() || ip6.IsValid() {
			faults = append(faults, "user-specified IP address is supported on user-defined networks only")
		}
		if len(ask.Aliases) > 0 {
			faults = append(faults, "network-scoped alias is supported only for containers in user-defined networks")
		}
	}
	if ip.IsValid() && (!ip.Is4() || ip.IsUnspecified()) {
		faults = append(faults, fmt.Sprintf("invalid IPv4 address: %s", ip))
	}
	if ip6.IsValid() && (!ip6.Is6() || ip6.IsUnspecified()) {
		faults = append(faults, fmt.Sprintf("invalid IPv6 address: %s", ip6))
	}
	if n != nil {
		faults = append(append(faults, within(ip, n.Subnet, n.Static)...), within(ip6, n.Subnet6, n.Static6)...)
	}
	if len(faults) == 0 {
		return nil
	}
	return refuse(InvalidArg, Object{Type: "host"}, "invalid endpoint settings:\n%s", joined(faults))
}

// within is what is wrong with asking for an address of a subnet.
func within(a netip.Addr, sub network.Subnet, static bool) []string {
	switch {
	case !a.IsValid(), static && sub.Prefix.Contains(a):
		return nil
	case static:
		return []string{fmt.Sprintf("no configured subnet or ip-range contain the IP address %s", a)}
	}
	return []string{"user-specified IP address is supported only when connecting to networks with user-configured subnets"}
}

// leaveAll takes a container off all its networks and gives its ports back;
// quietly when it never really joined them.
func (h *Host) leaveAll(id string, quietly bool) {
	for _, name := range h.joinOrder(h.containers.At(id)) {
		h.leave(id, name, quietly)
	}
	c := h.containers.At(id)
	c.Published = nil
	h.containers = h.containers.Set(id, c)
}

// leave takes a container off one network; the endpoint stays among what it asks for.
func (h *Host) leave(id, name string, quietly bool) {
	c := h.containers.At(id)
	e := c.Endpoints.At(name)
	if !e.Joined() {
		return
	}
	c.Endpoints = c.Endpoints.Set(name, e.leave())
	h.containers = h.containers.Set(id, c)
	if n, ok := h.networks.Get(e.Network); ok && !quietly && !c.build.on {
		h.networkEvent(n, "disconnect", "", "container", id)
	}
}
