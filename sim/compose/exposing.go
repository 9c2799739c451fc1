package compose

import (
	"errors"
	"fmt"
	"net/netip"

	"github.com/moby/moby/api/types/network"

	"drydock/sim/engine"
)

// ports adds which ports are exposed and published.
func (s Service) ports(o *engine.CreateOptions) error {
	o.Config.ExposedPorts, o.Host.PortBindings = network.PortSet{}, network.PortMap{}
	exposed := 0
	for _, e := range texts(s.Tree["expose"]) {
		r, err := network.ParsePortRange(e)
		if err != nil {
			return err
		}
		for p := range r.All() {
			if exposed++; exposed > 1<<16 {
				return errors.New("exposing a port more than once is not simulated for so many")
			}
			o.Config.ExposedPorts[p] = struct{}{}
		}
	}
	for _, v := range list(s.Tree["ports"]) {
		m := object(v)
		port, ok := network.PortFrom(uint16(number(m["target"])), network.IPProtocol(text(m["protocol"])))
		if !ok {
			return fmt.Errorf("invalid port %s/%s", text(m["target"]), text(m["protocol"]))
		}
		b := network.PortBinding{HostPort: text(m["published"])}
		if ip := text(m["host_ip"]); ip != "" {
			a, err := netip.ParseAddr(ip)
			if err != nil {
				return err
			}
			b.HostIP = a
		}
		o.Config.ExposedPorts[port] = struct{}{}
		o.Host.PortBindings[port] = append(o.Host.PortBindings[port], b)
	}
	return nil
}
