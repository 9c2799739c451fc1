// Package templates turns a View of a lab into HTML. Its components compute
// nothing but where things stand: what is legal, refused or shared was decided
// by sim/scene.
package templates

import (
	"strings"
	"time"

	"github.com/a-h/templ"

	"drydock/sim/engine"
	"drydock/sim/scene"
)

// View is one lab at one moment: all that Page and Update show.
type View struct {
	Lab    string // id of the lab, as in /labs/{id}
	Scene  scene.Scene
	Lines  []Line // of the terminal; in an Update only the new ones
	Prompt string // what stands before the input: "$ ", "/ # ", ""
	Busy   bool   // a program holds the terminal
	// Terminal is the name of the one that is shown, Terminals those that are
	// open; the first one is "".
	Terminal  string
	Terminals []string
	// Partial is output without a line end yet, such as a question a program
	// asked; it stands before the input.
	Partial    string
	Selected   string // name or id of the token the inspector shows; "" chooses
	Result     *ResultView
	Why        []scene.Answer // reasons of what the last input brought about
	Meant      string         // a line that may have been meant instead of the last one, "" for none
	Suggestion string         // offered when nothing has been typed yet
	Error      string         // a sentence about a fault of ours, "" when all is well
	// Ahead are lines that have come since the last input by themselves. They
	// are looked at, not kept: the next input's Lines bring them again.
	Ahead []Line
	// First is what a page has to hold to be painted, its style and the script
	// of its theme, for who has none of it yet; nil: they are fetched.
	First templ.Component
	// Embedded is set for a frame within a page of another site.
	Embedded bool
	// Lesson is what the lab is about, nil when it is about nothing.
	Lesson *LessonView
	// Class is what the class of a member says on its lab, nil elsewhere.
	Class *ClassBar
	// Goal is how a goal of the lesson would look, when that is looked at.
	Goal *GoalView
	// Reload has the page load anew when its lesson is written anew.
	Reload bool
	// Since is the time from the last input to what is shown, in milliseconds.
	Since int64
	Time  Timeline
	Whole bool // Lines are the whole transcript, in an Update too
	// Compared is what the moment shown has other than another one, Strip the
	// states of all containers so far; each only when it is looked at.
	Compared *scene.Comparison
	Strip    scene.Strip
	// Explained is a typed line part by part, Edit a file that is written to,
	// Browser what a browser on the host shows; each only when it is looked at.
	Explained *Explanation
	Edit      *EditView
	Browser   *BrowserView
	known     map[string]linkedSpan // what names returned, once a page
	// Share is how the lab can be given to others, when that is looked at; Opened
	// is a sentence about a lab that was not opened whole.
	Share  *SharePanel
	Opened string
	// Meta is what other sites show of this page.
	Meta Meta
	// Said is what the last input did, in one sentence for those who hear the page.
	Said string
	// Still says that nothing goes on: time stands still in it.
	Still bool
	// Held are the parts that the page which is changed has already: the sum of
	// each by its id. They come empty.
	Held map[string]string
	// Narrow asks for the picture that a phone held upright can show whole.
	Narrow bool
	// Depth is how deep the picture looks: "" or lifecycle, workshop.
	Depth string
}

// Line is one line of the terminal.
type Line struct {
	Kind  string // command, stdout, stderr
	Spans []Span
}

// complaints are words of lines that tell of a failure; standard error has
// progress and notices too.
var complaints = []string{"rror", "ot found", "denied", "o such", "annot", "an't", "nvalid", "nknown", "efused", "onflict", "requires"}

func (l Line) complains() bool {
	for _, s := range l.Spans {
		for _, c := range complaints {
			if l.Kind == "stderr" && strings.Contains(s.Text, c) {
				return true
			}
		}
	}
	return false
}

// Span is a run of text in one style.
type Span struct {
	Text  string
	Class string // of SGR colours: "sgr-1 sgr-32"; "" for plain text
}

// ResultView is what a Step did, for the motion that follows.
type ResultView struct {
	Moves    []scene.Move `json:"moves"`
	Commands int          `json:"commands"` // of the line
	Took     int64        `json:"took"`     // milliseconds of simulated time
	Marks    []Mark       `json:"marks"`
}

// Mark is one event on the line of time.
type Mark struct {
	At   int64  `json:"at"` // milliseconds since the Step began
	Text string `json:"text"`
}

// ResultOf makes a ResultView of the events of a Step that began at start and
// took so long, both in simulated time.
func ResultOf(events []engine.Event, start time.Time, took time.Duration) *ResultView {
	r := &ResultView{Moves: scene.Moves(events, start), Took: took.Milliseconds()}
	for _, e := range events {
		text := e.Type + " " + e.Action
		if e.Reason != "" {
			text += ": " + e.Reason
		}
		r.Marks = append(r.Marks, Mark{At: e.At.Sub(start).Milliseconds(), Text: text})
	}
	return r
}

// Explanation is what each part of a line does.
type Explanation struct {
	Line  string
	Parts []Explained
}

// Explained is a part of a line.
type Explained struct{ Text, Means string }

// EditView is a file of the host in the editor.
type EditView struct {
	Path    string // within the learner's home
	Text    string
	Fault   string // why it cannot be edited, "" if it can
	Numbers string // of its lines
}

// BrowserView is a browser on the simulated host.
type BrowserView struct {
	URL   string // what its address bar says
	Frame string // where its page comes from
	Fault string // why there is no page, "" if there is
}
