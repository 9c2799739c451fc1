package web

import (
	"container/list"
	"context"
	"strings"
	"sync"
	"time"

	"github.com/google/uuid"

	"drydock/sim"
	"drydock/sim/lesson"
)

// Labs are the labs of a server. Those used last have their world in memory;
// the others leave and are rebuilt from the store when they are asked for, and
// nobody can tell the difference.
type Labs struct {
	store     Store
	reading   func() Lessons
	max       int // the most worlds in memory, apart from those in use
	simulator string
	now       func() time.Time
	bus       *bus // who looks is told of every input

	mu     sync.Mutex // guards lives and recent, never held while a world works
	lives  map[string]*list.Element
	recent *list.List // of seat, the one used last at the front
}

// seat is a lab's place in the list.
type seat struct {
	id   string
	live *live
}

// Input is an input as it comes from a learner or a program.
type Input struct {
	sim.Input
	// Exact says that After is meant as it stands; otherwise it is replaced by
	// the real time since the input before.
	Exact bool
	// At is the moment it follows, nil for the last one: to go on from an older
	// one begins another line.
	At *int64
	// Whole asks for all lines of the terminal, not only for the new ones: the
	// page shows another terminal.
	Whole bool
	// Until replaces After by the time until something happens by itself.
	Until bool
}

// at is the moment an input follows; last is the last one.
func (in Input) at(last int64) int64 {
	if in.At == nil {
		return last
	}
	return *in.At
}

// NewLabs returns the labs of a store, at most max of them in memory; now is
// the clock, simulator the version noted with new labs, lessons what labs may
// be about.
func NewLabs(store Store, max int, simulator string, now func() time.Time, lessons ...lesson.Lesson) *Labs {
	return &Labs{
		store: store, reading: func() Lessons { return Lessons{List: lessons} }, max: max, simulator: simulator, now: now,
		bus: newBus(), lives: map[string]*list.Element{}, recent: list.New(),
	}
}

// Wanted is what a new lab is to be.
type Wanted struct {
	Pipe   bool          // commands write to a pipe, not to a terminal
	Lesson lesson.Lesson // it is about, the zero one for none
	Class  string        // id of the class it is of
	Member string        // id of the member whose it is
}

// Lessons are what labs may be about.
func (s *Labs) Lessons() []lesson.Lesson { return s.reading().List }

func (s *Labs) lesson(id string) (lesson.Lesson, bool) {
	for _, l := range s.Lessons() {
		if l.ID == id {
			return l, true
		}
	}
	return lesson.Lesson{}, false
}

// Lab is a lab as it is stored. NotFound for an unknown one.
func (s *Labs) Lab(ctx context.Context, id string) (Lab, error) {
	if !isLab(id) {
		return Lab{}, noLab()
	}
	return s.store.Lab(ctx, id)
}

func isLab(id string) bool {
	_, err := uuid.Parse(id)
	return err == nil && len(id) == 36
}

func noLab() error { return &Error{Class: NotFound, Message: "There is no such lab."} }

// Create makes a new lab and returns it once it is stored.
func (s *Labs) Create(ctx context.Context, w Wanted) (Lab, error) {
	lab, err := s.plan(w)
	if err != nil {
		return Lab{}, err
	}
	return lab, s.store.CreateLab(ctx, lab)
}

// plan is a new lab that has not been stored.
func (s *Labs) plan(w Wanted) (Lab, error) {
	id, err := uuid.NewRandom()
	if err != nil {
		return Lab{}, err
	}
	seed, err := uuid.NewRandom()
	if err != nil {
		return Lab{}, err
	}
	return Lab{
		ID: id.String(), Seed: seed.String(), Pipe: w.Pipe, Simulator: s.simulator,
		Lesson: w.Lesson.ID, Setup: strings.Join(w.Lesson.For(seed.String()).Start, "\n"), Class: w.Class, Member: w.Member,
		Created: s.now().UTC().Truncate(time.Millisecond),
	}, nil
}

// Copy makes a new lab that has gone the way of another one, to its last
// input: the same world, for somebody else. NotFound for an unknown lab.
func (s *Labs) Copy(ctx context.Context, from string, w Wanted) (lab Lab, err error) {
	err = s.with(ctx, from, func(l *live) error {
		if lab, err = s.plan(w); err != nil {
			return err
		}
		lab.Seed, lab.Pipe, lab.Simulator, lab.Lesson, lab.Setup, lab.Shared = l.lab.Seed, l.lab.Pipe, l.lab.Simulator, l.lab.Lesson, l.lab.Setup, l.lab.Shared
		var entries []Entry
		for i, seq := range l.past.path(l.seq) {
			e := l.past.entries[seq-1]
			e.Seq, e.Parent = int64(i+1), int64(i)
			entries = append(entries, e)
		}
		return s.store.CopyLab(ctx, lab, entries)
	})
	return lab, err
}

// Forget lets labs leave the memory that are not in the store any more.
func (s *Labs) Forget(ids []string) {
	for _, id := range ids {
		l := s.hold(id)
		l.mu.Lock()
		l.ready = false
		l.mu.Unlock()
		s.release(id, l)
		s.bus.tell("lab:"+id, "gone")
	}
}

// Doing is how a lab stands in a few words, for who watches many.
func (s *Labs) Doing(ctx context.Context, id string) (d doing, err error) {
	err = s.with(ctx, id, func(l *live) error {
		d = l.doing
		d.lab, d.learner = l.lab, l.about
		return nil
	})
	return d, err
}

