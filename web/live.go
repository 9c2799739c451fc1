package web

import (
	"context"
	"fmt"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"time"

	"drydock/sim"
	"drydock/sim/lesson"
	"drydock/templates"
)

// live is a lab whose world is in memory.
type live struct {
	refs int // requests that hold it; guarded by Labs.mu

	mu      sync.Mutex // guards all below
	ready   bool       // false until the world has been rebuilt
	version int64      // of the lessons it was rebuilt with
	lab     Lab
	world   sim.World
	screens Screens
	about   learner       // the lab's lesson
	next    lesson.Lesson // the one after it
	first   learner       // the lesson before any input
	seq     int64         // of the last entry, 0 for none
	meant   string        // instead of the last line, where that names no command
	past    history
	doing   doing
	last    time.Time // real time of the last entry, or of the lab's creation
}

// Moment is a lab as one request sees it: values that later requests do not
// change.
type Moment struct {
	Lab     Lab
	World   sim.World
	Seq     int64 // of the entry that led here
	Line    int64 // the end of the line it is on
	Past    bool  // it is not the moment of the last entry
	Whole   bool  // Lines are the whole transcript
	Time    templates.Timeline
	Other   *sim.World       // a second moment, to compare with
	Since   time.Duration    // time from the last entry to what is shown
	Lines   []templates.Line // of the transcript; after a step only the new ones
	Ahead   []templates.Line // that come without an input, and are not kept
	Partial string           // output without a line end yet
	Learner learner          // how the lab's lesson stands
	Next    lesson.Lesson    // the one after it
	Step    *Step            // what the request did, nil if it only looked
	// Meant is the line that may have been meant instead of the last one, "" for none.
	Meant string
	// Terminal is the one whose Lines, Ahead and Partial these are.
	Terminal string
	sights   map[string]sight // of all terminals, where there are several
	Typed    string           // the terminal that the last input went to
}

// Step is what one input did.
type Step struct {
	Result sim.Result
	Start  time.Time // simulated time at its beginning
	Line   string    // that was typed, "" for another kind of input
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
	l.screens = Screens{"": {}}
	l.world = sim.New(lab.Options())
	l.about, l.next, l.first = learner{}, lesson.Lesson{}, learner{}
	l.teach(lessons)
	l.doing = doing{at: lab.Created}
	l.past = history{entries: entries, notes: map[int64]note{}, shots: map[int64]*shot{}}
	for _, seq := range l.past.path(int64(len(entries))) {
		e := entries[seq-1]
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
			l.about = learner{lesson: one.For(l.lab.Seed)}.after(l.world, sim.Input{})
			l.first = l.about
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
		if p := passBeyond(recover()); p != nil {
			err = fmt.Errorf("the simulator panicked at an input of kind %s: %v\n%s", in.Kind, p, debug.Stack())
		}
	}()
	s.prompt = promptAt(w, in.After, in.Terminal)
	s.world, s.result = w.Step(in)
	return s, nil
}

// passBeyond is what was recovered from, and goes on with the panic of a small
// build: that is for who can start the whole one.
func passBeyond(p any) any {
	if b, ok := p.(sim.Beyond); ok {
		panic(b)
	}
	return p
}

// promptAt is the prompt of the host's shell after some time: a program that
// holds the terminal may have ended by then.
func promptAt(w sim.World, after time.Duration, terminal string) string {
	if after > 0 && w.BusyAt(terminal) {
		w, _ = w.Advance(after)
	}
	if w.BusyAt(terminal) {
		return ""
	}
	return w.PromptAt(terminal)
}

// take makes a stepped world the lab's and writes what happened to its screen.
func (l *live) take(e Entry, s stepped) {
	l.screens.show(e.Input, s)
	l.past.know(e, s)
	l.world, l.seq, l.last = s.world, e.Seq, e.At
	before := len(l.about.met)
	l.about = l.about.after(s.world, e.Input)
	l.doing = l.doing.after(e, s, len(l.about.met) > before)
}

// enter steps the world. What is stored comes before what is shown: an entry
// that cannot be stored leaves the lab as it was.
func (l *live) enter(ctx context.Context, store Store, in Input, now time.Time) (Moment, error) {
	if l.seq >= maxEntries {
		return Moment{}, &Error{Class: Full, Message: "This lab has had as many inputs as it can take. Begin a new one."}
	}
	if in.At != nil && *in.At == l.seq {
		in.At = nil
	}
	from, err := l.from(ctx, in)
	if err != nil {
		return Moment{}, err
	}
	e := Entry{Seq: l.seq + 1, Parent: in.at(l.seq), At: now.UTC().Truncate(time.Millisecond), Input: in.Input}
	if !in.Exact && in.At == nil {
		e.Input.After = l.idle(now)
	}
	if in.Until {
		e.Input.After = untilNext(from.world, sim.MaxAfter)
	}
	opens := from.screens[in.Terminal] == nil
	start, mark := from.world.Now(), from.screens.at(in.Terminal).Mark()
	s, err := step(from.world, e.Input)
	if err != nil {
		return Moment{}, &Error{Class: Internal, Message: "The simulator failed at this input. The lab is as it was before.", Cause: err}
	}
	if err := l.keep(ctx, store, e, s); isClass(err, Full) {
		return Moment{}, err
	} else if err != nil {
		l.ready = false // the entry may have been kept all the same: look again before the next
		return Moment{}, storing(err)
	}
	l.past.add(e)
	if in.At != nil {
		l.screens, l.about, mark = from.screens, from.about, 0
	}
	if in.Whole {
		mark = 0
	}
	l.take(e, s)
	l.meant = meant(typedLine(in), s)
	m := l.momentAt(in.Terminal, mark)
	m.Step, m.Whole = &Step{s.result, start, typedLine(in)}, m.Whole || in.Whole || opens || in.At != nil
	return m, nil
}

