package scene

import (
	"time"

	"drydock/sim/engine"
)

// What a virtual machine needs beside its program. These three are assumed, not
// measured: a small server system with its own kernel, as the usual cloud
// images for Debian need it.
const (
	GuestMemory = 180 << 20        // bytes its kernel and services hold
	GuestDisk   = 1100 << 20       // bytes of its system on the disk
	GuestBoot   = 12 * time.Second // from power on until the program starts
)

// Machines sets what runs on a host as containers beside the same as virtual
// machines. What is not assumed is counted from the host.
type Machines struct {
	Kernel string       `json:"kernel"` // of the host, the only one that containers have
	Boxes  []MachineBox `json:"boxes"`  // what runs, oldest first
	// Shared is the bytes of the images' layers, each counted once.
	Shared     int64      `json:"shared"`
	SharedText string     `json:"sharedText"`
	Containers MachineSum `json:"containers"`
	VMs        MachineSum `json:"vms"`
}

// MachineBox is one program with its image. Sizes in bytes.
type MachineBox struct {
	Name       string `json:"name"`
	Image      string `json:"image"`
	PIDs       int    `json:"pids"`
	Memory     int64  `json:"memory"`   // of its processes
	Written    int64  `json:"written"`  // its writable layer
	Unpacked   int64  `json:"unpacked"` // its image
	MemoryText string `json:"memoryText"`
	VMMemory   string `json:"vmMemory"`
	DiskText   string `json:"diskText"`
	VMDisk     string `json:"vmDisk"`
	Start      string `json:"start"` // from docker run to its PID 1
}

// MachineSum is what all of them take together. Sizes in bytes.
type MachineSum struct {
	Kernels    int           `json:"kernels"`
	Memory     int64         `json:"memory"`
	Disk       int64         `json:"disk"`
	Start      time.Duration `json:"start"` // of one, the longest
	MemoryText string        `json:"memoryText"`
	DiskText   string        `json:"diskText"`
	StartText  string        `json:"startText"`
}

func (s MachineSum) inWords() MachineSum {
	s.MemoryText, s.DiskText, s.StartText = sizeText(s.Memory), sizeText(s.Disk), startText(s.Start)
	return s
}

func startText(d time.Duration) string {
	if d < time.Second {
		return d.Round(time.Millisecond).String()
	}
	return d.Round(100 * time.Millisecond).String()
}

// kernelStart is what the kernel takes to make the namespaces and the cgroup of
// a container and start its PID 1, where the event log tells of no longer time.
// Source: docker run measured from create to start.
const kernelStart = 150 * time.Millisecond

// DrawMachines compares what runs now.
func DrawMachines(h engine.Host) Machines {
	m := Machines{Kernel: "Linux 6.12", Containers: MachineSum{Kernels: 1}}
	began := starts(h.Since(0))
	layers := map[string]bool{}
	list := h.Containers()
	for i := len(list) - 1; i >= 0; i-- {
		c := list[i]
		if c.State != engine.Running && c.State != engine.Paused {
			continue
		}
		stats, err := h.ContainerStats(c.ID)
		if err != nil {
			continue
		}
		b := MachineBox{Name: c.Name, Image: c.Config.Image, PIDs: stats.PIDs, Memory: stats.Memory}
		b.Written, _ = h.ContainerSize(c)
		if img, err := h.Image(c.ImageID); err == nil {
			b.Unpacked = img.UnpackedSize()
			for _, l := range img.Layers {
				if !layers[string(l.Digest)] {
					layers[string(l.Digest)] = true
					m.Shared += l.Size
				}
			}
		}
		start := max(began[c.ID], kernelStart)
		vm := MachineSum{Memory: b.Memory + GuestMemory, Disk: b.Unpacked + b.Written + GuestDisk}
		b.MemoryText, b.VMMemory, b.DiskText, b.VMDisk, b.Start = sizeText(b.Memory), sizeText(vm.Memory), sizeText(b.Written), sizeText(vm.Disk), startText(start)
		m.Containers.Memory += b.Memory
		m.Containers.Disk += b.Written
		m.Containers.Start = max(m.Containers.Start, start)
		m.VMs.Memory += vm.Memory
		m.VMs.Disk += vm.Disk
		m.VMs.Start = max(m.VMs.Start, start+GuestBoot)
		m.Boxes = append(m.Boxes, b)
	}
	m.VMs.Kernels = 1 + len(m.Boxes)
	m.Containers.Disk += m.Shared
	m.SharedText = sizeText(m.Shared)
	m.Containers, m.VMs = m.Containers.inWords(), m.VMs.inWords()
	return m
}

// starts are the times from a container's creation to its first start.
func starts(events []engine.Event) map[string]time.Duration {
	made, took := map[string]time.Time{}, map[string]time.Duration{}
	for _, e := range events {
		at, known := made[e.ID]
		switch {
		case e.Type != "container":
		case e.Action == "create":
			made[e.ID] = e.At
		case e.Action == "start" && known:
			if d := e.At.Sub(at); d < 3*time.Second { // else it was created to be started later
				took[e.ID] = d
			}
			delete(made, e.ID)
		}
	}
	return took
}
