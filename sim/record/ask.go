package record

import (
	"fmt"
	"net/url"
	"strings"
	"time"

	"drydock/sim"
)

// Bounds of what an address may ask for.
const (
	mostAsked  = 50       // lines
	mostStack  = 32 << 10 // bytes of a compose file
	askedPause = time.Second
)

// stackDir is where the compose file of an address is put.
const stackDir = "stack"

// Query is the query of an address with its semicolons within their values, as
// browsers have them in run=docker+pull+nginx;docker+images: net/url leaves out
// a part that has one. Source: the URL standard, 5.1.
func Query(raw string) string { return strings.ReplaceAll(raw, ";", "%3B") }

// Asks tells whether a query asks for a lab: run, lesson or stack.
func Asks(q url.Values) bool { return q.Has("run") || q.Has("lesson") || q.Has("stack") }

// Asked is the lab that the query of an address asks for: lesson=ID is what it
// is about, stack=TEXT a compose file that is brought up, run=LINES what is typed,
// a line each or one run= each, read as sim.Typed reads them. It has no seed.
// Errors: clauses about the query; ErrTooLarge is in those about a bound.
func Asked(q url.Values) (Lab, error) {
	l := Lab{Lesson: q.Get("lesson")}
	if stack := q.Get("stack"); strings.TrimSpace(stack) != "" {
		if len(stack) > mostStack {
			return Lab{}, fmt.Errorf("its stack has more than %d bytes: %w", mostStack, ErrTooLarge)
		}
		text := strings.ToValidUTF8(strings.ReplaceAll(stack, "\r\n", "\n"), "\uFFFD")
		l = l.typing(sim.Input{Kind: sim.File, Path: stackDir + "/compose.yaml", Text: strings.TrimSuffix(text, "\n") + "\n"},
			sim.Typed("cd "+stackDir), sim.Typed("docker compose up -d"))
	}
	for _, run := range q["run"] {
		for line := range strings.Lines(strings.ToValidUTF8(run, "\uFFFD")) {
			if line = strings.TrimRight(line, "\r\n"); strings.TrimSpace(line) != "" {
				l = l.typing(sim.Typed(line))
			}
		}
	}
	if len(l.Entries) > mostAsked {
		return Lab{}, fmt.Errorf("it has more than %d lines: %w", mostAsked, ErrTooLarge)
	}
	return l, l.check()
}

// typing is the lab with inputs at its end.
func (l Lab) typing(inputs ...sim.Input) Lab {
	for _, in := range inputs {
		if in.After = whole(min(in.After, sim.MaxAfter)); in.After == 0 {
			in.After = askedPause
		}
		l.Entries = append(l.Entries, Entry{int64(len(l.Entries)), in})
	}
	l.At, l.Line = int64(len(l.Entries)), int64(len(l.Entries))
	return l
}

// Query is the query of an address that does what leads to the lab's last
// moment, where that can be asked for: lines and keys at the first terminal.
func (l Lab) Query() (q url.Values, ok bool) {
	q = url.Values{}
	if len(l.Setup) > 0 && l.Lesson == "" || l.Pipe {
		return nil, false
	}
	if l.Lesson != "" {
		q.Set("lesson", l.Lesson)
	}
	inputs := l.Inputs(l.At)
	for _, in := range inputs {
		line, can := typedAs(in)
		if !can {
			return nil, false
		}
		if line != "" {
			q.Add("run", line)
		}
	}
	return q, len(inputs) <= mostAsked && len(q.Encode()) < mostLine && (len(inputs) > 0 || l.Lesson != "")
}

// marks are the keys as lines that sim.Typed reads.
var marks = map[sim.Kind]string{sim.Interrupt: "^C", sim.EOF: "^D", sim.Suspend: "^Z", sim.Detach: "^P^Q"}

// typedAs is the line that stands for an input, "" for one that does nothing.
func typedAs(in sim.Input) (line string, ok bool) {
	line, after := marks[in.Kind], in.After
	switch in.Kind {
	case sim.Line:
		line = in.Text
	case sim.Wait:
		if after > 0 {
			line = "@" + after.String()
		}
		return line, in.Terminal == ""
	case sim.Answer, sim.Name:
		return "", true
	}
	in.After = 0
	return line, sim.Typed(line) == in && !strings.Contains(line, "\n")
}
