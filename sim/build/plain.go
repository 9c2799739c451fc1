package build

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Plain prints progress line by line, one step at a time: what --progress=plain
// and everything that is no terminal gets. It is a value. Source:
// moby/buildkit util/progress/progressui/printer.go.
type Plain struct {
	Trace
	current int // the step under way, -1: none
	last    int // the last index given
	started bool
}

// NewPlain is a Plain that has printed nothing.
func NewPlain() Plain { return Plain{current: -1} }

// How long a step holds the display while others write.
const (
	mostHidden  = 10 * time.Second
	antiFlicker = 5 * time.Second
)

// Print returns what there is to print of the updates and the Plain after it.
func (p Plain) Print(list []Update, now time.Time) (Plain, string) {
	p.Trace = p.Apply(list)
	var out strings.Builder
	var over, open []int
	for i, s := range p.seen {
		switch {
		case !s.touched || !s.begun:
		case s.over:
			over = append(over, i)
		default:
			open = append(open, i)
		}
	}
	slices.SortStableFunc(over, func(a, b int) int {
		if a == p.current || b == p.current {
			return cmp.Compare(boolInt(b == p.current), boolInt(a == p.current))
		}
		return cmp.Compare(p.seen[a].rank, p.seen[b].rank)
	})
	for _, i := range over {
		p.vertex(&out, i, now)
	}
	if len(open) == 0 {
		if p.current < 0 {
			p.resume(&out, now)
		}
		return p, out.String()
	}
	switch {
	case p.current < 0:
		p.vertex(&out, open[0], now)
	case slices.Contains(open, p.current):
		p.vertex(&out, p.current, now)
	default:
		s := p.seen[p.current]
		for _, i := range open {
			if quiet := now.Sub(s.moved); quiet > antiFlicker || now.Sub(p.seen[i].from) > mostHidden {
				p.vertex(&out, i, now)
				break
			}
		}
	}
	return p, out.String()
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// resume shows a step that goes on when nothing else is shown.
func (p *Plain) resume(out *strings.Builder, now time.Time) {
	for _, i := range p.order {
		if s := p.seen[i]; s.begun && !s.over {
			p.vertex(out, i, now)
			return
		}
	}
}

// vertex prints what is new of one step.
func (p *Plain) vertex(out *strings.Builder, i int, now time.Time) {
	s := &p.seen[i]
	if s.index == 0 {
		p.last++
		s.index = p.last
	}
	if i != p.current {
		if p.current >= 0 {
			fmt.Fprintf(out, "#%d ...\n", p.seen[p.current].index)
		}
		if p.started {
			out.WriteString("\n")
		}
		p.started = true
		fmt.Fprintf(out, "#%d %s\n", s.index, s.name)
	}
	s.parts = slices.Clone(s.parts)
	for k := range s.parts {
		if x := &s.parts[k]; x.touched {
			fmt.Fprintf(out, "#%d %s\n", s.index, x.line(now))
			x.touched = false
		}
	}
	for ; s.warned < len(s.warnings); s.warned++ {
		fmt.Fprintf(out, "#%d WARN: %s\n", s.index, s.warnings[s.warned])
	}
	for ; s.logged < len(s.logs); s.logged++ {
		fmt.Fprintf(out, "#%d %s\n", s.index, s.logs[s.logged])
	}
	s.touched = false
	p.current = i
	if !s.over {
		return
	}
	p.current = -1
	switch {
	case s.failure != "":
		fmt.Fprintf(out, "#%d ERROR: %s\n", s.index, s.failure)
	case s.canceled:
		fmt.Fprintf(out, "#%d CANCELED\n", s.index)
	case s.cached:
		fmt.Fprintf(out, "#%d CACHED\n", s.index)
	default:
		fmt.Fprintf(out, "#%d DONE %s\n", s.index, seconds(s.duration(now)))
	}
}

// line is a part as plain progress has it.
func (x part) line(now time.Time) string {
	text := x.id
	if size := x.size(); size != "" {
		text += " " + size
	}
	if x.done {
		now = x.to
	}
	if d := now.Sub(x.from); d > 10*time.Millisecond {
		text += " " + seconds(d)
	}
	if x.done {
		text += " done"
	}
	return text
}
