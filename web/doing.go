package web

import (
	"strconv"
	"strings"
	"time"

	"drydock/sim"
	"drydock/templates"
)

// doing is what a learner did last.
type doing struct {
	at      time.Time // of the last input, or when the lab was made
	inputs  int
	line    string // typed last
	fault   string // of the last line that failed
	failed  int    // lines that failed in a row
	since   int    // lines since a goal was met
	lab     Lab
	learner learner
}

// after is what the learner does after an entry; met tells that it met a goal.
func (d doing) after(e Entry, s stepped, met bool) doing {
	if e.Input.Kind == sim.Share {
		return d // somebody else's
	}
	d.at, d.inputs = e.At, d.inputs+1
	if e.Input.Kind == sim.Line {
		d.line, d.since = title(e.Input), d.since+1
	}
	switch exit := s.result.Exit; {
	case exit == nil || e.Input.Kind != sim.Line:
	case *exit == 0:
		d.failed = 0
	default:
		d.failed++
		d.fault = lastLine(s.result, *exit)
	}
	if met {
		d.since, d.failed = 0, 0
	}
	return d
}

// lastLine is the last that a command that failed said.
func lastLine(r sim.Result, exit int) string {
	text := strings.TrimSpace(r.Stderr())
	if text == "" {
		return "exit status " + strconv.Itoa(exit)
	}
	lines := strings.Split(text, "\n")
	for len(lines) > 1 && (strings.TrimSpace(lines[len(lines)-1]) == "" || strings.Contains(lines[len(lines)-1], "--help")) {
		lines = lines[:len(lines)-1]
	}
	return short(strings.TrimSpace(lines[len(lines)-1]), 140)
}

func short(text string, most int) string {
	if r := []rune(text); len(r) > most {
		return string(r[:most]) + " …"
	}
	return text
}

// When somebody is idle, and stuck.
const (
	idleAfter   = 2 * time.Minute
	stuckFailed = 3  // lines in a row that failed
	stuckSince  = 10 // lines without a new goal
)

// state is how somebody gets on: done, stuck, idle or working.
func (d doing) state(now time.Time) string {
	met, goals := d.learner.count()
	switch {
	case goals > 0 && met == goals:
		return "done"
	case d.failed >= stuckFailed || d.since >= stuckSince:
		return "stuck"
	case now.Sub(d.at) >= idleAfter:
		return "idle"
	}
	return "working"
}

// tile shows a member on the board.
func (d doing) tile(m Member, now time.Time) templates.Tile {
	t := templates.Tile{ID: m.ID, Nickname: m.Nickname, Lesson: d.learner.lesson.Title, Last: d.line, Fault: d.fault, State: d.state(now)}
	t.Met, t.Goals = d.learner.count()
	if t.Lesson == "" {
		t.Lesson = "Free play"
	}
	switch t.State {
	case "idle":
		t.Words = "idle for " + strconv.Itoa(int(now.Sub(d.at).Minutes())) + " min"
	case "stuck":
		t.Words = "stuck: " + strconv.Itoa(d.since) + " commands without a new goal"
		if d.failed >= stuckFailed {
			t.Words = "stuck: " + strconv.Itoa(d.failed) + " commands failed in a row"
		}
	default:
		t.Words = t.State
	}
	return t
}

// count is how many goals are met, and of how many.
func (l learner) count() (met, goals int) { return len(l.met), len(l.lesson.Goals()) }
