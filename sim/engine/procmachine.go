package engine

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"drydock/sim/vfs"
)

func sortedNames(names []string) []string {
	out := slices.Clone(names)
	slices.Sort(out)
	return slices.Compact(out)
}

// upBefore is how long the machine had been running when its world began.
const upBefore = 24 * time.Hour

func (h *Host) booted() time.Time { return h.began.Add(-upBefore) }

// procFile is a file of the whole machine in /proc. One kernel serves all
// containers: they read the same as the host.
func (h *Host) procFile(name string) (string, bool) {
	switch name {
	case "version":
		return "Linux version 6.12.48 (drydock) #1 SMP PREEMPT_DYNAMIC\n", true
	case "cmdline":
		return "BOOT_IMAGE=/boot/vmlinuz-6.12.48 root=/dev/vda1 ro quiet\n", true
	case "uptime":
		up := h.now.Sub(h.booted()).Seconds()
		return fmt.Sprintf("%.2f %.2f\n", up, up*1.97), true
	case "loadavg":
		return fmt.Sprintf("0.00 0.01 0.05 1/%d %d\n", h.procs.Len(), h.nextKey), true
	case "meminfo":
		return h.memInfo(), true
	case "cpuinfo":
		return cpuInfo, true
	case "filesystems":
		return "nodev\tsysfs\nnodev\ttmpfs\nnodev\tproc\nnodev\tcgroup2\nnodev\tdevtmpfs\nnodev\tdevpts\n\text4\nnodev\toverlay\nnodev\tmqueue\n", true
	case "partitions":
		return "major minor  #blocks  name\n\n 254        0   62914560 vda\n 254        1   62913536 vda1\n", true
	case "swaps":
		return "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n", true
	case "stat":
		return fmt.Sprintf("cpu  1000 0 500 17000000 100 0 10 0 0 0\ncpu0 500 0 250 8500000 50 0 5 0 0 0\ncpu1 500 0 250 8500000 50 0 5 0 0 0\nctxt 1000000\nbtime %d\nprocesses %d\nprocs_running 1\nprocs_blocked 0\n",
			h.booted().Unix(), h.nextKey), true
	}
	return "", false
}

func (h *Host) memInfo() string {
	const free = 5242880
	var held int64
	for _, p := range h.procs.All() {
		held += p.held >> 10
	}
	left := max(int64(free)-held, 65536)
	var b strings.Builder
	for _, r := range []struct {
		name string
		kb   int64
	}{{"MemTotal", HostMemory >> 10}, {"MemFree", left}, {"MemAvailable", left + 1048576}, {"Buffers", 65536}, {"Cached", 983040}, {"SwapCached", 0},
		{"Active", 1310720}, {"Inactive", 524288}, {"SwapTotal", 0}, {"SwapFree", 0}, {"Dirty", 120}, {"Writeback", 0}, {"AnonPages", 786432 + held},
		{"Mapped", 262144}, {"Shmem", 12776}, {"Slab", 196608}, {"SReclaimable", 131072}, {"SUnreclaim", 65536}, {"PageTables", 8192},
		{"CommitLimit", HostMemory >> 11}, {"Committed_AS", 2097152 + held}, {"VmallocTotal", 34359738367}, {"VmallocUsed", 20480}} {
		fmt.Fprintf(&b, "%-15s %8d kB\n", r.name+":", r.kb)
	}
	return b.String()
}

// cpuInfo describes the processors of the simulated machine.
var cpuInfo = func() string {
	var s string
	for i := range HostCPUs {
		s += fmt.Sprintf("processor\t: %d\nvendor_id\t: GenuineIntel\ncpu family\t: 6\nmodel\t\t: 85\nmodel name\t: Drydock simulated CPU\nstepping\t: 7\ncpu MHz\t\t: 2500.000\n"+
			"cache size\t: 36608 KB\nphysical id\t: 0\nsiblings\t: %d\ncore id\t\t: %d\ncpu cores\t: %d\napicid\t\t: %d\nfpu\t\t: yes\ncpuid level\t: 13\nwp\t\t: yes\n"+
			"flags\t\t: fpu vme de pse tsc msr pae mce cx8 apic sep mtrr pge mca cmov pat clflush mmx fxsr sse sse2 ht syscall nx lm constant_tsc\nbogomips\t: 5000.00\naddress sizes\t: 46 bits physical, 48 bits virtual\n\n",
			i, HostCPUs, i, HostCPUs, i)
	}
	return s
}()

