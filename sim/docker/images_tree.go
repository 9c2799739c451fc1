package docker

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/docker/go-units"

	"drydock/sim/engine"
	"drydock/sim/image"
)

// The colours of docker images on a terminal. Source: docker/cli 29
// cli/command/image/tree.go and internal/tui.
const (
	reset      = "\x1b[0m"
	plainStyle = "\x1b[39m"
	headStyle  = "\x1b[39m\x1b[1m"
	nameStyle  = "\x1b[34m\x1b[1m"
	chipStyle  = "\x1b[38;5;0m\x1b[48;5;14m"
	legend     = "\x1b[1m\x1b[106m\x1b[30mi\x1b[0m\x1b[0m \x1b[96mInfo → \x1b[0m\x1b[0m " + chipStyle + " U " + reset + " In Use"
	legendLen  = 20
)

// treeRow is one line of the table: an image, or a platform of it.
type treeRow struct {
	name, id, disk, content string
	used                    bool
	child                   bool
}

// imageTree is the plain table of docker images: names in order, sizes to the
// right, and a mark for those that containers use.
func (c Call) imageTree(list []engine.Image, platforms bool) string {
	rows := treeRows(list, platforms)
	colour, columns := c.sys.IsTerminal(1), 80
	if colour {
		if cols, _ := c.sys.Size(1); cols > 0 {
			columns = cols
		}
	}
	t := tree{width: nameWidth(rows, columns), colour: colour}
	var b strings.Builder
	if colour {
		b.WriteString(pad(columns-legendLen) + legend + "\n")
	}
	b.WriteString(t.header())
	for i, r := range rows {
		if platforms && !r.child && i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(t.line(r))
	}
	if platforms && len(rows) > 0 {
		b.WriteByte('\n')
	}
	return b.String()
}

// untagged stands for the name of an image that has none; such rows come last.
const untagged = "<untagged>"

func boolCompare(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

func treeRows(list []engine.Image, platforms bool) []treeRow {
	type named struct {
		name string
		img  engine.Image
	}
	var all []named
	for _, img := range list {
		for _, full := range img.References {
			all = append(all, named{engine.Familiar(full), img})
		}
		if len(img.References) == 0 {
			all = append(all, named{untagged, img})
		}
	}
	slices.SortStableFunc(all, func(a, b named) int {
		return cmp.Or(boolCompare(a.name == untagged, b.name == untagged), strings.Compare(a.name, b.name))
	})
	var rows []treeRow
	for _, n := range all {
		size := func(bytes float64) string { return units.HumanSizeWithPrecision(bytes, 3) }
		row := treeRow{name: n.name, id: short(string(n.img.ID)), disk: size(diskUsage(n.img)),
			content: size(float64(n.img.ContentSize())), used: len(n.img.UsedBy) > 0}
		rows = append(rows, row)
		if platforms {
			rows = append(rows, platformRows(n.img.Image, row, size)...)
		}
	}
	return rows
}

// platformRows are the lines below an image: one for each platform. What is
// for another one is not unpacked.
func platformRows(img image.Image, row treeRow, size func(float64) string) (rows []treeRow) {
	own := img.ContentSize()
	for _, o := range img.Others {
		own -= o.ContentSize()
	}
	row.disk, row.content = size(float64(own+img.UnpackedSize())), size(float64(own))
	for i, x := range append([]image.Image{img}, img.Others...) {
		sign := "├─ "
		if i == len(img.Others) {
			sign = "└─ "
		}
		if i > 0 {
			row.disk, row.content = size(float64(x.ContentSize())), size(float64(x.ContentSize()))
		}
		row.name, row.id, row.child = sign+image.PlatformName(x.Platform), short(string(x.Manifest)), true
		rows = append(rows, row)
	}
	return rows
}

// tree lays the table out; width is that of the column of names.
type tree struct {
	width  int
	colour bool
}

// The other columns and the space before each.
const idWidth, diskWidth, contentWidth, extraWidth, gap = 12, 10, 12, 5, 3

// nameWidth is as wide as the longest name, if the terminal has the room.
func nameWidth(rows []treeRow, columns int) int {
	widest := len("IMAGE")
	for _, r := range rows {
		widest = max(widest, utf8.RuneCountInString(r.name))
	}
	room := columns - (idWidth + diskWidth + contentWidth + extraWidth + 4*gap)
	return min(widest, max(room, len("IMAGE")))
}

func (t tree) style(style, s string) string {
	if !t.colour || s == "" {
		return s
	}
	return style + s + reset
}

// left and right put text into a column and style the text, not the space.
func (t tree) left(style, s string, width int) string {
	return t.style(style, s) + pad(width-utf8.RuneCountInString(s))
}

func (t tree) right(style, s string, width int) string {
	return pad(width-utf8.RuneCountInString(s)) + t.style(style, s)
}

func (t tree) header() string {
	space := pad(gap)
	return t.left(headStyle, "IMAGE", t.width) + space + t.left(headStyle, "ID", idWidth) + space +
		t.left(headStyle, "DISK USAGE", diskWidth) + space + t.left(headStyle, "CONTENT SIZE", contentWidth) + space +
		t.left(headStyle, "EXTRA", extraWidth) + "\n"
}

// line is one row; a name that does not fit its column has a line of its own.
func (t tree) line(r treeRow) string {
	style, space := nameStyle, pad(gap)
	if r.child {
		style = plainStyle
	}
	name := t.left(style, r.name, t.width)
	if utf8.RuneCountInString(r.name) > t.width {
		name += "\n" + pad(t.width)
	}
	return name + space + t.left(plainStyle, r.id, idWidth) + space + t.right(plainStyle, r.disk, diskWidth) + space +
		t.right(plainStyle, r.content, contentWidth) + space + t.extra(r.used) + "\n"
}

func (t tree) extra(used bool) string {
	switch {
	case !used:
		return pad(extraWidth)
	case t.colour:
		return chipStyle + " U " + reset + pad(extraWidth-3)
	}
	return "U" + pad(extraWidth-1)
}
