package shell

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Printf is what printf prints for its arguments: the format and its operands.
// errs are its complaints, without the program's name; with any the exit
// status is 1. Source: POSIX printf(1), bash(1).
func Printf(args []string) (out string, errs []string) { return printf(args, Bash) }

// formatter is a printf at work.
type formatter struct {
	flavor Flavor
	args   []string
	used   int
	out    strings.Builder
	errs   []string
	stop   bool
}

func printf(args []string, f Flavor) (string, []string) {
	if len(args) == 0 {
		return "", nil
	}
	p := &formatter{flavor: f, args: args[1:]}
	for {
		before := p.used
		p.once(args[0])
		if p.stop || p.used == before || p.used >= len(p.args) || p.out.Len() > maxTotal {
			return p.out.String(), p.errs
		}
	}
}

// once goes through the format one time.
func (p *formatter) once(format string) {
	for i := 0; i < len(format) && !p.stop; {
		next := strings.IndexAny(format[i:], `%\`)
		if next < 0 {
			p.out.WriteString(format[i:])
			return
		}
		p.out.WriteString(format[i : i+next])
		i += next
		if format[i] == '\\' {
			n := escapeLength(format[i:])
			if p.flavor == Dash && n > 1 && strings.IndexByte("xuU", format[i+1]) >= 0 {
				p.out.WriteString(format[i : i+2])
				i += 2
				continue
			}
			text, _ := unescape(format[i:i+n], printfEscapes)
			p.out.WriteString(text)
			i += n
			continue
		}
		i += p.directive(format[i:])
	}
}

// escapeLength is how long the escape at the beginning of s may be.
func escapeLength(s string) int {
	n := 2
	if len(s) < 2 {
		return len(s)
	}
	digits, most := "01234567", 4
	switch s[1] {
	case 'x':
		digits, most = "0123456789abcdefABCDEF", 4
	case 'u':
		digits, most = "0123456789abcdefABCDEF", 6
	case 'U':
		digits, most = "0123456789abcdefABCDEF", 10
	case '0', '1', '2', '3', '4', '5', '6', '7':
	default:
		return n
	}
	for n < len(s) && n < most && strings.IndexByte(digits, s[n]) >= 0 {
		n++
	}
	return n
}

// directive prints one %… and returns its length.
func (p *formatter) directive(s string) int {
	if strings.HasPrefix(s, "%%") {
		p.out.WriteByte('%')
		return 2
	}
	i := 1
	spec := "%"
	for i < len(s) && strings.IndexByte("-+ #0", s[i]) >= 0 {
		spec += s[i : i+1]
		i++
	}
	for i < len(s) && strings.IndexByte("0123456789.*", s[i]) >= 0 {
		if s[i] == '*' {
			spec += strconv.FormatInt(min(p.integer(p.next()), 4096), 10)
		} else {
			spec += s[i : i+1]
		}
		i++
	}
	for i < len(s) && strings.IndexByte("lhL", s[i]) >= 0 {
		i++
	}
	if i == len(s) {
		p.complain(text{"`%': missing format character", "missing format character", "missing format character"}.of(p.flavor))
		p.stop = true
		return i
	}
	p.convert(narrow(spec), s[i])
	return i + 1
}

// narrow keeps widths within reason.
func narrow(spec string) string {
	digits := 0
	for _, c := range spec {
		if c >= '0' && c <= '9' {
			digits++
		}
	}
	if digits > 6 {
		return "%"
	}
	return spec
}

func (p *formatter) convert(spec string, c byte) {
	switch c {
	case 's':
		fmt.Fprintf(&p.out, spec+"s", p.next())
	case 'b':
		text, stop := unescape(p.next(), printfB)
		fmt.Fprintf(&p.out, spec+"s", text)
		p.stop = stop
	case 'c':
		_, n := utf8.DecodeRuneInString(p.peek())
		fmt.Fprintf(&p.out, spec+"s", p.next()[:n])
	case 'd', 'i':
		fmt.Fprintf(&p.out, spec+"d", p.integer(p.next()))
	case 'o', 'x', 'X':
		fmt.Fprintf(&p.out, spec+string(c), uint64(p.integer(p.next())))
	case 'u':
		fmt.Fprintf(&p.out, spec+"d", uint64(p.integer(p.next())))
	case 'e', 'E', 'f', 'F', 'g', 'G':
		fmt.Fprintf(&p.out, spec+string(c), p.float(p.next()))
	case 'q':
		if p.flavor == Bash {
			fmt.Fprintf(&p.out, spec+"s", backslashed(p.next()))
			return
		}
		fallthrough
	default:
		bad := spec + string(c)
		p.complain(text{"`" + string(c) + "': invalid format character", bad + ": invalid directive", bad + ": invalid format"}.of(p.flavor))
		p.stop = true
	}
}

func (p *formatter) complain(msg string) { p.errs = append(p.errs, msg) }

func (p *formatter) peek() string {
	if p.used < len(p.args) {
		return p.args[p.used]
	}
	return ""
}

func (p *formatter) next() string {
	s := p.peek()
	p.used = min(p.used+1, len(p.args)+1)
	if p.used > len(p.args) {
		p.used = len(p.args)
	}
	return s
}

// integer reads a number: C constants, and 'c for the code of a character.
func (p *formatter) integer(s string) int64 {
	if s == "" {
		return 0
	}
	if s[0] == '\'' || s[0] == '"' {
		c, _ := utf8.DecodeRuneInString(s[1:])
		return int64(c)
	}
	trimmed := strings.TrimSpace(s)
	n, err := strconv.ParseInt(trimmed, 0, 64)
	if err == nil && !strings.Contains(trimmed, "_") {
		return n
	}
	end := 0
	for end < len(trimmed) && (trimmed[end] >= '0' && trimmed[end] <= '9' || end == 0 && trimmed[0] == '-') {
		end++
	}
	n, _ = strconv.ParseInt(trimmed[:end], 10, 64)
	if end > 0 && trimmed[:end] != "-" {
		p.complain(text{s + ": invalid number", s + ": not completely converted", "invalid number '" + s + "'"}.of(p.flavor))
	} else {
		p.complain(text{s + ": invalid number", s + ": expected numeric value", "invalid number '" + s + "'"}.of(p.flavor))
	}
	return n
}

func (p *formatter) float(s string) float64 {
	if s == "" {
		return 0
	}
	n, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	if err != nil {
		p.complain(text{s + ": invalid number", s + ": expected numeric value", "invalid number '" + s + "'"}.of(p.flavor))
	}
	return n
}

// backslashed is a word as %q writes it.
func backslashed(s string) string {
	if s == "" {
		return "''"
	}
	if strings.ContainsAny(s, "\n\t\r") {
		return "$'" + strings.NewReplacer("\\", `\\`, "'", `\'`, "\n", `\n`, "\t", `\t`, "\r", `\r`).Replace(s) + "'"
	}
	var b strings.Builder
	for _, c := range s {
		if strings.ContainsRune(" '\"\\$`&|;<>()*?[]#~!{}^,", c) {
			b.WriteByte('\\')
		}
		b.WriteRune(c)
	}
	return b.String()
}
