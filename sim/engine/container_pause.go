package engine

func (h *Host) resumeAll(machine string) {
	for _, p := range h.procs.All() {
		if p.machine == machine {
			h.resume(p.key)
		}
	}
}

// ContainerPause freezes all processes of a container. Errors: not found;
// conflict when it is paused or does not run.
func (h Host) ContainerPause(ref string) (Host, error) {
	c, err := h.Container(ref)
	if err != nil {
		return h, err
	}
	o := Object{"container", c.ID}
	switch {
	case c.State == Paused:
		return h, refuse(Conflict, o, "container %s is already paused", c.ID)
	case c.State == Restarting:
		return h, c.isRestarting()
	case !c.runs():
		return h, refuse(Conflict, o, "container %s is not running", c.ID).because("only running processes can be frozen")
	}
	c.State = Paused
	n := h
	n.containers = n.containers.Set(c.ID, c)
	n.stopHealth(c.ID)
	n.containerEvent(c, "pause", "the freezer holds every process of the container where it is; memory stays")
	n.wake(StateOf(c.ID))
	return n, nil
}

// ContainerUnpause lets the processes of a container go on. Errors: not found;
// system when it is not paused.
func (h Host) ContainerUnpause(ref string) (Host, error) {
	c, err := h.Container(ref)
	if err != nil {
		return h, err
	}
	if c.State != Paused {
		return h, refuse(System, Object{"container", c.ID}, "Container %s is not paused", c.ID)
	}
	c.State = Running
	n := h
	n.containers = n.containers.Set(c.ID, c)
	n.watchHealth(c.ID)
	n.resumeAll(c.ID)
	n.containerEvent(c, "unpause", "the processes go on where they were frozen")
	n.wake(StateOf(c.ID))
	return n, nil
}
