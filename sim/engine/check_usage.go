package engine

import (
	"errors"
	"fmt"
)

// checkUsage tells what is wrong with what the host says it uses.
func (h Host) checkUsage() error {
	var errs []error
	bad := func(format string, args ...any) { errs = append(errs, fmt.Errorf(format, args...)) }
	u := h.DiskUsage()
	if u.Unused < 0 || u.Unused > u.Layers {
		bad("%d of %d bytes of layers can be reclaimed", u.Unused, u.Layers)
	}
	for _, i := range u.Images {
		if i.Shared > i.Size {
			bad("image %s shares %d of %d bytes", i.Image.ID, i.Shared, i.Size)
		}
	}
	for _, c := range h.Containers() {
		s, err := h.ContainerStats(c.ID)
		switch {
		case err != nil:
			bad("no figures of container %s: %v", c.Name, err)
		case s.Memory > s.Limit:
			bad("container %s uses %d of %d bytes of memory", c.Name, s.Memory, s.Limit)
		case (s.PIDs > 0) != c.runs():
			bad("container %s is %s with %d processes", c.Name, c.State, s.PIDs)
		}
	}
	for id, e := range h.execs.All() {
		if !e.done && !h.containers.Has(e.container) {
			bad("exec %s is of container %s, which is gone", id, e.container)
		}
	}
	return errors.Join(errs...)
}
