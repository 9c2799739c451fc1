package templates

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"drydock/sim/lesson"
	"drydock/sim/scene"
)

// LessonView is a lab's lesson and how it stands.
type LessonView struct {
	ID       string
	Title    string
	Lang     string // it is written in, "" for the page's
	Progress string // "2 of 5 goals reached"
	Credits  string // where it came from and whose it is, "" for one of Drydock's own
	Strokes  string // "3 lines, par 2", "" where they are not counted
	Steps    []LessonStep
	Next     lesson.Lesson // the one after this, without an id if it is the last
	// Terminals is how many terminals it types at.
	Terminals int
}

// lessonTerminal is the terminal that lines of a lesson are typed at, with a
// Label where the lesson uses several.
type lessonTerminal struct{ Name, Label string }

// lessonTerminal is the one that a lesson counts as n, 0 where it does not say:
// then it is the one in sight, or the first one of several.
func (v View) lessonTerminal(n int) lessonTerminal {
	switch {
	case v.Lesson == nil || v.Lesson.Terminals < 2:
		return lessonTerminal{Name: v.Terminal}
	case n < 2:
		return lessonTerminal{Label: terminalLabel(0, "")}
	}
	name := strconv.Itoa(n)
	return lessonTerminal{name, terminalLabel(n-1, name)}
}

// LessonStep is one step. It is Done when all its goals are reached.
type LessonStep struct {
	ID, Title string
	Open      bool
	Done      bool
	Goals     int
	Blocks    []LessonBlock
}

// LessonBlock is a block of a step with its goal's mark.
type LessonBlock struct {
	lesson.Block
	Goal *lesson.Mark
	Quiz *QuizView
	Rows int // of a file
}

// QuizView is a question with the option that was chosen, counted from 1, ""
// before that.
type QuizView struct {
	lesson.Quiz
	ID, Chosen string
}

// LessonOf shows a lesson and the marks of its goals, in their order.
// chosen are the options that were first chosen, by question.
func LessonOf(l lesson.Lesson, marks []lesson.Mark, next lesson.Lesson, chosen map[string]string) *LessonView {
	v := &LessonView{ID: l.ID, Title: l.Title, Next: next, Credits: l.Source, Terminals: l.Terminals(), Lang: l.Lang}
	for _, more := range []string{l.Credits, l.License} {
		if more != "" {
			v.Credits += " · " + more
		}
	}
	reached, asked := 0, 0
	for i, s := range l.Steps {
		step := LessonStep{ID: "step-" + strconv.Itoa(i+1), Title: s.Title, Done: true}
		for _, b := range s.Blocks {
			block := LessonBlock{Block: b}
			if b.File != nil {
				block.Rows = strings.Count(b.File.Text, "\n") + 1
			}
			if b.Quiz != nil {
				asked++
				id := "quiz-" + strconv.Itoa(asked)
				block.Quiz = &QuizView{Quiz: *b.Quiz, ID: id, Chosen: chosen[id]}
			}
			if b.Goal != nil {
				block.Goal, marks = &marks[0], marks[1:]
				step.Goals++
				step.Done = step.Done && block.Goal.Done()
				if block.Goal.Done() {
					reached++
				}
			}
			step.Blocks = append(step.Blocks, block)
		}
		v.Steps = append(v.Steps, step)
	}
	openSteps(v.Steps)
	v.Progress = fmt.Sprintf("%d of %d goals reached", reached, len(l.Goals()))
	return v
}

// Golf says how many lines were typed, and until all goals were met, where a
// lesson has a par.
func (v *LessonView) Golf(par, typed, took int) {
	switch {
	case par == 0:
	case took == 0:
		v.Strokes = fmt.Sprintf("%s so far, par %d", count(typed, "line"), par)
	case took < par:
		v.Strokes = fmt.Sprintf("Done in %s: %d under par", count(took, "line"), par-took)
	case took == par:
		v.Strokes = fmt.Sprintf("Done in %s: par", count(took, "line"))
	default:
		v.Strokes = fmt.Sprintf("Done in %s: %d over par", count(took, "line"), took-par)
	}
}

// GoalView is how a goal would look.
type GoalView struct {
	Text    string
	Picture string // the address of the picture
	Differs scene.Comparison
}

// CatalogueView is the page of all lessons.
type CatalogueView struct {
	All    []lesson.Lesson
	Filter LessonFilter
	Faults []string // of lessons that are being written
	Reload bool
}

// openSteps opens the first step whose goals are not all reached and the steps
// to read that lead to it, or the last step when all is done.
func openSteps(steps []LessonStep) {
	from := 0
	for i, s := range steps {
		if !s.Done || i == len(steps)-1 {
			for j := from; j <= i; j++ {
				steps[j].Open = true
			}
			return
		}
		if s.Goals > 0 {
			from = i + 1
		}
	}
}

// typedLine is a line of a lesson as the form that types it.
type typedLine struct{ Kind, Text, After, Label string }

// keyLines are the lines that are no text but a key or time.
var keyLines = map[string]typedLine{
	"^C": {Kind: "interrupt", Label: "Ctrl-C"}, "^D": {Kind: "eof", Label: "Ctrl-D"}, "^P^Q": {Kind: "detach", Label: "Ctrl-P Ctrl-Q"},
}

func lineOf(s string) typedLine {
	if l, ok := keyLines[s]; ok {
		return l
	}
	if d, err := time.ParseDuration(strings.TrimPrefix(s, "@")); err == nil && strings.HasPrefix(s, "@") {
		return typedLine{Kind: "wait", After: strconv.FormatInt(d.Milliseconds(), 10), Label: "wait " + d.String()}
	}
	return typedLine{Kind: "line", Text: s, Label: s}
}

// codeParts are a text's parts: every second one stood in backquotes.
func codeParts(s string) []string { return strings.Split(s, "`") }

func hintName(i, n int) string {
	if n == 1 {
		return "Hint"
	}
	return "Hint " + strconv.Itoa(i+1)
}
