package engine

import (
	"fmt"

	"github.com/docker/go-units"

	"drydock/sim/proc"
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
	s.h.enforceMemory(row.machine)
	if row, alive := s.h.procs.Get(s.key); !alive || row.zombie {
		s.gone = true
		return proc.Killed
	}
	return proc.Limited
}

// memoryLimit is the most bytes the processes of a machine may hold, 0: any number.
func (h *Host) memoryLimit(machine string) int64 { return h.containers.At(machine).Host.Memory }

// MemoryHeld is the bytes that the processes of a container keep beside their programs.
func (h Host) MemoryHeld(id string) int64 {
	var sum int64
	for _, p := range h.procs.All() {
		if p.machine == id {
			sum += p.held
		}
	}
	return sum
}

// enforceMemory is the kernel's out-of-memory killer at work in one container.
func (h *Host) enforceMemory(machine string) {
	limit := h.memoryLimit(machine)
	for h.MemoryHeld(machine) > limit {
		var worst process
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
		h.end(worst.key, killed)
	}
}
