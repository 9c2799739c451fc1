package web

import (
	"io"
	"mime"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"drydock/sim"
)

// mostSent is the longest form that a simulated page may send, in bytes: it
// becomes a line of a terminal.
const mostSent = 4 << 10

// formRoute is where forms of simulated pages are sent with POST. The page they
// stand on has no origin, so the browser calls them another site's. They are
// let through: who sends one knows the lab's id, and a form does no more than
// a line of curl in the lab.
const formRoute = "POST /labs/{lab}/browse/{address...}"

// submit sends a form of a simulated page: its answer is what the server says,
// and the request is typed as curl into a terminal of the lab that is free, so
// that the learner sees what a browser does and it is part of the lab's history.
func (s *server) submit(c echo.Context) error {
	scheme, rest, _ := strings.Cut(c.Param("*"), "/")
	address := scheme + "://" + rest
	if q := c.Request().URL.RawQuery; q != "" {
		address += "?" + q
	}
	body, err := io.ReadAll(io.LimitReader(c.Request().Body, mostSent+1))
	if err != nil {
		return err
	}
	m, err := s.labs.Visit(c.Request().Context(), c.Param("lab"), -1, -1, -1)
	if err != nil {
		return err
	}
	kind, _, _ := mime.ParseMediaType(c.Request().Header.Get("Content-Type"))
	terminal, free := freeTerminal(m.World)
	f := fetched{}
	switch {
	case kind != "" && kind != "application/x-www-form-urlencoded":
		f.fault = "This form sends " + kind + ", which this browser does not do: curl -F in the terminal does."
	case len(body) > mostSent || strings.ContainsAny(string(body), "\r\n\x00"):
		f.fault = "This form is too long for this browser: curl -d in the terminal sends any."
	case !free:
		f.fault = "The form was not sent: a program holds the terminal. End it with Ctrl-C or open another terminal, then send the form again."
	default:
		sent := "--data-raw " + quoted(string(body)) + " " + quoted(address)
		if f = fetch(m.World, address, "--data-raw", string(body)); f.fault == "" {
			_, err = s.labs.Input(c.Request().Context(), m.Lab.ID, Input{Input: sim.Input{Kind: sim.Line, Terminal: terminal, Text: "curl -sL -o /dev/null " + sent}})
		}
	}
	if err != nil {
		return err
	}
	return shown(c, f, m.Lab.ID, scheme, rest)
}

// freeTerminal is the first terminal that no program holds.
func freeTerminal(w sim.World) (name string, ok bool) {
	for _, name := range w.Terminals() {
		if !w.BusyAt(name) {
			return name, true
		}
	}
	return "", false
}

// shown answers with what a simulated server answered.
func shown(c echo.Context, f fetched, lab, scheme, rest string) error {
	h := c.Response().Header()
	h.Set("Content-Security-Policy", framePolicy)
	h.Set("Cache-Control", "no-store")
	switch {
	case f.fault != "":
		return c.HTML(http.StatusOK, "<!DOCTYPE html><title>No page</title><p>"+escaped(f.fault))
	case f.kind == "text/html":
		return c.HTML(http.StatusOK, here(f.body, "/labs/"+lab+"/browse/"+scheme+"/", rest))
	}
	return c.HTML(http.StatusOK, "<!DOCTYPE html><title>Text</title><pre>"+escaped(f.body)+"</pre>")
}
