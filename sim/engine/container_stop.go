package engine

import (
	"time"

	"drydock/sim/proc"
)

// StopOptions say how a container is stopped.
type StopOptions struct {
	Signal  string // "": the container's own, else SIGTERM
	Timeout *int   // seconds; nil: the container's own, else 10; negative: for ever
}

const defaultStop = 10 // seconds

// ContainerStop asks a container to stop: PID 1 gets the stop signal, and
// SIGKILL when it still runs after the timeout. It returns at once; the
// container has stopped when its state says so, see StateOf. Stopping one that
// does not run does nothing. Errors: not found; invalid argument for a signal.
// Source: Engine API, POST /containers/{id}/stop.
func (h Host) ContainerStop(ref string, o StopOptions) (Host, error) {
	c, err := h.Container(ref)
	if err != nil {
		return h, err
	}
	if !c.active() {
		return h, nil
	}
	n := h
	if err := n.stop(c, o, stay); err != nil {
		return h, err
	}
	return n, nil
}

// ContainerRestart stops a container that runs and starts it. It returns at
// once: the container has restarted when it runs with a later StartedAt.
// Errors: as ContainerStop and ContainerStart.
func (h Host) ContainerRestart(ref string, o StopOptions) (Host, error) {
	c, err := h.Container(ref)
	if err != nil {
		return h, err
	}
	n := h
	if c.active() {
		if err := n.stop(c, o, startAgain); err != nil {
			return h, err
		}
		return n, nil
	}
	if err := n.start(c); err != nil {
		return n, err
	}
	n.containerEvent(n.containers.At(c.ID), "restart", "docker restart")
	return n, nil
}

// runs tells whether there is a PID 1, frozen or not.
func (c Container) runs() bool { return c.pid1 != 0 }

// active tells whether a container runs or waits for its automatic restart:
// what the API calls running.
func (c Container) active() bool { return c.runs() || c.State == Restarting }

func (h *Host) stop(c Container, o StopOptions, then afterExit) error {
	name := o.Signal
	if name == "" {
		name = c.Config.StopSignal
	}
	if name == "" {
		name = "TERM"
	}
	sig, ok := proc.ParseSignal(name)
	if !ok {
		return refuse(InvalidArg, Object{"container", c.ID}, "invalid signal: %s", name)
	}
	timeout := defaultStop
	switch {
	case o.Timeout != nil:
		timeout = *o.Timeout
	case c.Config.StopTimeout != nil:
		timeout = *c.Config.StopTimeout
	}
	if c.State == Restarting {
		h.endRestarting(c)
		h.containerEvent(c, "stop", "it waited for its automatic restart, which is off now")
		return h.afterStop(h.containers.At(c.ID), then)
	}
	c.stopped, c.then = true, then
	h.sendSignal(c, sig, "docker stop asks PID 1 to end with SIG"+sig.Name())
	if c = h.containers.At(c.ID); c.runs() && timeout >= 0 {
		h.setTimer(timer{at: h.now.Add(time.Duration(timeout) * time.Second), kill: c.ID, pid1: c.pid1})
	}
	return nil
}

// isRestarting is what requests are refused with that need processes.
func (c Container) isRestarting() *Error {
	return refuse(Conflict, Object{"container", c.ID}, "Container %s is restarting, wait until the container is running", c.ID).
		because("PID 1 has ended and the restart policy has not yet started it again")
}

// stopTimedOut kills a container that did not stop in time.
func (h *Host) stopTimedOut(t timer) {
	c, ok := h.containers.Get(t.kill)
	if !ok || c.pid1 != t.pid1 {
		return
	}
	h.sendSignal(c, proc.SIGKILL, "PID 1 still ran when the time to stop was over, so it is killed: SIGKILL cannot be caught")
}
