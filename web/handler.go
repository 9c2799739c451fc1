//go:build !js

package web

import (
	"context"
	"net/http"

	"github.com/labstack/echo/v4"
)

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
	s := newServer(c)
	s.hosts, s.assets, s.first, s.files = c.Hosts, files, firstOf(files), c.LessonFiles
	s.frames, s.origins, s.cards = c.Frames, c.Origins, newCards()
	s.cross, s.crates = http.NewCrossOriginProtection(), make(chan struct{}, mostUnpacking)
	s.cross.AddInsecureBypassPattern(formRoute)
	if c.Reading != nil {
		s.labs.reading, s.writing = c.Reading, true
	}
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	e.IPExtractor = echo.ExtractIPFromXFFHeader() // believes private networks only
	e.HTTPErrorHandler = s.fail
	if err := s.protect(e); err != nil {
		return nil, err
	}
	for _, r := range routes {
		handle := func(c echo.Context) error { return r.handle(s, c) }
		e.Add(r.method, r.path, handle, s.limits(r)...)
		if r.method == http.MethodGet {
			e.HEAD(r.path, handle, s.limits(r)...)
		}
	}
	return &Handler{e, s}, nil
}

var routes = []route{
	{http.MethodGet, "/", (*server).front},
	{http.MethodPost, "/labs", (*server).begin},
	{http.MethodGet, "/labs/:lab", (*server).page},
	{http.MethodPost, "/labs/:lab/inputs", (*server).input},
	{http.MethodGet, "/labs/:lab/inspect/:type/*", (*server).inspect},
	{http.MethodGet, "/labs/:lab/ahead", (*server).ahead},
	{http.MethodGet, "/labs/:lab/browse/*", (*server).browse},
	{http.MethodPost, "/labs/:lab/browse/*", (*server).submit},
	{http.MethodGet, "/labs/:lab/layers", (*server).shared},
	{http.MethodGet, "/labs/:lab/layers/:kind/*", (*server).layers},
	{http.MethodGet, "/labs/:lab/builds", (*server).builds},
	{http.MethodGet, "/labs/:lab/builds/:build", (*server).builds},
	{http.MethodGet, "/labs/:lab/machines", (*server).machines},
	{http.MethodPost, "/labs/:lab/share", (*server).share},
	{http.MethodGet, "/labs/:lab/share/:file", (*server).takeAway},
	{http.MethodGet, "/open", (*server).openForm},
	{http.MethodPost, "/open", (*server).openLab},
	{http.MethodGet, "/s/:code", (*server).linkForm},
	{http.MethodPost, "/s/:code", (*server).openLink},
	{http.MethodGet, "/s/:code/picture.png", (*server).linkPicture},
	{http.MethodGet, "/open/picture.png", (*server).askedPicture},
	{http.MethodGet, "/live/:code/picture.png", (*server).onlookPicture},
	{http.MethodGet, "/picture.png", (*server).sitePicture},
	{http.MethodGet, "/oembed", (*server).oembed},
	{http.MethodGet, "/live/:code", (*server).onlook},
	{http.MethodGet, "/live/:code/events", (*server).onlookEvents},
	{http.MethodGet, "/badge.svg", (*server).badge},
	{http.MethodGet, "/embed.js", (*server).element},
	{http.MethodGet, "/embed", (*server).frame},
	{http.MethodPost, "/embed", (*server).openFrame},
	{http.MethodGet, "/embed/:page", (*server).frame},
	{http.MethodGet, "/embed/labs/:lab", (*server).framedLab},
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
	{http.MethodPost, "/api/open", (*server).apiOpen},
	{http.MethodGet, "/api/labs/:lab", (*server).apiScene},
	{http.MethodPost, "/api/labs/:lab/inputs", (*server).apiInput},
	{http.MethodGet, "/api/labs/:lab/complete", (*server).apiComplete},
	{http.MethodGet, "/api/labs/:lab/images/*", (*server).imageOut},
	{http.MethodPost, imagesIn, (*server).imageIn},
	{http.MethodGet, "/static/*", (*server).asset},
	{http.MethodGet, "/healthz", (*server).health},
}
