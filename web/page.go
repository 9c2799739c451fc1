package web

import (
	"cmp"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"drydock/sim"
	"drydock/sim/scene"
	"drydock/templates"
)

// cookieName is the cookie that says which lab / shows: the visitor's own.
const cookieName = "lab"

// front shows the visitor's own lab; a new visitor gets one.
func (s *server) front(c echo.Context) error {
	if openAsked(c) {
		return c.Redirect(http.StatusSeeOther, "/open?"+askedQuery(c.QueryParams()).Encode())
	}
	ctx := c.Request().Context()
	if cookie, err := c.Cookie(cookieName); err == nil {
		err := s.may(c, cookie.Value)
		var m Moment
		if err == nil {
			m, err = s.look(c, cookie.Value)
		}
		if class, ours := classOf(err); !ours || class != NotFound && class != Forbidden {
			return s.show(c, m, err)
		}
	}
	lab, err := s.labs.Create(ctx, Wanted{})
	if err != nil {
		return err
	}
	own(c, lab)
	m, err := s.labs.Ahead(ctx, lab.ID, 0)
	return s.show(c, m, err)
}

// begin gives the visitor a new lab instead of the old one.
func (s *server) begin(c echo.Context) error {
	lab, err := s.labs.Create(c.Request().Context(), Wanted{})
	if err != nil {
		return err
	}
	own(c, lab)
	return c.Redirect(http.StatusSeeOther, "/")
}

// own makes a lab the visitor's.
func own(c echo.Context, lab Lab) {
	c.SetCookie(&http.Cookie{
		Name: cookieName, Value: lab.ID, Path: "/", MaxAge: int((365 * 24 * time.Hour).Seconds()),
		HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: c.Scheme() == "https",
	})
}

// page shows a lab by its id, to whoever knows that.
func (s *server) page(c echo.Context) error {
	m, err := s.look(c, c.Param("lab"))
	return s.show(c, m, err)
}

// look is the lab at the moment that was asked for: at=3&line=9, or as it looks
// now. A comparison needs one more moment.
func (s *server) look(c echo.Context, id string) (Moment, error) {
	ctx, at, with := c.Request().Context(), c.QueryParam("at"), int64(-1)
	if ref := compared(c.FormValue("select")); ref != "" {
		with = number(ref)
	}
	if at == "" && with < 0 {
		return s.labs.Ahead(ctx, id, 0)
	}
	return s.labs.Visit(ctx, id, number(at), number(c.QueryParam("line")), with)
}

// compared is the moment that a selected comparison is with, "" for none.
func compared(selected string) string {
	ref, _ := strings.CutPrefix(selected, "compare/")
	if ref == selected {
		return ""
	}
	return ref
}

// number is a moment's number, -1 for what is none.
func number(text string) int64 {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 0 {
		return -1
	}
	return n
}

// show answers with a whole page, or with its changing parts if a script asks.
func (s *server) show(c echo.Context, m Moment, err error) error {
	return s.open(c, m, err, selected(c))
}

// selected is what the inspector is to show: what was asked for by name, an
// address for the browser, or what stands in the command line to be explained.
func selected(c echo.Context) string {
	switch {
	case c.QueryParam("browse") != "":
		return "browse/" + c.QueryParam("browse")
	case c.QueryParam("explain") != "":
		return "explain/" + c.QueryParam("text")
	}
	return c.FormValue("select")
}

// open is show with an object in the inspector.
func (s *server) open(c echo.Context, m Moment, err error, object string) error {
	if err != nil {
		return err
	}
	v := viewOf(c, m, object)
	if err := s.complete(c, &v, m); err != nil {
		return err
	}
	if !scripted(c) {
		v.First = s.firstFor(c)
		return render(c, http.StatusOK, templates.Page(v))
	}
	if c.QueryParam("lines") == "all" {
		v.Whole = true // another terminal's, or the page has others
	} else if !m.Whole || c.QueryParam("at") == "" || c.QueryParam("keep") != "" {
		v.Lines, v.Whole = nil, false // they are there already
	}
	return render(c, http.StatusOK, templates.Update(v))
}

// input does what the learner typed. A script is answered with what changes; a
// browser without one goes back to the page, which shows it.
func (s *server) input(c echo.Context) error {
	in, err := formInput(c)
	if err != nil {
		return err
	}
	id := c.Param("lab")
	m, err := s.labs.Input(c.Request().Context(), id, in)
	if err != nil {
		return err
	}
	object := c.FormValue("select")
	if in.Kind == sim.Browse || in.Kind == sim.Submit {
		object = "browse/" + in.Path
	}
	if !scripted(c) {
		return c.Redirect(http.StatusSeeOther, cameFrom(c, id)+selectQuery(object, m.Terminal))
	}
	v := viewOf(c, m, object)
	return either(s.complete(c, &v, m), func() error { return render(c, http.StatusOK, templates.Update(v)) })
}

// inspect shows a lab with one object opened.
func (s *server) inspect(c echo.Context) error {
	object, err := url.PathUnescape(c.Param("*"))
	if err != nil {
		return echo.ErrNotFound
	}
	if kind := c.Param("type"); kind != "container" && kind != "image" {
		object = kind + "/" + object
	}
	m, err := s.labs.Ahead(c.Request().Context(), c.Param("lab"), 0)
	return s.open(c, m, err, object)
}

