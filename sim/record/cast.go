package record

import (
	"bytes"
	"slices"
	"strings"
	"time"

	"drydock/sim"
)

// Size of the terminals of a world, in characters.
const (
	columns = 120
	rows    = 40
)

// A key is typed every stroke, all of a line within mostTyping.
const (
	stroke     = 40 * time.Millisecond
	mostTyping = 2 * time.Second
)

// mostCast is how many bytes of output a recording has at most.
const mostCast = 16 << 20

// castHead is the first line of a recording. Source: the asciicast v2 format,
// docs.asciinema.org/manual/asciicast/v2.
type castHead struct {
	Version   int               `json:"version"`
	Width     int               `json:"width"`
	Height    int               `json:"height"`
	Timestamp int64             `json:"timestamp"`       // seconds since 1970
	IdleLimit float64           `json:"idle_time_limit"` // seconds
	Title     string            `json:"title,omitempty"`
	Env       map[string]string `json:"env"`
}

// Cast is what a terminal showed on the way to the lab's moment, as a recording
// in the format asciicast v2: a line of JSON for its head, then one for each
// piece of output, key or mark, in simulated time. more tells whether to go on
// before each input, so that whoever waits can give up; nil for always.
func (l Lab) Cast(title, terminal string, more func() bool) []byte {
	w := sim.New(l.Options())
	c := cast{started: w.Now(), most: mostCast}
	head := castHead{2, columns, rows, w.Now().Unix(), 2, title, map[string]string{"SHELL": "/bin/bash", "TERM": "xterm-256color"}}
	c.write(head)
	for _, in := range l.Inputs(l.At) {
		if c.most <= 0 || more != nil && !more() {
			break
		}
		c.prompt(w, terminal)
		w = c.step(w, in, terminal)
	}
	c.prompt(w, terminal)
	return c.b.Bytes()
}

// cast is a recording that is being written.
type cast struct {
	b       bytes.Buffer
	started time.Time
	last    time.Duration
	most    int  // bytes of output that are left
	waiting bool // the cursor stands behind a prompt of the shell
}

// prompt writes the shell's prompt where it waits for a line and has not yet
// said so.
func (c *cast) prompt(w sim.World, terminal string) {
	switch {
	case w.BusyAt(terminal) || !slices.Contains(w.Terminals(), terminal):
		c.waiting = false
	case !c.waiting:
		c.out(w.Now().Sub(c.started), w.PromptAt(terminal))
		c.waiting = true
	}
}

// step writes one input and what the terminal showed of it: output of the time
// before it, what was typed, the rest.
func (c *cast) step(w sim.World, in sim.Input, terminal string) sim.World {
	begin, here := w.Now().Sub(c.started), in.Terminal == terminal
	after := w
	if in.After > 0 && here {
		after, _ = w.Advance(in.After)
	}
	n, r := w.Step(in)
	chunks := r.Elsewhere
	if here {
		chunks = r.Output
	}
	early := 0
	for early < len(chunks) && chunks[early].At < in.After {
		early++
	}
	c.chunks(begin, terminal, chunks[:early])
	if here {
		c.prompt(after, terminal)
		if in.Kind == sim.Line && c.waiting { // a shell at its prompt does not echo by itself
			c.typing(begin, in.After, in.Text)
		}
		c.input(begin+in.After, in)
		if in.Kind != sim.Wait && (in.Kind == sim.Line || early < len(chunks)) {
			c.waiting = false
		}
	}
	c.chunks(begin, terminal, chunks[early:])
	return n
}

func (c *cast) write(v any) {
	c.b.Write(marshalled(v))
	c.b.WriteByte('\n')
}

// event writes one line; no time goes back.
func (c *cast) event(at time.Duration, code, data string) {
	if data == "" {
		return
	}
	c.last = max(c.last, at)
	c.write([]any{float64(c.last.Microseconds()) / 1e6, code, data})
}

// out writes output. A terminal needs the carriage to return.
func (c *cast) out(at time.Duration, text string) {
	if c.most -= len(text); c.most < 0 {
		return
	}
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\n", "\r\n")
	c.event(at, "o", text)
}

func (c *cast) chunks(begin time.Duration, terminal string, list []sim.Chunk) {
	for _, o := range list {
		if o.Terminal == "" || o.Terminal == terminal {
			c.out(begin+o.At, o.Text)
		}
	}
}

// typing writes the keys of a line, each when it was pressed, and the line end.
func (c *cast) typing(begin, after time.Duration, line string) {
	keys := []rune(line)
	each := stroke
	if n := time.Duration(len(keys)); n > 0 {
		each = min(stroke, after/n, mostTyping/n)
	}
	at := begin + after - each*time.Duration(len(keys))
	if each < time.Millisecond {
		c.out(begin+after, line)
	} else {
		for _, r := range keys {
			at += each
			c.out(at, string(r))
		}
	}
	c.out(begin+after, "\r\n")
}

// keys are what the kinds of input send to a terminal.
var keys = map[sim.Kind]string{sim.Interrupt: "\x03", sim.EOF: "\x04", sim.Suspend: "\x1a", sim.Detach: "\x10\x11"}

// input writes what was typed, or a mark for what happened beside the terminal.
func (c *cast) input(at time.Duration, in sim.Input) {
	switch in.Kind {
	case sim.Line:
		c.event(at, "i", in.Text+"\r")
	case sim.File:
		c.event(at, "m", "saved "+in.Path)
	case sim.Browse, sim.Submit:
		c.event(at, "m", "visited "+in.Path)
	default:
		c.event(at, "i", keys[in.Kind])
	}
}