// mountInfo is /proc/PID/mountinfo. Source: proc(5).
func (h *Host) mountInfo(machine string) string {
	var b strings.Builder
	for i, line := range strings.Split(strings.TrimSuffix(h.mountTable(machine), "\n"), "\n") {
		f := strings.Fields(line)
		if len(f) < 4 {
			continue
		}
		parent := 100
		if i == 0 {
			parent = 50
		}
		fmt.Fprintf(&b, "%d %d 0:%d / %s %s - %s %s %s\n", 100+i, parent, 40+i, f[1], strings.SplitN(f[3], ",", 2)[0]+",relatime", f[2], f[0], f[3])
	}
	return b.String()
}

// capabilityBits are the kernel's numbers of the capabilities. Source: linux/capability.h.
var capabilityBits = strings.Fields(`CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL SETGID SETUID SETPCAP LINUX_IMMUTABLE NET_BIND_SERVICE
	NET_BROADCAST NET_ADMIN NET_RAW IPC_LOCK IPC_OWNER SYS_MODULE SYS_RAWIO SYS_CHROOT SYS_PTRACE SYS_PACCT SYS_ADMIN SYS_BOOT SYS_NICE
	SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG MKNOD LEASE AUDIT_WRITE AUDIT_CONTROL SETFCAP MAC_OVERRIDE MAC_ADMIN SYSLOG WAKE_ALARM BLOCK_SUSPEND
	AUDIT_READ PERFMON BPF CHECKPOINT_RESTORE`)

// boundingSet are the capabilities a machine's processes may have at most.
func (h *Host) boundingSet(machine string) (set uint64) {
	root := process{machine: machine}
	for i, name := range capabilityBits {
		if h.capable(machine, root.Proc, name) {
			set |= 1 << i
		}
	}
	return set
}

// capabilitySet are those a process has: all of the bounding set for root.
func (h *Host) capabilitySet(p process) uint64 {
	if p.UID != 0 {
		return 0
	}
	return h.boundingSet(p.machine)
}

// sysfsFile is a file of /sys: what a container's control group tells.
func (h *Host) sysfsFile(machine, name string) (string, bool) {
	host := h.containers.At(machine).Host
	limit := func(n int64) string {
		if n <= 0 {
			return "max\n"
		}
		return strconv.FormatInt(n, 10) + "\n"
	}
	if machine == "" { // the root of the hierarchy has no limits
		switch name {
		case "cgroup.controllers":
			return "cpuset cpu io memory hugetlb pids rdma misc\n", true
		}
		return "", false
	}
	switch name {
	case "cgroup.controllers":
		return "cpuset cpu io memory hugetlb pids rdma misc\n", true
	case "cpu.max":
		switch {
		case host.NanoCPUs > 0:
			return fmt.Sprintf("%d 100000\n", host.NanoCPUs/10000), true
		case host.CPUQuota > 0:
			return fmt.Sprintf("%d %d\n", host.CPUQuota, max(host.CPUPeriod, 100000)), true
		}
		return "max 100000\n", true
	case "cpu.weight":
		return "100\n", true
	case "cpuset.cpus":
		return host.CpusetCpus + "\n", true
	case "memory.max":
		return limit(host.Memory), true
	case "memory.current":
		var sum int64
		for _, p := range h.procs.All() {
			if p.machine == machine {
				sum += p.resident() << 10
			}
		}
		return strconv.FormatInt(sum, 10) + "\n", true
	case "memory.swap.max":
		if host.MemorySwap > 0 {
			return limit(host.MemorySwap - host.Memory), true
		}
		return limit(host.MemorySwap), true
	case "memory.events":
		kills := 0
		if h.containers.At(machine).OOMKilled {
			kills = 1
		}
		return fmt.Sprintf("low 0\nhigh 0\nmax %[1]d\noom %[1]d\noom_kill %[1]d\noom_group_kill 0\n", kills), true
	case "pids.max":
		if host.PidsLimit != nil {
			return limit(*host.PidsLimit), true
		}
		return "max\n", true
	case "pids.current":
		return fmt.Sprintf("%d\n", h.crowd.At(machine)), true
	}
	return "", false
}

