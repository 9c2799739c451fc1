package engine

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/moby/moby/api/types/container"
)

// Health is what the health check of a container has found so far.
type Health struct {
	Status container.HealthStatus // starting, healthy or unhealthy
	Streak int                    // failures in a row
	Log    []Probe                // the last five, oldest first; replaced, never written to
}

// Probe is one run of a health check.
type Probe struct {
	Start, End time.Time
	ExitCode   int    // -1: it took too long or could not be started
	Output     string // at most 4096 bytes and "..."
}

// watch is what runs a container's health check.
type watch struct {
	on    bool
	exec  string    // the probe under way, ""
	since time.Time // its start
	timer string    // of the next probe, or of the end of this one's time
}

// Source: moby daemon/health.go.
const (
	probeInterval = 30 * time.Second
	probeTimeout  = 30 * time.Second
	startInterval = 5 * time.Second
	probeRetries  = 3
	keptProbes    = 5
	mostProbed    = 4096 // bytes of a probe's output
)

// HealthStatus is "none" without a health check, else starting, healthy or unhealthy.
func (c Container) HealthStatus() string {
	if c.Health.Status == "" {
		return string(container.NoHealthcheck)
	}
	return string(c.Health.Status)
}

// probe is the command of a container's health check, nil when it has none.
// Source: moby daemon/health.go, getProbe.
func (c Container) probe() []string {
	check := c.Config.Healthcheck
	if check == nil || len(check.Test) < 2 {
		return nil
	}
	switch check.Test[0] {
	case "CMD":
		return check.Test[1:]
	case "CMD-SHELL":
		shell := c.Config.Shell
		if len(shell) == 0 {
			shell = []string{"/bin/sh", "-c"}
		}
		return append(slices.Clone(shell), check.Test[1])
	}
	return nil
}

// startHealth begins with the health check of a container that has just been started.
func (h *Host) startHealth(id string) {
	c := h.containers.At(id)
	if c.probe() == nil {
		return
	}
	c.Health.Status, c.Health.Streak = container.Starting, 0
	h.containers = h.containers.Set(id, c)
	h.watchHealth(id)
}

// watchHealth lets the checks of a running container go on: the next one comes
// after an interval.
func (h *Host) watchHealth(id string) {
	c := h.containers.At(id)
	if c.Health.Status == "" || c.watch.on {
		return
	}
	c.watch.on = true
	h.containers = h.containers.Set(id, c)
	h.nextProbe(c)
}

func (h *Host) nextProbe(c Container) {
	check := c.Config.Healthcheck
	wait := or(check.Interval, probeInterval)
	if c.Health.Status == container.Starting && h.now.Sub(c.StartedAt) < check.StartPeriod {
		wait = or(check.StartInterval, startInterval)
	}
	c.watch.timer = h.setTimer(timer{at: h.now.Add(wait), probe: c.ID})
	h.containers = h.containers.Set(c.ID, c)
}

func or(given, otherwise time.Duration) time.Duration {
	if given == 0 {
		return otherwise
	}
	return given
}

// stopHealth stops checking a container that is paused or has ended. Its
// status is unhealthy then, as in Docker. Source: moby daemon/container/health.go,
// CloseMonitorChannel.
func (h *Host) stopHealth(id string) {
	c := h.containers.At(id)
	if !c.watch.on {
		return
	}
	h.timers = h.timers.Delete(c.watch.timer)
	running := c.watch.exec
	c.watch, c.Health.Status = watch{}, container.Unhealthy
	h.containers = h.containers.Set(id, c)
	if e, ok := h.execs.Get(running); ok && !e.done {
		h.end(e.key, killed)
	}
}

const killed = 128 + 9 // the code of what SIGKILL has ended

// probeDue starts a probe, or ends the one under way: its time is over.
func (h *Host) probeDue(id string) {
	c := h.containers.At(id)
	c.watch.timer = ""
	h.containers = h.containers.Set(id, c)
	if c.watch.exec != "" {
		h.probeTimedOut(c)
		return
	}
	c.watch.since = h.now
	n, exec, err := h.ExecCreate(id, ExecOptions{Cmd: c.probe()})
	if err == nil {
		c = n.containers.At(id)
		c.watch.exec = exec
		c.watch.timer = n.setTimer(timer{at: h.now.Add(or(c.Config.Healthcheck.Timeout, probeTimeout)), probe: id})
		c.watch.since = h.now
		n.containers = n.containers.Set(id, c)
		n, err = n.ExecStart(exec)
	}
	*h = n
	if err != nil {
		h.probed(id, -1, err.Error())
	}
}

