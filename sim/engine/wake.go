package engine

import (
	"slices"
)

// Await keys: what a client may wait for.
const (
	EventLog  = "events" // something was added to the event log
	HostFiles = "files"  // a file of the machine itself was written, made or removed
)

// StateOf is the key of a container's state: start, exit, removal.
func StateOf(id string) string { return "s:" + id }

// LogOf is the key of the output of a container or exec.
func LogOf(id string) string { return "l:" + id }

func (h *Host) await(key int, what string) {
	p := h.procs.At(key)
	if !slices.Contains(p.waits, what) {
		p.waits = append(slices.Clip(p.waits), what)
		h.procs = h.procs.Set(key, p)
		h.waiters = h.waiters.Set(what, append(slices.Clip(h.waiters.At(what)), key))
	}
}

// forgetWaits takes a process off all it waits for.
func (h *Host) forgetWaits(p *process) {
	for _, what := range p.waits {
		left := make([]int, 0, 2)
		for _, k := range h.waiters.At(what) {
			if k != p.key {
				left = append(left, k)
			}
		}
		if len(left) == 0 {
			h.waiters = h.waiters.Delete(what)
		} else {
			h.waiters = h.waiters.Set(what, left)
		}
	}
	if p.timer != "" {
		h.timers = h.timers.Delete(p.timer)
	}
	p.waits, p.timer = nil, ""
}

// wake lets all that wait for what run again.
func (h *Host) wake(what string) {
	for _, key := range h.waiters.At(what) {
		h.enqueue(key)
	}
}

func (h *Host) enqueue(key int) {
	if !slices.Contains(h.ready, key) {
		h.ready = append(slices.Clip(h.ready), key)
	}
}

// resume enqueues a process that missed a wake while it could not run.
func (h *Host) resume(key int) {
	if p, ok := h.procs.Get(key); ok && p.missed && h.mayRun(p) {
		p.missed = false
		h.procs = h.procs.Set(key, p)
		h.enqueue(key)
	}
}
