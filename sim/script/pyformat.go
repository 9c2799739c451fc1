package script

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// spec is a format specification: [[fill]align][sign][#][0][width][,][.precision][type].
type spec struct {
	fill            string
	align, sign     byte
	alt             bool
	width, prec     int
	comma           byte
	kind            byte
	hasPrec, isZero bool
}

func parseSpec(s string) (sp spec, ok bool) {
	sp.fill = " "
	if _, n := utf8.DecodeRuneInString(s); n > 0 && len(s) > n && strings.IndexByte("<>^=", s[n]) >= 0 {
		sp.fill, sp.align = s[:n], s[n]
		s = s[n+1:]
	} else if s != "" && strings.IndexByte("<>^=", s[0]) >= 0 {
		sp.align, s = s[0], s[1:]
	}
	if s != "" && strings.IndexByte("+- ", s[0]) >= 0 {
		sp.sign, s = s[0], s[1:]
	}
	if strings.HasPrefix(s, "#") {
		sp.alt, s = true, s[1:]
	}
	if strings.HasPrefix(s, "0") {
		sp.isZero = true
		if sp.align == 0 {
			sp.fill, sp.align = "0", '='
		}
		s = s[1:]
	}
	n := digits(s)
	sp.width, _ = strconv.Atoi(s[:n])
	s = s[n:]
	if s != "" && (s[0] == ',' || s[0] == '_') {
		sp.comma, s = s[0], s[1:]
	}
	if strings.HasPrefix(s, ".") {
		n := digits(s[1:])
		sp.prec, _ = strconv.Atoi(s[1 : 1+n])
		sp.hasPrec = true
		s = s[1+n:]
	}
	if len(s) == 1 {
		sp.kind, s = s[0], ""
	}
	return sp, s == "" && sp.width < 1<<16 && sp.prec < 200
}

func digits(s string) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}

// format is Python's format(v, spec).
func (m *machine) format(v value, text string) (string, error) {
	if o, ok := v.(*object); ok {
		if fn, ok := m.special(o, "__format__"); ok {
			r, err := m.invoke(fn, text)
			return plain(r), err
		}
	}
	if text == "" || m.js() {
		return m.str(v)
	}
	sp, ok := parseSpec(text)
	if !ok {
		return "", m.throw("ValueError", "Invalid format specifier '"+text+"' for object of type '"+m.typeName(v)+"'")
	}
	switch x := v.(type) {
	case int64, bool:
		n, _ := whole(x)
		return m.formatInt(n, sp)
	case float64:
		return m.formatFloat(x, sp)
	}
	if sp.kind != 0 && sp.kind != 's' {
		return "", m.throw("ValueError", "Unknown format code '"+string(sp.kind)+"' for object of type '"+m.typeName(v)+"'")
	}
	s, err := m.str(v)
	if err != nil {
		return "", err
	}
	if sp.hasPrec {
		if r := []rune(s); len(r) > sp.prec {
			s = string(r[:sp.prec])
		}
	}
	return justify(s, "", sp, '<'), nil
}

func justify(body, sign string, sp spec, def byte) string {
	n := sp.width - utf8.RuneCountInString(body) - len(sign)
	if n <= 0 {
		return sign + body
	}
	a := sp.align
	if a == 0 {
		a = def
	}
	f := sp.fill
	switch a {
	case '<':
		return sign + body + strings.Repeat(f, n)
	case '^':
		return strings.Repeat(f, n/2) + sign + body + strings.Repeat(f, n-n/2)
	case '=':
		return sign + strings.Repeat(f, n) + body
	}
	return strings.Repeat(f, n) + sign + body
}

func signOf(neg bool, sp spec) string {
	switch {
	case neg:
		return "-"
	case sp.sign == '+' || sp.sign == ' ':
		return string(sp.sign)
	}
	return ""
}

