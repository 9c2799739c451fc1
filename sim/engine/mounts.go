package engine

import (
	"io/fs"
	"path"
	"strconv"
	"strings"
	"time"

	"drydock/sim/persist"
	"drydock/sim/vfs"
)

// mounts are what lies over a machine's root, by path: /dev, /proc, /sys, the
// files Docker puts into every container, volumes, directories of the host and
// tmpfs. They are never part of docker diff or commit.
type mounts = persist.Map[string, mount]

type mount struct {
	tree     vfs.Tree
	source   string // the path on the host whose files these are; "": tree holds them
	readOnly bool
	live     bool  // /proc: made up when it is looked at
	limit    int64 // most bytes a tmpfs holds; 0: as many as the host
	// How /proc/mounts tells of it.
	device, kind, options string
	order                 int
}

// over puts a mount over those there are.
func over(m mounts, p string, mnt mount) mounts {
	last := 0
	for _, o := range m.All() {
		last = max(last, o.order)
	}
	mnt.order = last + 1
	return m.Set(p, mnt)
}

// devices of every machine. Source: OCI runtime spec, config-linux.md, default devices.
var devices = []string{"null", "zero", "full", "random", "urandom", "tty"}

func devTree(at time.Time) vfs.Tree {
	t := emptyRoot(0o755, 320, at)
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

// emptyRoot is the root of a made-up file system whose size ls shows as size bytes.
func emptyRoot(perm fs.FileMode, size int64, at time.Time) vfs.Tree {
	n := vfs.Dir(perm, at)
	n.Size = size
	t, err := vfs.Tree{}.Put("/", n)
	if err != nil {
		panic("engine: " + err.Error())
	}
	return t
}

const devSize, shmSize = 64 << 20, 64 << 20

// hostMounts are those of every machine.
func hostMounts(at time.Time) mounts {
	var m mounts
	m = over(m, "/proc", mount{tree: emptyRoot(0o555, 0, at), live: true, device: "proc", kind: "proc", options: "rw,nosuid,nodev,noexec,relatime"})
	m = over(m, "/dev", mount{tree: devTree(at), limit: devSize, device: "tmpfs", kind: "tmpfs", options: "rw,nosuid,size=65536k,mode=755"})
	m = over(m, "/dev/pts", mount{tree: emptyRoot(0o755, 0, at), device: "devpts", kind: "devpts", options: "rw,nosuid,noexec,relatime,gid=5,mode=620,ptmxmode=666"})
	m = over(m, "/sys", mount{tree: emptyRoot(0o555, 0, at), readOnly: true, live: true, device: "sysfs", kind: "sysfs", options: "ro,nosuid,nodev,noexec,relatime"})
	m = over(m, "/dev/mqueue", mount{tree: emptyRoot(0o777|fs.ModeSticky, 40, at), device: "mqueue", kind: "mqueue", options: "rw,nosuid,nodev,noexec,relatime"})
	return over(m, "/dev/shm", shm(shmSize, at))
}

// ownMounts are those of the host itself.
func ownMounts(at time.Time) mounts {
	m := hostMounts(at)
	for p, own := range map[string]mount{ // into a sorted map
		"/dev":     {device: "udev", kind: "devtmpfs", options: "rw,nosuid,relatime,size=4051108k,mode=755"},
		"/dev/shm": {device: "tmpfs", kind: "tmpfs", options: "rw,nosuid,nodev"},
		"/sys":     {device: "sysfs", kind: "sysfs", options: "rw,nosuid,nodev,noexec,relatime", readOnly: true, live: true},
	} {
		own.tree, own.order = m.At(p).tree, m.At(p).order
		m = m.Set(p, own)
	}
	m = m.Set(containersDir, mount{tree: emptyRoot(0o710, 4096, at), live: true}) // no mount that anybody sees
	return m
}

func shm(size int64, at time.Time) mount {
	return mount{tree: emptyRoot(0o777|fs.ModeSticky, 40, at), limit: size, device: "shm", kind: "tmpfs",
		options: "rw,nosuid,nodev,noexec,relatime,size=" + strconv.FormatInt(size>>10, 10) + "k"}
}

// containerMounts are what every container gets when it starts.
func (h *Host) containerMounts(c Container) mounts {
	m, own := h.withDevices(c, hostMounts(h.now)), shm(c.Host.ShmSize, h.now)
	own.order = m.At("/dev/shm").order
	return m.Set("/dev/shm", own)
}

// disk is the device that the host's files are on.
const disk = "/dev/vda1"

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

// mountTable is /proc/mounts of a machine. Source: proc(5).
func (h *Host) mountTable(machine string) string {
	_, m, readOnly := h.machineRoot(machine)
	var byOrder persist.Map[int, string]
	for p, mnt := range m.All() {
		if mnt.kind == "" {
			continue
		}
		byOrder = byOrder.Set(mnt.order, mnt.device+" "+octal.Replace(p)+" "+mnt.kind+" "+mnt.options+" 0 0\n")
	}
	table := disk + " / ext4 rw,relatime 0 0\n"
	switch {
	case machine != "" && readOnly:
		table = "overlay / overlay ro,relatime 0 0\n"
	case machine != "":
		table = "overlay / overlay rw,relatime 0 0\n"
	}
	for _, line := range byOrder.All() {
		table += line
	}
	return table
}

// octal writes what would break a line of /proc/mounts as the kernel does.
var octal = strings.NewReplacer(" ", `\040`, "\t", `\011`, "\n", `\012`, `\`, `\134`)

// HostCPUs and HostMemory are the size of the simulated machine; memory in bytes.
const (
	HostCPUs   = 2
	HostMemory = 8130564 << 10
)
