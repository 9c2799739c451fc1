//go:build !core

package bin

import (
	"fmt"
	"strconv"
	"strings"

	"drydock/sim/proc"
)

// dumpForm is how one line of a dump shows its bytes: size bytes a number, in
// fields of a width, written by text.
type dumpForm struct {
	size, width int
	text        func(group []byte) string
	print       bool // od's z: the characters follow
}

// dumping is one dump: how offsets and lines look.
type dumping struct {
	forms    []dumpForm
	offset   func(n int) string
	gap      string // between the offset and the first number
	all      bool   // lines that repeat are shown
	skip     int
	most     int // bytes, -1 all
	pad      bool
	noOffset bool
}

const dumpLine = 16

func numeric(format string) func([]byte) string {
	return func(b []byte) string {
		n := uint64(0)
		for i := len(b) - 1; i >= 0; i-- {
			n = n<<8 | uint64(b[i])
		}
		if strings.HasSuffix(format, "d") {
			shift := 64 - 8*len(b)
			return fmt.Sprintf(format, int64(n<<shift)>>shift)
		}
		return fmt.Sprintf(format, n)
	}
}

// dumpNames are the letters that od -c and hexdump -c write for control bytes.
var dumpNames = map[byte]string{0: `\0`, 7: `\a`, 8: `\b`, 9: `\t`, 10: `\n`, 11: `\v`, 12: `\f`, 13: `\r`}

func charText(b []byte) string {
	switch name, ok := dumpNames[b[0]]; {
	case ok:
		return name
	case b[0] >= 32 && b[0] < 127:
		return string(b[0])
	}
	return fmt.Sprintf("%03o", b[0])
}

// odForm is a type of od -t, such as x1, d2, c; ok is false for an unknown one.
func odForm(t string) (f dumpForm, ok bool) {
	if t == "" {
		return f, false
	}
	f.print = strings.HasSuffix(t, "z")
	letter, digits := t[0], strings.TrimSuffix(t[1:], "z")
	if letter == 'c' || letter == 'a' {
		return dumpForm{size: 1, width: 4, text: charText, print: f.print}, true
	}
	if f.size = 4; digits != "" {
		size, known := map[string]int{"1": 1, "2": 2, "4": 4, "8": 8, "C": 1, "S": 2, "I": 4, "L": 8}[digits]
		if !known {
			return f, false
		}
		f.size = size
	}
	switch letter {
	case 'x':
		f.width = f.size*2 + 1
		f.text = numeric("%0" + strconv.Itoa(f.size*2) + "x")
	case 'o':
		n := (f.size*8 + 2) / 3
		f.width, f.text = n+1, numeric("%0"+strconv.Itoa(n)+"o")
	case 'u', 'd':
		f.width = map[int]int{1: 4, 2: 6, 4: 11, 8: 21}[f.size]
		if letter == 'd' {
			f.width = map[int]int{1: 5, 2: 7, 4: 12, 8: 21}[f.size]
		}
		f.text = numeric("%" + string(letter))
		if letter == 'u' {
			f.text = numeric("%v")
		}
	default:
		return f, false
	}
	return f, true
}

func od(p *proc.Proc, c call) {
	o, names, ok := c.parse(p, "A:,address-radix t:,format N:,read-bytes j:,skip-bytes v,output-duplicates w?,width a b c d o x s i l")
	if !ok {
		return
	}
	d := dumping{most: -1, all: o.has("v"), offset: func(n int) string { return fmt.Sprintf("%07o", n) }}
	switch o.value("A", "o") {
	case "x":
		d.offset = func(n int) string { return fmt.Sprintf("%06x", n) }
	case "d":
		d.offset = func(n int) string { return fmt.Sprintf("%07d", n) }
	case "n":
		d.noOffset, d.offset = true, func(int) string { return "" }
	}
	for _, opt := range o {
		text := map[string]string{"a": "a", "b": "o1", "c": "c", "d": "u2", "o": "o2", "x": "x2", "s": "d2", "i": "d4", "l": "d8", "t": opt.value}[opt.key]
		if text == "" {
			continue
		}
		f, ok := odForm(text)
		if !ok {
			c.misuse(p, "invalid type string '%s'", text)
			return
		}
		d.forms = append(d.forms, f)
	}
	if d.forms == nil {
		f, _ := odForm("o2")
		d.forms = []dumpForm{f}
	}
	c.dump(p, o, d, "j", "N", names)
}

// dump reads the bounds of a dump and writes it.
func (c call) dump(p *proc.Proc, o options, d dumping, skip, most string, names []string) {
	for _, b := range []struct {
		key string
		to  *int
	}{{skip, &d.skip}, {most, &d.most}} {
		if !o.has(b.key) {
			continue
		}
		n, err := strconv.ParseInt(o.value(b.key, ""), 0, 40)
		if big, no := number(o.value(b.key, "")); err != nil && no == nil {
			n, err = big, nil
		}
		if err != nil || n < 0 {
			c.die(p, 1, "invalid number '%s'", o.value(b.key, ""))
			return
		}
		*b.to = int(n)
	}
	c.slurp(p, names, "", func(p *proc.Proc, data string, code int) {
		data = data[min(d.skip, len(data)):]
		if d.most >= 0 {
			data = data[:min(d.most, len(data))]
		}
		proc.Finish(p, d.text([]byte(data)), code)
	})
}

func (d dumping) text(data []byte) string {
	var b strings.Builder
	last, starred := "", false
	for at := 0; at < len(data); at += dumpLine {
		line := data[at:min(at+dumpLine, len(data))]
		if string(line) == last && len(line) == dumpLine && !d.all {
			if !starred {
				b.WriteString("*\n")
			}
			starred = true
			continue
		}
		last, starred = string(line), false
		for i, f := range d.forms {
			head := d.offset(d.skip + at)
			if i > 0 {
				head = strings.Repeat(" ", len(head))
			}
			b.WriteString(head + d.gap)
			d.line(&b, f, line)
		}
	}
	if !d.noOffset && (len(data) > 0 || d.gap == "" && !d.pad) {
		b.WriteString(d.offset(d.skip+len(data)) + "\n")
	}
	return b.String()
}

func (d dumping) line(b *strings.Builder, f dumpForm, line []byte) {
	shown := 0
	for i := 0; i < len(line); i += f.size {
		group := make([]byte, f.size)
		copy(group, line[i:])
		fmt.Fprintf(b, "%*s", f.width, f.text(group))
		shown += f.width
	}
	if full := dumpLine / f.size * f.width; d.pad || f.print {
		b.WriteString(strings.Repeat(" ", max(full-shown, 0)))
	}
	if f.print {
		b.WriteString("  >" + printable(line) + "<")
	}
	b.WriteString("\n")
}

// printable shows what cannot be printed as dots.
func printable(line []byte) string {
	out := make([]byte, len(line))
	for i, ch := range line {
		if out[i] = ch; ch < 32 || ch > 126 {
			out[i] = '.'
		}
	}
	return string(out)
}
