package web

import (
	"context"
	"crypto/subtle"
	"strings"

	"github.com/labstack/echo/v4"

	"drydock/templates"
)

// A page of a simulated server has no origin, so a browser sends no cookie with
// what is followed or sent from it. In a lab that only the owner of a cookie may
// use, the addresses of such pages therefore carry a key: it opens that lab's
// browser and nothing else, and nobody can guess it or the cookie from it.

// keyMark stands before the key in an address.
const keyMark = "~"

// frameRoute is where pages of simulated servers are, framed.
const frameRoute = "/labs/:lab/browse/*"

// frameKey is the key of a lab's browser, "" for a lab that needs none.
func (s *server) frameKey(ctx context.Context, lab Lab) (string, error) {
	if lab.Class == "" {
		return "", nil
	}
	if lab.Member != "" {
		m, err := s.store.Member(ctx, ByID, lab.Member)
		return keyFrom(lab, m.Key), err
	}
	class, err := s.store.Class(ctx, ByID, lab.Class)
	return keyFrom(lab, class.Teacher), err
}

// keyFrom is a key made from what is stored of the secret of a lab's owner.
func keyFrom(lab Lab, secret string) string { return hashed("browser/" + lab.ID + "/" + secret)[:32] }

// cutKey parts the address of a framed page from the key before it.
func cutKey(path string) (key, address string) {
	if first, rest, ok := strings.Cut(path, "/"); ok && strings.HasPrefix(first, keyMark) {
		return first[len(keyMark):], rest
	}
	return "", path
}

// keyed tells whether a request for a framed page has the lab's key.
func (s *server) keyed(c echo.Context, lab Lab) bool {
	key, _ := cutKey(c.Param("*"))
	if c.Path() != frameRoute || key == "" {
		return false
	}
	want, err := s.frameKey(c.Request().Context(), lab)
	return err == nil && subtle.ConstantTimeCompare([]byte(key), []byte(want)) == 1
}

// keyPane gives the frame of the browser the key of the lab, for who may use it.
func (s *server) keyPane(c echo.Context, v *templates.View, lab Lab) error {
	if v.Browser == nil || v.Browser.Frame == "" || lab.Class == "" {
		return nil
	}
	key, err := s.frameKey(c.Request().Context(), lab)
	if err == nil {
		v.Browser.Frame = strings.Replace(v.Browser.Frame, "/browse/", "/browse/"+keyMark+key+"/", 1)
	}
	return err
}
