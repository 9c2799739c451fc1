//go:build !js

package web

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/labstack/echo/v4"

	"drydock/sim"
	"drydock/sim/record"
	"drydock/sim/scene"
	"drydock/static"
	"drydock/templates"
	"drydock/web/picture"
)

// canPaint tells that pictures can be had as files.
const canPaint = true

// openingTime is how long the inputs of a lab that is opened may take to play.
const openingTime = 4 * time.Second

// sheet is the page's own style sheet, for pictures that stand by themselves.
var sheet = sync.OnceValues(func() (picture.Sheet, error) {
	css, err := static.FS.ReadFile("drydock.css")
	return picture.Parse(string(css)), err
})

// painted is the picture of a host, standing by itself.
func painted(ctx context.Context, s scene.Scene, theme picture.Theme) (picture.Picture, error) {
	css, err := sheet()
	if err != nil {
		return picture.Picture{}, err
	}
	var b strings.Builder
	if err := templates.Picture(s).Render(ctx, &b); err != nil {
		return picture.Picture{}, err
	}
	return picture.Alone(b.String(), css, theme, "--panel", "--ink")
}

// themeOf is the theme that a picture is asked for in.
func themeOf(c echo.Context) picture.Theme {
	if c.QueryParam("theme") == string(picture.Dark) {
		return picture.Dark
	}
	return picture.Light
}

// drawn are the forms of a picture by the name of the file.
var drawn = map[string]func(picture.Picture) ([]byte, error){
	"picture.svg": func(p picture.Picture) ([]byte, error) { svg, err := p.SVG(); return []byte(svg), err },
	"picture.png": picture.Picture.PNG,
}

// takePicture answers with the picture of a lab at a moment.
func (s *server) takePicture(c echo.Context, name string) error {
	m, err := s.look(c, c.Param("lab"))
	if err != nil {
		return err
	}
	var data []byte
	err = s.inTurn(c.Request().Context(), func() error {
		p, err := painted(c.Request().Context(), m.World.Scene(), themeOf(c))
		if err == nil {
			data, err = drawn[name](p)
		}
		return err
	})
	if err != nil {
		return err
	}
	h := c.Response().Header()
	h.Set("Cache-Control", "no-store")
	h.Set(echo.HeaderContentDisposition, `attachment; filename="drydock-`+name+`"`)
	return c.Blob(http.StatusOK, map[string]string{"picture.svg": "image/svg+xml", "picture.png": "image/png"}[name], data)
}

// cards are pictures for other sites that were drawn lately.
type cards struct {
	mu    sync.Mutex
	drawn map[string][]byte
	order []string // the oldest first
}

// mostCards is how many pictures are kept, some 100 kB each.
const mostCards = 100

func newCards() *cards { return &cards{drawn: map[string][]byte{}} }

func (k *cards) get(key string) ([]byte, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	data, ok := k.drawn[key]
	return data, ok
}

func (k *cards) put(key string, data []byte) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if _, ok := k.drawn[key]; ok {
		return
	}
	if len(k.order) >= mostCards {
		delete(k.drawn, k.order[0])
		k.order = k.order[1:]
	}
	k.drawn[key], k.order = data, append(k.order, key)
}

// card answers with a picture for other sites: the one under the key, or what
// look leads to.
func (s *server) card(c echo.Context, key, title string, keep string, look func() (sim.World, error)) error {
	data, ok := s.cards.get(key)
	if !ok {
		err := s.inTurn(c.Request().Context(), func() error {
			w, err := look()
			if err != nil {
				return err
			}
			p, err := painted(c.Request().Context(), w.Scene(), picture.Light)
			if err != nil {
				return err
			}
			data, err = p.Card(title)
			return err
		})
		if err != nil {
			return err
		}
		s.cards.put(key, data)
	}
	h := c.Response().Header()
	h.Set("Cache-Control", keep)
	h.Set("Cross-Origin-Resource-Policy", "cross-origin") // it is made to be shown by other sites
	return c.Blob(http.StatusOK, "image/png", data)
}

// How long others may keep a card: of what never changes, and of what does.
const (
	keepCard = "public, max-age=86400"
	lookCard = "public, max-age=30"
)

// linkPicture is the card of the lab behind a short link.
func (s *server) linkPicture(c echo.Context) error {
	ctx := c.Request().Context()
	l, err := s.linked(ctx, OpenLink, c.Param("code"))
	if err != nil {
		return err
	}
	return s.card(c, "s/"+l.Code, "A lab that was shared", keepCard, func() (sim.World, error) {
		m, err := s.labs.Visit(ctx, l.Lab, l.At, l.Line, -1)
		return m.World, err
	})
}

// onlookPicture is the card of a lab that is shown.
func (s *server) onlookPicture(c echo.Context) error {
	ctx := c.Request().Context()
	l, err := s.linked(ctx, LiveLink, c.Param("code"))
	if err != nil {
		return err
	}
	m, err := s.labs.Look(ctx, l.Lab)
	if err != nil {
		return err
	}
	return s.card(c, "live/"+l.Code+"/"+m.World.Now().String(), "A lab, live", lookCard, func() (sim.World, error) { return m.World, nil })
}

// askedPicture is the card of what an address asks for.
func (s *server) askedPicture(c echo.Context) error {
	asked := askedQuery(c.QueryParams())
	r, err := record.Asked(asked)
	if err != nil {
		return unreadableLab("What this address asks for", err)
	}
	title := "Try it in Drydock"
	if l, ok := s.labs.lesson(r.Lesson); ok {
		title = l.Title
	}
	return s.card(c, "open/"+asked.Encode(), title, keepCard, func() (sim.World, error) {
		r.Seed = "card"
		if l, ok := s.labs.lesson(r.Lesson); ok {
			r.Setup = l.For(r.Seed).Start
		}
		if r, _, err = Playable(c.Request().Context(), r); err != nil {
			return sim.World{}, err
		}
		return sim.Replay(r.Options(), r.Inputs(r.At)), nil
	})
}

// sitePicture is the card of the site: a host where something goes on.
func (s *server) sitePicture(c echo.Context) error {
	return s.card(c, "/", "A Docker host made of glass", keepCard, func() (sim.World, error) {
		return played(sim.New(sim.Options{Seed: "site"}), fiveRun), nil
	})
}