func (m *machine) formatInt(n int64, sp spec) (string, error) {
	base, prefix := 10, ""
	switch sp.kind {
	case 0, 'd', 'n':
	case 'x', 'X':
		base, prefix = 16, "0x"
	case 'o':
		base, prefix = 8, "0o"
	case 'b':
		base, prefix = 2, "0b"
	case 'c':
		return justify(string(rune(n)), "", sp, '<'), nil
	case 'e', 'E', 'f', 'F', 'g', 'G', '%':
		return m.formatFloat(float64(n), sp)
	default:
		return "", m.throw("ValueError", "Unknown format code '"+string(sp.kind)+"' for object of type 'int'")
	}
	s := strings.TrimPrefix(strconv.FormatInt(n, base), "-")
	if sp.kind == 'X' {
		s = strings.ToUpper(s)
	}
	sign := signOf(n < 0, sp)
	if sp.alt {
		sign += prefix
	}
	return justify(group3(s, sp.comma), sign, sp, '>'), nil
}

func group3(s string, comma byte) string {
	if comma == 0 {
		return s
	}
	whole, frac, dot := strings.Cut(s, ".")
	var b strings.Builder
	for i, c := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(comma)
		}
		b.WriteRune(c)
	}
	if dot {
		return b.String() + "." + frac
	}
	return b.String()
}

func (m *machine) formatFloat(f float64, sp spec) (string, error) {
	prec := 6
	if sp.hasPrec {
		prec = sp.prec
	}
	a := math.Abs(f)
	var s string
	switch sp.kind {
	case 'f', 'F':
		s = strconv.FormatFloat(a, 'f', prec, 64)
	case 'e', 'E':
		s = strconv.FormatFloat(a, sp.kind, prec, 64)
	case '%':
		s = strconv.FormatFloat(a*100, 'f', prec, 64) + "%"
	case 'g', 'G', 'n':
		s = strconv.FormatFloat(a, 'g', max(prec, 1), 64)
		if strings.Contains(s, ".") && !strings.Contains(s, "e") {
			s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
		}
	case 0:
		if !sp.hasPrec {
			s = pyFloat(a)
		} else {
			s = strconv.FormatFloat(a, 'g', max(prec, 1), 64)
		}
	default:
		return "", m.throw("ValueError", "Unknown format code '"+string(sp.kind)+"' for object of type 'float'")
	}
	return justify(group3(s, sp.comma), signOf(math.Signbit(f), sp), sp, '>'), nil
}

// percent is the % operator of strings.
func (m *machine) percent(format string, v value) (string, error) {
	list, isTuple := v.(*list)
	isTuple = isTuple && list.tuple
	var b strings.Builder
	used := 0
	for i := 0; i < len(format); i++ {
		if format[i] != '%' {
			b.WriteByte(format[i])
			continue
		}
		i++
		if i < len(format) && format[i] == '%' {
			b.WriteByte('%')
			continue
		}
		start := i
		var arg value
		named := false
		if i < len(format) && format[i] == '(' {
			end := strings.IndexByte(format[i:], ')')
			if end < 0 {
				return "", m.throw("ValueError", "incomplete format key")
			}
			key := format[i+1 : i+end]
			i += end + 1
			start = i
			var err error
			if arg, err = m.index(v, key); err != nil {
				return "", err
			}
			named = true
		}
		for i < len(format) && strings.IndexByte("-+ #0123456789.", format[i]) >= 0 {
			i++
		}
		if i >= len(format) {
			return "", m.throw("ValueError", "incomplete format")
		}
		flags, kind := format[start:i], format[i]
		if !named {
			switch {
			case isTuple && used < len(list.items):
				arg = list.items[used]
			case !isTuple && used == 0:
				arg = v
			default:
				return "", m.throw("TypeError", "not enough arguments for format string")
			}
			used++
		}
		s, err := m.percentOne(flags, kind, arg)
		if err != nil {
			return "", err
		}
		b.WriteString(s)
		if err := m.grow(len(s)); err != nil {
			return "", err
		}
	}
	if isTuple && used < len(list.items) || !isTuple && used == 0 && !isDict(v) {
		return "", m.throw("TypeError", "not all arguments converted during string formatting")
	}
	return b.String(), nil
}

