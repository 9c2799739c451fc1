package engine

import (
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// liveNode makes up what /proc and /sys show.
func (h *Host) liveNode(machine, point, p string, self int) (vfs.Node, error) {
	switch point {
	case "/sys":
		return h.sysfsNode(machine, p)
	case containersDir:
		return h.keptNode(p)
	}
	return h.procNode(machine, p, self)
}

func (h *Host) liveDir() vfs.Node {
	dir := vfs.Dir(0o555, h.now)
	dir.Size = 0
	return dir
}

// liveFile is a file whose size reads as 0, as the kernel's own do.
func (h *Host) liveFile(text string) vfs.Node {
	n := vfs.File(0o444, text, h.now)
	n.Size = 0
	return n
}

// procNode makes up what /proc shows. Source: proc(5).
func (h *Host) procNode(machine, p string, self int) (vfs.Node, error) {
	parts := strings.Split(strings.Trim(p, "/"), "/")
	me := h.number(h.pidns(machine), h.procs.At(self))
	switch {
	case p == "/":
		return h.liveDir(), nil
	case len(parts) == 1 && parts[0] == "self":
		return vfs.Symlink(strconv.Itoa(me), h.now), nil
	case len(parts) == 1 && parts[0] == "mounts":
		return vfs.Symlink("self/mounts", h.now), nil
	case len(parts) == 1 && parts[0] == "net":
		return vfs.Symlink("self/net", h.now), nil
	case parts[0] == "self":
		parts[0] = strconv.Itoa(me)
	case parts[0] == "sys":
		return h.sysNode(machine, parts[1:])
	}
	if text, ok := h.procFile(parts[0]); ok && len(parts) == 1 {
		return h.liveFile(text), nil
	}
	pid, err := strconv.Atoi(parts[0])
	pr, ok := h.seen(machine, pid)
	if err != nil || !ok {
		return vfs.Node{}, vfs.ENOENT
	}
	return h.processNode(machine, pr, pid, parts[1:])
}

// processFiles are what /proc/PID holds: the file's mode, and its text. What
// a name is empty for is a directory.
var processFiles = []struct {
	name string
	mode fs.FileMode
	text func(h *Host, machine string, p process, pid int) string
}{
	{"cgroup", 0o444, func(*Host, string, process, int) string { return "0::/\n" }},
	{"cmdline", 0o444, func(_ *Host, _ string, p process, _ int) string {
		if p.zombie || len(p.Argv) == 0 {
			return ""
		}
		return strings.Join(p.Argv, "\x00") + "\x00"
	}},
	{"comm", 0o644, func(_ *Host, _ string, p process, _ int) string { return comm(p.Name) + "\n" }},
	{"environ", 0o400, func(_ *Host, _ string, p process, _ int) string {
		if len(p.Env) == 0 {
			return ""
		}
		return strings.Join(p.Env, "\x00") + "\x00"
	}},
	{"gid_map", 0o644, func(*Host, string, process, int) string { return "         0          0 4294967295\n" }},
	{"limits", 0o444, func(h *Host, machine string, _ process, _ int) string { return h.limits(machine) }},
	{"mountinfo", 0o444, func(h *Host, machine string, _ process, _ int) string { return h.mountInfo(machine) }},
	{"mounts", 0o444, func(h *Host, machine string, _ process, _ int) string { return h.mountTable(machine) }},
	{"oom_score", 0o444, func(*Host, string, process, int) string { return "666\n" }},
	{"oom_score_adj", 0o644, func(h *Host, machine string, _ process, _ int) string {
		return fmt.Sprintf("%d\n", h.containers.At(machine).Host.OomScoreAdj)
	}},
	{"stat", 0o444, processStatLine},
	{"statm", 0o444, func(_ *Host, _ string, p process, _ int) string {
		return fmt.Sprintf("%d %d 200 30 0 100 0\n", p.virtual()>>2, p.resident()>>2)
	}},
	{"status", 0o444, processStatus},
	{"uid_map", 0o644, func(*Host, string, process, int) string { return "         0          0 4294967295\n" }},
}

// comm is a process's name as the kernel keeps it.
func comm(name string) string { return name[:min(len(name), 15)] }

// virtual and resident are the memory of a process in KiB.
func (p process) virtual() int64 { return int64(2400+len(p.Name)*164) + p.held>>10 }

func (p process) resident() int64 { return int64(900+len(p.Name)*76) + p.held>>10 }

// stateNames are the words behind a state's letter in /proc/PID/status.
var stateNames = map[byte]string{'R': "running", 'S': "sleeping", 'T': "stopped", 'Z': "zombie"}

func processStatus(h *Host, machine string, p process, pid int) string {
	i := p.info()
	parent := 0
	for _, o := range h.visible(machine) {
		if o.PID == pid {
			parent = o.PPID
		}
	}
	groups := ""
	for _, g := range p.Groups {
		groups += strconv.Itoa(g) + " "
	}
	caps := h.capabilitySet(p)
	var b strings.Builder
	fmt.Fprintf(&b, "Name:\t%s\nUmask:\t%04o\nState:\t%c (%s)\nTgid:\t%d\nNgid:\t0\nPid:\t%d\nPPid:\t%d\nTracerPid:\t0\n", comm(p.Name), p.Umask, i.State, stateNames[i.State], pid, pid, parent)
	fmt.Fprintf(&b, "Uid:\t%[1]d\t%[1]d\t%[1]d\t%[1]d\nGid:\t%[2]d\t%[2]d\t%[2]d\t%[2]d\nFDSize:\t64\nGroups:\t%[3]s\n", p.UID, p.GID, groups)
	fmt.Fprintf(&b, "VmPeak:\t%8d kB\nVmSize:\t%8d kB\nVmHWM:\t%8d kB\nVmRSS:\t%8d kB\nThreads:\t1\n", p.virtual(), p.virtual(), p.resident(), p.resident())
	fmt.Fprintf(&b, "SigQ:\t0/31732\nSigPnd:\t%016x\nShdPnd:\t%016x\nSigBlk:\t%016x\nSigIgn:\t%016x\nSigCgt:\t%016x\n", 0, 0, 0, uint64(p.Ignore)>>1, uint64(p.Catch)>>1)
	fmt.Fprintf(&b, "CapInh:\t%016x\nCapPrm:\t%016x\nCapEff:\t%016x\nCapBnd:\t%016x\nCapAmb:\t%016x\n", 0, caps, caps, h.boundingSet(p.machine), 0)
	b.WriteString("NoNewPrivs:\t0\nSeccomp:\t" + map[bool]string{true: "0", false: "2"}[machine == "" || h.containers.At(machine).Host.Privileged] + "\n")
	fmt.Fprintf(&b, "Cpus_allowed:\t%x\nCpus_allowed_list:\t0-%d\n", 1<<HostCPUs-1, HostCPUs-1)
	return b.String()
}

func processStatLine(h *Host, machine string, p process, pid int) string {
	i := p.info()
	return fmt.Sprintf("%d (%s) %c %d %d %d 0 -1 4194304 100 0 0 0 0 0 0 0 20 0 1 0 %d %d %d 18446744073709551615 1 1 0 0 0 0 0 0 0 0 0 0 17 0 0 0 0 0 0 0 0 0 0 0 0 0 0\n",
		pid, comm(p.Name), i.State, i.PPID, pid, pid, int(p.started.Sub(h.booted()).Seconds()*100), p.virtual()<<10, p.resident()>>2)
}

// processNode is a node below /proc/PID.
func (h *Host) processNode(machine string, p process, pid int, parts []string) (vfs.Node, error) {
	own := func(n vfs.Node) vfs.Node {
		n.UID, n.GID, n.ModTime = p.UID, p.GID, p.started
		return n
	}
	if len(parts) == 0 {
		return own(h.liveDir()), nil
	}
	links := map[string]string{"cwd": p.Dir, "exe": p.path, "root": "/"}
	if to, ok := links[parts[0]]; ok && len(parts) == 1 {
		return own(vfs.Symlink(to, h.now)), nil
	}
	for _, f := range processFiles {
		if f.name == parts[0] && len(parts) == 1 {
			n := own(h.liveFile(f.text(h, machine, p, pid)))
			n.Mode = f.mode
			return n, nil
		}
	}
	switch {
	case len(parts) == 1 && (parts[0] == "fd" || parts[0] == "ns" || parts[0] == "task"):
		return own(h.liveDir()), nil
	case parts[0] == "fd" && len(parts) == 2:
		fd, err := strconv.Atoi(parts[1])
		if err != nil || fd < 0 || fd >= len(p.fds) || p.fds[fd] == 0 {
			return vfs.Node{}, vfs.ENOENT
		}
		return vfs.Node{Mode: fs.ModeDevice | fs.ModeCharDevice | 0o600, ModTime: h.now, Data: "fd " + strconv.Itoa(p.fds[fd])}, nil
	case parts[0] == "ns" && len(parts) == 2:
		if id, ok := h.namespaces(p.machine)[parts[1]]; ok {
			return vfs.Symlink(id, h.now), nil
		}
	}
	return vfs.Node{}, vfs.ENOENT
}

// namespaces are the links of /proc/PID/ns: one number for each namespace.
func (h *Host) namespaces(machine string) map[string]string {
	link := func(kind, owner string) string {
		sum := 4026531830
		for _, ch := range kind + owner {
			sum = 4026531830 + (sum*31+int(ch))%100_000
		}
		return fmt.Sprintf("%s:[%d]", kind, sum)
	}
	uts := machine
	if h.containers.At(machine).Host.UTSMode.IsHost() {
		uts = ""
	}
	return map[string]string{"pid": link("pid", h.pidns(machine)), "mnt": link("mnt", machine), "uts": link("uts", uts),
		"net": link("net", h.netns(machine)), "ipc": link("ipc", machine), "user": link("user", ""), "cgroup": link("cgroup", machine), "time": link("time", "")}
}

var procNames = []string{"cmdline", "cpuinfo", "filesystems", "loadavg", "meminfo", "mounts", "partitions", "self", "stat", "swaps", "sys", "uptime", "version"}

// liveList lists a directory of /proc or /sys.
func (h *Host) liveList(machine, point, within string) []proc.Entry {
	if point == containersDir {
		return h.keptList(within)
	}
	var names []string
	parts := strings.Split(strings.Trim(within, "/"), "/")
	switch {
	case point == "/sys":
		names = h.sysfsList(machine, within)
	case within == "/":
		for _, i := range h.visible(machine) {
			names = append(names, strconv.Itoa(i.PID))
		}
		names = append(names, procNames...)
	case parts[0] == "sys":
		names = sysctlNames(parts[1:])
	case len(parts) == 1:
		names = []string{"cwd", "exe", "fd", "ns", "root", "task"}
		for _, f := range processFiles {
			names = append(names, f.name)
		}
	case parts[1] == "fd":
		pid, _ := strconv.Atoi(parts[0])
		p, _ := h.seen(machine, pid)
		for fd, f := range p.fds {
			if f != 0 {
				names = append(names, strconv.Itoa(fd))
			}
		}
	case parts[1] == "ns":
		names = []string{"cgroup", "ipc", "mnt", "net", "pid", "time", "user", "uts"}
	}
	var list []proc.Entry
	for _, name := range sortedNames(names) {
		if n, err := h.liveNode(machine, point, path.Join(within, name), 0); err == nil {
			list = append(list, proc.Entry{Name: name, Node: n})
		}
	}
	return list
}
