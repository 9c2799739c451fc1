package web

import (
	"net/url"

	"github.com/labstack/echo/v4"

	"drydock/templates"
)

// meta is what other sites show of a page; both paths are of this server.
func (s *server) meta(c echo.Context, title, description, page, image string) templates.Meta {
	base := s.base(c)
	m := templates.Meta{Title: title, Description: description, URL: base + page}
	if canPaint {
		m.Image, m.Alt = base+image, "A picture of the Docker host: its images, containers, volumes and networks"
		m.OEmbed = base + "/oembed?url=" + url.QueryEscape(m.URL)
	}
	return m
}
