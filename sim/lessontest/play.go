// Package lessontest plays lessons as a learner would and says what is wrong
// with them.
package lessontest

import (
	"fmt"
	"strings"
	"time"

	"drydock/sim"
	"drydock/sim/lesson"
)

// pause is the time a learner takes before each line.
const pause = time.Second

// Play takes every variant of a lesson, as play does, and returns each fault once.
func Play(l lesson.Lesson) (faults []lesson.Fault) {
	seen := map[lesson.Fault]bool{}
	for i := range l.Variants() {
		for _, f := range play(l.Variant(i)) {
			if !seen[f] {
				faults = append(faults, f)
			}
			seen[f] = true
		}
	}
	if n := strokes(l); l.Par > 0 && n > l.Par {
		faults = append(faults, lesson.Fault{Line: max(1, l.Lines["par"]), What: fmt.Sprintf("the solutions take %d lines, par is %d", n, l.Par)})
	}
	return faults
}

// strokes are the lines of all solutions.
func strokes(l lesson.Lesson) (n int) {
	for _, g := range l.Goals() {
		n += len(g.Solution)
	}
	return n
}

// play takes a lesson from its beginning to its end: what was typed before,
// then every run block and, where a goal is not met yet, its solution. It
// returns the faults in the order they are met: a command that fails, output
// that differs, a goal met before anything was done or not met at its end.
func play(l lesson.Lesson) []lesson.Fault {
	p := player{world: sim.New(sim.Options{Seed: l.ID})}
	images, own := l.Begin()
	p.enter(max(1, l.Lines["builds"], l.Lines["images"]), images, 0)
	p.enter(l.Lines["start"], own, 0)
	p.typed = nil // by the lesson, not by the learner
	for _, s := range l.Steps {
		for _, b := range s.Blocks {
			if b.Goal != nil && p.met(*b.Goal) {
				p.fault(b.Line, "the goal %s is met before anything was done", b.Goal.Name)
			}
		}
	}
	for _, s := range l.Steps {
		for _, b := range s.Blocks {
			p.block(b)
		}
	}
	return p.faults
}

type player struct {
	world  sim.World
	typed  []string
	faults []lesson.Fault
	// terminal is the one that is typed at, "" for the first.
	terminal string
}

func (p *player) fault(line int, format string, args ...any) {
	p.faults = append(p.faults, lesson.Fault{Line: line, What: fmt.Sprintf(format, args...)})
}

func (p *player) block(b lesson.Block) {
	switch {
	case b.File != nil:
		p.world, _ = p.world.Step(sim.Input{Kind: sim.File, Path: b.File.Path, Text: b.File.Text, After: pause})
	case b.Table != nil:
		for _, r := range b.Table.Rows {
			p.enter(b.Line, r.Run, 0)
		}
	case b.Run != nil:
		p.terminal = b.Run.TerminalName()
		got := p.enter(b.Line, b.Run.Lines, b.Run.Exit)
		p.terminal = ""
		if b.Run.Shown && !Matches(b.Run.Want, got) {
			p.fault(b.Line, "the output is another one: %s", end(got))
		}
	case b.Goal != nil:
		p.goal(b.Line, *b.Goal)
	}
}

// goal takes the way to a goal that the lesson shows, if it is still needed.
func (p *player) goal(line int, g lesson.Goal) {
	if p.met(g) {
		return
	}
	p.enter(line, g.Solution, 0)
	for _, c := range g.Check {
		if !p.try(c.Run) {
			p.fault(line, "the solution of goal %s does not reach it: %s", g.Name, c.Missing)
		}
	}
}

// enter types lines and returns what they printed; the last one ends with a
// status, all others with 0.
func (p *player) enter(line int, lines []string, exit int) string {
	var out strings.Builder
	for i, text := range lines {
		in := sim.Typed(text)
		in.Terminal = p.terminal
		if in.Kind == sim.Line {
			in.After = pause
			p.typed = append(p.typed, text)
		}
		var r sim.Result
		p.world, r = p.world.Step(in)
		for _, c := range r.Output {
			out.WriteString(strings.ReplaceAll(c.Text, "\r\n", "\n"))
		}
		want := 0
		if i == len(lines)-1 {
			want = exit
		}
		if r.Exit != nil && *r.Exit != want && in.Kind == sim.Line {
			p.fault(line+i, "%s ends with status %d: %s", text, *r.Exit, end(r.Stderr()))
		}
	}
	return out.String()
}

func (p *player) met(g lesson.Goal) bool {
	for _, c := range g.Check {
		if !p.try(c.Run) {
			return false
		}
	}
	return true
}

func (p *player) try(script string) bool {
	r := p.world.Try(script, p.typed)
	return r.Exit != nil && *r.Exit == 0
}

// end is the end of an output, on one line.
func end(output string) string {
	lines := strings.Split(strings.TrimSpace(escapes.ReplaceAllString(output, "")), "\n")
	return strings.Join(lines[max(0, len(lines)-4):], " | ")
}
