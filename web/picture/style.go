// Package picture makes a picture that stands by itself of one that is drawn
// within a page: an SVG that needs no style sheet, and a PNG.
package picture

import (
	"regexp"
	"sort"
	"strings"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
)

// Theme is light or dark.
type Theme string

// The themes of a page.
const (
	Light Theme = "light"
	Dark  Theme = "dark"
)

// Sheet is a style sheet as far as it is about pictures: rules of selectors and
// plain declarations. Rules within @, and those of states that a still picture
// is not in (:hover), are not in it.
type Sheet struct {
	rules []rule
	names map[string]string // custom properties of the page
}

type rule struct {
	selector cascadia.Sel
	place    int
	values   []value
}

type value struct{ name, text string }

// drawn are the properties that become attributes of the same name.
var drawn = map[string]bool{"fill": true, "stroke": true, "stroke-width": true, "stroke-dasharray": true, "stroke-linecap": true, "stroke-linejoin": true,
	"stroke-opacity": true, "fill-opacity": true, "opacity": true, "font-size": true, "font-weight": true, "font-family": true, "text-anchor": true,
	"paint-order": true, "fill-rule": true}

var comment = regexp.MustCompile(`(?s)/\*.*?\*/`)

// Parse reads a style sheet. What it does not understand is left out, as a
// browser does.
func Parse(css string) Sheet {
	s := Sheet{names: map[string]string{}}
	css = comment.ReplaceAllString(css, "")
	for css != "" {
		head, rest, ok := strings.Cut(css, "{")
		if !ok {
			break
		}
		body, after := block(rest)
		css = after
		head = strings.TrimSpace(head)
		if i := strings.LastIndexByte(head, ';'); i >= 0 { // @import and the like
			head = strings.TrimSpace(head[i+1:])
		}
		if !strings.HasPrefix(head, "@") {
			s.add(head, body)
		}
	}
	return s
}

// block is what stands before the bracket that closes one.
func block(css string) (body, rest string) {
	depth := 1
	for i, r := range css {
		switch r {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return css[:i], css[i+1:]
			}
		}
	}
	return css, ""
}

func (s *Sheet) add(head, body string) {
	var values []value
	for declaration := range strings.SplitSeq(body, ";") {
		name, text, ok := strings.Cut(declaration, ":")
		name, text = strings.TrimSpace(name), strings.TrimSpace(text)
		switch {
		case !ok:
		case strings.HasPrefix(name, "--"):
			if head == ":root" {
				s.names[name] = text
			}
		case drawn[name]:
			values = append(values, value{name, text})
		}
	}
	if len(values) == 0 {
		return
	}
	for one := range strings.SplitSeq(head, ",") {
		selector, err := cascadia.Parse(strings.TrimSpace(one))
		if err == nil {
			s.rules = append(s.rules, rule{selector, len(s.rules), values})
		}
	}
}

// style sets the properties that the rules give an element as its attributes.
func (s Sheet) style(n *html.Node, theme Theme) {
	var fit []rule
	for _, r := range s.rules {
		if r.selector.Match(n) {
			fit = append(fit, r)
		}
	}
	sort.SliceStable(fit, func(i, j int) bool { return fit[i].selector.Specificity().Less(fit[j].selector.Specificity()) })
	for _, r := range fit {
		for _, v := range r.values {
			if text := s.resolved(v.text, theme, 0); text != "" {
				set(n, v.name, text)
			}
		}
	}
}

var (
	variable = regexp.MustCompile(`var\((--[\w-]+)\)`)
	twoTones = regexp.MustCompile(`light-dark\(([^,()]+),([^,()]+)\)`)
)

// resolved is a value without names and without a choice of themes, "" for one
// that cannot be told.
func (s Sheet) resolved(text string, theme Theme, depth int) string {
	text = variable.ReplaceAllStringFunc(text, func(v string) string {
		if depth > 8 {
			return ""
		}
		return s.resolved(s.names[variable.FindStringSubmatch(v)[1]], theme, depth+1)
	})
	text = twoTones.ReplaceAllStringFunc(text, func(v string) string {
		tones := twoTones.FindStringSubmatch(v)
		if theme == Dark {
			return strings.TrimSpace(tones[2])
		}
		return strings.TrimSpace(tones[1])
	})
	text = strings.TrimSpace(strings.TrimSuffix(text, "!important"))
	if strings.Contains(text, "(") {
		return ""
	}
	return text
}

func set(n *html.Node, name, value string) {
	for i := range n.Attr {
		if n.Attr[i].Key == name {
			n.Attr[i].Val = value
			return
		}
	}
	n.Attr = append(n.Attr, html.Attribute{Key: name, Val: value})
}

func get(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
