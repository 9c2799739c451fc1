//go:build !core

package docker

import (
	"slices"
	"time"

	"drydock/sim/compose"
	"drydock/sim/engine"
)

// diverged tells of a network that was made otherwise than the file has it now.
func diverged(n engine.Network, r compose.Resource) bool {
	was := n.Labels[compose.LabelHash]
	return !r.External && was != "" && was != r.Hash()
}

// newNetwork makes a network.
func (b *planner) newNetwork(r compose.Resource, need []int) (int, error) {
	o, err := b.p.NetworkCreate(r)
	if err != nil {
		return 0, err
	}
	return b.add(task{about: "Network " + r.Name, begin: "Creating", end: "Created", again: 2 * time.Millisecond, need: need,
		stages: []stage{call(makingNetwork, func(h engine.Host) (engine.Host, error) {
			n, _, err := h.NetworkCreate(o)
			return n, err
		})}}), nil
}

// renewNetwork makes a network anew: its containers stop, leave it, and are put
// on the new one; they stay who they are.
// Source: docker/compose v5 pkg/compose/reconcile.go, planRecreateNetworks.
func (b *planner) renewNetwork(r compose.Resource) (need []int, err error) {
	var users []part
	var left []int
	for _, s := range b.p.AllServices() {
		if s.Joins(r.Key) {
			users = append(users, ofService(b.all, s.Name)...)
		}
	}
	for _, k := range users {
		i, stopped := b.halted[k.ID]
		if !stopped {
			i = b.add(stopTask(k, engine.StopOptions{}, nil))
			b.halted[k.ID] = i
		}
		left = append(left, b.add(task{need: []int{i}, stages: []stage{call(answer, func(h engine.Host) (engine.Host, error) {
			return h.NetworkDisconnect(r.Name, k.ID, true)
		})}}))
	}
	gone := b.add(task{about: "Network " + r.Name, begin: "Removing", end: "Removed", need: left, stages: []stage{
		call(removingNetwork, func(h engine.Host) (engine.Host, error) { return h.NetworkRemove(r.Name) })}})
	made, err := b.newNetwork(r, []int{gone})
	if err != nil {
		return nil, err
	}
	need = []int{made}
	for _, k := range users {
		s, _ := b.p.Service(k.service)
		ask, err := b.p.Endpoint(s, k.number, r.Name)
		if err != nil {
			return nil, err
		}
		need = append(need, b.add(task{need: []int{made}, stages: []stage{call(answer, func(h engine.Host) (engine.Host, error) {
			return h.NetworkConnect(r.Name, k.ID, ask)
		})}}))
	}
	return slices.Compact(need), nil
}
