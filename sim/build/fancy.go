package build

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Fancy draws progress on a terminal, the same lines again and again. It is a
// value. Source: moby/buildkit util/progress/progressui/display.go.
type Fancy struct {
	Trace
	Columns, Rows int
	// Title is at the right of the first line: docker:default.
	Title string
	lines int // drawn below the first one
	again bool
}

// The sequences of a terminal. Source: ECMA-48.
const (
	up, down, column0   = "\x1b[1A", "\x1b[1B", "\x1b[0G"
	hideCursor, showCur = "\x1b[?25l", "\x1b[?25h"
	reset, faint        = "\x1b[0m", "\x1b[2m"
	blue, yellow, red   = "\x1b[34m", "\x1b[33m", "\x1b[31m"
)

// termLines is how many lines of a step's output are shown.
const termLines = 6

// row is one line of the display.
type row struct {
	name, status string
	took         time.Duration
	over         bool
	color        string
	step         int // whose output may stand below, -1
}

// Print returns what draws the progress anew, and the Fancy after it; all
// draws it for the last time.
func (f Fancy) Print(list []Update, now time.Time, all bool) (Fancy, string) {
	f.Trace = f.Apply(list)
	var out strings.Builder
	out.WriteString(strings.Repeat(up, f.lines+1))
	if !f.again {
		out.WriteString(down)
	}
	f.again = true
	out.WriteString(column0 + hideCursor)
	over, total := f.Totals()
	if f.began.IsZero() {
		f.began = now
	}
	head := fmt.Sprintf("[+] Building %s (%d/%d) ", seconds(now.Sub(f.began)), over, max(total, 1))
	if all && over == total && over > 0 {
		head += "FINISHED"
	}
	out.WriteString(align(head, f.Title, f.Columns-1) + "\n")
	rows := f.rows(now)
	if !all {
		rows = fit(rows, f.Rows-2)
	}
	drawn := f.draw(&out, rows, all)
	if less := f.lines - drawn; less > 0 {
		for range less {
			out.WriteString(strings.Repeat(" ", f.Columns) + "\n")
		}
		fmt.Fprintf(&out, "\x1b[%dA%s", less, column0)
	}
	f.lines = drawn
	out.WriteString(showCur)
	return f, out.String()
}

// align writes one text at the left and one at the right end.
func align(left, right string, width int) string {
	return fmt.Sprintf("%-*s %s", width-len(right)-1, left, right)
}

// rows are all lines: steps as they began, each with its parts.
func (f Fancy) rows(now time.Time) []row {
	var rows []row
	for _, i := range f.order {
		s := f.seen[i]
		r := row{name: s.name, took: s.duration(now), over: s.over, step: i, color: blue}
		switch {
		case s.failure != "":
			r.name, r.color = "ERROR "+s.name, red
		case s.canceled:
			r.name, r.color = "CANCELED "+s.name, yellow
		case s.cached:
			r.name = "CACHED " + s.name
		}
		rows = append(rows, r)
		for _, x := range s.parts {
			end := now
			if x.done {
				end = x.to
			}
			rows = append(rows, row{name: "=> " + strings.TrimSuffix(x.id+" "+f.inline(x), " "), status: f.beside(x), took: end.Sub(x.from), over: x.done || s.over, color: blue, step: -1})
		}
		for _, w := range s.warnings {
			rows = append(rows, row{name: "WARN: " + w, step: -1})
		}
	}
	return rows
}

// inline and beside are where the size of a part stands: a size alone follows
// the name, one of two stands at the right.
func (f Fancy) inline(x part) string {
	if x.total > 0 {
		return ""
	}
	return x.size()
}

func (f Fancy) beside(x part) string {
	if x.total > 0 {
		return x.size()
	}
	return ""
}

// fit leaves out the oldest rows that are over when there are too many.
func fit(rows []row, limit int) []row {
	extra := len(rows) - max(limit, 1)
	if extra <= 0 {
		return rows
	}
	rows = slices.DeleteFunc(slices.Clone(rows), func(r row) bool {
		if extra > 0 && r.over {
			extra--
			return true
		}
		return false
	})
	return rows[max(len(rows)-max(limit, 1), 0):]
}

// draw writes the rows and returns how many lines they took.
func (f Fancy) draw(out *strings.Builder, rows []row, all bool) int {
	lines := 0
	free := f.Rows - 2 - len(rows)
	for _, r := range rows {
		d := r.took
		if d < 50*time.Millisecond {
			d = 0
		}
		timer := fmt.Sprintf(" %3.1fs\n", d.Seconds())
		left := f.Columns - len(" => ") - len(timer) - 1
		status := ""
		if r.status != "" && left-len(r.status)-1 > 20 {
			status = " " + r.status
			left -= len(status)
		}
		if left < 12 {
			continue
		}
		name := r.name
		if len(name) > left {
			name = name[:left]
		}
		text := align(" => "+name+status, timer, f.Columns)
		if r.over {
			text = r.color + text + reset
		}
		out.WriteString(text)
		lines++
		if r.step >= 0 && !r.over && !all {
			lines += f.terminal(out, r.step, &free)
		}
	}
	return lines
}

// terminal writes the last lines of a step's output below it.
func (f Fancy) terminal(out *strings.Builder, step int, free *int) int {
	text := f.seen[step].lines
	if *free <= termLines+3 || len(text) == 0 {
		return 0
	}
	text = text[max(len(text)-termLines, 0):]
	for _, l := range text {
		width := f.Columns - 10
		r := []rune(l)
		if len(r) > width {
			r = r[:width]
		}
		fmt.Fprintf(out, "%s => => # %-*s\n%s", faint, width, string(r), reset)
	}
	*free -= len(text)
	return len(text)
}
