//go:build !core

package bin

import (
	"strings"

	"drydock/sim/proc"
)

// widthOption reads a positive number of columns; ok is false when it has
// ended the process.
func (c call) widthOption(p *proc.Proc, text string, def int) (int, bool) {
	if text == "" {
		return def, true
	}
	n, err := number(text)
	if err != nil || n < 1 {
		c.die(p, 1, c.pick("invalid number of columns: '%s'", "invalid number '%s'"), text)
		return 0, false
	}
	return int(min(n, 1<<20)), true
}

// perLine reads the operands and writes what each makes of every line.
func (c call) perLine(p *proc.Proc, names []string, each func(line string) string) {
	scan[int]{call: c, byLine: true,
		step: func(st int, k chunk) (int, string, bool) {
			if k.end {
				return st, "", true
			}
			return st, each(k.text) + k.newline(), true
		},
		done: func(p *proc.Proc, _ int, code int) { p.Sys.Exit(code) },
	}.start(p, 0, names)
}

func fold(p *proc.Proc, c call) {
	c.args = oldWidth(c.args)
	o, names, ok := c.parse(p, "b,bytes s,spaces w:,width")
	if !ok {
		return
	}
	width, ok := c.widthOption(p, o.value("w", ""), 80)
	if !ok {
		return
	}
	c.perLine(p, names, func(line string) string {
		var out []string
		text := []rune(line)
		for len(text) > width {
			at := width
			if o.has("s") {
				for i := width; i > 0; i-- {
					if text[i-1] == ' ' || text[i-1] == '\t' {
						at = i
						break
					}
				}
			}
			out = append(out, string(text[:at]))
			text = text[at:]
		}
		return strings.Join(append(out, string(text)), "\n")
	})
}

// oldWidth turns fold -20 into fold -w 20.
func oldWidth(args []string) []string {
	if len(args) > 0 && len(args[0]) > 1 && args[0][0] == '-' && strings.Trim(args[0][1:], "0123456789") == "" {
		return append([]string{"-w", args[0][1:]}, args[1:]...)
	}
	return args
}

// expand turns tabs into spaces.
func expand(p *proc.Proc, c call) {
	o, names, ok := c.parse(p, "t:,tabs i,initial")
	if !ok {
		return
	}
	tab, ok := c.widthOption(p, o.value("t", ""), 8)
	if !ok {
		return
	}
	tab = min(tab, 1000)
	c.perLine(p, names, func(line string) string {
		var b strings.Builder
		column, initial := 0, true
		for _, r := range line {
			if r == '\t' && (initial || !o.has("i")) {
				n := tab - column%tab
				b.WriteString(strings.Repeat(" ", n))
				column += n
				continue
			}
			initial = initial && r == ' '
			b.WriteRune(r)
			column++
		}
		return b.String()
	})
}

// unexpand turns leading spaces, or with -a all runs of them, into tabs.
func unexpand(p *proc.Proc, c call) {
	o, names, ok := c.parse(p, "a,all t:,tabs first-only f")
	if !ok {
		return
	}
	tab, ok := c.widthOption(p, o.value("t", ""), 8)
	if !ok {
		return
	}
	all := o.has("a", "t") && !o.has("f", "first-only")
	c.perLine(p, names, func(line string) string {
		var b strings.Builder
		column, spaces := 0, 0
		for i, r := range line {
			if r == ' ' {
				spaces++
				if column++; column%tab == 0 && spaces > 1 {
					b.WriteString("\t")
					spaces = 0
				}
				continue
			}
			b.WriteString(strings.Repeat(" ", spaces))
			if spaces = 0; !all {
				return b.String() + line[i:]
			}
			b.WriteRune(r)
			column++
		}
		return b.String() + strings.Repeat(" ", spaces)
	})
}

// columnate is column: words in columns, or with -t a table.
func columnate(p *proc.Proc, c call) {
	o, names, ok := c.parse(p, "t,table s:,separator o:,output-separator c:,output-width n N:,table-columns x")
	if !ok {
		return
	}
	width, ok := c.widthOption(p, o.value("c", ""), 80)
	if !ok {
		return
	}
	c.slurp(p, names, "", func(p *proc.Proc, data string, code int) {
		lines := linesOf(data)
		if !o.has("t") {
			proc.Finish(p, inColumns(lines, width), code)
			return
		}
		if head := o.value("N", ""); head != "" {
			lines = append([]string{strings.ReplaceAll(head, ",", max(o.value("s", " ")[:min(1, len(o.value("s", " ")))], " "))}, lines...)
		}
		proc.Finish(p, aligned(lines, o.value("s", ""), o.value("o", "  ")), code)
	})
}

// aligned makes a table of lines split at any of the separators.
func aligned(lines []string, seps, glue string) string {
	var rows [][]string
	var widths []int
	for _, line := range lines {
		var cells []string
		if seps == "" {
			cells = strings.Fields(line)
		} else {
			cells = strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune(seps, r) })
		}
		for i, cell := range cells {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], len([]rune(cell)))
		}
		rows = append(rows, cells)
	}
	var b strings.Builder
	for _, cells := range rows {
		for i, cell := range cells {
			if b.WriteString(cell); i < len(cells)-1 {
				b.WriteString(strings.Repeat(" ", widths[i]-len([]rune(cell))) + glue)
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

// inColumns fills columns from top to bottom, tabs between them.
func inColumns(words []string, width int) string {
	widest := 0
	for _, w := range words {
		widest = max(widest, len([]rune(w)))
	}
	cell := (widest + 8) / 8 * 8
	columns := max(width/cell, 1)
	rows := (len(words) + columns - 1) / columns
	var b strings.Builder
	for r := range rows {
		for i := r; i < len(words); i += rows {
			b.WriteString(words[i])
			if i+rows < len(words) {
				for n := len([]rune(words[i])); n < cell; n = (n/8 + 1) * 8 {
					b.WriteString("\t")
				}
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}
