package engine

import (
	"fmt"
	"slices"
	"time"

	"drydock/sim/proc"
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
	background          int    // work of containers that nobody watches
	term                int    // the terminal that is waited for, 0 none
	step                uint64 // tells one Step's accounts from another's
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

// Await keys: what a client may wait for.
const EventLog = "events" // something was added to the event log

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

// horizon is how far Settle looks ahead for a command to end.
const horizon = 2 * time.Minute

// Settle runs what can run until the terminal's program waits for input again.
// If that takes simulated time, time passes, but only if it comes to an end
// within two minutes. A command that goes on for ever holds the terminal: time
// passes until its own work is done (a pull, say) and it only waits for
// others, and from then on with later inputs. A program that uses up the
// budget is ended with a line that says so.
func (h Host) Settle(term int) Host {
	h.account(term)
	h.run()
	n, held := h, h
	works := h.works(term)
	for end := n.now.Add(horizon); !n.Idle(term) && !n.spent.exhausted() && n.due(end); {
		n.run()
		if works && !n.works(term) {
			works, held = false, n
		}
	}
	switch {
	case n.spent.exhausted():
		return n.endRunaways(term)
	case n.Idle(term):
		return n
	}
	return held
}

// works tells whether a program in the terminal's foreground waits for a
// moment of its own and not only for others.
func (h *Host) works(term int) bool {
	for _, p := range h.procs.All() {
		if p.tty == term && !p.background && p.timer != "" {
			return true
		}
	}
	return false
}

// endRunaways ends what holds the terminal because the budget is used up, and
// if that does not bring it to rest, all that was started there.
func (h Host) endRunaways(term int) Host {
	why := fmt.Sprintf("more than %d steps without a pause", mostWork)
	if h.spent.output >= mostOutput {
		why = fmt.Sprintf("more than %d bytes of output in one go", mostOutput)
	}
	h.screenWrite(term, "stderr", "\ndrydock: stopped: "+why+"\n")
	if !h.Idle(term) {
		h.endJobs(term, false)
	}
	if h.spent.exhausted() {
		h.endJobs(term, true)
	}
	return h
}

// endJobs kills a terminal's jobs, those in the background too if all is set,
// and lets its shell go on.
func (h *Host) endJobs(term int, all bool) {
	shell := h.ttys.At(term).leader
	idle := h.Idle(term)
	for _, p := range h.procs.All() {
		if p.tty == term && p.key != shell && (all || !p.background) {
			h.end(p.key, 128+int(proc.SIGKILL))
		}
	}
	h.account(term)
	if !idle {
		h.signal(shell, proc.SIGINT, "")
	}
	h.run()
}
