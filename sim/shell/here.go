package shell

import (
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// here expands the text of a here-document.
func (x *expander) here(r *syntax.Redirect) string {
	if r.Hdoc == nil {
		return ""
	}
	if isQuoted(r.Word) {
		return indent(r, r.Hdoc.Lit())
	}
	if r.Op == syntax.DashHdoc {
		return x.indented(r.Hdoc)
	}
	return join(x.parts(r.Hdoc.Parts, here, false))
}

// indented drops the tabs at the beginnings of lines before it expands.
func (x *expander) indented(w *syntax.Word) string {
	var b strings.Builder
	start := true
	for _, part := range w.Parts {
		lit, ok := part.(*syntax.Lit)
		if !ok {
			b.WriteString(join(x.parts([]syntax.WordPart{part}, here, false)))
			start = false
			continue
		}
		value := lit.Value
		if start {
			value = strings.TrimLeft(value, "\t")
		}
		value = stripTabs(value)
		b.WriteString(join(x.lit(value, here, false, false)))
		start = strings.HasSuffix(value, "\n")
	}
	return b.String()
}

func indent(r *syntax.Redirect, text string) string {
	if r.Op == syntax.DashHdoc {
		return stripTabs(strings.TrimLeft(text, "\t"))
	}
	return text
}

func stripTabs(text string) string {
	lines := strings.Split(text, "\n")
	for i := 1; i < len(lines); i++ {
		lines[i] = strings.TrimLeft(lines[i], "\t")
	}
	return strings.Join(lines, "\n")
}

func isQuoted(w *syntax.Word) bool {
	for _, p := range w.Parts {
		if lit, ok := p.(*syntax.Lit); !ok || strings.IndexByte(lit.Value, '\\') >= 0 {
			return true
		}
	}
	return false
}
