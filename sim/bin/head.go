package bin

import (
	"strings"

	"drydock/sim/proc"
)

// heading is what head keeps: how many lines or bytes are left of this file.
type heading struct {
	left  int64
	begun bool
	file  int
}

func head(p *proc.Proc, c call) {
	c.args = oldCount(c.args)
	o, names, ok := c.parse(p, "n,lines: c,bytes: q,quiet v,verbose")
	if !ok {
		return
	}
	unit := o.last("n", "c")
	count, err := number(o.value(unit, "10"))
	if err != nil {
		what := map[string]string{"n": "lines", "c": "bytes"}[unit]
		c.die(p, 1, c.pick("invalid number of "+what+": '%s'", "invalid number '%s'"), o.value(unit, ""))
		return
	}
	if count < 0 {
		c.allBut(p, names, unit, -count)
		return
	}
	s := scan[heading]{call: c, byLine: unit != "c", light: unit == "c", cannot: c.pick("cannot open '%s' for reading: %v", "%s: %v"),
		done: func(p *proc.Proc, _ heading, code int) { p.Sys.Exit(code) }}
	titles := (len(names) > 1 || o.has("v")) && !o.has("q")
	s.step = func(st heading, k chunk) (heading, string, bool) {
		out := ""
		if !st.begun && titles {
			out = title(k.name, st.file)
		}
		st.begun = true
		if k.end {
			return heading{left: count, file: st.file + 1}, out, true
		}
		text := k.text
		switch {
		case unit == "c":
			text = text[:min(int64(len(text)), st.left)]
			st.left -= int64(len(text))
		case st.left > 0:
			text += k.newline()
			st.left--
		default:
			text = ""
		}
		// One operand is not read further than needed, so that who writes it stops.
		return st, out + text, st.left > 0 || len(names) > 1
	}
	if count == 0 && len(names) < 2 {
		p.Sys.Exit(0)
		return
	}
	s.start(p, heading{left: count}, names)
}

// title stands above a file when there are several.
func title(name string, file int) string {
	if name == "-" {
		name = "standard input"
	}
	head := "==> " + name + " <==\n"
	if file > 0 {
		return "\n" + head
	}
	return head
}

// allBut prints all but the last lines or bytes.
func (c call) allBut(p *proc.Proc, names []string, unit string, last int64) {
	c.slurp(p, names, "", func(p *proc.Proc, data string, code int) {
		if unit == "c" {
			proc.Finish(p, data[:max(0, int64(len(data))-last)], code)
			return
		}
		lines := strings.SplitAfter(strings.TrimSuffix(data, "\n"), "\n")
		proc.Finish(p, strings.Join(lines[:max(0, int64(len(lines))-last)], ""), code)
	})
}

// oldCount turns head -5 into head -n 5.
func oldCount(args []string) []string {
	if len(args) > 0 && len(args[0]) > 1 && args[0][0] == '-' && args[0][1] >= '0' && args[0][1] <= '9' {
		return append([]string{"-n", args[0][1:]}, args[1:]...)
	}
	return args
}
