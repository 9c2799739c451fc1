package picture

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"maps"
	"strconv"
	"strings"

	"github.com/fyne-io/oksvg"
	"golang.org/x/net/html"
)

// Size of a picture for other sites, in pixels. Source: ogp.me and what those
// who show such pictures ask for.
const (
	CardWidth  = 1200
	CardHeight = 630
)

// band is how high the line of text on a card is, margin how far the picture
// stands from its edges.
const (
	band   = 92
	margin = 20
)

// Card is the picture with a title above it, as a PNG for other sites to show.
func (p Picture) Card(title string) ([]byte, error) {
	img := filled(CardWidth, CardHeight, hex(p.ground))
	head := flat{}
	head.shape(mark, "none", "#0b5cc7", 3)
	head.text("Drydock", "bold", 36, 78, 62, "start", p.ink)
	if runes := []rune(title); len(runes) > 60 {
		title = string(runes[:59]) + "…"
	}
	head.text(title, "regular", 25, CardWidth-margin-8, 60, "end", p.ink)
	if err := head.draw(img, CardWidth, CardHeight, image.Rect(0, 0, CardWidth, CardHeight)); err != nil {
		return nil, err
	}
	room := image.Rect(margin, band, CardWidth-margin, CardHeight-margin)
	scale := min(float64(room.Dx())/p.Width, float64(room.Dy())/p.Height)
	w, h := int(p.Width*scale), int(p.Height*scale)
	at := image.Pt(room.Min.X+(room.Dx()-w)/2, room.Min.Y+(room.Dy()-h)/2)
	return p.encoded(img, image.Rectangle{at, at.Add(image.Pt(w, h))})
}

// mark is the sign of Drydock: a container on its layers.
const mark = "M26 60h38v8h-38zM26 46h38v8h-38zM26 32h38v8h-38z"

// PNG is the picture alone, twice as large as it is drawn.
func (p Picture) PNG() ([]byte, error) {
	img := filled(int(2*p.Width), int(2*p.Height), hex(p.ground))
	return p.encoded(img, img.Bounds())
}

func (p Picture) encoded(img *image.RGBA, where image.Rectangle) ([]byte, error) {
	var f flat
	f.add(p.root, pen{"fill": "#000000", "stroke": "none", "stroke-width": "1", "opacity": "1", "font-size": "16"})
	if err := f.draw(img, p.Width, p.Height, where); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&b, img)
	return b.Bytes(), err
}

// pen is how a shape is drawn: properties by name, those of what is around it
// where it has none of its own.
type pen map[string]string

// flat is a picture as a list of paths, each with all that is said of it: what
// the library draws. even are those whose holes follow the even-odd rule.
type flat struct {
	b    strings.Builder
	n    int
	even []int
}

func (f *flat) add(n *html.Node, around pen) {
	if n.Type != html.ElementNode || n.Data == "title" {
		return
	}
	own := maps.Clone(around)
	for _, a := range n.Attr {
		switch {
		case a.Key == "opacity":
			own["opacity"] = strconv.FormatFloat(number(around["opacity"])*number(a.Val), 'g', 4, 64)
		case a.Key == "transform":
			own["transform"] = strings.TrimSpace(around["transform"] + " " + a.Val)
		case drawn[a.Key]:
			own[a.Key] = a.Val
		}
	}
	switch n.Data {
	case "text":
		f.words(n, own)
	case "path":
		f.path(get(n, "d"), own)
	case "rect", "circle":
		f.element(n, own)
	}
	for c := range n.ChildNodes() {
		f.add(c, own)
	}
}

func number(s string) float64 {
	v, _ := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(s), "px"), 64) // what is none is nothing
	return v
}

// attrs are the attributes of a shape as the library reads them.
func (p pen) attrs() string {
	var b strings.Builder
	for _, name := range []string{"fill", "stroke"} {
		colour, opacity := opaque(p[name])
		fmt.Fprintf(&b, ` %s="%s" %s-opacity="%.3f"`, name, colour, name, opacity*whole(p[name+"-opacity"])*number(p["opacity"]))
	}
	fmt.Fprintf(&b, ` stroke-width="%g"`, number(p["stroke-width"]))
	for _, name := range []string{"stroke-dasharray", "stroke-linecap", "stroke-linejoin", "transform"} {
		if v := p[name]; v != "" && v != "none" {
			fmt.Fprintf(&b, ` %s="%s"`, name, html.EscapeString(v))
		}
	}
	return b.String()
}

