//go:build !core

package docker

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"text/template"
	syntax "text/template/parse"
)

// What one command's templates may do. A learner's template can loop, call
// itself and double a string: it ends with an error, not with the host.
const (
	mostTurns = 20_000    // turns of loops and calls of templates
	mostText  = 1 << 20   // bytes written
	mostValue = 256 << 10 // bytes in one value
)

var (
	errTurns = fmt.Errorf("more than %d turns", mostTurns)
	errText  = fmt.Errorf("more than %d bytes", mostText)
	errValue = fmt.Errorf("a value of more than %d bytes", mostValue)
)

// bounded is a template that comes to an end. It counts over all its
// executions, and belongs to one run of a command.
type bounded struct {
	*template.Template
	left *allowance
}

type allowance struct{ turns, bytes int }

// bound makes a parsed template count.
func bound(t *template.Template) *bounded {
	b := &bounded{t, &allowance{mostTurns, mostText}}
	t.Funcs(template.FuncMap{turnName: b.left.turn})
	turn := template.Must(template.New("").Funcs(template.FuncMap{turnName: b.left.turn}).Parse("{{" + turnName + "}}")).Root.Nodes[0]
	for _, part := range t.Templates() {
		if part.Tree != nil && part.Root != nil {
			count(part.Root, turn)
			part.Root.Nodes = append([]syntax.Node{turn.Copy()}, part.Root.Nodes...)
		}
	}
	return b
}

// turnName is the function that counts. It is known only after a learner's
// text has been parsed, so that text cannot call it.
const turnName = "_turn"

func (a *allowance) turn() (string, error) {
	a.turns--
	if a.turns < 0 {
		return "", errTurns
	}
	return "", nil
}

// count puts a call of turn at the head of the body of every loop.
func count(n syntax.Node, turn syntax.Node) {
	var branch *syntax.BranchNode
	switch n := n.(type) {
	case *syntax.ListNode:
		for _, c := range n.Nodes {
			count(c, turn)
		}
		return
	case *syntax.IfNode:
		branch = &n.BranchNode
	case *syntax.WithNode:
		branch = &n.BranchNode
	case *syntax.RangeNode:
		branch = &n.BranchNode
		defer func() { n.List.Nodes = append([]syntax.Node{turn.Copy()}, n.List.Nodes...) }()
	default:
		return
	}
	count(branch.List, turn)
	if branch.ElseList != nil {
		count(branch.ElseList, turn)
	}
}

// Execute runs the template as far as it is allowed to go.
func (b *bounded) Execute(w io.Writer, data any) error {
	return b.Template.Execute(limited{w, b.left}, data)
}

// strict is the template for which a missing name is an error.
func (b *bounded) strict() *bounded {
	return &bounded{template.Must(b.Clone()).Option("missingkey=error"), b.left}
}

// with is the template with other functions.
func (b *bounded) with(f template.FuncMap) *bounded {
	return &bounded{template.Must(b.Clone()).Funcs(f), b.left}
}

type limited struct {
	io.Writer
	left *allowance
}

func (l limited) Write(p []byte) (int, error) {
	if l.left.bytes -= len(p); l.left.bytes < 0 {
		return 0, errText
	}
	return l.Writer.Write(p)
}

// sum counts the bytes of what is printed to it, up to mostValue.
type sum int

func (s *sum) Write(p []byte) (int, error) {
	if *s += sum(len(p)); *s > mostValue {
		return 0, errValue
	}
	return len(p), nil
}

// fits tells whether values may be put into one text.
func fits(args ...any) error {
	var s sum
	for _, a := range args {
		if _, err := fmt.Fprint(&s, a); err != nil {
			return errValue
		}
	}
	return nil
}

// guard makes one of the functions that print values refuse too much of them.
func guard(f func(...any) string) func(...any) (string, error) {
	return func(args ...any) (string, error) {
		if err := fits(args...); err != nil {
			return "", err
		}
		out := f(args...)
		return out, fits(out)
	}
}

// printf is fmt.Sprintf, but not for numbers and tables of great width.
func printf(format string, args ...any) (string, error) {
	wide, n := 0, 0
	for _, c := range format {
		if c >= '0' && c <= '9' {
			n = min(n*10+int(c-'0'), mostValue)
			continue
		}
		wide, n = wide+n, 0
		if c == '*' {
			return "", errors.New("printf: * is not supported")
		}
	}
	if wide+n+len(format) > mostValue {
		return "", errValue
	}
	if err := fits(args...); err != nil {
		return "", err
	}
	out := fmt.Sprintf(format, args...)
	return out, fits(out)
}

func join(list []string, sep string) (string, error) {
	n := len(sep) * len(list)
	for _, s := range list {
		n += len(s)
	}
	if n > mostValue {
		return "", errValue
	}
	return strings.Join(list, sep), nil
}

func padded(s string, before, after int) (string, error) {
	if max(before, 0)+max(after, 0)+len(s) > mostValue || before > mostValue || after > mostValue {
		return "", errValue
	}
	return pad(before) + s + pad(after), nil
}
