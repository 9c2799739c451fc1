package bin

import (
	"strings"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

const (
	pieceSize = 32 << 10 // bytes read and written at a time
	maxMemory = 8 << 20  // bytes a program may keep
)

// chunk is what a scan hands to its step.
type chunk struct {
	name string // the operand; "-" for standard input
	text string // a piece, or a line without its newline
	cut  bool   // a last line that had no newline
	end  bool   // nothing of this operand follows; text is ""
}

// newline is the line's own end.
func (k chunk) newline() string {
	if k.cut {
		return ""
	}
	return "\n"
}

// scan reads operands one after another, in pieces or by lines, and writes
// what its step makes of them. S is a value: step returns a new one.
type scan[S any] struct {
	call
	byLine bool
	mark   string                      // what ends a line; "" is a newline
	light  bool                        // step does next to nothing for a byte
	kept   func(state S) int           // bytes that a state keeps in memory, if it keeps many
	cannot string                      // format of a failed open: operand, error
	also   func(p *proc.Proc, k chunk) // sees each chunk before the step, if set
	// step answers the next state, what is written to standard output, and
	// whether to go on reading.
	step func(state S, k chunk) (S, string, bool)
	// done runs after the last, with 1 when an operand could not be read.
	done func(p *proc.Proc, state S, code int)
}

// reading is how far a scan is.
type reading[S any] struct {
	state S
	names []string // not yet opened
	name  string
	fd    int   // -1: none is open
	part  *rope // of a line whose end is still to come
	over  int64 // bytes that would have to be kept beyond maxMemory
	cost  int
	code  int
}

// start scans the operands, standard input if there are none.
func (s scan[S]) start(p *proc.Proc, state S, operands []string) {
	if len(operands) == 0 {
		operands = []string{"-"}
	}
	if s.cannot == "" {
		s.cannot = "%s: %v"
	}
	s.run(p, reading[S]{state: state, names: operands, fd: -1})
}

func (s scan[S]) run(p *proc.Proc, r reading[S]) {
	for {
		if r.fd < 0 && len(r.names) == 0 {
			s.done(p, r.state, r.code)
			return
		}
		if r.fd < 0 {
			r = s.open(p, r)
			continue
		}
		if !p.Sys.Spend(1 + r.cost) {
			s.wait(p, r)
			return
		}
		piece, err := p.Sys.Read(r.fd, pieceSize)
		if err == vfs.EAGAIN {
			r.cost = 0
			s.wait(p, r)
			return
		}
		if err != nil {
			s.say(p, s.pick(r.name+": %v", "read error: %v"), err)
			r.code = 1
		}
		var out string
		var more bool
		if r.over == 0 {
			r, out, more = s.feed(p, r, piece)
		}
		var fits bool
		if r, fits = s.keep(p, r, piece); !fits {
			return
		}
		if r.over > 0 {
			continue
		}
		rest, err := put(p, 1, out)
		switch {
		case err == vfs.EAGAIN:
			s.later(p, r, rest, more)
			return
		case err == vfs.EPIPE:
			p.Sys.Exit(1)
			return
		case err != nil:
			s.die(p, 1, "write error: %v", err)
			return
		case !more:
			s.done(p, r.state, r.code)
			return
		}
	}
}

func (s scan[S]) price(piece string) int {
	switch {
	case s.light:
		return len(piece) / 2048
	case !s.byLine:
		return len(piece) / 64
	}
	return len(piece) / 8
}

// keep tells the machine what the program keeps. Beyond maxMemory nothing is
// kept any more: if the machine has a limit of its own the bytes are counted
// until that ends the program, else it ends itself. It answers false when it
// has ended.
func (s scan[S]) keep(p *proc.Proc, r reading[S], piece string) (reading[S], bool) {
	size := r.part.len()
	if s.kept != nil {
		size += s.kept(r.state)
	}
	switch {
	case r.over > 0:
		r.over += int64(len(piece))
	case size > maxMemory:
		r.over = 1
	case size <= maxMemory/8:
		return r, true
	}
	r.cost = 0
	switch p.Sys.Hold(int64(size) + r.over) {
	case proc.Killed:
		return r, false
	case proc.Limited:
		if r.over == 0 || piece != "" {
			return r, true
		}
	}
	if r.over > 0 {
		s.exhausted(p)
	}
	return r, r.over == 0
}

func (s scan[S]) wait(p *proc.Proc, r reading[S]) {
	p.Next = func(p *proc.Proc, _ proc.Event) { s.run(p, r) }
}

// later goes on when the reader of standard output has taken the rest.
func (s scan[S]) later(p *proc.Proc, r reading[S], rest string, more bool) {
	p.Next = func(p *proc.Proc, _ proc.Event) {
		proc.Emit(p, 1, rest, func(p *proc.Proc) {
			if more {
				s.run(p, r)
				return
			}
			s.done(p, r.state, r.code)
		})
	}
}

// quoted is a name as GNU's messages show it: in quotes if a shell would need them.
func quoted(name string) string {
	if name != "" && !strings.ContainsAny(name, " *?[]{}()<>|&;$`\"'\\!~#\t\n") {
		return name
	}
	if strings.Contains(name, "'") && !strings.ContainsAny(name, "\"$`\\") {
		return `"` + name + `"`
	}
	return "'" + strings.ReplaceAll(name, "'", `'\''`) + "'"
}

func (s scan[S]) open(p *proc.Proc, r reading[S]) reading[S] {
	r.name, r.names = r.names[0], r.names[1:]
	if r.name == "-" {
		r.fd = 0
		return r
	}
	fd, err := p.Sys.Open(r.name, proc.Read, 0)
	if st, no := p.Sys.Stat(r.name); err == nil && no == nil && st.IsDir() {
		p.Sys.Close(fd)
		err = vfs.EISDIR
	}
	if err != nil {
		format := s.cannot
		if err == vfs.EISDIR {
			format = s.pick("%s: %v", "read error: %[2]v")
		}
		name := r.name
		if s.flavour == gnu && format == "%s: %v" {
			name = quoted(name)
		}
		s.say(p, format, name, err)
		r.code, fd = 1, -1
	}
	r.fd = fd
	return r
}

// feed gives the step what was read; "" is the end of the operand.
func (s scan[S]) feed(p *proc.Proc, r reading[S], piece string) (_ reading[S], written string, more bool) {
	var out strings.Builder
	give := func(k chunk) {
		if k.name = r.name; s.also != nil {
			s.also(p, k)
		}
		var o string
		r.state, o, more = s.step(r.state, k)
		out.WriteString(o)
	}
	end := piece == ""
	r.cost = s.price(piece)
	mark := s.mark
	if mark == "" {
		mark = "\n"
	}
	if s.byLine && !end && !strings.Contains(piece, mark) {
		r.part = r.part.add(piece)
		return r, "", true
	}
	text := piece
	if more = true; r.part != nil {
		text, r.part = r.part.String()+piece, nil
	}
	for more && text != "" {
		if !s.byLine {
			give(chunk{text: text})
			break
		}
		line, rest, found := strings.Cut(text, mark)
		if !found && !end {
			r.part = r.part.add(text)
			break
		}
		give(chunk{text: line, cut: !found})
		text = rest
	}
	if end && more {
		give(chunk{end: true})
		if r.fd != 0 {
			p.Sys.Close(r.fd)
		}
		r.fd = -1
	}
	return r, out.String(), more
}

// put writes as much as can be written now and returns the rest.
func put(p *proc.Proc, fd int, data string) (rest string, err error) {
	for data != "" {
		n := min(len(data), pieceSize)
		if err := p.Sys.Write(fd, data[:n]); err != nil {
			return data, err
		}
		data = data[n:]
	}
	return "", nil
}

// rope is text being gathered, last piece first. It is never written to.
type rope struct {
	before *rope
	text   string
	size   int
}

func (r *rope) add(text string) *rope {
	n := &rope{before: r, text: text, size: len(text)}
	if r != nil {
		n.size += r.size
	}
	return n
}

func (r *rope) len() int {
	if r == nil {
		return 0
	}
	return r.size
}

func (r *rope) String() string {
	buf := make([]byte, r.len())
	for at := len(buf); r != nil; r = r.before {
		at -= len(r.text)
		copy(buf[at:], r.text)
	}
	return string(buf)
}

// slurp reads all operands into memory and goes on with done, which gets 1
// when one of them could not be read.
func (c call) slurp(p *proc.Proc, operands []string, cannot string, done func(p *proc.Proc, data string, code int)) {
	scan[*rope]{
		call: c, cannot: cannot,
		kept: func(r *rope) int { return r.len() },
		step: func(r *rope, k chunk) (*rope, string, bool) { return r.add(k.text), "", true },
		done: func(p *proc.Proc, r *rope, code int) { done(p, r.String(), code) },
	}.start(p, nil, operands)
}

// generate writes what next makes of a state, as long as it has more.
func generate[S any](p *proc.Proc, state S, next func(S) (S, string, bool), done func(p *proc.Proc)) {
	for more := true; more; {
		if !p.Sys.Spend(pieceSize / 64) {
			kept := state
			p.Next = func(p *proc.Proc, _ proc.Event) { generate(p, kept, next, done) }
			return
		}
		var out string
		state, out, more = next(state)
		rest, err := put(p, 1, out)
		if err == vfs.EAGAIN {
			kept, last := state, !more
			p.Next = func(p *proc.Proc, _ proc.Event) {
				proc.Emit(p, 1, rest, func(p *proc.Proc) {
					if last {
						done(p)
						return
					}
					generate(p, kept, next, done)
				})
			}
			return
		}
		if err != nil {
			p.Sys.Exit(1)
			return
		}
	}
	done(p)
}

// exit ends a process with a code: what many programs do when done.
func exit(code int) func(*proc.Proc) { return func(p *proc.Proc) { p.Sys.Exit(code) } }
