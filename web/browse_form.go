package web

import (
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"drydock/sim"
)

// formRoute is where forms of simulated pages are sent with POST. The page they
// stand on has no origin, so the browser calls them another site's. They are
// let through: who sends one knows the lab's id, and a form does no more than
// a line of curl in the lab.
const formRoute = "POST /labs/{lab}/browse/{address...}"

// submit sends a form of a simulated page: the host's browser sends it, and
// what the server answers is shown. It is an input, part of the lab's history.
func (s *server) submit(c echo.Context) error {
	key, rest := cutKey(c.Param("*"))
	scheme, rest, _ := strings.Cut(rest, "/")
	base := frameBase(c.Param("lab"), key, scheme)
	_, query := pageQuery(c.Request().URL.RawQuery)
	address := addressAt(scheme, rest, query)
	body, err := io.ReadAll(c.Request().Body)
	if err != nil {
		return unreadable(err)
	}
	kind, _, _ := mime.ParseMediaType(c.Request().Header.Get("Content-Type"))
	if kind != "" && kind != "application/x-www-form-urlencoded" {
		return shown(c, fetched{fault: "This form sends " + kind + ", which this browser does not do: curl -F in the terminal does."}, base, rest, nil)
	}
	in := sim.Input{Kind: sim.Submit, Path: address, Text: strings.ToValidUTF8(string(body), "\uFFFD")}
	if bounded(in) != nil {
		return shown(c, fetched{fault: "This form is too long for this browser: curl -d in the terminal sends any."}, base, rest, nil)
	}
	m, err := s.labs.Input(c.Request().Context(), c.Param("lab"), Input{Input: in})
	if err != nil {
		return err
	}
	return shown(c, pageOf(m.World.Shown(address), address), base, rest, partsOf(m.World, address))
}

// shown answers with what a simulated server answered; base is where pages of its
// scheme are, rest the page's address after that.
func shown(c echo.Context, f fetched, base, rest string, in *parts) error {
	h := c.Response().Header()
	h.Set("Content-Security-Policy", framePolicy)
	h.Set("Cache-Control", "no-store")
	switch {
	case f.fault != "":
		return c.HTML(http.StatusOK, "<!DOCTYPE html><title>No page</title><p>"+escaped(f.fault))
	case f.kind == "text/html":
		return c.HTML(http.StatusOK, here(f.body, base, rest, in))
	case isImage(f.kind):
		return c.HTML(http.StatusOK, "<!DOCTYPE html><title>Image</title><img alt=\"\" src=\""+escaped(dataURL(f))+"\">")
	case !readable(f.kind):
		return c.HTML(http.StatusOK, fmt.Sprintf("<!DOCTYPE html><title>File</title><p>A browser saves this file: %s, %d bytes.", escaped(f.kind), len(f.body)))
	}
	return c.HTML(http.StatusOK, "<!DOCTYPE html><title>Text</title><pre>"+escaped(f.body)+"</pre>")
}
