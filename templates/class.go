package templates

import (
	"strconv"
	"strings"
	"time"

	"drydock/sim/lesson"
)

// JoinView is what somebody typed to join a class, and what is wrong with it.
type JoinView struct{ Code, Nickname, Fault, PhraseFault string }

// JoinedView is what a new member is told once.
type JoinedView struct{ Title, Nickname, Phrase string }

// DeskView is a member's page.
type DeskView struct {
	Title, Nickname string
	Shown           bool // the teacher's lab can be looked at
	Started         bool // there is a lab to go on with
	Ended           bool
	Ends            time.Time
	Lessons         []DeskLesson
	Hints           []string // the oldest first
}

// DeskLesson is a lesson of a class and how it stands.
type DeskLesson struct {
	lesson.Lesson
	Begun      bool
	Met, Goals int
}

// ClassBar is what a class says on a member's lab.
type ClassBar struct {
	Title, Nickname string
	Shown, Ended    bool
	Moved           bool // the member uses another lab now
	Hints           []string
}

// OpenView is what somebody typed to open a class.
type OpenView struct {
	Lessons []lesson.Lesson
	Title   string
	Chosen  []string // nil: all
	Fault   string
	Deleted bool // a class has just been deleted
}

// BoardView is a class as its teacher sees it.
type BoardView struct {
	URL           string // of the board: the teacher's secret is in it
	Title, Code   string
	Join          string // where to join
	Lab           string // the teacher's
	Shown, Ended  bool
	Ends, Deleted time.Time
	Lessons       []lesson.Lesson
	Tiles         []Tile
	Images        []string // of the registry of the class
}

// Tile is a member on the board.
type Tile struct {
	ID, Nickname, URL string
	Lesson            string
	Met, Goals        int
	Last, Fault       string // the last command, the last error
	State             string // waiting, working, idle, stuck, done
	Words             string // the state in words
}

// WatchView is a lab to look at only.
type WatchView struct {
	View
	Title, Lead    string
	Back, BackName string
	Events         string // where its news come from
	Hint           string // where hints are sent to, "" where none are
	Hints          []string
	Live           bool // it is shown as it is now
}

func (t Tile) progress() string {
	if t.Goals == 0 {
		return "no goals"
	}
	return strconv.Itoa(t.Met) + " of " + strconv.Itoa(t.Goals) + " goals"
}

func spaced(code string) string {
	if len(code) != 6 {
		return code
	}
	return code[:3] + " " + code[3:]
}

func moment(t time.Time) string { return t.UTC().Format("2 January 2006, 15:04 UTC") }

func (v OpenView) has(id string) bool {
	if v.Chosen == nil {
		return true
	}
	for _, c := range v.Chosen {
		if c == id {
			return true
		}
	}
	return false
}

// LessonFilter is what the catalogue was asked for.
type LessonFilter struct{ Words, Level string }

// Apply returns the lessons that have all words in title, summary or headings,
// and are of the level.
func (f LessonFilter) Apply(lessons []lesson.Lesson) (list []lesson.Lesson) {
	for _, l := range lessons {
		if f.Level != "" && l.Level != f.Level {
			continue
		}
		text := l.Title + " " + l.Summary + " " + l.ID
		for _, s := range l.Steps {
			text += " " + s.Title
		}
		text = strings.ToLower(text)
		fits := true
		for _, w := range strings.Fields(strings.ToLower(f.Words)) {
			fits = fits && strings.Contains(text, w)
		}
		if fits {
			list = append(list, l)
		}
	}
	return list
}

func minutesOf(lessons []lesson.Lesson) string {
	sum := 0
	for _, l := range lessons {
		sum += l.Minutes
	}
	return strconv.Itoa(sum)
}

func (v CatalogueView) found() []lesson.Lesson { return v.Filter.Apply(v.All) }

func (v CatalogueView) scripts() []string {
	if v.Reload {
		return []string{"reload.js"}
	}
	return nil
}
