package bin

import (
	"strconv"
	"strings"

	"drydock/sim/proc"
)

// span is one range of a cut list, from 1; to 0 means to the end.
type span struct{ from, to int }

func cut(p *proc.Proc, c call) {
	o, names, ok := c.parse(p, "b:,bytes c:,characters f:,fields d:,delimiter s,only-delimited n complement output-delimiter:")
	if !ok {
		return
	}
	by := o.last("b", "c", "f")
	if by == "" {
		if c.flavour == busybox {
			c.die(p, 1, "expected a list of bytes, characters, or fields")
			return
		}
		c.misuse(p, "you must specify a list of bytes, characters, or fields")
		return
	}
	spans, ok := parseSpans(o.value(by, ""))
	if !ok {
		c.misuse(p, c.pick("invalid field value '%s'", "bad list '%s'"), o.value(by, ""))
		return
	}
	delim := o.value("d", "\t")
	if len([]rune(delim)) != 1 {
		c.misuse(p, "the delimiter must be a single character")
		return
	}
	between := o.value("output-delimiter", delim)
	scan[int]{call: c, byLine: true,
		step: func(n int, k chunk) (int, string, bool) {
			if k.end {
				return n, "", true
			}
			line, keep := cutLine(k.text, by, delim, between, spans, o)
			if !keep {
				return n, "", true
			}
			return n, line + "\n", true
		},
		done: func(p *proc.Proc, _ int, code int) { p.Sys.Exit(code) },
	}.start(p, 0, names)
}

func parseSpans(list string) (all []span, ok bool) {
	for _, word := range strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' }) {
		from, to, ranged := strings.Cut(word, "-")
		s := span{from: 1}
		var err1, err2 error
		if from != "" {
			s.from, err1 = strconv.Atoi(from)
		}
		switch {
		case !ranged:
			s.to = s.from
		case to != "":
			s.to, err2 = strconv.Atoi(to)
		}
		if err1 != nil || err2 != nil || s.from < 1 || word == "-" || to != "" && s.to < s.from {
			return nil, false
		}
		all = append(all, s)
	}
	return all, len(all) > 0
}

func cutLine(line, by, delim, between string, spans []span, o options) (string, bool) {
	wanted := func(i int) bool {
		for _, s := range spans {
			if i >= s.from && (s.to == 0 || i <= s.to) {
				return !o.has("complement")
			}
		}
		return o.has("complement")
	}
	parts, glue := strings.Split(line, delim), between
	if by != "f" {
		parts, glue = strings.Split(line, ""), o.value("output-delimiter", "")
	} else if len(parts) == 1 {
		return line, !o.has("s")
	}
	var kept []string
	for i, part := range parts {
		if wanted(i + 1) {
			kept = append(kept, part)
		}
	}
	return strings.Join(kept, glue), true
}

func paste(p *proc.Proc, c call) {
	o, names, ok := c.parse(p, "s,serial d:,delimiters z")
	if !ok {
		return
	}
	delims := []rune(strings.NewReplacer(`\n`, "\n", `\t`, "\t", `\0`, "").Replace(o.value("d", "\t")))
	if len(delims) == 0 {
		delims = []rune{-1}
	}
	if len(names) == 0 {
		names = []string{"-"}
	}
	c.gather(p, names, nil, func(p *proc.Proc, files []string) {
		var rows [][]string
		for _, data := range files {
			rows = append(rows, strings.Split(strings.TrimSuffix(data, "\n"), "\n"))
		}
		if !o.has("s") {
			rows = turned(rows)
		}
		var out strings.Builder
		for _, r := range rows {
			for i, cell := range r {
				if d := delims[max(0, i-1)%len(delims)]; i > 0 && d >= 0 {
					out.WriteRune(d)
				}
				out.WriteString(cell)
			}
			out.WriteString("\n")
		}
		proc.Finish(p, out.String(), 0)
	})
}

// turned makes columns of rows.
func turned(rows [][]string) (out [][]string) {
	for i := 0; ; i++ {
		line, some := make([]string, len(rows)), false
		for j, r := range rows {
			if i < len(r) {
				line[j], some = r[i], true
			}
		}
		if !some {
			return out
		}
		out = append(out, line)
	}
}

// gather reads each operand as a whole; one that cannot be read ends the process.
func (c call) gather(p *proc.Proc, names, before []string, done func(p *proc.Proc, files []string)) {
	if len(names) == 0 {
		done(p, before)
		return
	}
	c.slurp(p, names[:1], "", func(p *proc.Proc, data string, code int) {
		if code != 0 {
			p.Sys.Exit(max(c.trouble, 1))
			return
		}
		c.gather(p, names[1:], append(append([]string(nil), before...), data), done)
	})
}
