package engine

import (
	"fmt"

	"github.com/docker/go-units"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// Hold tells how many bytes a process keeps beside its program. When a
// container's processes together hold more than its memory limit, the kernel
// ends the one that holds the most. Source: Linux Documentation,
// admin-guide/cgroup-v2, memory.max; this machine has no swap.
func (s *Sys) Hold(bytes int64) proc.Memory {
	row := s.row()
	row.held = bytes
	s.h.procs = s.h.procs.Set(s.key, row)
	if s.h.memoryLimit(row.machine) == 0 {
		return proc.Unlimited
	}
	s.h.enforceMemory(row.machine, s.key)
	if row, alive := s.h.procs.Get(s.key); !alive || row.zombie {
		s.gone = true
		return proc.Killed
	}
	return proc.Limited
}

// memoryLimit is the most bytes the processes of a machine may hold, 0: any number.
func (h *Host) memoryLimit(machine string) int64 { return h.containers.At(machine).Host.Memory }

// MemoryHeld is the bytes that the processes of a container keep beside their
// programs, and those of its files in memory.
func (h Host) MemoryHeld(id string) int64 {
	var sum int64
	for _, m := range h.containers.At(id).mounts.All() {
		if inMemory(m) {
			sum += h.treeSize(m.tree)
		}
	}
	for _, p := range h.procs.All() {
		if p.machine == id {
			sum += p.held
		}
	}
	return sum
}

// inMemory tells whether the files of a mount are kept in memory.
func inMemory(m mount) bool { return m.kind == "tmpfs" && m.source == "" }

// wroteMemory counts what was written to a file in memory. EPIPE: that was too
// much, and the process has been killed.
func (s *Sys) wroteMemory(f file) error {
	_, m, _ := s.h.machineRoot(f.machine)
	if point, _ := at(m, f.path); point == "" || !inMemory(m.At(point)) || s.h.memoryLimit(f.machine) == 0 {
		return nil
	}
	s.h.enforceMemory(f.machine, s.key)
	if row, alive := s.h.procs.Get(s.key); !alive || row.zombie {
		s.gone = true
		return vfs.EPIPE
	}
	return nil
}

// enforceMemory is the kernel's out-of-memory killer at work in one container;
// when no process holds much, it is the turn of the one that asked for more.
func (h *Host) enforceMemory(machine string, asked int) {
	limit := h.memoryLimit(machine)
	for h.crowd.At(machine) > 0 && h.MemoryHeld(machine) > limit {
		worst := h.procs.At(asked)
		for _, p := range h.procs.All() {
			if p.machine == machine && p.held > worst.held {
				worst = p
			}
		}
		c := h.containers.At(machine)
		c.OOMKilled = true
		h.containers = h.containers.Set(machine, c)
		h.containerEvent(c, "oom", fmt.Sprintf("its processes wanted more than the %s it may use, so the kernel killed %s, which held the most",
			units.BytesSize(float64(limit)), worst.Name))
		h.sayKernel("Memory cgroup out of memory: Killed process %d (%s) total-vm:%dkB, anon-rss:%dkB, UID:%d", worst.key, comm(worst.Name), worst.virtual(), worst.resident(), worst.UID)
		h.end(worst.key, killed)
		if worst.held == 0 { // what fills the memory is files, and they stay
			return
		}
	}
}
