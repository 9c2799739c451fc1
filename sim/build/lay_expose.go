package build

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"drydock/sim/dockerfile"
	"drydock/sim/engine"
	"drydock/sim/network"
)

func layExpose(b *Build, h *engine.Host, s *stage, in dockerfile.Instruction) error {
	x := dockerfile.Expander{Escape: b.program.Directives.Escape}
	ports := maps.Clone(s.config.ExposedPorts)
	if ports == nil {
		ports = map[string]struct{}{}
	}
	var shown []string
	for _, w := range in.Args {
		list, _, err := x.Words(w, s.lookup())
		if err != nil {
			return fail(in, "failed to process %q: %s", w, err)
		}
		for _, p := range list {
			got, err := b.port(in, p)
			if err != nil {
				return err
			}
			for _, one := range got {
				ports[one] = struct{}{}
				shown = append(shown, one)
			}
		}
	}
	slices.Sort(shown)
	s.config.ExposedPorts = ports
	s.record(h, in, "EXPOSE ["+strings.Join(shown, " ")+"]", -1)
	return nil
}

// mostPorts is how many ports a range may have.
const mostPorts = 1000

// port reads "80", "80/udp" or "8000-8010".
func (b *Build) port(in dockerfile.Instruction, word string) ([]string, error) {
	number, proto, ok := strings.Cut(word, "/")
	if !ok {
		proto = "tcp"
	}
	if proto != strings.ToLower(proto) {
		b.lint(in, "ExposeProtoCasing", "Defined protocol '%s' in EXPOSE instruction should be lowercase", word)
	}
	if strings.Contains(number, ":") {
		b.lint(in, "ExposeInvalidFormat", "EXPOSE instruction should not define an IP address or host-port mapping, found '%s'", word)
		number = number[strings.LastIndexByte(number, ':')+1:]
	}
	proto = strings.ToLower(proto)
	if proto != "tcp" && proto != "udp" && proto != "sctp" {
		return nil, fail(in, "invalid proto: %s", proto)
	}
	r, ok := network.ParseRange(number)
	if !ok {
		return nil, fail(in, "invalid containerPort: %s", number)
	}
	if r.Len() > mostPorts+1 {
		return nil, fail(in, "more than %d ports in one EXPOSE are not simulated", mostPorts)
	}
	var list []string
	for p := int(r.First); p <= int(r.Last); p++ {
		list = append(list, fmt.Sprintf("%d/%s", p, proto))
	}
	return list, nil
}
