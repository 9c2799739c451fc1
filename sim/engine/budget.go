package engine

import (
	"slices"
	"time"

	"drydock/sim/persist"
)

// The budget of one Step. A process that would use more is ended or goes on
// with the next Step; no input makes the host hang.
const (
	mostWork       = 400_000   // units of Spend
	mostOutput     = 256 << 10 // bytes shown at the terminal
	quantum        = 20_000    // units one process may use at one moment
	machineQuantum = 40_000    // units all processes of a container may use at one moment
	mostBackground = 200_000   // units of containers that nobody watches, beside mostWork
	mostStored     = 64 << 20  // bytes of file content on one host
)

// slice is the simulated time that a used-up quantum stands for.
const slice = 100 * time.Millisecond

type budget struct {
	work, output, shown int
	crowded             bool                     // it was told that there are too many processes
	background          int                      // work of containers that nobody watches
	term                int                      // the terminal that is waited for, 0 none
	told                persist.Map[string, int] // how often what was told, see tells
	step                uint64                   // tells one Step's accounts from another's
}

func (b budget) exhausted() bool { return b.work >= mostWork || b.output >= mostOutput }

// account begins a Step's accounts; what had to sit out the last one may run.
func (h *Host) account(term int) {
	h.spent = budget{term: term, step: h.spent.step + 1}
	for _, key := range h.parked {
		h.enqueue(key)
	}
	h.parked = nil
}

// load is what a container did at one moment, and how long it has to rest for
// that: all its processes share a quantum, so that neither a busy loop nor a
// fork bomb in it eats the budget of the command at the terminal.
type load struct {
	at, until time.Time
	work      int
	naps      int // rests in the Step step
	step      uint64
}

// burden counts work of a container's process.
func (h *Host) burden(machine string, work int) {
	l := h.loads.At(machine)
	if !l.at.Equal(h.now) {
		l.work, l.at = 0, h.now
	}
	if l.step != h.spent.step {
		l.naps, l.step = 0, h.spent.step
	}
	if !h.watched(machine) {
		h.spent.background += work
		h.spent.work -= work
	}
	if l.work += work; l.work >= machineQuantum {
		d := slice
		if !h.watched(machine) {
			d <<= min(l.naps, 12)
		}
		l.until, l.work, l.naps = h.now.Add(d), 0, l.naps+1
	}
	h.loads = h.loads.Set(machine, l)
}

// watched tells whether the foreground of this Step's terminal shows what a
// container writes.
func (h *Host) watched(machine string) bool {
	for _, k := range h.waiters.At(LogOf(machine)) {
		if p := h.procs.At(k); h.spent.term != 0 && p.tty == h.spent.term {
			return true
		}
	}
	return false
}

// rests tells whether a process has to rest before it runs, and sees to it
// that it is called again.
func (h *Host) rests(p process) bool {
	until := h.loads.At(p.machine).until
	if p.machine != "" && h.spent.background >= mostBackground && !h.watched(p.machine) {
		h.parked = append(slices.Clip(h.parked), p.key)
		return true
	}
	if p.burst >= quantum && p.burstAt.Equal(h.now) {
		until = h.now.Add(slice)
	}
	if !until.After(h.now) {
		return false
	}
	if p.timer != "" {
		h.timers = h.timers.Delete(p.timer)
	}
	p.timer = h.setTimer(timer{at: until, process: p.key})
	h.procs = h.procs.Set(p.key, p)
	return true
}
