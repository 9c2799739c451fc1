package templates

import (
	"fmt"
	"math"

	"drydock/sim/scene"
)

// Size of the picture in its own units: at 1440 pixels of window a unit is
// about a pixel.
const (
	stageWidth  = 1360
	stageHeight = 466
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

// zones are the places of the lifecycle, from left to right.
var zones = []zone{
	{"registry", "Registry", "Docker Hub", box{8, 30, 180, 220}, "Nothing published", keepFirst},
	{"files", "Your files", "", box{8, 278, 180, 150}, "No files yet", keepFirst},
	{"images", "Images", "read-only", box{256, 30, 320, 398}, "No images yet: pull one", keepLast},
	{"created", "Created", "", box{652, 30, 194, 192}, "", keepLast},
	{"exited", "Exited", "", box{652, 266, 194, 162}, "", keepLast},
	{"running", "Running", "", box{924, 30, 266, 192}, "Nothing runs", keepLast},
	{"paused", "Paused", "", box{1020, 266, 170, 97}, "", keepLast},
	{"volumes", "Volumes", "", box{858, 373, 332, 63}, "", keepFirst},
	{"removed", "Removed", "", box{1242, 30, 110, 398}, "", keepFirst},
}

// way is how an edge is drawn: its path, where its verb stands, and where its
// arrowhead is and points to (r, l, u or d).
type way struct {
	edge   string
	path   string
	label  label
	hx, hy float64
	head   byte
}

func verbAt(x, y float64, anchor string) label {
	return label{X: x, Y: y, Anchor: anchor, Face: faceVerb}
}

// ways are laid by hand so that no verb touches a line, a zone or another verb.
var ways = []way{
	{"registry-images", "M188 82H252", verbAt(222, 75, "middle"), 256, 82, 'r'},
	{"images-registry", "M256 124H192", verbAt(222, 142, "middle"), 188, 124, 'l'},
	{"files-images", "M188 350H252", verbAt(222, 343, "middle"), 256, 350, 'r'},
	{"images-created", "M576 96H648", verbAt(614, 89, "middle"), 652, 96, 'r'},
	{"images-running", "M576 250H938Q950 250 950 238V226", verbAt(749, 244, "middle"), 950, 222, 'u'},
	{"created-running", "M846 96H920", verbAt(885, 89, "middle"), 924, 96, 'r'},
	{"running-exited", "M975 222V304Q975 316 963 316H850", verbAt(910, 309, "middle"), 846, 316, 'l'},
	{"exited-running", "M846 366H988Q1000 366 1000 354V226", verbAt(924, 359, "middle"), 1000, 222, 'u'},
	{"running-paused", "M1074 222V262", verbAt(1067, 249, "end"), 1074, 266, 'd'},
	{"paused-running", "M1112 266V226", verbAt(1119, 249, "start"), 1112, 222, 'u'},
	{"exited-images", "M652 366H580", verbAt(614, 359, "middle"), 576, 366, 'l'},
	{"created-removed", "M749 30V24Q749 14 759 14H1287Q1297 14 1297 24V26", verbAt(1020, 18, "middle"), 1297, 30, 'd'},
	{"exited-removed", "M749 428V438Q749 448 759 448H1287Q1297 448 1297 438V432", verbAt(1020, 452, "middle"), 1297, 428, 'u'},
	{"running-removed", "M1190 126H1238", verbAt(1216, 119, "middle"), 1242, 126, 'r'},
	{"paused-removed", "M1190 347H1238", verbAt(1216, 340, "middle"), 1242, 347, 'r'},
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

func layEdges(s scene.Scene) []edge {
	byID := map[string]scene.Edge{}
	for _, e := range s.Edges {
		byID[e.ID()] = e
	}
	var list []edge
	for _, w := range ways {
		e, ok := byID[w.edge]
		if !ok {
			continue
		}
		w.label.Text = e.Verb
		list = append(list, edge{Edge: e, Path: w.path, Head: fmt.Sprintf(heads[w.head], w.hx, w.hy), Label: w.label,
			Refused: s.Refusal != nil && s.Refusal.Edge == w.edge})
	}
	return list
}

// notice is the strip at the foot that says why the last command was refused.
var notice = label{X: 34, Y: 452, Anchor: "start", Face: faceSub}

const noticeWidth = 690

// form is one way to draw a zone's tokens, from roomy to terse.
type form struct {
	w, h  float64 // of the least cell
	stack float64 // height of the stack of slabs
	wide  float64 // the most width of the stack
	lines int     // of text
	side  bool    // the text stands beside the stack, not beneath
	grow  float64 // how much taller than usual a slab may be
}

// forms of a zone: the first that holds everything is taken.
var (
	imageForms = []form{
		{w: 140, h: 178, stack: 124, wide: 118, lines: 2, grow: 1.9}, {w: 96, h: 124, stack: 74, wide: 84, lines: 2, grow: 1.2},
		{w: 96, h: 90, stack: 42, wide: 84, lines: 2, grow: 1}, {w: 76, h: 72, stack: 40, wide: 66, lines: 1, grow: 1},
		{w: 76, h: 56, stack: 26, wide: 66, lines: 1, grow: 1}, {w: 96, h: 26, stack: 17, wide: 8, lines: 1, side: true, grow: 1},
	}
	registryForms = []form{
		{w: 150, h: 45, stack: 36, wide: 46, lines: 2, side: true, grow: 1}, {w: 150, h: 26, stack: 19, wide: 34, lines: 1, side: true, grow: 1},
		{w: 76, h: 26, stack: 17, wide: 8, lines: 1, side: true, grow: 1},
	}
	containerForms = []form{
		{w: 100, h: 152, stack: 71, wide: 96, lines: 4, grow: 1.2}, {w: 84, h: 118, stack: 48, wide: 84, lines: 3, grow: 1},
		{w: 84, h: 76, stack: 32, wide: 84, lines: 2, grow: 1}, {w: 84, h: 58, stack: 32, wide: 84, lines: 1, grow: 1},
		{w: 84, h: 26, stack: 17, lines: 1, side: true, grow: 1},
	}
	removedForms = []form{{w: 78, h: 46, lines: 2, side: true}, {w: 78, h: 26, lines: 1, side: true}}
	volumeForms  = []form{{w: 150, h: 26, wide: 16, lines: 1, side: true}, {w: 76, h: 26, wide: 16, lines: 1, side: true}}
	fileForms    = []form{{w: 150, h: 44, lines: 2, side: true}, {w: 150, h: 26, lines: 1, side: true}}
)

// grid is where the tokens of a zone stand.
type grid struct {
	form  form
	cells []box
	shown int // how many objects have a cell; the rest is counted in more
	more  *label
}

const zoneHead, zonePad = 32, 10

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
	cols = max(1, min(cols, n))
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
		g.more.Text = faceSub.fit(fmt.Sprintf("+%d more", n-g.shown), c.W-6)
		g.cells = g.cells[:g.shown]
	}
	return g
}

func (z zone) inner() box {
	return box{z.Box.X + zonePad, z.Box.Y + zoneHead, z.Box.W - 2*zonePad, z.Box.H - zoneHead - zonePad/2}
}