func (h *Host) probeTimedOut(c Container) {
	id := c.watch.exec
	e := h.execs.At(id)
	c.watch.exec = "" // its end is no result any more
	h.containers = h.containers.Set(c.ID, c)
	h.end(e.key, killed)
	text := "Health check exceeded timeout (" + or(c.Config.Healthcheck.Timeout, probeTimeout).String() + ")"
	if out := probeOutput(h.execs.At(id).out); out != "" {
		text += ": " + out
	}
	h.probed(c.ID, -1, text)
}

// probeEnded takes the result of a probe, when the exec that ended is one.
func (h *Host) probeEnded(e exec) {
	if c, ok := h.containers.Get(e.container); ok && c.watch.exec == e.id {
		h.probed(c.ID, e.code, probeOutput(e.out))
	}
}

func probeOutput(s stream) string {
	var b strings.Builder
	for _, c := range s.chunks.All() {
		b.WriteString(c.Text)
	}
	if b.Len() > mostProbed {
		return b.String()[:mostProbed] + "..."
	}
	return b.String()
}

// probed takes one result: a success makes a container healthy at once, as
// many failures in a row as it has retries make it unhealthy; those within the
// start period do not count until the first success. Source: moby
// daemon/health.go, handleProbeResult.
func (h *Host) probed(id string, code int, output string) {
	c := h.containers.At(id)
	h.timers = h.timers.Delete(c.watch.timer)
	c.watch.exec, c.watch.timer = "", ""
	before, check := c.Health.Status, c.Config.Healthcheck
	log := append(slices.Clone(c.Health.Log), Probe{c.watch.since, h.now, code, output})
	c.Health.Log = log[max(0, len(log)-keptProbes):]
	retries := check.Retries
	if retries == 0 {
		retries = probeRetries
	}
	switch {
	case code == 0:
		c.Health.Status, c.Health.Streak = container.Healthy, 0
	case before == container.Starting && c.watch.since.Sub(c.StartedAt) < check.StartPeriod:
	default:
		if c.Health.Streak++; c.Health.Streak >= retries {
			c.Health.Status = container.Unhealthy
		}
	}
	h.containers = h.containers.Set(id, c)
	if c.Health.Status != before {
		h.containerEvent(c, "health_status: "+string(c.Health.Status), healthReason(c.Health))
		h.wake(StateOf(id))
	}
	h.nextProbe(c)
}

func healthReason(x Health) string {
	if x.Status == container.Healthy {
		return "the check ended with code 0"
	}
	return fmt.Sprintf("failures in a row: %d; Docker only says so, the container runs on", x.Streak)
}

// inspected is the health check as the API tells of it, nil when there is none.
func (x Health) inspected() *container.Health {
	if x.Status == "" {
		return nil
	}
	out := &container.Health{Status: x.Status, FailingStreak: x.Streak, Log: []*container.HealthcheckResult{}}
	for _, p := range x.Log {
		out.Log = append(out.Log, &container.HealthcheckResult{Start: p.Start, End: p.End, ExitCode: p.ExitCode, Output: p.Output})
	}
	return out
}

// mergeHealthcheck is the user's health check over the image's. Source: moby
// daemon/commit.go, merge.
func mergeHealthcheck(user, from *container.HealthConfig) *container.HealthConfig {
	if user == nil || from == nil {
		if user == nil {
			return from
		}
		return user
	}
	merged := *user
	if len(merged.Test) == 0 {
		merged.Test = from.Test
	}
	merged.Interval = or(merged.Interval, from.Interval)
	merged.Timeout = or(merged.Timeout, from.Timeout)
	merged.StartPeriod = or(merged.StartPeriod, from.StartPeriod)
	merged.StartInterval = or(merged.StartInterval, from.StartInterval)
	if merged.Retries == 0 {
		merged.Retries = from.Retries
	}
	return &merged
}
