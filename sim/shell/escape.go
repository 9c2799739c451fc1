package shell

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// escapes says which backslash escapes a text knows.
type escapes struct {
	octalZero bool // octal numbers begin with \0, as in echo
	stops     bool // \c ends the output
	quotes    bool // \' and \" stand for themselves
	hex       bool
}

var (
	ansiEscapes   = escapes{quotes: true, hex: true}
	echoEscapes   = escapes{octalZero: true, stops: true, hex: true}
	dashEscapes   = escapes{octalZero: true, stops: true}
	printfEscapes = escapes{quotes: true, hex: true}
	printfB       = escapes{octalZero: true, stops: true, hex: true}
)

var simpleEscapes = map[byte]byte{'a': '\a', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t', 'v': '\v', '\\': '\\'}

// unescape replaces the backslash escapes in s; stop tells that \c ended it.
func unescape(s string, e escapes) (out string, stop bool) {
	if strings.IndexByte(s, '\\') < 0 {
		return s, false
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			b.WriteByte(s[i])
			continue
		}
		i++
		c := s[i]
		plain, simple := simpleEscapes[c]
		switch {
		case simple:
			b.WriteByte(plain)
		case c == 'e' || c == 'E':
			b.WriteByte(0x1b)
		case c == 'c' && e.stops:
			return b.String(), true
		case e.quotes && (c == '\'' || c == '"' || c == '?'):
			b.WriteByte(c)
		case c == 'x' && e.hex:
			i += number(&b, s[i+1:], 16, 2, false)
		case (c == 'u' || c == 'U') && e.hex:
			i += number(&b, s[i+1:], 16, map[byte]int{'u': 4, 'U': 8}[c], true)
		case c == '0' && e.octalZero:
			i += number(&b, s[i+1:], 8, 3, false)
		case c >= '0' && c <= '7' && !e.octalZero:
			i += number(&b, s[i:], 8, 3, false) - 1
		default:
			b.WriteByte('\\')
			b.WriteByte(c)
		}
	}
	return b.String(), false
}

// number writes the character of a number at the beginning of s and returns
// how many digits it had.
func number(b *strings.Builder, s string, base, most int, isRune bool) int {
	n := 0
	for n < len(s) && n < most {
		if _, err := strconv.ParseUint(s[n:n+1], base, 8); err != nil {
			break
		}
		n++
	}
	v, _ := strconv.ParseUint("0"+s[:n], base, 32)
	if isRune && v <= utf8.MaxRune {
		b.WriteRune(rune(v))
	} else {
		b.WriteByte(byte(v))
	}
	return n
}

func itoa(n int) string { return strconv.Itoa(n) }
