package web

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"drydock/sim"
	"drydock/sim/lesson"
	"drydock/templates"
)

// learner is how the lesson of a lab stands. A goal that has been met stays so,
// whatever comes later. What a learner holds is replaced, never written to.
type learner struct {
	lesson lesson.Lesson
	met    []string // names of the goals that have been met, in that order
	typed  []string // lines, for goals that ask how something was done
	marks  []lesson.Mark
}

// after is how the lesson stands after an input.
func (l learner) after(w sim.World, in sim.Input) learner {
	if in.Kind == sim.Line {
		l.typed = append(slices.Clip(l.typed), in.Text)
	}
	l.marks = nil
	for _, g := range l.lesson.Goals() {
		m := lesson.Mark{Goal: g, Met: len(g.Check)}
		if !slices.Contains(l.met, g.Name) {
			if m = lesson.MarkOf(g, l.asks(w)); m.Done() {
				l.met = append(slices.Clip(l.met), g.Name)
			}
		}
		l.marks = append(l.marks, m)
	}
	return l
}

// asks runs a check on a copy of the world.
func (l learner) asks(w sim.World) func(script string) bool {
	return func(script string) bool {
		r := w.Try(script, l.typed)
		return r.Exit != nil && *r.Exit == 0
	}
}

// catalogue shows the lessons there are.
func (s *server) catalogue(c echo.Context) error {
	return render(c, http.StatusOK, templates.Catalogue(s.labs.lessons))
}

// learn gives the visitor a new lab about a lesson.
func (s *server) learn(c echo.Context) error {
	i := slices.IndexFunc(s.labs.lessons, func(l lesson.Lesson) bool { return l.ID == c.Param("lesson") })
	if i < 0 {
		return echo.ErrNotFound
	}
	lab, err := s.labs.Create(c.Request().Context(), Wanted{Lesson: s.labs.lessons[i]})
	if err != nil {
		return err
	}
	own(c, lab)
	return c.Redirect(http.StatusSeeOther, "/")
}
