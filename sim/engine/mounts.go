package engine

import (
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"
	"time"

	"drydock/sim/persist"
	"drydock/sim/vfs"
)

// mounts are the file trees that lie over a machine's root: /dev, /proc, /sys
// and the files Docker puts into every container. They are never part of
// docker diff or commit.
type mounts = persist.Map[string, mount]

type mount struct {
	tree     vfs.Tree
	readOnly bool
	live     bool // /proc: made up when it is looked at
}

// devices of every machine. Source: OCI runtime spec, config-linux.md, default devices.
var devices = []string{"null", "zero", "full", "random", "urandom", "tty"}

func devTree(at time.Time) vfs.Tree {
	t := vfs.NewTree(at)
	put := func(p string, n vfs.Node) {
		var err error
		if t, err = t.Put(p, n); err != nil {
			panic("engine: /dev" + p + ": " + err.Error())
		}
	}
	for _, name := range devices {
		put("/"+name, vfs.Node{Mode: fs.ModeDevice | fs.ModeCharDevice | 0o666, ModTime: at, Data: name})
	}
	put("/fd", vfs.Symlink("/proc/self/fd", at))
	for i, name := range []string{"stdin", "stdout", "stderr"} {
		put("/"+name, vfs.Symlink("/proc/self/fd/"+strconv.Itoa(i), at))
	}
	for _, name := range []string{"pts", "shm", "mqueue"} {
		put("/"+name, vfs.Dir(0o755, at))
	}
	return t
}

func procTree(at time.Time) vfs.Tree { return vfs.NewTree(at) }

func hostMounts(at time.Time) mounts {
	var m mounts
	m = m.Set("/dev", mount{tree: devTree(at)})
	m = m.Set("/sys", mount{tree: vfs.NewTree(at), readOnly: true})
	return m.Set("/proc", mount{tree: procTree(at), live: true})
}

// containerMounts are what Docker mounts into a container when it starts.
func (h *Host) containerMounts(c Container) mounts {
	m := hostMounts(h.now)
	names := c.Config.Hostname
	if c.Config.Domainname != "" {
		names = names + "." + c.Config.Domainname + " " + names
	}
	hosts := "127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\nfe00::\tip6-localnet\n" +
		"ff00::\tip6-mcastprefix\nff02::1\tip6-allnodes\nff02::2\tip6-allrouters\n" + c.IP + "\t" + names + "\n"
	for p, text := range map[string]string{ // into a sorted map
		"/etc/hosts":       hosts,
		"/etc/hostname":    c.Config.Hostname + "\n",
		"/etc/resolv.conf": "nameserver 192.168.65.7\n",
	} {
		t, err := vfs.Tree{}.Put("/", vfs.File(0o644, text, h.now))
		if err != nil {
			panic("engine: " + p + ": " + err.Error())
		}
		m = m.Set(p, mount{tree: t})
	}
	return m
}

// machineRoot is the root file system and the mounts of a machine.
func (h *Host) machineRoot(machine string) (vfs.Tree, mounts, bool) {
	if machine == "" {
		return h.root, h.mounts, false
	}
	c := h.containers.At(machine)
	return c.Root, c.mounts, c.Host.ReadonlyRootfs
}

// at finds the tree a path without links lies in: the mount point ("" for the
// root) and the path within.
func at(m mounts, p string) (point, within string) {
	for up := p; up != "/"; up = path.Dir(up) {
		if m.Has(up) {
			return up, "/" + strings.TrimPrefix(strings.TrimPrefix(p, up), "/")
		}
	}
	return "", p
}

// lstat looks at a path without links on a machine, for a process of pid.
func (h *Host) lstat(machine, p string, key int) (vfs.Node, error) {
	root, m, _ := h.machineRoot(machine)
	point, within := at(m, p)
	if point == "" {
		return root.Lookup(p)
	}
	mnt := m.At(point)
	if mnt.live {
		return h.procNode(machine, within, key)
	}
	return mnt.tree.Lookup(within)
}

// setTree stores a changed tree of a machine.
func (h *Host) setTree(machine, point string, t vfs.Tree) {
	switch {
	case machine == "" && point == "":
		h.root = t
	case machine == "":
		h.mounts = h.mounts.Set(point, mount{tree: t})
	default:
		c := h.containers.At(machine)
		if point == "" {
			c.Root = t
		} else {
			mnt := c.mounts.At(point)
			mnt.tree = t
			c.mounts = c.mounts.Set(point, mnt)
		}
		h.containers = h.containers.Set(machine, c)
	}
}

// change applies a change to the tree a path lies in. Errors: EROFS and what f gives.
func (h *Host) change(machine, p string, f func(t vfs.Tree, within string) (vfs.Tree, error)) error {
	root, m, readOnly := h.machineRoot(machine)
	point, within := at(m, p)
	t := root
	if point != "" {
		mnt := m.At(point)
		t, readOnly = mnt.tree, mnt.readOnly || mnt.live
	}
	if readOnly {
		return vfs.EROFS
	}
	n, err := f(t, within)
	if err != nil {
		return err
	}
	h.setTree(machine, point, n)
	if machine != "" && point == "" {
		h.showCopyUp(machine, p, t, n)
	}
	return nil
}

