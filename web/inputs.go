package web

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"drydock/sim"
	"drydock/sim/record"
)

// message is an input as a program sends it.
type message struct {
	Line    *string `json:"line"` // short for kind line with this text
	Kind    string  `json:"kind"`
	Text    string  `json:"text"`
	Path    string  `json:"path"`     // of a file
	AfterMS *int64  `json:"after_ms"` // instead of the real time since the input before
	At      *int64  `json:"at"`       // the moment it follows, instead of the last one
	Until   bool    `json:"until"`    // of a wait: until something happens
	// Terminal is the name of the terminal it goes to, "" for the first; one
	// that is not there yet is opened.
	Terminal string `json:"terminal"`
}

// inputKinds are the kinds that may be sent.
var inputKinds = []sim.Kind{sim.Line, sim.Interrupt, sim.EOF, sim.Suspend, sim.Detach, sim.Wait, sim.File, sim.Answer, sim.Name, sim.Open, sim.HangUp, sim.Browse, sim.Submit}

// withText are the kinds that have a text.
var withText = []sim.Kind{sim.Line, sim.File, sim.Answer, sim.Name, sim.Submit}

// bounded tells what is wrong with an input, as Invalid.
func bounded(in sim.Input) error {
	if err := record.Check(in); err != nil {
		clause := err.Error()
		return invalid("%s.", strings.ToUpper(clause[:1])+clause[1:])
	}
	return nil
}

func invalid(format string, args ...any) error {
	return &Error{Class: Invalid, Message: fmt.Sprintf(format, args...)}
}

// input makes an Input of the message. Invalid with a sentence where it breaks
// a rule.
func (m message) input() (Input, error) {
	in := Input{Input: sim.Input{Kind: sim.Kind(m.Kind), Text: strings.ToValidUTF8(m.Text, "\uFFFD"), Path: m.Path, Terminal: m.Terminal}}
	switch {
	case m.Line != nil && m.Kind != "" && m.Kind != string(sim.Line):
		return Input{}, invalid("Send a line or a kind, not both.")
	case m.Line != nil:
		in.Kind, in.Text = sim.Line, strings.ToValidUTF8(*m.Line, "\uFFFD")
	case m.Kind == "":
		return Input{}, invalid(`Send a line, as in {"line":"docker ps"}, or a kind.`)
	}
	if in.Kind == sim.Browse || in.Kind == sim.Submit {
		in.Path = addressOf(in.Path)
	}
	in.At, in.Until = m.At, m.Until && in.Kind == sim.Wait
	if !slices.Contains(inputKinds, in.Kind) {
		return Input{}, invalid("There is no kind %q. Kinds are line, interrupt, eof, suspend, detach, wait, file, answer, name, open, hangup, browse and submit.", m.Kind)
	}
	if m.AfterMS != nil {
		if *m.AfterMS < 0 || *m.AfterMS > sim.MaxAfter.Milliseconds() {
			return Input{}, invalid("after_ms is from 0 to %d.", sim.MaxAfter.Milliseconds())
		}
		in.Exact, in.After = true, time.Duration(*m.AfterMS)*time.Millisecond
	}
	return in, bounded(in.Input)
}

// formInput reads an input from a form: line, or kind and text.
func formInput(c echo.Context) (Input, error) {
	form, err := c.FormParams()
	if err != nil {
		return Input{}, unreadable(err)
	}
	m := message{Kind: form.Get("kind"), Text: form.Get("text"), Path: form.Get("path"), Terminal: form.Get("terminal")}
	if after, err := strconv.ParseInt(form.Get("after_ms"), 10, 64); err == nil {
		m.AfterMS = &after
	}
	if form.Has("line") {
		line := form.Get("line")
		m.Line = &line
	} else if m.Kind == "" && form.Has("text") {
		m.Kind = string(sim.Line)
	}
	if at, err := strconv.ParseInt(form.Get("at"), 10, 64); err == nil {
		m.At = &at
	}
	if after, err := strconv.ParseInt(form.Get("after_ms"), 10, 64); err == nil && m.Kind == string(sim.Wait) {
		m.AfterMS = &after
	}
	m.Until = form.Has("until")
	if m.Kind != "" && !slices.Contains(withText, sim.Kind(m.Kind)) {
		m.Text = "" // the form's text field, which the learner has not sent yet
	}
	in, err := m.input()
	in.Whole = form.Has("shown") && form.Get("shown") != m.Terminal
	return in, err
}

// readJSON reads the body into v. An empty body is an empty object.
func readJSON(c echo.Context, v any) error {
	kind, _, _ := mime.ParseMediaType(c.Request().Header.Get(echo.HeaderContentType))
	if kind != "" && kind != echo.MIMEApplicationJSON {
		return echo.ErrUnsupportedMediaType
	}
	body, err := io.ReadAll(c.Request().Body)
	if err != nil {
		return unreadable(err)
	}
	if len(body) == 0 {
		return nil
	}
	if err := json.Unmarshal(body, v); err != nil {
		return &Error{Class: Invalid, Message: "The body is not the JSON this address takes: " + err.Error() + ".", Cause: err}
	}
	return nil
}

// unreadable is the fault of a body that could not be read: too long, or broken.
func unreadable(err error) error {
	var known *echo.HTTPError
	if errors.As(err, &known) {
		return err
	}
	return echo.NewHTTPError(http.StatusBadRequest).SetInternal(err)
}
