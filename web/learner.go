package web

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"drydock/sim"
	"drydock/sim/lesson"
)

// learner is how the lesson of a lab stands. A goal that has been met stays so,
// whatever comes later. What a learner holds is replaced, never written to.
type learner struct {
	lesson lesson.Lesson
	met    []string // names of the goals that have been met, in that order
	typed  []string // lines, for goals that ask how something was done
	marks  []lesson.Mark
	// answers are what was first said to each question.
	answers []answered
	took    int // lines that were typed until all goals were met, 0 before that
}

// answered is an answer to a question of a lesson.
type answered struct{ question, option string }

// after is how the lesson stands after an input.
func (l learner) after(w sim.World, in sim.Input) learner {
	if in.Kind == sim.Line {
		l.typed = append(slices.Clip(l.typed), in.Text)
	}
	if in.Kind == sim.Answer && !slices.ContainsFunc(l.answers, func(a answered) bool { return a.question == in.Path }) {
		l.answers = append(slices.Clip(l.answers), answered{in.Path, in.Text})
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
	if len(l.marks) > 0 && len(l.met) == len(l.marks) && l.took == 0 {
		l.took = len(l.typed)
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

// learn gives the visitor a lab about a lesson: a new one, or in a class the one
// that is the member's.
func (s *server) learn(c echo.Context) error {
	l, ok := s.labs.lesson(c.Param("lesson"))
	if !ok {
		return echo.ErrNotFound
	}
	if m, class, err := s.membership(c); err == nil && s.uses(c, m) && slices.Contains(class.Lessons, l.ID) {
		return s.take(c, m, class, l)
	}
	lab, err := s.labs.Create(c.Request().Context(), Wanted{Lesson: l})
	if err != nil {
		return err
	}
	own(c, lab)
	return c.Redirect(http.StatusSeeOther, "/")
}

// uses tells whether the lab that / shows is the one a member uses.
func (s *server) uses(c echo.Context, m Member) bool {
	cookie, err := c.Cookie(cookieName)
	return err == nil && m.Lab != "" && cookie.Value == m.Lab
}

// chosen are the options that were first chosen, by question.
func (l learner) chosen() map[string]string {
	chosen := map[string]string{}
	for _, a := range l.answers {
		chosen[a.question] = a.option
	}
	return chosen
}
