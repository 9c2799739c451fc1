package engine

import (
	"cmp"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/moby/moby/api/types/container"
	mounttypes "github.com/moby/moby/api/types/mount"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// mountAll mounts what a container that starts has, outer paths first, and
// tells of its volumes. Errors: what the daemon or the runtime refuses.
func (h *Host) mountAll(c Container) (Container, error) {
	c.mounts = h.containerMounts(c)
	h.containers = h.containers.Set(c.ID, c)
	points := c.Mounts
	for _, dest := range slices.Sorted(maps.Keys(c.Host.Tmpfs)) {
		points = append(points[:len(points):len(points)], MountPoint{MountPoint: container.MountPoint{Type: mounttypes.TypeTmpfs, Destination: path.Clean(dest)}, tmpfs: c.Host.Tmpfs[dest]})
	}
	points = slices.SortedStableFunc(slices.Values(points), func(a, b MountPoint) int {
		return cmp.Compare(strings.Count(a.Destination, "/"), strings.Count(b.Destination, "/"))
	})
	for _, m := range points {
		err := h.mount(c.ID, m)
		if m.Type == mounttypes.TypeVolume {
			h.volumeMounted(c, m)
		}
		if err != nil {
			return h.containers.At(c.ID), err
		}
	}
	h.mountFiles(c)
	if err := h.mountBuild(c.ID); err != nil {
		return h.containers.At(c.ID), err
	}
	return h.containers.At(c.ID), nil
}

// volumeMounted tells that a volume is mounted for a container.
func (h *Host) volumeMounted(c Container, m MountPoint) {
	h.volumeEvent(h.volumes.At(m.Name), "mount", "", "container", c.ID, "destination", m.Destination,
		"propagation", string(m.Propagation), "read/write", strconv.FormatBool(m.RW))
}

// mount mounts one mount point of a container.
func (h *Host) mount(id string, m MountPoint) error {
	target := h.mountTarget(id, m.Destination)
	if m.Type == mounttypes.TypeTmpfs {
		return h.mountTmpfs(id, target, m)
	}
	if m.Type == mounttypes.TypeImage {
		return h.mountImage(id, target, m)
	}
	source, err := h.mountSource(m)
	if err != nil {
		return err
	}
	n, err := h.lstat("", source, 0)
	if err != nil {
		return fmt.Errorf("error mounting %q to rootfs at %q: stat %s: %s", source, m.Destination, source, strings.ToLower(err.Error()))
	}
	if err := h.mountDir(id, target, n.IsDir()); err != nil {
		return fmt.Errorf("error mounting %q to rootfs at %q: create mountpoint for %s mount: make mountpoint %q: %s",
			source, m.Destination, m.Destination, m.Destination, strings.ToLower(err.Error()))
	}
	if on, err := h.lstat(id, target, 0); err == nil && on.IsDir() != n.IsDir() {
		return fmt.Errorf("error mounting %q to rootfs at %q: mount src=%s, dst=%s, dstFd=/proc/thread-self/fd/14, flags=MS_BIND|MS_REC: not a directory: "+
			"Are you trying to mount a directory onto a file (or vice-versa)? Check if the specified host path exists and is the expected type",
			source, m.Destination, source, m.Destination)
	}
	mnt := h.bindOf(source)
	if v, ok := h.volumes.Get(m.Name); ok && m.Type == mounttypes.TypeVolume && v.Options["type"] == "tmpfs" {
		mnt.device, mnt.kind, mnt.options, mnt.limit = "tmpfs", "tmpfs", v.tmpfsOptions(), v.tmpfsSize()
	}
	if !m.RW {
		mnt.readOnly, mnt.options = true, "ro"+strings.TrimPrefix(mnt.options, "rw")
	}
	c := h.containers.At(id)
	c.mounts = over(c.mounts, target, mnt)
	h.containers = h.containers.Set(id, c)
	return nil
}

// bindOf is a mount of a path of the host, told of as the file system it is on.
func (h *Host) bindOf(source string) mount {
	mnt := mount{source: source, device: disk, kind: "ext4", options: "rw,relatime"}
	if point, _ := at(h.mounts, source); point != "" {
		on := h.mounts.At(point)
		mnt.device, mnt.kind, mnt.options = on.device, on.kind, on.options
	}
	return mnt
}

// mountSource is the path on the host that a mount shows, made if it may be.
func (h *Host) mountSource(m MountPoint) (string, error) {
	host := Object{Type: "host"}
	p := m.Source
	if v, ok := h.volumes.Get(m.Name); ok && m.Type == mounttypes.TypeVolume {
		p = path.Join(v.source(), m.subpath)
		if kind := v.Options["type"]; kind == "nfs" || kind == "cifs" {
			return "", refuse(NotImplemented, Object{"volume", m.Name}, "error while mounting volume '%s': volumes of type %s are not simulated", v.Mountpoint(), kind)
		}
	}
	full, err := h.hostPath(p)
	switch {
	case err == nil:
		return full, nil
	case m.Type == mounttypes.TypeVolume && m.subpath != "":
		return "", refuse(InvalidArg, Object{"volume", m.Name}, "cannot access path %s: lstat %s: %s", p, p, strings.ToLower(err.Error()))
	case m.Type == mounttypes.TypeVolume:
		return "", refuse(System, Object{"volume", m.Name}, "error evaluating symlinks from mount source %q: lstat %s: %s", p, p, strings.ToLower(err.Error()))
	case !m.makes:
		return "", refuse(InvalidArg, host, `invalid mount config for type "bind": bind source path does not exist: %s`, p)
	}
	err = h.change("", p, func(t vfs.Tree, within string) (vfs.Tree, error) { return t.MkdirAll(within, vfs.Dir(0o755, h.now)) })
	if err != nil {
		return "", refuse(System, host, "error while creating mount source path '%s': mkdir %s: %s", p, p, strings.ToLower(err.Error()))
	}
	return p, nil
}

// mountTarget is where a destination is in a container, with links followed.
func (h *Host) mountTarget(id, dest string) string {
	dest = path.Join("/", dest)
	for up := dest; up != "/"; up = path.Dir(up) {
		if full, err := h.resolve(id, proc.Proc{Dir: "/"}, up, true); err == nil {
			return path.Join(full, strings.TrimPrefix(dest, up))
		}
	}
	return dest
}

// mountDir makes the directory or file to mount on, even in a root that will be read-only.
func (h *Host) mountDir(id, target string, dir bool) error {
	if _, err := h.lstat(id, target, 0); err == nil {
		return nil
	}
	makeIn := func(t vfs.Tree, within string) (vfs.Tree, error) {
		up := within
		if !dir {
			up = path.Dir(within)
		}
		t, err := t.MkdirAll(up, vfs.Dir(0o755, h.now))
		if err == nil && !dir {
			t, err = t.Put(within, vfs.File(0o755, "", h.now))
		}
		return t, err
	}
	if pl := h.place(id, target); pl.machine == id && pl.point == "" {
		t, err := makeIn(h.tree(pl), pl.within)
		if err == nil {
			h.setTree(pl, t)
		}
		return err
	}
	return h.change(id, target, makeIn)
}

// mountFiles puts Docker's own files over those of the image, except where the
// container mounts something itself.
func (h *Host) mountFiles(c Container) {
	files := h.netFiles(c)
	for _, p := range []string{"/etc/resolv.conf", "/etc/hostname", "/etc/hosts"} {
		c = h.containers.At(c.ID)
		if c.mounts.Has(p) {
			continue
		}
		if pl := h.place(c.ID, p); pl.machine != c.ID || pl.point != "" {
			if h.mountDir(c.ID, p, false) != nil {
				continue
			}
			c = h.containers.At(c.ID)
		}
		c.mounts = over(c.mounts, p, mount{tree: h.single(files[p]), device: disk, kind: "ext4", options: "rw,relatime"})
		h.containers = h.containers.Set(c.ID, c)
	}
}

// single is a tree that is one file.
func (h *Host) single(text string) vfs.Tree {
	t, err := vfs.Tree{}.Put("/", vfs.File(0o644, text, h.now))
	if err != nil {
		panic("engine: a file as a tree: " + err.Error())
	}
	return t
}

// restingMounts are the mounts of a container that does not run, for those who
// look at its files from outside: its volumes and the directories of the host.
func (h *Host) restingMounts(c Container) mounts {
	var m mounts
	for _, point := range c.Mounts {
		source := point.Source
		if v, ok := h.volumes.Get(point.Name); ok {
			source = path.Join(v.source(), point.subpath)
		}
		full, err := h.hostPath(source)
		if source == "" || err != nil {
			continue
		}
		mnt := h.bindOf(full)
		mnt.readOnly = mnt.readOnly || !point.RW
		m = over(m, path.Join("/", point.Destination), mnt)
	}
	return m
}

// unmountAll is what happens to a container's mounts when it has stopped: what
// a tmpfs held is gone, volumes stay as they are.
func (h *Host) unmountAll(id string) {
	c := h.containers.At(id)
	if c.build.on {
		c.build.left = c.mounts
	}
	for _, mnt := range c.mounts.All() {
		if mnt.kind == "tmpfs" && mnt.source == "" {
			_ = h.store(-content(mnt.tree)) // gives bytes back
		}
	}
	c.mounts = h.restingMounts(c)
	h.containers = h.containers.Set(id, c)
	for _, m := range c.Mounts {
		if m.Type == mounttypes.TypeVolume {
			h.unmountVolume(id, h.volumes.At(m.Name))
		}
	}
}

func (h *Host) unmountVolume(id string, v Volume) {
	h.volumeEvent(v, "unmount", "", "container", id)
	if v.Options["type"] != "tmpfs" {
		return
	}
	for _, c := range h.containers.All() {
		if c.pid1 != 0 && slices.ContainsFunc(c.Mounts, func(m MountPoint) bool { return m.Name == v.Name }) {
			return
		}
	}
	if t, ok := h.root.Sub(v.Mountpoint()); ok { // it was in memory
		_ = h.store(-content(t)) // gives bytes back
		if t, err := h.root.Graft(v.Mountpoint(), emptyRoot(0o777|fs.ModeSticky, 40, h.now)); err == nil {
			h.root = t
		}
	}
}

// dropVolumes removes the anonymous volumes of a container that is gone, those
// that no other container mounts.
func (h *Host) dropVolumes(c Container) {
	for _, m := range c.Mounts {
		if v, err := h.Volume(m.Name); m.anonymous && err == nil && len(v.UsedBy) == 0 {
			h.removeVolume(v)
		}
	}
}
