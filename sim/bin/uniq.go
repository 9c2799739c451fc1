package bin

import (
	"fmt"
	"strings"

	"drydock/sim/proc"
)

// repeated is the line uniq holds and how often it came.
type repeated struct {
	line  string
	count int
}

func uniq(p *proc.Proc, c call) {
	o, names, ok := c.parse(p, "c,count d,repeated u,unique i,ignore-case f:,skip-fields s:,skip-chars w:,check-chars z D")
	if !ok {
		return
	}
	if bad := o.last("z", "D"); bad != "" {
		c.refuse(p, "-"+bad)
		return
	}
	var skip [3]int64
	for i, key := range []string{"f", "s", "w"} {
		n, err := number(o.value(key, "0"))
		if err != nil || n < 0 {
			c.die(p, 1, c.pick("%s: invalid number of fields to skip", "invalid number '%s'"), o.value(key, ""))
			return
		}
		skip[i] = n
	}
	target := ""
	if len(names) > 1 {
		names, target = names[:1], names[1]
	}
	show := func(r repeated) string {
		if r.count == 0 || o.has("d") && r.count == 1 || o.has("u") && r.count > 1 {
			return ""
		}
		if o.has("c") {
			return fmt.Sprintf("%7d %s\n", r.count, r.line)
		}
		return r.line + "\n"
	}
	same := func(a, b string) bool {
		a, b = uniqKey(a, skip, o), uniqKey(b, skip, o)
		return a == b || o.has("i") && strings.EqualFold(a, b)
	}
	if target != "" {
		c.refuse(p, "an output file")
		return
	}
	scan[repeated]{call: c, byLine: true,
		step: func(r repeated, k chunk) (repeated, string, bool) {
			switch {
			case k.end:
				return r, "", true
			case r.count > 0 && same(r.line, k.text):
				r.count++
				return r, "", true
			}
			return repeated{k.text, 1}, show(r), true
		},
		done: func(p *proc.Proc, r repeated, code int) { proc.Finish(p, show(r), code) },
	}.start(p, repeated{}, names)
}

func uniqKey(s string, skip [3]int64, o options) string {
	for n := skip[0]; n > 0 && s != ""; n-- {
		s = strings.TrimLeft(s, " \t")
		s = s[len(s)-len(strings.TrimLeftFunc(s, func(r rune) bool { return r != ' ' && r != '\t' })):]
	}
	s = s[min(skip[1], int64(len(s))):]
	if o.has("w") {
		s = s[:min(skip[2], int64(len(s)))]
	}
	return s
}
