package engine

import (
	"io/fs"
	"path"
	"strconv"
	"strings"
	"time"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// mostFile is the size in bytes at which a file stops growing.
const mostFile = 16 << 20

// stat looks a path up on a machine as a process of p would, and returns the
// node and the path with all links resolved. The path comes with ENOENT too
// when only its last component is missing, else it is "".
func (h *Host) stat(machine string, p proc.Proc, name string, follow bool) (vfs.Node, string, error) {
	full, err := h.resolve(machine, p, name, follow)
	if err != nil {
		return vfs.Node{}, "", err
	}
	n, err := h.lstat(machine, full, h.selfKey(machine, p, full))
	return n, full, err
}

// selfKey is what /proc/self means to a process; 0 where that does not matter.
func (h *Host) selfKey(machine string, p proc.Proc, full string) int {
	if !strings.HasPrefix(full, "/proc") {
		return 0
	}
	pr, _ := h.byPID(machine, p.PID)
	return pr.key
}

// resolve follows the links of a path, checking that the process may search
// the directories on the way.
func (h *Host) resolve(machine string, p proc.Proc, name string, follow bool) (string, error) {
	if name == "" {
		return "", vfs.ENOENT
	}
	if len(name) > 4096 {
		return "", vfs.Errno("File name too long")
	}
	if !strings.HasPrefix(name, "/") {
		name = p.Dir + "/" + name
	}
	return vfs.Resolve(name, follow, func(step string) (vfs.Node, error) {
		if p.UID != 0 {
			if up, err := h.lstat(machine, path.Dir(step), h.selfKey(machine, p, step)); err == nil && !permits(up, p, 1) {
				return vfs.Node{}, vfs.EACCES
			}
		}
		return h.lstat(machine, step, h.selfKey(machine, p, step))
	})
}

func (s *Sys) machine() string { return s.row().machine }

func (s *Sys) look(name string, follow bool) (proc.Stat, error) {
	s.use(2)
	n, full, err := s.h.stat(s.machine(), *s.p, name, follow)
	return proc.Stat{Node: n, Path: full}, err
}

func (s *Sys) Stat(name string) (proc.Stat, error)  { return s.look(name, true) }
func (s *Sys) Lstat(name string) (proc.Stat, error) { return s.look(name, false) }

// Open, see proc.System.
func (s *Sys) Open(name string, f proc.Flag, perm fs.FileMode) (int, error) {
	st, err := s.look(name, true)
	switch {
	case err == vfs.ENOENT && f&proc.Create != 0 && st.Path != "":
		if err := s.put(st.Path, vfs.File(perm&^s.p.Umask, "", s.h.now)); err != nil {
			return -1, err
		}
	case err != nil:
		return -1, err
	case f&(proc.Create|proc.Excl) == proc.Create|proc.Excl:
		return -1, vfs.EEXIST
	case st.IsDir():
		if f&(proc.Write|proc.Append) != 0 {
			return -1, vfs.EISDIR
		}
	}
	if err == nil {
		if err := s.mayOpen(st, f); err != nil {
			return -1, err
		}
	}
	if st.Mode&fs.ModeDevice != 0 {
		return s.openDevice(st.Data)
	}
	if f&proc.Trunc != 0 && err == nil && st.Size > 0 {
		if err := s.Truncate(st.Path, 0); err != nil {
			return -1, err
		}
	}
	open := file{kind: regular, machine: s.machine(), path: st.Path, flags: f}
	if strings.HasPrefix(st.Path, "/proc/") {
		open = file{kind: frozen, name: st.Data}
	}
	return s.install(s.h.addFile(open), 0)
}

func (s *Sys) mayOpen(st proc.Stat, f proc.Flag) error {
	var bits fs.FileMode = 4
	if f&(proc.Write|proc.Append) != 0 {
		bits = 2
	}
	if !permits(st.Node, *s.p, bits) {
		return vfs.EACCES
	}
	if bits == 2 && st.Mode&fs.ModeDevice == 0 {
		if s.h.place(s.machine(), st.Path).readOnly {
			return vfs.EROFS
		}
	}
	return nil
}

func (s *Sys) openDevice(name string) (int, error) {
	kinds := map[string]fileKind{"null": null, "zero": zero, "full": full, "random": random, "urandom": random}
	if id, ok := strings.CutPrefix(name, "fd "); ok {
		n, err := strconv.Atoi(id)
		if err != nil || !s.h.files.Has(n) {
			return -1, vfs.ENOENT
		}
		return s.install(n, 0)
	}
	if name == "tty" {
		t := s.row().tty
		if t == 0 {
			return -1, vfs.Errno("No such device or address")
		}
		return s.install(s.h.addFile(file{kind: terminal, obj: t}), 0)
	}
	kind, ok := kinds[name]
	if !ok {
		return -1, vfs.Errno("No such device or address")
	}
	return s.install(s.h.addFile(file{kind: kind}), 0)
}

// put makes a new entry owned by the process; its user has to be allowed to
// write to the directory.
func (s *Sys) put(full string, n vfs.Node) error {
	if err := s.mayWriteDir(path.Dir(full)); err != nil {
		return err
	}
	n.UID, n.GID = s.p.UID, s.p.GID
	if err := s.h.store(len(n.Data)); err != nil {
		return err
	}
	return s.h.change(s.machine(), full, func(t vfs.Tree, within string) (vfs.Tree, error) { return t.Put(within, n) })
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

// store counts bytes of content against what a host may hold.
func (h *Host) store(n int) error {
	if h.stored+int64(n) > mostStored {
		return vfs.ENOSPC
	}
	h.stored = max(h.stored+int64(n), 0)
	return nil
}

// fileWrite writes at a description's offset, or at the end.
func (h *Host) fileWrite(id int, f file, data string) error {
	n, err := h.lstat(f.machine, f.path, 0)
	if err != nil { // removed while open: the bytes go nowhere that can be seen
		return nil
	}
	at, size := f.offset, int64(len(n.Data))
	if n.Hole {
		size = n.Size
	}
	if f.flags&proc.Append != 0 {
		at = size
	}
	end := at + int64(len(data))
	if isHole(data) && at >= int64(len(n.Data)) {
		if end > mostHole {
			return vfs.ENOSPC
		}
		n.Hole, n.Size, n.ModTime = true, max(end, size), h.now
		return h.written(id, f, n, end)
	}
	if end > mostFile {
		return vfs.EFBIG
	}
	if err := h.store(len(data) + int(max(0, at-int64(len(n.Data))))); err != nil {
		return err
	}
	old := n.Data
	if pad := at - int64(len(old)); pad > 0 {
		old += strings.Repeat("\x00", int(pad))
	}
	rest := ""
	if end := at + int64(len(data)); end < int64(len(old)) {
		rest = old[end:]
	}
	n.Data = old[:at] + data + rest
	n.Size, n.ModTime = max(int64(len(n.Data)), size), h.now
	n.Hole = n.Size > int64(len(n.Data))
	return h.written(id, f, n, end)
}

// mostHole is the size in bytes up to which zeros can be written: they take no room.
const mostHole = 10 << 30

// isHole tells of a page or more that there is nothing but zeros in it.
func isHole(data string) bool {
	return len(data) >= 4096 && len(data) <= len(zeros) && data == zeros[:len(data)]
}

// written puts a file's new node in its place and the description behind what was written.
func (h *Host) written(id int, f file, n vfs.Node, offset int64) error {
	f.offset = offset
	h.files = h.files.Set(id, f)
	return h.change(f.machine, f.path, func(t vfs.Tree, within string) (vfs.Tree, error) { return t.Put(within, n) })
}

// alter changes the node at a path that the process has to own, or be able to
// write to when owned is false.
func (s *Sys) alter(name string, owned bool, f func(n vfs.Node) vfs.Node) error {
	st, err := s.look(name, true)
	if err != nil {
		return err
	}
	if owned && s.p.UID != st.UID && !s.capable("FOWNER") {
		return vfs.EPERM
	}
	if !owned && !permits(st.Node, *s.p, 2) {
		return vfs.EACCES
	}
	n := f(st.Node)
	if n.Same(st.Node) {
		return nil
	}
	return s.h.change(s.machine(), st.Path, func(t vfs.Tree, within string) (vfs.Tree, error) { return t.Put(within, n) })
}

func (s *Sys) Chmod(name string, mode fs.FileMode) error {
	const bits = fs.ModePerm | fs.ModeSetuid | fs.ModeSetgid | fs.ModeSticky
	return s.alter(name, true, func(n vfs.Node) vfs.Node {
		n.Mode = n.Mode&^bits | mode&bits
		return n
	})
}

func (s *Sys) Chown(name string, uid, gid int) error {
	if !s.capable("CHOWN") {
		return vfs.EPERM
	}
	return s.alter(name, true, func(n vfs.Node) vfs.Node {
		if uid >= 0 {
			n.UID = uid
		}
		if gid >= 0 {
			n.GID = gid
		}
		return n
	})
}

func (s *Sys) Chtimes(name string, at time.Time) error {
	return s.alter(name, false, func(n vfs.Node) vfs.Node {
		n.ModTime = at
		return n
	})
}

func (s *Sys) Truncate(name string, size int64) error {
	if size < 0 {
		return vfs.EINVAL
	}
	return s.alter(name, false, func(n vfs.Node) vfs.Node {
		n.Data = n.Data[:min(int64(len(n.Data)), size)]
		n.Size, n.ModTime = size, s.h.now
		n.Hole = size > int64(len(n.Data))
		return n
	})
}

func (s *Sys) ReadFile(name string) (string, error) {
	st, err := s.look(name, true)
	switch {
	case err != nil:
		return "", err
	case st.IsDir():
		return "", vfs.EISDIR
	case !permits(st.Node, *s.p, 4):
		return "", vfs.EACCES
	case st.Mode&fs.ModeDevice != 0:
		return "", nil
	}
	s.use(len(st.Data) / 64)
	if !st.Hole {
		return st.Data, nil
	}
	if st.Size > mostFile {
		return "", vfs.EFBIG
	}
	s.use(int(st.Size) / 64)
	return st.Data + strings.Repeat("\x00", int(st.Size)-len(st.Data)), nil
}

func (s *Sys) WriteFile(name, data string, perm fs.FileMode) error {
	fd, err := s.Open(name, proc.Write|proc.Create|proc.Trunc, perm)
	if err != nil {
		return err
	}
	err = s.Write(fd, data)
	_ = s.Close(fd) // just opened
	return err
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
		return h.procList(machine, within)
	}
	var list []proc.Entry
	if mnt.source != "" {
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

func (h *Host) procList(machine, within string) []proc.Entry {
	var list []proc.Entry
	switch strings.Trim(within, "/") {
	case "":
		for _, i := range h.Processes(machine) {
			list = append(list, proc.Entry{Name: strconv.Itoa(i.PID), Node: vfs.Dir(0o555, i.Started)})
		}
		for _, name := range []string{"cpuinfo", "loadavg", "meminfo", "mounts", "uptime", "version"} {
			if name == "mounts" {
				list = append(list, proc.Entry{Name: name, Node: vfs.Symlink("self/mounts", h.now)})
				continue
			}
			text, _ := h.procFile(name)
			list = append(list, proc.Entry{Name: name, Node: vfs.File(0o444, text, h.now)})
		}
	}
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
	_ = s.h.store(-len(st.Data)) // gives bytes back
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
	sub, _ := s.h.tree(pl).Sub(pl.within)
	if err := s.h.change(m, to, func(t vfs.Tree, within string) (vfs.Tree, error) { return t.Graft(within, sub) }); err != nil {
		return err
	}
	return s.h.change(m, from, func(t vfs.Tree, within string) (vfs.Tree, error) { return t.Remove(within, s.h.now) })
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

// Link makes a second name. Unlike Linux the two do not share later changes.
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
	return s.put(dst.Path, src.Node)
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
