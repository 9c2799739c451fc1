//go:build !core

package bin

import (
	"slices"
	"strconv"
	"strings"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// awkInput is what was read of the operands and not yet taken, and which of
// them are still to be read.
type awkInput struct {
	parts  []awkPart
	names  []string
	open   bool // the last part is still read, from fd
	fd     int
	begun  bool // the operands are known
	some   bool // one of them was a file
	ended  bool
	failed bool
}

// awkPart is text of one file.
type awkPart struct {
	name, text string
	sets       [][2]string // variables that operands before the file set
	first      bool        // no record of it was taken yet
	ended      bool        // nothing follows the text
}

// nextRecord takes the next record of the operands: it becomes $0. It
// answers false at the end of all, and while there is not enough text.
func (r *awkRun) nextRecord() (string, bool) {
	for {
		if len(r.in.parts) == 0 {
			if !r.in.ended {
				r.waits, r.more = true, true
			}
			return "", false
		}
		part := r.in.parts[0]
		for _, kv := range part.sets {
			r.set(kv[0], awkIn(kv[1]))
		}
		part.sets = nil
		text, rest, ok := cutRecord(part.text, r.vars.At("RS").str(), part.ended)
		if !ok && !part.ended {
			r.waits, r.more = true, true
			return "", false
		}
		r.in.parts = slices.Clone(r.in.parts)
		if !ok {
			r.in.parts = r.in.parts[1:]
			continue
		}
		if part.text = rest; part.first {
			part.first, r.fnr = false, 0
			if name := part.name; name != "-" {
				r.vars = r.vars.Set("FILENAME", awkStr(name))
			}
		}
		r.in.parts[0] = part
		r.nr, r.fnr = r.nr+1, r.fnr+1
		r.record, r.split = text, false
		return text, true
	}
}

// skip leaves the file that is being read.
func (in awkInput) skip(p *proc.Proc) awkInput {
	if in.open && len(in.parts) == 1 {
		if in.open = false; in.fd > 0 {
			p.Sys.Close(in.fd)
		}
	}
	in.parts = in.parts[min(1, len(in.parts)):]
	return in
}

// operands are those that BEGIN left in ARGV.
func operandsOf(st awkState) (names []string) {
	args := st.arrays.At("ARGV")
	for i := 1; i < min(int(st.vars.At("ARGC").number()), 10_000); i++ {
		if v := args.At(strconv.Itoa(i)).str(); v != "" {
			names = append(names, v)
		}
	}
	return names
}

// readOn reads a piece more, or opens the next operand; NAME=value operands
// are assignments. It is blocked while there is nothing to read yet.
func (a awkProgram) readOn(p *proc.Proc, in awkInput, st awkState) (_ awkInput, blocked bool) {
	if !in.begun {
		in.begun, in.names = true, operandsOf(st)
	}
	if !in.open {
		return a.openNext(p, in), false
	}
	last := len(in.parts) - 1
	in.parts = slices.Clone(in.parts)
	part := &in.parts[last]
	piece, err := p.Sys.Read(in.fd, pieceSize)
	if err == vfs.EAGAIN {
		return in, true
	}
	if err != nil {
		a.say(p, "%s: %v", part.name, err)
		in.failed = true
	}
	if part.text += piece; piece == "" || len(part.text) > maxMemory {
		if part.ended, in.open = true, false; in.fd > 0 {
			p.Sys.Close(in.fd)
		}
	}
	return in, false
}

func (a awkProgram) openNext(p *proc.Proc, in awkInput) awkInput {
	var sets [][2]string
	for len(in.names) > 0 {
		name := in.names[0]
		in.names = in.names[1:]
		if key, value, ok := strings.Cut(name, "="); ok && key != "" && !strings.ContainsAny(key, "/.") {
			sets = append(sets, [2]string{key, awkUnescape(value)})
			continue
		}
		in.some = true
		fd, err := 0, error(nil)
		if name != "-" && name != "/dev/stdin" {
			fd, err = p.Sys.Open(name, proc.Read, 0)
		}
		if st, no := p.Sys.Stat(name); fd > 0 && err == nil && no == nil && st.IsDir() {
			p.Sys.Close(fd)
			err = vfs.EISDIR
		}
		if err != nil {
			a.say(p, a.pick("cannot open %s (%v)", "%s: %v"), name, err)
			in.failed = true
			continue
		}
		return in.from(name, fd, sets)
	}
	if !in.some {
		in.some = true
		return in.from("-", 0, sets)
	}
	if in.ended = true; sets != nil {
		in.parts = append(slices.Clone(in.parts), awkPart{sets: sets, ended: true})
	}
	return in
}

func (in awkInput) from(name string, fd int, sets [][2]string) awkInput {
	in.open, in.fd = true, fd
	in.parts = append(slices.Clone(in.parts), awkPart{name: name, sets: sets, first: true})
	return in
}
