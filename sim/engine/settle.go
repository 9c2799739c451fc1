package engine

import (
	"fmt"
	"time"

	"drydock/sim/proc"
)

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
