package docker

import (
	"errors"
	"net/netip"
	"strings"

	"github.com/moby/moby/api/types/network"
)

var networkConnectFlags = []Flag{
	{Name: "alias", Kind: "strings", Help: "Further name of the container on the network"},
	{Name: "driver-opt", Kind: "strings", Help: "Option for the network's driver"},
	{Name: "gw-priority", Kind: "int", Help: "The network with the highest one gives the container its gateway.\nIt may be negative."},
	{Name: "ip", Kind: "ip", Help: "IPv4 address to have (e.g., \"172.30.100.104\")"},
	{Name: "ip6", Kind: "ip", Help: "IPv6 address to have (e.g., \"2001:db8::33\")"},
	{Name: "link", Kind: "list", Help: "Container to link to", Check: checkLink},
	{Name: "link-local-ip", Kind: "ipSlice", Default: "[]", Help: "Link-local address to have", Check: checkAddress, Later: true},
}

var networkDisconnectFlags = []Flag{
	{Name: "force", Short: "f", Kind: "bool", Help: "Disconnect it whatever state it is in"},
}

func networkConnect(c Call) error {
	if err := c.notYet(1); err != nil {
		return err
	}
	ask := network.EndpointSettings{IPAMConfig: &network.EndpointIPAMConfig{}, Aliases: c.several("alias"), Links: c.list("link"),
		DriverOpts: map[string]string{}, GwPriority: c.int("gw-priority")}
	for _, s := range c.several("driver-opt") {
		name, value, ok := strings.Cut(s, "=")
		if !ok || strings.TrimSpace(name) == "" {
			return errors.New("invalid key/value pair format in driver options")
		}
		ask.DriverOpts[strings.TrimSpace(name)] = strings.TrimSpace(value)
	}
	if c.given("ip") {
		a, err := netip.ParseAddr(c.text("ip"))
		if err != nil {
			return err
		}
		ask.IPAMConfig.IPv4Address = a.Unmap()
	}
	if c.given("ip6") {
		a, err := netip.ParseAddr(c.text("ip6"))
		if err != nil {
			return err
		}
		ask.IPAMConfig.IPv6Address = a
	}
	h, err := c.host().NetworkConnect(c.args[0], c.args[1], ask)
	if err := c.ask(h, err); err != nil {
		return err
	}
	return exit(0)(c)
}

func networkDisconnect(c Call) error {
	h, err := c.host().NetworkDisconnect(c.args[0], c.args[1], c.on("force"))
	if err := c.ask(h, err); err != nil {
		return err
	}
	return exit(0)(c)
}
