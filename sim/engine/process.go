package engine

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"drydock/sim/persist"
	"drydock/sim/proc"
)

// process is a row of the process table. What its slices lead to is never written to.
type process struct {
	proc.Proc
	key, parent int    // numbers over the whole host; parent 0: none
	machine     string // "" the host itself, else a container's id
	path        string // the file executed
	program     proc.Program
	tty         int // controlling terminal, 0 none
	background  bool
	exec        string // the exec this is the first process of
	started     time.Time

	fds      []int // descriptor → file, 0 closed
	kids     []int
	waits    []string // what it is woken by
	timer    string   // its entry in timers, ""
	pending  []proc.Signal
	fresh    bool // not called yet
	halted   bool // SIGSTOP
	missed   bool // was woken while it could not run
	zombie   bool
	held     int64 // bytes of memory, see Sys.Hold
	code     int
	attempts []attempt // what of the network is under way
	burst    int       // work done at the moment burstAt
	burstAt  time.Time
}

// mostProcesses is how many a machine may have; then fork fails. A fork bomb
// must not eat the world.
const mostProcesses = 200

// mostTogether is how many all machines of a host may have.
const mostTogether = 1500

// fullHouse tells, once a Step, why a machine gets no more processes.
func (h *Host) fullHouse(machine string) {
	if h.spent.crowded {
		return
	}
	h.spent.crowded = true
	h.glass("process", "refused", machine, fmt.Sprintf("drydock: a machine of this lab may have %d processes, all together %d; fork fails as it does at a kernel's limit", h.most(machine), mostTogether))
}

// forget takes a process out of the table.
func (h *Host) forget(key int) {
	p, ok := h.procs.Get(key)
	if !ok {
		return
	}
	h.procs = h.procs.Delete(key)
	if n := h.crowd.At(p.machine) - 1; n > 0 {
		h.crowd = h.crowd.Set(p.machine, n)
	} else {
		h.crowd = h.crowd.Delete(p.machine)
	}
}

// spawn puts a new process on the host; its descriptors are counted.
func (h *Host) spawn(p process) int {
	h.nextKey++
	p.key, p.fresh, p.started = h.nextKey, true, h.now
	p.Sys = nil
	p.PID = h.nextNumber(p.machine, p.key)
	if parent, ok := h.procs.Get(p.parent); ok {
		if parent.machine == p.machine {
			p.PPID = parent.PID
		}
		parent.kids = append(slices.Clip(parent.kids), p.key)
		h.procs = h.procs.Set(parent.key, parent)
	}
	for _, f := range p.fds {
		h.hold(f, 1)
	}
	h.procs = h.procs.Set(p.key, p)
	h.crowd = h.crowd.Set(p.machine, h.crowd.At(p.machine)+1)
	h.ready = append(slices.Clip(h.ready), p.key)
	return p.key
}

// end ends a process with a code and gives up what it had.
func (h *Host) end(key, code int) {
	p, ok := h.procs.Get(key)
	if !ok || p.zombie {
		return
	}
	h.forgetWaits(&p)
	p.held = 0
	p.zombie, p.code, p.Next, p.State, p.pending = true, code, nil, nil, nil
	fds := p.fds
	p.fds = nil
	h.procs = h.procs.Set(key, p)
	for _, f := range fds {
		h.hold(f, -1)
	}
	for _, kid := range p.kids {
		h.orphan(kid, p.machine)
	}
	if parent, ok := h.procs.Get(p.parent); ok && !parent.zombie {
		h.wake("c" + strconv.Itoa(p.parent))
	} else {
		h.forget(key)
	}
	if p.exec != "" {
		h.execEnded(p.exec, code)
	}
	if c, ok := h.containers.Get(p.machine); ok && c.pid1 == key {
		h.containerExited(c, code)
	}
}

// orphan gives a child of an ended process to PID 1, or reaps it.
func (h *Host) orphan(key int, machine string) {
	p, ok := h.procs.Get(key)
	if !ok {
		return
	}
	if p.zombie {
		h.forget(key)
		return
	}
	p.parent, p.PPID = 0, 0
	if c, ok := h.containers.Get(machine); ok && c.pid1 != 0 {
		p.PPID = 1
		if h.pidns(machine) == "" {
			p.PPID = c.pid1
		}
	}
	h.procs = h.procs.Set(key, p)
}

