package web

import (
	"encoding/base64"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"drydock/sim"
)

// Bounds of what is put into a page: how many parts, and how many bytes.
const (
	mostParts     = 24
	mostPartBytes = 1 << 20
)

// parts fetches what a page is made of beside itself, style sheets and images,
// from the servers of its world: the frame itself may load nothing.
type parts struct {
	world sim.World
	page  *url.URL
	left  int // parts
	room  int // bytes
}

func partsOf(w sim.World, address string) *parts {
	u, err := url.Parse(address)
	if err != nil {
		return nil
	}
	return &parts{world: w, page: u, left: mostParts, room: mostPartBytes}
}

// fetch is a part of the page by its address; ok is false when there is none, or
// no room for it.
func (p *parts) fetch(address string) (f fetched, ok bool) {
	if p == nil || p.left == 0 || address == "" {
		return f, false
	}
	u, err := p.page.Parse(strings.TrimSpace(address))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return f, false
	}
	u.Fragment = ""
	p.left--
	f = pageOf(p.world.Shown(u.String()), u.String())
	if f.fault != "" || !strings.HasPrefix(f.status, "200") || len(f.body) > p.room {
		return f, false
	}
	p.room -= len(f.body)
	return f, true
}

// put is a tag with its part in it, "" for a tag that stays as it is.
func (p *parts) put(t html.Token) string {
	if p == nil || t.Type != html.StartTagToken && t.Type != html.SelfClosingTagToken {
		return ""
	}
	switch t.Data {
	case "link":
		if !slices.Contains(strings.Fields(strings.ToLower(attr(t, "rel"))), "stylesheet") {
			return ""
		}
		if f, ok := p.fetch(attr(t, "href")); ok && f.kind == "text/css" {
			return "<style>" + strings.ReplaceAll(f.body, "</", `<\/`) + "</style>"
		}
	case "img":
		if f, ok := p.fetch(attr(t, "src")); ok && isImage(f.kind) {
			for i, a := range t.Attr {
				if a.Key == "src" {
					t.Attr[i].Val = dataURL(f)
				}
			}
			return t.String()
		}
	}
	return ""
}

func attr(t html.Token, name string) string {
	for _, a := range t.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func isImage(kind string) bool { return strings.HasPrefix(kind, "image/") }

func dataURL(f fetched) string {
	return "data:" + f.kind + ";base64," + base64.StdEncoding.EncodeToString([]byte(f.body))
}

// readable tells of a kind of file that a browser shows as text.
func readable(kind string) bool {
	return kind == "" || strings.HasPrefix(kind, "text/") || strings.HasSuffix(kind, "json") || strings.HasSuffix(kind, "xml") || strings.HasSuffix(kind, "javascript")
}
