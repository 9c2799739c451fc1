package engine

import "strconv"

// ContainerAttach connects a client to the streams of a container, which may
// be created and started after; what it writes is read with Output. Errors:
// not found; conflict when it is paused or waits for its automatic restart.
// Source: Engine API, POST /containers/{id}/attach.
func (h Host) ContainerAttach(ref string) (Host, error) {
	c, err := h.Container(ref)
	if err != nil {
		return h, err
	}
	obj := Object{"container", c.ID}
	switch c.State {
	case Paused:
		return h, refuse(Conflict, obj, "container %s is paused, unpause the container before attach", ref)
	case Restarting:
		return h, refuse(Conflict, obj, "container %s is restarting, wait until the container is running", ref)
	}
	n := h
	n.containerEvent(c, "attach", "a client is connected to the streams of PID 1")
	return n, nil
}

// ContainerDetach is a client that leaves a container or an exec by its detach
// keys; what runs there goes on. It does nothing for what is gone.
func (h Host) ContainerDetach(id string) Host {
	if e, ok := h.execs.Get(id); ok {
		h.containerEvent(h.containers.At(e.container), "exec_detach", "the client has left, the process runs on", "execID", id)
	} else if c, ok := h.containers.Get(id); ok {
		h.containerEvent(c, "detach", "the client has left, PID 1 runs on")
	}
	return h
}

// ContainerResize gives the terminal of a container a size in rows and
// columns. Errors: not found; conflict when it does not run. Source: Engine
// API, POST /containers/{id}/resize.
func (h Host) ContainerResize(ref string, rows, cols int) (Host, error) {
	c, err := h.Container(ref)
	if err != nil {
		return h, err
	}
	if !c.runs() {
		return h, refuse(Conflict, Object{"container", c.ID}, "container %s is not running", c.ID)
	}
	n := h
	if f := n.files.At(c.stdin); f.kind == terminal {
		t := n.ttys.At(f.obj)
		t.rows, t.cols = rows, cols
		n.ttys = n.ttys.Set(f.obj, t)
	}
	n.containerEvent(c, "resize", "its terminal is as big as the client's", "height", strconv.Itoa(rows), "width", strconv.Itoa(cols))
	return n, nil
}
