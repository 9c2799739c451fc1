package build

import (
	"time"
)

// What tells what an Update is about.
type What int

// What can happen to a step.
const (
	Known  What = iota // there will be such a step
	Begin              // it starts
	End                // it is done, or pauses
	Cached             // its result was there
	Failed             // Text says why
	Cancel             // another one failed first
	Status             // a part of it: ID, Current of Total bytes, Done
	Log                // Text was written
	Warn               // Text is a warning
	Said               // Text is what the classic builder says
)

// Update is one thing that happened during a build.
type Update struct {
	At             time.Time
	Step           int // which: an index that stays
	What           What
	Name           string // of a Begin
	Text           string // of a Log, Failed or Warn
	ID             string // of a Status
	Current, Total int64  // bytes
	Started        time.Time
	Done           bool
}
