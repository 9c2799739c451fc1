package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"drydock/sim"
	"drydock/sim/lesson"
	"drydock/sim/scene"
	"drydock/templates"
)

// goalOf is a goal of a lab's lesson.
func (m Moment) goalOf(name string) (lesson.Goal, bool) {
	for _, g := range m.Learner.lesson.Goals() {
		if g.Name == name {
			return g, true
		}
	}
	return lesson.Goal{}, false
}

// solve types the whole solution of a goal, a line an input.
func (s *server) solve(c echo.Context) error {
	ctx, id := c.Request().Context(), c.Param("lab")
	m, err := s.labs.Look(ctx, id)
	if err != nil {
		return err
	}
	g, ok := m.goalOf(c.FormValue("goal"))
	if !ok {
		return echo.ErrNotFound
	}
	for _, line := range g.Solution {
		in := Input{Input: sim.Typed(line)}
		in.Exact = in.Kind == sim.Wait
		if _, err := s.labs.Input(ctx, id, in); err != nil {
			return err
		}
	}
	return c.Redirect(http.StatusSeeOther, cameFrom(c, id))
}

// reached is the world in which a goal is met: the solution typed into this
// one, or where that does not lead there, into the lesson's beginning after the
// solutions of the goals before it.
func (m Moment) reached(g lesson.Goal) sim.World {
	w := played(m.World, g.Solution)
	if lesson.MarkOf(g, m.Learner.asks(w)).Done() {
		return w
	}
	w = sim.New(m.Lab.Options())
	for _, other := range m.Learner.lesson.Goals() {
		w = played(w, other.Solution)
		if other.Name == g.Name {
			break
		}
	}
	return w
}

func played(w sim.World, lines []string) sim.World {
	for _, line := range lines {
		in := sim.Typed(line)
		in.After = max(in.After, pause)
		w, _ = w.Step(in)
	}
	return w
}

// goalPane says what the world of a goal has other than the one shown.
func goalPane(v *templates.View, m Moment, name string) {
	if g, ok := m.goalOf(name); ok {
		c := scene.Compare(m.World.Host(), m.reached(g).Host())
		v.Goal = &templates.GoalView{Text: g.Text, Picture: "/labs/" + m.Lab.ID + "/goal/" + g.Name, Differs: c}
	}
}

// goalPicture is the picture of the world in which a goal is met, as a page of
// its own that stands beside the lab's.
func (s *server) goalPicture(c echo.Context) error {
	m, err := s.labs.Ahead(c.Request().Context(), c.Param("lab"), 0)
	if err != nil {
		return err
	}
	g, ok := m.goalOf(c.Param("goal"))
	if !ok {
		return echo.ErrNotFound
	}
	return render(c, http.StatusOK, templates.GoalPicture(templates.View{Scene: m.reached(g).Scene(), Narrow: c.QueryParam("wide") == "" || narrow(c)}))
}
