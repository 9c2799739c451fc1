package web

import (
	"net/http"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"drydock/sim"
	"drydock/templates"
)

// story is a component in one of its states, reached as a learner would reach
// it: by the lines of a session.
type story struct {
	Name   string
	Part   string   // of the page, as templates.Story names it
	Shows  string   // what to look at
	Lines  []string // as sim.Typed reads them
	Select string   // what the inspector shows
	Back   int      // so many moments before the last one
	Narrow bool
	Lesson string
	With   func(*templates.View) // what no session brings about
}

// story shows one component, or the list of them all.
func (s *server) storybook(c echo.Context) error {
	name := c.Param("story")
	if name == "" {
		return render(c, http.StatusOK, templates.Storybook(shelf()))
	}
	i := slices.IndexFunc(stories, func(one story) bool { return one.Name == name })
	if i < 0 {
		return echo.ErrNotFound
	}
	m, err := s.play(c, stories[i])
	if err != nil {
		return err
	}
	v := viewOf(c, m, stories[i].Select)
	v.Narrow, v.Still = stories[i].Narrow, true
	if with := stories[i].With; with != nil {
		with(&v)
	}
	return render(c, http.StatusOK, templates.Story(v, stories[i].Part, stories[i].Shows))
}

// shelf is the list of the stories by the component they show.
func shelf() []templates.Shelf {
	var list []templates.Shelf
	for _, one := range stories {
		i := slices.IndexFunc(list, func(s templates.Shelf) bool { return s.Part == one.Part })
		if i < 0 {
			i, list = len(list), append(list, templates.Shelf{Part: one.Part})
		}
		list[i].Stories = append(list[i].Stories, templates.StoryLink{Name: one.Name, Shows: one.Shows})
	}
	return list
}

// play is the moment that a story's lines lead to, in a lab that nobody keeps.
func (s *server) play(c echo.Context, one story) (Moment, error) {
	lab := Lab{ID: "storybook", Seed: "storybook", Lesson: one.Lesson, Created: storyTime}
	l := &live{lab: lab, screens: Screens{"": {}}, last: storyTime, doing: doing{at: storyTime}}
	l.past = history{notes: map[int64]note{}, shots: map[int64]*shot{}}
	l.world = sim.New(lab.Options())
	l.teach(s.labs.Lessons())
	var did *Step
	for i, line := range one.Lines {
		in := sim.Typed(line)
		in.After = max(in.After, time.Second)
		e := Entry{Seq: int64(i + 1), Parent: int64(i), At: storyTime, Input: in}
		start := l.world.Now()
		stepped, err := step(l.world, in)
		if err != nil {
			return Moment{}, &Error{Class: Internal, Message: "This story cannot be told.", Cause: err}
		}
		l.past.add(e)
		l.take(e, stepped)
		did = &Step{stepped.result, start, line}
	}
	last := l.seq
	if one.Back > 0 {
		return l.visit(c.Request().Context(), last-int64(one.Back), last)
	}
	m := l.moment(0)
	if one.Part == "page" {
		m.Step = did
	}
	if with := number(compared(one.Select)); with >= 0 {
		other, err := l.at(c.Request().Context(), with)
		if err != nil {
			return Moment{}, err
		}
		m.Other = &other.world
	}
	return m, nil
}

// storyTime is when all stories are told.
var storyTime = time.Date(2026, time.November, 23, 9, 0, 0, 0, time.UTC)
