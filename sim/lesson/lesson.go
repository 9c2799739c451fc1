// Package lesson is what a lesson says, asks and checks.
//
// A lesson is one Markdown file: front matter, text, and fenced blocks that do
// something. A heading of the second level begins a step. These blocks mean
// more than text:
//
//	```run                 lines to type, one click each; `exit=N` after run
//	                       when the last one ends with another status than 0,
//	                       `terminal=N` when they are typed at another terminal
//	```output              what the run block above prints; a line ... stands
//	                       for any lines, … within a line for any characters
//	```file PATH           a file to put into the learner's home
//	```goal NAME           what is to be reached, as YAML: text, check, hints,
//	                       solution
//	```table               a table, as YAML: head, rows (cells, run: lines that
//	                       show what the row says)
//	```quiz                a question, as YAML: question, options (text, right,
//	                       why)
//
// A goal is a predicate on the world: each check is a shell script that runs
// on a copy of the world and says by its exit status whether its part of the
// goal is met. Any route there is accepted.
package lesson

import (
	"slices"
	"strconv"
)

// Lesson is one lesson. Its slices are never written to.
type Lesson struct {
	ID      string // file name without .md: what its address and its links name
	Title   string
	Summary string // one sentence for the catalogue
	Level   string // beginner, intermediate, advanced or challenge
	Minutes int
	Needs   []string // ids of lessons to take before
	Start   []string // lines that have been typed before the learner comes
	Steps   []Step
	Par     int            // lines that a good way to all goals takes, 0 where they are not counted
	Lines   map[string]int // where the values of the front matter begin in the file

	// Source is where a lesson came from that was brought along from elsewhere,
	// "" for one that was written for Drydock; Credits and License are whose it
	// is, and what they allow. Such a lesson needs no goals.
	Source, Credits, License string
	// Lang is the language it is written in, a tag of BCP 47; "" for English. The
	// same lesson in another language has -LANG behind its id.
	Lang string
	// Builds are images that are built before Start, from directories beside the lesson.
	Builds []Built

	own    int // lines of Start that the images come from
	vary   vary
	files  map[string]string // of the images' directories, by their path beside the lesson
	source []byte
}

// Built is an image that a lesson builds: the name it has in the world, and the
// directory beside the lesson that it is built from.
type Built struct{ Name, Dir string }

// levels are what a lesson's level may be, the easiest first.
var levels = []string{"beginner", "intermediate", "advanced", "challenge"}

// Levels are what a lesson's level may be, the easiest first.
func Levels() []string { return slices.Clone(levels) }

// Step is one step of a lesson: a heading and what follows it.
type Step struct {
	Title  string
	Blocks []Block
}

// Block is a part of a step; exactly one of its pointers is set.
type Block struct {
	Line int // in the lesson's file, from 1
	Text *Text
	Run  *Run
	File *File
	Goal *Goal
	Quiz *Quiz

	Table *Table
}

// Table compares things; a row may have lines that show what it says.
type Table struct {
	Head []string
	Rows []Row
}

// Row is a row of a table: as many cells as its head has, and lines to type.
type Row struct {
	Cells []string
	Run   []string
}

// Text is prose as HTML; raw HTML of the author's is left out of it.
type Text struct {
	HTML   string
	Links  []Ref // where it points to
	Images []Ref
}

// Ref is a link or image in a text.
type Ref struct {
	To, Alt string
	Line    int
}

// Run is lines to type, as sim.Typed reads them.
type Run struct {
	Lines []string
	Exit  int // status of the last line
	// Terminal is the one they are typed at, counted from 1; 0 where the lesson
	// does not say: the first one, where another block of it says more.
	Terminal int
	Shown    bool   // there is an output block
	Want     string // what it prints
}

// TerminalName is what inputs call the terminal of the lines, "" for the first.
func (r Run) TerminalName() string {
	if r.Terminal <= 1 {
		return ""
	}
	return strconv.Itoa(r.Terminal)
}

// Terminals is how many terminals a lesson types at.
func (l Lesson) Terminals() int {
	most := 1
	for _, s := range l.Steps {
		for _, b := range s.Blocks {
			if b.Run != nil {
				most = max(most, b.Run.Terminal)
			}
		}
	}
	return most
}

// File is a file to put into the learner's home.
type File struct{ Path, Text string }

// Goal is what is to be reached. It is met when all its checks are.
type Goal struct {
	Name     string // unique in its lesson
	Text     string // one sentence, code in backquotes
	Check    []Check
	Hints    []string // the first gives least away
	Solution []string // lines to type, as sim.Typed reads them
}

// Check is one part of a goal.
type Check struct {
	Run     string // shell script; status 0: met
	Missing string // one sentence that says what is missing as long as it is not
}

// Quiz is a question with at least two answers.
type Quiz struct {
	Question string
	Options  []Option
}

// Option is an answer to a question, and what is said to who chooses it.
type Option struct {
	Text  string
	Right bool
	Why   string
}

// Goals are the lesson's goals in order.
func (l Lesson) Goals() []Goal {
	var all []Goal
	for _, s := range l.Steps {
		for _, b := range s.Blocks {
			if b.Goal != nil {
				all = append(all, *b.Goal)
			}
		}
	}
	return all
}

// Mark is how one goal stands.
type Mark struct {
	Goal    Goal
	Met     int      // how many of its checks are met
	Missing []string // of those that are not
}

// Done tells whether the whole goal is met.
func (m Mark) Done() bool { return m.Met == len(m.Goal.Check) }

// MarkOf tells how a goal stands; met runs a script on a copy of the world and
// tells whether it ended with status 0.
func MarkOf(g Goal, met func(script string) bool) Mark {
	m := Mark{Goal: g}
	for _, c := range g.Check {
		if met(c.Run) {
			m.Met++
		} else {
			m.Missing = append(m.Missing, c.Missing)
		}
	}
	return m
}
