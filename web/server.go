// Package web shows labs in a browser and to programs: routes, the worlds in
// memory, what the terminal shows, faults.
//
// A request reads its input, steps a world, renders. The world's rules are all
// in sim and the HTML in templates; here is what lies between: which lab, how
// much real time has passed, and that an input is stored before anybody sees
// what came of it.
package web

import (
	"context"
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
	// Reading gives the lessons anew where they are being written, nil elsewhere;
	// LessonsChanged has to be called when they are others.
	Reading     func() Lessons
	LessonFiles fs.FS // what the lessons refer to; nil: that of the course
}

type server struct {
	labs   *Labs
	store  Store
	log    *slog.Logger
	hosts  []string
	assets assets
	bus    *bus
	tries  *tries
	crates chan struct{} // one for each archive that is unpacked at the moment
	files  fs.FS         // of the lessons
	// writing tells that lessons are being written: pages load anew when one changes.
	writing bool
	cross   *http.CrossOriginProtection
}

// defaultWorlds is how many worlds stay in memory: about 100 MB of them.
const defaultWorlds = 1000

// Handler answers the requests to a server.
type Handler struct {
	http.Handler
	server *server
}

// EndStreams ends the answers that would go on for ever, so that a server can
// stop.
func (h *Handler) EndStreams() { h.server.bus.end() }

// Sweep deletes the classes that ended Keep ago, with all that is theirs.
func (h *Handler) Sweep(ctx context.Context) error { return h.server.Sweep(ctx) }

// LessonsChanged tells the pages that lessons are others now.
func (h *Handler) LessonsChanged() { h.server.bus.tell("lessons", "changed") }

// New returns the server's handler. It fails when an asset cannot be read.
func New(c Config) (*Handler, error) {
	c = c.withDefaults()
	load := ownAssets
	if c.Assets != nil {
		load = func() (assets, error) { return loadAssets(c.Assets) }
	}
	files, err := load()
	if err != nil {
		return nil, err
	}
	s := &server{
		labs:  NewLabs(c.Store, c.MaxWorlds, c.Simulator, c.Now, c.Lessons...),
		store: c.Store, log: c.Log, hosts: c.Hosts, assets: files,
		cross: http.NewCrossOriginProtection(), tries: newTries(),
		crates: make(chan struct{}, mostUnpacking),
	}
	s.bus = s.labs.bus
	s.files = c.LessonFiles
	if c.Reading != nil {
		s.labs.reading, s.writing = c.Reading, true
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
	return &Handler{e, s}, nil
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
	{http.MethodGet, "/labs/:lab/layers", (*server).shared},
	{http.MethodGet, "/labs/:lab/layers/:kind/*", (*server).layers},
	{http.MethodGet, "/labs/:lab/builds", (*server).builds},
	{http.MethodGet, "/labs/:lab/builds/:build", (*server).builds},
	{http.MethodGet, "/labs/:lab/machines", (*server).machines},
	{http.MethodGet, "/storybook", (*server).storybook},
	{http.MethodGet, "/storybook/:story", (*server).storybook},
	{http.MethodGet, "/learn", (*server).catalogue},
	{http.MethodGet, "/learn/format", (*server).lessonFormat},
	{http.MethodGet, "/learn/events", (*server).lessonEvents},
	{http.MethodGet, "/learn/files/*", (*server).lessonFile},
	{http.MethodPost, "/learn/:lesson", (*server).learn},
	{http.MethodPost, "/labs/:lab/solution", (*server).solve},
	{http.MethodGet, "/labs/:lab/goal/:goal", (*server).goalPicture},
	{http.MethodGet, "/join", (*server).joinForm},
	{http.MethodGet, "/join/:code", (*server).joinForm},
	{http.MethodPost, "/join", (*server).join},
	{http.MethodPost, "/join/back", (*server).comeBack},
	{http.MethodGet, "/class", (*server).desk},
	{http.MethodGet, "/class/now", (*server).resume},
	{http.MethodGet, "/class/events", (*server).memberEvents},
	{http.MethodPost, "/class/lessons/:lesson", (*server).classLesson},
	{http.MethodGet, "/class/teacher", (*server).watchTeacher},
	{http.MethodGet, "/class/teacher/events", (*server).watchTeacherEvents},
	{http.MethodGet, "/teach", (*server).teachForm},
	{http.MethodPost, "/teach", (*server).openClass},
	{http.MethodGet, "/teach/:teacher", (*server).board},
	{http.MethodGet, "/teach/:teacher/events", (*server).boardEvents},
	{http.MethodGet, "/teach/:teacher/code.svg", (*server).codePicture},
	{http.MethodGet, "/teach/:teacher/results.csv", (*server).resultsCSV},
	{http.MethodGet, "/teach/:teacher/results.json", (*server).resultsJSON},
	{http.MethodPost, "/teach/:teacher/hint", (*server).hint},
	{http.MethodPost, "/teach/:teacher/broadcast", (*server).broadcast},
	{http.MethodPost, "/teach/:teacher/lab", (*server).teacherLab},
	{http.MethodPost, "/teach/:teacher/delete", (*server).deleteClass},
	{http.MethodGet, "/teach/:teacher/members/:member", (*server).watchMember},
	{http.MethodGet, "/teach/:teacher/members/:member/events", (*server).watchMemberEvents},
	{http.MethodPost, "/teach/:teacher/members/:member/hint", (*server).hint},
	{http.MethodPost, "/api/labs", (*server).apiBegin},
	{http.MethodGet, "/api/labs/:lab", (*server).apiScene},
	{http.MethodPost, "/api/labs/:lab/inputs", (*server).apiInput},
	{http.MethodGet, "/api/labs/:lab/complete", (*server).apiComplete},
	{http.MethodGet, "/api/labs/:lab/images/*", (*server).imageOut},
	{http.MethodPost, imagesIn, (*server).imageIn},
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
