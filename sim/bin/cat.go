package bin

import (
	"fmt"
	"strings"

	"drydock/sim/proc"
)

// catting is what cat keeps from line to line.
type catting struct {
	number int
	blank  bool
	open   bool // the last line had no newline: the next goes on with it
}

func cat(p *proc.Proc, c call) {
	o, names, ok := c.parse(p, "n,number b,number-nonblank A,show-all e t v,show-nonprinting E,show-ends T,show-tabs s,squeeze-blank u")
	if !ok {
		return
	}
	s := scan[catting]{call: c, cannot: c.pick("%s: %v", "can't open '%s': %v"),
		done: func(p *proc.Proc, _ catting, code int) { p.Sys.Exit(code) }}
	s.step = func(st catting, k chunk) (catting, string, bool) { return st, k.text, true }
	if len(o) > 0 && !(len(o) == 1 && o.has("u")) {
		s.byLine = true
		s.step = func(st catting, k chunk) (catting, string, bool) { return catLine(o, st, k) }
	}
	s.start(p, catting{}, names)
}

func catLine(o options, st catting, k chunk) (catting, string, bool) {
	if k.end {
		return st, "", true
	}
	blank := k.text == ""
	if blank && st.blank && o.has("s") {
		return st, "", true
	}
	st.blank = blank
	line := k.text
	if o.has("A", "v", "e", "t") {
		line = visible(line)
	}
	if o.has("A", "T", "t") {
		line = strings.ReplaceAll(line, "\t", "^I")
	}
	if o.has("A", "E", "e") && !k.cut {
		line += "$"
	}
	if (o.has("n") && !o.has("b") || o.has("b") && !blank) && !st.open {
		st.number++
		line = fmt.Sprintf("%6d\t%s", st.number, line)
	}
	st.open = k.cut
	return st, line + k.newline(), true
}

// visible shows control bytes as ^X and high ones as M-x, tabs left alone.
func visible(s string) string {
	var b strings.Builder
	for i := range len(s) {
		ch := s[i]
		if ch >= 0x80 {
			b.WriteString("M-")
			ch -= 0x80
		}
		switch {
		case ch == '\t' && s[i] < 0x80:
			b.WriteByte(ch)
		case ch < 0x20:
			b.WriteString("^" + string(rune(ch+0x40)))
		case ch == 0x7f:
			b.WriteString("^?")
		default:
			b.WriteByte(ch)
		}
	}
	return b.String()
}

func tac(p *proc.Proc, c call) {
	_, names, ok := c.parse(p, "")
	if !ok {
		return
	}
	c.slurp(p, names, c.pick("failed to open '%s' for reading: %v", "%s: %v"), func(p *proc.Proc, data string, code int) {
		lines := strings.SplitAfter(data, "\n")
		var b strings.Builder
		for i := len(lines) - 1; i >= 0; i-- {
			b.WriteString(lines[i])
		}
		proc.Finish(p, b.String(), code)
	})
}

func rev(p *proc.Proc, c call) {
	_, names, ok := c.parse(p, "")
	if !ok {
		return
	}
	scan[int]{call: c, byLine: true, cannot: c.pick("cannot open %s: %v", "%s: %v"),
		step: func(n int, k chunk) (int, string, bool) {
			if k.end {
				return n, "", true
			}
			runes := []rune(k.text)
			for i, j := 0, len(runes)-1; i < j; i, j = i+1, j-1 {
				runes[i], runes[j] = runes[j], runes[i]
			}
			return n, string(runes) + k.newline(), true
		},
		done: func(p *proc.Proc, _ int, code int) { p.Sys.Exit(code) },
	}.start(p, 0, names)
}

func nl(p *proc.Proc, c call) {
	o, names, ok := c.parse(p, "b,body-numbering: w,number-width: s,number-separator: v,starting-line-number:")
	if !ok {
		return
	}
	first, err1 := number(o.value("v", "1"))
	width, err2 := number(o.value("w", "6"))
	if err1 != nil || err2 != nil || width < 1 || width > 100 {
		c.die(p, 1, "invalid number")
		return
	}
	sep, style := o.value("s", "\t"), o.value("b", "t")
	scan[int64]{call: c, byLine: true,
		step: func(n int64, k chunk) (int64, string, bool) {
			switch {
			case k.end:
				return n, "", true
			case style == "n" || style == "t" && k.text == "":
				return n, strings.Repeat(" ", int(width)+len(sep)) + k.text + "\n", true
			}
			return n + 1, fmt.Sprintf("%*d%s%s\n", width, n, sep, k.text), true
		},
		done: func(p *proc.Proc, _ int64, code int) { p.Sys.Exit(code) },
	}.start(p, first, names)
}
