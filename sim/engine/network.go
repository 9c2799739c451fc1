package engine

import (
	"net/netip"
	"strings"
	"time"

	networktypes "github.com/moby/moby/api/types/network"

	"drydock/sim/network"
	"drydock/sim/persist"
)

// Network is a network of a Host. It is a value; what its maps hold is never
// written to.
type Network struct {
	ID, Name   string
	Driver     string // bridge, macvlan, ipvlan, host, null
	Seq        uint64 // order of creation on the host
	Created    time.Time
	Internal   bool           // nothing beyond it can be reached
	Attachable bool           // kept, of no meaning without a swarm
	Subnet     network.Subnet // none for host and none
	Static     bool           // the subnet was asked for, so addresses in it may be too
	Subnet6    network.Subnet // of IPv6; none unless that is on
	Static6    bool           // it was asked for
	Unused6    netip.Prefix   // a subnet of IPv6 that was asked for while that is off
	Aux        map[string]netip.Addr
	Options    map[string]string
	Labels     map[string]string
	IPAM       map[string]string // options of the address management
}

// Predefined tells whether the network comes with the engine and stays.
func (n Network) Predefined() bool { return predefined(n.Name) }

func predefined(name string) bool {
	return name == networktypes.NetworkBridge || name == networktypes.NetworkHost || name == networktypes.NetworkNone
}

// publishes tells whether ports of the host can lead to a container on it.
func (n Network) publishes() bool { return n.Driver == "bridge" && !n.Internal }

// Bridged tells whether the host itself is on the network, as its gateway.
func (n Network) Bridged() bool { return n.Driver == "bridge" }

// Endpoint is a container's place on a network: what it asks for, and what it
// has while it is joined.
type Endpoint struct {
	// Ask is what the request said: addresses, aliases, links, driver options.
	Ask networktypes.EndpointSettings
	// Network is the id of the network last joined, "" before the first time.
	Network string

	ID  string // 64 hex digits while joined, else ""
	IP  netip.Addr
	IP6 netip.Addr // not valid on a network without IPv6
	MAC network.HardwareAddr
	eth int // number of the interface in the container
}

// like is the endpoint's address of the family of another, not valid for none.
func (e Endpoint) like(a netip.Addr) netip.Addr {
	if a.Is6() {
		return e.IP6
	}
	return e.IP
}

// subnet is the network's subnet of the family of an address.
func (n Network) subnet(a netip.Addr) network.Subnet {
	if a.Is6() {
		return n.Subnet6
	}
	return n.Subnet
}

// Joined tells whether the endpoint is on its network now.
func (e Endpoint) Joined() bool { return e.ID != "" }

// leave is the endpoint when it is no longer joined.
func (e Endpoint) leave() Endpoint { return Endpoint{Ask: e.Ask, Network: e.Network} }

// IP is the first address of a container that runs, as docker ps would meet
// them: in order of the networks' names; "" without any.
func (c Container) IP() string {
	for _, e := range c.Endpoints.All() {
		if e.IP.IsValid() {
			return e.IP.String()
		}
	}
	return ""
}

// bridgeOptions are those of the default bridge. Source: moby daemon_unix.go.
var bridgeOptions = map[string]string{
	"com.docker.network.bridge.default_bridge":       "true",
	"com.docker.network.bridge.enable_icc":           "true",
	"com.docker.network.bridge.enable_ip_masquerade": "true",
	"com.docker.network.bridge.host_binding_ipv4":    "0.0.0.0",
	"com.docker.network.bridge.name":                 "docker0",
	"com.docker.network.driver.mtu":                  "1500",
}

// predefinedNetworks are those a fresh engine has.
func predefinedNetworks(seed string, now time.Time) persist.Map[string, Network] {
	var all persist.Map[string, Network]
	for i, n := range []Network{
		{Name: "bridge", Driver: "bridge", Subnet: network.Bridge, Static: true, Options: bridgeOptions},
		{Name: "host", Driver: "host", Options: map[string]string{}},
		{Name: "none", Driver: "null", Options: map[string]string{}},
	} {
		for try := 0; n.ID == "" || !hasLetter(n.ID[:12]); try++ {
			n.ID = derived("network", seed+"/"+n.Name+strings.Repeat("'", try))
		}
		n.Seq, n.Created, n.Labels = uint64(i), now, map[string]string{}
		all = all.Set(n.ID, n)
	}
	return all
}

// Networks returns all networks, those made first first.
func (h Host) Networks() []Network {
	var bySeq persist.Map[uint64, Network]
	for _, n := range h.networks.All() {
		bySeq = bySeq.Set(n.Seq, n)
	}
	list := make([]Network, 0, bySeq.Len())
	for _, n := range bySeq.All() {
		list = append(list, n)
	}
	return list
}

// Network finds a network by full id, name or unique prefix of its id, in this
// order. Errors: not found; invalid argument when a prefix fits several.
// Source: moby daemon/network.go, FindNetwork.
func (h Host) Network(ref string) (Network, error) {
	if n, ok := h.networks.Get(ref); ok {
		return n, nil
	}
	var found []Network
	for _, n := range h.networks.All() {
		if n.Name == ref {
			return n, nil
		}
		if strings.HasPrefix(n.ID, ref) {
			found = append(found, n)
		}
	}
	switch {
	case len(found) == 1:
		return found[0], nil
	case len(found) > 1:
		return Network{}, refuse(InvalidArg, Object{Type: "host"}, "network %s is ambiguous (%d matches found based on ID prefix)", ref, len(found))
	}
	return Network{}, refuse(NotFound, Object{Type: "host"}, "network %s not found", ref)
}

// Joined are the containers that are on a network now, those made first first.
func (h Host) Joined(n Network) []Container {
	var list []Container
	for _, id := range h.bySeq.All() {
		if c := h.containers.At(id); c.Endpoints.At(n.Name).Joined() && c.Endpoints.At(n.Name).Network == n.ID {
			list = append(list, c)
		}
	}
	return list
}

// networkEvent is an event of a network with the attributes Docker gives all of them.
func (h *Host) networkEvent(n Network, action, reason string, attrs ...string) {
	h.emit(Event{Type: "network", Action: action, ID: n.ID, Reason: reason}, append([]string{"name", n.Name, "type", n.Driver}, attrs...)...)
}
