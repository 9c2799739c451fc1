package sql

import (
	"slices"
	"strings"
)

type output struct {
	e     *expr
	label string
}

func (r *run) outputs() (out []output) {
	for {
		from := r.at
		e := r.parser.expr()
		label := r.label(e, from)
		if r.take("as") {
			label = r.name()
			if w := r.words[r.at-1]; r.flavour == MySQL || w.kind == 'q' {
				label = w.text
			}
		} else if w := r.peek(); w.kind == 'q' || w.kind == 's' || w.kind == 'n' && !slices.Contains(reserved, w.low) && !slices.Contains([]string{"returning", "for", "window"}, w.low) {
			r.next()
			label = w.text
		}
		out = append(out, output{e, label})
		if !r.take(",") {
			return out
		}
	}
}

// label is how a column without a name is called.
func (r *run) label(e *expr, from int) string {
	if r.flavour == MySQL {
		if e.op == "col" {
			return e.text[strings.LastIndex(e.text, ".")+1:]
		}
		var b strings.Builder
		for i, w := range r.words[from:r.at] {
			if i > 0 && w.kind != 'o' && r.words[from+i-1].kind != 'o' {
				b.WriteString(" ")
			}
			if w.kind == 's' && r.at-from > 1 {
				b.WriteString("'" + w.text + "'")
				continue
			}
			b.WriteString(w.text)
		}
		return b.String()
	}
	switch e.op {
	case "col":
		return e.text[strings.LastIndex(e.text, ".")+1:]
	case "call":
		return e.text
	case "case", "coalesce":
		return e.op
	case "cast":
		if k := e.kids[0]; k.op == "col" || k.op == "call" {
			return r.label(k, from)
		}
		return e.text
	}
	return "?column?"
}
