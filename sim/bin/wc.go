package bin

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"drydock/sim/proc"
)

// counts are what wc counts of one file.
type counts struct {
	lines, words, chars, bytes, longest, column int64
	inWord                                      bool
}

// counting is wc's work so far: the counts of the files done, joined as rows.
type counting struct {
	now, sum counts
	rows     *countRow
}

type countRow struct {
	before *countRow
	name   string
	counts
}

func wc(p *proc.Proc, c call) {
	o, names, ok := c.parse(p, "l,lines w,words c,bytes m,chars L,max-line-length")
	if !ok {
		return
	}
	if len(o) == 0 {
		o = options{{key: "l"}, {key: "w"}, {key: "c"}}
	}
	scan[counting]{call: c,
		step: func(st counting, k chunk) (counting, string, bool) {
			if k.end {
				st.sum = st.sum.plus(st.now)
				return counting{rows: &countRow{st.rows, k.name, st.now}, sum: st.sum}, "", true
			}
			st.now = st.now.add(k.text)
			return st, "", true
		},
		done: func(p *proc.Proc, st counting, code int) { c.printCounts(p, o, st, len(names), code) },
	}.start(p, counting{}, names)
}

func (n counts) add(text string) counts {
	n.bytes += int64(len(text))
	n.chars += int64(utf8.RuneCountInString(text))
	n.lines += int64(strings.Count(text, "\n"))
	for _, r := range text {
		space := r == ' ' || r >= '\t' && r <= '\r'
		if !space && !n.inWord {
			n.words++
		}
		n.inWord = !space
		if n.column++; r == '\n' {
			n.column = 0
		}
		n.longest = max(n.longest, n.column)
	}
	return n
}

func (n counts) plus(m counts) counts {
	return counts{lines: n.lines + m.lines, words: n.words + m.words, chars: n.chars + m.chars,
		bytes: n.bytes + m.bytes, longest: max(n.longest, m.longest)}
}

// columns are the counts asked for, in wc's order.
func (n counts) columns(o options) (all []int64) {
	for _, k := range []struct {
		key string
		n   int64
	}{{"l", n.lines}, {"w", n.words}, {"m", n.chars}, {"c", n.bytes}, {"L", n.longest}} {
		if o.has(k.key) {
			all = append(all, k.n)
		}
	}
	return all
}

func (c call) printCounts(p *proc.Proc, o options, st counting, operands, code int) {
	var rows []countRow
	for r := st.rows; r != nil; r = r.before {
		rows = append([]countRow{*r}, rows...)
	}
	if operands > 1 {
		rows = append(rows, countRow{name: "total", counts: st.sum})
	}
	width := c.countWidth(p, o, rows, st.sum, operands)
	var out strings.Builder
	for _, r := range rows {
		for i, n := range r.columns(o) {
			if i > 0 {
				out.WriteString(" ")
			}
			fmt.Fprintf(&out, "%*d", width, n)
		}
		if operands > 0 {
			out.WriteString(" " + r.name)
		}
		out.WriteString("\n")
	}
	proc.Finish(p, out.String(), code)
}

// countWidth is the width of a column. GNU takes the digits of all sizes
// together, or seven when it cannot know them beforehand.
func (c call) countWidth(p *proc.Proc, o options, rows []countRow, sum counts, operands int) int {
	one := len(counts{}.columns(o)) == 1
	if c.flavour == busybox {
		return map[bool]int{true: 1, false: 9}[one]
	}
	if one && operands < 2 {
		return 1
	}
	width := len(strconv.FormatInt(sum.bytes, 10))
	for _, r := range rows {
		st, err := p.Sys.Stat(r.name)
		if operands == 0 || r.name == "-" || r.name != "total" && (err != nil || !st.Mode.IsRegular()) {
			width = max(width, 7)
		}
	}
	return width
}
