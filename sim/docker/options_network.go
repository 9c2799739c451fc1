package docker

import (
	"encoding/csv"
	"errors"
	"fmt"
	"net/netip"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/moby/moby/api/types/container"
	"github.com/moby/moby/api/types/network"

	"drydock/sim/engine"
	drynet "drydock/sim/network"
)

// networking adds to what a container is made from what its flags say of
// ports, networks and names. Source: docker/cli 29 container/opts.go.
func (c Call) networking(o *engine.CreateOptions) error {
	var err error
	if o.Config.ExposedPorts, o.Host.PortBindings, err = c.ports(); err != nil {
		return err
	}
	o.Host.PublishAllPorts = c.on("publish-all")
	o.Host.DNSSearch, o.Host.DNSOptions = orEmpty(c.list("dns-search")), orEmpty(append(c.list("dns-opt"), c.list("dns-option")...))
	for _, s := range c.list("dns") {
		if a, err := netip.ParseAddr(s); err == nil { // checked while it was read
			o.Host.DNS = append(o.Host.DNS, a)
		}
	}
	for _, s := range c.list("add-host") {
		o.Host.ExtraHosts = append(o.Host.ExtraHosts, extraHost(s))
	}
	o.Host.Links = c.list("link")
	o.Host.NetworkMode = network.NetworkDefault
	o.Networks, err = c.attachments()
	if err != nil {
		return err
	}
	if names := c.networks(); len(names) > 0 {
		first, err := parseAttachment(names[0])
		if err != nil {
			return err
		}
		o.Host.NetworkMode = container.NetworkMode(first.Network)
	}
	return nil
}

// networks are the values of --network, and of --net, its older name.
func (c Call) networks() []string { return slices.Concat(c.list("net"), c.list("network")) }

