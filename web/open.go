//go:build !js

package web

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"drydock/sim/record"
	"drydock/templates"
)

// openForm shows what an address asks for, and opens it at once where there is
// script. Without anything asked for it takes a link or a file. Only its form
// makes a lab: who fetches addresses to show what is behind them makes none.
func (s *server) openForm(c echo.Context) error {
	q := c.QueryParams()
	v := templates.OpenLabView{Action: "/open"}
	if !record.Asks(q) {
		return s.renderOpen(c, http.StatusOK, v)
	}
	r, err := record.Asked(q)
	if err != nil {
		return s.refuseOpen(c, unreadableLab("What this address asks for", err))
	}
	v.Action, v.Auto = "/open?"+askedQuery(q).Encode(), true
	v.Title = "A lab that is begun for you"
	if r.Lesson != "" {
		l, ok := s.labs.lesson(r.Lesson)
		if !ok {
			return s.refuseOpen(c, &Error{Class: NotFound, Message: "There is no lesson " + r.Lesson + " here."})
		}
		v.Title = l.Title
	}
	for _, in := range r.Inputs(r.At) {
		v.Lines = append(v.Lines, title(in))
	}
	asked := askedQuery(q).Encode()
	v.Meta = s.meta(c, v.Title, described(v.Lines), "/open?"+asked, "/open/picture.png?"+asked)
	return s.renderOpen(c, http.StatusOK, v)
}

// described is what is done in a lab, in a sentence for other sites.
func described(lines []string) string {
	if len(lines) == 0 {
		return "A simulated Docker host that shows what every command does."
	}
	said := "After " + lines[len(lines)-1]
	if n := len(lines) - 1; n == 1 {
		said += " and one input before it"
	} else if n > 1 {
		said += fmt.Sprintf(" and %d inputs before it", n)
	}
	return said + ", on a simulated Docker host that shows what every command does."
}

// renderOpen shows the page that opens labs.
func (s *server) renderOpen(c echo.Context, status int, v templates.OpenLabView) error {
	return render(c, status, templates.OpenLab(v))
}

// refuseOpen says why something is not opened, on the page where something else
// can be.
func (s *server) refuseOpen(c echo.Context, err error) error {
	status, sentence := answerOf(err)
	if wantsJSON(c) || status >= http.StatusInternalServerError {
		return err
	}
	return s.renderOpen(c, status, templates.OpenLabView{Action: "/open", Fault: sentence})
}

// openLab opens what an address asks for, a link or a file.
func (s *server) openLab(c echo.Context) error {
	r, err := s.sent(c)
	if err != nil {
		return s.refuseOpen(c, err)
	}
	return s.opened(c, r)
}

// opened makes a lab of what was written down and leads there. The visitor's
// own lab at / stays what it is.
func (s *server) opened(c echo.Context, r record.Lab) error {
	o, err := s.openInTurn(c.Request().Context(), r)
	if err != nil {
		return s.refuseOpen(c, err)
	}
	return c.Redirect(http.StatusSeeOther, o.url())
}

// openInTurn is Labs.Open, at most a few at a time.
func (s *server) openInTurn(ctx context.Context, r record.Lab) (o Opened, err error) {
	err = s.inTurn(ctx, func() error {
		o, err = s.labs.Open(ctx, r)
		return err
	})
	return o, err
}

// sent is the lab that a request brings: by its query, as a link in a form, as
// a file in a form, or as its body.
func (s *server) sent(c echo.Context) (r record.Lab, err error) {
	if q := c.QueryParams(); record.Asks(q) {
		if r, err = record.Asked(q); err != nil {
			err = unreadableLab("What this address asks for", err)
		}
		return r, err
	}
	c.Request().Body = http.MaxBytesReader(c.Response(), c.Request().Body, record.MostFile+record.MostLink)
	err = s.inTurn(c.Request().Context(), func() error {
		r, err = readLab(c)
		return err
	})
	return r, err
}

