package web

import (
	"context"
	"strings"
	"time"

	"drydock/sim"
	"drydock/sim/lesson"
)

// Lab is one learner's lab as it is stored: what its world is made from. The
// world itself follows from this and the lab's entries.
type Lab struct {
	ID        string    // uuid v4: who knows it may use the lab
	Seed      string    // tells nothing of ID: it goes with what is shared
	Pipe      bool      // commands write to a pipe, for programs that read what they print
	Simulator string    // version of the program that made it
	Created   time.Time // real time, to the millisecond
	Lesson    string    // id of the lesson it is about, "" for none
	Setup     string    // lines typed before the learner came, as sim.Options.Setup
	Class     string    // id of the class it is of, "" for none
	Member    string    // whose it is alone, "" for whoever knows its ID
	Shared    string    // name of a registry of other worlds, as sim.Options.Shared; a class has its own
}

// Options are what the simulator makes this lab's world from.
func (l Lab) Options() sim.Options {
	o := sim.Options{Seed: l.Seed, Pipe: l.Pipe, Shared: l.Shared}
	if l.Setup != "" {
		o.Setup = strings.Split(l.Setup, "\n")
	}
	if l.Class != "" {
		o.Shared = ClassRegistry
	}
	return o
}

// Entry is one input of a lab as it is stored.
type Entry struct {
	Seq int64 // 1, 2, 3, … in each lab
	// Parent is the Seq of the entry it follows, 0 for the beginning: usually
	// Seq-1, an older one where somebody went back and tried something else.
	Parent int64
	At     time.Time // real time, to the millisecond
	Input  sim.Input // After is a whole number of milliseconds
}

// Store keeps labs and their inputs. Its methods may be called from many
// goroutines at once. Errors that are not an *Error mean that the store itself
// failed.
type Store interface {
	// CreateLab keeps a new lab; it is durable when CreateLab returns nil.
	// Conflict when there is a lab of this id.
	CreateLab(ctx context.Context, lab Lab) error
	// Lab returns a lab. NotFound when there is none of this id.
	Lab(ctx context.Context, id string) (Lab, error)
	// AppendInput keeps an entry of a lab; it is durable when AppendInput
	// returns nil. Conflict when the lab has an entry of this Seq already,
	// NotFound when there is no such lab. After an error of another kind the
	// entry may have been kept or not.
	AppendInput(ctx context.Context, lab string, e Entry) error
	// Inputs returns all entries of a lab by Seq, none for an unknown lab.
	Inputs(ctx context.Context, lab string) ([]Entry, error)
	ClassStore
	// Ping tells whether the store can be read.
	Ping(ctx context.Context) error
}

// LabFor is a lab of an id about a lesson, the zero one for none, as it is
// before it is stored. Its world follows from the id.
func LabFor(id string, l lesson.Lesson) Lab {
	return Lab{ID: id, Seed: id, Lesson: l.ID, Setup: strings.Join(l.For(id).Start, "\n")}
}
