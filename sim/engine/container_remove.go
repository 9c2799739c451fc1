package engine

import (
	"strings"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// RemoveOptions say how a container is removed.
type RemoveOptions struct {
	Force   bool // kill it first if it runs
	Volumes bool // its anonymous volumes too
}

// ContainerRemove removes a container and its writable layer. Errors: not
// found; conflict when it runs or is paused and force is not given. Source:
// Engine API, DELETE /containers/{id}.
func (h Host) ContainerRemove(ref string, o RemoveOptions) (Host, error) {
	c, err := h.Container(ref)
	if err != nil {
		return h, err
	}
	obj := Object{"container", c.ID}
	if !o.Force {
		switch c.State {
		case Paused:
			return h, refuse(Conflict, obj, "cannot remove container %q: container is paused and must be unpaused first", ref)
		case Restarting:
			return h, refuse(Conflict, obj, "cannot remove container %q: container is %s: stop the container before removing or force remove", ref, c.State).
				because("its restart policy is about to start it again: docker stop ends that")
		case Running:
			return h, refuse(Conflict, obj, "cannot remove container %q: container is %s: stop the container before removing or force remove", ref, c.State).
				because("PID 1 (%s) still runs: docker stop asks it to end, docker rm -f kills it and removes the container.", h.procs.At(c.pid1).Name)
		}
	}
	n := h
	if c.State == Restarting {
		n.endRestarting(c)
	}
	if c.runs() {
		n.sendSignal(c, proc.SIGKILL, "docker rm -f kills PID 1 before it removes the container")
	}
	c, alive := n.containers.Get(c.ID)
	if alive { // not removed on exit already
		n.remember(c)
		c.withVolumes = o.Volumes
		n.destroy(c)
	}
	return n, nil
}

// destroy takes a container that does not run off the host; with --rm, or if
// it was asked for, its anonymous volumes too.
func (h *Host) destroy(c Container) {
	h.containers = h.containers.Delete(c.ID)
	h.bySeq = h.bySeq.Delete(c.Seq)
	h.names = h.names.Delete(c.Name)
	for id, e := range h.execs.All() {
		if e.container == c.ID {
			if !e.done { // whoever is attached to it is to hear of its end
				e.done, e.code = true, 137
			}
			h.execs = h.execs.Set(id, e)
			h.wake(LogOf(id))
		}
	}
	h.entries = max(h.entries-len(c.Changes()), 0)
	h.stored = max(h.stored-vfs.LayerOf(c.Lower, c.Root).Size(), 0)
	if c.withVolumes || c.Host.AutoRemove {
		h.dropVolumes(c)
	}
	h.containerEvent(c, "destroy", "the writable layer is gone with everything written to it; the image stays")
	h.wake(StateOf(c.ID))
	h.wake(LogOf(c.ID))
}

// ContainerRename gives a container another name. Errors: not found; invalid
// argument for a bad or unchanged name; conflict when it is taken. Source:
// Engine API, POST /containers/{id}/rename.
func (h Host) ContainerRename(ref, name string) (Host, error) {
	c, err := h.Container(ref)
	if err != nil {
		return h, err
	}
	obj := Object{"container", c.ID}
	name = strings.TrimPrefix(name, "/")
	switch {
	case name == "":
		return h, refuse(InvalidArg, obj, "Neither old nor new names may be empty")
	case name == c.Name:
		return h, refuse(InvalidArg, obj, "Renaming a container with the same name as its current name")
	case !validName.MatchString(name):
		return h, refuse(InvalidArg, obj, "Error when allocating new name: Invalid container name (/%s), %s", name, nameRule)
	}
	if err := h.freeName(name); err != nil {
		err.Message = "Error when allocating new name: " + err.Message
		return h, err
	}
	n := h
	old := c.Name
	c.Name = name
	n.containers = n.containers.Set(c.ID, c)
	n.names = n.names.Delete(old).Set(name, c.ID)
	n.containerEvent(c, "rename", "only the name changes, the container is the same", "oldName", "/"+old)
	return n, nil
}
