package docker

import (
	"fmt"
	"net/netip"
	"strings"

	"github.com/moby/moby/api/types/network"

	drynet "drydock/sim/network"
)

// mapping is one port of a container with the port or ports of the host it is
// to have: "" for any.
type mapping struct {
	port network.Port
	host network.PortBinding
}

// parsePublish reads a port mapping, [[ip:]host:]container[/proto], each port
// a number or a range, or published=…,target=…,protocol=….
func parsePublish(s string) ([]mapping, error) {
	s, err := shortPublish(s)
	if err != nil {
		return nil, err
	}
	spec, err := drynet.ParsePublish(s)
	if err != nil {
		return nil, err
	}
	var addr netip.Addr
	if spec.IP != "" {
		addr = netip.MustParseAddr(spec.IP)
	}
	var list []mapping
	for p := int(spec.Inner.First); p <= int(spec.Inner.Last); p++ {
		port, _ := network.PortFrom(uint16(p), network.IPProtocol(spec.Proto)) // the protocol is not empty
		list = append(list, mapping{port, network.PortBinding{HostIP: addr, HostPort: spec.HostPort(p)}})
	}
	return list, nil
}

// shortPublish turns the long form of a mapping into the short one. Source:
// docker/cli 29 container/opts.go, convertToStandardNotation.
func shortPublish(s string) (string, error) {
	if !strings.Contains(s, "=") {
		return s, nil
	}
	fields := map[string]string{"protocol": "tcp"}
	for f := range strings.SplitSeq(s, ",") {
		name, value, ok := strings.Cut(f, "=")
		if !ok || name == "" {
			return "", fmt.Errorf("invalid publish opts format (should be name=value but got '%s')", f)
		}
		fields[name] = value
	}
	return fields["published"] + ":" + fields["target"] + "/" + fields["protocol"], nil
}

// parseExpose reads a port or a range of ports to expose.
func parseExpose(s string) ([]network.Port, error) {
	r, err := network.ParsePortRange(s)
	if err != nil {
		return nil, fmt.Errorf("invalid range format for --expose: %w", err)
	}
	var ports []network.Port
	for p := range r.All() {
		ports = append(ports, p)
	}
	return ports, nil
}

// ports are what --publish and --expose ask for: the ports of the container,
// and which of the host's are to lead to them.
func (c Call) ports() (network.PortSet, network.PortMap, error) {
	exposed, bindings := network.PortSet{}, network.PortMap{}
	for _, s := range c.list("publish") {
		list, err := parsePublish(s)
		if err != nil {
			return nil, nil, err
		}
		for _, m := range list {
			exposed[m.port] = struct{}{}
			bindings[m.port] = append(bindings[m.port], m.host)
		}
	}
	for _, s := range c.list("expose") {
		list, err := parseExpose(s)
		if err != nil {
			return nil, nil, err
		}
		for _, p := range list {
			exposed[p] = struct{}{}
		}
	}
	return exposed, bindings, nil
}
