package engine

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"drydock/sim/persist"
	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// file is an open file description, shared by the descriptors that were
// duplicated from one another.
type file struct {
	kind    fileKind
	refs    int
	machine string // of a regular file
	path    string // of a regular file, resolved
	offset  int64
	flags   proc.Flag
	obj     int    // pipe, terminal or socket
	name    string // stream: of a terminal or screen, or the id a sink belongs to
	tag     string // stdout or stderr of a sink
	lock    proc.Lock
}

type fileKind int

const (
	regular  fileKind = iota
	readEnd           // of a pipe
	writeEnd          // of a pipe
	bothEnds          // of a named pipe opened to read and write
	terminal          // a TTY
	screen            // what a terminal's owner sees, without being a TTY
	sink              // the output of a container or exec
	setting           // of the kernel, to be written to
	null
	zero
	full
	random
	frozen // content made when it was opened, as in /proc
	plug   // a socket
)

// pipe is a pipe: 64 KiB of what was written and not yet read.
type pipe struct {
	data             string
	readers, writers int
	named            bool
	read, written    bool // of a named one: somebody has opened it to read, to write
}

const pipeSize = 64 << 10

// stream is the output of a container or exec in pieces.
type stream struct {
	chunks persist.Map[uint64, Chunk]
	last   uint64
	bytes  int
}

// Chunk is a piece of output as it was written.
type Chunk struct {
	Seq    uint64
	At     time.Time
	Stream string // stdout, stderr
	Text   string
}

// mostKept is how many bytes of a container's output are kept.
const mostKept = 1 << 20

func (s stream) add(at time.Time, name, text string) stream {
	s.last++
	s.chunks = s.chunks.Set(s.last, Chunk{s.last, at, name, text})
	s.bytes += len(text)
	for s.bytes > mostKept {
		k, c, _ := s.chunks.First()
		s.chunks, s.bytes = s.chunks.Delete(k), s.bytes-len(c.Text)
	}
	return s
}

func (h *Host) addFile(f file) int {
	h.nextKey++
	h.files = h.files.Set(h.nextKey, f)
	return h.nextKey
}

// hold counts n more holders of a file; the last one gone closes it.
func (h *Host) hold(id, n int) {
	f, ok := h.files.Get(id)
	if !ok {
		return
	}
	if f.refs += n; f.refs > 0 {
		h.files = h.files.Set(id, f)
		return
	}
	h.files = h.files.Delete(id)
	if f.lock != proc.Unlock {
		h.wake(lockKey(f))
	}
	if f.kind == plug {
		h.dropSocket(f.obj)
	}
	if f.kind == readEnd || f.kind == writeEnd || f.kind == bothEnds {
		p := h.pipes.At(f.obj)
		if f.kind != writeEnd {
			p.readers--
		}
		if f.kind != readEnd {
			p.writers--
		}
		h.pipes = h.pipes.Set(f.obj, p)
		if p.readers+p.writers <= 0 {
			h.pipes = h.pipes.Delete(f.obj)
		}
		h.wake("p" + strconv.Itoa(f.obj))
	}
}

func (h *Host) newPipe() (r, w int) {
	h.nextKey++
	id := h.nextKey
	h.pipes = h.pipes.Set(id, pipe{readers: 1, writers: 1})
	return h.addFile(file{kind: readEnd, obj: id}), h.addFile(file{kind: writeEnd, obj: id})
}

func (h *Host) pipeRead(id, limit int) (string, error) {
	p := h.pipes.At(id)
	if p.data == "" {
		if p.writers > 0 || p.named && !p.written {
			return "", vfs.EAGAIN
		}
		return "", nil
	}
	n := min(limit, len(p.data))
	out := p.data[:n]
	p.data = p.data[n:]
	h.pipes = h.pipes.Set(id, p)
	h.wake("p" + strconv.Itoa(id))
	return out, nil
}

