package engine

import (
	"time"

	"drydock/sim/proc"
)

// Stats is what a container uses of the host at one moment. All of it follows
// from its processes and its writable layer; of one that does not run all is 0.
type Stats struct {
	Container Container
	CPU       float64 // per cent of one CPU
	Memory    int64   // bytes
	Limit     int64   // bytes it may use
	Received  int64   // bytes on its networks
	Sent      int64
	Read      int64 // bytes from and to the disk
	Written   int64
	PIDs      int
}

// ContainerStats measures a container once. Errors: not found. Source: Engine
// API, GET /containers/{id}/stats.
func (h Host) ContainerStats(ref string) (Stats, error) {
	c, err := h.Container(ref)
	if err != nil {
		return Stats{}, err
	}
	s := Stats{Container: c}
	if !c.runs() {
		return s, nil
	}
	s.Limit = HostMemory
	if c.Host.Memory > 0 {
		s.Limit = c.Host.Memory
	}
	for _, r := range h.psRows(c) {
		s.PIDs++
		s.Memory += r.memory()
		if c.State != Paused && r.busy(h.now) {
			s.CPU += 100
		}
	}
	most := float64(HostCPUs * 100)
	if c.Host.NanoCPUs > 0 {
		most = min(most, float64(c.Host.NanoCPUs)/1e7)
	}
	s.CPU, s.Memory = min(s.CPU, most), min(s.Memory, s.Limit)
	rw, _ := h.ContainerSize(c)
	s.Written = rw - block // what every layer takes
	if c.IP() != "" {
		s.Received, s.Sent = neighbours(h.now.Sub(c.StartedAt))
	}
	return s, nil
}

// ownMemory is what a process takes beside its program, in bytes.
const ownMemory = 256 << 10

// memory is the bytes a process has in use: its own and a quarter of its
// program's file, the rest of which is never touched; in whole pages.
func (r psRow) memory() int64 { return (ownMemory + r.size/4) / page * page }

const page = 4096

func (h *Host) programSize(p process) int64 {
	n, _, err := h.stat(p.machine, proc.Proc{Dir: "/"}, p.path, true)
	if err != nil {
		return 0
	}
	return n.Size
}

// busy tells whether a process has used up its share of the machine of late,
// as a loop that never waits does.
func (r psRow) busy(now time.Time) bool {
	return r.burst >= quantum/2 && now.Sub(r.burstAt) < 2*time.Second
}

// neighbours is the traffic of a container that nobody speaks to: what IPv6
// says to find its neighbours in the first seconds of a network interface.
// Source: RFC 4861, 6.3.7; sizes as Docker shows them.
func neighbours(up time.Duration) (received, sent int64) {
	n := int64(up / (4 * time.Second))
	return 570 + 70*min(n, 12), 42 * (1 + min(n, 2))
}
