package engine

import (
	"fmt"
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

// sendSignal signals PID 1 and tells so; a frozen container is resumed so that
// the signal can take effect.
func (h *Host) sendSignal(c Container, sig proc.Signal, reason string) {
	h.containerEvent(c, "kill", reason, "signal", fmt.Sprint(int(sig)))
	c.life = c.life.signalled(c, sig)
	resumed := c.State == Paused && c.stopsBy(sig)
	if resumed {
		c.State = Running
	}
	h.containers = h.containers.Set(c.ID, c)
	if resumed {
		h.watchHealth(c.ID)
		h.resumeAll(c.ID)
	}
	h.signal(c.pid1, sig, "")
}

// stopsBy tells of a signal that it is meant to end the container: SIGKILL, its
// own stop signal, or any if it has none of its own. Source: moby
// daemon/kill.go, killWithSignal.
func (c Container) stopsBy(sig proc.Signal) bool {
	own, ok := proc.ParseSignal(c.Config.StopSignal)
	return sig == proc.SIGKILL || c.Config.StopSignal == "" || ok && own == sig
}

// signalled is the life of a container after a signal was sent to it by hand.
func (l life) signalled(c Container, sig proc.Signal) life {
	l.byHand, l.final = true, l.final || c.stopsBy(sig)
	return l
}

// isRestarting is what requests are refused with that need processes.
func (c Container) isRestarting() *Error {
	return refuse(Conflict, Object{"container", c.ID}, "Container %s is restarting, wait until the container is running", c.ID).
		because("PID 1 has ended and the restart policy has not yet started it again")
}

func (h *Host) resumeAll(machine string) {
	for _, p := range h.procs.All() {
		if p.machine == machine {
			h.resume(p.key)
		}
	}
}

// stopTimedOut kills a container that did not stop in time.
func (h *Host) stopTimedOut(t timer) {
	c, ok := h.containers.Get(t.kill)
	if !ok || c.pid1 != t.pid1 {
		return
	}
	h.sendSignal(c, proc.SIGKILL, "PID 1 still ran when the time to stop was over, so it is killed: SIGKILL cannot be caught")
}

// ContainerKill sends a signal to PID 1, SIGKILL without a name. Errors: not
// found; invalid argument for a signal; conflict when it does not run.
func (h Host) ContainerKill(ref, signal string) (Host, error) {
	c, err := h.Container(ref)
	if err != nil {
		return h, refuse(NotFound, Object{Type: "host"}, "cannot kill container: %s: %s", ref, err.Error())
	}
	if signal == "" {
		signal = "KILL"
	}
	sig, ok := proc.ParseSignal(signal)
	if !ok {
		return h, refuse(InvalidArg, Object{"container", c.ID}, "cannot kill container: %s: invalid signal: %s", ref, signal)
	}
	if !c.active() {
		return h, refuse(Conflict, Object{"container", c.ID}, "cannot kill container: %s: container %s is not running", ref, c.ID).
			because("there is no PID 1 to send a signal to")
	}
	n := h
	if c.State == Restarting {
		if c.life = c.life.signalled(c, sig); c.life.final {
			n.endRestarting(c)
			return n, nil
		}
		n.containers = n.containers.Set(c.ID, c)
		return n, nil
	}
	n.sendSignal(c, sig, "docker kill sends SIG"+sig.Name()+" to PID 1")
	return n, nil
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

// containerExited is what happens when PID 1 has ended with a code.
func (h *Host) containerExited(c Container, code int) {
	h.stopHealth(c.ID)
	h.killMachine(c.ID)
	c = h.containers.At(c.ID)
	in, ran := c.stdin, h.now.Sub(c.StartedAt)
	c.State, c.ExitCode, c.FinishedAt, c.pid1, c.stdin = Exited, code, h.now, 0, 0
	then, stopped := c.then, c.stopped
	c.then, c.stopped = stay, false
	c.Exits++
	again, why := c.restarts(code)
	if again = again && then == stay; again {
		c.State, c.life.delay = Restarting, c.life.nextDelay(ran)
		c.life.restart = h.setTimer(timer{at: h.now.Add(c.life.delay + starting), restart: c.ID})
		c.Restarts++
		why = fmt.Sprintf("; %s, so it starts again in %s", why, c.life.delay)
	}
	h.containers = h.containers.Set(c.ID, c)
	h.loads = h.loads.Delete(c.ID)
	h.hold(in, -1)
	h.leaveAll(c.ID, false)
	h.unmountAll(c.ID)
	c = h.containers.At(c.ID)
	if stopped {
		h.containerEvent(c, "stop", "what docker stop was to bring about is done")
	}
	h.containerEvent(c, "die", fmt.Sprintf("PID 1 ended with code %d, and a container is its PID 1; its files stay%s", code, why),
		"exitCode", fmt.Sprint(code), "execDuration", fmt.Sprint(int(ran/time.Second)))
	h.wake(StateOf(c.ID))
	h.wake(LogOf(c.ID))
	_ = h.afterStop(c, then) // a failure is told by the container's Error
}

// afterStop is what follows when a container has come to rest.
func (h *Host) afterStop(c Container, then afterExit) error {
	switch {
	case then == startAgain:
		if err := h.start(c); err != nil {
			return err
		}
		h.containerEvent(h.containers.At(c.ID), "restart", "docker restart")
	case c.Host.AutoRemove:
		h.remember(c)
		h.destroy(c)
	}
	return nil
}

// remember keeps what is told of a container when it is gone.
func (h *Host) remember(c Container) {
	h.removed = h.removed.Set(c.ID, Removed{ID: c.ID, Name: c.Name, Image: c.Config.Image, ExitCode: c.ExitCode,
		At: h.now, Lost: c.Changes(), out: c.out, seq: c.Seq})
	if h.removed.Len() > keptRemoved {
		oldest := ""
		for id, r := range h.removed.All() {
			if oldest == "" || r.At.Before(h.removed.At(oldest).At) {
				oldest = id
			}
		}
		h.removed = h.removed.Delete(oldest)
	}
}

const keptRemoved = 24
