package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"drydock/sim/record"
	"drydock/templates"
)

// pageHeader is the header in which a page without a server says where it is.
const pageHeader = "X-Drydock-Page"

// siteHeader is the one in which it says where its site begins, with a slash at
// the end.
const siteHeader = "X-Drydock-Site"

// base is the address of this server as others write it, without / at its end.
func (s *server) base(c echo.Context) string {
	if page := c.Request().Header.Get(pageHeader); !canPaint && page != "" {
		return page
	}
	if s.public != "" {
		return s.public
	}
	return c.Scheme() + "://" + c.Request().Host
}

// sharePane fills the panel that shares a lab, when that is looked at.
func (s *server) sharePane(c echo.Context, v *templates.View, m Moment) error {
	if v.Selected != "share" {
		return nil
	}
	ctx := c.Request().Context()
	base, id := s.base(c), m.Lab.ID
	p := templates.SharePanel{Moment: momentName(m), At: m.Seq, Line: m.Line, Terminals: m.World.Terminals(), Pictures: canPaint}
	v.Share = &p
	r, err := s.labs.Record(ctx, id, m.Seq, m.Line, -1)
	if sentence, ours := isOurs(err); ours {
		p.Fault = sentence
		return nil
	}
	if err != nil {
		return err
	}
	if link, err := r.Link(); err == nil {
		p.Whole = base + s.opens + "#" + record.Mark + link
	}
	badge := p.Whole
	if q, ok := r.Query(); ok {
		badge = base + "/?" + q.Encode()
		if !canPaint { // base is a page
			badge = base + "?" + q.Encode()
		}
	}
	if _, p.Keeps = s.links(); p.Keeps {
		store, _ := s.links()
		short, err := store.LinkTo(ctx, Link{Kind: OpenLink, Lab: id, At: m.Seq, Line: m.Line, Inputs: int64(len(r.Entries))})
		if err == nil {
			p.Short = base + "/s/" + short.Code
		} else if !isClass(err, NotFound) {
			return err
		}
		live, err := s.liveLink(ctx, id)
		if err != nil {
			return err
		}
		if live.Code != "" {
			p.Live, p.Watch = base+"/live/"+live.Code, s.bus.count("lab:"+id)
		}
		if p.Short != "" && (badge == "" || len(badge) > 300) {
			badge = p.Short
		}
	}
	if canPaint {
		p.Badge(base+"/badge.svg", badge)
	} else if site := c.Request().Header.Get(siteHeader); site != "" && badge != "" {
		p.Badge(site+"badge.svg", badge)
	}
	return nil
}

// momentName is a moment in a few words.
func momentName(m Moment) string {
	if m.Seq == 0 {
		return "at the beginning"
	}
	for _, p := range m.Time.Points {
		if p.Seq == m.Seq {
			return "after “" + p.Label + "”"
		}
	}
	return fmt.Sprintf("after input %d", m.Seq)
}

// share makes a link to a lab, or ends the one that lets others look on.
func (s *server) share(c echo.Context) error {
	ctx, id := c.Request().Context(), c.Param("lab")
	at, line := number(c.FormValue("moment")), number(c.FormValue("line"))
	r, err := s.labs.Record(ctx, id, at, line, -1)
	if err != nil {
		return err
	}
	switch c.FormValue("what") {
	case "open":
		_, err = s.linkTo(ctx, Link{Kind: OpenLink, Lab: id, At: r.At, Line: r.Line, Inputs: int64(len(r.Entries))})
	case "live":
		_, err = s.linkTo(ctx, Link{Kind: LiveLink, Lab: id})
	case "end":
		err = s.unshare(ctx, id)
	default:
		err = invalid("What is open, live or end.")
	}
	if err != nil {
		return err
	}
	if wantsJSON(c) {
		return s.shareJSON(c, r)
	}
	q := url.Values{"select": {"share"}}
	last := int64(len(r.Entries))
	if r.At != last {
		q.Set("at", fmt.Sprint(r.At))
		q.Set("line", fmt.Sprint(r.Line))
	}
	if !scripted(c) {
		return c.Redirect(http.StatusSeeOther, cameFrom(c, id)+"?"+q.Encode())
	}
	var m Moment
	if r.At == last {
		m, err = s.labs.Ahead(ctx, id, 0)
	} else {
		m, err = s.labs.Visit(ctx, id, r.At, r.Line, -1)
	}
	return s.open(c, m, err, "share")
}

// shareJSON tells a program which links there are.
func (s *server) shareJSON(c echo.Context, r record.Lab) error {
	v := templates.View{Selected: "share"}
	m, err := s.labs.Visit(c.Request().Context(), c.Param("lab"), r.At, r.Line, -1)
	if err != nil {
		return err
	}
	if err := s.sharePane(c, &v, m); err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]string{"whole": v.Share.Whole, "short": v.Share.Short, "live": v.Share.Live})
}

