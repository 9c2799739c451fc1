package templates

import (
	"fmt"
	"math"
	"strings"

	"drydock/sim/scene"
)

// box is a rectangle of the picture.
type box struct{ X, Y, W, H float64 }

func (b box) right() float64  { return b.X + b.W }
func (b box) bottom() float64 { return b.Y + b.H }

func (b box) overlaps(o box) bool {
	return b.X < o.right() && o.X < b.right() && b.Y < o.bottom() && o.Y < b.bottom()
}

// label is a line of text in the picture; X and Y are its baseline's anchor.
type label struct {
	X, Y   float64
	Text   string
	Full   string // when Text is shortened
	Anchor string // start, middle, end
	Face   face
	Sign   string  // path of a small sign before the text, 9 high
	X0     float64 // how wide the sign is
	Room   float64 // of a name: how wide it may be
}

func (l label) box() box {
	w := l.Face.measure(l.Text)
	b := box{l.X, l.Y - 0.78*l.Face.size, w, l.Face.size}
	switch l.Anchor {
	case "middle":
		b.X -= w / 2
	case "end":
		b.X -= w
	}
	return b
}

// zone is a place on the flowchart.
type zone struct {
	ID, Title, Note string
	Box             box
	Empty           string // what it says when nothing is there
	Keep            keep   // which stay when not all fit
}

// keep says which tokens of a full zone are shown.
type keep int

const (
	keepLast keep = iota
	keepFirst
)

// way is how an edge is drawn: its path, where its verb stands, and where its
// arrowhead is and points to (r, l, u or d).
type way struct {
	edge   string
	path   string
	label  label
	hx, hy float64
	head   byte
	verb   string // instead of the scene's, where there is no room for that
}

func verbAt(x, y float64, anchor string) label {
	return label{X: x, Y: y, Anchor: anchor, Face: faceVerb}
}

var heads = map[byte]string{
	'r': "M%g %gl-9 -4.5v9z", 'l': "M%g %gl9 -4.5v9z", 'u': "M%g %gl-4.5 9h9z", 'd': "M%g %gl-4.5 -9h9z",
}

// edge is a way with what the scene says of it.
type edge struct {
	scene.Edge
	Path, Head string
	Label      label
	Refused    bool
}

func (c chart) layEdges(s scene.Scene) []edge {
	byID := map[string]scene.Edge{}
	for _, e := range s.Edges {
		byID[e.ID()] = e
	}
	var list []edge
	for _, w := range c.ways {
		e, ok := byID[w.edge]
		if from, to, _ := strings.Cut(w.edge, "-"); !ok && from == "client" { // always there
			e, ok = scene.Edge{From: from, To: to, Usable: true}, true
		}
		if !ok {
			continue
		}
		w.label.Text = e.Verb
		if w.verb != "" {
			w.label.Text = w.verb
		}
		list = append(list, edge{Edge: e, Path: w.path, Head: fmt.Sprintf(heads[w.head], w.hx, w.hy), Label: w.label,
			Refused: s.Refusal != nil && s.Refusal.Edge == w.edge})
	}
	return list
}

// form is one way to draw a zone's tokens, from roomy to terse.
type form struct {
	w, h  float64 // of the least cell
	stack float64 // height of the stack of slabs
	wide  float64 // the most width of the stack
	lines int     // of text
	side  bool    // the text stands beside the stack, not beneath
	grow  float64 // how much taller than usual a slab may be
	terse bool    // names are cut in it: groups are tried first
	bare  bool    // the sign of the state is left out: the zone says it, and the name has its room
}

// grid is where the tokens of a zone stand.
type grid struct {
	form  form
	cells []box
	shown int // how many objects have a cell; the rest is counted in more
	more  *label
}

const zoneHead, smallHead, zonePad = 32.0, 27.0, 10.0

// layGrid places n tokens in a zone, in the roomiest form that holds them. When
// even the tersest does not, the last cell says how many more there are.
func layGrid(in box, forms []form, n int) grid {
	var g grid
	var cols, rows int
	for _, f := range forms {
		cols, rows = int(in.W/f.w), int(in.H/f.h)
		g.form = f
		if cols*rows >= n {
			break
		}
	}
	cols, rows = max(1, cols), max(1, rows) // whatever n is: nothing moves aside for the next
	g.shown = n
	if n > cols*rows {
		g.shown = cols*rows - 1
	}
	w := math.Floor(in.W / float64(cols))
	for i := range min(n, cols*rows) {
		g.cells = append(g.cells, box{in.X + float64(i%cols)*w, in.Y + float64(i/cols)*g.form.h, w, g.form.h})
	}
	if g.shown < n {
		c := g.cells[g.shown]
		g.more = &label{X: c.X + 4, Y: c.Y + 17, Anchor: "start", Face: faceSub}
		g.more.Text = fmt.Sprintf("+%d more", n-g.shown)
		if rows == 1 && g.shown > 0 || faceSub.measure(g.more.Text) > c.W-6 {
			g.more.Text = fmt.Sprintf("+%d", n-g.shown)
		}
		if rows == 1 && g.shown > 0 { // what the number does not need goes to the name before it
			last := &g.cells[g.shown-1]
			wide := faceSub.measure("+999") + 8
			g.more.X += c.W - wide
			last.W += c.W - wide
		}
		g.cells = g.cells[:g.shown]
	}
	return g
}

func (z zone) inner() box {
	if z.Box.H < 45 { // no room beneath the title
		left := faceTitle.measure(z.Title) + 18
		return box{z.Box.X + left, z.Box.Y + 6, z.Box.W - left - 4, z.Box.H - 10}
	}
	head := zoneHead
	if z.Box.W < 115 { // a small zone
		head = smallHead
	}
	pad := zonePad
	if z.Box.W < 115 {
		pad = 7
	}
	return box{z.Box.X + pad, z.Box.Y + head, z.Box.W - 2*pad, z.Box.H - head - zonePad/2}
}
