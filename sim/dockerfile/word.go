package dockerfile

import (
	"errors"
	"fmt"
	"path"
	"strings"
	"unicode"
)

// Lookup is the value of a variable and whether it is set.
type Lookup func(name string) (string, bool)

// Expander replaces variables in the words of instructions. Source: the
// Dockerfile reference, "Environment replacement".
type Expander struct {
	Escape    byte
	RawQuotes bool // quotes stay as they are
	KeepUnset bool // a variable that is not set stays as it is
}

// Word expands one word. unset are the variables that were asked for and are
// not set. Errors: what is wrong with the word.
func (x Expander) Word(word string, env Lookup) (out string, unset []string, err error) {
	e := expansion{Expander: x, in: word, env: env}
	out, err = e.until(0)
	return out, e.unset, err
}

// Words expands a word and splits the result at blanks outside quotes.
func (x Expander) Words(word string, env Lookup) (list []string, unset []string, err error) {
	for _, w := range words(word, x.Escape) {
		out, missing, err := x.Word(w, env)
		if err != nil {
			return nil, nil, err
		}
		unset = append(unset, missing...)
		if strings.ContainsAny(w, `"'`) {
			list = append(list, out)
			continue
		}
		list = append(list, strings.Fields(out)...)
	}
	return list, unset, nil
}

var errTooLong = errors.New("argument is longer than allowed")

type expansion struct {
	Expander
	in    string
	at    int
	depth int
	env   Lookup
	unset []string
}

// The most a word may nest and grow to, in levels and bytes; and the longest
// value that patterns are tried on.
const (
	deepest  = 50
	mostWord = 64 << 10
	mostTry  = 4 << 10
)

func (e *expansion) peek() byte {
	if e.at < len(e.in) {
		return e.in[e.at]
	}
	return 0
}

// until expands up to the byte stop, which it takes; 0 is the end.
func (e *expansion) until(stop byte) (string, error) {
	var out strings.Builder
	for e.at < len(e.in) {
		if out.Len() > mostWord {
			return "", errTooLong
		}
		c := e.in[e.at]
		switch {
		case stop != 0 && c == stop:
			e.at++
			return out.String(), nil
		case c == '\'':
			s, err := e.single()
			if err != nil {
				return "", err
			}
			out.WriteString(s)
		case c == '"':
			s, err := e.double()
			if err != nil {
				return "", err
			}
			out.WriteString(s)
		case c == '$':
			s, err := e.dollar()
			if err != nil {
				return "", err
			}
			out.WriteString(s)
		case c == e.Escape:
			e.at++
			if e.RawQuotes {
				out.WriteByte(c)
			}
			if e.at == len(e.in) {
				break
			}
			out.WriteByte(e.in[e.at])
			e.at++
		default:
			out.WriteByte(c)
			e.at++
		}
	}
	if stop == '}' {
		return "", fmt.Errorf("syntax error: missing '}'")
	}
	return out.String(), nil
}

func (e *expansion) single() (string, error) {
	end := strings.IndexByte(e.in[e.at+1:], '\'')
	if end < 0 {
		return "", fmt.Errorf("unexpected end of statement while looking for matching single-quote")
	}
	text := e.in[e.at+1 : e.at+1+end]
	e.at += end + 2
	if e.RawQuotes {
		return "'" + text + "'", nil
	}
	return text, nil
}

func (e *expansion) double() (string, error) {
	var out strings.Builder
	quote := func() {
		if e.RawQuotes {
			out.WriteByte('"')
		}
	}
	quote()
	e.at++
	for e.at < len(e.in) {
		if out.Len() > mostWord {
			return "", errTooLong
		}
		c := e.in[e.at]
		switch {
		case c == '"':
			e.at++
			quote()
			return out.String(), nil
		case c == '$':
			s, err := e.dollar()
			if err != nil {
				return "", err
			}
			out.WriteString(s)
		case c == e.Escape && e.at+1 < len(e.in):
			next := e.in[e.at+1]
			if e.RawQuotes || next != '"' && next != '$' && next != e.Escape {
				out.WriteByte(c)
			}
			out.WriteByte(next)
			e.at += 2
		default:
			out.WriteByte(c)
			e.at++
		}
	}
	return "", fmt.Errorf("unexpected end of statement while looking for matching double-quote")
}

// name reads the name of a variable: letters, digits and _, or one special character.
func (e *expansion) name() string {
	start := e.at
	for e.at < len(e.in) {
		c := rune(e.in[e.at])
		if c != '_' && (c > unicode.MaxASCII || !unicode.IsLetter(c) && !unicode.IsDigit(c)) {
			break
		}
		e.at++
		if e.at == start+1 && unicode.IsDigit(c) {
			for unicode.IsDigit(rune(e.peek())) {
				e.at++
			}
			break
		}
	}
	if e.at == start && e.at < len(e.in) && strings.IndexByte("@*#?-$!", e.in[e.at]) >= 0 {
		e.at++
	}
	return e.in[start:e.at]
}

