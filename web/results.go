package web

import (
	"context"
	"encoding/csv"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"drydock/sim"
	"drydock/sim/lesson"
)

// Results are what the members of a class did: enough to do it again.
type Results struct {
	Title   string         `json:"title"`
	Lessons []string       `json:"lessons"`
	Opened  time.Time      `json:"opened"`
	Ends    time.Time      `json:"ends"`
	Members []MemberResult `json:"members"`
}

// MemberResult is what one member did.
type MemberResult struct {
	Nickname string      `json:"nickname"`
	Joined   time.Time   `json:"joined"`
	Hints    []string    `json:"hints"`
	Labs     []LabResult `json:"labs"`
}

// LabResult is one lab: what its world is made from, its inputs, and what they
// reached. A world made from Options that steps Inputs is the lab's.
type LabResult struct {
	Lesson  string            `json:"lesson"` // id, "" for none
	Began   time.Time         `json:"began"`
	Last    time.Time         `json:"last"` // input
	Options sim.Options       `json:"options"`
	Inputs  []sim.Input       `json:"inputs"`
	Lines   int               `json:"lines"` // typed
	Goals   int               `json:"goals"`
	Met     []string          `json:"met"`     // names of the goals, in the order in which they were met
	Answers map[string]string `json:"answers"` // question → option
}

// results gathers what the members of a class did.
func (s *server) results(ctx context.Context, class Classroom) (Results, error) {
	r := Results{Title: class.Title, Lessons: slices.Clone(class.Lessons), Opened: class.Created, Ends: class.Ends, Members: []MemberResult{}}
	members, err := s.store.Members(ctx, class.ID)
	if err != nil {
		return r, err
	}
	for _, m := range members {
		one := MemberResult{Nickname: m.Nickname, Joined: m.Joined, Hints: []string{}, Labs: []LabResult{}}
		hints, err := s.store.Hints(ctx, m.ID)
		if err != nil {
			return r, err
		}
		for _, h := range hints {
			one.Hints = append(one.Hints, h.Text)
		}
		labs, err := s.store.MemberLabs(ctx, class.ID, m.ID)
		if err != nil {
			return r, err
		}
		for _, lab := range labs {
			l, err := s.labs.result(ctx, lab.ID)
			if err != nil {
				return r, err
			}
			one.Labs = append(one.Labs, l)
		}
		r.Members = append(r.Members, one)
	}
	return r, nil
}

// result is what was done in a lab, on the line typed last.
func (s *Labs) result(ctx context.Context, id string) (r LabResult, err error) {
	err = s.with(ctx, id, func(l *live) error {
		met, goals := l.about.met, len(l.about.lesson.Goals())
		r = LabResult{Lesson: l.lab.Lesson, Began: l.lab.Created, Last: l.last, Options: l.lab.Options(), Inputs: []sim.Input{},
			Lines: len(l.about.typed), Goals: goals, Met: append([]string{}, met...), Answers: map[string]string{}}
		for _, seq := range l.past.path(l.seq) {
			r.Inputs = append(r.Inputs, l.past.entries[seq-1].Input)
		}
		for _, a := range l.about.answers {
			r.Answers[a.question] = a.option
		}
		return nil
	})
	return r, err
}

// taughtResults are the results of the teacher's class, to be kept by no cache.
func (s *server) taughtResults(c echo.Context) (Results, error) {
	class, err := s.taught(c)
	if err != nil {
		return Results{}, err
	}
	r, err := s.results(c.Request().Context(), class)
	if err == nil {
		c.Response().Header().Set("Cache-Control", "no-store")
	}
	return r, err
}

// resultsJSON answers with the results as JSON, which drydock replay reads.
func (s *server) resultsJSON(c echo.Context) error {
	r, err := s.taughtResults(c)
	if err != nil {
		return err
	}
	c.Response().Header().Set(echo.HeaderContentDisposition, `attachment; filename="results.json"`)
	return c.JSONPretty(http.StatusOK, r, " ")
}

// resultColumns are the columns of the CSV.
var resultColumns = []string{"nickname", "joined", "lesson", "began", "last input", "goals met", "goals", "which", "lines typed", "answers"}

// resultsCSV answers with one row for each lab, and one for who has none.
func (s *server) resultsCSV(c echo.Context) error {
	r, err := s.taughtResults(c)
	if err != nil {
		return err
	}
	h := c.Response().Header()
	h.Set(echo.HeaderContentType, "text/csv; charset=utf-8")
	h.Set(echo.HeaderContentDisposition, `attachment; filename="results.csv"`)
	w := csv.NewWriter(c.Response())
	rows := [][]string{resultColumns}
	for _, m := range r.Members {
		name, joined := cellText(m.Nickname), m.Joined.Format(time.RFC3339)
		if len(m.Labs) == 0 {
			rows = append(rows, []string{name, joined, "", "", "", "0", "0", "", "0", ""})
		}
		for _, l := range m.Labs {
			rows = append(rows, []string{name, joined, l.Lesson, l.Began.Format(time.RFC3339), l.Last.Format(time.RFC3339), strconv.Itoa(len(l.Met)), strconv.Itoa(l.Goals),
				strings.Join(l.Met, " "), strconv.Itoa(l.Lines), answersText(l.Answers)})
		}
	}
	return w.WriteAll(rows)
}

func answersText(answers map[string]string) string {
	var all []string
	for q, a := range answers { // sorted below
		all = append(all, q+"="+a)
	}
	slices.Sort(all)
	return strings.Join(all, " ")
}

// cellText is a text that no spreadsheet takes for a formula.
func cellText(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}

// Replay does again what results say was done, and returns how many labs that
// were and what came out otherwise.
func Replay(r Results, lessons []lesson.Lesson) (labs int, differ []string) {
	for _, m := range r.Members {
		for _, l := range m.Labs {
			labs++
			w, about := sim.New(l.Options), learner{}
			known := l.Lesson == ""
			for _, one := range lessons {
				if one.ID == l.Lesson {
					known = true
					about = learner{lesson: one.For(l.Options.Seed)}.after(w, sim.Input{})
				}
			}
			if !known {
				differ = append(differ, fmt.Sprintf("%s: there is no lesson %s here; name its directory with --lessons", m.Nickname, l.Lesson))
				continue
			}
			for _, in := range l.Inputs {
				w, _ = w.Step(in)
				about = about.after(w, in)
			}
			if got, want := strings.Join(about.met, " "), strings.Join(l.Met, " "); got != want {
				differ = append(differ, fmt.Sprintf("%s, %s: reaches %q, the results say %q", m.Nickname, l.Lesson, got, want))
			}
		}
	}
	return labs, differ
}
