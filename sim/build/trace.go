package build

import (
	"fmt"
	"slices"
	"time"

	"github.com/docker/go-units"
)

// Trace is what a client knows of a build: the Updates so far, put together.
// It is a value.
type Trace struct {
	began  time.Time
	seen   []shown // by step
	order  []int   // steps as they began
	ended  int     // how many times a step was over
	failed []int   // steps that failed, in order
}

// shown is one step as a client sees it.
type shown struct {
	name     string
	from, to time.Time     // of the stretch under way or the last one
	spent    time.Duration // of the stretches before
	known    bool
	begun    bool
	over     bool
	cached   bool
	canceled bool
	failure  string
	parts    []part
	warnings []string
	logs     []string // each with its time in front
	lines    []string // without it
	index    int      // #4, given when it is first printed; 0: not yet
	touched  bool     // something is new
	moved    time.Time
	rank     int // in which order it was over
	warned   int // how many warnings were printed
	logged   int // how many lines
}

// part is a part of a step: a download, an export.
type part struct {
	id             string
	current, total int64
	from, to       time.Time
	done           bool
	touched        bool
}

// Apply returns the trace with more updates in it.
func (t Trace) Apply(list []Update) Trace {
	t.seen = slices.Clone(t.seen)
	for i := range t.seen { // what is added goes to new memory
		s := &t.seen[i]
		s.logs, s.lines = slices.Clip(s.logs), slices.Clip(s.lines)
	}
	for _, u := range list {
		for len(t.seen) <= u.Step {
			t.seen = append(t.seen, shown{})
		}
		if t.began.IsZero() {
			t.began = u.At
		}
		t = t.one(u)
	}
	return t
}

func (t Trace) one(u Update) Trace {
	s := &t.seen[u.Step]
	s.touched, s.moved = true, u.At
	switch u.What {
	case Known:
		s.known = true
	case Begin:
		s.name, s.from = u.Name, u.At
		if !s.begun {
			t.order = append(slices.Clip(t.order), u.Step)
		}
		s.begun, s.over = true, false
	case End, Cached, Failed, Cancel:
		t.ended++
		s.to, s.over, s.rank = u.At, true, t.ended
		s.cached = s.cached || u.What == Cached
		s.canceled = u.What == Cancel
		if u.What == Failed {
			s.failure = u.Text
			t.failed = append(slices.Clip(t.failed), u.Step)
		}
	case Warn:
		s.warnings = append(slices.Clip(s.warnings), u.Text)
	case Log:
		s.logs = append(s.logs, u.ID+" "+u.Text)
		s.lines = append(s.lines, u.Text)
	case Status:
		s.parts = withPart(s.parts, u)
	}
	return t
}

func withPart(list []part, u Update) []part {
	p := part{u.ID, u.Current, u.Total, u.Started, u.At, u.Done, true}
	list = slices.Clone(list)
	if i := slices.IndexFunc(list, func(x part) bool { return x.id == u.ID }); i >= 0 {
		list[i] = p
		return list
	}
	return append(list, p)
}

// size is how far a part is: " 2.10MB / 7.05MB", "" when it has no size.
func (p part) size() string {
	switch {
	case p.total > 0:
		return amount(p.current) + " / " + amount(p.total)
	case p.current > 0:
		return units.CustomSize("%.4g%s", float64(p.current), 1000, sizes)
	}
	return ""
}

// amount is a number of bytes with two decimals, but for bytes themselves.
func amount(n int64) string {
	if n < 1000 {
		return fmt.Sprintf("%dB", n)
	}
	return units.CustomSize("%.2f%s", float64(n), 1000, sizes)
}

var sizes = []string{"B", "kB", "MB", "GB", "TB"}

// duration is how long a step has run by a moment.
func (s shown) duration(now time.Time) time.Duration {
	if s.over {
		now = s.to
	}
	return s.spent + now.Sub(s.from)
}

// Totals are how many steps are over and how many there are.
func (t Trace) Totals() (over, all int) {
	for _, s := range t.seen {
		if s.known || s.begun {
			all++
		}
		if s.over {
			over++
		}
	}
	return over, all
}

// Logs is the block that is shown below the progress for each failed step.
func (t Trace) Logs() string {
	out := ""
	for _, i := range t.failed {
		s := t.seen[i]
		out += "------\n > " + s.name + ":\n"
		for _, l := range s.logs[max(len(s.logs)-10, 0):] {
			out += l + "\n"
		}
		out += "------\n"
	}
	return out
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.1fs", d.Seconds()) }
