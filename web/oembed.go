//go:build !js

package web

import (
	"encoding/xml"
	"fmt"
	"html"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"drydock/sim/record"
)

// embedding is how a page of ours is put into one of another site. Source:
// oembed.com, version 1.0.
type embedding struct {
	XMLName      xml.Name `json:"-" xml:"oembed"`
	Version      string   `json:"version" xml:"version"`
	Type         string   `json:"type" xml:"type"`
	Title        string   `json:"title" xml:"title"`
	ProviderName string   `json:"provider_name" xml:"provider_name"`
	ProviderURL  string   `json:"provider_url" xml:"provider_url"`
	CacheAge     int      `json:"cache_age" xml:"cache_age"` // seconds
	URL          string   `json:"url,omitempty" xml:"url,omitempty"`
	HTML         string   `json:"html,omitempty" xml:"html,omitempty"`
	Width        int      `json:"width" xml:"width"`
	Height       int      `json:"height" xml:"height"`
	Thumbnail    string   `json:"thumbnail_url,omitempty" xml:"thumbnail_url,omitempty"`
	ThumbnailW   int      `json:"thumbnail_width,omitempty" xml:"thumbnail_width,omitempty"`
	ThumbnailH   int      `json:"thumbnail_height,omitempty" xml:"thumbnail_height,omitempty"`
}

// The size of a frame where another is not asked for, and the least, in pixels.
const (
	frameWidth, frameHeight         = 1000, 720
	leastFrameWidth, leastFrameHigh = 320, 360
)

// oembed tells other sites how to show a page of this one: in a frame where
// frames are allowed, as a picture elsewhere.
func (s *server) oembed(c echo.Context) error {
	at, err := url.Parse(c.QueryParam("url"))
	if err != nil || c.QueryParam("url") == "" {
		return invalid("url is the address of a page here.")
	}
	title, page, ok := s.embedded(c, at)
	if !ok {
		return &Error{Class: NotFound, Message: "There is nothing to embed at this address."}
	}
	base := s.base(c)
	e := embedding{Version: "1.0", Type: "photo", Title: title, ProviderName: "Drydock", ProviderURL: base + "/", CacheAge: 3600}
	card := base + cardOf(page)
	if len(s.frames) > 0 {
		e.Type = "rich"
		e.Width, e.Height = frameSize(c, "maxwidth", frameWidth, leastFrameWidth), frameSize(c, "maxheight", frameHeight, leastFrameHigh)
		e.HTML = fmt.Sprintf(`<iframe src="%s" title="%s" width="%d" height="%d" loading="lazy" style="border:0;max-width:100%%"></iframe>`,
			html.EscapeString(base+frameOf(page)), html.EscapeString(title), e.Width, e.Height)
		e.Thumbnail, e.ThumbnailW, e.ThumbnailH = card, 1200, 630
	} else {
		e.URL, e.Width, e.Height = card, 1200, 630
	}
	switch c.QueryParam("format") {
	case "", "json":
		return c.JSON(http.StatusOK, e)
	case "xml":
		return c.XML(http.StatusOK, e)
	}
	return echo.NewHTTPError(http.StatusNotImplemented)
}

// frameSize is the usual size, less where less is asked for.
func frameSize(c echo.Context, name string, usual, least int) int {
	n, err := strconv.Atoi(c.QueryParam(name))
	if err != nil || n <= 0 {
		return usual
	}
	return max(least, min(n, usual))
}

// embedded is what a frame shows of an address of this server, and what it is
// called; ok is false for what is none, or not to be shown elsewhere.
func (s *server) embedded(c echo.Context, at *url.URL) (title, page string, ok bool) {
	ours, err := url.Parse(s.base(c))
	if err != nil || !strings.EqualFold(at.Host, ours.Host) || at.Scheme != "http" && at.Scheme != "https" {
		return "", "", false
	}
	ctx := c.Request().Context()
	if code, is := strings.CutPrefix(at.Path, "/s/"); is {
		l, err := s.linked(ctx, OpenLink, code)
		return "A lab that was shared", "/s/" + l.Code, err == nil
	}
	if code, is := strings.CutPrefix(at.Path, "/live/"); is {
		l, err := s.linked(ctx, LiveLink, code)
		return "A lab, live", "/live/" + l.Code, err == nil
	}
	if at.Path != "/" && at.Path != "/open" && at.Path != "" {
		return "", "", false
	}
	q := at.Query()
	if !record.Asks(q) {
		return "Drydock, a Docker host made of glass", "/", at.Path != "/open"
	}
	if r, err := record.Asked(q); err != nil {
		return "", "", false
	} else if l, known := s.labs.lesson(r.Lesson); known {
		title = l.Title
	} else if r.Lesson != "" {
		return "", "", false
	} else {
		title = "A lab that is begun for you"
	}
	return title, "/open?" + askedQuery(q).Encode(), true
}

// cardOf is the picture of a page.
func cardOf(page string) string {
	path, query, _ := strings.Cut(page, "?")
	if query != "" {
		query = "?" + query
	}
	return strings.TrimSuffix(path, "/") + "/picture.png" + query
}
