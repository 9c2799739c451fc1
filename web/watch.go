package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"drydock/templates"
)

// watchMember shows the teacher a member's lab, to look at only.
func (s *server) watchMember(c echo.Context) error {
	_, m, err := s.pupil(c)
	if err != nil {
		return err
	}
	w := templates.WatchView{Title: m.Nickname, Back: boardURL(c), BackName: "The board", Events: boardURL(c) + "/members/" + m.ID + "/events", Hint: boardURL(c) + "/members/" + m.ID + "/hint"}
	hints, err := s.store.Hints(c.Request().Context(), m.ID)
	if err != nil {
		return err
	}
	for _, h := range hints {
		w.Hints = append(w.Hints, h.Text)
	}
	return s.watch(c, m.Lab, w)
}

// watchTeacher shows a member the teacher's lab while that is broadcast.
func (s *server) watchTeacher(c echo.Context) error {
	_, class, err := s.membership(c)
	if err != nil {
		return err
	}
	if !class.Shown {
		return &Error{Class: Forbidden, Message: "The teacher does not show anything now."}
	}
	return s.watch(c, class.Lab, templates.WatchView{Title: "The teacher", Back: "/class/now", BackName: "Your lab", Events: "/class/teacher/events"})
}

// watch shows a lab to look at only: the page has no form that reaches it, and
// does not tell its id.
func (s *server) watch(c echo.Context, id string, w templates.WatchView) error {
	if id == "" {
		return render(c, http.StatusOK, templates.WatchNothing(w))
	}
	m, err := s.look(c, id)
	if err != nil {
		return err
	}
	switch terminal := c.QueryParam("terminal"); terminal {
	case "": // the one that was typed at last
		m = m.at(m.Typed)
	case templates.FirstTerminal:
		m = m.at("")
	default:
		m = m.at(terminal)
	}
	m.Lab.ID = templates.Watched // so that nothing on the page can tell it
	v := viewAt(c, m, selected(c))
	if v.Goal != nil {
		v.Goal.Picture = ""
	}
	v.Lab, v.Suggestion, v.Meta = templates.Watched, "", w.Meta
	if v.Browser != nil {
		v.Browser.Frame, v.Browser.Fault = "", "Pages are not shown here."
	}
	if m.Past && v.Whole || c.QueryParam("at") == "" {
		v.Whole = true
	}
	if v.Lines == nil {
		v.Lines = m.Lines
	}
	w.View = v
	w.Live = c.QueryParam("at") == ""
	if scripted(c) {
		return render(c, http.StatusOK, templates.WatchUpdate(w))
	}
	return render(c, http.StatusOK, templates.Watch(w))
}

// watchMemberEvents tells of a member's inputs.
func (s *server) watchMemberEvents(c echo.Context) error {
	_, m, err := s.pupil(c)
	if err != nil {
		return err
	}
	return s.watchEvents(c, m.Lab)
}

// watchTeacherEvents tells of the teacher's inputs while they are shown.
func (s *server) watchTeacherEvents(c echo.Context) error {
	_, class, err := s.membership(c)
	if err == nil && !class.Shown {
		err = &Error{Class: Forbidden, Message: "The teacher does not show anything now."}
	}
	if err != nil {
		return err
	}
	return s.watchEvents(c, class.Lab)
}

func (s *server) watchEvents(c echo.Context, lab string) error {
	if lab == "" {
		return echo.ErrNotFound
	}
	return s.stream(c, "lab:"+lab, func(news []string) ([]sent, error) {
		if len(news) == 0 {
			return nil, nil
		}
		return []sent{{"input", ""}}, nil
	})
}
