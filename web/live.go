package web

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"drydock/sim"
	"drydock/sim/lesson"
	"drydock/templates"
)

// live is a lab whose world is in memory.
type live struct {
	refs int // requests that hold it; guarded by Labs.mu

	mu     sync.Mutex // guards all below
	ready  bool       // false until the world has been rebuilt
	lab    Lab
	world  sim.World
	screen Screen
	about  learner       // the lab's lesson
	next   lesson.Lesson // the one after it
	seq    int64         // of the last entry, 0 for none
	last   time.Time     // real time of the last entry, or of the lab's creation
}

// Moment is a lab as one request sees it: values that later requests do not
// change.
type Moment struct {
	Lab     Lab
	World   sim.World
	Seq     int64            // of the last entry
	Since   time.Duration    // time from the last entry to what is shown
	Lines   []templates.Line // of the transcript; after a step only the new ones
	Ahead   []templates.Line // that come without an input, and are not kept
	Partial string           // output without a line end yet
	Learner learner          // how the lab's lesson stands
	Next    lesson.Lesson    // the one after it
	Step    *Step            // what the request did, nil if it only looked
}

// Step is what one input did.
type Step struct {
	Result sim.Result
	Start  time.Time // simulated time at its beginning
}

// maxEntries is the most inputs a lab takes, so that rebuilding one stays a
// matter of seconds.
const maxEntries = 20_000

// load rebuilds the world from what is stored.
func (l *live) load(ctx context.Context, store Store, lessons []lesson.Lesson, id string) error {
	lab, err := store.Lab(ctx, id)
	if err != nil {
		return err
	}
	entries, err := store.Inputs(ctx, id)
	if err != nil {
		return err
	}
	l.lab, l.last, l.seq = lab, lab.Created, 0
	l.screen = Screen{}
	l.world = sim.New(lab.Options())
	l.teach(lessons)
	for _, e := range entries {
		s, err := step(l.world, e.Input)
		if err != nil {
			return &Error{Class: Internal, Message: "This lab could not be rebuilt.", Cause: err}
		}
		l.take(e, s)
	}
	l.ready = true
	return nil
}

// teach begins the lab's lesson, if it has one that is still there.
func (l *live) teach(lessons []lesson.Lesson) {
	for i, one := range lessons {
		if one.ID == l.lab.Lesson {
			l.about = learner{lesson: one}.after(l.world, sim.Input{})
			if i+1 < len(lessons) {
				l.next = lessons[i+1]
			}
		}
	}
}

// stepped is what one input made of a world.
type stepped struct {
	world  sim.World
	result sim.Result
	// prompt is what the host's shell had before the cursor when the input
	// came; "" while a program held the terminal, as that writes its own.
	prompt string
}

// step is World.Step; a panic in the simulator becomes an error, so that it
// costs one input and not the lab.
func step(w sim.World, in sim.Input) (s stepped, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("the simulator panicked at an input of kind %s: %v\n%s", in.Kind, p, debug.Stack())
		}
	}()
	s.prompt = promptAt(w, in.After)
	s.world, s.result = w.Step(in)
	return s, nil
}

// promptAt is the prompt of the host's shell after some time: a program that
// holds the terminal may have ended by then.
func promptAt(w sim.World, after time.Duration) string {
	if after > 0 && w.Busy() {
		w, _ = w.Advance(after)
	}
	if w.Busy() {
		return ""
	}
	return w.Prompt()
}

// take makes a stepped world the lab's and writes what happened to its screen.
func (l *live) take(e Entry, s stepped) {
	l.screen.show(e.Input, s)
	l.world, l.seq, l.last = s.world, e.Seq, e.At
	l.about = l.about.after(s.world, e.Input)
}

// input steps the world. What is stored comes before what is shown: an entry
// that cannot be stored leaves the lab as it was.
func (l *live) input(ctx context.Context, store Store, in Input, now time.Time) (Moment, error) {
	if l.seq >= maxEntries {
		return Moment{}, &Error{Class: Full, Message: "This lab has had as many inputs as it can take. Begin a new one."}
	}
	e := Entry{Seq: l.seq + 1, At: now.UTC().Truncate(time.Millisecond), Input: in.Input}
	if !in.Exact {
		e.Input.After = l.idle(now)
	}
	start, mark := l.world.Now(), l.screen.Mark()
	s, err := step(l.world, e.Input)
	if err != nil {
		return Moment{}, &Error{Class: Internal, Message: "The simulator failed at this input. The lab is as it was before.", Cause: err}
	}
	if err := store.AppendInput(ctx, l.lab.ID, e); err != nil {
		l.ready = false // the entry may have been kept all the same: look again before the next
		return Moment{}, storing(err)
	}
	l.take(e, s)
	m := l.moment(mark)
	m.Step = &Step{s.result, start}
	return m, nil
}

// storing says in words that an entry was not stored.
func storing(err error) error {
	if class, ok := classOf(err); ok && class == Conflict {
		return &Error{Class: Conflict, Message: "This lab was changed by someone else at the same time. Try again.", Cause: err}
	}
	return &Error{Class: Internal, Message: "The input could not be stored, so nothing was done. Try again.", Cause: err}
}

// idle is the real time since the last entry as an Input's After. Both ends are
// whole milliseconds, so that what rounding takes from one it gives the next.
func (l *live) idle(now time.Time) time.Duration {
	passed := now.Truncate(time.Millisecond).Sub(l.last)
	return min(max(passed, 0), sim.MaxAfter)
}

// moment is the lab after its last entry, with the transcript from mark on.
func (l *live) moment(mark int) Moment {
	return Moment{
		Lab: l.lab, World: l.world, Seq: l.seq, Lines: l.screen.Since(mark), Partial: l.screen.Partial(),
		Learner: l.about, Next: l.next,
	}
}

// ahead is what the lab shows when d has passed since the last entry; nothing
// of it is kept.
func (l *live) ahead(d time.Duration) (Moment, error) {
	did, err := step(l.world, sim.Input{Kind: sim.Wait, After: d})
	if err != nil {
		return Moment{}, &Error{Class: Internal, Message: "The simulator failed while time passed. The lab is as it was before.", Cause: err}
	}
	m, screen := l.moment(0), l.screen.Clone()
	for _, c := range did.result.Output {
		screen.Write(c.Stream, c.Text)
	}
	m.World, m.Since = did.world, d
	m.Ahead, m.Partial = screen.Since(l.screen.Mark()), screen.Partial()
	return m, nil
}