func (h *Host) pipeWrite(id int, data string) error {
	p := h.pipes.At(id)
	switch {
	case p.readers <= 0 && p.named && !p.read:
		return vfs.EAGAIN
	case p.readers <= 0:
		return vfs.EPIPE
	case len(p.data) > 0 && len(p.data)+len(data) > pipeSize:
		return vfs.EAGAIN
	}
	p.data += data
	h.pipes = h.pipes.Set(id, p)
	h.wake("p" + strconv.Itoa(id))
	return nil
}

// tty is a terminal: a line discipline between a person and processes.
type tty struct {
	in         string // lines typed and not yet read
	eofs       int    // Ctrl-D typed on an empty line
	quiet      int    // the process that keeps what is typed from being shown, 0 none
	cols, rows int
	leader     int    // the login shell of a person's terminal
	owner      string // the container or exec whose output it shows; "" a person's
	pipe       bool   // a person's terminal whose output goes to a pipe
	out        stream // what a person's terminal has shown and nobody took yet
}

func (h *Host) newTTY(t tty) int {
	h.nextKey++
	h.ttys = h.ttys.Set(h.nextKey, t)
	return h.nextKey
}

// ttyRead gives one line.
func (h *Host) ttyRead(id, limit int) (string, error) {
	t := h.ttys.At(id)
	if t.in == "" {
		if t.eofs == 0 {
			return "", vfs.EAGAIN
		}
		t.eofs--
		h.ttys = h.ttys.Set(id, t)
		return "", nil
	}
	n := strings.IndexByte(t.in, '\n') + 1
	if n == 0 || n > limit {
		n = min(limit, len(t.in))
	}
	out := t.in[:n]
	t.in = t.in[n:]
	h.ttys = h.ttys.Set(id, t)
	return out, nil
}

// ttyType puts typed bytes into a terminal and echoes them unless its reader
// does that itself.
func (h *Host) ttyType(id int, data string, echo bool) {
	t := h.ttys.At(id)
	t.in += data
	if len(t.in) > pipeSize {
		t.in = t.in[:pipeSize]
	}
	h.ttys = h.ttys.Set(id, t)
	if echo && !h.quiet(id) {
		h.ttyWrite(id, "stdout", data)
	}
	h.wake("t" + strconv.Itoa(id))
}

func (h *Host) ttyEOF(id int) {
	t := h.ttys.At(id)
	t.eofs++
	h.ttys = h.ttys.Set(id, t)
	h.wake("t" + strconv.Itoa(id))
}

// ttyWrite shows text on a terminal, where a newline also returns the carriage.
func (h *Host) ttyWrite(id int, name, text string) {
	t := h.ttys.At(id)
	text = crlf(text)
	if t.owner != "" {
		h.sinkWrite(t.owner, "stdout", text)
		return
	}
	if !t.pipe {
		h.show(id, name, text)
	}
}

func crlf(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\n", "\r\n")
}

// screenWrite shows text to the person at a terminal, as the system itself.
func (h *Host) screenWrite(id int, name, text string) {
	if h.ttys.At(id).pipe {
		h.show(id, name, text)
		return
	}
	h.ttyWrite(id, name, text)
}

func (h *Host) show(id int, name, text string) {
	t := h.ttys.At(id)
	t.out = t.out.add(h.now, name, text)
	h.ttys = h.ttys.Set(id, t)
}

// sinkWrite adds to the output of a container or exec.
func (h *Host) sinkWrite(id, name, text string) {
	if c, ok := h.containers.Get(id); ok {
		c.out = c.out.add(h.now, name, text)
		h.containers = h.containers.Set(id, c)
	} else if e, ok := h.execs.Get(id); ok {
		e.out = e.out.add(h.now, name, text)
		h.execs = h.execs.Set(id, e)
	}
	h.wake(LogOf(id))
}

// readers are the processes that wait to read a terminal or pipe.
func (h *Host) readers(key string) []process {
	var list []process
	for _, k := range h.waiters.At(key) {
		if p, ok := h.procs.Get(k); ok && slices.Contains(p.waits, key) {
			list = append(list, p)
		}
	}
	return list
}
