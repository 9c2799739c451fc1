package engine

import (
	"fmt"

	"drydock/sim/proc"
)

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
