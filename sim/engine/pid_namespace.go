package engine

import (
	"slices"

	"drydock/sim/proc"
)

// pidns is the PID namespace a machine's processes live in: the id of the
// container whose PID 1 is the first in it, or "" for the host's, which has
// the processes of all others in it too. Source: pid_namespaces(7); docker run
// --pid.
func (h *Host) pidns(machine string) string {
	for range 10 { // a container may join one that has joined another
		mode := h.containers.At(machine).Host.PidMode
		switch {
		case machine == "" || mode.IsHost():
			return ""
		case !mode.IsContainer():
			return machine
		}
		other, err := h.Container(mode.Container())
		if err != nil {
			return machine
		}
		machine = other.ID
	}
	return machine
}

// number is a process's PID as a namespace has it; 0 when it is not in it.
func (h *Host) number(ns string, p process) int {
	switch ns {
	case "":
		return p.key
	case h.pidns(p.machine):
		return p.PID
	}
	return 0
}

// visible lists the processes a machine sees, in order of PID.
func (h *Host) visible(machine string) []proc.Info {
	ns := h.pidns(machine)
	var list []proc.Info
	for _, p := range h.procs.All() {
		pid := h.number(ns, p)
		if pid == 0 {
			continue
		}
		i := p.info()
		i.PID = pid
		if up, ok := h.procs.Get(p.parent); ok && ns == "" {
			i.PPID = h.number(ns, up)
		} else if c := h.containers.At(p.machine); ns == "" && p.machine != "" {
			i.PPID = c.pid1
			if i.PPID == p.key || i.PPID == 0 {
				i.PPID = p.key - 1 // the container's shim
			}
		}
		list = append(list, i)
	}
	slices.SortFunc(list, func(a, b proc.Info) int { return a.PID - b.PID })
	return list
}

// seen finds a process by its number as a machine has it.
func (h *Host) seen(machine string, pid int) (process, bool) {
	ns := h.pidns(machine)
	if ns == "" {
		return h.procs.Get(pid)
	}
	for _, p := range h.procs.All() {
		if p.PID == pid && h.pidns(p.machine) == ns {
			return p, true
		}
	}
	return process{}, false
}

// nextNumber gives a new process of a machine its PID.
func (h *Host) nextNumber(machine string, key int) int {
	ns := h.pidns(machine)
	if ns == "" {
		return key
	}
	c := h.containers.At(ns)
	c.nextPID++
	h.containers = h.containers.Set(ns, c)
	return c.nextPID
}

// isInit tells whether a process is the first of a namespace.
func (h *Host) isInit(p process) bool {
	return p.PID == 1 && p.machine != "" && h.pidns(p.machine) == p.machine
}

// endNamespace ends the containers that live in a namespace whose PID 1 has gone.
func (h *Host) endNamespace(machine string) {
	for _, c := range h.containers.All() {
		if c.ID != machine && c.pid1 != 0 && c.Host.PidMode.IsContainer() && h.pidns(c.ID) == machine {
			h.end(c.pid1, killed)
		}
	}
}
