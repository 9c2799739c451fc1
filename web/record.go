package web

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"drydock/sim"
	"drydock/sim/record"
	"drydock/templates"
)

// Record is a lab written down, at a moment as Visit takes it, with at most so
// many of its first inputs; below 0 for all. NotFound for an unknown lab or
// moment; Conflict for a lab from before labs could be shared.
func (s *Labs) Record(ctx context.Context, id string, seq, line, inputs int64) (r record.Lab, err error) {
	err = s.with(ctx, id, func(l *live) error {
		if l.lab.Seed == l.lab.ID {
			return &Error{Class: Conflict, Message: "This lab is from before labs could be shared: what it is made from would tell its key. Begin a new lab to share it."}
		}
		n := int64(len(l.past.entries))
		if inputs >= 0 {
			n = min(n, inputs)
		}
		if seq < 0 {
			seq, line = n, n
		}
		if seq > n {
			return &Error{Class: NotFound, Message: "There is no such moment."}
		}
		if line < 0 || line > n || !l.past.follows(line, seq) {
			line = seq
			for later := n; later > seq; later-- {
				if l.past.follows(later, seq) {
					line = later
					break
				}
			}
		}
		o := l.lab.Options()
		r = record.Lab{Seed: l.lab.Seed, Lesson: l.lab.Lesson, Setup: o.Setup, Shared: o.Shared, Pipe: o.Pipe, At: seq, Line: line}
		for _, e := range l.past.entries[:n] {
			r.Entries = append(r.Entries, record.Entry{Parent: e.Parent, Input: e.Input})
		}
		return nil
	})
	return r, err
}

// Opened is what became of a lab that was written down.
type Opened struct {
	Lab Lab
	// At and Line are the moment to show, Last is the last one.
	At, Line, Last int64
	// Done of Of inputs were taken: not all where the rest would have taken more
	// work than a server gives to one link.
	Done, Of int
}

// Open makes a new lab of one that was written down: the same world at the same
// moment, with its history. Nothing of it is trusted. NotFound for a lesson that
// is not here, Invalid when it cannot be played.
func (s *Labs) Open(ctx context.Context, r record.Lab) (o Opened, err error) {
	lab, err := s.plan(Wanted{})
	if err != nil {
		return o, err
	}
	lab.Pipe, lab.Shared, lab.Lesson = r.Pipe, r.Shared, r.Lesson
	asked := r.Seed == "" // for a world of its own, not for one that there is
	if asked {
		r.Seed = lab.Seed
	}
	lab.Seed = r.Seed
	if l, ok := s.lesson(r.Lesson); asked && r.Lesson != "" {
		if !ok {
			return o, &Error{Class: NotFound, Message: "There is no lesson " + r.Lesson + " here."}
		}
		r.Setup = l.For(r.Seed).Start
	}
	lab.Setup = strings.Join(r.Setup, "\n")
	o = Opened{Lab: lab, Of: len(r.Entries)}
	if r, o.Done, err = Playable(ctx, r); err != nil {
		return o, err
	}
	o.At, o.Line, o.Last = r.At, r.Line, int64(len(r.Entries))
	var entries []Entry
	for i, e := range r.Entries {
		entries = append(entries, Entry{Seq: int64(i + 1), Parent: e.Parent, At: lab.Created, Input: e.Input})
	}
	return o, s.store.CopyLab(ctx, lab, entries)
}

// Playable is the part of a lab that can be played in a few seconds: all of it,
// or the beginning of the line typed last; done is how many of its inputs that
// are. Invalid when it cannot even be begun.
func Playable(ctx context.Context, r record.Lab) (part record.Lab, done int, err error) {
	w, err := begin(r.Options())
	if err != nil {
		return r, 0, err
	}
	end := time.Now().Add(openingTime) // no timer: it would not come while a browser's world works
	late := func() bool { return time.Now().After(end) || ctx.Err() != nil }
	last := r.Path(int64(len(r.Entries)))
	for i, seq := range last {
		did, err := step(w, r.Entries[seq-1].Input)
		if err != nil || late() {
			return r.Only(at(last, i)), i, ctx.Err()
		}
		w = did.world
	}
	if r.At == 0 || slices.Contains(last, r.At) {
		return r, len(r.Entries), nil
	}
	w, _ = begin(r.Options())
	for _, seq := range r.Path(r.At) {
		did, err := step(w, r.Entries[seq-1].Input)
		if err != nil || late() {
			r.At, r.Line = int64(len(r.Entries)), int64(len(r.Entries))
			break
		}
		w = did.world
	}
	return r, len(r.Entries), ctx.Err()
}

// at is the last of so many moments, 0 for none.
func at(path []int64, n int) int64 {
	if n == 0 {
		return 0
	}
	return path[n-1]
}

// begin is sim.New for options that came from outside.
func begin(o sim.Options) (w sim.World, err error) {
	defer func() {
		if p := passBeyond(recover()); p != nil {
			err = &Error{Class: Invalid, Message: "What this lab begins with cannot be played.", Cause: fmt.Errorf("panic: %v", p)}
		}
	}()
	return sim.New(o), nil
}

// unreadableLab is the fault of a link, file or address that record could not read.
func unreadableLab(what string, err error) error {
	message := what + " cannot be opened: " + err.Error() + "."
	if errors.Is(err, record.ErrTooLarge) {
		message = what + " is too large: " + strings.TrimSuffix(err.Error(), ": "+record.ErrTooLarge.Error()) + "."
	}
	return &Error{Class: Invalid, Message: message, Cause: err}
}

// openAsked sends a visitor of / whose address asks for a lab to the page that
// opens it: /?run=docker+ps, /?lesson=ID, /?stack=COMPOSE. ok is false when it
// does not.
func openAsked(c echo.Context) (ok bool) {
	return record.Asks(c.QueryParams())
}

// askedQuery is the part of a query that asks for a lab.
func askedQuery(q url.Values) url.Values {
	asked := url.Values{}
	for _, name := range []string{"lesson", "stack", "run"} {
		if q.Has(name) {
			asked[name] = q[name]
		}
	}
	return asked
}

// url is the address of what was opened, at its moment.
func (o Opened) url() string {
	q := url.Values{}
	if o.At != o.Last {
		q.Set("at", fmt.Sprint(o.At))
		q.Set("line", fmt.Sprint(o.Line))
	}
	if o.Done < o.Of {
		q.Set("select", fmt.Sprintf("opened/%d/%d", o.Done, o.Of))
	}
	if len(q) == 0 {
		return "/labs/" + o.Lab.ID
	}
	return "/labs/" + o.Lab.ID + "?" + q.Encode()
}

// openedPane says how much of a lab was opened.
func openedPane(v *templates.View, _ Moment, rest string) {
	done, of, _ := strings.Cut(rest, "/")
	if d, n := number(done), number(of); d >= 0 && n > d {
		v.Opened = fmt.Sprintf("Only the first %d of %d inputs of this lab were done: the rest takes more work than is given to what a link or a file asks for. You can go on from here.", d, n)
	}
}
