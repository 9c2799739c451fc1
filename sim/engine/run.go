package engine

import (
	"fmt"
	"slices"
	"time"

	"drydock/sim/proc"
)

// timer is what happens at a moment: a process is woken, or a container that
// was asked to stop is killed.
type timer struct {
	at      time.Time
	process int
	kill    string // container id
	restart string // container id
	probe   string // container id
	pid1    int    // the process that was to stop
}

func (h *Host) setTimer(t timer) string {
	h.counter++
	key := fmt.Sprintf("%020d/%d", t.at.UnixNano(), h.counter)
	h.timers = h.timers.Set(key, t)
	return key
}

func (h *Host) mayRun(p process) bool {
	return !p.zombie && !p.halted && (p.machine == "" || h.containers.At(p.machine).State != Paused)
}

// run calls every process that is ready, until none is or the budget is used up.
func (h *Host) run() {
	for len(h.ready) > 0 && !h.spent.exhausted() {
		key := h.ready[0]
		h.ready = h.ready[1:]
		p, ok := h.procs.Get(key)
		if !ok || p.zombie {
			continue
		}
		if !h.mayRun(p) {
			p.missed = true
			h.procs = h.procs.Set(key, p)
			continue
		}
		if !h.rests(p) {
			h.call(p)
		}
	}
}

// call calls one process with its next event.
func (h *Host) call(p process) {
	h.forgetWaits(&p)
	ev := proc.Event{Kind: proc.Wake}
	switch {
	case p.fresh:
		ev.Kind, p.fresh = proc.Start, false
	case len(p.pending) > 0:
		ev = proc.Event{Kind: proc.Signaled, Signal: p.pending[0]}
		p.pending = slices.Clone(p.pending[1:])
		if len(p.pending) > 0 {
			h.enqueue(p.key)
		}
	}
	if !p.burstAt.Equal(h.now) {
		p.burst, p.burstAt = 0, h.now
	}
	h.procs = h.procs.Set(p.key, p)
	code := p.program
	if p.Next != nil {
		code = p.Next
	}
	run := p.Proc
	sys := &Sys{h: h, p: &run, key: p.key, used: p.burst}
	sys.use(10)
	run.Sys = sys
	before := sys.used
	code(&run, ev)
	sys.store()
	if p.machine != "" {
		h.burden(p.machine, sys.used-before)
	}
}

// due moves time to the earliest timer, if that is not after end, and lets it
// happen; false when there is none.
func (h *Host) due(end time.Time) bool {
	key, t, ok := h.timers.First()
	if !ok || t.at.After(end) {
		return false
	}
	h.timers = h.timers.Delete(key)
	if t.at.After(h.now) {
		h.now = t.at
	}
	switch {
	case t.kill != "":
		h.stopTimedOut(t)
	case t.probe != "":
		h.probeDue(t.probe)
	case t.restart != "":
		h.restartDue(t.restart)
	default:
		if p, ok := h.procs.Get(t.process); ok && p.timer == key {
			p.timer = ""
			h.procs = h.procs.Set(p.key, p)
			h.enqueue(p.key)
		}
	}
	return true
}

// Advance lets d of simulated time pass: what sleeps wakes, earliest first.
func (h Host) Advance(d time.Duration) Host {
	h.account(0)
	end := h.now.Add(d)
	h.run()
	for !h.spent.exhausted() && h.due(end) {
		h.run()
	}
	if h.now.Before(end) {
		h.now = end
	}
	return h
}