func readLab(c echo.Context) (record.Lab, error) {
	if !isForm(c) && c.Request().Header.Get(echo.HeaderContentType) != echo.MIMEApplicationForm {
		return readLabFrom("body", c.Request().Body)
	}
	if !isForm(c) {
		form, err := c.FormParams()
		if err != nil {
			return record.Lab{}, tooLarge(err)
		}
		return readLabFrom("link", strings.NewReader(form.Get("link")))
	}
	parts, err := c.Request().MultipartReader()
	if err != nil {
		return record.Lab{}, unreadable(err)
	}
	for {
		part, err := parts.NextPart()
		if err == io.EOF {
			return record.Lab{}, invalid("Put in a link, or choose the file of a lab.")
		}
		if err != nil {
			return record.Lab{}, tooLarge(err)
		}
		text, err := io.ReadAll(part)
		if err != nil {
			return record.Lab{}, tooLarge(err)
		}
		if len(bytes.TrimSpace(text)) > 0 {
			return readLabFrom(part.FormName(), bytes.NewReader(text))
		}
	}
}

// readLabFrom reads a lab from a field of a form: a link, or a file; a file may
// have a link in it, and the other way round.
func readLabFrom(field string, from io.Reader) (record.Lab, error) {
	text, err := io.ReadAll(from)
	if err != nil {
		return record.Lab{}, tooLarge(err)
	}
	text = bytes.TrimPrefix(bytes.TrimSpace(text), []byte("\xef\xbb\xbf"))
	if bytes.HasPrefix(text, []byte("{")) {
		r, err := record.ReadFile(text)
		if err != nil {
			return r, unreadableLab("This file", err)
		}
		return r, nil
	}
	if at, err := url.Parse(record.Query(string(text))); err == nil && len(text) < record.MostLink && at.Fragment == "" && record.Asks(at.Query()) {
		r, err := record.Asked(at.Query())
		if err != nil {
			return r, unreadableLab("What this address asks for", err)
		}
		return r, nil
	}
	r, err := record.ReadLink(string(text))
	if err != nil && field == "link" {
		return r, unreadableLab("This link", err)
	}
	if err != nil {
		return r, unreadableLab("This file", errors.New("it is no lab of Drydock"))
	}
	return r, nil
}

// tooLarge is the fault of a body that could not be read.
func tooLarge(err error) error {
	var much *http.MaxBytesError
	if errors.As(err, &much) {
		return &Error{Class: Invalid, Message: fmt.Sprintf("A lab may have at most %d MiB.", record.MostFile>>20), Cause: err}
	}
	return unreadable(err)
}

// linkForm shows what is behind a short link, and opens it at once where there
// is script.
func (s *server) linkForm(c echo.Context) error {
	l, err := s.linked(c.Request().Context(), OpenLink, c.Param("code"))
	if err != nil {
		return s.refuseOpen(c, err)
	}
	r, err := s.labs.Record(c.Request().Context(), l.Lab, l.At, l.Line, l.Inputs)
	if err != nil {
		return s.refuseOpen(c, err)
	}
	v := templates.OpenLabView{Title: "A lab that was shared", Action: "/s/" + l.Code, Auto: true}
	for _, in := range r.Inputs(r.At) {
		v.Lines = append(v.Lines, title(in))
	}
	v.Meta = s.meta(c, v.Title, described(v.Lines), "/s/"+l.Code, "/s/"+l.Code+"/picture.png")
	return s.renderOpen(c, http.StatusOK, v)
}

// openLink opens a copy of the lab that a short link leads to.
func (s *server) openLink(c echo.Context) error {
	ctx := c.Request().Context()
	l, err := s.linked(ctx, OpenLink, c.Param("code"))
	if err != nil {
		return s.refuseOpen(c, err)
	}
	r, err := s.labs.Record(ctx, l.Lab, l.At, l.Line, l.Inputs)
	if err != nil {
		return s.refuseOpen(c, err)
	}
	return s.opened(c, r)
}

// apiOpen makes a lab of a file that its body is.
func (s *server) apiOpen(c echo.Context) error {
	r, err := s.sent(c)
	if err != nil {
		return err
	}
	o, err := s.openInTurn(c.Request().Context(), r)
	if err != nil {
		return err
	}
	c.Response().Header().Set(echo.HeaderLocation, "/api/labs/"+o.Lab.ID)
	return c.JSON(http.StatusCreated, map[string]any{"id": o.Lab.ID, "url": o.url(), "done": o.Done, "of": o.Of})
}

// badge is the picture of a link into Drydock.
func (s *server) badge(c echo.Context) error {
	a, ok := s.assets["badge.svg"]
	if !ok {
		return echo.ErrNotFound
	}
	h := c.Response().Header()
	h.Set("Cache-Control", "public, max-age=86400")
	h.Set("Cross-Origin-Resource-Policy", "cross-origin") // it is made to stand on other sites
	return c.Blob(http.StatusOK, a.kind, a.plain)
}
