package web

import (
	"strconv"
	"strings"
)

// style is how a character looks, in the numbers of SGR (ESC[…m).
type style struct {
	attributes uint16 // bit n is set for SGR n: 1 bold, 2 faint, 3 italic, 4 underlined, 7 reversed, 9 struck
	ink, paper uint8  // 30-37 and 90-97, 40-47 and 100-107; 0 is the terminal's own
}

// promptText is the bit of a prompt, which is no attribute of a terminal but
// is shown in a style of its own.
const promptText = 1 << 15

// class is the style as class names of the page: "sgr-1 sgr-32".
func (s style) class() string {
	if s == (style{}) {
		return ""
	}
	var names []string
	if s.attributes&promptText != 0 {
		names = append(names, "prompt")
	}
	for n := 1; n <= 9; n++ {
		if s.attributes&(1<<n) != 0 {
			names = append(names, "sgr-"+strconv.Itoa(n))
		}
	}
	for _, n := range []uint8{s.ink, s.paper} {
		if n != 0 {
			names = append(names, "sgr-"+strconv.Itoa(int(n)))
		}
	}
	return strings.Join(names, " ")
}

// styleOf is the way back from class.
func styleOf(class string) style {
	var s style
	for name := range strings.FieldsSeq(class) {
		if name == "prompt" {
			s.attributes |= promptText
			continue
		}
		n, _ := strconv.Atoi(strings.TrimPrefix(name, "sgr-"))
		s = s.with([]int{n})
	}
	return s
}

// with is the style after ESC[n;n;…m.
func (s style) with(n []int) style {
	if len(n) == 0 {
		return style{}
	}
	for i := 0; i < len(n); i++ {
		switch c := n[i]; {
		case c == 0:
			s = style{}
		case c <= 9:
			s.attributes |= 1 << c
		case c == 22:
			s.attributes &^= 1<<1 | 1<<2
		case c > 22 && c <= 29:
			s.attributes &^= 1 << (c - 20)
		case c == 38 || c == 48:
			color, used := extended(n[i+1:])
			if c == 38 {
				s.ink = color
			} else if color != 0 {
				s.paper = color + 10
			}
			i += used
		case c >= 30 && c <= 37, c >= 90 && c <= 97:
			s.ink = uint8(c)
		case c >= 40 && c <= 47, c >= 100 && c <= 107:
			s.paper = uint8(c)
		case c == 39:
			s.ink = 0
		case c == 49:
			s.paper = 0
		}
	}
	return s
}

// extended reads a colour "5;n" or "2;r;g;b" as the nearest of the sixteen that
// the page has, and how many numbers it took.
func extended(n []int) (ink uint8, used int) {
	switch {
	case len(n) >= 2 && n[0] == 5:
		return indexed(n[1]), 2
	case len(n) >= 4 && n[0] == 2:
		return nearest(n[1], n[2], n[3]), 4
	}
	return 0, len(n)
}

// indexed is a colour of xterm's 256: sixteen, a cube of 6×6×6, 24 greys.
func indexed(i int) uint8 {
	switch {
	case i < 8:
		return uint8(30 + i)
	case i < 16:
		return uint8(90 + i - 8)
	case i < 232:
		level := func(v int) int { return v % 6 * 51 }
		return nearest(level((i-16)/36), level((i-16)/6), level(i-16))
	}
	grey := 8 + 10*(min(i, 255)-232)
	return nearest(grey, grey, grey)
}

// palette has xterm's sixteen colours, 30-37 and then 90-97.
var palette = [16][3]int{
	{0, 0, 0}, {205, 0, 0}, {0, 205, 0}, {205, 205, 0}, {0, 0, 238}, {205, 0, 205}, {0, 205, 205}, {229, 229, 229},
	{127, 127, 127}, {255, 0, 0}, {0, 255, 0}, {255, 255, 0}, {92, 92, 255}, {255, 0, 255}, {0, 255, 255}, {255, 255, 255},
}

func nearest(r, g, b int) uint8 {
	best, distance := 0, 1<<30
	for i, p := range palette {
		d := (p[0]-r)*(p[0]-r) + (p[1]-g)*(p[1]-g) + (p[2]-b)*(p[2]-b)
		if d < distance {
			best, distance = i, d
		}
	}
	return indexed(best)
}