var sysfsNames = []string{"cgroup.controllers", "cpu.max", "cpu.weight", "cpuset.cpus", "memory.current", "memory.events", "memory.max", "memory.swap.max", "pids.current", "pids.max"}

// sysfsNode makes up what /sys shows: control groups, and nothing else yet.
func (h *Host) sysfsNode(machine, p string) (vfs.Node, error) {
	switch p {
	case "/", "/fs", "/fs/cgroup", "/class", "/class/net":
		return h.liveDir(), nil
	}
	if rest, ok := strings.CutPrefix(p, "/class/net/"); ok {
		return h.interfaceNode(machine, rest)
	}
	if name, ok := strings.CutPrefix(p, "/fs/cgroup/"); ok {
		if text, ok := h.sysfsFile(machine, name); ok {
			return h.liveFile(text), nil
		}
	}
	return vfs.Node{}, vfs.ENOENT
}

func (h *Host) sysfsList(machine, within string) []string {
	if name, ok := strings.CutPrefix(within, "/class/net/"); ok && !strings.Contains(name, "/") {
		return interfaceFiles
	}
	switch within {
	case "/":
		return []string{"class", "fs"}
	case "/class":
		return []string{"net"}
	case "/class/net":
		var names []string
		for _, i := range h.interfacesAt(machine) {
			names = append(names, i.Name)
		}
		return names
	case "/fs":
		return []string{"cgroup"}
	case "/fs/cgroup":
		return sysfsNames
	}
	return nil
}

// sayKernel adds a line to the kernel's log, which dmesg shows.
func (h *Host) sayKernel(format string, args ...any) {
	line := fmt.Sprintf("[%12.6f] ", h.now.Sub(h.booted()).Seconds()) + fmt.Sprintf(format, args...) + "\n"
	h.kernelLog += line
	if len(h.kernelLog) > 64<<10 {
		h.kernelLog = h.kernelLog[len(h.kernelLog)-64<<10:]
	}
}

const bootLog = "[    0.000000] Linux version 6.12.48 (drydock) #1 SMP PREEMPT_DYNAMIC\n" +
	"[    0.000000] Command line: BOOT_IMAGE=/boot/vmlinuz-6.12.48 root=/dev/vda1 ro quiet\n" +
	"[    1.204110] EXT4-fs (vda1): mounted filesystem with ordered data mode\n"

// SetHostname gives a machine another name. Errors: EPERM.
func (s *Sys) SetHostname(name string) error {
	if !s.capable("SYS_ADMIN") {
		return vfs.EPERM
	}
	if name == "" || len(name) > 64 {
		return vfs.EINVAL
	}
	machine := s.machine()
	if s.h.containers.At(machine).Host.UTSMode.IsHost() {
		machine = ""
	}
	s.h.uts = s.h.uts.Set(machine, name)
	return nil
}

// hostname is what a machine is called.
func (h *Host) hostname(machine string) string {
	if machine != "" && h.containers.At(machine).Host.UTSMode.IsHost() {
		machine = ""
	}
	if name, ok := h.uts.Get(machine); ok {
		return name
	}
	if machine == "" {
		return hostName
	}
	return h.containers.At(machine).Config.Hostname
}
