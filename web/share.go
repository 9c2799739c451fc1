package web

import (
	"context"
	"fmt"
	"time"

	"drydock/sim"
)

// input does an input; in a lab of a class, what others have pushed to the
// registry of the class comes before it, as inputs of their own.
func (l *live) input(ctx context.Context, store Store, in Input, now time.Time) (Moment, error) {
	if l.lab.Class == "" {
		return l.enter(ctx, store, in, now)
	}
	images, err := store.ClassImages(ctx, l.lab.Class, l.received(in.at(l.seq)))
	if err != nil {
		return Moment{}, err
	}
	mark, whole := l.screens.at(in.Terminal).Mark(), in.Whole || in.At != nil && *in.At != l.seq
	for _, i := range images {
		share := Input{Input: sim.Input{Kind: sim.Share, Path: i.Ref, Text: i.Image}, At: in.At}
		if _, err := l.enter(ctx, store, share, now); err != nil {
			return Moment{}, err
		}
		in.At = nil
	}
	m, err := l.enter(ctx, store, in, now)
	if err == nil && len(images) > 0 {
		if whole {
			mark = 0
		}
		m.Whole, m.Lines = whole || m.Whole, l.screens.at(m.Terminal).Since(mark)
	}
	return m, err
}

// received is how many images of the class a moment has: all come, in order.
func (l *live) received(seq int64) (n int64) {
	if !l.past.has(seq) {
		return 0 // the input will be refused
	}
	for ; seq > 0; seq = l.past.parent(seq) {
		if l.past.entries[seq-1].Input.Kind == sim.Share {
			n++
		}
	}
	return n
}

// mostPushes is how often the members of a class may push to its registry.
const mostPushes = 1000

// keep stores an entry, and after it what it pushed to the registry of the class.
// What a push would make too many for the class is not done: Full.
func (l *live) keep(ctx context.Context, store Store, e Entry, s stepped) error {
	if l.lab.Class != "" && len(s.world.Pushed(s.result.Events)) > 0 {
		last, err := store.ClassImages(ctx, l.lab.Class, mostPushes-1)
		if err != nil {
			return err
		}
		if len(last) > 0 {
			return &Error{Class: Full, Message: fmt.Sprintf("Nothing was done: the registry of this class has had %d pushes, and takes no more.", mostPushes)}
		}
	}
	if err := store.AppendInput(ctx, l.lab.ID, e); err != nil || l.lab.Class == "" {
		return err
	}
	for _, ref := range s.world.Pushed(s.result.Events) {
		in, err := s.world.Shared(ref)
		if err != nil {
			continue // the same line has taken it away again: the registry refuses what cannot be shared
		}
		i := ClassImage{Lab: l.lab.ID, Ref: ref, Image: in.Text, At: e.At}
		if err := store.AddClassImage(ctx, l.lab.Class, i); err != nil {
			return err
		}
	}
	return nil
}
