package differential

import (
	"fmt"
	"slices"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/command"
	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/linter"
	"github.com/moby/buildkit/frontend/dockerfile/parser"

	"drydock/sim/dockerfile"
)

// reading is what one side makes of a Dockerfile, as text that can be compared:
// the instructions as cut, each with its lines, flags, words and
// here-documents; the error of reading or of interpreting them; the warnings.
type reading struct {
	nodes    []string
	cut      string // the error of the parser
	meant    string // the error of the instructions
	warnings []string
}

// theirs is BuildKit's reading.
func theirs(src string) (r reading) {
	result, err := parser.Parse(strings.NewReader(src))
	if err != nil {
		r.cut = plainError(err)
		return r
	}
	for _, n := range result.AST.Children {
		r.nodes = append(r.nodes, theirNode(n))
	}
	config := &linter.Config{}
	if check, _, _, ok := parser.ParseDirective("check", []byte(src)); ok {
		if config, err = linter.ParseLintOptions(check); err != nil {
			r.meant = "failed to parse check options: " + plainError(err)
			return r
		}
	}
	config.Warn = func(rule, _, _, text string, at []parser.Range) {
		line := 0
		if len(at) > 0 {
			line = at[0].Start.Line
		}
		r.warnings = append(r.warnings, fmt.Sprintf("%s:%d: %s", rule, line, text))
	}
	lint := linter.New(config)
	for _, w := range result.Warnings {
		r.warnings = append(r.warnings, fmt.Sprintf("NoEmptyContinuation:%d: Empty continuation line", w.Location.Start.Line))
	}
	stages, _, err := instructions.Parse(result.AST, lint)
	if err == nil {
		err = expanded(stages)
	}
	if err != nil {
		r.meant = plainError(err)
	}
	slices.Sort(r.warnings)
	return r
}

// expanded is what BuildKit finds when it expands the words of the instructions.
func expanded(stages []instructions.Stage) error {
	same := func(word string) (string, error) { return word, nil }
	for _, s := range stages {
		for _, c := range s.Commands {
			if x, ok := c.(instructions.SupportsSingleWordExpansion); ok {
				if err := x.Expand(same); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func theirNode(n *parser.Node) string {
	var words []string
	for w := n.Next; w != nil && known(n.Value); w = w.Next {
		words = append(words, w.Value)
		for _, child := range w.Children {
			child.StartLine, child.EndLine = n.StartLine, n.EndLine // it has no lines of its own
			words = append(words, "{"+theirNode(child)+"}")
		}
	}
	var docs []string
	for _, h := range n.Heredocs {
		docs = append(docs, fmt.Sprintf("%s/%d/%v/%v/%q", h.Name, h.FileDescriptor, h.Expand, h.Chomp, h.Content))
	}
	return shown(n.Value, n.StartLine, n.EndLine, n.Flags, n.Attributes["json"], words, docs)
}

// known tells whether there is an instruction of that name: the words of others
// are not looked at.
func known(name string) bool {
	_, ok := command.Commands[strings.ToLower(name)]
	return ok
}

func shown(name string, from, to int, flags []string, list bool, words, docs []string) string {
	return fmt.Sprintf("%s %d-%d flags%q json=%v %q docs%q", strings.ToLower(name), from, to, flags, list, words, docs)
}

// plainError is a message without the place that the client prints by itself.
func plainError(err error) string {
	text := err.Error()
	if i := strings.Index(text, "dockerfile parse error on line "); i == 0 {
		_, text, _ = strings.Cut(text, ": ")
	}
	return text
}

// ours is our reading.
func ours(src string) (r reading) {
	f, err := dockerfile.Parse(src)
	if err != nil {
		r.cut = plainError(err)
		return r
	}
	for _, n := range f.Nodes {
		r.nodes = append(r.nodes, ourNode(n, f.Directives.Escape))
	}
	p, err := dockerfile.Read(src)
	if err == nil {
		err = mounted(p.Stages)
	}
	if err != nil {
		r.meant = plainError(err)
	}
	for _, w := range p.Warnings {
		if w.Rule == "ConsistentInstructionCasing" {
			continue // BuildKit looks for it when it converts, not when it reads
		}
		r.warnings = append(r.warnings, fmt.Sprintf("%s:%d: %s", w.Rule, w.Start, w.Detail))
	}
	slices.Sort(r.warnings)
	return r
}

// mounted is what we find when we expand the words of the instructions.
func mounted(stages []dockerfile.Stage) error {
	same := func(word string) (string, error) { return word, nil }
	for _, s := range stages {
		for _, in := range s.Body {
			if _, err := in.Mounted(same); err != nil {
				return err
			}
		}
	}
	return nil
}

func ourNode(n dockerfile.Node, escape byte) string {
	words := slices.Clone(n.Words)
	switch {
	case n.Trigger != nil:
		inner := *n.Trigger
		n.Heredocs, inner.Heredocs = inner.Heredocs, nil // they are found on the outer one there
		words = append(words, "", "{"+ourNode(inner, escape)+"}")
	case strings.EqualFold(n.Name, "ARG"):
		for _, p := range n.Pairs {
			w := p.Name
			if p.Given {
				w += "=" + p.Value
			}
			words = append(words, w)
		}
	default:
		for _, p := range n.Pairs {
			sign := "="
			if p.Legacy {
				sign = ""
			}
			words = append(words, p.Name, p.Value, sign)
		}
	}
	var docs []string
	for _, h := range n.Heredocs {
		fd := h.FD
		if fd == "" {
			fd = "0"
		}
		docs = append(docs, fmt.Sprintf("%s/%s/%v/%v/%q", h.Name, strings.TrimLeft(fd, "0")+strings.Repeat("0", boolInt(strings.Trim(fd, "0") == "")), h.Expand, h.Chomp, h.Text))
	}
	return shown(n.Name, n.Start, n.End, n.Flags, n.JSON, words, docs)
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// difference is the first thing two readings do not agree about, "" for none.
// Warnings count only when both read it to the end.
func difference(a, b reading) string {
	switch {
	case a.cut != b.cut:
		return fmt.Sprintf("parser: BuildKit %q, ours %q", a.cut, b.cut)
	case a.cut != "":
		return ""
	}
	for i := range max(len(a.nodes), len(b.nodes)) {
		x, y := "nothing", "nothing"
		if i < len(a.nodes) {
			x = a.nodes[i]
		}
		if i < len(b.nodes) {
			y = b.nodes[i]
		}
		if x != y {
			return fmt.Sprintf("instruction %d:\n  BuildKit %s\n  ours     %s", i+1, x, y)
		}
	}
	if a.meant != b.meant {
		return fmt.Sprintf("instructions: BuildKit %q, ours %q", a.meant, b.meant)
	}
	if a.meant == "" && !slices.Equal(a.warnings, b.warnings) {
		return fmt.Sprintf("warnings:\n  BuildKit %q\n  ours     %q", a.warnings, b.warnings)
	}
	return ""
}
