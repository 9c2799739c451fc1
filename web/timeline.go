package web

import (
	"strings"

	"drydock/sim"
	"drydock/templates"
)

// mostPoints is how many moments the line of time shows; of more it leaves out
// those that changed nothing first.
const mostPoints = 120

// timeline is the line that ends at an input, seen from one of its moments.
func (l *live) timeline(seq, line int64) templates.Timeline {
	h := &l.past
	path := append([]int64{0}, h.path(line)...)
	t := templates.Timeline{Now: l.seq, At: seq, Line: line, Past: seq != l.seq}
	for i, s := range path {
		p := templates.Point{Seq: s, Label: "The beginning"}
		if s > 0 {
			n := h.notes[s]
			p.Label, p.Changed, p.Refused, p.Clock = title(h.entries[s-1].Input), n.Changed, n.Refused, n.At.Format("15:04:05")
		}
		if s == seq {
			t.Index = i
			if i > 0 {
				t.Undo, t.Undone = &path[i-1], p.Label
			}
			if i+1 < len(path) {
				t.Redo, t.Redone = &path[i+1], title(h.entries[path[i+1]-1].Input)
			}
		}
		t.Points = append(t.Points, p)
	}
	t.Thin(mostPoints)
	for _, tip := range h.tips() {
		b := templates.Branch{Tip: tip, Name: "The first line", Inputs: len(h.path(tip)), Current: tip == line}
		if fork := h.fork(tip); fork > 0 {
			b.Name, b.Fork = "What if: "+title(h.entries[fork-1].Input), h.parent(fork)
		}
		if called := h.called(tip); called != "" {
			b.Name, b.Named = called, true
		}
		t.Branches = append(t.Branches, b)
	}
	return t
}

// titles are the kinds of input that are not named by what was typed.
var titles = map[sim.Kind]string{
	sim.Interrupt: "Ctrl-C", sim.EOF: "Ctrl-D", sim.Detach: "Ctrl-P Ctrl-Q", sim.Suspend: "Ctrl-Z", sim.Open: "open a terminal", sim.HangUp: "close a terminal",
}

// title is an input in a few words.
func title(in sim.Input) string {
	switch {
	case in.Kind == sim.Wait:
		return "wait " + in.After.String()
	case in.Kind == sim.File:
		return "save " + in.Path
	case in.Kind == sim.Name:
		return "name this line “" + in.Text + "”"
	case in.Kind == sim.Submit:
		return "send a form to " + in.Path
	case in.Kind == sim.Browse:
		return "visit " + in.Path
	case in.Kind == sim.Answer:
		return "answer a question"
	case in.Kind == sim.Load:
		return "load images from an archive"
	case in.Kind == sim.Share:
		return "pushed by others: " + in.Path
	case titles[in.Kind] != "":
		return titles[in.Kind]
	}
	text, _, more := strings.Cut(strings.TrimSpace(in.Text), "\n")
	if runes := []rune(text); len(runes) > 60 {
		text, more = string(runes[:60]), true
	}
	if more {
		text += " …"
	}
	if text == "" {
		return "Enter"
	}
	return text
}
