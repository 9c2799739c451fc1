//go:build !core

package docker

import (
	"fmt"
	"time"

	"drydock/sim/compose"
	"drydock/sim/engine"
)

// resources makes the networks and volumes that are missing. Errors: external
// ones that are not there, others that are not this project's.
// Source: docker/compose v5 pkg/compose/create.go.
func (b *planner) resources(used []compose.Service) (need []int, warnings []string, err error) {
	h := b.c.host()
	for _, r := range b.p.Networks(used) {
		n, err := h.Network(r.Name)
		switch {
		case err != nil && r.External:
			return nil, nil, fmt.Errorf("network %s declared as external, but could not be found", r.Name)
		case err != nil:
			i, err := b.newNetwork(r, nil)
			if err != nil {
				return nil, nil, err
			}
			need = append(need, i)
		case !r.External && n.Labels[compose.LabelProject] == "":
			return nil, nil, fmt.Errorf("network %s was found but has incorrect label %s set to %q (expected: %q)", r.Name, compose.LabelNetwork, n.Labels[compose.LabelNetwork], r.Key)
		case diverged(n, r):
			again, err := b.renewNetwork(r)
			if err != nil {
				return nil, nil, err
			}
			need = append(need, again...)
		}
	}
	for _, r := range b.p.Volumes(used) {
		v, err := h.Volume(r.Name)
		switch {
		case err != nil && r.External:
			return nil, nil, fmt.Errorf("external volume %q not found", r.Name)
		case err != nil:
			o := b.p.VolumeCreate(r)
			need = append(need, b.add(task{about: "Volume " + r.Name, begin: "Creating", end: "Created", again: time.Millisecond,
				stages: []stage{call(makingVolume, func(h engine.Host) (engine.Host, error) {
					n, _, err := h.VolumeCreate(o)
					return n, err
				})}}))
		case !r.External && v.Labels[compose.LabelProject] == "":
			warnings = append(warnings, fmt.Sprintf("volume %q already exists but was not created by Docker Compose. Use `external: true` to use an existing volume", r.Name))
		case !r.External && v.Labels[compose.LabelProject] != b.p.Name:
			warnings = append(warnings, fmt.Sprintf("volume %q already exists but was created for project %q (expected %q). Use `external: true` to use an existing volume", r.Name, v.Labels[compose.LabelProject], b.p.Name))
		}
	}
	return need, warnings, nil
}
