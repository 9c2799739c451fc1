package web

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/labstack/echo/v4"

	"drydock/templates"
)

// teachForm shows how a class is opened.
func (s *server) teachForm(c echo.Context) error {
	return render(c, http.StatusOK, templates.Open(templates.OpenView{Lessons: s.labs.Lessons(), Deleted: c.QueryParam("deleted") != ""}))
}

// longest is how long a class goes on that was given no end, and the longest
// one may.
const longest = 30 * 24 * time.Hour

// openClass opens a class: title, lessons, hours until its end.
func (s *server) openClass(c echo.Context) error {
	form, err := c.FormParams()
	if err != nil {
		return unreadable(err)
	}
	view := templates.OpenView{Lessons: s.labs.Lessons(), Title: strings.TrimSpace(form.Get("title")), Chosen: form["lesson"]}
	if !sensible(view.Title, 80) {
		view.Fault = "A class needs a title of at most 80 letters."
		return render(c, http.StatusBadRequest, templates.Open(view))
	}
	goes := longest
	if hours, err := strconv.Atoi(form.Get("hours")); err == nil && hours > 0 {
		goes = min(time.Duration(hours)*time.Hour, longest)
	}
	var chosen []string
	for _, l := range s.labs.Lessons() {
		if slices.Contains(view.Chosen, l.ID) {
			chosen = append(chosen, l.ID)
		}
	}
	secret, err := s.newClass(c.Request().Context(), Classroom{Title: view.Title, Lessons: chosen}, goes)
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/teach/"+secret)
}

// newClass keeps a class with a code and a teacher's lab, and returns the
// teacher's secret.
func (s *server) newClass(ctx context.Context, class Classroom, goes time.Duration) (secret string, err error) {
	now := s.labs.now().UTC().Truncate(time.Millisecond)
	secret = newSecret()
	class.ID, class.Teacher, class.Created, class.Ends = uuid.NewString(), hashed(secret), now, now.Add(goes)
	lab, err := s.labs.Create(ctx, Wanted{Class: class.ID})
	if err != nil {
		return "", err
	}
	class.Lab = lab.ID
	for range 10 { // codes that are taken already
		class.Code = newCode()
		if err = s.store.CreateClass(ctx, class); !isClass(err, Conflict) {
			break
		}
	}
	return secret, err
}

// taught is the class of the teacher's secret in the address.
func (s *server) taught(c echo.Context) (Classroom, error) {
	return s.store.Class(c.Request().Context(), ByTeacher, hashed(c.Param("teacher")))
}

// pupil is a member of the class taught.
func (s *server) pupil(c echo.Context) (Classroom, Member, error) {
	class, err := s.taught(c)
	if err != nil {
		return class, Member{}, err
	}
	m, err := s.store.Member(c.Request().Context(), ByID, c.Param("member"))
	if err == nil && m.Class != class.ID {
		err = &Error{Class: NotFound, Message: "There is no such member."}
	}
	return class, m, err
}

func boardURL(c echo.Context) string { return "/teach/" + c.Param("teacher") }

// mostHint is the longest a hint may be, in letters.
const mostHint = 500

// hint sends a hint to one member, or to all.
func (s *server) hint(c echo.Context) error {
	class, err := s.taught(c)
	if err != nil {
		return err
	}
	text := strings.TrimSpace(c.FormValue("text"))
	if text == "" || len([]rune(text)) > mostHint {
		return invalid("A hint has 1 to %d letters.", mostHint)
	}
	ctx := c.Request().Context()
	members, err := s.store.Members(ctx, class.ID)
	if err != nil {
		return err
	}
	if id := c.Param("member"); id != "" {
		members = slices.DeleteFunc(members, func(m Member) bool { return m.ID != id })
	}
	for _, m := range members {
		if err := s.store.AddHint(ctx, Hint{Member: m.ID, Text: text, At: s.labs.now()}); err != nil {
			return err
		}
		s.bus.tell("member:"+m.ID, "hint")
	}
	return c.Redirect(http.StatusSeeOther, back(c))
}

// back is the page of the teacher that a form was on.
func back(c echo.Context) string {
	if c.Param("member") != "" && c.FormValue("from") == "lab" {
		return boardURL(c) + "/members/" + c.Param("member")
	}
	return boardURL(c)
}

// broadcast shows the teacher's world to the class, ends that, or makes it
// everyone's new start.
func (s *server) broadcast(c echo.Context) error {
	class, err := s.taught(c)
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	news := "show"
	switch c.FormValue("what") {
	case "look":
		class.Shown = true
	case "end":
		class.Shown = false
	case "start":
		news = "start"
		if err := s.startAll(ctx, class); err != nil {
			return err
		}
	default:
		return invalid("What is look, end or start.")
	}
	if err := s.store.ChangeClass(ctx, class); err != nil {
		return err
	}
	members, err := s.store.Members(ctx, class.ID)
	for _, m := range members {
		s.bus.tell("member:"+m.ID, news)
	}
	return either(err, func() error { return c.Redirect(http.StatusSeeOther, boardURL(c)) })
}

// startAll gives every member a lab that is what the teacher's is now.
func (s *server) startAll(ctx context.Context, class Classroom) error {
	members, err := s.store.Members(ctx, class.ID)
	if err != nil {
		return err
	}
	for _, m := range members {
		lab, err := s.labs.Copy(ctx, class.Lab, Wanted{Class: class.ID, Member: m.ID})
		if err != nil {
			return err
		}
		m.Lab = lab.ID
		if err := s.store.MoveMember(ctx, m); err != nil {
			return err
		}
		s.bus.tell("class:"+class.ID, m.ID)
	}
	return nil
}

// teacherLab gives the teacher a new world, about a lesson or about none.
func (s *server) teacherLab(c echo.Context) error {
	class, err := s.taught(c)
	if err != nil {
		return err
	}
	w := Wanted{Class: class.ID}
	if id := c.FormValue("lesson"); id != "" {
		l, ok := s.labs.lesson(id)
		if !ok {
			return echo.ErrNotFound
		}
		w.Lesson = l
	}
	lab, err := s.labs.Create(c.Request().Context(), w)
	if err != nil {
		return err
	}
	class.Lab = lab.ID
	if err := s.store.ChangeClass(c.Request().Context(), class); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/labs/"+lab.ID)
}

// deleteClass removes everything of a class.
func (s *server) deleteClass(c echo.Context) error {
	class, err := s.taught(c)
	if err != nil {
		return err
	}
	if c.FormValue("sure") != "yes" {
		return invalid("Tick that you are sure: what is deleted does not come back.")
	}
	if err := s.forget(c.Request().Context(), class.ID); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/teach?deleted=1")
}

func (s *server) forget(ctx context.Context, class string) error {
	members, err := s.store.Members(ctx, class)
	if err != nil {
		return err
	}
	labs, err := s.store.DeleteClass(ctx, class)
	if err != nil {
		return err
	}
	s.labs.Forget(labs)
	for _, m := range members {
		s.bus.tell("member:"+m.ID, "gone")
	}
	s.bus.tell("class:"+class, "gone")
	return nil
}

// Sweep deletes the classes that ended long enough ago.
func (s *server) Sweep(ctx context.Context) error {
	ids, err := s.store.EndedClasses(ctx, s.labs.now().Add(-Keep))
	if err != nil {
		return err
	}
	for _, id := range ids {
		if err := s.forget(ctx, id); err != nil {
			return err
		}
	}
	return nil
}
