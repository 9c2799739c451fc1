package dockerfile

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Lookup is the value of a variable and whether it is set.
type Lookup func(name string) (string, bool)

// Expander replaces variables in the words of instructions. Source: the
// Dockerfile reference, "Environment replacement".
type Expander struct {
	Escape     byte
	RawQuotes  bool // quotes stay as they are
	RawEscapes bool // escapes stay before what they escape
	NoQuotes   bool // quotes are letters like any other
	KeepUnset  bool // a variable that is not set stays as it is
}

// Word expands one word. unset are the variables that were asked for and are
// not set. Errors: what is wrong with the word.
func (x Expander) Word(word string, env Lookup) (out string, unset []string, err error) {
	e := expansion{Expander: x, in: word, env: env}
	out, err = e.until(end, false)
	return out, e.unset, err
}

// Words expands a word and splits the result at blanks outside quotes.
func (x Expander) Words(word string, env Lookup) (list []string, unset []string, err error) {
	e := expansion{Expander: x, in: word, env: env, words: &cutter{}}
	if _, err := e.until(end, false); err != nil {
		return nil, nil, err
	}
	return e.words.done(), e.unset, nil
}

var errTooLong = errors.New("argument is longer than allowed")

// The most a word may nest and grow to, in levels and bytes; and the longest
// value that patterns are tried on.
const (
	deepest  = 50
	mostWord = 64 << 10
	mostTry  = 4 << 10
)

// end stands for the end of the word where a rune is meant.
const end rune = -1

// expansion goes through one word.
type expansion struct {
	Expander
	in    string
	at    int
	depth int
	env   Lookup
	unset []string
	words *cutter // nil: the word stays whole
}

func (e *expansion) peek() rune {
	if e.at >= len(e.in) {
		return end
	}
	r, _ := utf8.DecodeRuneInString(e.in[e.at:])
	return r
}

func (e *expansion) next() rune {
	if e.at >= len(e.in) {
		return end
	}
	r, n := utf8.DecodeRuneInString(e.in[e.at:])
	e.at += n
	return r
}

// until expands up to the rune stop, which it takes. In a pattern an escape
// within quotes is doubled, as the pattern is read once more.
func (e *expansion) until(stop rune, pattern bool) (string, error) {
	var out strings.Builder
	cut := e.words
	if stop != end {
		cut = nil
	}
	for e.at < len(e.in) {
		if out.Len() > mostWord {
			return "", errTooLong
		}
		c := e.peek()
		if c == stop {
			e.next()
			return out.String(), nil
		}
		s, quoted, err := e.piece(c, pattern)
		if err != nil {
			return "", err
		}
		out.WriteString(s)
		cut.add(s, quoted)
	}
	if stop != end {
		return "", fmt.Errorf("unexpected end of statement while looking for matching %c", stop)
	}
	return out.String(), nil
}

// piece is what the next rune begins: a quoted text, a variable, an escaped
// rune or the rune itself. quoted tells that blanks in it part no words.
func (e *expansion) piece(c rune, pattern bool) (s string, quoted bool, err error) {
	switch {
	case c == '\'' && !e.NoQuotes:
		s, err = e.single(pattern)
		return s, true, err
	case c == '"' && !e.NoQuotes:
		s, err = e.double(pattern)
		return s, true, err
	case c == '$':
		s, err = e.dollar()
		return s, false, err
	case c == '<':
		return e.heredoc(), true, nil
	}
	e.next()
	if c != rune(e.Escape) {
		return string(c), false, nil
	}
	if e.RawEscapes {
		s = string(c)
	}
	if r := e.next(); r != end {
		s += string(r)
	}
	return s, true, nil
}

// heredoc is "<<" with the blanks behind it, which part no words.
func (e *expansion) heredoc() string {
	start := e.at
	e.next()
	if e.peek() != '<' {
		return "<"
	}
	e.next()
	for strings.ContainsRune("\t\r ", e.peek()) {
		e.next()
	}
	return e.in[start:e.at]
}

func (e *expansion) single(pattern bool) (string, error) {
	e.next()
	length := strings.IndexByte(e.in[e.at:], '\'')
	if length < 0 {
		e.at = len(e.in)
		return "", errors.New("unexpected end of statement while looking for matching single-quote")
	}
	text := e.in[e.at : e.at+length]
	e.at += length + 1
	if pattern {
		text = strings.ReplaceAll(text, string(e.Escape), string(e.Escape)+string(e.Escape))
	}
	if e.RawQuotes {
		return "'" + text + "'", nil
	}
	return text, nil
}

func (e *expansion) double(pattern bool) (string, error) {
	var out strings.Builder
	quote := func() {
		if e.RawQuotes {
			out.WriteByte('"')
		}
	}
	quote()
	e.next()
	for e.at < len(e.in) {
		if out.Len() > mostWord {
			return "", errTooLong
		}
		switch c := e.peek(); c {
		case '"':
			e.next()
			quote()
			return out.String(), nil
		case '$':
			s, err := e.dollar()
			if err != nil {
				return "", err
			}
			out.WriteString(s)
		case rune(e.Escape):
			e.next()
			out.WriteString(e.escapedInDouble(c, pattern))
		default:
			out.WriteRune(e.next())
		}
	}
	return "", errors.New("unexpected end of statement while looking for matching double-quote")
}

// escapedInDouble is an escape in double quotes and what it escapes: a quote, a
// dollar or itself. Before anything else it is a letter.
func (e *expansion) escapedInDouble(c rune, pattern bool) string {
	switch next := e.peek(); {
	case next == end:
		return ""
	case next == '"' || next == '$' || next == c:
		e.next()
		if e.RawEscapes {
			return string(c) + string(next)
		}
		return string(next)
	case e.RawEscapes && (!e.RawQuotes || pattern):
		return string(c) + string(c)
	}
	return string(c)
}

// special are the parameters of the shell whose names are no letters.
const special = "@*#?-$!0"

// name reads the name of a variable: letters, digits and _; only digits; or one
// special character.
func (e *expansion) name() string {
	start := e.at
	if c := e.peek(); unicode.IsDigit(c) {
		for unicode.IsDigit(e.peek()) {
			e.next()
		}
		return e.in[start:e.at]
	} else if c != end && strings.ContainsRune(special, c) {
		e.next()
		return e.in[start:e.at]
	}
	for c := e.peek(); unicode.IsLetter(c) || unicode.IsDigit(c) || c == '_'; c = e.peek() {
		e.next()
	}
	return e.in[start:e.at]
}

// value looks a variable up and remembers one that is not set.
func (e *expansion) value(name string) (string, bool) {
	v, set := e.env(name)
	if !set {
		e.unset = append(e.unset, name)
		v = ""
	}
	return v, set
}

func (e *expansion) dollar() (string, error) {
	e.next()
	if e.peek() == '{' {
		e.next()
		return e.braces()
	}
	name := e.name()
	if name == "" {
		return "$", nil
	}
	value, set := e.value(name)
	if !set && e.KeepUnset {
		return "$" + name, nil
	}
	return value, nil
}

var (
	errBrace = errors.New("syntax error: missing '}'")
	errBad   = errors.New("syntax error: bad substitution")
)
