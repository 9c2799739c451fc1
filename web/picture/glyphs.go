package picture

import (
	"fmt"
	"strings"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// faces are the fonts that text is drawn with: they come with the program, so
// that a picture is the same on every machine.
var faces = sync.OnceValue(func() map[string]*sfnt.Font {
	all := map[string]*sfnt.Font{}
	for name, data := range map[string][]byte{"regular": goregular.TTF, "bold": gobold.TTF, "mono": gomono.TTF} {
		f, err := sfnt.Parse(data)
		if err != nil {
			panic("picture: a font of the program: " + err.Error())
		}
		all[name] = f
	}
	return all
})

// units is how many units of a glyph's outline its size has.
const units = 1000

// outline is a text as a path whose first baseline point is at x, y; anchor is
// start, middle or end.
func outline(text, face string, size, x, y float64, anchor string) string {
	f := faces()[face]
	var b sfnt.Buffer
	scale := size / units
	type glyph struct {
		segments sfnt.Segments
		at       float64
	}
	var glyphs []glyph
	at := 0.0
	for _, r := range text {
		index, err := f.GlyphIndex(&b, r)
		if err != nil || index == 0 && r != ' ' {
			index, _ = f.GlyphIndex(&b, '?')
		}
		segments, err := f.LoadGlyph(&b, index, fixed.I(units), nil)
		if err != nil {
			continue
		}
		glyphs = append(glyphs, glyph{append(sfnt.Segments(nil), segments...), at})
		advance, err := f.GlyphAdvance(&b, index, fixed.I(units), font.HintingNone)
		if err == nil {
			at += float64(advance) / 64
		}
	}
	switch anchor {
	case "middle":
		x -= at * scale / 2
	case "end":
		x -= at * scale
	}
	var d strings.Builder
	for _, g := range glyphs {
		for _, s := range g.segments {
			d.WriteString(letters[s.Op])
			for i := range points[s.Op] {
				fmt.Fprintf(&d, "%.2f %.2f ", x+(g.at+float64(s.Args[i].X)/64)*scale, y+float64(s.Args[i].Y)/64*scale)
			}
		}
		d.WriteString("Z")
	}
	return strings.TrimSuffix(d.String(), "Z") + "Z"
}

// letters and points are how a segment of an outline is written in a path.
var (
	letters = map[sfnt.SegmentOp]string{sfnt.SegmentOpMoveTo: "M", sfnt.SegmentOpLineTo: "L", sfnt.SegmentOpQuadTo: "Q", sfnt.SegmentOpCubeTo: "C"}
	points  = map[sfnt.SegmentOp]int{sfnt.SegmentOpMoveTo: 1, sfnt.SegmentOpLineTo: 1, sfnt.SegmentOpQuadTo: 2, sfnt.SegmentOpCubeTo: 3}
)
