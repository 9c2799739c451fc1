//go:build !js

package web

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"
)

// origin is what may be named as a site: a scheme and a host, a port if need
// be; anyHost is one whose first name is left open.
var (
	origin  = regexp.MustCompile(`^https?://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?$`)
	anyHost = regexp.MustCompile(`^https?://\*\.[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?$`)
)

// checkOrigins tells what is no site in a list; open says that * stands for all,
// and for any first name of a host.
func checkOrigins(what string, list []string, open bool) error {
	for _, o := range list {
		if !origin.MatchString(o) && (!open || o != "*" && !anyHost.MatchString(o)) {
			return fmt.Errorf("%s: %q is no site: write it as https://docs.example", what, o)
		}
	}
	return nil
}

// listOf is a list of one, of none for "".
func listOf(one string) []string {
	if one == "" {
		return nil
	}
	return []string{one}
}

// framed says who may show a page in a frame: this site and those it was told.
// What teachers and classes see is shown in no frame of others.
func (s *server) framed(next echo.HandlerFunc) echo.HandlerFunc {
	allowed := "frame-ancestors 'self' " + strings.Join(s.frames, " ")
	if slices.Contains(s.frames, "*") {
		allowed = "frame-ancestors *"
	}
	theirs := strings.Replace(s.policy(), "frame-ancestors 'self'", allowed, 1)
	return func(c echo.Context) error {
		if path := c.Path(); len(s.frames) > 0 && !strings.HasPrefix(path, "/teach") && !strings.HasPrefix(path, "/class") && !strings.HasPrefix(path, "/join") {
			h := c.Response().Header()
			h.Set(echo.HeaderContentSecurityPolicy, theirs)
			h.Del(echo.HeaderXFrameOptions) // it knows one site only
		}
		return next(c)
	}
}

// forOthers are the addresses that pages of other sites may use, once they are
// told: by what they begin with.
var forOthers = []string{"/api/", "/oembed"}

// mayCall tells whether a request comes from a page of a site that was told,
// and asks for what such pages may use.
func (s *server) mayCall(c echo.Context) bool {
	from := c.Request().Header.Get(echo.HeaderOrigin)
	return from != "" && slices.Contains(s.origins, from) && slices.ContainsFunc(forOthers, func(p string) bool { return strings.HasPrefix(c.Request().URL.Path, p) })
}

// shareOrigin lets the pages of the sites that were told read what they may ask
// for. No cookie counts there. Source: the Fetch standard, CORS protocol.
func (s *server) shareOrigin(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if len(s.origins) > 0 {
			c.Response().Header().Add(echo.HeaderVary, echo.HeaderOrigin)
		}
		if !s.mayCall(c) {
			return next(c)
		}
		h := c.Response().Header()
		h.Set(echo.HeaderAccessControlAllowOrigin, c.Request().Header.Get(echo.HeaderOrigin))
		if c.Request().Method == http.MethodOptions {
			h.Set(echo.HeaderAccessControlAllowMethods, "GET, POST")
			h.Set(echo.HeaderAccessControlAllowHeaders, "Content-Type")
			h.Set(echo.HeaderAccessControlMaxAge, "600")
			return c.NoContent(http.StatusNoContent)
		}
		c.Request().Header.Del("Cookie")
		return next(c)
	}
}
