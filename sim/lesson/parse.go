//go:build !js

package lesson

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"
	"go.yaml.in/yaml/v4"
)

// Fault is something wrong with a lesson, at a line of its file.
type Fault struct {
	Line int
	What string
}

func (f Fault) String() string { return fmt.Sprintf("%d: %s", f.Line, f.What) }

// front is a lesson's front matter.
type front struct {
	Title   string
	Summary string
	Level   string
	Minutes int
	Needs   []string
	Start   string
	Images  map[string]string // name: Dockerfile, of images the Hub has in this lesson
	Par     int
	Vary    vary
	Builds  []struct{ Name, Dir string }
	Source  string
	Credits string
	Lang    string
	License string
}

// maxFile is the most bytes of a lesson's file.
const maxFile = 1 << 20

// Parse reads a lesson from its file. The faults are in order of their lines;
// with faults the lesson is what could be read.
func Parse(id string, file []byte) (Lesson, []Fault) {
	return parse(id, file, nil, func(string, int) int { return 0 })
}

// parse reads a lesson with the files of its images; of what varies it takes
// the values that pick says.
func parse(id string, file []byte, files map[string]string, pick func(name string, n int) int) (Lesson, []Fault) {
	p := parser{lesson: Lesson{ID: id, Lines: map[string]int{}}}
	if len(file) > maxFile {
		p.fault(1, "the file has more than %d bytes", maxFile)
		return p.lesson, p.faults
	}
	file = bytes.ReplaceAll(file, []byte("\r\n"), []byte("\n"))
	p.lesson.source = file
	p.lesson.files = files
	varies := frontOf(file)
	file = varies.fill(file, pick)
	p.files = map[string]string{}
	for name, text := range files { // the order does not matter: each by itself
		p.files[name] = string(varies.fill([]byte(text), pick))
	}
	p.source = p.front(file)
	p.body()
	p.lint()
	return p.lesson, p.faults
}

type parser struct {
	lesson Lesson
	faults []Fault
	source []byte // the Markdown, with empty lines for the front matter
	prose  []ast.Node
	files  map[string]string // of the images, with their variants
}

func (p *parser) fault(line int, format string, args ...any) {
	p.faults = append(p.faults, Fault{line, fmt.Sprintf(format, args...)})
}

// front reads the front matter and returns the rest, at its lines.
func (p *parser) front(file []byte) []byte {
	rest, ok := bytes.CutPrefix(file, []byte("---\n"))
	head, body, closed := bytes.Cut(rest, []byte("\n---\n"))
	if !ok || !closed {
		p.fault(1, "there is no front matter between two lines ---")
		return file
	}
	var f front
	p.yaml(1, head, &f)
	l := &p.lesson
	l.Title, l.Summary, l.Level, l.Minutes, l.Needs = f.Title, f.Summary, f.Level, f.Minutes, f.Needs
	l.Par, l.vary = f.Par, f.Vary
	l.Source, l.Credits, l.License, l.Lang = f.Source, f.Credits, f.License, f.Lang
	for _, i := range f.Builds {
		l.Builds = append(l.Builds, Built(i))
	}
	before := append(published(f.Images), buildLines(l.Builds, p.files)...)
	l.Start, l.own = append(before, lines(f.Start)...), len(before)
	for i, line := range strings.Split(string(head), "\n") {
		if key, value, ok := strings.Cut(line, ":"); ok && !strings.HasPrefix(line, " ") {
			l.Lines[key] = i + 2
			if strings.TrimSpace(value) == "|" {
				l.Lines[key]++
			}
		}
	}
	return append(bytes.Repeat([]byte("\n"), bytes.Count(head, []byte("\n"))+3), body...)
}

// published are the lines that give the Hub the images of a lesson, see
// sim.PublishLine, which is above here.
func published(images map[string]string) (list []string) {
	for _, name := range slices.Sorted(maps.Keys(images)) {
		list = append(list, "@image "+name+" "+base64.StdEncoding.EncodeToString([]byte(images[name])))
	}
	return list
}

// frontOf is what varies in a file; front says what is wrong with it.
func frontOf(file []byte) vary {
	rest, _ := bytes.CutPrefix(file, []byte("---\n"))
	head, _, _ := bytes.Cut(rest, []byte("\n---\n"))
	var f struct{ Vary vary }
	if yaml.Unmarshal(head, &f) != nil {
		return nil
	}
	return f.Vary
}

