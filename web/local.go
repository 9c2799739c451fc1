//go:build js

package web

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"drydock/sim"
)

// Local answers the requests of one browser in that browser, with the handlers
// that a server has. There are no classes, no archives of images and no limits
// on how often something is asked.
type Local struct {
	server  *server
	cookies map[string]string // that a server would have the browser keep
}

// Answered is an answer to a request.
type Answered struct {
	Status int
	Header http.Header
	Body   string
	// Beyond is what the small build met that it does not hold: nothing was
	// answered or kept, and the whole build is to be asked the same.
	Beyond string
}

// assets are served by who serves the page.
type assets struct{}

// first is no question here: the page is there already.
type first struct{}

func (s *server) firstFor(echo.Context) templ.Component { return nil }

// mostCarried is the most bytes of images from outside that a lab takes: none
// come here.
const mostCarried = 0

// localRoutes are the routes of a server that are about one lab.
var localRoutes = []route{
	{http.MethodGet, "/labs/:lab", (*server).page},
	{http.MethodPost, "/labs/:lab/inputs", (*server).input},
	{http.MethodGet, "/labs/:lab/inspect/:type/*", (*server).inspect},
	{http.MethodGet, "/labs/:lab/ahead", (*server).ahead},
	{http.MethodGet, "/labs/:lab/browse/*", (*server).browse},
	{http.MethodPost, "/labs/:lab/browse/*", (*server).submit},
	{http.MethodPost, "/labs/:lab/solution", (*server).solve},
	{http.MethodGet, "/labs/:lab/goal/:goal", (*server).goalPicture},
	{http.MethodGet, "/api/labs/:lab", (*server).apiScene},
	{http.MethodPost, "/api/labs/:lab/inputs", (*server).apiInput},
	{http.MethodGet, "/api/labs/:lab/complete", (*server).apiComplete},
}

// NewLocal answers from the labs of a store.
func NewLocal(c Config) *Local {
	if c.Log == nil {
		c.Log = slog.Default()
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	return &Local{newServer(c), map[string]string{}}
}

// Learn makes lessons those that labs may be about; version is another one
// whenever they are others.
func (l *Local) Learn(lessons Lessons) { l.server.labs.reading = func() Lessons { return lessons } }

// Answer answers a request.
func (l *Local) Answer(r *http.Request) Answered {
	for name, value := range l.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	c, err := l.serve(r)
	if b := sim.Beyond(""); errors.As(err, &b) {
		return Answered{Beyond: string(b)}
	}
	if err != nil && !c.Response().Committed {
		l.server.fail(err, c)
	}
	out := c.Response()
	for _, cookie := range (&http.Response{Header: out.Head}).Cookies() {
		l.cookies[cookie.Name] = cookie.Value
	}
	return Answered{Status: out.Status, Header: out.Head, Body: out.Body.String()}
}

func (l *Local) serve(r *http.Request) (c echo.Context, err error) {
	c = echo.NewExchange(r, "", nil)
	defer func() {
		switch p := recover().(type) {
		case nil:
		case sim.Beyond:
			err = p
		default:
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	for _, one := range slices.Concat(localRoutes, furtherRoutes) {
		params, ok := matched(one.path, r.URL.EscapedPath())
		if ok && (one.method == r.Method || one.method == http.MethodGet && r.Method == http.MethodHead) {
			c = echo.NewExchange(r, one.path, params)
			return c, one.handle(l.server, c)
		}
	}
	return c, echo.ErrNotFound
}

// matched are the parts of a path that a pattern names: ":name" is one part,
// "*" all that is left.
func matched(pattern, path string) (params map[string]string, ok bool) {
	params = map[string]string{}
	parts := strings.Split(path, "/")
	for i, want := range strings.Split(pattern, "/") {
		switch {
		case want == "*" && i < len(parts):
			params["*"] = strings.Join(parts[i:], "/")
			return params, true
		case i >= len(parts):
			return nil, false
		case strings.HasPrefix(want, ":"):
			params[want[1:]] = parts[i]
		case want != parts[i]:
			return nil, false
		}
	}
	return params, len(parts) == len(strings.Split(pattern, "/"))
}

// Forget lets a lab leave the memory.
func (l *Local) Forget(id string) { l.server.labs.Forget([]string{id}) }
