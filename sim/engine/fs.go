package engine

import (
	"io/fs"
	"path"
	"strings"
	"time"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

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
	pr, _ := h.seen(machine, p.PID)
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

func (s *Sys) Stat(name string) (proc.Stat, error) { return s.look(name, true) }

func (s *Sys) Lstat(name string) (proc.Stat, error) { return s.look(name, false) }

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
	return s.h.change(s.machine(), st.Path, func(t vfs.Tree, within string) (vfs.Tree, error) { return t.PutAll(within, n) })
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

// Claim makes a file of the process's own look as large as size bytes, of which
// what it holds are the stored ones: an archive of large images.
func (s *Sys) Claim(name string, size int64) {
	_ = s.alter(name, true, func(n vfs.Node) vfs.Node { // it was just written
		n.Size = max(n.Size, size)
		return n
	})
}

func (s *Sys) Chtimes(name string, at time.Time) error {
	return s.alter(name, false, func(n vfs.Node) vfs.Node {
		n.ModTime = at
		return n
	})
}
