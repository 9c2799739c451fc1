package engine

import (
	"path"
	"slices"
	"strings"

	"drydock/sim/vfs"
)

// place is where a path without links lies: the machine and the mount point
// ("" for the root) whose tree holds it, and the path within that tree. Two
// containers that mount one volume have the same place for it, on the host.
type place struct {
	machine, point, within string
	readOnly, live         bool
}

// place finds where a path of a machine lies.
func (h *Host) place(machine, p string) place {
	_, m, readOnly := h.machineRoot(machine)
	point, within := at(m, p)
	if point == "" && machine == "" {
		if pl, ok := h.merged(p); ok {
			return pl
		}
	}
	if point == "" {
		return place{machine: machine, within: p, readOnly: readOnly}
	}
	mnt := m.At(point)
	if mnt.source == "" {
		return place{machine, point, within, mnt.readOnly || mnt.live, mnt.live}
	}
	pl := h.place("", path.Join(mnt.source, within))
	pl.readOnly = pl.readOnly || mnt.readOnly
	return pl
}

// tree is the file tree of a place.
func (h *Host) tree(pl place) vfs.Tree {
	root, m, _ := h.machineRoot(pl.machine)
	if pl.point == "" {
		return root
	}
	return m.At(pl.point).tree
}

// setTree stores the changed tree of a place.
func (h *Host) setTree(pl place, t vfs.Tree) {
	c := h.containers.At(pl.machine)
	switch {
	case pl.machine == "" && pl.point == "":
		h.root = t
		h.wake(HostFiles)
	case pl.machine == "":
		mnt := h.mounts.At(pl.point)
		mnt.tree = t
		h.mounts = h.mounts.Set(pl.point, mnt)
	case pl.point == "":
		c.Root = t
		h.containers = h.containers.Set(pl.machine, c)
	default:
		mnt := c.mounts.At(pl.point)
		mnt.tree = t
		c.mounts = c.mounts.Set(pl.point, mnt)
		h.containers = h.containers.Set(pl.machine, c)
	}
}

// lstat looks at a path without links on a machine; key is the process that
// asks. What was mounted stays an empty directory when it is removed from the host.
func (h *Host) lstat(machine, p string, key int) (vfs.Node, error) {
	pl := h.place(machine, p)
	if pl.live {
		return h.liveNode(pl.machine, pl.point, pl.within, key)
	}
	n, err := h.tree(pl).Lookup(pl.within)
	if err != nil {
		if _, m, _ := h.machineRoot(machine); m.Has(p) {
			return vfs.Dir(0o755, h.now), nil
		}
	}
	return n, err
}

// change applies a change to the tree a path lies in. Errors: EROFS, ENOSPC
// when a tmpfs is full, and what f gives.
func (h *Host) change(machine, p string, f func(t vfs.Tree, within string) (vfs.Tree, error)) error {
	pl := h.place(machine, p)
	if pl.readOnly {
		return vfs.EROFS
	}
	t := h.tree(pl)
	n, err := f(t, pl.within)
	if err != nil {
		return err
	}
	if limit, of := h.bound(machine, p, pl); limit > 0 && h.treeSize(of(n)) > max(limit, h.treeSize(of(t))) {
		return vfs.ENOSPC
	}
	h.setTree(pl, n)
	if pl.machine == machine && machine != "" && pl.point == "" {
		h.showCopyUp(machine, p, t, n)
	}
	if machine != "" {
		h.showStored(machine, pl, n)
	}
	return nil
}

// bound is how many bytes the tmpfs holds that a path lies in, 0 for any
// number, and which part of its place's tree that is: a volume in memory is a
// directory of the host's.
func (h *Host) bound(machine, p string, pl place) (limit int64, of func(vfs.Tree) vfs.Tree) {
	_, m, _ := h.machineRoot(machine)
	point, _ := at(m, p)
	mnt := m.At(point)
	switch {
	case point == "":
	case mnt.source != "" && mnt.limit > 0 && pl.machine == "" && pl.point == "":
		return mnt.limit, func(t vfs.Tree) vfs.Tree {
			sub, _ := t.Sub(mnt.source)
			return sub
		}
	}
	if pl.point == "" {
		return 0, nil
	}
	_, m, _ = h.machineRoot(pl.machine)
	return m.At(pl.point).limit, func(t vfs.Tree) vfs.Tree { return t }
}

// noexec tells whether nothing in the mount of a path may be executed.
func (h *Host) noexec(machine, p string) bool {
	_, m, _ := h.machineRoot(machine)
	point, _ := at(m, p)
	return slices.Contains(strings.Split(m.At(point).options, ","), "noexec")
}

// treeSize is the bytes of a tree's files.
func (h *Host) treeSize(t vfs.Tree) (sum int64) {
	for _, n := range t.Walk() {
		if n.Mode.IsRegular() {
			sum += n.Size
		}
		h.spent.work++
	}
	return sum
}

// content is the bytes of a tree that are stored.
func content(t vfs.Tree) (sum int) {
	for _, n := range t.Walk() {
		sum += len(n.Data)
	}
	return sum
}