func isDict(v value) bool { _, ok := v.(*dict); return ok }

func (m *machine) percentOne(flags string, kind byte, arg value) (string, error) {
	left := strings.Contains(flags, "-")
	flags = strings.ReplaceAll(flags, "-", "")
	switch kind {
	case 's', 'r':
		s, err := m.str(arg)
		if kind == 'r' {
			s, err = m.repr(arg)
		}
		if err != nil {
			return "", err
		}
		if !left {
			flags = ">" + strings.TrimLeft(flags, "0")
		}
		return m.format(s, flags)
	case 'd', 'i', 'x', 'X', 'o', 'f', 'F', 'e', 'g', 'c', 'u':
		if kind == 'i' || kind == 'u' {
			kind = 'd'
		}
		f, ok := number(arg)
		if !ok {
			return "", m.throw("TypeError", "%"+string(kind)+" format: a real number is required, not "+m.typeName(arg))
		}
		if _, isFloat := arg.(float64); isFloat && strings.IndexByte("dxXoc", kind) >= 0 {
			arg = int64(f)
		}
		if left {
			flags = "<" + strings.TrimLeft(flags, "0")
		}
		return m.format(arg, flags+string(kind))
	}
	return "", m.throw("ValueError", "unsupported format character '"+string(kind)+"'")
}

// strFormat is str.format.
func (m *machine) strFormat(c *args, format string) (string, error) {
	var b strings.Builder
	auto := 0
	for i := 0; i < len(format); {
		switch {
		case strings.HasPrefix(format[i:], "{{") || strings.HasPrefix(format[i:], "}}"):
			b.WriteByte(format[i])
			i += 2
		case format[i] == '{':
			p, n := splitField(format[i+1:])
			if n < 0 {
				return "", m.throw("ValueError", "Single '{' encountered in format string")
			}
			i += 1 + n
			s, err := m.formatField(c, p, &auto)
			if err != nil {
				return "", err
			}
			b.WriteString(s)
			if err := m.grow(len(s)); err != nil {
				return "", err
			}
		case format[i] == '}':
			return "", m.throw("ValueError", "Single '}' encountered in format string")
		default:
			b.WriteByte(format[i])
			i++
		}
	}
	return b.String(), nil
}

func (m *machine) formatField(c *args, p fpart, auto *int) (string, error) {
	name := p.expr
	end := strings.IndexAny(name, ".[")
	rest := ""
	if end >= 0 {
		name, rest = name[:end], name[end:]
	}
	var v value
	if name == "" {
		name = itoa(*auto)
		*auto++
	}
	if n, err := strconv.Atoi(name); err == nil {
		if n >= len(c.list) {
			return "", m.throw("IndexError", "Replacement index "+name+" out of range for positional args tuple")
		}
		v = c.list[n]
	} else {
		var ok bool
		if c.keyed != nil {
			v, ok = c.keyed.text(name)
		}
		if !ok {
			return "", m.throwArgs("KeyError", name)
		}
	}
	for rest != "" {
		var err error
		if rest[0] == '.' {
			end := strings.IndexAny(rest[1:], ".[") + 1
			if end == 0 {
				end = len(rest)
			}
			if v, err = m.attr(v, rest[1:end]); err == nil {
				v, err = m.force(v)
			}
			rest = rest[end:]
		} else {
			end := strings.IndexByte(rest, ']')
			if end < 0 {
				return "", m.throw("ValueError", "Missing ']' in format string")
			}
			var key value = rest[1:end]
			if n, e := strconv.ParseInt(rest[1:end], 10, 64); e == nil {
				key = n
			}
			v, err = m.index(v, key)
			rest = rest[end+1:]
		}
		if err != nil {
			return "", err
		}
	}
	switch p.conv {
	case "r":
		s, err := m.repr(v)
		if err != nil {
			return "", err
		}
		v = s
	case "s":
		s, err := m.str(v)
		if err != nil {
			return "", err
		}
		v = s
	}
	return m.format(v, p.spec)
}
