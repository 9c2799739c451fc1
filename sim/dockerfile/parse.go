package dockerfile

import (
	"slices"
	"strings"
	"unicode"
)

// The most a Dockerfile may hold; more is refused before it is read.
const (
	mostBytes = 1 << 20 // of the file
	mostNodes = 500     // instructions
	mostLine  = 65535   // bytes of a line
)

// Node is one instruction as it stands in the file.
type Node struct {
	Range
	Name     string   // as typed: RUN
	Flags    []string // --name=value, quotes taken off
	Rest     string   // what follows the flags
	Original string   // the whole instruction with its lines joined
	Heredocs []Heredoc
	Words    []string // of Rest, as the instruction splits it
	JSON     bool     // Rest is a list in JSON
	Pairs    []Pair   // of ENV, LABEL and ARG
	Trigger  *Node    // of ONBUILD
}

// Pair is NAME=value; of an ARG without a value Given is false. Legacy is the
// form without an equals sign.
type Pair struct {
	Name, Value   string
	Given, Legacy bool
}

// File is a Dockerfile cut into instructions.
type File struct {
	Lines      []string // without their ends
	Directives Directives
	Nodes      []Node
	Warnings   []Warning
}

// Parse cuts a Dockerfile into instructions. Errors: *Error.
func Parse(src string) (File, error) {
	f, err := parse(src)
	if err != nil {
		return f, err
	}
	return f, nil
}

func parse(src string) (File, *Error) {
	src = strings.TrimPrefix(src, "\ufeff")
	lines, raw := splitLines(src)
	f := File{Lines: lines}
	if len(src) > mostBytes {
		return f, &Error{Message: "dockerfile is larger than allowed"}
	}
	d, err := directives(f.Lines)
	if err != nil {
		return f, err
	}
	f.Directives = d
	if at := slices.IndexFunc(raw, func(line string) bool { return len(line) > mostLine }); at >= 0 {
		return f, wrong(Range{at, at}, "dockerfile line greater than max allowed size of %d", mostLine)
	}
	r := reader{lines: lines, raw: raw, escape: d.Escape}
	for r.at < len(r.lines) {
		n, ok, err := r.next()
		if err != nil {
			return f, err
		}
		if !ok {
			continue
		}
		if f.Nodes = append(f.Nodes, n); len(f.Nodes) > mostNodes {
			return f, wrong(n.Range, "dockerfile has too many instructions")
		}
	}
	f.Warnings = r.warnings
	if len(f.Nodes) == 0 {
		return f, wrong(Range{len(f.Lines), len(f.Lines)}, "file with no instructions")
	}
	return f, nil
}

// splitLines cuts at line ends; raw are the lines with theirs.
func splitLines(src string) (lines, raw []string) {
	for line := range strings.Lines(src) {
		raw, lines = append(raw, line), append(lines, strings.TrimRight(line, "\r\n"))
	}
	return lines, raw
}

// reader goes through the lines of a file.
type reader struct {
	lines, raw []string
	at         int // the next line, from 0
	escape     byte
	warnings   []Warning
}

func isComment(line string) bool { return strings.HasPrefix(strings.TrimSpace(line), "#") }

// continued cuts the escape character off a line that goes on.
func (r *reader) continued(line string) (string, bool) {
	trimmed := strings.TrimRight(line, " \t")
	n := len(trimmed)
	if n == 0 || trimmed[n-1] != r.escape || n > 1 && trimmed[n-2] == r.escape {
		return line, false
	}
	return trimmed[:n-1], true
}

// next reads the next instruction; ok is false for a blank line or a comment.
func (r *reader) next() (n Node, ok bool, err *Error) {
	start := r.at + 1
	line := strings.TrimLeftFunc(r.lines[r.at], unicode.IsSpace)
	r.at++
	if isComment(line) {
		return n, false, nil
	}
	text, more := r.continued(line)
	if !more && text == "" {
		return n, false, nil
	}
	var whole strings.Builder
	whole.WriteString(text)
	empty := false
	for more && r.at < len(r.lines) {
		line = r.lines[r.at]
		r.at++
		if isComment(line) {
			continue
		}
		if strings.TrimSpace(line) == "" {
			empty = true
			continue
		}
		text, more = r.continued(line)
		whole.WriteString(text)
	}
	if empty {
		r.warnings = append(r.warnings, Warning{"NoEmptyContinuation", "Empty continuation line", Range{r.at, r.at}})
	}
	joined := whole.String()
	n = Node{Range: Range{start, r.at}}
	if err := n.read(joined, r.escape); err != nil {
		return n, false, err
	}
	if err := r.heredocs(&n, joined); err != nil {
		return n, false, err
	}
	return n, true, nil
}

// read takes the joined text of an instruction apart.
func (n *Node) read(text string, escape byte) *Error {
	n.Original = strings.TrimSpace(text)
	name, rest := cutSpace(n.Original)
	n.Name = name
	n.Flags, n.Rest = cutFlags(rest, escape)
	n.Rest = strings.TrimSpace(n.Rest)
	if strings.EqualFold(name, "ONBUILD") {
		return triggerForm(n, escape)
	}
	for _, form := range forms {
		if form.name == strings.ToUpper(name) {
			return form.read(n, escape)
		}
	}
	return nil
}

// cutSpace splits at the first white space.
func cutSpace(s string) (first, rest string) {
	i := strings.IndexAny(s, blanks)
	if i < 0 {
		return s, ""
	}
	return s[:i], strings.TrimLeft(s[i:], blanks)
}
