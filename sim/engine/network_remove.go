package engine

import (
	"fmt"
	"strings"
)

// NetworkRemove removes a network. Errors: not found; forbidden for a
// predefined one and while containers are on it. Source: Engine API, DELETE
// /networks/{id}.
func (h Host) NetworkRemove(ref string) (Host, error) {
	net, err := h.Network(ref)
	if err != nil {
		return h, err
	}
	o := Object{"network", net.ID}
	if net.Predefined() {
		return h, refuse(Forbidden, o, "%s is a pre-defined network and cannot be removed", net.Name)
	}
	if on := h.Joined(net); len(on) > 0 {
		var names []string
		for _, c := range on {
			names = append(names, fmt.Sprintf("name:%q id:%q", c.Name, c.Endpoints.At(net.Name).ID[:12]))
		}
		return h, refuse(Forbidden, o, "error while removing network: network %s has active endpoints (%s)", net.Name, strings.Join(names, ", ")).
			because("containers that run are on it: disconnect or stop them first")
	}
	n := h
	n.removeNetwork(net)
	return n, nil
}

func (h *Host) removeNetwork(net Network) {
	h.networks = h.networks.Delete(net.ID)
	h.networkEvent(net, "destroy", "its subnet "+net.Subnet.Prefix.String()+" is free again")
}

// NetworksPrune removes the networks that nobody is on and that fit, but for
// the predefined ones, and returns their names. A container that does not run
// is on no network. Source: Engine API, POST /networks/prune.
func (h Host) NetworksPrune(fits func(Network) bool) (Host, []string) {
	n := h
	var names []string
	for _, net := range h.Networks() {
		if !net.Predefined() && fits(net) && len(h.Joined(net)) == 0 {
			names = append(names, net.Name)
			n.removeNetwork(net)
		}
	}
	n.emit(Event{Type: "network", Action: "prune"}, "reclaimed", "0")
	return n, names
}
