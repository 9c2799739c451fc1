package docker

import (
	"errors"
	"net/netip"
	"slices"
	"strconv"

	"github.com/moby/moby/api/types/network"
)

// port prints which ports of the host lead to a container.
// Source: docker/cli 29 cli/command/container/port.go.
func port(c Call) error {
	k, err := c.host().Container(c.args[0])
	if err != nil {
		return c.refused(err)
	}
	ports := c.host().Ports(k)
	var found []string
	if len(c.args) == 1 {
		for p, bindings := range ports { // sorted below
			for _, b := range bindings {
				found = append(found, p.String()+" -> "+address(b))
			}
		}
	} else {
		p, err := network.ParsePort(c.args[1])
		if err != nil {
			return err
		}
		for _, b := range ports[p] {
			found = append(found, address(b))
		}
		if len(found) == 0 {
			return errors.New("no public port '" + c.args[1] + "' published for " + c.args[0])
		}
	}
	if len(found) == 0 {
		return exit(0)(c)
	}
	slices.SortFunc(found, natural)
	return c.finish(lines(found))
}

func address(b network.PortBinding) string {
	n, _ := strconv.ParseUint(b.HostPort, 10, 16) // the engine's own
	return netip.AddrPortFrom(b.HostIP, uint16(n)).String()
}
