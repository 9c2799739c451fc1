package record

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"time"

	"drydock/sim"
)

// typedMarks begin lines of a session that are typed: at a shell, or at a program.
var typedMarks = []string{"  $", "  >"}

// keyMarks are lines of a session that are a key.
var keyMarks = map[string]sim.Kind{"  ^C": sim.Interrupt, "  ^Z": sim.Suspend, "  ^D": sim.EOF, "  ^P^Q": sim.Detach}

// otherMark begins a line of a session that is an input of another kind, as JSON.
const otherMark = "  :"

// ReadLine reads a line of a session; ok is false for what was printed. Lines
// that begin with two spaces and a mark are inputs: "  $ docker ps" and "  > ls"
// are typed, "  ^C" is a key, "  @10s" lets time pass, and "  :{…}" is an input
// as JSON, for what has no mark of its own.
func ReadLine(line string) (in sim.Input, ok bool) {
	for _, mark := range typedMarks {
		if line == mark {
			return sim.Input{Kind: sim.Line}, true
		}
		if text, ok := strings.CutPrefix(line, mark+" "); ok {
			return sim.Input{Kind: sim.Line, Text: text}, true
		}
	}
	if kind, ok := keyMarks[line]; ok {
		return sim.Input{Kind: kind}, true
	}
	if d, ok := strings.CutPrefix(line, "  @"); ok {
		if after, err := time.ParseDuration(d); err == nil {
			return sim.Input{Kind: sim.Wait, After: after}, true
		}
	}
	if text, ok := strings.CutPrefix(line, otherMark); ok && json.Unmarshal([]byte(text), &in) == nil && Check(in) == nil {
		return in, true
	}
	return sim.Input{}, false
}

// line is the line of a session that stands for an input without a time before
// it; held tells that a program holds the terminal.
func line(in sim.Input, held bool) string {
	in.After = 0
	mark := typedMarks[0]
	if held {
		mark = typedMarks[1]
	}
	plain := strings.TrimRight(mark+" "+in.Text, " ")
	for key, kind := range keyMarks { // at most one fits
		if in.Kind == kind {
			plain = key
		}
	}
	if read, ok := ReadLine(plain); ok && read == in {
		return plain
	}
	return otherMark + string(marshalled(in))
}

// Answer is what a Result looks like in a session: both streams in the order in
// which they came, then "[running]" while a program holds the terminal, or
// "[exit N]" where that is not 0.
func Answer(r sim.Result) string {
	var b strings.Builder
	for _, c := range r.Output {
		b.WriteString(strings.ReplaceAll(strings.ReplaceAll(c.Text, "\r\n", "\n"), "\x1b", "^["))
	}
	if s := b.String(); s != "" && !strings.HasSuffix(s, "\n") {
		b.WriteString("\\\n")
	}
	text := shorten(b.String())
	b.Reset()
	b.WriteString(text)
	switch {
	case r.More:
	case r.Exit == nil:
		b.WriteString("[running]\n")
	case *r.Exit != 0:
		fmt.Fprintf(&b, "[exit %d]\n", *r.Exit)
	}
	var lines strings.Builder
	for _, l := range strings.SplitAfter(b.String(), "\n") {
		text := strings.TrimSuffix(l, "\n")
		if trimmed := strings.TrimRight(text, " "); trimmed != text {
			l = trimmed + "\n"
		}
		if _, typed := ReadLine(strings.TrimSuffix(l, "\n")); typed {
			l = "\\" + l // printed, not typed
		}
		lines.WriteString(l)
	}
	return lines.String()
}

// mostLines is how many lines of one answer are written out.
const mostLines = 60

// shorten leaves out the middle of a long answer and says how much.
func shorten(s string) string {
	lines := strings.SplitAfter(s, "\n")
	if len(lines) <= mostLines {
		return s
	}
	return strings.Join(lines[:3], "") + fmt.Sprintf("… %d lines …\n", len(lines)-7) + strings.Join(lines[len(lines)-4:], "")
}

// Names gives the ids of a session their places: an id of 64 hex digits is ID1,
// ID2, … by first appearance, and so are its first 12 digits. The zero Names
// are ready for use.
type Names struct{ ids []string }

var hexID = regexp.MustCompile(`\b[0-9a-f]{64}\b|\b[0-9a-f]{12}\b`)

// Replace is a text with places instead of ids.
func (n *Names) Replace(s string) string {
	return hexID.ReplaceAllStringFunc(s, func(id string) string {
		for i, known := range n.ids {
			if strings.HasPrefix(known, id) || strings.HasPrefix(id, known) {
				if len(id) > len(known) {
					n.ids[i] = id
				}
				return place(i, id)
			}
		}
		n.ids = append(n.ids, id)
		return place(len(n.ids)-1, id)
	})
}

// place keeps the width of a short id, so that columns stay where they are.
func place(i int, id string) string {
	name := fmt.Sprintf("ID%d", i+1)
	if len(id) == 12 {
		return fmt.Sprintf("%-12s", name)
	}
	return name
}
