package engine

import (
	"errors"
	"fmt"
	"path"
)

// checkVolumes: what a container mounts exists and cannot be removed; a mount
// lies somewhere; no two mounts of a container have one destination.
func (h Host) checkVolumes() error {
	var errs []error
	bad := func(format string, args ...any) { errs = append(errs, fmt.Errorf(format, args...)) }
	for name, v := range h.volumes.All() {
		if v.Name != name || v.Driver == "" {
			bad("volume %q of driver %q is filed under %s", v.Name, v.Driver, name)
		}
		if _, err := h.VolumeRemove(name, false); (err == nil) != (len(h.measured(v).UsedBy) == 0) {
			bad("volume %s is mounted by %v, and removing it says %v", name, h.measured(v).UsedBy, err)
		}
	}
	for _, c := range h.containers.All() {
		seen := map[string]bool{}
		for _, m := range c.Mounts {
			if m.Name != "" && !h.volumes.Has(m.Name) {
				bad("container %s mounts the volume %s, which is gone", c.Name, m.Name)
			}
			if seen[m.Destination] {
				bad("container %s mounts twice at %s", c.Name, m.Destination)
			}
			seen[m.Destination] = true
		}
		if up := c.pid1 != 0; up != c.mounts.Has("/proc") {
			bad("container %s is %s with %d mounts", c.Name, c.State, c.mounts.Len())
		}
		for p, m := range c.mounts.All() {
			if path.Clean(p) != p || !path.IsAbs(p) || m.source != "" && !path.IsAbs(m.source) {
				bad("container %s mounts %q at %q", c.Name, m.source, p)
			}
			if m.limit > 0 && h.treeSize(m.tree) > m.limit {
				bad("the tmpfs %s of container %s holds more than it may", p, c.Name)
			}
		}
	}
	return errors.Join(errs...)
}