// yaml reads strictly; line is the one before the text's first.
func (p *parser) yaml(line int, text []byte, into any) {
	d := yaml.NewDecoder(bytes.NewReader(text))
	d.KnownFields(true)
	err := d.Decode(into)
	if err == nil {
		return
	}
	var refused *yaml.LoadErrors
	if errors.As(err, &refused) && len(refused.Errors) > 0 {
		first := refused.Errors[0]
		p.fault(line+max(first.Mark.Line, 1), "%s", strings.Split(first.Message, " in type ")[0])
		return
	}
	p.fault(line+1, "%s", err)
}

// lines are the lines of a text, without empty ones at its end.
func lines(s string) []string {
	s = strings.TrimRight(s, "\n")
	if s == "" {
		return nil
	}
	return strings.Split(s, "\n")
}

// markdown reads lessons. It is made when the first one is read: a program that
// only plays lessons need not carry it.
func markdown() goldmark.Markdown { return goldmark.New(goldmark.WithExtensions(extension.Table)) }

// body reads the Markdown: what is no block of ours is prose.
func (p *parser) body() {
	doc := markdown().Parser().Parse(text.NewReader(p.source))
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Heading:
			if n.Level <= 2 {
				p.step(n)
				continue
			}
			p.prose = append(p.prose, n)
		case *ast.FencedCodeBlock:
			p.fence(n)
		default:
			p.prose = append(p.prose, n)
		}
	}
	p.flush()
}

// step begins a step at a heading.
func (p *parser) step(n *ast.Heading) {
	p.flush()
	p.lesson.Steps = append(p.lesson.Steps, Step{Title: string(n.Lines().Value(p.source))})
}

func (p *parser) add(b Block) {
	if len(p.lesson.Steps) == 0 {
		p.lesson.Steps = []Step{{}}
	}
	s := &p.lesson.Steps[len(p.lesson.Steps)-1]
	s.Blocks = append(s.Blocks, b)
}

// flush makes the prose read so far a block.
func (p *parser) flush() {
	if len(p.prose) == 0 {
		return
	}
	t, out := Text{}, bytes.Buffer{}
	for _, n := range p.prose {
		p.refs(n, &t)
		if err := markdown().Renderer().Render(&out, p.source, n); err != nil {
			p.fault(p.lineOf(n), "this text cannot be shown: %s", err)
		}
	}
	t.HTML = out.String()
	p.add(Block{Line: p.lineOf(p.prose[0]), Text: &t})
	p.prose = nil
}

// refs collects where a text points to.
func (p *parser) refs(n ast.Node, t *Text) {
	line := p.lineOf(n)
	err := ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		if n.Type() == ast.TypeBlock && n.Lines().Len() > 0 {
			line = p.lineOf(n)
		}
		switch n := n.(type) {
		case *ast.Link:
			t.Links = append(t.Links, Ref{To: string(n.Destination), Line: line})
			if id, ok := strings.CutSuffix(string(n.Destination), ".md"); ok && local(id) {
				n.Destination = []byte("/learn#" + id)
			}
		case *ast.Image:
			t.Images = append(t.Images, Ref{To: string(n.Destination), Alt: p.plain(n), Line: line})
			if local(string(n.Destination)) {
				n.Destination = []byte("/learn/files/" + string(n.Destination))
			}
		}
		return ast.WalkContinue, nil
	})
	if err != nil {
		panic(err) // the function above returns none
	}
}

// local tells whether a reference is to a file beside the lesson.
func local(to string) bool { return !strings.ContainsAny(to, ":#?") && !strings.HasPrefix(to, "/") }

// plain is the text of a node without its marks.
func (p *parser) plain(n ast.Node) string {
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			b.Write(t.Value(p.source))
		}
	}
	return b.String()
}

// lineOf is the line of the file where a node's text begins.
func (p *parser) lineOf(n ast.Node) int {
	for n.Type() == ast.TypeBlock && n.Lines().Len() == 0 && n.FirstChild() != nil {
		n = n.FirstChild()
	}
	if n.Type() != ast.TypeBlock || n.Lines().Len() == 0 {
		return 1
	}
	return 1 + bytes.Count(p.source[:n.Lines().At(0).Start], []byte("\n"))
}
