package picture

import (
	"image"
	"image/color"
	"image/draw"

	"github.com/srwiley/rasterx"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// scanner fills paths of lines. Unlike the scanner that comes with the library
// it works on the part of the image that a path covers, which is a hundred times
// less for a letter, and it knows the even-odd rule.
type scanner struct {
	img    *image.RGBA
	colour color.Color
	even   bool
	rings  [][]fixed.Point26_6
	r      vector.Rasterizer
}

var _ rasterx.Scanner = (*scanner)(nil)

// Start begins a ring.
func (s *scanner) Start(a fixed.Point26_6) { s.rings = append(s.rings, []fixed.Point26_6{a}) }

// Line goes on in the last ring.
func (s *scanner) Line(b fixed.Point26_6) {
	last := len(s.rings) - 1
	s.rings[last] = append(s.rings[last], b)
}

// Clear forgets the rings.
func (s *scanner) Clear() { s.rings = s.rings[:0] }

// SetWinding chooses the rule that tells what is inside.
func (s *scanner) SetWinding(nonZero bool) { s.even = !nonZero }

// SetColor takes a color.Color; there are no gradients in our pictures.
func (s *scanner) SetColor(c any) { s.colour, _ = c.(color.Color) }

// SetBounds and SetClip change nothing: the image is the bound.
func (s *scanner) SetBounds(int, int) {}

// SetClip changes nothing.
func (s *scanner) SetClip(image.Rectangle) {}

// GetPathExtent is the least rectangle around the rings.
func (s *scanner) GetPathExtent() (r fixed.Rectangle26_6) {
	first := true
	for _, ring := range s.rings {
		for _, p := range ring {
			if first {
				r.Min, r.Max, first = p, p, false
			}
			r.Min.X, r.Min.Y = min(r.Min.X, p.X), min(r.Min.Y, p.Y)
			r.Max.X, r.Max.Y = max(r.Max.X, p.X), max(r.Max.Y, p.Y)
		}
	}
	return r
}

// Draw fills the rings: those of a shape are closed, the two sides of a stroke
// are open and bound it together.
func (s *scanner) Draw() {
	extent := s.GetPathExtent()
	whole := image.Rect(extent.Min.X.Floor(), extent.Min.Y.Floor(), extent.Max.X.Ceil(), extent.Max.Y.Ceil())
	tile := whole.Intersect(s.img.Bounds())
	if tile.Empty() || s.colour == nil {
		return
	}
	if s.even {
		s.turn()
	}
	s.r.Reset(tile.Dx(), tile.Dy())
	at := func(p fixed.Point26_6) (x, y float32) {
		return float32(p.X)/64 - float32(tile.Min.X), float32(p.Y)/64 - float32(tile.Min.Y)
	}
	for _, ring := range s.rings {
		s.r.MoveTo(at(ring[0]))
		for _, p := range ring[1:] {
			s.r.LineTo(at(p))
		}
	}
	s.r.Draw(s.img, tile, image.NewUniform(s.colour), image.Point{})
}

// turn has the rings that lie within an odd number of others go round the other
// way, so that they are holes by either rule. No rings of our pictures cross.
func (s *scanner) turn() {
	for i, ring := range s.rings {
		depth := 0
		for j, other := range s.rings {
			if i != j && within(ring[0], other) {
				depth++
			}
		}
		if (area(ring) > 0) != (depth%2 == 0) {
			for a, b := 0, len(ring)-1; a < b; a, b = a+1, b-1 {
				ring[a], ring[b] = ring[b], ring[a]
			}
		}
	}
}

// area is twice the area of a ring, below 0 for one that goes the other way.
func area(ring []fixed.Point26_6) (sum int64) {
	for i, p := range ring {
		q := ring[(i+1)%len(ring)]
		sum += int64(p.X)*int64(q.Y) - int64(q.X)*int64(p.Y)
	}
	return sum
}

// within tells whether a point lies inside a ring.
func within(p fixed.Point26_6, ring []fixed.Point26_6) bool {
	inside := false
	for i, a := range ring {
		b := ring[(i+1)%len(ring)]
		if (a.Y > p.Y) != (b.Y > p.Y) && float64(p.X) < float64(b.X-a.X)*float64(p.Y-a.Y)/float64(b.Y-a.Y)+float64(a.X) {
			inside = !inside
		}
	}
	return inside
}

// paint draws onto an image by a scanner.
func paint(img *image.RGBA) *rasterx.Dasher {
	b := img.Bounds()
	return rasterx.NewDasher(b.Dx(), b.Dy(), &scanner{img: img})
}

// filled is an image of one colour.
func filled(w, h int, c color.Color) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(img, img.Bounds(), image.NewUniform(c), image.Point{}, draw.Src)
	return img
}
