package bin

import (
	"strings"

	"drydock/sim/proc"
)

// linesOf splits text into lines without their newlines.
func linesOf(data string) []string {
	if data == "" {
		return nil
	}
	return strings.Split(strings.TrimSuffix(data, "\n"), "\n")
}

// comm shows what two sorted files have alone and in common.
func comm(p *proc.Proc, c call) {
	o, names, ok := c.parse(p, "1 2 3 check-order nocheck-order total output-delimiter: z")
	if !ok {
		return
	}
	if len(names) != 2 {
		c.missing(p, "operand"+strings.Join(append([]string{""}, names...), " after '")+strings.Repeat("'", len(names)))
		return
	}
	c.gather(p, names, nil, func(p *proc.Proc, files []string) {
		a, b := linesOf(files[0]), linesOf(files[1])
		tab := o.value("output-delimiter", "\t")
		var out strings.Builder
		show := func(column int, line string) {
			if o.has(string(rune('0' + column))) {
				return
			}
			for k := 1; k < column; k++ {
				if !o.has(string(rune('0' + k))) {
					out.WriteString(tab)
				}
			}
			out.WriteString(line + "\n")
		}
		for len(a) > 0 || len(b) > 0 {
			switch {
			case len(b) == 0 || len(a) > 0 && a[0] < b[0]:
				show(1, a[0])
				a = a[1:]
			case len(a) == 0 || b[0] < a[0]:
				show(2, b[0])
				b = b[1:]
			default:
				show(3, a[0])
				a, b = a[1:], b[1:]
			}
		}
		proc.Finish(p, out.String(), 0)
	})
}

// join puts lines of two sorted files together that have a field in common.
func joinLines(p *proc.Proc, c call) {
	o, names, ok := c.parse(p, "1: 2: j: t: i a: v: e: o:")
	if !ok {
		return
	}
	if bad := o.last("a", "v", "e", "o", "i"); bad != "" {
		c.refuse(p, "-"+bad)
		return
	}
	if len(names) != 2 {
		c.missing(p, "operand")
		return
	}
	field := func(key string) int {
		n, err := number(o.value(key, o.value("j", "1")))
		if err != nil || n < 1 {
			return 1
		}
		return int(min(n, 10_000))
	}
	f1, f2, sep := field("1"), field("2"), o.value("t", "")
	cut := func(line string, n int) (key string, rest []string) {
		parts := strings.Fields(line)
		if sep != "" {
			parts = strings.Split(line, sep)
		}
		for i, part := range parts {
			if i == n-1 {
				key = part
			} else {
				rest = append(rest, part)
			}
		}
		return key, rest
	}
	glue := sep
	if glue == "" {
		glue = " "
	}
	c.gather(p, names, nil, func(p *proc.Proc, files []string) {
		a, b := linesOf(files[0]), linesOf(files[1])
		var out strings.Builder
		from := 0
		for _, left := range a {
			key, rest := cut(left, f1)
			for from < len(b) {
				if k, _ := cut(b[from], f2); k >= key {
					break
				}
				from++
			}
			for i := from; i < len(b) && out.Len() < maxMemory; i++ {
				k, more := cut(b[i], f2)
				if k != key {
					break
				}
				out.WriteString(strings.Join(append(append([]string{key}, rest...), more...), glue) + "\n")
			}
		}
		proc.Finish(p, out.String(), 0)
	})
}
