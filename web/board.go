package web

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"drydock/templates"
)

// board shows the teacher every member of the class.
func (s *server) board(c echo.Context) error {
	class, err := s.taught(c)
	if err != nil {
		return err
	}
	s.teach(c, class)
	ctx := c.Request().Context()
	members, err := s.store.Members(ctx, class.ID)
	if err != nil {
		return err
	}
	images, err := s.store.ClassImages(ctx, class.ID, 0)
	if err != nil {
		return err
	}
	v := templates.BoardView{URL: boardURL(c), Title: class.Title, Code: class.Code, Join: c.Scheme() + "://" + c.Request().Host + "/join", Lab: class.Lab,
		Shown: class.Shown, Ends: class.Ends, Deleted: class.Ends.Add(Keep), Ended: !s.labs.now().Before(class.Ends), Lessons: s.labs.Lessons(), Images: imageNames(images)}
	for _, m := range members {
		t, err := s.tile(ctx, m, v.URL)
		if err != nil {
			return err
		}
		v.Tiles = append(v.Tiles, t)
	}
	return render(c, http.StatusOK, templates.Board(v))
}

// imageNames are what the registry of a class has, each name once.
func imageNames(images []ClassImage) (names []string) {
	for _, i := range images {
		if !slices.Contains(names, i.Ref) {
			names = append(names, i.Ref)
		}
	}
	slices.Sort(names)
	return names
}

// tile is how a member stands.
func (s *server) tile(ctx context.Context, m Member, board string) (templates.Tile, error) {
	t := templates.Tile{ID: m.ID, Nickname: m.Nickname, State: "waiting", Words: "has not begun"}
	if m.Lab != "" {
		d, err := s.labs.Doing(ctx, m.Lab)
		if err != nil {
			return t, err
		}
		t = d.tile(m, s.labs.now())
	}
	t.URL = board + "/members/" + m.ID
	return t, nil
}

// boardEvents tells the board of tiles that have changed, by an input or by time.
func (s *server) boardEvents(c echo.Context) error {
	class, err := s.taught(c)
	if err != nil {
		return err
	}
	ctx, shown := c.Request().Context(), map[string]templates.Tile{}
	return s.stream(c, "class:"+class.ID, func(news []string) (list []sent, err error) {
		if slices.Contains(news, "gone") {
			return []sent{{"gone", ""}}, nil
		}
		members, err := s.store.Members(ctx, class.ID)
		if err != nil {
			return nil, err
		}
		for _, m := range members {
			old, known := shown[m.ID]
			if known && !slices.Contains(news, m.ID) && len(news) > 0 {
				continue
			}
			t, err := s.tile(ctx, m, boardURL(c))
			if err != nil {
				return nil, err
			}
			if t == old {
				continue
			}
			shown[m.ID] = t
			html, err := markup(ctx, templates.TileOf(t))
			if err != nil {
				return nil, err
			}
			list = append(list, sent{"tile", html})
		}
		if slices.Contains(news, images) {
			pushed, err := s.store.ClassImages(ctx, class.ID, 0)
			if err != nil {
				return nil, err
			}
			html, err := markup(ctx, templates.ImagesOf(imageNames(pushed)))
			if err != nil {
				return nil, err
			}
			list = append(list, sent{"images", html})
		}
		return list, nil
	})
}

func markup(ctx context.Context, page templ.Component) (string, error) {
	var b strings.Builder
	err := page.Render(ctx, &b)
	return b.String(), err
}
