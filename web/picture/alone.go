package picture

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Picture is a picture that stands by itself.
type Picture struct {
	root   *html.Node
	ground string // colour behind it
	ink    string
	Width  float64
	Height float64
}

// errNone is the error of a text that has no picture in it.
var errNone = errors.New("there is no picture")

// Alone makes a picture of the first svg element in a piece of a page, with what
// the sheet says of it. ground and ink are names of the sheet's colours.
func Alone(page string, s Sheet, theme Theme, ground, ink string) (Picture, error) {
	nodes, err := html.ParseFragment(strings.NewReader(page), &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body})
	if err != nil {
		return Picture{}, err
	}
	var root *html.Node
	for _, n := range nodes {
		if root = find(n); root != nil {
			break
		}
	}
	if root == nil {
		return Picture{}, errNone
	}
	p := Picture{root: root, ground: s.resolved(s.names[ground], theme, 0), ink: s.resolved(s.names[ink], theme, 0)}
	var x, y float64
	if n, _ := fmt.Sscanf(get(root, "viewBox"), "%f %f %f %f", &x, &y, &p.Width, &p.Height); n != 4 || p.Width <= 0 || p.Height <= 0 {
		return Picture{}, errNone
	}
	walk(root, func(n *html.Node) { s.style(n, theme) })
	clean(root)
	return p, nil
}

func find(n *html.Node) *html.Node {
	if n.Type == html.ElementNode && n.Data == "svg" {
		return n
	}
	for c := range n.ChildNodes() {
		if f := find(c); f != nil {
			return f
		}
	}
	return nil
}

func walk(n *html.Node, do func(*html.Node)) {
	if n.Type == html.ElementNode {
		do(n)
	}
	for c := range n.ChildNodes() {
		walk(c, do)
	}
}

// elements are those a picture is made of, and what they are called in it: links
// lead nowhere there.
var elements = map[string]string{"svg": "svg", "g": "g", "a": "g", "path": "path", "rect": "rect", "circle": "circle", "text": "text", "title": "title"}

// attributes stay besides those a sheet gives.
var attributes = regexp.MustCompile(`^(x|y|width|height|rx|ry|cx|cy|r|d|transform|viewBox|role|aria-label)$`)

// clean leaves in an element what is drawn and what is said of it.
func clean(n *html.Node) {
	n.Data, n.DataAtom = elements[n.Data], 0
	n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool {
		return a.Namespace != "" || !drawn[a.Key] && !attributes.MatchString(a.Key)
	})
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		switch {
		case c.Type == html.TextNode:
		case c.Type != html.ElementNode || elements[c.Data] == "" || unseen(c):
			n.RemoveChild(c)
		default:
			clean(c)
		}
		c = next
	}
}

// unseen tells of a shape that is only there to be touched.
func unseen(n *html.Node) bool {
	stroke := get(n, "stroke")
	return get(n, "fill") == "transparent" && (stroke == "" || stroke == "none") && n.Data != "g"
}

// fonts are the families of a picture's text.
const (
	sans = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'DejaVu Sans', sans-serif"
	mono = "ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace"
)

// SVG is the picture as a file.
func (p Picture) SVG() (string, error) {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n")
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %g %g" width="%g" height="%g" font-family="%s" role="img" aria-label="%s">`,
		p.Width, p.Height, p.Width, p.Height, html.EscapeString(sans), html.EscapeString(get(p.root, "aria-label")))
	fmt.Fprintf(&b, `<rect width="%g" height="%g" fill="%s"></rect>`, p.Width, p.Height, html.EscapeString(p.ground))
	for c := range p.root.ChildNodes() {
		if err := html.Render(&b, withFamily(c)); err != nil {
			return "", err
		}
	}
	b.WriteString("</svg>\n")
	return b.String(), nil
}

// withFamily says in words that a file understands which texts are code.
func withFamily(n *html.Node) *html.Node {
	walk(n, func(n *html.Node) {
		if f := get(n, "font-family"); strings.Contains(f, "mono") {
			set(n, "font-family", mono)
		}
	})
	return n
}
