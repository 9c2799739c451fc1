package engine

import (
	"encoding/binary"
	"strconv"
	"strings"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

func (s *Sys) Read(n, limit int) (string, error) {
	id, f, err := s.fd(n)
	if err != nil {
		return "", err
	}
	s.use(5)
	var out string
	var key string
	switch f.kind {
	case readEnd, bothEnds:
		key = "p" + strconv.Itoa(f.obj)
		out, err = s.h.pipeRead(f.obj, limit)
	case terminal:
		key = "t" + strconv.Itoa(f.obj)
		out, err = s.h.ttyRead(f.obj, limit)
	case plug:
		out, err = s.socketRead(f.obj, limit)
		s.use(len(out) / copied)
		return out, err
	case null, sink, screen, full:
	case zero, random:
		if limit = min(limit, len(zeros)); !s.Spend(1) {
			return "", vfs.EAGAIN
		}
		out = zeros[:limit]
		if f.kind == random {
			s.use(limit / 1024)
			out = s.h.noise(limit)
		}
	case frozen:
		out = f.name[min(f.offset, int64(len(f.name))):]
		out = out[:min(limit, len(out))]
	case regular:
		node, _ := s.h.lstat(f.machine, f.path, s.key)
		if node.IsDir() {
			return "", vfs.EISDIR
		}
		out = node.Data[min(f.offset, int64(len(node.Data))):]
		out = out[:min(limit, len(out))]
		if node.Hole && out == "" {
			out = zeros[:max(0, min(int64(limit), int64(len(zeros)), node.Size-f.offset))]
		}
	default:
		return "", vfs.EBADF
	}
	if err == vfs.EAGAIN {
		s.h.await(s.key, key)
	}
	if f.kind == regular || f.kind == frozen {
		f.offset += int64(len(out))
		s.h.files = s.h.files.Set(id, f)
	}
	s.use(len(out) / copied)
	return out, err
}

// mostComplaint is how many bytes a process may say on standard error although
// it is to rest: it would not say why it failed else.
const mostComplaint = 4096

// copied is how many bytes are moved at the price of one step of a program.
const copied = 8192

var zeros = strings.Repeat("\x00", 1<<20)

// noise is what /dev/urandom gives here: it follows from the seed. Each read is
// a stream of its own. Source: Steele, Lea and Flood, SplitMix64.
func (h *Host) noise(n int) string {
	state, _ := strconv.ParseUint(h.newID("noise")[:16], 16, 64) // hex by construction
	b := make([]byte, 0, n+8)
	for len(b) < n {
		state += 0x9e3779b97f4a7c15
		z := (state ^ state>>30) * 0xbf58476d1ce4e5b9
		z = (z ^ z>>27) * 0x94d049bb133111eb
		b = binary.LittleEndian.AppendUint64(b, z^z>>31)
	}
	return string(b[:n])
}

func (s *Sys) Write(n int, data string) error {
	id, f, err := s.fd(n)
	if err != nil {
		return err
	}
	if f.kind != writeEnd && f.kind != bothEnds && f.kind != plug && f.kind != regular && !(n == 2 && len(data) <= mostComplaint) && s.tired() {
		return vfs.EAGAIN
	}
	switch {
	case isHole(data) && f.kind == regular:
		s.use(5)
	case f.kind == writeEnd || f.kind == bothEnds || f.kind == plug || f.kind == null:
		s.use(5 + len(data)/copied)
	case f.kind == regular: // the file is copied as a whole
		s.use(5 + (len(data)+s.h.sizeOf(f))*2/copied)
	default:
		s.use(5 + len(data)/16)
	}
	switch f.kind {
	case writeEnd, bothEnds:
		err = s.h.pipeWrite(f.obj, data)
		switch err {
		case vfs.EAGAIN:
			s.h.await(s.key, "p"+strconv.Itoa(f.obj))
		case vfs.EPIPE:
			s.sync()
			s.h.signal(s.key, proc.SIGPIPE, s.row().machine)
		}
	case plug:
		if err = s.socketWrite(f.obj, data); err == vfs.EPIPE {
			s.sync()
			s.h.signal(s.key, proc.SIGPIPE, s.row().machine)
		}
	case terminal, screen:
		s.h.spent.output += len(data)
		tag := f.tag
		if tag == "" {
			tag = "stdout"
		}
		if f.kind == screen {
			s.h.show(f.obj, tag, data)
		} else {
			s.h.ttyWrite(f.obj, tag, data)
		}
	case sink:
		s.h.sinkWrite(f.name, f.tag, data)
	case null, zero, random:
	case setting:
		err = s.set(f.machine, f.name, data)
	case full:
		err = vfs.ENOSPC
	case regular:
		if f.flags&(proc.Write|proc.Append) == 0 {
			return vfs.EBADF
		}
		if err = s.h.fileWrite(id, f, data); err == nil && f.machine != "" {
			err = s.wroteMemory(f)
		}
	default:
		err = vfs.EBADF
	}
	return err
}
