package bin

import (
	"strings"

	"drydock/sim/proc"
)

// classes of tr, by name.
var classes = []struct{ name, set string }{
	{"lower", "a-z"}, {"upper", "A-Z"}, {"digit", "0-9"}, {"alpha", "A-Za-z"}, {"alnum", "0-9A-Za-z"}, {"space", `\t-\r `}, {"blank", `\t `},
	{"punct", "!-/:-@[-`{-~"}, {"xdigit", "0-9A-Fa-f"}, {"cntrl", `\000-\037\177`}, {"print", " -~"}, {"graph", "!-~"},
}

func tr(p *proc.Proc, c call) {
	o, operands, ok := c.parse(p, "+c,complement C d,delete s,squeeze-repeats t,truncate-set1")
	if !ok {
		return
	}
	switch need := 2; {
	case len(operands) == 0:
		c.missing(p, "operand")
		return
	case len(operands) == 1 && !o.has("d", "s"):
		c.missing(p, "operand after '"+operands[0]+"'\nTwo strings must be given when translating.")
		return
	case len(operands) > need:
		c.misuse(p, "extra operand '%s'", operands[2])
		return
	}
	from := trSet(operands[0])
	if o.has("c", "C") {
		from = complement(from)
	}
	var to []byte
	if len(operands) == 2 {
		to = trSet(operands[1])
	}
	table, drop, squeeze := trTables(o, from, to)
	plain := !o.has("d", "s")
	scan[int]{call: c, light: plain,
		step: func(last int, k chunk) (int, string, bool) {
			if plain {
				return 0, translated(k.text, table), true
			}
			var b strings.Builder
			for i := range len(k.text) {
				if drop[k.text[i]] {
					continue
				}
				ch := table[k.text[i]]
				if squeeze[ch] && int(ch) == last {
					continue
				}
				last = int(ch)
				b.WriteByte(ch)
			}
			return last, b.String(), true
		},
		done: func(p *proc.Proc, _ int, code int) { p.Sys.Exit(code) },
	}.start(p, -1, nil)
}

// trTables says for each byte what it becomes, and whether it is dropped or
// squeezed.
func translated(text string, table [256]byte) string {
	out := []byte(text)
	for i, ch := range out {
		out[i] = table[ch]
	}
	return string(out)
}

func trTables(o options, from, to []byte) (table [256]byte, drop, squeeze [256]bool) {
	for i := range table {
		table[i] = byte(i)
	}
	if o.has("d") {
		for _, ch := range from {
			drop[ch] = true
		}
	} else if len(to) > 0 {
		for i, ch := range from {
			if i < len(to) || !o.has("t") {
				table[ch] = to[min(i, len(to)-1)]
			}
		}
	}
	set := to
	if len(to) == 0 {
		set = from
	}
	for _, ch := range set {
		squeeze[ch] = o.has("s")
	}
	return table, drop, squeeze
}

func complement(set []byte) (rest []byte) {
	var in [256]bool
	for _, ch := range set {
		in[ch] = true
	}
	for i := range 256 {
		if !in[i] {
			rest = append(rest, byte(i))
		}
	}
	return rest
}

// trSet expands a set: escapes, ranges and classes.
func trSet(s string) (set []byte) {
	for s != "" && len(set) < 4096 {
		if name, rest, ok := strings.Cut(strings.TrimPrefix(s, "[:"), ":]"); ok && strings.HasPrefix(s, "[:") {
			for _, k := range classes {
				if k.name == name {
					set = append(set, trSet(k.set)...)
				}
			}
			s = rest
			continue
		}
		var from, to byte
		from, s = trByte(s)
		to = from
		if len(s) > 1 && s[0] == '-' {
			to, s = trByte(s[1:])
		}
		for ch := int(from); ch <= int(to); ch++ {
			set = append(set, byte(ch))
		}
	}
	return set
}

// trByte takes one character, perhaps escaped, off the front.
func trByte(s string) (byte, string) {
	if s[0] != '\\' || len(s) == 1 {
		return s[0], s[1:]
	}
	if at := strings.IndexByte("abfnrtv", s[1]); at >= 0 {
		return "\a\b\f\n\r\t\v"[at], s[2:]
	}
	n, i := 0, 1
	for i < len(s) && i < 4 && s[i] >= '0' && s[i] <= '7' {
		n, i = n*8+int(s[i]-'0'), i+1
	}
	if i > 1 {
		return byte(n), s[i:]
	}
	return s[1], s[2:]
}

func tee(p *proc.Proc, c call) {
	o, names, ok := c.parse(p, "a,append i,ignore-interrupts p")
	if !ok {
		return
	}
	flag, code := proc.Write|proc.Create|proc.Trunc, 0
	if o.has("a") {
		flag = proc.Append | proc.Create
	}
	var fds []int
	for _, name := range names {
		fd, err := p.Sys.Open(name, flag, 0o666)
		if err != nil {
			c.say(p, c.pick("%s: %v", "can't open '%s': %v"), name, err)
			code = 1
			continue
		}
		fds = append(fds, fd)
	}
	scan[int]{call: c,
		also: func(p *proc.Proc, k chunk) {
			for _, fd := range fds {
				p.Sys.Write(fd, k.text)
			}
		},
		step: func(n int, k chunk) (int, string, bool) { return n, k.text, true },
		done: func(p *proc.Proc, _ int, failed int) { p.Sys.Exit(max(code, failed)) },
	}.start(p, 0, nil)
}