// ahead shows a lab as it will look so many milliseconds after its last input.
func (s *server) ahead(c echo.Context) error {
	ms, err := strconv.ParseInt(c.QueryParam("ms"), 10, 32)
	if c.QueryParam("ms") != "" && (err != nil || ms < 0) {
		return invalid("ms is a number of milliseconds.")
	}
	m, err := s.labs.Ahead(c.Request().Context(), c.Param("lab"), time.Duration(ms)*time.Millisecond)
	if err != nil {
		return err
	}
	v := viewOf(c, m, c.QueryParam("select"))
	v.Lines = m.Ahead
	return either(cmp.Or(s.keyPane(c, &v, m.Lab), s.sharePane(c, &v, m)), func() error { return render(c, http.StatusOK, templates.Update(v)) })
}

// scripted tells that our script sent the request and merges what comes back.
func scripted(c echo.Context) bool { return c.Request().Header.Get("X-Drydock") == "fragment" }

// narrow tells whether the picture is for a phone held upright. Our script says
// so; at the first visit the browser's name has to do.
func narrow(c echo.Context) bool {
	if shape, err := c.Cookie("shape"); err == nil {
		return shape.Value == "narrow"
	}
	return strings.Contains(c.Request().UserAgent(), "Mobi")
}

// cameFrom is the page a form was on: / or the lab's own address.
func cameFrom(c echo.Context, lab string) string {
	if from, err := url.Parse(c.Request().Referer()); err == nil && from.Path == "/" && from.Host == c.Request().Host {
		return "/"
	}
	return "/labs/" + lab
}

// selectQuery is the query that shows an object, at a terminal.
func selectQuery(ref, terminal string) string {
	q := url.Values{}
	if ref != "" {
		q.Set("select", ref)
	}
	if terminal != "" {
		q.Set("terminal", terminal)
	}
	if len(q) == 0 {
		return ""
	}
	return "?" + q.Encode()
}

// suggestion is offered to who has not typed anything yet.
const suggestion = "docker run hello-world"

// complete adds to the view of a lab what is kept beside the lab.
func (s *server) complete(c echo.Context, v *templates.View, m Moment) error {
	if err := s.inClass(c, v, m.Lab); err != nil {
		return err
	}
	if err := s.keyPane(c, v, m.Lab); err != nil {
		return err
	}
	v.Meta = s.meta(c, "Drydock, a Docker host made of glass", "Learn Docker on a simulated host that shows what every command does.", "/", "/picture.png")
	return s.sharePane(c, v, m)
}

// viewOf is what the templates show of a moment, at the terminal asked for.
func viewOf(c echo.Context, m Moment, selected string) templates.View {
	if m.Step == nil {
		m = m.at(c.FormValue("terminal"))
	}
	return viewAt(c, m, selected)
}

// viewAt is what the templates show of a moment, at its terminal.
func viewAt(c echo.Context, m Moment, selected string) templates.View {
	v := templates.View{
		Lab: m.Lab.ID, Terminal: m.Terminal, Terminals: m.World.Terminals(), Scene: m.World.Scene(), Lines: m.Lines, Ahead: m.Ahead, Partial: m.Partial, Since: m.Since.Milliseconds(),
		Time: m.Time, Whole: m.Whole, Busy: m.World.BusyAt(m.Terminal), Selected: strings.TrimSpace(selected), Narrow: narrow(c), Depth: depth(c), Meant: m.Meant, Why: m.World.Why(),
	}
	if v.Selected == "zone/registry" || strings.HasPrefix(v.Selected, "hub/") {
		v.Scene.Registry = m.World.Registry()
	}
	if scripted(c) {
		v.Held = held(c)
	}
	if !v.Busy { // a program has written its prompt itself: it is in Partial
		v.Prompt = m.World.PromptAt(m.Terminal)
	}
	if m.Step != nil {
		v.Result = templates.ResultOf(m.Step.Result.Events, m.Step.Start, m.Step.Result.Took)
		v.Result.Commands = sim.Commands(m.Step.Line)
		v.Said = scene.Tell(m.Step.Result.Events)
		if file := asked(m.Step.Result.Events); file != "" {
			v.Selected = "edit/" + file
		}
	}
	fill(&v, m)
	if m.Seq == 0 {
		v.Suggestion = suggestion
	}
	if m.Learner.lesson.ID != "" {
		v.Lesson, v.Suggestion = templates.LessonOf(m.Learner.lesson, m.Learner.marks, m.Next, m.Learner.chosen()), ""
		v.Lesson.Golf(m.Learner.lesson.Par, len(m.Learner.typed), m.Learner.took)
	}
	return v
}

// held are the parts of the page that its script says it has, each with its sum.
func held(c echo.Context) map[string]string {
	parts := map[string]string{}
	for _, one := range strings.Fields(c.Request().Header.Get("X-Drydock-Has")) {
		if id, sum, ok := strings.Cut(one, "="); ok {
			parts[id] = sum
		}
	}
	return parts
}

// render answers with a component. Pages are never stored by caches: they are
// somebody's lab.
func render(c echo.Context, status int, page templ.Component) error {
	h := c.Response().Header()
	h.Set("Cache-Control", "no-store")
	h.Set(echo.HeaderContentType, echo.MIMETextHTMLCharsetUTF8)
	c.Response().WriteHeader(status)
	return page.Render(c.Request().Context(), c.Response())
}

// depth is how deep the picture looks, as the visitor chose last: it is kept in
// a cookie, so that it stays with every input.
func depth(c echo.Context) string {
	chosen := c.QueryParam("depth")
	if chosen == "workshop" || chosen == "lifecycle" {
		c.SetCookie(&http.Cookie{Name: "depth", Value: chosen, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: c.Scheme() == "https"})
		return chosen
	}
	if kept, err := c.Cookie("depth"); err == nil {
		return kept.Value
	}
	return ""
}
