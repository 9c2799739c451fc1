package compose

import (
	"fmt"
	"net/netip"

	"github.com/moby/moby/api/types/network"
	"github.com/moby/moby/api/types/volume"
)

// NetworkCreate is the engine's request for a network of a project.
func (p Project) NetworkCreate(r Resource) (network.CreateRequest, error) {
	t := r.Tree
	o := network.CreateRequest{Name: r.Name, Driver: text(t["driver"]), Internal: truth(t["internal"]), Attachable: truth(t["attachable"]),
		Options: plainPairs(t["driver_opts"]), Labels: p.resourceLabels(r, LabelNetwork)}
	if o.Driver == "" {
		o.Driver = "bridge"
	}
	if truth(t["enable_ipv6"]) {
		on := true
		o.EnableIPv6 = &on
	}
	if v, given := t["enable_ipv4"]; given && !truth(v) {
		off := false
		o.EnableIPv4 = &off
	}
	ipam := object(t["ipam"])
	if len(ipam) == 0 {
		return o, nil
	}
	o.IPAM = &network.IPAM{Driver: text(ipam["driver"]), Options: plainPairs(ipam["options"])}
	for _, v := range list(ipam["config"]) {
		m := object(v)
		var c network.IPAMConfig
		var err error
		for _, f := range []struct {
			key string
			to  *netip.Prefix
		}{{"subnet", &c.Subnet}, {"ip_range", &c.IPRange}} {
			if s := text(m[f.key]); s != "" && err == nil {
				*f.to, err = netip.ParsePrefix(s)
			}
		}
		if s := text(m["gateway"]); s != "" && err == nil {
			c.Gateway, err = netip.ParseAddr(s)
		}
		aux := object(m["aux_addresses"])
		for _, k := range keys(aux) {
			a, e := netip.ParseAddr(text(aux[k]))
			if e != nil {
				return o, fmt.Errorf("network %s: %w", r.Name, e)
			}
			if c.AuxAddress == nil {
				c.AuxAddress = map[string]netip.Addr{}
			}
			c.AuxAddress[k] = a
		}
		if err != nil {
			return o, fmt.Errorf("network %s: %w", r.Name, err)
		}
		o.IPAM.Config = append(o.IPAM.Config, c)
	}
	return o, nil
}

// VolumeCreate is the engine's request for a volume of a project.
func (p Project) VolumeCreate(r Resource) volume.CreateRequest {
	return volume.CreateRequest{Name: r.Name, Driver: text(r.Tree["driver"]), DriverOpts: plainPairs(r.Tree["driver_opts"]),
		Labels: p.resourceLabels(r, LabelVolume)}
}
