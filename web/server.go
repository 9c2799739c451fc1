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
	"strings"
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
	// Public is the address of the server as others have to write it, as in
	// "https://drydock.example"; "": as it was asked for. Opens is the path of the
	// page there that opens the lab behind #; "": "/open".
	Public, Opens string
	// Frames are the sites that may show pages of this one in a frame, as origins
	// ("https://docs.example", "https://*.example") or "*" for all; none: only
	// this one. Pages of classes are never shown in a frame of another site.
	Frames []string
	// Origins are the sites whose pages may use the JSON API, as origins; none:
	// only this one.
	Origins []string
}

type server struct {
	labs   *Labs
	store  Store
	log    *slog.Logger
	hosts  []string
	assets assets
	first  first // of the assets
	bus    *bus
	tries  *tries
	crates chan struct{} // one for each archive that is unpacked at the moment
	files  fs.FS         // of the lessons
	// writing tells that lessons are being written: pages load anew when one changes.
	writing bool
	public  string // address of the server as others write it, "" as they ask for it
	frames  []string
	origins []string
	cards   *cards // pictures for other sites
	opens   string // path of the page that opens what stands behind #
	cross   *http.CrossOriginProtection
}

// newServer is a server of the labs of a store.
func newServer(c Config) *server {
	s := &server{labs: NewLabs(c.Store, c.MaxWorlds, c.Simulator, c.Now, c.Lessons...), store: c.Store, log: c.Log, tries: newTries(),
		public: strings.TrimSuffix(c.Public, "/"), opens: c.Opens}
	s.bus = s.labs.bus
	return s
}

// defaultWorlds is how many worlds stay in memory: about 100 MB of them.
const defaultWorlds = 1000

// route is a row of the table of routes.
type route struct {
	method, path string
	handle       func(*server, echo.Context) error
}

// health tells whether the server can work: 200 and "ok", or 503.
func (s *server) health(c echo.Context) error {
	if err := s.store.Ping(c.Request().Context()); err != nil {
		return echo.NewHTTPError(http.StatusServiceUnavailable).SetInternal(err)
	}
	return c.String(http.StatusOK, "ok\n")
}
