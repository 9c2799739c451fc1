package bin

import (
	"io/fs"
	"strings"
	"unicode/utf8"
)

// colours by type, as both flavours have them by default.
var colours = []struct {
	bit  fs.FileMode
	code string
}{
	{fs.ModeDir, "01;34"}, {fs.ModeSymlink, "01;36"}, {fs.ModeDevice, "40;33;01"}, {fs.ModeNamedPipe, "40;33"}, {fs.ModeSocket, "01;35"},
}

// paint is a name, in colour if that was asked for.
func (l *listing) paint(e listed) string {
	if !l.has("color") || l.value("color", "") == "auto" && l.width == 0 || l.value("color", "") == "never" {
		return l.quote(e.name)
	}
	code := ""
	for _, k := range colours {
		if e.Mode&k.bit != 0 {
			code = k.code
			break
		}
	}
	switch {
	case e.IsDir() && e.Mode&fs.ModeSticky != 0 && e.Mode&0o002 != 0:
		code = "30;42"
	case code == "" && e.Mode&0o111 != 0:
		code = "01;32"
	case code == "":
		return e.name
	}
	if l.flavour == busybox {
		return "\x1b[" + strings.TrimPrefix(code, "0") + "m" + e.name + "\x1b[m"
	}
	return "\x1b[" + code + "m" + e.name + "\x1b[0m"
}

// quote is a name as GNU ls shows it on a terminal.
func (l *listing) quote(name string) string {
	if l.flavour == busybox || l.width == 0 || l.has("N") || !strings.ContainsAny(name, " \t\n!\"#$&'()*;<=>?[\\^`{|}") {
		return name
	}
	return "'" + strings.ReplaceAll(name, "'", `'\''`) + "'"
}

// columns lays names out over the terminal's width, downwards.
func (l *listing) columns(all []listed) {
	cells := make([]string, len(all))
	lens := make([]int, len(all))
	for i, e := range all {
		cells[i] = l.before(e) + l.paint(e) + l.mark(e.Node)
		lens[i] = utf8.RuneCountInString(l.before(e) + l.quote(e.name) + l.mark(e.Node))
	}
	if len(all) == 0 {
		return
	}
	rows, widths := l.layout(lens)
	for r := range rows {
		for col := range widths {
			i := col*rows + r
			if l.has("x") {
				i = r*len(widths) + col
			}
			if i >= len(cells) {
				break
			}
			l.out.WriteString(cells[i])
			next := i + rows
			if l.has("x") {
				next = i + 1
			}
			if col+1 < len(widths) && next < len(cells) {
				l.out.WriteString(strings.Repeat(" ", widths[col]-lens[i]))
			}
		}
		l.out.WriteString("\n")
	}
}

// layout is the number of rows and the width of each column: GNU takes the
// most columns that fit, each as wide as it has to be; BusyBox makes all
// columns as wide as the longest name.
func (l *listing) layout(lens []int) (rows int, widths []int) {
	widest := 0
	for _, n := range lens {
		widest = max(widest, n)
	}
	if l.flavour == busybox {
		cols := max(1, l.width/(widest+2))
		rows = (len(lens) + cols - 1) / cols
		cols = (len(lens) + rows - 1) / rows
		for range cols {
			widths = append(widths, widest+2)
		}
		return rows, widths
	}
	for cols := min(len(lens), max(1, l.width/3)); cols > 1; cols-- {
		rows = (len(lens) + cols - 1) / cols
		if widths = l.fit(lens, rows, cols); widths != nil {
			return rows, widths
		}
	}
	return len(lens), []int{widest}
}

// fit is the width of each of the columns, or nil if they are too wide.
func (l *listing) fit(lens []int, rows, cols int) []int {
	if !l.has("x") && (len(lens)+rows-1)/rows != cols {
		return nil
	}
	widths, sum := make([]int, cols), 0
	for i, n := range lens {
		col := i / rows
		if l.has("x") {
			col = i % cols
		}
		if col < cols-1 {
			n += 2
		}
		widths[col] = max(widths[col], n)
	}
	for _, w := range widths {
		sum += w
	}
	if sum >= l.width {
		return nil
	}
	return widths
}
