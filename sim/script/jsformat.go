package script

import (
	"math"
	"strconv"
	"strings"
)

func leadingInt(s string, radix int) float64 {
	s = strings.TrimSpace(s)
	sign := 1.0
	if rest, ok := strings.CutPrefix(s, "-"); ok {
		s, sign = rest, -1
	}
	if rest, ok := strings.CutPrefix(strings.ToLower(s), "0x"); ok && (radix == 0 || radix == 16) {
		s, radix = rest, 16
	}
	if radix < 2 || radix > 36 {
		radix = 10
	}
	total, n := 0.0, 0
	for ; n < len(s); n++ {
		d, err := strconv.ParseInt(s[n:n+1], radix, 64)
		if err != nil {
			break
		}
		total = total*float64(radix) + float64(d)
	}
	if n == 0 {
		return math.NaN()
	}
	return sign * total
}

// formatted fills the places of a format (%s, %d, %i, %f, %j, %o, %O) and is
// followed by what is left.
func (m *machine) formatted(s string, rest []value) []value {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '%' || i+1 == len(s) {
			b.WriteByte(s[i])
			continue
		}
		i++
		verb := s[i]
		switch {
		case verb == '%':
			b.WriteByte('%')
			continue
		case !strings.ContainsRune("sdifjoO", rune(verb)) || len(rest) == 0:
			b.WriteString(s[i-1 : i+1])
			continue
		}
		v := rest[0]
		rest = rest[1:]
		switch verb {
		case 's':
			t := m.inspect(v)
			b.WriteString(t)
		case 'd', 'i', 'f':
			f, _ := m.toNumber(v)
			if verb == 'i' {
				f = math.Trunc(f)
			}
			b.WriteString(numberJS(f))
		case 'j':
			t, _ := stringifyJS(m, &args{list: []value{v}})
			b.WriteString(plain(t))
		default:
			b.WriteString(m.shownJS(v))
		}
	}
	return append([]value{b.String()}, rest...)
}
