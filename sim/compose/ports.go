package compose

import (
	"fmt"

	"drydock/sim/network"
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
func shortPort(s string) ([]any, error) {
	spec, err := network.ParsePublish(s)
	if err != nil {
		return nil, err
	}
	if spec.Inner.Len() > maxPorts+1 {
		return nil, fmt.Errorf("more than %d ports of a service are not simulated", maxPorts)
	}
	var out []any
	for p := int(spec.Inner.First); p <= int(spec.Inner.Last); p++ {
		one := map[string]any{"mode": "ingress", "target": int64(p), "protocol": spec.Proto}
		if spec.IP != "" {
			one["host_ip"] = spec.IP
		}
		if spec.Host != "" {
			one["published"] = spec.HostPort(p)
		}
		out = append(out, one)
	}
	return out, nil
}
