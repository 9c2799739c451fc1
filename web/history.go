package web

import (
	"cmp"
	"context"
	"slices"
	"time"

	"drydock/sim"
)

// history is all inputs of a lab as a tree: each follows the one its Parent
// names. A moment is named by the Seq of the input that led to it, 0 for the
// beginning; a line is named by its last.
type history struct {
	entries []Entry         // by Seq, from 1
	notes   map[int64]note  // of those that have been stepped since the lab was loaded
	shots   map[int64]*shot // some moments of the past
}

// note is what an input was, for the line of time.
type note struct {
	At      time.Time // simulated, after it
	Changed bool      // something in the picture is not as before
	Refused bool
}

// shot is a lab at a moment.
type shot struct {
	world   sim.World
	screens Screens
	about   learner
}

const (
	// mostShots is how many moments of the past a lab keeps in memory.
	mostShots = 24
	// shotEvery so many inputs one is kept while an old moment is rebuilt.
	shotEvery = 64
)

func (h *history) has(seq int64) bool { return seq >= 0 && seq <= int64(len(h.entries)) }

func (h *history) parent(seq int64) int64 { return h.entries[seq-1].Parent }

// terminal is the one that an input went to.
func (h *history) terminal(seq int64) string {
	if seq == 0 {
		return ""
	}
	return h.entries[seq-1].Input.Terminal
}

// path are the moments from the first input to seq.
func (h *history) path(seq int64) []int64 {
	var path []int64
	for ; seq > 0; seq = h.parent(seq) {
		path = append(path, seq)
	}
	slices.Reverse(path)
	return path
}

// tip is the end of the line through a moment that was typed last.
func (h *history) tip(seq int64) int64 {
	for later := int64(len(h.entries)); later > seq; later-- {
		if h.follows(later, seq) {
			return later
		}
	}
	return seq
}

// follows tells whether a moment lies on the way to another, later one.
func (h *history) follows(later, seq int64) bool {
	for later > seq {
		later = h.parent(later)
	}
	return later == seq
}

// tips are the ends of all lines, in the order in which they were begun.
func (h *history) tips() []int64 {
	inner := map[int64]bool{}
	for _, e := range h.entries {
		inner[e.Parent] = true
	}
	var tips []int64
	for _, e := range h.entries {
		if !inner[e.Seq] {
			tips = append(tips, e.Seq)
		}
	}
	slices.SortStableFunc(tips, func(a, b int64) int { return cmp.Compare(h.fork(a), h.fork(b)) })
	return tips
}

// fork is the first input of a line that no older line has.
func (h *history) fork(tip int64) int64 {
	for seq := tip; seq > 0; seq = h.parent(seq) {
		parent := h.parent(seq)
		for other := parent + 1; other < seq; other++ {
			if h.parent(other) == parent {
				return seq
			}
		}
	}
	return 0
}

// called is what the line that ends at tip was last named, "" for nothing: the
// names of the line that it left are not its own.
func (h *history) called(tip int64) string {
	from := h.fork(tip)
	for seq := tip; seq > 0 && seq >= from; seq = h.parent(seq) {
		if in := h.entries[seq-1].Input; in.Kind == sim.Name {
			return in.Text
		}
	}
	return ""
}

// add takes an entry into the history.
func (h *history) add(e Entry) { h.entries = append(h.entries, e) }

// know notes what an input did.
func (h *history) know(e Entry, s stepped) {
	n := note{At: s.world.Now()}
	for _, event := range s.result.Events {
		switch event.Type {
		case "refusal":
			n.Refused = true
		case "container", "image", "volume", "network":
			n.Changed = true
		}
	}
	h.notes[e.Seq] = n
}

// keep remembers a moment; the oldest ones are forgotten.
func (h *history) keep(seq int64, s *shot) {
	if len(h.shots) >= mostShots {
		oldest := seq
		for k := range h.shots { // order does not matter: the least is taken
			oldest = min(oldest, k)
		}
		delete(h.shots, oldest)
	}
	h.shots[seq] = s
}

// at is the lab at a moment. It is rebuilt from the nearest one that is known.
func (l *live) at(ctx context.Context, seq int64) (*shot, error) {
	if seq == l.seq {
		return &shot{l.world, l.screens.Clone(), l.about}, nil
	}
	path := l.past.path(seq)
	from := len(path)
	for from > 0 && l.past.shots[path[from-1]] == nil {
		from--
	}
	s := &shot{world: sim.New(l.lab.Options()), screens: Screens{"": {}}, about: l.first}
	if from > 0 {
		known := l.past.shots[path[from-1]]
		s = &shot{known.world, known.screens.Clone(), known.about}
	}
	for i, seq := range path[from:] {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		e := l.past.entries[seq-1]
		did, err := step(s.world, e.Input)
		if err != nil {
			return nil, &Error{Class: Internal, Message: "This moment could not be rebuilt.", Cause: err}
		}
		s.screens.show(e.Input, did)
		s.world, s.about = did.world, s.about.after(did.world, e.Input)
		l.past.know(e, did)
		if i%shotEvery == shotEvery-1 {
			l.past.keep(seq, &shot{s.world, s.screens.Clone(), s.about})
		}
	}
	l.past.keep(seq, s)
	return &shot{s.world, s.screens.Clone(), s.about}, nil
}
