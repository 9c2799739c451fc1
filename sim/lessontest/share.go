package lessontest

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"drydock/sim"
	"drydock/sim/lesson"
)

// Unrun is a line of a lesson that did not run.
type Unrun struct {
	Line int // of the lesson's file
	Text string
	Why  string
}

// String is the line as line: text: why.
func (u Unrun) String() string { return fmt.Sprintf("%d: %s: %s", u.Line, u.Text, u.Why) }

// Share plays a lesson that was brought along from elsewhere and counts the
// commands that run: those that end with status 0 or go on. Where a program
// that reads nothing holds the terminal when a command comes, Ctrl-C ends it, as
// who sits there would do; and a shell in a container is left by Ctrl-D before a
// docker command, which it has not.
func Share(l lesson.Lesson) (ran, all int, not []Unrun) {
	w := sim.New(sim.Options{Seed: l.ID, Setup: l.Start})
	for _, s := range l.Steps {
		for _, b := range s.Blocks {
			switch {
			case b.File != nil:
				w, _ = w.Step(sim.Input{Kind: sim.File, Path: b.File.Path, Text: b.File.Text, After: pause})
			case b.Run != nil:
				var r, a int
				var n []Unrun
				w, r, a, n = share(w, b)
				ran, all, not = ran+r, all+a, append(not, n...)
			}
		}
	}
	return ran, all, not
}

// shellPrompt is that of a shell in a container.
var shellPrompt = regexp.MustCompile(`[#$] $`)

// slow is how long a command is waited for.
const slow = 2 * time.Minute

func share(w sim.World, b lesson.Block) (_ sim.World, ran, all int, not []Unrun) {
	for i, text := range b.Run.Lines {
		in, at := sim.Typed(text), b.Run.TerminalName()
		in.Terminal = at
		if in.Kind == sim.Line && w.BusyAt(at) && w.PromptAt(at) == "" {
			if w, _ = w.Advance(slow); w.BusyAt(at) && w.PromptAt(at) == "" {
				w, _ = w.Step(sim.Input{Kind: sim.Interrupt, Terminal: at})
				w, _ = w.Advance(10 * time.Second)
			}
		}
		if in.Kind == sim.Line && strings.HasPrefix(text, "docker ") && w.BusyAt(at) && shellPrompt.MatchString(w.PromptAt(at)) {
			w, _ = w.Step(sim.Input{Kind: sim.EOF, Terminal: at})
			w, _ = w.Advance(10 * time.Second)
		}
		in.After = max(in.After, pause)
		next, r := w.Step(in)
		w = next
		if r.More || in.Kind != sim.Line {
			continue
		}
		all++
		if why := failure(r); why != "" {
			not = append(not, Unrun{b.Line + i, text, why})
			continue
		}
		ran++
	}
	return w, ran, all, not
}

// complaints are what shells say of a command they do not have, where its status
// is not seen: within a container.
var complaints = []string{"not found", "is not simulated", "No such file or directory"}

// failure says why a command did not run, "" if it did.
func failure(r sim.Result) string {
	said := strings.TrimSpace(r.Stdout() + r.Stderr())
	switch {
	case r.Exit != nil && *r.Exit != 0:
		return fmt.Sprintf("ends with status %d: %s", *r.Exit, end(said))
	case r.Exit == nil:
		for _, c := range complaints {
			if strings.Contains(said, c) && strings.Count(said, "\n") < 4 {
				return end(said)
			}
		}
	}
	return ""
}
