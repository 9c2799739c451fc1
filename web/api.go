package web

import (
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"drydock/sim"
	"drydock/sim/engine"
)

// answer is what an input did, for programs.
type answer struct {
	Seq    int64         `json:"seq"`
	Stdout string        `json:"stdout"`
	Stderr string        `json:"stderr"`
	Exit   *int          `json:"exit"` // null while a program holds the terminal or the command goes on
	Output []outputPiece `json:"output"`
	Events []eventPiece  `json:"events"`
	// Elsewhere is what other terminals than the input's showed meanwhile.
	Elsewhere []outputPiece `json:"elsewhere,omitempty"`
}

// outputPiece is output in the order in which it was shown.
type outputPiece struct {
	Stream string `json:"stream"` // stdout, stderr
	At     int64  `json:"at"`     // milliseconds of simulated time since the input began
	Text   string `json:"text"`
	// Terminal is the one that shows it, of what other terminals showed.
	Terminal string `json:"terminal,omitempty"`
}

// eventPiece is something that happened.
type eventPiece struct {
	Type       string            `json:"type"`
	Action     string            `json:"action"`
	ID         string            `json:"id"`
	At         time.Time         `json:"at"` // simulated
	Attributes map[string]string `json:"attributes"`
	Reason     string            `json:"reason"`
}

// apiBegin makes a lab: {"pipe":true} makes one whose commands print as they do
// for a program that reads them; otherwise they print as on a terminal.
func (s *server) apiBegin(c echo.Context) error {
	var wanted struct {
		Pipe bool `json:"pipe"`
	}
	if err := readJSON(c, &wanted); err != nil {
		return err
	}
	lab, err := s.labs.Create(c.Request().Context(), Wanted{Pipe: wanted.Pipe})
	if err != nil {
		return err
	}
	c.Response().Header().Set(echo.HeaderLocation, "/api/labs/"+lab.ID)
	return c.JSON(http.StatusCreated, map[string]string{"id": lab.ID, "url": "/labs/" + lab.ID})
}

// apiInput does an input and answers with all it showed.
func (s *server) apiInput(c echo.Context) error {
	var m message
	if err := readJSON(c, &m); err != nil {
		return err
	}
	in, err := m.input()
	if err != nil {
		return err
	}
	moment, err := s.labs.Input(c.Request().Context(), c.Param("lab"), in)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, answerFor(moment.Seq, moment.Step.Result))
}

func answerFor(seq int64, r sim.Result) answer {
	a := answer{
		Seq: seq, Stdout: r.Stdout(), Stderr: r.Stderr(), Exit: r.Exit,
		Output: make([]outputPiece, len(r.Output)), Events: make([]eventPiece, len(r.Events)),
	}
	for i, o := range r.Output {
		a.Output[i] = outputPiece{Stream: o.Stream, At: o.At.Milliseconds(), Text: o.Text}
	}
	for _, o := range r.Elsewhere {
		a.Elsewhere = append(a.Elsewhere, outputPiece{Stream: o.Stream, At: o.At.Milliseconds(), Text: o.Text, Terminal: o.Terminal})
	}
	for i, e := range r.Events {
		a.Events[i] = eventPiece{
			Type: e.Type, Action: e.Action, ID: e.ID, At: e.At, Attributes: attributes(e), Reason: e.Reason,
		}
	}
	return a
}

func attributes(e engine.Event) map[string]string {
	named := make(map[string]string, len(e.Attr))
	for _, a := range e.Attr {
		named[a.Name] = a.Value
	}
	return named
}

// apiScene answers with the picture of a lab after its last input.
func (s *server) apiScene(c echo.Context) error {
	m, err := s.labs.Look(c.Request().Context(), c.Param("lab"))
	if err != nil {
		return err
	}
	drawn := m.World.Scene()
	drawn.Registry = m.World.Registry()
	return c.JSON(http.StatusOK, drawn)
}

// apiComplete answers with the lines that a line can become with the Tab key.
func (s *server) apiComplete(c echo.Context) error {
	line := c.QueryParam("line")
	if err := bounded(sim.Input{Kind: sim.Line, Text: line}); err != nil {
		return err
	}
	m, err := s.labs.Look(c.Request().Context(), c.Param("lab"))
	if err != nil {
		return err
	}
	candidates := m.World.CompleteAt(c.QueryParam("terminal"), line)
	if candidates == nil {
		candidates = []string{}
	}
	return c.JSON(http.StatusOK, map[string][]string{"candidates": candidates})
}