// meant is what may have been meant by a line that named no command there is.
func meant(line string, s stepped) string {
	r := s.result
	if line == "" || r.Exit == nil || *r.Exit == 0 {
		return ""
	}
	said := r.Stdout() + r.Stderr() // a terminal has one stream
	for _, complaint := range []string{"command not found", "unknown command", "is not a docker command", "unknown docker command"} {
		if strings.Contains(said, complaint) {
			return s.world.Suggest(line)
		}
	}
	return ""
}

// typedLine is what was typed at the host's shell, "" for another kind of input.
func typedLine(in Input) string {
	if in.Kind != sim.Line {
		return ""
	}
	return in.Text
}

// from is the moment that an input follows. Who goes on from the past begins
// another line; no time has passed there.
func (l *live) from(ctx context.Context, in Input) (*shot, error) {
	if in.At == nil {
		return &shot{l.world, l.screens, l.about}, nil
	}
	if !l.past.has(*in.At) {
		return nil, invalid("There is no such moment.")
	}
	l.past.keep(l.seq, &shot{l.world, l.screens.Clone(), l.about})
	return l.at(ctx, *in.At)
}

// untilNext is how long it takes until something happens by itself, at most a time.
func untilNext(w sim.World, most time.Duration) time.Duration {
	start := w.Now()
	_, r := w.Advance(most)
	for _, e := range r.Events {
		if d := e.At.Sub(start); d > 0 {
			return d.Truncate(time.Millisecond) + time.Millisecond
		}
	}
	return most
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
func (l *live) moment(mark int) Moment { return l.momentAt("", mark) }

// momentAt is moment as it is seen at a terminal; when the last entry has closed
// that, at the first one, whole.
func (l *live) momentAt(terminal string, mark int) Moment {
	closed := l.screens[terminal] == nil
	if closed {
		terminal, mark = "", 0
	}
	one := l.screens.at(terminal)
	return Moment{
		Learner: l.about, Next: l.next, Meant: l.meant, Terminal: terminal, sights: l.screens.sights(), Whole: closed,
		Typed: l.past.terminal(l.seq), Lab: l.lab, World: l.world, Seq: l.seq, Line: l.seq, Lines: one.Since(mark), Partial: one.Partial(),
		Time: l.timeline(l.seq, l.seq),
	}
}

// visit is the lab as it was after an input, on the line that ends at an input.
func (l *live) visit(ctx context.Context, seq, line int64) (Moment, error) {
	if !l.past.has(seq) {
		return Moment{}, &Error{Class: NotFound, Message: "There is no such moment."}
	}
	if !l.past.has(line) || !l.past.follows(line, seq) {
		line = l.past.tip(seq)
	}
	if _, known := l.past.notes[line]; !known && line > 0 {
		if _, err := l.at(ctx, line); err != nil {
			return Moment{}, err
		}
	}
	s, err := l.at(ctx, seq)
	if err != nil {
		return Moment{}, err
	}
	return Moment{
		Learner: s.about, Next: l.next,
		Typed: l.past.terminal(seq), Lab: l.lab, World: s.world, Seq: seq, Line: line, Past: seq != l.seq, Whole: true,
		Lines: s.screens.at("").Since(0), Partial: s.screens.at("").Partial(), sights: s.screens.sights(), Time: l.timeline(seq, line),
	}, nil
}

// ahead is what the lab shows when d has passed since the last entry; nothing
// of it is kept.
func (l *live) ahead(d time.Duration) (Moment, error) {
	did, err := step(l.world, sim.Input{Kind: sim.Wait, After: d})
	if err != nil {
		return Moment{}, &Error{Class: Internal, Message: "The simulator failed while time passed. The lab is as it was before.", Cause: err}
	}
	m, screens := l.moment(0), l.screens.Clone()
	for _, c := range append(slices.Clone(did.result.Output), did.result.Elsewhere...) {
		screens.at(c.Terminal).Write(c.Stream, c.Text)
	}
	m.World, m.Since = did.world, d
	m.Ahead, m.Partial = screens.at("").Since(l.screens.at("").Mark()), screens.at("").Partial()
	for name, s := range m.sights {
		s.ahead, s.partial = screens.at(name).Since(l.screens.at(name).Mark()), screens.at(name).Partial()
		m.sights[name] = s
	}
	return m, nil
}
