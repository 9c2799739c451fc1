//go:build !core

package bin

import (
	"fmt"
	"strings"

	"drydock/sim/proc"
)

func cmp(p *proc.Proc, c call) {
	c.trouble = 2
	o, names, ok := c.parse(p, "s,quiet,silent l,verbose b n:,bytes")
	if !ok {
		return
	}
	switch {
	case len(names) == 0:
		c.missing(p, "operand after '"+c.name+"'")
		return
	case len(names) == 1:
		names = append(names, "-")
	}
	c.gather(p, names[:2], nil, func(p *proc.Proc, files []string) {
		a, b := files[0], files[1]
		n := min(len(a), len(b))
		for i := range n {
			if a[i] == b[i] {
				continue
			}
			out := ""
			if !o.has("s") {
				out = fmt.Sprintf("%s %s differ: char %d, line %d\n", names[0], names[1], i+1, strings.Count(a[:i], "\n")+1)
			}
			proc.Finish(p, out, 1)
			return
		}
		if len(a) == len(b) {
			p.Sys.Exit(0)
			return
		}
		if !o.has("s") {
			short := names[0]
			if len(b) < len(a) {
				short = names[1]
			}
			c.say(p, c.pick("EOF on %[1]s after byte %[2]d, in line %[3]d", "EOF on %[1]s"), short, n, strings.Count(a[:n], "\n")+1)
		}
		p.Sys.Exit(1)
	})
}

// edit is a run of lines that two files have in common (' ') or only one of
// them has ('-' the first, '+' the second).
type edit struct {
	kind byte
	line string
	a, b int // line numbers before it
}

func diff(p *proc.Proc, c call) {
	c.trouble = 2
	o, names, ok := c.parse(p, "u,unified? U: q,brief r,recursive N,new-file i,ignore-case w,ignore-all-space b,ignore-space-change B,ignore-blank-lines s,report-identical-files a,text color? x:,exclude y,side-by-side c")
	if !ok {
		return
	}
	if len(names) != 2 {
		c.missing(p, "operand after '"+strings.Join(append([]string{c.name}, names...), " ")+"'")
		return
	}
	if bad := o.last("y", "c"); bad != "" {
		c.refuse(p, "-"+bad)
		return
	}
	dirs := 0
	for _, name := range names {
		if st, err := p.Sys.Stat(name); err == nil && st.IsDir() {
			dirs++
		}
	}
	d := differ{call: c, options: o}
	switch {
	case dirs == 2:
		d.trees(p, names[0], names[1])
		return
	case dirs == 1:
		names = d.sameName(p, names)
	}
	c.gather(p, names, nil, func(p *proc.Proc, files []string) {
		out, code := d.compare(p, names, files)
		if code == 2 {
			c.exhausted(p)
			return
		}
		proc.Finish(p, out, code)
	})
}

// diffLines are lines with their newline; a last one without says so.
func diffLines(s string) []string {
	if s == "" {
		return nil
	}
	lines := strings.SplitAfter(s, "\n")
	if last := len(lines) - 1; lines[last] == "" {
		return lines[:last]
	}
	lines[len(lines)-1] += "\n\\ No newline at end of file\n"
	return lines
}

// edits finds a longest common subsequence.
func edits(a, b []string) (out []edit) {
	lens := make([][]int, len(a)+1)
	for i := range lens {
		lens[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				lens[i][j] = lens[i+1][j+1] + 1
			} else {
				lens[i][j] = max(lens[i+1][j], lens[i][j+1])
			}
		}
	}
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			out = append(out, edit{' ', a[i], i, j})
			i, j = i+1, j+1
		case j == len(b) || i < len(a) && lens[i+1][j] >= lens[i][j+1]:
			out = append(out, edit{'-', a[i], i, j})
			i++
		default:
			out = append(out, edit{'+', b[j], i, j})
			j++
		}
	}
	return out
}

// unified writes the edits with three lines of context.
func unified(p *proc.Proc, names []string, all []edit) string {
	var b strings.Builder
	for i, mark := range []string{"---", "+++"} {
		stamp := p.Sys.Now()
		if st, err := p.Sys.Stat(names[i]); err == nil {
			stamp = st.ModTime
		}
		b.WriteString(mark + " " + names[i] + "\t" + stamp.Format("2006-01-02 15:04:05.000000000 -0700") + "\n")
	}
	const context = 3
	for at := 0; at < len(all); {
		for at < len(all) && all[at].kind == ' ' {
			at++
		}
		if at == len(all) {
			break
		}
		from, end := max(0, at-context), at
		for quiet := 0; end < len(all) && quiet <= 2*context; end++ {
			if quiet++; all[end].kind != ' ' {
				quiet = 0
			}
		}
		last := end
		for last > at && all[last-1].kind == ' ' {
			last--
		}
		hunk := all[from:min(len(all), last+context)]
		b.WriteString(hunkHead(hunk))
		for _, e := range hunk {
			b.WriteString(string(e.kind) + e.line)
		}
		at = from + len(hunk)
	}
	return b.String()
}

func hunkHead(hunk []edit) string {
	var olds, news int
	for _, e := range hunk {
		if e.kind != '+' {
			olds++
		}
		if e.kind != '-' {
			news++
		}
	}
	span := func(before, n int) string {
		if n > 0 {
			before++
		}
		if n == 1 {
			return fmt.Sprint(before)
		}
		return fmt.Sprintf("%d,%d", before, n)
	}
	return "@@ -" + span(hunk[0].a, olds) + " +" + span(hunk[0].b, news) + " @@\n"
}

// normal writes the edits as diff does without options: 2c2, 3a4,5, 6d5.
func normal(all []edit) string {
	var out strings.Builder
	for at := 0; at < len(all); {
		if all[at].kind == ' ' {
			at++
			continue
		}
		first, olds, news := all[at], "", ""
		var nOld, nNew int
		for ; at < len(all) && all[at].kind != ' '; at++ {
			if all[at].kind == '-' {
				olds, nOld = olds+"< "+all[at].line, nOld+1
			} else {
				news, nNew = news+"> "+all[at].line, nNew+1
			}
		}
		span := func(before, n int) string {
			if n < 2 {
				return fmt.Sprint(before + n)
			}
			return fmt.Sprintf("%d,%d", before+1, before+n)
		}
		kind, bar := "c", "---\n"
		if nOld == 0 {
			kind, bar = "a", ""
		} else if nNew == 0 {
			kind, bar = "d", ""
		}
		out.WriteString(span(first.a, nOld) + kind + span(first.b, nNew) + "\n" + olds + bar + news)
	}
	return out.String()
}
