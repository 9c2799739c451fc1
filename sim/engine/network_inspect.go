package engine

import (
	"math"
	"net/netip"
	"slices"
	"strconv"

	"github.com/moby/moby/api/types/container"
	networktypes "github.com/moby/moby/api/types/network"

	"drydock/sim/network"
)

// NetworkInspect is all the daemon tells of a network. Errors: as Network.
// Source: Engine API 1.56, GET /networks/{id}.
func (h Host) NetworkInspect(ref string) (networktypes.Inspect, error) {
	n, err := h.Network(ref)
	if err != nil {
		return networktypes.Inspect{}, err
	}
	out := networktypes.Inspect{Network: networktypes.Network{
		Name: n.Name, ID: n.ID, Created: n.Created, Scope: "local", Driver: n.Driver, EnableIPv4: true, EnableIPv6: n.Subnet6.Prefix.IsValid(), Internal: n.Internal,
		Attachable: n.Attachable, Options: n.Options, Labels: n.Labels,
		IPAM: networktypes.IPAM{Driver: "default", Options: n.IPAM},
	}, Containers: map[string]networktypes.EndpointResource{}}
	on := h.Joined(n)
	for _, c := range on {
		e := c.Endpoints.At(n.Name)
		r := networktypes.EndpointResource{Name: c.Name, EndpointID: e.ID}
		if e.IP.IsValid() {
			r.MacAddress, r.IPv4Address = networktypes.HardwareAddr(e.MAC[:]), netip.PrefixFrom(e.IP, n.Subnet.Prefix.Bits())
		}
		if e.IP6.IsValid() {
			r.IPv6Address = netip.PrefixFrom(e.IP6, n.Subnet6.Prefix.Bits())
		}
		out.Containers[c.ID] = r
	}
	if s := n.Subnet; s.Prefix.IsValid() {
		out.IPAM.Config = []networktypes.IPAMConfig{{Subnet: s.Prefix, IPRange: s.Range, Gateway: s.Gateway, AuxAddress: n.auxOf(false)}}
		out.Status = &networktypes.Status{IPAM: networktypes.IPAMStatus{Subnets: networktypes.SubnetStatuses{s.Prefix: usage(n, s, on)}}}
	}
	if s := n.Subnet6; s.Prefix.IsValid() {
		out.IPAM.Config = append(out.IPAM.Config, networktypes.IPAMConfig{Subnet: s.Prefix, IPRange: s.Range, Gateway: s.Gateway, AuxAddress: n.auxOf(true)})
		out.Status.IPAM.Subnets[s.Prefix] = usage(n, s, on)
	} else if n.Unused6.IsValid() {
		out.IPAM.Config = append(out.IPAM.Config, networktypes.IPAMConfig{Subnet: n.Unused6})
	}
	return out, nil
}

// usage counts the addresses of a network: the subnet's own, its broadcast
// address and the gateway are in use, too.
func usage(n Network, sub network.Subnet, on []Container) networktypes.SubnetStatus {
	six := sub.Prefix.Addr().Is6()
	within := sub.Range
	if !within.IsValid() {
		within = sub.Prefix
	}
	held := []netip.Addr{sub.Gateway}
	for _, a := range n.auxOf(six) { // order cannot be seen
		held = append(held, a)
	}
	for _, c := range on {
		if e := c.Endpoints.At(n.Name); six {
			held = append(held, e.IP6)
		} else {
			held = append(held, e.IP)
		}
	}
	ends := uint64(2)
	switch bits := sub.Prefix.Bits(); {
	case six && bits < 127:
		ends = 1 // that of any router
	case six, bits >= 31:
		ends = 0
	}
	st := networktypes.SubnetStatus{IPsInUse: uint64(len(held)) + ends, DynamicIPsAvailable: size(within)}
	for _, a := range held {
		if within.Contains(a) {
			st.DynamicIPsAvailable--
		}
	}
	if within == sub.Prefix {
		st.DynamicIPsAvailable -= ends
	}
	if within.Addr().BitLen()-within.Bits() >= 64 {
		st.DynamicIPsAvailable = math.MaxUint64
	}
	return st
}

