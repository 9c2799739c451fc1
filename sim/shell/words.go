package shell

import (
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// Part is one command of a line as it was typed, for explaining it.
type Part struct {
	Words []string // with their quotes taken off where they hold nothing to expand
	// After is the operator that follows: | && || ; & or "" at the end.
	After string
	// Redirects are as they were typed: > file, 2>&1.
	Redirects []string
}

// Parts are the simple commands of a line in the order in which they stand; none
// if the line cannot be read.
func Parts(line string) []Part {
	file, err := syntax.NewParser().Parse(strings.NewReader(line), "")
	if err != nil {
		return nil
	}
	var parts []Part
	syntax.Walk(file, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Stmt:
			if call, ok := n.Cmd.(*syntax.CallExpr); ok && len(call.Args) > 0 {
				parts = append(parts, Part{Words: typedWords(call.Args), Redirects: redirects(n.Redirs), After: operatorAt(line, int(n.End().Offset()))})
			}
		}
		return true
	})
	return parts
}

// operatorAt is the operator that stands at or behind a place in the line.
func operatorAt(line string, at int) string {
	rest := strings.TrimLeft(line[min(at, len(line)):], " \t")
	for _, op := range []string{"&&", "||", "|", ";", "&"} {
		if strings.HasPrefix(rest, op) {
			return op
		}
	}
	return ""
}

func redirects(list []*syntax.Redirect) []string {
	var out []string
	for _, r := range list {
		text := r.Op.String()
		if r.N != nil {
			text = r.N.Value + text
		}
		if r.Word != nil {
			text += " " + plainWord(r.Word)
		}
		out = append(out, text)
	}
	return out
}

func typedWords(args []*syntax.Word) []string {
	var words []string
	for _, w := range args {
		if lit := w.Lit(); lit != "" {
			words = append(words, lit)
			continue
		}
		words = append(words, plainWord(w))
	}
	return words
}

// plainWord is a word without the quotes around all of it.
func plainWord(w *syntax.Word) string {
	if len(w.Parts) == 1 {
		switch q := w.Parts[0].(type) {
		case *syntax.SglQuoted:
			return q.Value
		case *syntax.DblQuoted:
			if len(q.Parts) == 1 {
				if lit, ok := q.Parts[0].(*syntax.Lit); ok {
					return lit.Value
				}
			}
		}
	}
	var b strings.Builder
	_ = syntax.NewPrinter().Print(&b, w) // a Builder takes everything
	return b.String()
}
