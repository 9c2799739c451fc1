package engine

import (
	"errors"
	"fmt"
	"slices"

	"drydock/sim/vfs"
)

// Check tells what is wrong with a Host: an error for every broken invariant,
// nil when all hold. It is called after each step of every test.
func Check(h Host) error {
	return errors.Join(h.checkContainers(), h.checkImages(), h.checkMachine(), h.checkHostConfigs(), h.checkVolumes(), h.checkNetworks(), h.checkSockets(), h.checkUsage())
}

func (h Host) checkContainers() error {
	var errs []error
	bad := func(format string, args ...any) { errs = append(errs, fmt.Errorf(format, args...)) }
	building := 0
	for id, c := range h.containers.All() {
		first, alive := h.procs.Get(c.pid1)
		switch {
		case c.ID != id:
			bad("container %s is filed under %s", c.ID, id)
		case c.build.on:
			building++
		case h.names.At(c.Name) != id:
			bad("the name %s of %s belongs to %q", c.Name, id, h.names.At(c.Name))
		case h.bySeq.At(c.Seq) != id:
			bad("container %s is missing from the order of creation", id)
		case !h.images.Has(c.ImageID):
			bad("the image %s of container %s is gone", c.ImageID, c.Name)
		case !marks(h.images.At(c.ImageID).Tree, c.Lower):
			bad("the layers under container %s have changed", c.Name)
		case (c.State == Running || c.State == Paused) != (c.pid1 != 0):
			bad("container %s is %s with PID 1 %d", c.Name, c.State, c.pid1)
		case c.pid1 != 0 && (!alive || first.zombie || first.PID != 1 && h.pidns(id) == id || first.machine != id):
			bad("container %s has no PID 1", c.Name)
		case (c.State == Restarting) != (c.life.restart != ""), c.life.restart != "" && h.timers.At(c.life.restart).restart != id:
			bad("container %s is %s and restarts by the timer %q", c.Name, c.State, c.life.restart)
		case c.watch.on && (c.State != Running || h.timers.At(c.watch.timer).probe != id), !c.watch.on && c.watch.timer != "":
			bad("the health of %s container %s is checked by the timer %q", c.State, c.Name, c.watch.timer)
		case c.pid1 == 0 && len(h.Processes(id)) > 0:
			bad("container %s is %s but has processes", c.Name, c.State)
		}
	}
	if known := h.containers.Len() - building; h.names.Len() != known || h.bySeq.Len() != known {
		bad("%d containers, %d names, %d in order", known, h.names.Len(), h.bySeq.Len())
	}
	return errors.Join(errs...)
}

func (h Host) checkImages() error {
	var errs []error
	for ref, id := range h.tags.All() {
		if !h.images.Has(id) {
			errs = append(errs, fmt.Errorf("%s names the image %s, which is gone", ref, id))
		}
	}
	for id, img := range h.images.All() {
		if string(img.ID) != id {
			errs = append(errs, fmt.Errorf("image %s is filed under %s", img.ID, id))
		}
		for _, l := range img.Layers {
			if !h.pulled.Has(string(l.Digest)) {
				errs = append(errs, fmt.Errorf("layer %s of image %s is not on the host", l.Digest, id))
			}
		}
	}
	return errors.Join(errs...)
}

func (h Host) checkMachine() error {
	var errs []error
	bad := func(format string, args ...any) { errs = append(errs, fmt.Errorf(format, args...)) }
	refs, crowd := map[int]int{}, map[string]int{}
	for key, p := range h.procs.All() {
		crowd[p.machine]++
		if p.key != key {
			bad("process %d is filed under %d", p.key, key)
		}
		if p.Sys != nil {
			bad("process %d keeps its machine while it does not run", key)
		}
		for _, f := range p.fds {
			if f != 0 {
				refs[f]++
				if !h.files.Has(f) {
					bad("process %d (%s) has a descriptor for file %d, which is closed", key, p.Name, f)
				}
			}
		}
		for _, what := range p.waits {
			if !slices.Contains(h.waiters.At(what), key) {
				bad("process %d waits for %s, which does not know it", key, what)
			}
		}
	}
	for machine, n := range h.crowd.All() {
		if n != crowd[machine] {
			bad("machine %q has %d processes and counts %d", machine, crowd[machine], n)
		}
	}
	for _, c := range h.containers.All() {
		refs[c.stdin]++
	}
	for _, e := range h.execs.All() {
		refs[e.stdin]++
	}
	for id, f := range h.files.All() {
		if f.refs != refs[id] {
			bad("file %d is held %d times and counts %d", id, refs[id], f.refs)
		}
	}
	return errors.Join(errs...)
}

// marks tells whether a container's lower tree is its image's, with the mark of
// a container.
func marks(image, lower vfs.Tree) bool {
	for _, ch := range vfs.Diff(image, lower) {
		if ch.Path != "/.dockerenv" && ch.Path != "/" {
			return false
		}
	}
	return lower.Has("/.dockerenv")
}