// whole is a number, 1 where there is none.
func whole(s string) float64 {
	if s == "" {
		return 1
	}
	return number(s)
}

// opaque is a colour without its opacity, and that.
func opaque(c string) (colour string, opacity float64) {
	switch {
	case c == "" || c == "none" || c == "transparent":
		return "none", 1
	case strings.HasPrefix(c, "#") && len(c) == 9:
		a, _ := strconv.ParseUint(c[7:], 16, 8) // our own sheet's
		return c[:7], float64(a) / 255
	}
	return html.EscapeString(c), 1
}

func hex(c string) color.Color {
	v, err := strconv.ParseUint(strings.TrimPrefix(c, "#"), 16, 32)
	if err != nil || len(c) != 7 {
		return color.White
	}
	return color.RGBA{uint8(v >> 16), uint8(v >> 8), uint8(v), 255}
}

func (f *flat) path(d string, p pen) {
	if d == "" {
		return
	}
	if p["fill-rule"] == "evenodd" {
		f.even = append(f.even, f.n)
	}
	fmt.Fprintf(&f.b, `<path d="%s"%s/>`, html.EscapeString(d), p.attrs())
	f.n++
}

func (f *flat) shape(d, fill, stroke string, width float64) {
	f.path(d, pen{"fill": fill, "stroke": stroke, "stroke-width": fmt.Sprint(width), "opacity": "1"})
}

func (f *flat) element(n *html.Node, p pen) {
	if n.Data == "rect" && (number(get(n, "width")) <= 0 || number(get(n, "height")) <= 0) {
		return
	}
	fmt.Fprintf(&f.b, "<%s", n.Data)
	for _, name := range []string{"x", "y", "width", "height", "rx", "ry", "cx", "cy", "r"} {
		v := get(n, name)
		if name == "ry" && v == "" {
			v = get(n, "rx")
		}
		if v != "" {
			fmt.Fprintf(&f.b, ` %s="%g"`, name, number(v))
		}
	}
	f.b.WriteString(p.attrs() + "/>")
	f.n++
}

// words draws a text as its outline, with its halo behind it.
func (f *flat) words(n *html.Node, p pen) {
	var text strings.Builder
	for c := range n.ChildNodes() {
		if c.Type == html.TextNode {
			text.WriteString(c.Data)
		}
	}
	said := strings.Join(strings.Fields(text.String()), " ")
	if said == "" {
		return
	}
	face := "regular"
	if weight := number(p["font-weight"]); weight >= 600 || p["font-weight"] == "bold" {
		face = "bold"
	}
	if strings.Contains(p["font-family"], "mono") {
		face = "mono"
	}
	d := outline(said, face, number(p["font-size"]), number(get(n, "x")), number(get(n, "y")), p["text-anchor"])
	fill := maps.Clone(p)
	if strings.HasPrefix(p["paint-order"], "stroke") && p["stroke"] != "none" {
		halo := maps.Clone(p)
		halo["fill"] = "none"
		f.path(d, halo)
		fill["stroke"] = "none"
	}
	delete(fill, "fill-rule")
	f.path(d, fill)
}

func (f *flat) text(text, face string, size, x, y float64, anchor, ink string) {
	f.path(outline(text, face, size, x, y, anchor), pen{"fill": ink, "stroke": "none", "opacity": "1"})
}

// draw draws the list, which is w wide and h high, into a part of an image.
func (f *flat) draw(img *image.RGBA, w, h float64, where image.Rectangle) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("the picture cannot be drawn: %v", p)
		}
	}()
	icon, err := oksvg.ReadIconStream(strings.NewReader(fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %g %g">%s</svg>`, w, h, f.b.String())))
	if err != nil {
		return err
	}
	for _, i := range f.even {
		if i < len(icon.SVGPaths) {
			icon.SVGPaths[i].UseNonZeroWinding = false
		}
	}
	icon.SetTarget(float64(where.Min.X), float64(where.Min.Y), float64(where.Dx()), float64(where.Dy()))
	icon.Draw(paint(img), 1)
	return nil
}
