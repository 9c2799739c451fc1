package docker

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"github.com/moby/moby/api/types/network"
)

func port(c Call) error {
	k, err := c.host().ContainerInspect(c.args[0])
	if err != nil {
		return c.refused(err)
	}
	var out []string
	if len(c.args) == 1 {
		for p, binds := range k.NetworkSettings.Ports { // sorted below
			for _, b := range binds {
				out = append(out, p.String()+" -> "+hostPort(b))
			}
		}
	} else {
		p, err := network.ParsePort(c.args[1])
		if err != nil {
			return err
		}
		for _, b := range k.NetworkSettings.Ports[p] {
			out = append(out, hostPort(b))
		}
		if len(out) == 0 {
			return fmt.Errorf("no public port '%s' published for %s", c.args[1], c.args[0])
		}
	}
	slices.SortFunc(out, natural)
	return c.finish(lines(out))
}

// hostPort is where a published port is found on the host.
func hostPort(b network.PortBinding) string {
	ip := b.HostIP
	if !ip.IsValid() {
		ip = netip.IPv4Unspecified()
	}
	if ip.Is6() {
		return "[" + ip.String() + "]:" + b.HostPort
	}
	return ip.String() + ":" + b.HostPort
}

func lines(all []string) string {
	if len(all) == 0 {
		return ""
	}
	return strings.Join(all, "\n") + "\n"
}