// Input steps a lab's world. NotFound for an unknown lab; Conflict when another
// server changed it; Full when it can take no more; Internal when the simulator
// or the store failed, and then the lab is as it was.
func (s *Labs) Input(ctx context.Context, id string, in Input) (m Moment, err error) {
	err = s.with(ctx, id, func(l *live) (err error) {
		m, err = l.input(ctx, s.store, in, s.now())
		return err
	})
	if err == nil {
		s.tell(m)
	}
	return m, err
}

// room tells whether a lab can carry so many bytes of images more, as Full.
func (s *Labs) room(ctx context.Context, id string, bytes int) error {
	return s.with(ctx, id, func(l *live) error {
		for _, e := range l.past.entries {
			if e.Input.Kind == sim.Load {
				bytes += len(e.Input.Text)
			}
		}
		if bytes > mostCarried {
			return &Error{Class: Full, Message: "This lab carries as many images from outside as it can take. Begin a new one."}
		}
		return nil
	})
}

// tell tells who looks that a lab has had an input.
func (s *Labs) tell(m Moment) {
	s.bus.tell("lab:"+m.Lab.ID, "input")
	if m.Lab.Member != "" {
		s.bus.tell("class:"+m.Lab.Class, m.Lab.Member)
	}
	if len(m.World.Pushed(m.Step.Result.Events)) > 0 {
		s.bus.tell("class:"+m.Lab.Class, images)
	}
}

// images is the news that the registry of a class has one more.
const images = "images"

// Look returns a lab as it was after its last input, with its transcript.
// NotFound for an unknown lab.
func (s *Labs) Look(ctx context.Context, id string) (m Moment, err error) {
	err = s.with(ctx, id, func(l *live) error {
		m = l.moment(0)
		return nil
	})
	return m, err
}

// Visit returns a lab as it was after an input (0: at its beginning), on the
// line that ends at the input line, or on the one typed last if that is none.
// with is one more moment that the picture is compared with, below 0 for none.
// NotFound for an unknown lab or moment.
func (s *Labs) Visit(ctx context.Context, id string, seq, line, with int64) (m Moment, err error) {
	err = s.with(ctx, id, func(l *live) (err error) {
		if seq < 0 {
			seq, line = l.seq, l.seq
		}
		if m, err = l.visit(ctx, seq, line); err != nil || with < 0 {
			return err
		}
		if !l.past.has(with) {
			return &Error{Class: NotFound, Message: "There is no such moment."}
		}
		other, err := l.at(ctx, with)
		if err == nil {
			m.Other = &other.world
		}
		return err
	})
	return m, err
}

// Ahead returns a lab as it looks when d has passed since its last input, or
// now if that is later, but at most sim.MaxAfter: a lab stands still while
// nobody uses it. Nothing of that is kept. NotFound for an unknown lab.
func (s *Labs) Ahead(ctx context.Context, id string, d time.Duration) (m Moment, err error) {
	err = s.with(ctx, id, func(l *live) (err error) {
		m, err = l.ahead(min(max(d, l.idle(s.now())), sim.MaxAfter))
		return err
	})
	return m, err
}

// still tells whether nothing will show in a lab within a few seconds by itself.
func (s *Labs) still(ctx context.Context, id string) bool {
	m, err := s.Ahead(ctx, id, 0)
	if err != nil || m.Since >= sim.MaxAfter {
		return true
	}
	did, err := step(m.World, sim.Input{Kind: sim.Wait, After: streamBeat})
	return err != nil || len(did.result.Events)+len(did.result.Output)+len(did.result.Elsewhere) == 0
}

// with calls use with a lab that is ready, and no other request at it. Of two
// requests for a lab that is not in memory the second waits for the first to
// rebuild it.
func (s *Labs) with(ctx context.Context, id string, use func(*live) error) error {
	if !isLab(id) {
		return noLab()
	}
	l := s.hold(id)
	defer s.release(id, l)
	l.mu.Lock()
	defer l.mu.Unlock()
	lessons := s.reading()
	if !l.ready || l.version != lessons.Version {
		l.ready, l.version = false, lessons.Version
		if err := l.load(ctx, s.store, lessons.List, id); err != nil {
			return err
		}
	}
	return use(l)
}

// hold seats a lab at the front of the list and keeps it there.
func (s *Labs) hold(id string) *live {
	s.mu.Lock()
	defer s.mu.Unlock()
	e, ok := s.lives[id]
	if !ok {
		e = s.recent.PushFront(seat{id, &live{}})
		s.lives[id] = e
	}
	s.recent.MoveToFront(e)
	l := e.Value.(seat).live
	l.refs++
	return l
}

// release lets a lab go, and those leave that have not been used for longest.
// A lab that could not be loaded leaves at once, so that asking for labs that
// do not exist drives no other out.
func (s *Labs) release(id string, l *live) {
	s.mu.Lock()
	defer s.mu.Unlock()
	l.refs--
	if l.refs == 0 && !l.ready { // nobody else can hold l.mu now
		s.remove(s.lives[id])
	}
	for e := s.recent.Back(); e != nil && s.recent.Len() > s.max; {
		before := e.Prev()
		if e.Value.(seat).live.refs == 0 {
			s.remove(e)
		}
		e = before
	}
}

func (s *Labs) remove(e *list.Element) {
	delete(s.lives, e.Value.(seat).id)
	s.recent.Remove(e)
}
