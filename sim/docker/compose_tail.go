//go:build !core

package docker

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"drydock/sim/engine"
)

// tail is the output of several containers, mixed as it comes, each line with
// the name of its container. It is a value.
type tail struct {
	sources  []source
	view     logView
	bare     bool // without names
	coloured bool
	exits    bool   // tells of containers that have ended
	least    int    // the width of names that is kept free
	said     string // what is told before all that is read
}

// source is one container of a tail.
type source struct {
	id, name string // the name without that of the project
	colour   string // "" until it has one
	reader   logReader
	ended    func(engine.Host) bool
	done     bool
	waits    bool // it has not been started yet
	exits    int
	code     int
	hook     bool // it is no container of a service: nobody waits for its end
}

// colours are those of names, in turn. Source: docker/compose v5
// cmd/formatter/colors.go.
var colours = []string{"36", "33", "32", "35", "34", "36;1", "33;1", "32;1", "35;1", "34;1"}

// sourceOf is a container as a source of output from a moment on.
func sourceOf(k part, project string) source {
	return source{id: k.ID, name: strings.TrimPrefix(k.Name, project+"-"), ended: endedSince(k.Container), exits: k.Exits}
}

// read takes what there is and returns it as text: the containers in order,
// lines of each in theirs.
func (t tail) read(h engine.Host) (next tail, out string) {
	t.sources = slices.Clone(t.sources)
	var b strings.Builder
	b.WriteString(t.said)
	t.said = ""
	for i := range t.sources {
		s := &t.sources[i]
		if s.done {
			continue
		}
		if s.waits {
			k, err := h.Container(s.id)
			if err == nil && k.State != engine.Running && k.Exits == s.exits {
				continue
			}
			s.waits = false
		}
		if s.colour == "" {
			s.colour = colours[t.registered()%len(colours)]
		}
		over := s.ended(h)
		var lines []logLine
		s.reader, lines = s.reader.read(h.Output(s.id, s.reader.from), over)
		for _, l := range t.view.pick(lines) {
			b.WriteString(t.line(*s, l))
		}
		if over {
			s.done = true
			s.code, _ = h.Exited(s.id)
			end := ""
			if k, err := h.Container(s.id); err == nil && t.exits && (k.State == engine.Running || k.State == engine.Restarting) {
				s.done, s.ended, s.exits, s.waits = false, endedSince(k), k.Exits, k.State == engine.Restarting
				s.code, end = lastCode(h, s.id), " (restarting)"
			}
			if t.exits && !s.hook {
				b.WriteString(t.farewell(*s, end))
			}
		}
	}
	t.view.tail = -1
	return t, b.String()
}

func (t tail) registered() int {
	n := 0
	for _, s := range t.sources {
		if s.colour != "" {
			n++
		}
	}
	return n
}

// width is how long the longest name is of what has been heard of.
func (t tail) width() int {
	n := t.least
	for _, s := range t.sources {
		if s.colour != "" {
			n = max(n, len(s.name))
		}
	}
	return n + 1
}

func (t tail) line(s source, l logLine) string {
	text := t.view.format(l)
	if !strings.HasSuffix(text, "\n") {
		text += "\n"
	}
	if t.bare {
		return text
	}
	prefix := fmt.Sprintf("%-*s | ", t.width(), s.name)
	if t.coloured {
		prefix = "\x1b[" + s.colour + "m" + prefix + "\x1b[0m"
	}
	return prefix + text
}

// lastCode is the exit code with which a container ended last.
func lastCode(h engine.Host, id string) int {
	code := 0
	for _, e := range h.Since(oldest(h)) {
		if e.ID == id && e.Action == "die" {
			for _, a := range e.Attr {
				if a.Name == "exitCode" {
					code, _ = strconv.Atoi(a.Value) // the engine wrote a number
				}
			}
		}
	}
	return code
}

// farewell tells that a container has ended, and what comes of it.
func (t tail) farewell(s source, end string) string {
	text := fmt.Sprintf("%s exited with code %d%s\n", s.name, s.code, end)
	if t.coloured {
		return "\x1b[" + s.colour + "m\r\x1b[K" + text + "\x1b[0m"
	}
	return "\r\x1b[K" + text
}

// keys are what the tail waits for.
func (t tail) keys() []string {
	var all []string
	for _, s := range t.sources {
		if !s.done {
			all = append(all, engine.LogOf(s.id), engine.StateOf(s.id))
		}
	}
	return all
}

// over tells whether nothing more will come.
func (t tail) over() bool {
	return !slices.ContainsFunc(t.sources, func(s source) bool { return !s.done })
}

// hears tells whether a source is among those of the tail.
func (t tail) hears(id string) bool {
	return slices.ContainsFunc(t.sources, func(s source) bool { return s.id == id })
}

// more tells whether there is something to read now.
func (t tail) more(h engine.Host) bool {
	return slices.ContainsFunc(t.sources, func(s source) bool {
		return !s.done && !s.waits && (len(h.Output(s.id, s.reader.from)) > 0 || s.ended(h))
	})
}
