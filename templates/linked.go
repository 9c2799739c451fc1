package templates

import (
	"context"
	"fmt"
	"io"
	"strings"
	"unicode"

	"github.com/a-h/templ"

	"drydock/sim/scene"
)

// linkedSpan is a piece of a terminal's line: a link when it names an object.
type linkedSpan struct {
	Text, Class string
	Select      string // "" for plain text
	DOM         string // the token on the stage that it names
}

// names are the objects that can be named in output, by their names and ids.
func (v View) names() map[string]linkedSpan {
	names := map[string]linkedSpan{}
	add := func(word, ref, dom string) {
		if len(word) >= 2 {
			names[word] = linkedSpan{Select: ref, DOM: dom}
		}
	}
	for _, vol := range v.Scene.Volumes {
		add(vol.Name, "volume/"+vol.Name, scene.Token("volume", vol.Name))
	}
	for _, n := range v.Scene.Networks {
		if !n.Predefined {
			add(n.Name, "network/"+n.Name, scene.Token("network", n.ID))
		}
	}
	for _, i := range v.Scene.Images {
		for _, name := range i.Names {
			add(name, name, scene.Token("image", i.ID))
			add(strings.TrimSuffix(name, ":latest"), name, scene.Token("image", i.ID))
		}
	}
	for _, c := range v.Scene.Containers {
		for _, word := range []string{c.Name, c.ID, c.Short} {
			add(word, c.Name, scene.Token("container", c.ID))
		}
	}
	return names
}

// written is what stands in a line, without a blank between its pieces that is
// not the line's own.
func (v View) written(l Line) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		var b strings.Builder
		for _, s := range l.Spans {
			for _, p := range v.linked(s) {
				text, class := templ.EscapeString(p.Text), templ.EscapeString(p.Class)
				switch {
				case p.Select != "":
					fmt.Fprintf(&b, `<a class="ref %s" href="%s" tabindex="-1" data-ref="%s">%s</a>`,
						class, templ.EscapeString(string(selectURL(ctx, p.Select))), templ.EscapeString(p.DOM), text)
				case class != "":
					fmt.Fprintf(&b, `<span class="%s">%s</span>`, class, text)
				default:
					b.WriteString(text)
				}
			}
		}
		_, err := io.WriteString(w, b.String())
		return err
	})
}

// linked cuts a span at the names of objects in it.
func (v View) linked(s Span) []linkedSpan {
	if strings.Contains(s.Class, "prompt") || len(s.Text) > 2000 {
		return []linkedSpan{{Text: s.Text, Class: s.Class}}
	}
	known := v.known
	if known == nil {
		known = v.names()
	}
	var list []linkedSpan
	plain := 0
	for start := 0; start < len(s.Text); {
		end := start + strings.IndexFunc(s.Text[start:]+" ", func(r rune) bool { return !wordRune(r) })
		if end > len(s.Text) {
			end = len(s.Text)
		}
		if end == start {
			start++
			continue
		}
		word := strings.Trim(s.Text[start:end], ".:,")
		if l, ok := known[word]; ok {
			at := start + strings.Index(s.Text[start:end], word)
			if at > plain {
				list = append(list, linkedSpan{Text: s.Text[plain:at], Class: s.Class})
			}
			l.Text, l.Class = word, s.Class
			list = append(list, l)
			plain = at + len(word)
		}
		start = end
	}
	if plain < len(s.Text) {
		list = append(list, linkedSpan{Text: s.Text[plain:], Class: s.Class})
	}
	return list
}

func wordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("_.-:/", r)
}

// typed is the command that stands in a line behind its prompt.
func (l Line) typed() string {
	if l.Kind != "command" {
		return ""
	}
	var b strings.Builder
	for _, s := range l.Spans {
		if !strings.Contains(s.Class, "prompt") {
			b.WriteString(s.Text)
		}
	}
	return strings.TrimSpace(b.String())
}
