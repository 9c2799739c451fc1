//go:build !core

package bin

import (
	"fmt"
	"strconv"
	"strings"

	"drydock/sim/proc"
)

func hexdump(p *proc.Proc, c call) {
	o, names, ok := c.parse(p, "b c C,canonical d o x v,no-squeezing n:,length s:,skip e: f:")
	if !ok {
		return
	}
	if o.has("e", "f") {
		c.refuse(p, "-"+o.last("e", "f"))
		return
	}
	if o.has("C") || c.name == "hd" {
		c.canonical(p, o, names)
		return
	}
	d := dumping{most: -1, all: o.has("v"), pad: true, offset: func(n int) string { return fmt.Sprintf("%07x", n) }}
	kinds := []struct {
		key string
		dumpForm
	}{{"b", dumpForm{1, 4, numeric("%03o"), false}}, {"c", dumpForm{1, 4, charText, false}}, {"d", dumpForm{2, 8, numeric("%05v"), false}},
		{"o", dumpForm{2, 8, numeric("%06o"), false}}, {"x", dumpForm{2, 8, numeric("%04x"), false}}}
	for _, k := range kinds {
		if o.has(k.key) {
			d.forms = append(d.forms, k.dumpForm)
		}
	}
	if d.forms == nil {
		d.forms = []dumpForm{{2, 5, numeric("%04x"), false}}
	}
	c.dump(p, o, d, "s", "n", names)
}

// canonical is hexdump -C: sixteen bytes and their characters.
func (c call) canonical(p *proc.Proc, o options, names []string) {
	d := dumping{most: -1, all: o.has("v"), pad: true, gap: " ", offset: func(n int) string { return fmt.Sprintf("%08x", n) }}
	d.forms = []dumpForm{{dumpLine, 0, canonicalText, false}}
	c.slurpWithin(p, o, names, func(p *proc.Proc, data string, code int) {
		var b strings.Builder
		last, starred := "", false
		for at := 0; at < len(data); at += dumpLine {
			line := data[at:min(at+dumpLine, len(data))]
			if line == last && len(line) == dumpLine && !d.all {
				if !starred {
					b.WriteString("*\n")
				}
				starred = true
				continue
			}
			last, starred = line, false
			b.WriteString(d.offset(at) + canonicalText([]byte(line)) + "\n")
		}
		if data != "" {
			b.WriteString(d.offset(len(data)) + "\n")
		}
		proc.Finish(p, b.String(), code)
	})
}

// slurpWithin reads the operands within -s and -n.
func (c call) slurpWithin(p *proc.Proc, o options, names []string, done func(p *proc.Proc, data string, code int)) {
	skip, err1 := number(o.value("s", "0"))
	most, err2 := number(o.value("n", strconv.Itoa(maxMemory)))
	if err1 != nil || err2 != nil || skip < 0 || most < 0 {
		c.die(p, 1, "invalid number '%s'", o.value("n", o.value("s", "")))
		return
	}
	c.slurp(p, names, "", func(p *proc.Proc, data string, code int) {
		data = data[min(int(min(skip, maxMemory)), len(data)):]
		done(p, data[:min(int(min(most, maxMemory)), len(data))], code)
	})
}

func canonicalText(line []byte) string {
	var b strings.Builder
	for i := range dumpLine {
		if i%8 == 0 {
			b.WriteString(" ")
		}
		if i < len(line) {
			fmt.Fprintf(&b, " %02x", line[i])
		} else {
			b.WriteString("   ")
		}
	}
	return b.String() + "  |" + printable(line) + "|"
}

// xxd dumps in groups of two bytes, and reads its own dumps back.
func xxd(p *proc.Proc, c call) {
	o, names, ok := c.parse(p, "p r g: c: l: s: u i a b")
	if !ok {
		return
	}
	if o.has("i", "b") {
		c.refuse(p, "-"+o.last("i", "b"))
		return
	}
	o = append(options{{"n", o.value("l", strconv.Itoa(maxMemory))}, {"s", o.value("s", "0")}}, o...)
	if len(names) > 1 {
		names = names[:1]
	}
	cols, err1 := number(o.value("c", map[bool]string{true: "30", false: "16"}[o.has("p")]))
	group, err2 := number(o.value("g", "2"))
	if err1 != nil || err2 != nil || cols < 1 || cols > 256 || group < 0 {
		c.die(p, 1, "invalid number of columns")
		return
	}
	c.slurpWithin(p, o, names, func(p *proc.Proc, data string, code int) {
		switch {
		case o.has("r"):
			proc.Finish(p, unhex(data, o.has("p")), code)
		default:
			proc.Finish(p, hexLines(data, int(cols), int(group), o), code)
		}
	})
}

func hexLines(data string, cols, group int, o options) string {
	var b strings.Builder
	digit := "%02x"
	if o.has("u") {
		digit = "%02X"
	}
	for at := 0; at < len(data); at += cols {
		line := []byte(data[at:min(at+cols, len(data))])
		if o.has("p") {
			for _, ch := range line {
				fmt.Fprintf(&b, digit, ch)
			}
			b.WriteString("\n")
			continue
		}
		fmt.Fprintf(&b, "%08x:", at)
		for i := range cols {
			if group > 0 && i%group == 0 || group == 0 && i == 0 {
				b.WriteString(" ")
			}
			if i < len(line) {
				fmt.Fprintf(&b, digit, line[i])
			} else {
				b.WriteString("  ")
			}
		}
		b.WriteString("  " + printable(line) + "\n")
	}
	return b.String()
}

// unhex reads a dump back: all of it, or the groups between : and two spaces.
func unhex(data string, plain bool) string {
	var out []byte
	for line := range strings.Lines(data) {
		if !plain {
			_, rest, ok := strings.Cut(line, ":")
			if !ok {
				continue
			}
			line, _, _ = strings.Cut(rest, "  ")
		}
		line = strings.Join(strings.Fields(line), "")
		for ; len(line) > 1; line = line[2:] {
			n, err := strconv.ParseUint(line[:2], 16, 8)
			if err != nil {
				break
			}
			out = append(out, byte(n))
		}
	}
	return string(out)
}

// strings prints the runs of printable characters.
func stringsProgram(p *proc.Proc, c call) {
	o, names, ok := c.parse(p, "a,all n:,bytes t:,radix f,print-file-name o e:")
	if !ok {
		return
	}
	least, err := number(o.value("n", "4"))
	if err != nil || least < 1 {
		c.die(p, 1, "invalid minimum string length %s", o.value("n", ""))
		return
	}
	format := map[string]string{"o": "%7o ", "d": "%7d ", "x": "%7x "}[o.value("t", map[bool]string{true: "o", false: ""}[o.has("o")])]
	if len(names) == 0 {
		names = []string{"-"}
	}
	c.gather(p, names, nil, func(p *proc.Proc, files []string) {
		var b strings.Builder
		for i, data := range files {
			for at := 0; at < len(data); at++ {
				end := at
				for end < len(data) && (data[end] >= 32 && data[end] < 127 || data[end] == '\t') {
					end++
				}
				if int64(end-at) >= least {
					if o.has("f") {
						b.WriteString(names[i] + ": ")
					}
					if format != "" {
						fmt.Fprintf(&b, format, at)
					}
					b.WriteString(data[at:end] + "\n")
				}
				at = end
			}
		}
		proc.Finish(p, b.String(), 0)
	})
}
