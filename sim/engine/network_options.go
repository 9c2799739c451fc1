package engine

import (
	"fmt"
	"net/netip"
	"slices"
	"strconv"

	networktypes "github.com/moby/moby/api/types/network"
)

// bindingOption is the driver option with the address of the host on which
// ports are published that name none.
const bindingOption = "com.docker.network.bridge.host_binding_ipv4"

// optionKinds are the options of the bridge driver that have to be of a kind,
// in the order in which mistakes are told.
// Source: moby daemon/libnetwork/drivers/bridge, fromLabels.
var optionKinds = []struct {
	name string
	is   func(string) error
}{
	{"com.docker.network.driver.mtu", isNumber}, {"com.docker.network.bridge.enable_ip_masquerade", isTruth},
	{"com.docker.network.bridge.enable_icc", isTruth}, {"com.docker.network.bridge.default_bridge", isTruth}, {bindingOption, isAddress},
}

func isNumber(s string) error { _, err := strconv.Atoi(s); return err }
func isTruth(s string) error  { _, err := strconv.ParseBool(s); return err }

func isAddress(s string) error {
	if _, err := netip.ParseAddr(s); err != nil {
		return fmt.Errorf("nil ip")
	}
	return nil
}

// checkBridgeOptions refuses options of the bridge driver that cannot be read.
func checkBridgeOptions(o networktypes.CreateRequest) *Error {
	if o.Driver != "" && o.Driver != "bridge" && o.Driver != "default" {
		return nil
	}
	for _, row := range optionKinds {
		value, given := o.Options[row.name]
		if !given {
			continue
		}
		if err := row.is(value); err != nil {
			return refuse(InvalidArg, Object{Type: "host"}, "failed to parse %s value: %s (%s)", row.name, value, err)
		}
	}
	return nil
}

// mostName is how long the name of an interface may be. Source: IFNAMSIZ.
const mostName = 15

// checkBridgeName refuses a network whose bridge cannot have its name.
// Source: moby daemon/libnetwork/drivers/bridge, checkConflict.
func (h Host) checkBridgeName(made Network) *Error {
	if made.Driver != "bridge" {
		return nil
	}
	name := made.BridgeName()
	if len(name) > mostName {
		return refuse(System, Object{Type: "host"}, "failed to create bridge %s via netlink: numerical result out of range", name).
			because("the kernel's names of interfaces have at most %d letters", mostName)
	}
	all := h.Networks()
	i := slices.IndexFunc(all, func(n Network) bool { return n.Driver == "bridge" && n.BridgeName() == name })
	if i < 0 {
		return nil
	}
	return refuse(Forbidden, Object{"network", all[i].ID}, "cannot create network %s (%s): conflicts with network %s (%s): networks have same bridge name", made.ID, name, all[i].ID, name)
}
