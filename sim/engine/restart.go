package engine

import (
	"fmt"
	"time"
)

// The delay before an automatic restart doubles from the first to the longest;
// a run of at least goodRun begins anew. Source: moby
// daemon/internal/restartmanager.
const (
	firstDelay   = 100 * time.Millisecond
	longestDelay = time.Minute
	goodRun      = 10 * time.Second
	starting     = 100 * time.Millisecond // the automatic start itself
)

// life is what the engine remembers of how a container is to live on.
type life struct {
	byHand  bool          // a signal was sent through the API since the last start by hand
	final   bool          // stopped for good: the restart policy counts no more
	delay   time.Duration // before the restart to come or the last one, 0: none yet
	restart string        // the timer of the restart to come, "" when none is
}

// restarts tells whether the policy starts a container again that has ended
// with a code, and why it does or does not.
func (c Container) restarts(code int) (bool, string) {
	p := c.Host.RestartPolicy
	switch {
	case p.IsNone() || p.Name == "":
		return false, ""
	case c.life.final:
		return false, fmt.Sprintf("; it was stopped by hand, so the restart policy %s does not count", p.Name)
	case p.IsAlways():
		return true, "the restart policy is always"
	case p.IsUnlessStopped():
		return !c.life.byHand, "the restart policy is unless-stopped and nobody stopped it"
	case code == 0:
		return false, "; code 0 is no failure, so the restart policy on-failure does nothing"
	case p.MaximumRetryCount > 0 && c.Restarts >= p.MaximumRetryCount:
		return false, fmt.Sprintf("; the restart policy on-failure allows %d restarts and they are used up", p.MaximumRetryCount)
	}
	return true, fmt.Sprintf("the restart policy is %s and code %d is a failure", p.Name, code)
}

// nextDelay is how long to wait before the next restart after a run of length ran.
func (l life) nextDelay(ran time.Duration) time.Duration {
	if l.delay == 0 || ran >= goodRun {
		return firstDelay
	}
	return min(2*l.delay, longestDelay)
}

// restartDue is the automatic start of a container. One that fails ends the loop.
func (h *Host) restartDue(id string) {
	c := h.containers.At(id)
	code := c.ExitCode
	c.life.restart = ""
	h.containers = h.containers.Set(id, c)
	if err := h.begin(c); err == nil {
		return
	}
	if c, alive := h.containers.Get(id); alive {
		c.State, c.ExitCode = Exited, code
		h.containers = h.containers.Set(id, c)
		h.wake(StateOf(id))
	}
}

// endRestarting stops a container that waits for its automatic start: there is
// no process to signal, so it is enough to forget the start.
func (h *Host) endRestarting(c Container) {
	h.timers = h.timers.Delete(c.life.restart)
	c.life.restart, c.State = "", Exited
	h.containers = h.containers.Set(c.ID, c)
	h.wake(StateOf(c.ID))
	h.wake(LogOf(c.ID))
}
