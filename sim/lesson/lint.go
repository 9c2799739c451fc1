//go:build !js

package lesson

import (
	"regexp"
	"slices"
	"sort"
	"strings"
)

// tag is a language tag of the usual form. Source: BCP 47, langtag.
var tag = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)

var (
	lessonID = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	goalName = lessonID
)

// lint finds what is wrong with a lesson that can be read.
func (p *parser) lint() {
	l := p.lesson
	if !lessonID.MatchString(l.ID) {
		p.fault(1, "the file's name %q is not made of small letters, digits and hyphens", l.ID)
	}
	p.lintFront(l)
	p.lintVary(l)
	for _, s := range l.Steps {
		for _, b := range s.Blocks {
			p.lintBlock(b)
		}
	}
	p.lintGoals()
	sort.SliceStable(p.faults, func(i, j int) bool { return p.faults[i].Line < p.faults[j].Line })
}

func (p *parser) lintFront(l Lesson) {
	if l.Lang != "" && !tag.MatchString(l.Lang) {
		p.fault(max(1, l.Lines["lang"]), "lang is a language tag such as de or pt-BR, not %q", l.Lang)
	}
	for _, row := range []struct {
		key string
		ok  bool
	}{{"title", l.Title != ""}, {"summary", l.Summary != ""}, {"minutes", l.Minutes > 0 && l.Minutes <= 60}} {
		if !row.ok {
			p.fault(max(1, l.Lines[row.key]), "there is no %s", row.key)
		}
	}
	if !slices.Contains(levels, l.Level) {
		p.fault(max(1, l.Lines["level"]), "the level %q is none of %s", l.Level, strings.Join(levels, ", "))
	}
	if l.Level == "challenge" && l.Par < 1 {
		p.fault(max(1, l.Lines["par"]), "a challenge needs a par: the lines that a good way takes")
	}
	if len(l.Steps) == 0 {
		p.fault(1, "there is no step: no heading of the second level")
	}
}

func (p *parser) inFiles(name string) bool {
	for _, text := range p.lesson.files { // the order does not matter: any will do
		if strings.Contains(text, "{{"+name+"}}") {
			return true
		}
	}
	return false
}

// ofTemplates are words that stand alone in a Go template, which --format takes.
var ofTemplates = map[string]bool{"end": true, "else": true, "println": true, "break": true, "continue": true}

func (p *parser) lintVary(l Lesson) {
	for _, name := range l.vary.names() {
		if !varied.MatchString("{{"+name+"}}") || len(l.vary[name]) < 2 {
			p.fault(max(1, l.Lines["vary"]), "%s varies: a name of small letters with at least two values", name)
		}
		if !strings.Contains(string(l.source), "{{"+name+"}}") && !p.inFiles(name) {
			p.fault(max(1, l.Lines["vary"]), "{{%s}} stands nowhere", name)
		}
	}
	if len(l.vary) == 0 {
		return
	}
	for i, line := range strings.Split(string(l.source), "\n") {
		for _, m := range varied.FindAllStringSubmatch(line, -1) {
			if len(l.vary[m[1]]) == 0 && !ofTemplates[m[1]] {
				p.fault(i+1, "%s does not vary", m[0])
			}
		}
	}
}

func (p *parser) lintBlock(b Block) {
	switch {
	case b.Text != nil:
		for _, i := range b.Text.Images {
			if strings.TrimSpace(i.Alt) == "" {
				p.fault(i.Line, "the image %s has no text for who cannot see it", i.To)
			}
		}
	case b.Goal != nil:
		p.lintGoal(b.Line, *b.Goal)
	case b.Quiz != nil:
		p.lintQuiz(b.Line, *b.Quiz)
	}
}

func (p *parser) lintGoal(line int, g Goal) {
	for _, row := range []struct {
		bad  bool
		what string
	}{
		{!goalName.MatchString(g.Name), "a goal needs a name of small letters, digits and hyphens after the word goal"},
		{g.Text == "", "the goal has no text"},
		{len(g.Check) == 0, "the goal has no check"},
		{len(g.Hints) == 0 && p.lesson.Source == "", "the goal has no hint"},
		{len(g.Solution) == 0 && p.lesson.Source == "", "the goal has no solution"},
	} {
		if row.bad {
			p.fault(line, "%s", row.what)
		}
	}
	for _, c := range g.Check {
		if c.Run == "" || c.Missing == "" {
			p.fault(line, "a check needs a script to run and a sentence that says what is missing")
		}
	}
}

func (p *parser) lintQuiz(line int, q Quiz) {
	right := 0
	for _, o := range q.Options {
		if o.Right {
			right++
		}
		if o.Text == "" || o.Why == "" {
			p.fault(line, "each answer needs a text and a why")
		}
	}
	if q.Question == "" || len(q.Options) < 2 || right != 1 {
		p.fault(line, "a quiz needs a question and at least two answers, one of them right")
	}
}

func (p *parser) lintGoals() {
	seen := map[string]bool{}
	for _, s := range p.lesson.Steps {
		for _, b := range s.Blocks {
			if b.Goal == nil {
				continue
			}
			if seen[b.Goal.Name] {
				p.fault(b.Line, "there are two goals %s", b.Goal.Name)
			}
			seen[b.Goal.Name] = true
		}
	}
	if len(seen) == 0 && p.lesson.Source == "" {
		p.fault(1, "there is no goal")
	}
}
