package engine

import (
	"io/fs"
	"path"
	"strings"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// put makes a new entry owned by the process; its user has to be allowed to
// write to the directory.
func (s *Sys) put(full string, n vfs.Node) error {
	if err := s.mayWriteDir(path.Dir(full)); err != nil {
		return err
	}
	n.UID, n.GID = s.p.UID, s.p.GID
	if s.h.entries >= mostEntries {
		return errCrowded
	}
	if err := s.h.store(len(n.Data)); err != nil {
		return err
	}
	err := s.h.change(s.machine(), full, func(t vfs.Tree, within string) (vfs.Tree, error) { return t.Put(within, n) })
	if err == nil {
		s.h.entries++
	}
	return err
}

func (s *Sys) mayWriteDir(dir string) error {
	up, err := s.look(dir, true)
	switch {
	case err != nil:
		return err
	case !up.IsDir():
		return vfs.ENOTDIR
	case !permits(up.Node, *s.p, 3):
		if s.h.place(s.machine(), up.Path).readOnly {
			return vfs.EROFS
		}
		return vfs.EACCES
	}
	return nil
}

func (s *Sys) ReadDir(name string) ([]proc.Entry, error) {
	st, err := s.look(name, true)
	switch {
	case err != nil:
		return nil, err
	case !st.IsDir():
		return nil, vfs.ENOTDIR
	case !permits(st.Node, *s.p, 4):
		return nil, vfs.EACCES
	}
	return s.h.list(s.machine(), st.Path, s.key), nil
}

// list reads a directory, with the roots of what is mounted in it.
func (h *Host) list(machine, dir string, key int) []proc.Entry {
	_, m, _ := h.machineRoot(machine)
	point, within := at(m, dir)
	mnt := m.At(point)
	if mnt.live {
		return h.liveList(machine, point, within)
	}
	var list []proc.Entry
	if machine == "" && dir == rootfsDir {
		list = h.mergedList()
	} else if mnt.source != "" {
		list = h.list("", path.Join(mnt.source, within), key)
	} else {
		for name, n := range h.tree(h.place(machine, dir)).ReadDir(within) {
			list = append(list, proc.Entry{Name: name, Node: n})
		}
	}
	for i, e := range list {
		if full := path.Join(dir, e.Name); m.Has(full) {
			if n, err := h.lstat(machine, full, key); err == nil {
				list[i].Node = n
			}
		}
	}
	h.spent.work += len(list)
	return list
}

func (s *Sys) Mkdir(name string, perm fs.FileMode) error {
	st, err := s.look(strings.TrimRight(name, "/"), false)
	if name == "/" || err == nil {
		return vfs.EEXIST
	}
	if err != vfs.ENOENT || st.Path == "" {
		return err
	}
	return s.put(st.Path, vfs.Dir(perm&^s.p.Umask, s.h.now))
}

func (s *Sys) Remove(name string) error {
	st, err := s.look(name, false)
	if err != nil {
		return err
	}
	if _, m, _ := s.h.machineRoot(s.machine()); m.Has(st.Path) || st.Path == "/" {
		return vfs.EBUSY
	}
	if st.IsDir() && len(s.h.list(s.machine(), st.Path, s.key)) > 0 {
		return vfs.ENOTEMPTY
	}
	if err := s.mayRemove(st); err != nil {
		return err
	}
	if st.Links < 2 {
		_ = s.h.store(-len(st.Data)) // gives bytes back
	}
	s.h.entries = max(s.h.entries-1, 0)
	return s.h.change(s.machine(), st.Path, func(t vfs.Tree, within string) (vfs.Tree, error) { return t.Remove(within, s.h.now) })
}

// mayRemove also keeps the sticky bit's promise: only the owner removes.
func (s *Sys) mayRemove(st proc.Stat) error {
	dir := path.Dir(st.Path)
	if err := s.mayWriteDir(dir); err != nil {
		return err
	}
	up, err := s.look(dir, true)
	if err == nil && up.Mode&fs.ModeSticky != 0 && s.p.UID != st.UID && s.p.UID != up.UID && !s.capable("FOWNER") {
		return vfs.EPERM
	}
	return err
}

func (s *Sys) Rename(from, to string) error {
	src, err := s.look(from, false)
	if err != nil {
		return err
	}
	dst, err := s.look(to, false)
	switch {
	case err == nil && dst.Path == src.Path:
		return nil
	case err == nil && dst.IsDir() && !src.IsDir():
		return vfs.EISDIR
	case err == nil && src.IsDir() && !dst.IsDir():
		return vfs.ENOTDIR
	case err == nil && dst.IsDir() && dst.Entries() > 0:
		return vfs.ENOTEMPTY
	case err != nil && err != vfs.ENOENT || dst.Path == "":
		return err
	case strings.HasPrefix(dst.Path, src.Path+"/"):
		return vfs.EINVAL
	}
	if err := s.mayRemove(src); err != nil {
		return err
	}
	if err := s.mayWriteDir(path.Dir(dst.Path)); err != nil {
		return err
	}
	return s.move(src.Path, dst.Path)
}

// move renames within one mount. Source: rename(2).
func (s *Sys) move(from, to string) error {
	m := s.machine()
	_, mnt, _ := s.h.machineRoot(m)
	a, _ := at(mnt, path.Dir(from))
	if b, _ := at(mnt, path.Dir(to)); a != b {
		return vfs.EXDEV
	}
	for over := range mnt.From(from) {
		if over == from || strings.HasPrefix(over, from+"/") {
			return vfs.EBUSY
		}
		if !strings.HasPrefix(over, from) {
			break
		}
	}
	pl := s.h.place(m, from)
	if mnt.Has(to) {
		return vfs.EBUSY
	}
	if n, err := s.h.lstat(m, to, s.key); err == nil && n.Link != 0 {
		if err := s.h.change(m, to, func(t vfs.Tree, within string) (vfs.Tree, error) { return t.Remove(within, s.h.now) }); err != nil {
			return err
		}
	}
	sub, _ := s.h.tree(s.h.place(m, from)).Sub(pl.within)
	if err := s.h.change(m, to, func(t vfs.Tree, within string) (vfs.Tree, error) { return t.Graft(within, sub) }); err != nil {
		return err
	}
	return s.h.change(m, from, func(t vfs.Tree, within string) (vfs.Tree, error) { return t.Without(within, s.h.now) })
}

func (s *Sys) Symlink(target, name string) error {
	st, err := s.look(name, false)
	if err == nil {
		return vfs.EEXIST
	}
	if err != vfs.ENOENT || st.Path == "" {
		return err
	}
	return s.put(st.Path, vfs.Symlink(target, s.h.now))
}

// Link gives a file a further name. Source: link(2).
func (s *Sys) Link(from, to string) error {
	src, err := s.look(from, false)
	if err != nil {
		return err
	}
	if src.IsDir() {
		return vfs.EPERM
	}
	dst, err := s.look(to, false)
	if err == nil {
		return vfs.EEXIST
	}
	if err != vfs.ENOENT || dst.Path == "" {
		return err
	}
	if err := s.mayWriteDir(path.Dir(dst.Path)); err != nil {
		return err
	}
	_, m, _ := s.h.machineRoot(s.machine())
	a, within := at(m, src.Path)
	if b, _ := at(m, dst.Path); a != b {
		return vfs.EXDEV
	}
	source := strings.TrimSuffix(src.Path, within)
	s.h.nextKey++
	link := uint64(s.h.nextKey)
	return s.h.change(s.machine(), dst.Path, func(t vfs.Tree, to string) (vfs.Tree, error) {
		// both lie in one mount, whose place in the tree is the same
		base := strings.TrimSuffix(to, strings.TrimPrefix(dst.Path, source))
		return t.Linked(base+within, to, link)
	})
}

func (s *Sys) Chdir(name string) error {
	st, err := s.look(name, true)
	switch {
	case err != nil:
		return err
	case !st.IsDir():
		return vfs.ENOTDIR
	case !permits(st.Node, *s.p, 1):
		return vfs.EACCES
	}
	s.p.Dir = st.Path
	return nil
}
