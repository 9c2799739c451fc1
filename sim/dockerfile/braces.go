package dockerfile

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// braces reads what follows "${": a name, and perhaps an operator and a word.
func (e *expansion) braces() (string, error) {
	if e.depth++; e.depth > deepest {
		return "", errors.New("syntax error: too many nested substitutions")
	}
	defer func() { e.depth-- }()
	switch e.peek() {
	case end:
		return "", errBrace
	case '{', '}', ':':
		return "", errBad
	}
	name := e.name()
	switch op := e.next(); op {
	case '}':
		value, set := e.value(name)
		if !set && e.KeepUnset {
			return "${" + name + "}", nil
		}
		return value, nil
	case '/':
		return e.replaced(name)
	case '#', '%':
		return e.trimmed(name, op)
	case ':', '-', '+', '?':
		return e.substituted(name, op)
	default:
		return "", unsupported(printed(op))
	}
}

func unsupported(op string) error {
	return fmt.Errorf("unsupported modifier (%s) in substitution", op)
}

// printed is a rune as a text; the end of the word has one too.
func printed(r rune) string {
	if r == end {
		r = utf8.RuneError
	}
	return string(r)
}

// operand is the word behind an operator; raw: its escapes stay.
func (e *expansion) operand(stop rune, raw, pattern bool, missing error) (string, error) {
	was := e.RawEscapes
	e.RawEscapes = raw
	defer func() { e.RawEscapes = was }()
	word, err := e.until(stop, pattern)
	if err != nil && e.at >= len(e.in) && !errors.Is(err, errTooLong) {
		return "", missing
	}
	return word, err
}

// substituted is ${name:-word} and its like.
func (e *expansion) substituted(name string, op rune) (string, error) {
	text := string(op)
	orEmpty := op == ':'
	if orEmpty {
		op = e.next()
		text += printed(op)
		if op == '#' || op == '%' {
			return "", unsupported(text)
		}
	}
	word, err := e.operand('}', false, false, errBrace)
	if err != nil {
		return "", err
	}
	value, set := e.value(name)
	if !set && e.KeepUnset {
		return "${" + name + text + word + "}", nil
	}
	filled := set && (value != "" || !orEmpty)
	switch {
	case op == '-' && !filled, op == '+' && filled:
		return word, nil
	case op == '-', op == '?' && filled:
		return value, nil
	case op == '+':
		return "", nil
	case op != '?':
		return "", unsupported(text)
	case word != "":
	case set:
		word = "is not allowed to be empty"
	default:
		word = "is not allowed to be unset"
	}
	return "", fmt.Errorf("%s: %s", name, word)
}

// trimmed is ${name#pattern} and its like.
func (e *expansion) trimmed(name string, op rune) (string, error) {
	word, err := e.operand('}', true, true, errBrace)
	if err != nil {
		return "", err
	}
	value, set := e.value(name)
	if !set && e.KeepUnset {
		return "${" + name + string(op) + word + "}", nil
	}
	word, longest := strings.CutPrefix(word, string(op))
	if op == '#' {
		return trimPrefix(value, word, longest)
	}
	return trimSuffix(value, word, longest)
}

// replaced is ${name/pattern/word} and ${name//pattern/word}.
func (e *expansion) replaced(name string) (string, error) {
	all := e.peek() == '/'
	if all {
		e.next()
	}
	pattern, err := e.operand('/', true, true, errors.New("syntax error: missing '/' in ${}"))
	if err != nil {
		return "", err
	}
	word, err := e.operand('}', true, false, errBrace)
	if err != nil {
		return "", err
	}
	value, set := e.value(name)
	if !set && e.KeepUnset {
		return "${" + name + "/" + pattern + "/" + word + "}", nil
	}
	return replace(value, pattern, word, all)
}
