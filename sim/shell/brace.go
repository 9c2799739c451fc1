package shell

import (
	"strconv"
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// braces expands {a,b} and {1..5} in bash; elsewhere a word stays what it is.
func (x *expander) braces(w *syntax.Word) []*syntax.Word {
	if x.s.flavor != Bash || !hasBrace(w) {
		return []*syntax.Word{w}
	}
	c := *w // SplitBraces replaces the parts
	if !syntax.SplitBraces(&c) {
		return []*syntax.Word{w}
	}
	list := x.unbrace([][]syntax.WordPart{nil}, c.Parts)
	words := make([]*syntax.Word, len(list))
	for i, parts := range list {
		words[i] = &syntax.Word{Parts: parts}
	}
	return words
}

func hasBrace(w *syntax.Word) bool {
	for _, p := range w.Parts {
		if lit, ok := p.(*syntax.Lit); ok && strings.IndexByte(lit.Value, '{') >= 0 {
			return true
		}
	}
	return false
}

// unbrace appends parts to each of the words begun, which a brace multiplies.
func (x *expander) unbrace(begun [][]syntax.WordPart, parts []syntax.WordPart) [][]syntax.WordPart {
	for _, part := range parts {
		br, ok := part.(*syntax.BraceExp)
		var choices [][]syntax.WordPart
		switch {
		case !ok:
			choices = [][]syntax.WordPart{{part}}
		case br.Sequence:
			choices = x.sequence(br)
		default:
			for _, e := range br.Elems {
				choices = append(choices, x.unbrace([][]syntax.WordPart{nil}, e.Parts)...)
			}
		}
		if len(begun)*len(choices) > maxFields {
			x.fail(2, textTooMany.of(x.s.flavor, maxFields))
			return nil
		}
		var next [][]syntax.WordPart
		for _, b := range begun {
			for _, c := range choices {
				next = append(next, append(b[:len(b):len(b)], c...))
			}
		}
		begun = next
	}
	return begun
}

// sequence is {from..to..step}, of numbers or of letters.
func (x *expander) sequence(br *syntax.BraceExp) (out [][]syntax.WordPart) {
	from, to := br.Elems[0].Lit(), br.Elems[1].Lit()
	a, errA := strconv.Atoi(from)
	b, errB := strconv.Atoi(to)
	letters := errA != nil || errB != nil
	if letters && (len(from) != 1 || len(to) != 1) {
		lit := "{" + from + ".." + to + "}"
		return [][]syntax.WordPart{{&syntax.Lit{Value: lit}}}
	}
	if letters {
		a, b = int(from[0]), int(to[0])
	}
	step := 1
	if len(br.Elems) > 2 {
		step, _ = strconv.Atoi(br.Elems[2].Lit())
	}
	if step = max(step, -step); step == 0 {
		step = 1
	}
	if max(b-a, a-b)/step > maxFields {
		x.fail(2, textTooMany.of(x.s.flavor, maxFields))
		return nil
	}
	width := 0
	for _, s := range []string{from, to} {
		if d := strings.TrimPrefix(s, "-"); len(d) > 1 && d[0] == '0' {
			width = max(width, len(s))
		}
	}
	for i := a; a <= b && i <= b || a > b && i >= b; {
		s := string(rune(i))
		if !letters {
			s = pad(i, width)
		}
		out = append(out, []syntax.WordPart{&syntax.Lit{Value: s}})
		if a <= b {
			i += step
		} else {
			i -= step
		}
	}
	return out
}

// pad writes a number with leading zeros.
func pad(n, width int) string {
	s := strconv.Itoa(max(n, -n))
	sign := ""
	if n < 0 {
		sign = "-"
	}
	if zeros := width - len(s) - len(sign); zeros > 0 {
		s = strings.Repeat("0", min(zeros, 64)) + s
	}
	return sign + s
}
