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
	if lab.Member != "" {
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
