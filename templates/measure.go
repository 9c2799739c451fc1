package templates

import "strings"

// Widths of the printable ASCII characters in hundredths of the font size, of
// the widest sans serif in common use (DejaVu Sans): what fits with it fits
// with any other.
var (
	regularWidths = [95]uint8{32, 40, 46, 84, 64, 95, 78, 27, 39, 39, 50, 84, 32, 36, 32, 34,
		64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 34, 34, 84, 84, 84, 53, 100, 68, 69, 70, 77, 63,
		58, 77, 75, 29, 29, 66, 56, 86, 75, 79, 60, 79, 69, 63, 61, 73, 68, 99, 69, 61, 69, 39,
		34, 39, 84, 50, 50, 61, 63, 55, 63, 62, 35, 63, 63, 28, 28, 58, 28, 97, 63, 61, 63, 63,
		41, 52, 39, 63, 59, 82, 59, 59, 52, 64, 34, 64, 84}
	boldWidths = [95]uint8{35, 46, 52, 84, 70, 100, 87, 31, 46, 46, 52, 84, 38, 42, 38, 37,
		70, 70, 70, 70, 70, 70, 70, 70, 70, 70, 40, 40, 84, 84, 84, 58, 100, 77, 76, 73, 83, 68,
		68, 82, 84, 37, 37, 77, 64, 100, 84, 85, 73, 85, 77, 72, 68, 81, 77, 110, 77, 72, 73, 46,
		37, 46, 84, 50, 50, 67, 72, 59, 72, 68, 44, 72, 71, 34, 34, 67, 34, 104, 71, 69, 72, 72,
		49, 60, 48, 71, 65, 92, 65, 65, 58, 71, 37, 71, 84}
)

// face is how a text of the picture is set.
type face struct {
	class string
	size  float64
	width func(r rune) uint8 // hundredths of the size
}

var (
	faceName  = face{"t-name", 14, inTable(&boldWidths)}
	faceTitle = face{"t-title", 13.5, inTable(&boldWidths)}
	faceSub   = face{"t-sub", 13.5, inTable(&regularWidths)}
	faceVerb  = face{"t-verb", 13.5, inTable(&regularWidths)}
	faceCode  = face{"t-code", 13.2, func(rune) uint8 { return 61 }}
)

func inTable(table *[95]uint8) func(rune) uint8 {
	return func(r rune) uint8 {
		if r >= ' ' && r <= '~' {
			return table[r-' ']
		}
		return 100
	}
}

// measure is the width of s in units of the picture.
func (f face) measure(s string) float64 {
	var sum float64
	for _, r := range s {
		sum += float64(f.width(r))
	}
	return sum * f.size / 100
}

// fit shortens s with an ellipsis until it is at most max wide.
func (f face) fit(s string, max float64) string {
	if f.measure(s) <= max {
		return s
	}
	runes := []rune(s)
	for n := len(runes) - 1; n > 0; n-- {
		cut := strings.TrimRight(string(runes[:n]), " :/-_.") + "…"
		if f.measure(cut) <= max {
			return cut
		}
	}
	return "…"
}

// fitMiddle shortens s in its middle: names often differ only at their ends.
func (f face) fitMiddle(s string, max float64) string {
	if f.measure(s) <= max {
		return s
	}
	runes := []rune(s)
	for n := len(runes) - 1; n >= 4; n-- {
		tail := n / 2
		cut := string(runes[:n-tail]) + "…" + string(runes[len(runes)-tail:])
		if f.measure(cut) <= max {
			return cut
		}
	}
	return f.fit(s, max)
}

// wrap breaks s into at most n lines that are at most max wide; what does not
// fit into the last ends in an ellipsis.
func (f face) wrap(s string, max float64, n int) []string {
	var lines []string
	words := strings.Fields(s)
	for len(words) > 0 {
		k := 1
		for k < len(words) && f.measure(strings.Join(words[:k+1], " ")) <= max {
			k++
		}
		if len(lines) == n-1 {
			k = len(words)
		}
		lines = append(lines, f.fit(strings.Join(words[:k], " "), max))
		words = words[k:]
	}
	return lines
}