// mostShown is how many file events one Step tells of.
const mostShown = 100

// showCopyUp tells what a write did to the writable layer, once per path.
func (h *Host) showCopyUp(machine, p string, before, after vfs.Tree) {
	if h.spent.shown >= mostShown {
		return
	}
	c := h.containers.At(machine)
	low, err := c.Lower.Lookup(p)
	old, olderr := before.Lookup(p)
	_, newerr := after.Lookup(p)
	switch {
	case err == nil && newerr != nil:
		h.glass("file", "whiteout", machine, "the image still has "+p+"; a whiteout in the container's writable layer hides it", "path", p)
	case err == nil && olderr == nil && old.Same(low) && !low.IsDir():
		h.glass("file", "copy-up", machine, p+" comes from the image, which cannot change: it was copied up to the writable layer first", "path", p)
	case err != nil && olderr != nil && newerr == nil:
		h.glass("file", "add", machine, p+" is new and exists in the writable layer only", "path", p)
	default:
		return
	}
	h.spent.shown++
}

// procNode makes up what /proc shows. Source: proc(5).
func (h *Host) procNode(machine, p string, self int) (vfs.Node, error) {
	dir, file := vfs.Dir(0o555, h.now), func(s string) (vfs.Node, error) { return vfs.File(0o444, s, h.now), nil }
	parts := strings.Split(strings.Trim(p, "/"), "/")
	switch {
	case p == "/":
		return dir, nil
	case parts[0] == "self":
		parts[0] = strconv.Itoa(h.procs.At(self).PID)
		if len(parts) == 1 {
			return vfs.Symlink(parts[0], h.now), nil
		}
	}
	if text, ok := h.procFile(parts[0]); ok && len(parts) == 1 {
		return file(text)
	}
	pid, err := strconv.Atoi(parts[0])
	pr, ok := h.byPID(machine, pid)
	if err != nil || !ok {
		return vfs.Node{}, vfs.ENOENT
	}
	switch {
	case len(parts) == 1, len(parts) == 2 && parts[1] == "fd":
		return dir, nil
	case parts[1] == "fd" && len(parts) == 3:
		fd, err := strconv.Atoi(parts[2])
		if err != nil || fd < 0 || fd >= len(pr.fds) || pr.fds[fd] == 0 {
			return vfs.Node{}, vfs.ENOENT
		}
		return vfs.Node{Mode: fs.ModeDevice | fs.ModeCharDevice | 0o600, ModTime: h.now, Data: "fd " + strconv.Itoa(pr.fds[fd])}, nil
	case parts[1] == "cmdline":
		return file(strings.Join(pr.Argv, "\x00") + "\x00")
	case parts[1] == "comm":
		return file(pr.Name + "\n")
	case parts[1] == "environ":
		return file(strings.Join(pr.Env, "\x00") + "\x00")
	case parts[1] == "status":
		i := pr.info()
		return file(fmt.Sprintf("Name:\t%s\nState:\t%c\nPid:\t%d\nPPid:\t%d\nUid:\t%d\t%d\t%d\t%d\n", pr.Name, i.State, i.PID, i.PPID, i.UID, i.UID, i.UID, i.UID))
	case parts[1] == "cgroup":
		return file("0::/\n")
	}
	return vfs.Node{}, vfs.ENOENT
}

// procFile is a file of the whole machine in /proc. One kernel serves all
// containers: they read the same as the host.
func (h *Host) procFile(name string) (string, bool) {
	switch name {
	case "version":
		return "Linux version 6.12.48 (drydock) #1 SMP PREEMPT_DYNAMIC\n", true
	case "uptime":
		return "86400.00 170000.00\n", true
	case "loadavg":
		return fmt.Sprintf("0.00 0.01 0.05 1/%d %d\n", h.procs.Len(), h.nextKey), true
	case "meminfo":
		return "MemTotal:        8130564 kB\nMemFree:         5242880 kB\nMemAvailable:    6291456 kB\nBuffers:           65536 kB\nCached:           983040 kB\nSwapTotal:             0 kB\nSwapFree:              0 kB\n", true
	case "cpuinfo":
		var s string
		for i := range HostCPUs {
			s += fmt.Sprintf("processor\t: %d\nmodel name\t: Drydock simulated CPU\n\n", i)
		}
		return s, true
	case "mounts":
		return "overlay / overlay rw 0 0\nproc /proc proc rw,nosuid,nodev,noexec 0 0\ntmpfs /dev tmpfs rw,nosuid 0 0\nsysfs /sys sysfs ro,nosuid,nodev,noexec 0 0\n", true
	}
	return "", false
}

// HostCPUs and HostMemory are the size of the simulated machine; memory in bytes.
const (
	HostCPUs   = 2
	HostMemory = 8130564 << 10
)
