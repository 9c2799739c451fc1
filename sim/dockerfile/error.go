package dockerfile

import "fmt"

// Range is the lines from Start to End, both counted from 1 and both in it.
type Range struct{ Start, End int }

// Error is what is wrong with a Dockerfile and where.
type Error struct {
	Message string
	// Ranges are the places to show above the message; none: the message is
	// about no line.
	Ranges []Range
}

func (e *Error) Error() string { return e.Message }

func wrong(at Range, format string, args ...any) *Error {
	return &Error{Message: fmt.Sprintf(format, args...), Ranges: []Range{at}}
}

// misread is an error of one instruction: its message names the line.
func misread(n Node, format string, args ...any) *Error {
	return wrong(n.Range, "dockerfile parse error on line %d: %s", n.Start, fmt.Sprintf(format, args...))
}

// sentence is an error that begins with a capital letter, as BuildKit has some.
type sentence string

func (s sentence) Error() string { return string(s) }

// Warning is what a build check found.
type Warning struct {
	Rule   string // NoEmptyContinuation
	Detail string
	Range
}

// URL is the page that explains the rule.
func (w Warning) URL() string {
	for _, r := range rules {
		if r.name == w.Rule {
			return "https://docs.docker.com/go/dockerfile/rule/" + r.page + "/"
		}
	}
	return ""
}

// Description says what the rule asks for, in a line.
func (w Warning) Description() string {
	for _, r := range rules {
		if r.name == w.Rule {
			return r.about
		}
	}
	return ""
}
