package web

import (
	"bytes"
	"io/fs"
	"net/http"
	"path"
	"time"

	"github.com/labstack/echo/v4"

	"drydock/sim/lesson"
	"drydock/templates"
)

// pause is the time that a line of a solution takes to type.
const pause = time.Second

// Lessons are what labs may be about, and where their files are.
type Lessons struct {
	List    []lesson.Lesson
	Faults  []string // what is wrong with them, for who writes them
	Version int64    // another one whenever they are others
}

// catalogue shows the lessons there are.
func (s *server) catalogue(c echo.Context) error {
	l := s.labs.reading()
	return render(c, http.StatusOK, templates.Catalogue(templates.CatalogueView{
		All: l.List, Filter: templates.LessonFilter{Words: c.QueryParam("q"), Level: c.QueryParam("level")}, Faults: l.Faults, Reload: s.writing,
	}))
}

// lessonFormat shows how a lesson is written.
func (s *server) lessonFormat(c echo.Context) error {
	return render(c, http.StatusOK, templates.Format(lesson.FormatHTML()))
}

// pictures are the kinds of file that a lesson's text may show.
var pictures = map[string]string{".png": "image/png", ".jpg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp", ".svg": "image/svg+xml"}

// mostPicture is the largest picture of a lesson, in bytes.
const mostPicture = 4 << 20

// lessonFile answers with a picture of a lesson.
func (s *server) lessonFile(c echo.Context) error {
	name := c.Param("*")
	kind, ok := pictures[path.Ext(name)]
	if !ok || !fs.ValidPath(name) {
		return echo.ErrNotFound
	}
	info, err := fs.Stat(s.files, name)
	if err != nil || !info.Mode().IsRegular() || info.Size() > mostPicture {
		return echo.ErrNotFound
	}
	data, err := fs.ReadFile(s.files, name)
	if err != nil {
		return echo.ErrNotFound
	}
	return c.Stream(http.StatusOK, kind, bytes.NewReader(data))
}

// lessonEvents tells who writes lessons that they have changed.
func (s *server) lessonEvents(c echo.Context) error {
	if !s.writing {
		return echo.ErrNotFound
	}
	version := s.labs.reading().Version
	return s.stream(c, "lessons", func([]string) ([]sent, error) {
		if now := s.labs.reading().Version; now != version {
			version = now
			return []sent{{"changed", ""}}, nil
		}
		return nil, nil
	})
}
