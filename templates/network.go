package templates

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"drydock/sim/scene"
)

// rail is the path of a line that n plugs reach.
func rail(b box, n int) string {
	y := round(b.Y + b.H/2 + 2)
	path := fmt.Sprintf("M%g %gh%g", round(b.X), y, b.W)
	for i := range min(n, 4) {
		path += fmt.Sprintf("M%g %gv-6", round(b.X+2.5+float64(i)*(b.W-5)/3), y)
	}
	return path
}

// usedNetworks are those of the learner, and of Docker's own the bridge that
// containers join by themselves and what is in use: in the order of their
// places, so that where there is no room for all, host and none give way.
func usedNetworks(all []scene.Network) []scene.Network {
	var list []scene.Network
	for _, n := range all {
		if !n.Predefined || n.Name == "bridge" || len(n.Containers) > 0 {
			list = append(list, n)
		}
	}
	slices.SortStableFunc(list, func(a, b scene.Network) int { return cmp.Compare(a.Slot, b.Slot) })
	return list
}

func networkPiece(n scene.Network) piece {
	t := token{DOM: scene.Token("network", n.ID), Node: "network", ID: n.ID, Name: n.Name, State: "idle", Select: "network/" + n.Name}
	if len(n.Containers) > 0 {
		t.State = "joined"
	}
	t.Aria = "Network " + n.Name + ", " + networkUse(n)
	return piece{token: t, slot: n.Slot + 1, rail: 1 + len(n.Containers), texts: []label{name(n.Name)}}
}

// networkUse says who is on a network.
func networkUse(n scene.Network) string {
	if len(n.Containers) == 0 {
		return "nobody on it"
	}
	return "with " + strings.Join(n.Containers, ", ")
}

// crossing is the traffic that crossed a network.
func crossing(all []scene.Traffic, network string) []scene.Traffic {
	var list []scene.Traffic
	for _, t := range all {
		if t.Network == network {
			list = append(list, t)
		}
	}
	return list
}