// reap takes an ended child out of the table.
func (h *Host) reap(parent, kid int) {
	p := h.procs.At(parent)
	kids := make([]int, 0, len(p.kids))
	for _, k := range p.kids {
		if k != kid {
			kids = append(kids, k)
		}
	}
	p.kids = kids
	h.procs = h.procs.Set(parent, p)
	h.forget(kid)
}

// killMachine ends every process of a container.
func (h *Host) killMachine(machine string) {
	for _, p := range h.procs.All() {
		if p.machine == machine {
			h.end(p.key, 128+int(proc.SIGKILL))
		}
	}
	for _, p := range h.procs.All() {
		if p.machine == machine && p.zombie {
			h.forget(p.key)
		}
	}
}

// ignoredByDefault are the signals whose default action is nothing. Source: signal(7).
var ignoredByDefault = proc.Of(proc.SIGCHLD, proc.SIGCONT, proc.SIGWINCH, 23)

var stopping = proc.Of(proc.SIGSTOP, proc.SIGTSTP, proc.SIGTTIN, proc.SIGTTOU)

// signal sends a signal as the kernel does; from is the machine it comes from.
// PID 1 of a container ignores what it does not catch, save KILL and STOP from
// outside. Source: pid_namespaces(7).
func (h *Host) signal(key int, sig proc.Signal, from string) {
	p, ok := h.procs.Get(key)
	if !ok || p.zombie || sig == 0 {
		return
	}
	first := h.isInit(p)
	inside := from != "tty" && h.pidns(from) == h.pidns(p.machine)
	switch {
	case sig == proc.SIGKILL:
		if !first || !inside {
			h.end(key, 128+int(sig))
		}
	case sig == proc.SIGCONT && p.halted:
		p.halted = false
		h.procs = h.procs.Set(key, p)
		h.resume(key)
	case p.Ignore.Has(sig):
	case p.Catch.Has(sig):
		p.pending = append(slices.Clip(p.pending), sig)
		h.procs = h.procs.Set(key, p)
		h.enqueue(key)
	case ignoredByDefault.Has(sig):
	case first && (inside || sig != proc.SIGSTOP):
		h.glass("process", "ignored", p.machine, "PID 1 has no handler for SIG"+sig.Name()+", and the kernel does not apply the default action to PID 1",
			"signal", sig.Name())
	case stopping.Has(sig):
		p.halted = true
		h.procs = h.procs.Set(key, p)
		h.wake("c" + strconv.Itoa(p.parent))
	default:
		h.end(key, 128+int(sig))
	}
}

// Processes lists the processes of a container in order of PID; "" is the host.
func (h Host) Processes(machine string) []proc.Info {
	var byPID persist.Map[int, proc.Info]
	for _, p := range h.procs.All() {
		if p.machine == machine {
			byPID = byPID.Set(p.PID, p.info())
		}
	}
	list := make([]proc.Info, 0, byPID.Len())
	for _, i := range byPID.All() {
		list = append(list, i)
	}
	return list
}

func (p process) info() proc.Info {
	state := byte('S')
	switch {
	case p.zombie:
		state = 'Z'
	case p.halted:
		state = 'T'
	case len(p.waits) == 0 && p.timer == "":
		state = 'R'
	}
	return proc.Info{PID: p.PID, PPID: p.PPID, UID: p.UID, Argv: p.Argv, Name: p.Name, State: state, Started: p.started, TTY: p.tty != 0}
}

// byPID finds a process by its number within a machine.
func (h *Host) byPID(machine string, pid int) (process, bool) {
	if machine == "" {
		p, ok := h.procs.Get(pid)
		return p, ok && p.machine == ""
	}
	for _, p := range h.procs.All() {
		if p.machine == machine && p.PID == pid {
			return p, true
		}
	}
	return process{}, false
}
