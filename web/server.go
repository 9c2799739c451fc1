// Package web shows labs in a browser and to programs: routes, the worlds in
// memory, what the terminal shows, faults.
//
// A request reads its input, steps a world, renders. The world's rules are all
// in sim and the HTML in templates; here is what lies between: which lab, how
// much real time has passed, and that an input is stored before anybody sees
// what came of it.
package web

import (
	"io/fs"
	"log/slog"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"drydock/sim/lesson"
)

// Config is what a server is made from. Only Store is needed.
type Config struct {
	Store     Store
	MaxWorlds int      // the most worlds in memory; 0: 1,000
	Simulator string   // the version noted with new labs
	Hosts     []string // names the server answers to, without port; none: to every name
	Log       *slog.Logger
	Assets    fs.FS            // style sheets and scripts; nil: those of package static
	Now       func() time.Time // the clock; nil: time.Now
	Lessons   []lesson.Lesson  // that labs may be about; nil: the course
}

type server struct {
	labs   *Labs
	store  Store
	log    *slog.Logger
	hosts  []string
	assets assets
	cross  *http.CrossOriginProtection
}

// defaultWorlds is how many worlds stay in memory: about 100 MB of them.
const defaultWorlds = 1000

// New returns the server's handler. It fails when an asset cannot be read.
func New(c Config) (http.Handler, error) {
	c = c.withDefaults()
	files, err := loadAssets(c.Assets)
	if err != nil {
		return nil, err
	}
	s := &server{
		labs:  NewLabs(c.Store, c.MaxWorlds, c.Simulator, c.Now, c.Lessons...),
		store: c.Store, log: c.Log, hosts: c.Hosts, assets: files,
		cross: http.NewCrossOriginProtection(),
	}
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	e.IPExtractor = echo.ExtractIPFromXFFHeader() // believes private networks only
	e.HTTPErrorHandler = s.fail
	s.protect(e)
	for _, r := range routes {
		handle := func(c echo.Context) error { return r.handle(s, c) }
		e.Add(r.method, r.path, handle, s.limits(r)...)
		if r.method == http.MethodGet {
			e.HEAD(r.path, handle, s.limits(r)...)
		}
	}
	return e, nil
}

// route is a row of the table of routes.
type route struct {
	method, path string
	handle       func(*server, echo.Context) error
}

var routes = []route{
	{http.MethodGet, "/", (*server).front},
	{http.MethodPost, "/labs", (*server).begin},
	{http.MethodGet, "/labs/:lab", (*server).page},
	{http.MethodPost, "/labs/:lab/inputs", (*server).input},
	{http.MethodGet, "/labs/:lab/inspect/:type/*", (*server).inspect},
	{http.MethodGet, "/labs/:lab/ahead", (*server).ahead},
	{http.MethodGet, "/labs/:lab/browse/*", (*server).browse},
	{http.MethodGet, "/learn", (*server).catalogue},
	{http.MethodPost, "/learn/:lesson", (*server).learn},
	{http.MethodPost, "/api/labs", (*server).apiBegin},
	{http.MethodGet, "/api/labs/:lab", (*server).apiScene},
	{http.MethodPost, "/api/labs/:lab/inputs", (*server).apiInput},
	{http.MethodGet, "/api/labs/:lab/complete", (*server).apiComplete},
	{http.MethodGet, "/static/*", (*server).asset},
	{http.MethodGet, "/healthz", (*server).health},
}

// health tells whether the server can work: 200 and "ok", or 503.
func (s *server) health(c echo.Context) error {
	if err := s.store.Ping(c.Request().Context()); err != nil {
		return echo.NewHTTPError(http.StatusServiceUnavailable).SetInternal(err)
	}
	return c.String(http.StatusOK, "ok\n")
}
