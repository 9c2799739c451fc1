package templates

import (
	"fmt"
	"strconv"

	"drydock/sim/scene"
)

// layerNumber is how layers are counted: from the base, 1 first.
func layerNumber(i int) string { return strconv.Itoa(i + 1) }

// rowHeight is the height of a layer's row beside the column, in pixels.
func rowHeight(narrow bool) int {
	if narrow {
		return 122
	}
	return 66
}

// scaleSlab is a layer in a column drawn to scale, with the line that leads to
// its row.
type scaleSlab struct {
	Y, H   float64
	Fill   string
	Open   bool // the writable layer
	Leader string
	Title  string
	Hot    bool
}

// scaleColumn draws a stack to scale: heights are as bytes, none less than a
// hair's breadth. full is the bytes of a whole column, at least those of the
// stack.
func scaleColumn(s scene.Stack, full int64, hot, row int) []scaleSlab {
	n := len(s.Layers)
	height := float64(n * row)
	room := height - 2*float64(n) // a pixel for each, and one between
	y := height
	list := make([]scaleSlab, n)
	for i, l := range s.Layers {
		h := 1.0
		if full > 0 {
			h += room * float64(l.Size) / float64(full)
		}
		y -= h + 1
		at := (float64(n-1-i) + .5) * float64(row)
		mid := round(y + h/2)
		list[i] = scaleSlab{Y: round(y), H: round(h), Fill: slabFill(l.Hue), Open: l.Writable, Hot: i == hot,
			Leader: fmt.Sprintf("M52 %gC76 %g 76 %g 100 %g", mid, mid, at, at),
			Title:  fmt.Sprintf("Layer %s, %s", layerNumber(i), l.SizeText)}
	}
	return list
}

// web is the picture of layers and the images that have them.
type sharingWeb struct {
	W, H   float64
	Layers []webLayer
	Images []webImage
	Lines  []webLine
}

type webLayer struct {
	Slab  box
	Fill  string
	Texts []label
	Title string
}

type webImage struct {
	Box  box
	Text []label
	URL  string
	Name string
}

type webLine struct{ Path, Fill, Title string }

const webRow = 44

// narrowWeb is how broad the picture is on a narrow page, in pixels; the other
// one is panned there, should it be shown.
const narrowWeb = 358

// layWeb places each layer once at the left and each image at the right.
func layWeb(l Look, s scene.Sharing) sharingWeb {
	w := sharingWeb{W: 1000}
	left, right, slabWide := 560.0, 720.0, 56.0
	if l.Narrow {
		w.W, left, right, slabWide = narrowWeb, 150, 226, 24
	}
	w.H = float64(max(len(s.Layers), len(s.Images))*webRow) + 8
	imageAt := func(i int) float64 {
		return w.H * (float64(i) + .5) / float64(len(s.Images))
	}
	for i, layer := range s.Layers {
		y := w.H * (float64(i) + .5) / float64(len(s.Layers))
		h := min(26, max(5, slabHeight(layer.Size)*1.6))
		d := webLayer{Slab: box{4, round(y - h/2), slabWide, round(h)}, Fill: slabFill(layer.Hue), Title: layer.Short + ", " + layer.SizeText + ": " + layer.CreatedBy}
		x := slabWide + 14
		first := label{X: x, Y: round(y - 2), Anchor: "start", Face: faceCode, Text: layer.Short}
		second := label{X: x, Y: round(y + 14), Anchor: "start", Face: faceSub}
		second.Text = layer.SizeText
		if !l.Narrow {
			first.Text = layer.Short + ", " + layer.SizeText
			second.Text = faceSub.fit(layer.CreatedBy, left-x-10)
		}
		d.Texts = []label{first, second}
		w.Layers = append(w.Layers, d)
		for _, img := range layer.Images {
			to := imageAt(img)
			mid := (left + right) / 2
			w.Lines = append(w.Lines, webLine{fmt.Sprintf("M%g %gC%g %g %g %g %g %g", left, round(y), mid, round(y), mid, round(to), right, round(to)), d.Fill,
				layer.Short + " is in " + s.Images[img].Name})
		}
	}
	for i, img := range s.Images {
		y := imageAt(i)
		room := w.W - right - 20
		size := img.SizeText + ", " + count(len(img.Layers), "layer")
		if faceSub.measure(size) > room {
			size = img.SizeText // the lines tell how many layers there are
		}
		w.Images = append(w.Images, webImage{
			Box: box{right + 4, round(y - 19), w.W - right - 8, 38}, URL: l.lookURL(stackPath("image", img.Ref)), Name: img.Name,
			Text: []label{
				{X: right + 12, Y: round(y - 2), Anchor: "start", Face: faceName, Text: faceName.fitMiddle(img.Name, room), Full: img.Name},
				{X: right + 12, Y: round(y + 14), Anchor: "start", Face: faceSub, Text: faceSub.fit(size, room)},
			},
		})
	}
	return w
}
