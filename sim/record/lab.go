// Package record is a lab written down: what its world is made from and all
// that was done in it, so that it can be opened somewhere else.
//
//	r, err := record.ReadLink(text)   // what stands behind # in an address
//	w := sim.Replay(r.Options(), r.Inputs(r.At))
//
// A Lab is a file (JSON that a person can read), a link (the same, packed), a
// recording of its terminal (asciicast) or a transcript (txtar). What is read
// came from a stranger: every size is bounded, and everything is checked before
// it is given back.
package record

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"drydock/sim"
)

// Lab is a lab written down. Its slices are never written to.
type Lab struct {
	Seed   string
	Lesson string   // id of the lesson it is about, "" for none
	Setup  []string // as sim.Options.Setup
	Shared string   // as sim.Options.Shared
	Pipe   bool     // as sim.Options.Pipe
	// Entries are the inputs, numbered 1, 2, 3, … in this order.
	Entries []Entry
	// At is the moment that is shown: the number of the entry that led to it, 0
	// for the beginning. Line is the number of the last entry of the line of
	// time that it is on.
	At, Line int64
}

// Entry is one input and the number of the one it follows: usually the one
// before, an older one where somebody went back, 0 for the beginning.
type Entry struct {
	Parent int64
	Input  sim.Input // After is a whole number of milliseconds
}

// Bounds of what is read.
const (
	MostInputs = 20_000   // of a file
	MostFile   = 24 << 20 // bytes of a file
	MostLink   = 64 << 10 // characters of a link
	mostPacked = 1 << 20  // bytes that a link unpacks to
	mostSetup  = 200      // lines
	mostLine   = 8 << 10  // bytes of a typed line
	mostText   = 64 << 10 // bytes of a file that is saved
	mostStart  = 96 << 10 // bytes of a line of the setup
	mostImages = 16 << 20 // bytes of images from outside, all together
)

// Options are what the lab's world is made from.
func (l Lab) Options() sim.Options {
	return sim.Options{Seed: l.Seed, Setup: slices.Clone(l.Setup), Shared: l.Shared, Pipe: l.Pipe}
}

// Path are the numbers of the entries that lead to a moment, the first first.
func (l Lab) Path(at int64) []int64 {
	var path []int64
	for ; at > 0; at = l.Entries[at-1].Parent {
		path = append(path, at)
	}
	slices.Reverse(path)
	return path
}

// Inputs are the inputs that lead to a moment.
func (l Lab) Inputs(at int64) []sim.Input {
	path := l.Path(at)
	inputs := make([]sim.Input, len(path))
	for i, seq := range path {
		inputs[i] = l.Entries[seq-1].Input
	}
	return inputs
}

// Only is the lab with the way to one moment and nothing beside or after it.
func (l Lab) Only(at int64) Lab {
	path := l.Path(at)
	entries := make([]Entry, len(path))
	for i, seq := range path {
		entries[i] = Entry{int64(i), l.Entries[seq-1].Input}
	}
	l.Entries, l.At, l.Line = entries, int64(len(path)), int64(len(path))
	return l
}

// ErrTooLarge is the error of a lab that is more than may be written or read.
var ErrTooLarge = errors.New("too large")

var (
	seedText   = regexp.MustCompile(`^[A-Za-z0-9._-]{0,128}$`)
	lessonText = regexp.MustCompile(`^[a-z0-9-]{0,128}$`)
	domainText = regexp.MustCompile(`^[a-z0-9.:-]{0,64}$`)
)

// check tells what is wrong with a lab that was read.
func (l Lab) check() error {
	n := int64(len(l.Entries))
	switch {
	case !seedText.MatchString(l.Seed):
		return errors.New("its seed is none")
	case !lessonText.MatchString(l.Lesson):
		return errors.New("its lesson is none")
	case !domainText.MatchString(l.Shared):
		return errors.New("its shared registry is none")
	case len(l.Setup) > mostSetup:
		return fmt.Errorf("it begins with more than %d lines: %w", mostSetup, ErrTooLarge)
	case n > MostInputs:
		return fmt.Errorf("it has more than %d inputs: %w", MostInputs, ErrTooLarge)
	case l.At < 0 || l.At > n || l.Line < 0 || l.Line > n || !slices.Contains(l.Path(l.Line), l.At) && l.At != 0:
		return errors.New("it has no such moment")
	}
	for _, line := range l.Setup {
		if len(line) > mostStart || strings.ContainsRune(line, '\n') || !utf8.ValidString(line) {
			return errors.New("a line that it begins with is too long or none")
		}
	}
	images := 0
	for i, e := range l.Entries {
		if err := Check(e.Input); err != nil {
			return fmt.Errorf("input %d: %w", i+1, err)
		}
		if e.Input.Kind == sim.Load {
			images += len(e.Input.Text)
		}
	}
	if images > mostImages {
		return fmt.Errorf("it carries more than %d bytes of images: %w", mostImages, ErrTooLarge)
	}
	return nil
}

// inOrder tells that every entry follows an older one. What walks along a lab
// ends because of it.
func inOrder(entries []Entry) bool {
	for i, e := range entries {
		if e.Parent < 0 || e.Parent > int64(i) {
			return false
		}
	}
	return true
}

// whole is a time as it is kept.
func whole(d time.Duration) time.Duration { return d.Truncate(time.Millisecond) }
