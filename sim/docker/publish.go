package docker

import (
	"errors"
	"fmt"
	"net/netip"
	"strconv"
	"strings"

	"github.com/moby/moby/api/types/network"
)

// mapping is one port of a container with the port or ports of the host it is
// to have: "" for any.
type mapping struct {
	port network.Port
	host network.PortBinding
}

// parsePublish reads a port mapping, [[ip:]host:]container[/proto], each port
// a number or a range, or published=…,target=…,protocol=….
// Source: docker/go-connections nat, ParsePortSpec.
func parsePublish(s string) ([]mapping, error) {
	s, err := shortPublish(s)
	if err != nil {
		return nil, err
	}
	spec, proto, _ := strings.Cut(s, "/")
	ip, host, inner := splitPublish(spec)
	var addr netip.Addr
	if ip != "" {
		if addr, err = netip.ParseAddr(strings.Trim(ip, "[]")); err != nil {
			return nil, errors.New("invalid IP address: " + ip)
		}
	}
	if inner == "" {
		return nil, errors.New("no port specified: " + s + "<empty>")
	}
	from, to, ok := portRange(inner)
	if !ok {
		return nil, errors.New("invalid containerPort: " + inner)
	}
	first, last, ok := portRange(host)
	if !ok && host != "" {
		return nil, errors.New("invalid hostPort: " + host)
	}
	if host != "" && last-first != to-from && from != to {
		return nil, fmt.Errorf("invalid ranges specified for container and host Ports: %s and %s", inner, host)
	}
	proto = strings.ToLower(proto)
	switch proto {
	case "":
		proto = "tcp"
	case "tcp", "udp", "sctp":
	default:
		return nil, errors.New("invalid proto: " + proto)
	}
	var list []mapping
	for p := from; p <= to; p++ {
		port, _ := network.PortFrom(uint16(p), network.IPProtocol(proto)) // the protocol is not empty
		m := mapping{port, network.PortBinding{HostIP: addr}}
		switch {
		case host == "":
		case from == to && first != last:
			m.host.HostPort = host // any one of them
		default:
			m.host.HostPort = strconv.FormatUint(first+p-from, 10)
		}
		list = append(list, m)
	}
	return list, nil
}

// splitPublish takes [[ip:]host:]container apart; the address may have colons.
func splitPublish(s string) (ip, host, inner string) {
	inner = s
	if i := strings.LastIndexByte(s, ':'); i >= 0 {
		host, inner = s[:i], s[i+1:]
	}
	if i := strings.LastIndexByte(host, ':'); i >= 0 {
		ip, host = host[:i], host[i+1:]
	}
	return ip, host, inner
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

// portRange reads "80" or "8000-8010".
func portRange(s string) (from, to uint64, ok bool) {
	low, high, two := strings.Cut(s, "-")
	from, err := strconv.ParseUint(low, 10, 16)
	to = from
	if err == nil && two {
		to, err = strconv.ParseUint(high, 10, 16)
	}
	return from, to, err == nil && from <= to
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
