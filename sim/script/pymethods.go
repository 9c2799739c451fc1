package script

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

func s0(c *args) string { return plain(c.self) }

// onStr is a method that makes a string of a string.
func onStr(f func(s string) string) nativeFn {
	return func(m *machine, c *args) (value, error) {
		s := f(s0(c))
		return s, m.grow(len(s))
	}
}

func isStr(f func(r rune) bool) nativeFn {
	return func(m *machine, c *args) (value, error) {
		s := s0(c)
		return s != "" && strings.IndexFunc(s, func(r rune) bool { return !f(r) }) < 0, nil
	}
}

func trim(left, right bool) nativeFn {
	return func(m *machine, c *args) (value, error) {
		s := s0(c)
		set, given := c.arg(0, "chars", nil).(string)
		cut := func(r rune) bool { return strings.ContainsRune(set, r) }
		if !given {
			cut = unicode.IsSpace
		}
		if left {
			s = strings.TrimLeftFunc(s, cut)
		}
		if right {
			s = strings.TrimRightFunc(s, cut)
		}
		return s, nil
	}
}

func affix(has func(s, x string) bool) nativeFn {
	return func(m *machine, c *args) (value, error) {
		of := []value{c.at(0)}
		if l, ok := c.at(0).(*list); ok {
			of = l.items
		}
		for _, x := range of {
			s, ok := x.(string)
			if b, isB := x.(bytes); isB {
				s, ok = string(b), true
			}
			if !ok {
				return nil, m.throw("TypeError", "startswith first arg must be str or a tuple of str, not "+m.typeName(x))
			}
			self := s0(c)
			if b, ok := c.self.(bytes); ok {
				self = string(b)
			}
			if has(self, s) {
				return true, nil
			}
		}
		return false, nil
	}
}

func finder(find func(s, x string) int, must bool) nativeFn {
	return func(m *machine, c *args) (value, error) {
		s := s0(c)
		from := 0
		if n, ok := whole(c.arg(1, "", int64(0))); ok && n > 0 {
			from = min(int(n), len(s))
		}
		i := find(s[from:], plain(c.at(0)))
		if i < 0 {
			if must {
				return nil, m.throw("ValueError", "substring not found")
			}
			return int64(-1), nil
		}
		return int64(utf8.RuneCountInString(s[:from+i])), nil
	}
}

func just(align byte) nativeFn {
	return func(m *machine, c *args) (value, error) {
		w, _ := whole(c.at(0))
		if err := m.grow(int(min(max(w, 0), 1<<31-1))); err != nil {
			return nil, err
		}
		fill := plain(c.arg(1, "fillchar", " "))
		return justify(s0(c), "", spec{fill: fill, width: int(w), align: align}, align), nil
	}
}

func title(s string) string {
	var b strings.Builder
	start := true
	for _, r := range s {
		if start {
			b.WriteRune(unicode.ToUpper(r))
		} else {
			b.WriteRune(unicode.ToLower(r))
		}
		start = !unicode.IsLetter(r)
	}
	return b.String()
}

func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + strings.ToLower(s[n:])
}

func strs(items []string) *list {
	l := &list{items: make([]value, len(items))}
	for i, s := range items {
		l.items[i] = s
	}
	return l
}

func splitStr(m *machine, s string, c *args, right bool) (value, error) {
	n := int64(-1)
	if v, ok := whole(c.arg(1, "maxsplit", int64(-1))); ok {
		n = v
	}
	sep, given := c.arg(0, "sep", nil).(string)
	if err := m.grow(16 * len(s)); err != nil {
		return nil, err
	}
	if !given {
		if n < 0 {
			return strs(strings.Fields(s)), nil
		}
		var out []string
		rest := strings.TrimLeftFunc(s, unicode.IsSpace)
		for ; n > 0 && rest != ""; n-- {
			i := strings.IndexFunc(rest, unicode.IsSpace)
			if i < 0 {
				break
			}
			out = append(out, rest[:i])
			rest = strings.TrimLeftFunc(rest[i:], unicode.IsSpace)
		}
		if rest != "" {
			out = append(out, strings.TrimRightFunc(rest, unicode.IsSpace))
		}
		return strs(out), nil
	}
	if sep == "" {
		return nil, m.throw("ValueError", "empty separator")
	}
	if n < 0 {
		return strs(strings.Split(s, sep)), nil
	}
	if !right {
		return strs(strings.SplitN(s, sep, int(n)+1)), nil
	}
	parts := strings.Split(s, sep)
	if k := len(parts) - int(n) - 1; k > 0 {
		parts = append([]string{strings.Join(parts[:k+1], sep)}, parts[k+1:]...)
	}
	return strs(parts), nil
}

