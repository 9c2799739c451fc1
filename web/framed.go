//go:build !js

package web

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"drydock/sim/record"
	"drydock/templates"
)

// frameOptions are what a frame's address may ask for beside the lab, as the
// element drydock-lab does: see static/site/embed.js and embedded.js.
var frameOptions = []string{"commands", "height", "theme", "show", "lang", "readonly", "autorun", "speed", "id"}

// frameQuery is the part of a query that says what a frame shows: a lab, and how.
func frameQuery(q url.Values) url.Values {
	kept := askedQuery(q)
	for _, name := range append([]string{"s"}, frameOptions...) {
		if v := q[name]; len(v) > 0 {
			kept[name] = v
		}
	}
	return kept
}

// framePage is a lesson in a frame by the name that an exported site has for
// it: LESSON.html, or index.html for none.
var framePage = regexp.MustCompile(`^([a-z0-9-]+)\.html$`)

// frame shows what a frame will hold, and opens it once it is looked at: as with
// /open, whoever only fetches the address makes no lab.
func (s *server) frame(c echo.Context) error {
	q := frameQuery(c.QueryParams())
	if name := c.Param("page"); name != "" {
		m := framePage.FindStringSubmatch(name)
		if m == nil {
			return echo.ErrNotFound
		}
		if m[1] != "index" {
			q.Set("lesson", m[1])
		}
	}
	if other := q.Get("lesson") + "-" + q.Get("lang"); q.Get("lang") != "" {
		if _, ok := s.labs.lesson(other); ok {
			q.Set("lesson", other)
		}
	}
	v := templates.OpenLabView{Title: "A simulated Docker host", Action: "/embed?" + q.Encode(), Auto: true, Framed: true}
	r, err := s.frameLab(c, q)
	if err != nil {
		return s.refuseOpen(c, err)
	}
	if l, ok := s.labs.lesson(r.Lesson); ok {
		v.Title = l.Title
	} else if r.Lesson != "" {
		return s.refuseOpen(c, &Error{Class: NotFound, Message: "There is no lesson " + r.Lesson + " here."})
	}
	for _, in := range r.Inputs(r.At) {
		v.Lines = append(v.Lines, title(in))
	}
	for _, commands := range q["commands"] {
		for line := range strings.Lines(commands) {
			v.Lines = append(v.Lines, strings.TrimSpace(line))
		}
	}
	return s.renderOpen(c, http.StatusOK, v)
}

// frameLab is what a frame begins with: nothing done yet, what run, stack or
// lesson ask for, or what a short link leads to.
func (s *server) frameLab(c echo.Context, q url.Values) (record.Lab, error) {
	if code := q.Get("s"); code != "" {
		l, err := s.linked(c.Request().Context(), OpenLink, code)
		if err != nil {
			return record.Lab{}, err
		}
		return s.labs.Record(c.Request().Context(), l.Lab, l.At, l.Line, l.Inputs)
	}
	if !record.Asks(q) {
		return record.Lab{}, nil
	}
	r, err := record.Asked(q)
	if err != nil {
		return r, unreadableLab("What this address asks for", err)
	}
	return r, nil
}

// openFrame makes the lab of a frame, or finds the one it had here before.
func (s *server) openFrame(c echo.Context) error {
	ctx, q := c.Request().Context(), frameQuery(c.QueryParams())
	if had := c.FormValue("lab"); had != "" && s.may(c, had) == nil {
		if _, err := s.labs.Ahead(ctx, had, 0); err == nil {
			return c.Redirect(http.StatusSeeOther, "/embed/labs/"+url.PathEscape(had)+"?"+q.Encode())
		}
	}
	r, err := s.frameLab(c, q)
	if err != nil {
		return s.refuseOpen(c, err)
	}
	o, err := s.openInTurn(ctx, r)
	if err != nil {
		return s.refuseOpen(c, err)
	}
	at, err := url.Parse(o.url())
	if err != nil {
		return err
	}
	for name, values := range at.Query() {
		q[name] = values
	}
	return c.Redirect(http.StatusSeeOther, "/embed/labs/"+url.PathEscape(o.Lab.ID)+"?"+q.Encode())
}

// framedLab is a lab's page for a frame.
func (s *server) framedLab(c echo.Context) error {
	m, err := s.look(c, c.Param("lab"))
	if err != nil {
		return err
	}
	v := viewOf(c, m, selected(c))
	if err := s.complete(c, &v, m); err != nil {
		return err
	}
	v.First, v.Embedded = s.firstFor(c), true
	return render(c, http.StatusOK, templates.Page(v))
}

// element is the script of drydock-lab, which pages of other sites load.
func (s *server) element(c echo.Context) error {
	a, ok := s.assets["site/embed.js"]
	if !ok {
		return echo.ErrNotFound
	}
	h := c.Response().Header()
	h.Set("Cache-Control", "public, max-age=3600")
	h.Set("Cross-Origin-Resource-Policy", "cross-origin")
	h.Set(echo.HeaderAccessControlAllowOrigin, "*") // a module is asked for with CORS
	return c.Blob(http.StatusOK, a.kind, a.plain)
}

// frameOf is the address of a frame that shows a page of this server.
func frameOf(page string) string {
	path, query, _ := strings.Cut(page, "?")
	code, short := strings.CutPrefix(path, "/s/")
	switch {
	case short:
		return "/embed?" + url.Values{"s": {code}}.Encode()
	case slices.Contains([]string{"/", "/open"}, path) && query != "":
		return "/embed?" + query
	case path == "/" || path == "/open":
		return "/embed"
	}
	return page
}