func orEmpty(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

// extraHost is a line for /etc/hosts as the engine takes it: name:address. The
// client takes name=address, and brackets, too.
func extraHost(s string) string {
	name, ip, ok := strings.Cut(s, "=")
	if !ok {
		name, ip, _ = strings.Cut(s, ":")
	}
	return name + ":" + strings.TrimSuffix(strings.TrimPrefix(ip, "["), "]")
}

// attachments are the networks a container asks for. The flags for a single
// network (--ip, --network-alias, …) belong to the first one.
func (c Call) attachments() ([]engine.Attachment, error) {
	names := c.networks()
	explicit := len(names) > 0
	if !explicit {
		names = []string{network.NetworkDefault}
	}
	var list []engine.Attachment
	var own, common bool
	for i, s := range names {
		a, err := parseAttachment(s)
		if err != nil {
			return nil, err
		}
		user := container.NetworkMode(a.Network).IsUserDefined()
		own, common = own || user, common || !user
		if i == 0 {
			if err := c.first(&a); err != nil {
				return nil, err
			}
		}
		if strings.TrimSpace(a.Network) == "" {
			return nil, errors.New("no name set for network")
		}
		if len(a.Ask.Aliases) > 0 && !user {
			return nil, errors.New("network-scoped aliases are only supported for user-defined networks")
		}
		for _, b := range list {
			if b.Network == a.Network {
				return nil, fmt.Errorf("network %q is specified multiple times", a.Network)
			}
		}
		list = append(list, a)
	}
	if own && common {
		return nil, errors.New("conflicting options: cannot attach both user-defined and non-user-defined network-modes")
	}
	if len(list) == 1 && container.NetworkMode(list[0].Network).IsContainer() {
		return nil, nil
	}
	return list, nil
}

// first adds the flags that are about the first network.
func (c Call) first(a *engine.Attachment) error {
	ask := &a.Ask
	conflict := func(flag, what string) error {
		return fmt.Errorf("conflicting options: cannot specify both --%s and per-network %s", flag, what)
	}
	if aliases := slices.Concat(c.list("net-alias"), c.list("network-alias")); len(aliases) > 0 {
		if len(ask.Aliases) > 0 {
			return conflict("network-alias", "alias")
		}
		ask.Aliases = aliases
	}
	if links := c.list("link"); len(links) > 0 && container.NetworkMode(a.Network).IsUserDefined() {
		ask.Links = links
	}
	if ip := c.text("ip"); c.given("ip") {
		if ask.IPAMConfig != nil && ask.IPAMConfig.IPv4Address.IsValid() {
			return conflict("ip", "IPv4 address")
		}
		addr, err := netip.ParseAddr(ip)
		if err != nil {
			return err
		}
		if addr = addr.Unmap(); addr.Is4() { // the client drops any other
			ask.IPAMConfig = addresses(ask.IPAMConfig)
			ask.IPAMConfig.IPv4Address = addr
		}
	}
	if ip := c.text("ip6"); c.given("ip6") {
		if ask.IPAMConfig != nil && ask.IPAMConfig.IPv6Address.IsValid() {
			return conflict("ip6", "IPv6 address")
		}
		addr, err := netip.ParseAddr(ip)
		if err != nil {
			return err
		}
		ask.IPAMConfig = addresses(ask.IPAMConfig)
		ask.IPAMConfig.IPv6Address = addr
	}
	if mac := c.text("mac-address"); mac != "" {
		if ask.MacAddress != nil {
			return conflict("mac-address", "MAC address")
		}
		m, ok := hardware(mac)
		if !ok {
			return errors.New(mac + " is not a valid mac address")
		}
		ask.MacAddress = m
	}
	return nil
}

// addresses is a copy of what an endpoint asks for, to be written to.
func addresses(c *network.EndpointIPAMConfig) *network.EndpointIPAMConfig {
	var own network.EndpointIPAMConfig
	if c != nil {
		own = *c
	}
	return &own
}

func hardware(s string) (network.HardwareAddr, bool) {
	m, ok := drynet.ParseMAC(s)
	return network.HardwareAddr(m[:]), ok
}

var longNetwork = regexp.MustCompile(`\w+=\w+(,\w+=\w+)*`)

// parseAttachment reads one --network: a name or id, or name=…,alias=…,ip=….
// Source: docker/cli 29 opts/network.go.
func parseAttachment(s string) (engine.Attachment, error) {
	if !longNetwork.MatchString(s) {
		return engine.Attachment{Network: s}, nil
	}
	var a engine.Attachment
	fields, err := csv.NewReader(strings.NewReader(s)).Read()
	if err != nil {
		return a, err
	}
	for _, f := range fields {
		name, value, ok := strings.Cut(f, "=")
		if !ok || name == "" {
			return a, fmt.Errorf("invalid field %s", f)
		}
		if err := setField(&a, strings.ToLower(strings.TrimSpace(name)), strings.TrimSpace(value)); err != nil {
			return a, err
		}
	}
	if a.Network == "" {
		return a, errors.New("network name/id is not specified")
	}
	return a, nil
}

// setField reads one field of the long form of --network.
func setField(a *engine.Attachment, name, value string) error {
	ask := &a.Ask
	switch name {
	case "name":
		a.Network = value
	case "alias":
		ask.Aliases = append(ask.Aliases, value)
	case "ip":
		addr, err := netip.ParseAddr(value)
		if err != nil {
			return err
		}
		ask.IPAMConfig = addresses(ask.IPAMConfig)
		ask.IPAMConfig.IPv4Address = addr.Unmap()
	case "ip6":
		addr, err := netip.ParseAddr(value)
		if err != nil {
			return err
		}
		ask.IPAMConfig = addresses(ask.IPAMConfig)
		ask.IPAMConfig.IPv6Address = addr
	case "mac-address":
		m, ok := hardware(value)
		if !ok {
			return errors.New(value + " is not a valid mac address")
		}
		ask.MacAddress = m
	case "driver-opt":
		key, v, ok := strings.Cut(value, "=")
		if !ok || key == "" {
			return errors.New("invalid key value pair format in driver options")
		}
		if ask.DriverOpts == nil {
			ask.DriverOpts = map[string]string{}
		}
		ask.DriverOpts[strings.TrimSpace(key)] = strings.TrimSpace(v)
	case "gw-priority":
		n, err := strconv.Atoi(value)
		if err != nil {
			return fmt.Errorf("invalid gw-priority: %w", err)
		}
		ask.GwPriority = n
	case "link-local-ip":
		return errors.New(name + " of a network is not simulated")
	default:
		return fmt.Errorf("invalid field key %s", name)
	}
	return nil
}
