package engine

import (
	"fmt"
	"time"
)

// containerExited is what happens when PID 1 has ended with a code.
func (h *Host) containerExited(c Container, code int) {
	h.killMachine(c.ID) // a probe under way has failed with it
	h.endNamespace(c.ID)
	h.stopHealth(c.ID)
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
	h.uts = h.uts.Delete(c.ID)
	h.forgetSettings(c.ID)
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
		Created: c.Created, Mounts: c.Mounts, At: h.now, Lost: c.Changes(), out: c.out, seq: c.Seq})
	for _, m := range c.Mounts {
		if m.Name != "" && !m.anonymous {
			h.glass("volume", "stay", m.Name, "a volume belongs to no container: "+m.Name+" stays when "+c.Name+" goes", "container", c.ID)
		}
	}
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
