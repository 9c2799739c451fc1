package engine

import (
	"errors"
	"fmt"
	"net/netip"

	"drydock/sim/network"
)

// checkNetworks tells what is wrong with networks, endpoints and ports: no
// address is held twice on a network, no port twice on the host, no two
// subnets overlap, and only containers that run hold any of them.
func (h Host) checkNetworks() error {
	var errs []error
	bad := func(format string, args ...any) { errs = append(errs, fmt.Errorf(format, args...)) }
	names := map[string]bool{}
	var subnets []netip.Prefix // of both families
	for id, n := range h.networks.All() {
		if n.ID != id || names[n.Name] {
			bad("network %s (%s) is filed under %s", n.ID, n.Name, id)
		}
		names[n.Name] = true
		for _, p := range []netip.Prefix{n.Subnet.Prefix, n.Subnet6.Prefix} {
			if !p.IsValid() {
				continue
			}
			if network.Overlap(p, subnets) {
				bad("the subnet %s of %s is taken", p, n.Name)
			}
			subnets = append(subnets, p)
		}
	}
	for _, name := range []string{"bridge", "host", "none"} {
		if !names[name] {
			bad("the network %s is gone", name)
		}
	}
	holder, taken := map[string]string{}, holders{published: map[door][]held{}}
	for _, c := range h.containers.All() {
		for name, e := range c.Endpoints.All() {
			if e.Joined() {
				errs = append(errs, h.checkEndpoint(c, name, e, holder))
			}
		}
		if len(c.Published) > 0 && !c.runs() {
			bad("container %s is %s and holds ports", c.Name, c.State)
		}
		for _, p := range c.Published {
			if by, clash := taken.clash(p.Host); clash {
				bad("port %v of %s clashes with %v of %s", p.Host, c.Name, by.Port, by.by)
			}
			taken.add(p.Host, c.Name)
		}
	}
	return errors.Join(errs...)
}

// checkEndpoint looks at one that is joined; holder is who has which address.
func (h Host) checkEndpoint(c Container, name string, e Endpoint, holder map[string]string) error {
	n, ok := h.networks.Get(e.Network)
	key := e.Network + "/" + e.IP.String()
	switch {
	case !c.runs():
		return fmt.Errorf("container %s is %s and on the network %s", c.Name, c.State, name)
	case !ok || n.Name != name:
		return fmt.Errorf("container %s is on the network %s (%s), which is gone", c.Name, name, e.Network)
	case n.Subnet.Prefix.IsValid() != e.IP.IsValid() || e.IP.IsValid() && (!n.Subnet.Usable(e.IP) || e.IP == n.Subnet.Gateway):
		return fmt.Errorf("container %s has the address %v on %s (%s)", c.Name, e.IP, name, n.Subnet.Prefix)
	case e.IP.IsValid() && holder[key] != "":
		return fmt.Errorf("containers %s and %s both have the address %s on %s", holder[key], c.Name, e.IP, name)
	}
	holder[key] = c.Name
	if n.Subnet6.Prefix.IsValid() != e.IP6.IsValid() || e.IP6.IsValid() && (!n.Subnet6.Usable(e.IP6) || e.IP6 == n.Subnet6.Gateway) {
		return fmt.Errorf("container %s has the address %v on %s (%s)", c.Name, e.IP6, name, n.Subnet6.Prefix)
	}
	if key6 := e.Network + "/" + e.IP6.String(); e.IP6.IsValid() {
		if holder[key6] != "" {
			return fmt.Errorf("containers %s and %s both have the address %s on %s", holder[key6], c.Name, e.IP6, name)
		}
		holder[key6] = c.Name
	}
	return nil
}
