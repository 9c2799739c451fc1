package shell

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// element is one element of a shell pattern: a character, "?", "*" or a set.
type element struct {
	star, any bool
	char      rune
	set       func(rune) bool
}

func (e element) fits(c rune) bool {
	switch {
	case e.any:
		return true
	case e.set != nil:
		return e.set(c)
	}
	return e.char == c
}

// compile reads a pattern; a backslash quotes. Source: POSIX 2.13.1.
func compile(pattern string) []element {
	var out []element
	for pattern != "" {
		c, n := utf8.DecodeRuneInString(pattern)
		rest := pattern[n:]
		e := element{char: c}
		switch c {
		case '*':
			e = element{star: true}
			if len(out) > 0 && out[len(out)-1].star {
				pattern = rest
				continue
			}
		case '?':
			e = element{any: true}
		case '\\':
			if rest != "" {
				e.char, n = utf8.DecodeRuneInString(rest)
				rest = rest[n:]
			}
		case '[':
			if set, after, ok := bracket(rest); ok {
				e, rest = element{set: set}, after
			}
		}
		out, pattern = append(out, e), rest
	}
	return out
}

// classes are the names in [[:name:]].
var classes = map[string]func(rune) bool{
	"alpha": unicode.IsLetter, "digit": func(c rune) bool { return c >= '0' && c <= '9' },
	"alnum": func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) },
	"upper": unicode.IsUpper, "lower": unicode.IsLower, "space": unicode.IsSpace,
	"blank": func(c rune) bool { return c == ' ' || c == '\t' }, "punct": isPunct,
	"print": unicode.IsPrint, "graph": unicode.IsGraphic, "cntrl": unicode.IsControl,
	"xdigit": func(c rune) bool { return strings.ContainsRune("0123456789abcdefABCDEF", c) },
}

func isPunct(c rune) bool { return unicode.IsPunct(c) || unicode.IsSymbol(c) }

// bracket reads a set after its "[".
func bracket(s string) (set func(rune) bool, rest string, ok bool) {
	negated := strings.HasPrefix(s, "!") || strings.HasPrefix(s, "^")
	if negated {
		s = s[1:]
	}
	var tests []func(rune) bool
	for first := true; s != ""; first = false {
		if s[0] == ']' && !first {
			return func(c rune) bool {
				for _, t := range tests {
					if t(c) {
						return !negated
					}
				}
				return negated
			}, s[1:], true
		}
		if name, after, found := strings.Cut(strings.TrimPrefix(s, "[:"), ":]"); strings.HasPrefix(s, "[:") && found && classes[name] != nil {
			tests, s = append(tests, classes[name]), after
			continue
		}
		lo, n := setRune(s)
		s = s[n:]
		hi := lo
		if len(s) > 1 && s[0] == '-' && s[1] != ']' {
			hi, n = setRune(s[1:])
			s = s[1+n:]
		}
		tests = append(tests, func(c rune) bool { return lo <= c && c <= hi })
	}
	return nil, "", false
}

func setRune(s string) (rune, int) {
	c, n := utf8.DecodeRuneInString(s)
	if c == '\\' && len(s) > n {
		c, m := utf8.DecodeRuneInString(s[n:])
		return c, n + m
	}
	return c, n
}

// matcher runs a pattern over a text, all its possibilities at once, so that
// no pattern takes more than length times length.
type matcher struct {
	pattern []element
	on      []bool // on[i]: the elements before i have been matched
}

func newMatcher(pattern []element) *matcher {
	m := &matcher{pattern, make([]bool, len(pattern)+1)}
	m.on[0] = true
	m.skip()
	return m
}

func (m *matcher) skip() {
	for i, e := range m.pattern {
		if m.on[i] && e.star {
			m.on[i+1] = true
		}
	}
}

func (m *matcher) accepts() bool { return m.on[len(m.pattern)] }

// next takes one character; false when nothing can match any more.
func (m *matcher) next(c rune) bool {
	alive := false
	for i := len(m.pattern); i >= 0; i-- {
		on := i < len(m.pattern) && m.on[i] && m.pattern[i].star
		if i > 0 && m.on[i-1] && !m.pattern[i-1].star && m.pattern[i-1].fits(c) {
			on = true
		}
		m.on[i] = on
		alive = alive || on
	}
	m.skip()
	return alive
}

// match tells whether a pattern fits all of s.
func match(pattern, s string) bool {
	m := newMatcher(compile(pattern))
	for _, c := range s {
		if !m.next(c) {
			return false
		}
	}
	return m.accepts()
}

// prefixes returns the lengths in bytes of the shortest and longest beginnings
// of s that a pattern fits; -1 for none.
func prefixes(pattern []element, s string) (short, long int) {
	m := newMatcher(pattern)
	short, long = -1, -1
	note := func(n int) {
		if m.accepts() {
			if short < 0 {
				short = n
			}
			long = n
		}
	}
	note(0)
	for i, c := range s {
		if !m.next(c) {
			break
		}
		note(i + utf8.RuneLen(replaceInvalid(c)))
	}
	return short, min(long, len(s))
}

func replaceInvalid(c rune) rune {
	if c == utf8.RuneError {
		return 'x' // one byte that is no character
	}
	return c
}

// trimPrefix and trimSuffix are ${x#p}, ${x##p}, ${x%p} and ${x%%p}.
func trimPrefix(s, pattern string, longest bool) string {
	short, long := prefixes(compile(pattern), s)
	if longest {
		short = long
	}
	return s[max(short, 0):]
}

func trimSuffix(s, pattern string, longest bool) string {
	elements := compile(pattern)
	for i, j := 0, len(elements)-1; i < j; i, j = i+1, j-1 {
		elements[i], elements[j] = elements[j], elements[i]
	}
	short, long := prefixes(elements, reverse(s))
	if longest {
		short = long
	}
	return s[:len(s)-max(short, 0)]
}

func reverse(s string) string {
	out := make([]byte, 0, len(s))
	for s != "" {
		_, n := utf8.DecodeLastRuneInString(s)
		out = append(out, s[len(s)-n:]...)
		s = s[:len(s)-n]
	}
	return string(out)
}
