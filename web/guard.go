package web

import (
	"net/http"
	"time"

	"github.com/labstack/echo/v4"
)

// memberCookie holds a member's key.
const memberCookie = "member"

// guard lets only a member use its own lab, and only look at it once the class
// has ended. Who has no such lab is told no more than that.
func (s *server) guard(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if err := s.may(c, c.Param("lab")); err != nil {
			return err
		}
		return next(c)
	}
}

// may tells whether whoever asks may use a lab, as NotFound and Forbidden.
func (s *server) may(c echo.Context, id string) error {
	ctx := c.Request().Context()
	lab, err := s.labs.Lab(ctx, id)
	if err != nil || lab.Class == "" {
		return err
	}
	keyed := s.keyed(c, lab)
	if lab.Member == "" && !keyed && !s.teaches(c, lab.Class) {
		return &Error{Class: Forbidden, Message: "This lab is the teacher's. Open it from the board of the class."}
	}
	if lab.Member != "" && !keyed {
		if m, err := s.member(c); err != nil || m.ID != lab.Member {
			return &Error{Class: Forbidden, Message: "This lab is somebody else's."}
		}
	}
	if c.Request().Method != http.MethodGet && c.Request().Method != http.MethodHead {
		class, err := s.store.Class(ctx, ByID, lab.Class)
		if err != nil {
			return err
		}
		if !s.labs.now().Before(class.Ends) {
			return &Error{Class: Forbidden, Message: "This class has ended: you can look at your lab, but not type any more."}
		}
	}
	return nil
}

// teacherCookie is the name of the cookie that holds the secret of the teacher of
// a class: the board gives it, and the teacher's own lab asks for it.
func teacherCookie(class string) string { return "teacher-" + class }

// teaches tells whether whoever asks has the teacher's secret of a class.
func (s *server) teaches(c echo.Context, id string) bool {
	cookie, err := c.Cookie(teacherCookie(id))
	if err != nil {
		return false
	}
	class, err := s.store.Class(c.Request().Context(), ByTeacher, hashed(cookie.Value))
	return err == nil && class.ID == id
}

// teach gives the teacher of a class the cookie, for as long as the class is kept.
func (s *server) teach(c echo.Context, class Classroom) {
	c.SetCookie(&http.Cookie{
		Name: teacherCookie(class.ID), Value: c.Param("teacher"), Path: "/", Expires: class.Ends.Add(Keep),
		HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: c.Scheme() == "https",
	})
}

// member is the member whose cookie came with a request. NotFound if none did.
func (s *server) member(c echo.Context) (Member, error) {
	cookie, err := c.Cookie(memberCookie)
	if err != nil || cookie.Value == "" {
		return Member{}, &Error{Class: NotFound, Message: "You are in no class here. Join one by its code, or come back by your phrase."}
	}
	return s.store.Member(c.Request().Context(), ByKey, hashed(cookie.Value))
}

// remember gives a member its cookie.
func remember(c echo.Context, key string) {
	c.SetCookie(&http.Cookie{
		Name: memberCookie, Value: key, Path: "/", MaxAge: int((90 * 24 * time.Hour).Seconds()),
		HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: c.Scheme() == "https",
	})
}
