package compose

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"github.com/moby/moby/api/types/container"
	"github.com/moby/moby/api/types/network"

	"drydock/sim/engine"
	netsim "drydock/sim/network"
)

// networking adds the networks a container is on and its names there.
func (p Project) networking(s Service, m Making, o *engine.CreateOptions) error {
	if mode := text(s.Tree["network_mode"]); mode != "" {
		mode, err := namespace(mode, m)
		if err != nil {
			return err
		}
		o.Host.NetworkMode = container.NetworkMode(mode)
		if !o.Host.NetworkMode.IsContainer() {
			o.Networks = []engine.Attachment{{Network: mode}}
		}
		return nil
	}
	names := s.NetworkKeys()
	if len(names) == 0 {
		o.Host.NetworkMode = network.NetworkNone
		o.Networks = []engine.Attachment{{Network: network.NetworkNone}}
		return nil
	}
	for i, key := range names {
		e := object(object(s.Tree["networks"])[key])
		a := engine.Attachment{Network: text(object(object(p.Tree["networks"])[key])["name"])}
		if o.Name != "" {
			a.Ask.Aliases = []string{o.Name}
		}
		if !m.Once || m.Aliases {
			a.Ask.Aliases = append(a.Ask.Aliases, s.Name)
			a.Ask.Aliases = append(a.Ask.Aliases, texts(e["aliases"])...)
		}
		if ip := text(e["ipv4_address"]); ip != "" {
			addr, err := netip.ParseAddr(ip)
			if err != nil {
				return err
			}
			a.Ask.IPAMConfig = &network.EndpointIPAMConfig{IPv4Address: addr}
		}
		if ip := text(e["ipv6_address"]); ip != "" {
			addr, err := netip.ParseAddr(ip)
			if err != nil {
				return err
			}
			if a.Ask.IPAMConfig == nil {
				a.Ask.IPAMConfig = &network.EndpointIPAMConfig{}
			}
			a.Ask.IPAMConfig.IPv6Address = addr
		}
		if err := endpointOptions(s, e, i == 0, &a); err != nil {
			return err
		}
		a.Ask.Links = p.links(s, m)
		if i == 0 {
			o.Host.NetworkMode = container.NetworkMode(a.Network)
		}
		o.Networks = append(o.Networks, a)
	}
	return nil
}

// Endpoint is what the n-th container of a service asks of a network of the
// engine's that it is on.
func (p Project) Endpoint(s Service, n int, name string) (network.EndpointSettings, error) {
	o := engine.CreateOptions{Name: s.ContainerName(n)}
	if err := p.networking(s, Making{Number: n}, &o); err != nil {
		return network.EndpointSettings{}, err
	}
	for _, a := range o.Networks {
		if a.Network == name {
			return a.Ask, nil
		}
	}
	return network.EndpointSettings{}, nil
}

// ifname is the driver option that names an interface in a container.
const ifname = "com.docker.network.endpoint.ifname"

// endpointOptions adds what an endpoint asks for beside names and addresses;
// the service's own hardware address is that on its first network.
// Source: docker/compose v5 pkg/compose/create.go, createEndpointSettings.
func endpointOptions(s Service, e map[string]any, first bool, a *engine.Attachment) error {
	a.Ask.GwPriority = int(number(e["gw_priority"]))
	a.Ask.DriverOpts = plainPairs(e["driver_opts"])
	if name := text(e["interface_name"]); name != "" {
		if a.Ask.DriverOpts == nil {
			a.Ask.DriverOpts = map[string]string{}
		}
		a.Ask.DriverOpts[ifname] = name
	}
	mac, own := text(e["mac_address"]), text(s.Tree["mac_address"])
	if first && mac == "" {
		mac = own
	}
	if first && own != "" && mac != own {
		return fmt.Errorf("the service-level mac_address should have the same value as network %s", a.Network)
	}
	if mac == "" {
		return nil
	}
	m, ok := netsim.ParseMAC(mac)
	if !ok {
		return fmt.Errorf("invalid MAC address: address %s: invalid MAC address", mac)
	}
	a.Ask.MacAddress = network.HardwareAddr(m[:])
	return nil
}

// NetworkKeys are the networks of a service as the file calls them, the one
// with the highest priority first.
func (s Service) NetworkKeys() []string {
	m := object(s.Tree["networks"])
	names := keys(m)
	slices.SortStableFunc(names, func(a, b string) int {
		return int(number(object(m[b])["priority"]) - number(object(m[a])["priority"]))
	})
	return names
}

// links are those of a service, as the engine takes them.
func (p Project) links(s Service, m Making) []string {
	var all []string
	for _, l := range texts(s.Tree["links"]) {
		name, alias, ok := strings.Cut(l, ":")
		if !ok {
			alias = name
		}
		if m.Container == nil {
			continue
		}
		if id, found := m.Container(name); found {
			all = append(all, id+":"+alias)
		}
	}
	return append(all, texts(s.Tree["external_links"])...)
}