var strMethods = map[string]nativeFn{
	"upper": onStr(strings.ToUpper), "lower": onStr(strings.ToLower), "title": onStr(title), "capitalize": onStr(capital),
	"casefold": onStr(strings.ToLower),
	"swapcase": onStr(func(s string) string {
		return strings.Map(func(r rune) rune {
			if unicode.IsUpper(r) {
				return unicode.ToLower(r)
			}
			return unicode.ToUpper(r)
		}, s)
	}),
	"strip": trim(true, true), "lstrip": trim(true, false), "rstrip": trim(false, true),
	"isdigit": isStr(unicode.IsDigit), "isnumeric": isStr(unicode.IsDigit), "isdecimal": isStr(unicode.IsDigit), "isalpha": isStr(unicode.IsLetter), "isspace": isStr(unicode.IsSpace),
	"isalnum": isStr(func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }),
	"isupper": isStr(func(r rune) bool { return !unicode.IsLower(r) }), "islower": isStr(func(r rune) bool { return !unicode.IsUpper(r) }),
	"startswith": affix(strings.HasPrefix), "endswith": affix(strings.HasSuffix),
	"find": finder(strings.Index, false), "index": finder(strings.Index, true), "rfind": finder(strings.LastIndex, false), "rindex": finder(strings.LastIndex, true),
	"ljust": just('<'), "rjust": just('>'), "center": just('^'),
	"zfill": func(m *machine, c *args) (value, error) {
		w, _ := whole(c.at(0))
		s, sign := s0(c), ""
		if s != "" && (s[0] == '-' || s[0] == '+') {
			sign, s = s[:1], s[1:]
		}
		return justify(s, sign, spec{fill: "0", width: int(min(w, 1<<16)), align: '='}, '='), nil
	},
	"split":  func(m *machine, c *args) (value, error) { return splitStr(m, s0(c), c, false) },
	"rsplit": func(m *machine, c *args) (value, error) { return splitStr(m, s0(c), c, true) },
	"splitlines": func(m *machine, c *args) (value, error) {
		s := strings.TrimSuffix(strings.ReplaceAll(s0(c), "\r\n", "\n"), "\n")
		if s == "" && s0(c) == "" {
			return newList(), nil
		}
		return strs(strings.Split(s, "\n")), nil
	},
	"partition": func(m *machine, c *args) (value, error) {
		a, b, found := strings.Cut(s0(c), plain(c.at(0)))
		if !found {
			return newTuple(a, "", ""), nil
		}
		return newTuple(a, c.at(0), b), nil
	},
	"rpartition": func(m *machine, c *args) (value, error) {
		s, sep := s0(c), plain(c.at(0))
		i := strings.LastIndex(s, sep)
		if i < 0 {
			return newTuple("", "", s), nil
		}
		return newTuple(s[:i], sep, s[i+len(sep):]), nil
	},
	"join": func(m *machine, c *args) (value, error) {
		all, err := m.spread(c.at(0))
		if err != nil {
			return nil, err
		}
		var b strings.Builder
		for i, v := range all {
			s, ok := v.(string)
			if !ok {
				return nil, m.throw("TypeError", "sequence item "+itoa(i)+": expected str instance, "+m.typeName(v)+" found")
			}
			if i > 0 {
				b.WriteString(s0(c))
			}
			b.WriteString(s)
			if b.Len() > mostHeld {
				return nil, m.memoryError()
			}
		}
		return b.String(), m.grow(b.Len())
	},
	"replace": func(m *machine, c *args) (value, error) {
		n := int64(-1)
		if v, ok := whole(c.arg(2, "count", int64(-1))); ok {
			n = v
		}
		s, old, to := s0(c), plain(c.at(0)), plain(c.at(1))
		if size := len(s) + (strings.Count(s, old))*len(to); size > mostHeld {
			return nil, m.memoryError()
		}
		s = strings.Replace(s, old, to, int(n))
		return s, m.grow(len(s))
	},
	"removeprefix": func(m *machine, c *args) (value, error) { return strings.TrimPrefix(s0(c), plain(c.at(0))), nil },
	"removesuffix": func(m *machine, c *args) (value, error) { return strings.TrimSuffix(s0(c), plain(c.at(0))), nil },
	"count":        func(m *machine, c *args) (value, error) { return int64(strings.Count(s0(c), plain(c.at(0)))), nil },
	"encode":       func(m *machine, c *args) (value, error) { return bytes(s0(c)), nil },
	"format":       func(m *machine, c *args) (value, error) { return m.strFormat(c, s0(c)) },
	"format_map": func(m *machine, c *args) (value, error) {
		d, _ := c.at(0).(*dict)
		return m.strFormat(&args{keyed: d}, s0(c))
	},
	"expandtabs": onStr(func(s string) string { return strings.ReplaceAll(s, "\t", "        ") }),
}

var bytesMethods = map[string]nativeFn{
	"decode": func(m *machine, c *args) (value, error) {
		s := string(c.self.(bytes))
		if !utf8.ValidString(s) {
			if e := c.arg(1, "errors", nil); e == "ignore" || e == "replace" {
				return strings.ToValidUTF8(s, map[bool]string{true: "\ufffd"}[e == "replace"]), nil
			}
			return nil, m.throw("UnicodeDecodeError", "'utf-8' codec can't decode byte in position 0: invalid start byte")
		}
		return s, nil
	},
	"startswith": affix(strings.HasPrefix), "endswith": affix(strings.HasSuffix),
	"hex": func(m *machine, c *args) (value, error) {
		var b strings.Builder
		for _, x := range []byte(c.self.(bytes)) {
			b.WriteString(string("0123456789abcdef"[x>>4]) + string("0123456789abcdef"[x&15]))
		}
		return b.String(), nil
	},
	"strip": func(m *machine, c *args) (value, error) { return bytes(strings.TrimSpace(string(c.self.(bytes)))), nil },
	"split": func(m *machine, c *args) (value, error) {
		var parts []string
		if sep, ok := c.arg(0, "sep", nil).(bytes); ok && sep != "" {
			parts = strings.Split(string(c.self.(bytes)), string(sep))
		} else {
			parts = strings.Fields(string(c.self.(bytes)))
		}
		l := newList()
		for _, p := range parts {
			l.items = append(l.items, bytes(p))
		}
		return l, nil
	},
}