// sharedFile is a form in which a lab can be taken away.
type sharedFile struct {
	kind  string // media type
	write func(ctx context.Context, s *server, r record.Lab, c echo.Context) ([]byte, error)
}

// sharedFiles are the forms by the name of the file.
var sharedFiles = map[string]sharedFile{
	"lab.json": {echo.MIMEApplicationJSON, func(_ context.Context, _ *server, r record.Lab, _ echo.Context) ([]byte, error) { return r.File(), nil }},
	"session.cast": {"application/x-asciicast", func(ctx context.Context, s *server, r record.Lab, c echo.Context) ([]byte, error) {
		return s.playedOut(ctx, func(more func() bool) []byte { return r.Cast(sessionTitle(r), c.QueryParam("terminal"), more) })
	}},
	"session.txtar": {echo.MIMETextPlainCharsetUTF8, func(ctx context.Context, s *server, r record.Lab, _ echo.Context) ([]byte, error) {
		return s.playedOut(ctx, func(more func() bool) []byte { return r.Transcript(sessionTitle(r), more) })
	}},
}

func sessionTitle(r record.Lab) string {
	if r.Lesson != "" {
		return "A session about the lesson " + r.Lesson
	}
	return "A session"
}

// playedOut is what play makes of a lab, if that does not take too long.
func (s *server) playedOut(ctx context.Context, play func(more func() bool) []byte) (data []byte, err error) {
	wait, cancel := context.WithTimeout(ctx, 2*openingTime)
	defer cancel()
	err = s.inTurn(ctx, func() (err error) {
		defer func() {
			if p := recover(); p != nil {
				err = &Error{Class: Internal, Message: "This lab could not be played.", Cause: fmt.Errorf("panic: %v", p)}
			}
		}()
		cut := false
		data = play(func() bool {
			cut = wait.Err() != nil
			return !cut
		})
		if cut {
			err = &Error{Class: Full, Message: "This lab has too much in it to be played for a recording. Take its file."}
		}
		return err
	})
	return data, err
}

// inTurn does what takes much work, a few at a time.
func (s *server) inTurn(ctx context.Context, do func() error) error {
	if s.crates == nil { // one browser's own
		return do()
	}
	select {
	case s.crates <- struct{}{}:
		defer func() { <-s.crates }()
		return do()
	case <-ctx.Done():
		return ctx.Err()
	}
}

// takeAway answers with a lab in one of the forms.
func (s *server) takeAway(c echo.Context) error {
	if name := c.Param("file"); canPaint && (name == "picture.svg" || name == "picture.png") {
		return s.takePicture(c, name)
	}
	f, ok := sharedFiles[c.Param("file")]
	if !ok {
		return echo.ErrNotFound
	}
	ctx := c.Request().Context()
	r, err := s.labs.Record(ctx, c.Param("lab"), number(c.QueryParam("at")), number(c.QueryParam("line")), -1)
	if err != nil {
		return err
	}
	data, err := f.write(ctx, s, r, c)
	if err != nil {
		return err
	}
	h := c.Response().Header()
	h.Set("Cache-Control", "no-store")
	h.Set(echo.HeaderContentDisposition, `attachment; filename="drydock-`+time.Now().UTC().Format("20060102")+"-"+c.Param("file")+`"`)
	return c.Blob(http.StatusOK, f.kind, data)
}

// onlook shows a lab to who knows its live link: to look at only.
func (s *server) onlook(c echo.Context) error {
	l, err := s.linked(c.Request().Context(), LiveLink, c.Param("code"))
	if err != nil {
		return err
	}
	here := "/live/" + l.Code
	w := templates.WatchView{Title: "A lab, live", Lead: "Somebody works in this lab now. You look on: nothing you do reaches it.", Back: "/", BackName: "To a lab of your own", Events: here + "/events"}
	w.Meta = s.meta(c, w.Title, w.Lead, here, here+"/picture.png")
	return s.watch(c, l.Lab, w)
}

// onlookEvents tells of the inputs of a lab that is shown, of time that passes
// there, and of the end.
func (s *server) onlookEvents(c echo.Context) error {
	ctx := c.Request().Context()
	l, err := s.linked(ctx, LiveLink, c.Param("code"))
	if err != nil {
		return err
	}
	ended := false
	return s.stream(c, "lab:"+l.Lab, func(news []string) ([]sent, error) {
		if ended {
			return nil, errNoLinks
		}
		if strings.Contains(strings.Join(news, " "), "unshared") || strings.Contains(strings.Join(news, " "), "gone") {
			if _, err := s.linked(ctx, LiveLink, l.Code); err != nil {
				ended = true
				return []sent{{"ended", ""}}, nil
			}
		}
		if len(news) == 0 && s.labs.still(ctx, l.Lab) {
			return nil, nil
		}
		return []sent{{"input", ""}}, nil
	})
}
