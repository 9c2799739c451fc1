package engine

import (
	"io/fs"
	"strconv"
	"strings"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

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
		if f&(proc.Write|proc.Append) != 0 && isSetting(st.Path) {
			return s.openSetting(st.Path)
		}
	}
	switch {
	case st.Mode&fs.ModeDevice != 0:
		return s.openDevice(st.Data)
	case st.Mode&fs.ModeNamedPipe != 0:
		return s.openFifo(st.Path, f)
	case st.Mode&fs.ModeSocket != 0:
		return -1, vfs.Errno("No such device or address")
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

// MayWrite tells whether the process has the right to write to a file.
func (s *Sys) MayWrite(st proc.Stat) bool { return permits(st.Node, *s.p, 2) }

func (s *Sys) mayOpen(st proc.Stat, f proc.Flag) error {
	var bits fs.FileMode = 4
	if f&(proc.Write|proc.Append) != 0 {
		bits = 2
	}
	if !permits(st.Node, *s.p, bits) {
		return vfs.EACCES
	}
	if bits == 2 && st.Mode&fs.ModeDevice == 0 && !isSetting(st.Path) {
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
	if name == "kmsg" {
		if !s.capable("SYSLOG") && s.machine() != "" {
			return -1, vfs.EPERM
		}
		return s.install(s.h.addFile(file{kind: frozen, name: bootLog + s.h.kernelLog}), 0)
	}
	kind, ok := kinds[name]
	if !ok {
		return -1, vfs.Errno("No such device or address")
	}
	return s.install(s.h.addFile(file{kind: kind}), 0)
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