// size is how many addresses a subnet has, saturating at the largest number.
func size(p netip.Prefix) uint64 {
	free := p.Addr().BitLen() - p.Bits()
	if free >= 64 {
		return math.MaxUint64
	}
	return 1 << free
}

// auxOf are the addresses of a family that a network keeps free.
func (n Network) auxOf(six bool) map[string]netip.Addr {
	if n.Aux == nil {
		return nil
	}
	own := map[string]netip.Addr{}
	for name, a := range n.Aux { // into a map
		if a.Is6() == six {
			own[name] = a
		}
	}
	return own
}

// networkSettings is a container's part of inspect that its networks make.
func (h Host) networkSettings(c Container) *container.NetworkSettings {
	out := &container.NetworkSettings{Ports: h.Ports(c), Networks: map[string]*networktypes.EndpointSettings{}}
	if c.runs() && !c.Host.NetworkMode.IsContainer() {
		out.SandboxID = derived("sandbox", c.ID+c.StartedAt.String())
		out.SandboxKey = "/var/run/docker/netns/" + out.SandboxID[:12]
		if c.Host.NetworkMode.IsHost() {
			out.SandboxKey = "/var/run/docker/netns/default"
		}
	}
	for name, e := range c.Endpoints.All() { // into a map
		out.Networks[name] = h.settings(c, name, e)
	}
	return out
}

func (h Host) settings(c Container, name string, e Endpoint) *networktypes.EndpointSettings {
	s := e.Ask.Copy()
	s.NetworkID, s.EndpointID = e.Network, e.ID
	if container.NetworkMode(name).IsUserDefined() && e.Network != "" {
		s.DNSNames = c.dnsNames(e)
	}
	if n, ok := h.networks.Get(e.Network); ok && e.IP.IsValid() {
		s.IPAddress, s.IPPrefixLen, s.MacAddress = e.IP, n.Subnet.Prefix.Bits(), networktypes.HardwareAddr(e.MAC[:])
		if !n.Internal {
			s.Gateway = n.Subnet.Gateway
		}
		if e.IP6.IsValid() {
			s.GlobalIPv6Address, s.GlobalIPv6PrefixLen = e.IP6, n.Subnet6.Prefix.Bits()
			if !n.Internal {
				s.IPv6Gateway = n.Subnet6.Gateway
			}
		}
	} else {
		s.MacAddress = nil
	}
	return s
}

// dnsNames are the names a container answers to on a user-defined network.
// Source: moby daemon/container_operations.go, buildEndpointDNSNames.
func (c Container) dnsNames(e Endpoint) []string {
	var names []string
	for _, n := range append(append([]string{c.Name}, e.Ask.Aliases...), c.ID[:12], c.Config.Hostname) {
		if n != "" && !slices.Contains(names, n) {
			names = append(names, n)
		}
	}
	return names
}

// Ports is what leads to a container that runs: bindings for each published
// port of its, none for those that are only exposed.
func (h Host) Ports(c Container) networktypes.PortMap {
	ports := networktypes.PortMap{}
	bridged := false
	for _, e := range c.Endpoints.All() {
		bridged = bridged || e.Joined() && h.networks.At(e.Network).Driver == "bridge"
	}
	if !bridged {
		return ports
	}
	for p := range c.Config.ExposedPorts { // into a map
		ports[p] = nil
	}
	for _, p := range c.Published {
		ports[p.Port] = append(ports[p.Port], networktypes.PortBinding{HostIP: p.Host.IP, HostPort: strconv.Itoa(int(p.Host.Num))})
	}
	return ports
}

// Published is a port of the host that leads to a container's.
type Published struct {
	Port networktypes.Port
	Host network.Port
}
