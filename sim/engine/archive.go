package engine

import (
	"path"
	"slices"
	"strings"

	mounttypes "github.com/moby/moby/api/types/mount"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// apart are the file systems that docker cp does not see: it looks at a
// container's files from the host, running or not.
var apart = []string{"/dev", "/proc", "/sys"}

// archiveLstat looks at a path without links in a container's files and volumes.
func (h *Host) archiveLstat(c Container, p string) (vfs.Node, error) {
	if isApart(p) {
		return c.Root.Lookup(p)
	}
	return h.lstat(c.ID, p, 0)
}

func isApart(p string) bool {
	return slices.ContainsFunc(apart, func(dir string) bool { return p == dir || strings.HasPrefix(p, dir+"/") })
}

// archiveList reads a directory of a container's files and volumes.
func (h *Host) archiveList(c Container, dir string) []proc.Entry {
	if !isApart(dir) {
		return h.list(c.ID, dir, 0)
	}
	var list []proc.Entry
	for name, n := range c.Root.ReadDir(dir) {
		list = append(list, proc.Entry{Name: name, Node: n})
	}
	return list
}

// archiveResolve follows the links of a path in a container, the last one only
// with follow or when the path ends in a slash.
func (h *Host) archiveResolve(c Container, p string, follow bool) (string, error) {
	return vfs.Resolve(p, follow, func(step string) (vfs.Node, error) { return h.archiveLstat(c, step) })
}

// PathStat is what the daemon tells of a path in a container.
type PathStat struct {
	vfs.Node
	Name string
	// Target is where a symbolic link ends, all links resolved.
	Target string
}

// ContainerStatPath looks at a path in a container, running or not; a last
// link is followed only when the path ends in a slash. Errors: not found, the
// container or the path; invalid argument for no path at all. Source: Engine
// API, HEAD /containers/{id}/archive.
func (h Host) ContainerStatPath(ref, name string) (Host, PathStat, error) {
	c, full, err := h.archivePath(ref, name)
	if err != nil {
		return h, PathStat{}, err
	}
	n := h
	n.visit(c, func() {})
	st, err := n.archiveStat(c, full)
	if err != nil {
		return n, PathStat{}, missingPath(c, ref, name)
	}
	return n, st, nil
}

// visit does something with a container's files from the host: its volumes are
// mounted for as long, whether it runs or not. Source: moby
// daemon/containerfs_linux.go, openContainerFS.
func (h *Host) visit(c Container, do func()) {
	volumes := slices.DeleteFunc(slices.Clone(c.Mounts), func(m MountPoint) bool { return m.Type != mounttypes.TypeVolume })
	for _, m := range volumes {
		h.volumeMounted(c, m)
	}
	do()
	for _, m := range volumes {
		h.volumeEvent(h.volumes.At(m.Name), "unmount", "", "container", c.ID)
	}
}

func (h *Host) archiveStat(c Container, full string) (PathStat, error) {
	st := PathStat{Name: path.Base(full)}
	var err error
	if st.Node, err = h.archiveLstat(c, full); err != nil {
		return st, err
	}
	if st.IsSymlink() {
		if st.Target, err = h.archiveResolve(c, full, true); err != nil {
			st.Target = full
		}
	}
	return st, nil
}

// archivePath finds a path, which need not exist, in a container.
func (h *Host) archivePath(ref, name string) (Container, string, error) {
	if name == "" {
		return Container{}, "", refuse(InvalidArg, Object{Type: "host"}, "bad parameter: path")
	}
	c, err := h.Container(ref)
	if err != nil {
		return c, "", err
	}
	full, err := h.archiveResolve(c, "/"+name, strings.HasSuffix(name, "/."))
	if err != nil {
		return c, "", missingPath(c, ref, name)
	}
	return c, full, nil
}

func missingPath(c Container, ref, name string) error {
	return refuse(NotFound, Object{"container", c.ID}, "Could not find the file %s in container %s", name, ref)
}

// CopyFromContainer returns a file or directory of a container as an archive
// whose entries begin with the path's last name, "." when it ends in "/.".
// Errors: as ContainerStatPath. Source: Engine API, GET
// /containers/{id}/archive; moby daemon/archive.go.
func (h Host) CopyFromContainer(ref, name string) (Host, []ArchiveEntry, PathStat, error) {
	c, full, err := h.archivePath(ref, name)
	if err != nil {
		return h, nil, PathStat{}, err
	}
	st, err := h.archiveStat(c, full)
	if err != nil {
		return h, nil, st, missingPath(c, ref, name)
	}
	base := path.Base(path.Clean("/" + name))
	if strings.HasSuffix(name, "/.") || name == "." {
		base = "."
	}
	n := h
	var entries []ArchiveEntry
	n.visit(c, func() {
		entries = n.collect(c, full, base, st.Node, nil)
		n.containerEvent(c, "archive-path", "docker cp reads the container's files from the host; it need not run")
	})
	return n, entries, st, nil
}

func (h *Host) collect(c Container, full, name string, n vfs.Node, all []ArchiveEntry) []ArchiveEntry {
	all = append(all, ArchiveEntry{Name: name, Node: n})
	if !n.IsDir() {
		return all
	}
	for _, e := range h.archiveList(c, full) {
		all = h.collect(c, path.Join(full, e.Name), strings.TrimSuffix(name, "/")+"/"+e.Name, e.Node, all)
	}
	return all
}

// CopyOptions say how an archive is extracted in a container.
type CopyOptions struct {
	// Own gives the files to the container's user instead of the owner the
	// archive names.
	Own bool
}

// CopyToContainer extracts an archive in a directory of a container, running
// or not. Errors: not found, the container or the directory; invalid argument
// when that is no directory, or a directory and something else would replace
// each other; forbidden when it is read-only; system when there is no space.
// Source: Engine API, PUT /containers/{id}/archive; moby daemon/archive.go.
func (h Host) CopyToContainer(ref, dir string, entries []ArchiveEntry, o CopyOptions) (Host, error) {
	c, full, err := h.archivePath(ref, dir)
	if err != nil {
		return h, err
	}
	if full, err = h.archiveResolve(c, full, true); err != nil {
		return h, missingPath(c, ref, dir)
	}
	obj := Object{"container", c.ID}
	switch st, err := h.archiveLstat(c, full); {
	case err != nil:
		return h, missingPath(c, ref, dir)
	case !st.IsDir():
		return h, refuse(InvalidArg, obj, "extraction point is not a directory")
	}
	if why := h.readOnly(c, full); why != "" {
		return h, refuse(Forbidden, obj, "%s", why)
	}
	owner := proc.Proc{}
	if o.Own && c.Config.User != "" {
		if owner, err = h.asUser(c.ID, owner, c.Config.User); err != nil {
			return h, refuse(System, obj, "%s", err)
		}
	}
	n := h
	n.visit(c, func() {
		for _, e := range entries {
			if o.Own && c.Config.User != "" {
				e.Node.UID, e.Node.GID = owner.UID, owner.GID
			}
			if err = n.extract(c.ID, full, e); err != nil {
				return
			}
		}
		n.containerEvent(n.containers.At(c.ID), "extract-to-dir", "docker cp writes into the container's writable layer from the host; it need not run")
	})
	if err != nil {
		return h, err
	}
	return n, nil
}

// readOnly tells why nothing can be written to a path of a container.
func (h *Host) readOnly(c Container, p string) string {
	_, m, readOnly := h.machineRoot(c.ID)
	if point, _ := at(m, p); point != "" && !isApart(p) {
		if m.At(point).readOnly {
			return "mounted volume is marked read-only"
		}
		return ""
	}
	if readOnly {
		return "container rootfs is marked read-only"
	}
	return ""
}

// extract puts one entry into a container beneath dir. What is not on the way
// is made; a directory that is there keeps its entries.
func (h *Host) extract(machine, dir string, e ArchiveEntry) error {
	obj := Object{"container", machine}
	c := h.containers.At(machine)
	full := path.Join(dir, path.Clean("/"+e.Name))
	old, err := h.archiveLstat(c, full)
	switch {
	case err == nil && e.Node.IsDir() && !old.IsDir():
		return refuse(InvalidArg, obj, "cannot overwrite non-directory %q with directory %q", full, dir)
	case err == nil && !e.Node.IsDir() && old.IsDir():
		return refuse(InvalidArg, obj, "cannot overwrite directory %q with non-directory %q", full, dir)
	}
	if err := h.store(len(e.Node.Data) - len(old.Data)); err != nil {
		return refuse(System, obj, "write %s: no space left on device", full)
	}
	err = h.change(machine, full, func(t vfs.Tree, within string) (vfs.Tree, error) {
		if within != "/" {
			var err error
			if t, err = t.MkdirAll(path.Dir(within), vfs.Dir(0o755, h.now)); err != nil {
				return t, err
			}
		}
		return t.Put(within, bare(e.Node))
	})
	if err != nil {
		return refuse(System, obj, "open %s: %s", full, strings.ToLower(err.Error()))
	}
	h.spent.work += 10 + len(e.Node.Data)/64
	return nil
}

// bare is a node without entries.
func bare(n vfs.Node) vfs.Node {
	return vfs.Node{Mode: n.Mode, UID: n.UID, GID: n.GID, ModTime: n.ModTime, Size: n.Size, Data: n.Data}
}
