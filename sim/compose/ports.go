package compose

import (
	"errors"
	"fmt"
	"net/netip"
	"strconv"
	"strings"
)

// maxPorts bounds the ports of a service, allPorts those of a file.
const (
	maxPorts = 1000
	allPorts = 5000
)

// portsForm makes the long form of every port; a range becomes several.
func portsForm(v any, _ place) (any, error) {
	var out []any
	for _, e := range list(v) {
		if len(out) > maxPorts {
			return nil, fmt.Errorf("more than %d ports of a service are not simulated", maxPorts)
		}
		long, ok := e.(map[string]any)
		if !ok {
			all, err := shortPort(text(e))
			if err != nil {
				return nil, err
			}
			out = append(out, all...)
			continue
		}
		p := map[string]any{"mode": "ingress", "protocol": "tcp"}
		for k, e := range long { // each for itself
			p[k] = e
		}
		p["target"] = number(p["target"])
		if p["published"] != nil {
			p["published"] = text(p["published"])
		}
		out = append(out, p)
	}
	return distinct(out, "ports"), nil
}

// shortPort reads [[ip:]host:]container[/protocol].
// Source: docker/go-connections nat, ParsePortSpec.
func shortPort(s string) ([]any, error) {
	spec, proto, _ := strings.Cut(s, "/")
	ip, host, inner := splitPort(spec)
	if ip != "" {
		if _, err := netip.ParseAddr(strings.Trim(ip, "[]")); err != nil {
			return nil, errors.New("invalid IP address: " + ip)
		}
		ip = strings.Trim(ip, "[]")
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
	switch proto = strings.ToLower(proto); proto {
	case "":
		proto = "tcp"
	case "tcp", "udp", "sctp":
	default:
		return nil, errors.New("invalid proto: " + proto)
	}
	if to-from > maxPorts {
		return nil, fmt.Errorf("more than %d ports of a service are not simulated", maxPorts)
	}
	var out []any
	for p := from; p <= to; p++ {
		one := map[string]any{"mode": "ingress", "target": int64(p), "protocol": proto}
		if ip != "" {
			one["host_ip"] = ip
		}
		switch {
		case host == "":
		case from == to && first != last:
			one["published"] = host
		default:
			one["published"] = strconv.FormatUint(first+p-from, 10)
		}
		out = append(out, one)
	}
	return out, nil
}

func splitPort(s string) (ip, host, inner string) {
	inner = s
	if i := strings.LastIndexByte(s, ':'); i >= 0 {
		host, inner = s[:i], s[i+1:]
	}
	if i := strings.LastIndexByte(host, ':'); i >= 0 {
		ip, host = host[:i], host[i+1:]
	}
	return ip, host, inner
}

func portRange(s string) (from, to uint64, ok bool) {
	low, high, two := strings.Cut(s, "-")
	from, err := strconv.ParseUint(low, 10, 16)
	to = from
	if err == nil && two {
		to, err = strconv.ParseUint(high, 10, 16)
	}
	return from, to, err == nil && from <= to
}