func (e *expansion) dollar() (string, error) {
	from := e.at
	e.at++
	if e.peek() == '{' {
		return e.braces(from)
	}
	name := e.name()
	if name == "" {
		return "$", nil
	}
	value, set := e.env(name)
	if !set {
		e.unset = append(e.unset, name)
		if e.KeepUnset {
			return "$" + name, nil
		}
	}
	return value, nil
}

// braces reads ${name}, ${name:-word} and the like.
func (e *expansion) braces(from int) (string, error) {
	if e.depth++; e.depth > deepest {
		return "", fmt.Errorf("syntax error: too many nested substitutions")
	}
	defer func() { e.depth-- }()
	e.at++
	if e.peek() == '}' {
		return "", fmt.Errorf("syntax error: bad substitution")
	}
	name := e.name()
	value, set := e.env(name)
	op := string(e.peek())
	e.at++
	switch op {
	case "}":
		if !set {
			e.unset = append(e.unset, name)
			if e.KeepUnset {
				return "${" + name + "}", nil
			}
		}
		return value, nil
	case ":":
		op += string(e.peek())
		e.at++
	case "#", "%", "/":
		if e.peek() == op[0] {
			op += op
			e.at++
		}
	}
	return e.modified(from, name, op, value, set)
}

// modified applies the operator between a name and a word.
func (e *expansion) modified(from int, name, op, value string, set bool) (string, error) {
	old := ""
	if op == "/" || op == "//" {
		var err error
		if old, err = e.until('/'); err != nil {
			return "", err
		}
	}
	quiet := len(e.unset)
	word, err := e.until('}')
	if err != nil {
		return "", err
	}
	filled := set && (value != "" || op[0] != ':')
	switch op {
	case ":-", "-":
		if filled {
			e.unset = e.unset[:quiet]
			return value, nil
		}
		e.note(name, set, word)
		return word, nil
	case ":+", "+":
		if !filled {
			e.unset = e.unset[:quiet]
			return "", nil
		}
		return word, nil
	case ":?", "?":
		if filled {
			return value, nil
		}
		if word == "" {
			word = "is not allowed to be unset"
			if op == ":?" {
				word = "is not allowed to be empty"
			}
		}
		return "", fmt.Errorf("%s: %s", name, word)
	case "#", "##", "%", "%%", "/", "//":
		if !set {
			e.unset = append(e.unset, name)
			if e.KeepUnset {
				return e.in[from:e.at], nil
			}
		}
		if len(value) > mostTry || len(word) > mostTry || len(old) > mostTry {
			return "", errTooLong
		}
		return strip(op, value, old, word), nil
	}
	return "", fmt.Errorf("unsupported modifier (%s) in substitution", op)
}

// note remembers a variable whose default was taken.
func (e *expansion) note(name string, set bool, word string) {
	if !set {
		e.unset = append(e.unset, name)
	}
}

// strip takes away or replaces what fits a pattern.
func strip(op, value, old, word string) string {
	switch op {
	case "#", "##", "%", "%%":
		return trimPattern(op, value, word)
	}
	var out strings.Builder
	for i := 0; i < len(value); {
		n := longest(value[i:], old)
		if n <= 0 {
			out.WriteByte(value[i])
			i++
			continue
		}
		out.WriteString(word)
		if i += n; op == "/" || out.Len() > mostWord {
			return out.String() + value[i:]
		}
	}
	return out.String()
}

// longest is how many bytes at the front of s fit a pattern, -1 if none do.
func longest(s, pattern string) int {
	for n := len(s); n > 0; n-- {
		if fits(s[:n], pattern) {
			return n
		}
	}
	return -1
}

func trimPattern(op, value, pattern string) string {
	for i := range len(value) + 1 {
		n := i // the shortest first
		if len(op) == 2 {
			n = len(value) - i
		}
		if op[0] == '#' && fits(value[:n], pattern) {
			return value[n:]
		}
		if op[0] == '%' && fits(value[len(value)-n:], pattern) {
			return value[:len(value)-n]
		}
	}
	return value
}

// fits matches a shell pattern in which * takes slashes too.
func fits(s, pattern string) bool {
	ok, err := path.Match(strings.ReplaceAll(pattern, "/", "\x00"), strings.ReplaceAll(s, "/", "\x00"))
	return err == nil && ok
}
