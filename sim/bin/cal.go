//go:build !core

package bin

import (
	"fmt"
	"strings"
	"time"

	"drydock/sim/proc"
)

func cal(p *proc.Proc, c call) {
	o, operands, ok := c.parse(p, "y m j h")
	if !ok {
		return
	}
	if o.has("j") {
		c.refuse(p, "-j")
		return
	}
	now := p.Sys.Now().UTC()
	year, month := now.Year(), int(now.Month())
	var bad string
	read := func(text string, from, to int64) int {
		n, err := number(text)
		if err != nil || n < from || n > to {
			bad = text
		}
		return int(n)
	}
	switch len(operands) {
	case 0:
	case 1:
		year, month = read(operands[0], 1, 9999), 0
	default:
		month, year = read(operands[0], 1, 12), read(operands[1], 1, 9999)
	}
	switch {
	case bad != "":
		c.die(p, 1, c.pick("invalid value '%s'", "invalid number '%s'"), bad)
	case o.has("y") || month == 0:
		proc.Finish(p, calYear(year), 0)
	default:
		proc.Finish(p, strings.Join(calMonth(year, month, true), "\n")+"\n", 0)
	}
}

// calMonth is a month in eight lines of 20 columns.
func calMonth(year, month int, withYear bool) []string {
	first := time.Date(year, time.Month(month), 1, 0, 0, 0, 0, time.UTC)
	title := first.Month().String()
	if withYear {
		title += fmt.Sprintf(" %d", year)
	}
	pad := (20 - len(title)) / 2
	lines := []string{strings.Repeat(" ", pad) + title, "Su Mo Tu We Th Fr Sa"}
	line := strings.Repeat("   ", int(first.Weekday()))
	for day := first; day.Month() == first.Month(); day = day.AddDate(0, 0, 1) {
		line += fmt.Sprintf("%2d ", day.Day())
		if day.Weekday() == time.Saturday {
			lines, line = append(lines, strings.TrimRight(line, " ")), ""
		}
	}
	if line != "" {
		lines = append(lines, strings.TrimRight(line, " "))
	}
	for len(lines) < 8 {
		lines = append(lines, strings.Repeat(" ", 21))
	}
	return lines
}

func calYear(year int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%*d\n\n", 34, year)
	for m := 1; m <= 12; m += 3 {
		var months [3][]string
		for i := range months {
			months[i] = calMonth(year, m+i, false)
		}
		for row := range 8 {
			line := fmt.Sprintf("%-20s  %-20s  %-20s", strings.TrimRight(months[0][row], " "), strings.TrimRight(months[1][row], " "), strings.TrimRight(months[2][row], " "))
			b.WriteString(strings.TrimRight(line, " ") + "\n")
		}
	}
	return b.String()
}
