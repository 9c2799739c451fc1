package engine

import (
	"strings"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// What a write says when a bound of the lab's own is reached.
const (
	errFull     vfs.Errno = "No space left on device (drydock: this lab may keep 64 MB of files)"
	errFileFull vfs.Errno = "File too large (drydock: a file of this lab may hold 16 MB)"
)

// mostFile is the size in bytes at which a file stops growing.
const mostFile = 16 << 20

// store counts bytes of content against what a host may hold.
func (h *Host) store(n int) error {
	if h.stored+int64(n) > mostStored {
		return errFull
	}
	h.stored = max(h.stored+int64(n), 0)
	return nil
}

// sizeOf is how many bytes of an open file are stored.
func (h *Host) sizeOf(f file) int {
	n, _ := h.lstat(f.machine, f.path, 0)
	return len(n.Data)
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
		return errFileFull
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
	return h.change(f.machine, f.path, func(t vfs.Tree, within string) (vfs.Tree, error) { return t.PutAll(within, n) })
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
