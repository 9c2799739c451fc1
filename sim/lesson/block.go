//go:build !js

package lesson

import (
	"path"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// blocks are the fences that mean something; any other is shown as text.
var blocks = map[string]func(p *parser, b block){
	"run": readRun, "output": readOutput, "file": readFile, "goal": readGoal, "quiz": readQuiz, "table": readTable,
}

// block is a fenced block: the line after its fence, what follows the word
// that names it, and its text.
type block struct {
	line int
	rest string
	text string
}

func (p *parser) fence(n *ast.FencedCodeBlock) {
	info := ""
	if n.Info != nil {
		info = string(n.Info.Value(p.source))
	}
	word, rest, _ := strings.Cut(strings.TrimSpace(info), " ")
	read, ours := blocks[word]
	if !ours {
		p.prose = append(p.prose, n)
		return
	}
	p.flush()
	b := block{line: p.lineOf(n), rest: strings.TrimSpace(rest), text: string(n.Lines().Value(p.source))}
	if n.Lines().Len() == 0 {
		p.fault(b.line, "this %s block is empty", word)
		return
	}
	read(p, b)
}

func readRun(p *parser, b block) {
	r := Run{Lines: lines(b.text)}
	for _, option := range strings.Fields(b.rest) {
		word, value, _ := strings.Cut(option, "=")
		n, err := strconv.Atoi(value)
		switch {
		case word == "exit" && (err != nil || n < 0 || n > 255):
			p.fault(b.line-1, "%s is no exit status", option)
		case word == "exit":
			r.Exit = n
		case word == "terminal" && (err != nil || n < 1 || n > mostTerminals):
			p.fault(b.line-1, "%s is none of the terminals 1 to %d", option, mostTerminals)
		case word == "terminal":
			r.Terminal = n
		default:
			p.fault(b.line-1, "a run block knows exit=N and terminal=N and not %q", option)
		}
	}
	p.add(Block{Line: b.line, Run: &r})
}

// mostTerminals is how many a world has at most: see sim.MostTerminals, which is
// above here.
const mostTerminals = 6

func readOutput(p *parser, b block) {
	if n := len(p.lesson.Steps); n > 0 {
		if all := p.lesson.Steps[n-1].Blocks; len(all) > 0 && all[len(all)-1].Run != nil && !all[len(all)-1].Run.Shown {
			r := all[len(all)-1].Run
			r.Shown, r.Want = true, b.text
			return
		}
	}
	p.fault(b.line-1, "this output block follows no run block")
}

func readFile(p *parser, b block) {
	name := path.Clean("/" + b.rest)[1:]
	if b.rest == "" || name != b.rest {
		p.fault(b.line-1, "%q is no path below the learner's home", b.rest)
		return
	}
	p.add(Block{Line: b.line, File: &File{Path: name, Text: b.text}})
}

// goal and quiz are the blocks as they are written.
type goal struct {
	Text     string
	Check    []struct{ Run, Missing string }
	Hints    []string
	Solution string
}

func readGoal(p *parser, b block) {
	var g goal
	p.yaml(b.line-1, []byte(b.text), &g)
	out := Goal{Name: b.rest, Text: strings.TrimSpace(g.Text), Hints: g.Hints, Solution: lines(g.Solution)}
	for _, c := range g.Check {
		out.Check = append(out.Check, Check{strings.TrimSpace(c.Run), strings.TrimSpace(c.Missing)})
	}
	p.add(Block{Line: b.line, Goal: &out})
}

type quiz struct {
	Question string
	Options  []struct {
		Text  string
		Right bool
		Why   string
	}
}

func readQuiz(p *parser, b block) {
	var q quiz
	p.yaml(b.line-1, []byte(b.text), &q)
	out := Quiz{Question: strings.TrimSpace(q.Question)}
	for _, o := range q.Options {
		out.Options = append(out.Options, Option{strings.TrimSpace(o.Text), o.Right, strings.TrimSpace(o.Why)})
	}
	p.add(Block{Line: b.line, Quiz: &out})
}

type table struct {
	Head []string
	Rows []struct {
		Cells []string
		Run   string
	}
}

func readTable(p *parser, b block) {
	var t table
	p.yaml(b.line-1, []byte(b.text), &t)
	out := Table{Head: t.Head}
	for i, r := range t.Rows {
		if len(r.Cells) != len(t.Head) {
			p.fault(b.line, "row %d of the table has %d cells and its head %d", i+1, len(r.Cells), len(t.Head))
		}
		out.Rows = append(out.Rows, Row{Cells: r.Cells, Run: lines(r.Run)})
	}
	if len(out.Rows) == 0 {
		p.fault(b.line, "the table has no rows")
	}
	p.add(Block{Line: b.line, Table: &out})
}
