package scene

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"drydock/sim/engine"
)

// Port is a door in the host's outer wall: a port of the host that leads to
// one of a container's. IPv4 and IPv6 are one door.
type Port struct {
	HostIP   string `json:"hostIp,omitempty"` // "" for every address of the host
	HostPort int    `json:"hostPort"`
	Port     int    `json:"port"`
	Proto    string `json:"proto"` // tcp, udp, sctp
	Text     string `json:"text"`  // :8080→80
}

// Endpoint is a container's plug on a network.
type Endpoint struct {
	Network string   `json:"network"`
	ID      string   `json:"id"`                // of the network; "" before it has been joined
	IP      string   `json:"ip,omitempty"`      // while it is joined
	IP6     string   `json:"ip6,omitempty"`     // on a network with IPv6
	Aliases []string `json:"aliases,omitempty"` // further names there
}

// Network is a rail that containers plug into.
type Network struct {
	ID         string   `json:"id"`
	Name       string   `json:"name"`
	Driver     string   `json:"driver"`            // bridge, host, null
	Subnet     string   `json:"subnet,omitempty"`  // 172.18.0.0/16
	Subnet6    string   `json:"subnet6,omitempty"` // of IPv6, where that is on
	Internal   bool     `json:"internal,omitempty"`
	Predefined bool     `json:"predefined"`
	Containers []string `json:"containers"` // names of those that are on it now
	Slot       int      `json:"slot"`       // its place in the workshop, kept while it lives
}

// mostPorts is how many doors to one container are shown.
const mostPorts = 50

// drawPorts are the doors to a container, by number.
func drawPorts(c engine.Container) []Port {
	var ports []Port
	for _, p := range c.Published {
		if len(ports) == mostPorts {
			break
		}
		d := Port{HostIP: p.Host.IP.String(), HostPort: int(p.Host.Num), Port: int(p.Port.Num()), Proto: p.Host.Proto}
		if p.Host.IP.IsUnspecified() {
			d.HostIP = ""
		}
		d.Text = fmt.Sprintf("%s:%d→%d", d.HostIP, d.HostPort, d.Port)
		if p.Host.IP.Is6() && d.HostIP != "" {
			d.Text = fmt.Sprintf("[%s]:%d→%d", d.HostIP, d.HostPort, d.Port)
		}
		if d.Proto != "tcp" {
			d.Text += "/" + d.Proto
		}
		if n := len(ports); n == 0 || ports[n-1] != d { // IPv6 comes after IPv4
			ports = append(ports, d)
		}
	}
	slices.SortStableFunc(ports, func(a, b Port) int {
		return cmp.Or(cmp.Compare(a.HostPort, b.HostPort), strings.Compare(a.Proto, b.Proto))
	})
	return ports
}

func drawEndpoints(c engine.Container) []Endpoint {
	var list []Endpoint
	for name, e := range c.Endpoints.All() {
		d := Endpoint{Network: name, ID: e.Network, Aliases: e.Ask.Aliases}
		if e.IP.IsValid() {
			d.IP = e.IP.String()
		}
		if e.IP6.IsValid() {
			d.IP6 = e.IP6.String()
		}
		list = append(list, d)
	}
	return list
}

func drawNetworks(h engine.Host) []Network {
	var list []Network
	for _, n := range h.Networks() {
		d := Network{ID: n.ID, Name: n.Name, Driver: n.Driver, Internal: n.Internal, Predefined: n.Predefined()}
		if n.Subnet.Prefix.IsValid() {
			d.Subnet = n.Subnet.Prefix.String()
		}
		if n.Subnet6.Prefix.IsValid() {
			d.Subnet6 = n.Subnet6.Prefix.String()
		}
		for _, c := range h.Joined(n) {
			d.Containers = append(d.Containers, c.Name)
		}
		list = append(list, d)
	}
	return list
}

// networkSentence tells of the networks that the learner made; "" without any.
func networkSentence(list []Network) string {
	var own []Network
	for _, n := range list {
		if !n.Predefined {
			own = append(own, n)
		}
	}
	if len(own) == 0 {
		return ""
	}
	return "Networks: " + naming(own, func(n Network) string {
		if len(n.Containers) == 0 {
			return n.Name + ", nobody on it"
		}
		return n.Name + " with " + strings.Join(n.Containers, ", ")
	}) + "."
}
