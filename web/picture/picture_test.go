package picture

import (
	"bytes"
	"encoding/xml"
	"errors"
	"image"
	"image/png"
	"io"
	"strings"
	"testing"
)

const css = `/* x { fill: red } */
:root { --ink: light-dark(#111111, #eeeeee); --ground: light-dark(#ffffff, #000000); --zone: light-dark(#00ff00, #003300); }
[data-theme="dark"] { --ink: #123456; }
svg text { fill: var(--ink); } .t { font-size: 20px; font-weight: 650; }
.zone > rect { fill: var(--zone); stroke: var(--ink); stroke-width: 2; } .zone.lit > rect { stroke: #ff0000; }
.hit { fill: transparent; } a:hover > .hit { fill: #123; }
@media (max-width: 1px) { .zone > rect { fill: #ffffff; } }
.hole { fill: #0000ff; }`

const page = `<section><p>words</p><svg viewBox="0 0 100 50" role="group" aria-label="A host & more" data-x="1"><g class="zone lit" id="z"><rect x="10" y="10" width="40" height="30" rx="4"></rect>
<a href="/labs/secret"><rect class="hit" x="0" y="0" width="100" height="50"></rect><text x="20" y="30" class="t"><title>All</title>Hi &lt; é</text></a></g>
<path class="hole" fill-rule="evenodd" transform="translate(60 10)" d="M0 0h30v30h-30zM10 10h10v10h-10z"></path><script>alert(1)</script></svg></section>`

// colour is what a pixel of a picture twice the size shows.
func colour(t *testing.T, data []byte, x, y int) [3]uint32 {
	t.Helper()
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	r, g, b, _ := img.At(x, y).RGBA()
	return [3]uint32{r >> 8, g >> 8, b >> 8}
}

func TestPicture(t *testing.T) {
	for theme, zone := range map[Theme][3]uint32{Light: {0, 255, 0}, Dark: {0, 51, 0}} {
		p, err := Alone(page, Parse(css), theme, "--ground", "--ink")
		if err != nil {
			t.Fatal(err)
		}
		svg, err := p.SVG()
		if err != nil {
			t.Fatal(err)
		}
		for _, not := range []string{"secret", "script", "class=", "transparent", "var(", "light-dark", "data-x"} {
			if strings.Contains(svg, not) {
				t.Errorf("%s: the picture has %s:\n%s", theme, not, svg)
			}
		}
		for _, want := range []string{`stroke="#ff0000"`, `font-size="20px"`, `aria-label="A host &amp; more"`, "<title>All</title>", "Hi &lt; é"} {
			if !strings.Contains(svg, want) {
				t.Errorf("%s: the picture lacks %s:\n%s", theme, want, svg)
			}
		}
		d := xml.NewDecoder(strings.NewReader(svg))
		for {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("the picture is no XML: %v", err)
			}
		}
		data, err := p.PNG()
		if err != nil {
			t.Fatal(err)
		}
		if got := colour(t, data, 90, 30); got != zone {
			t.Errorf("%s: the zone is %v", theme, got)
		}
		if fill, hole := colour(t, data, 130, 30), colour(t, data, 150, 50); fill != [3]uint32{0, 0, 255} || hole == fill {
			t.Errorf("%s: the path is %v, its hole %v", theme, fill, hole)
		}
		if got := colour(t, data, 20, 40); got != [3]uint32{255, 0, 0} {
			t.Errorf("%s: the border is %v", theme, got)
		}
		text := 0
		for x := 40; x < 100; x++ {
			for y := 30; y < 62; y++ {
				if colour(t, data, x, y) != zone {
					text++
				}
			}
			if text > 40 {
				break
			}
		}
		if text <= 40 {
			t.Errorf("%s: the text has %d pixels", theme, text)
		}
	}
}

func TestCard(t *testing.T) {
	p, err := Alone(page, Parse(css), Light, "--ground", "--ink")
	if err != nil {
		t.Fatal(err)
	}
	data, err := p.Card(strings.Repeat("A long title ", 20))
	if err != nil {
		t.Fatal(err)
	}
	if c, _, err := image.DecodeConfig(bytes.NewReader(data)); err != nil || c.Width != CardWidth || c.Height != CardHeight {
		t.Errorf("the card is %d by %d, %v", c.Width, c.Height, err)
	}
	for _, none := range []string{"", "<p>words</p>", "<svg></svg>", `<svg viewBox="0 0 -1 0"></svg>`} {
		if _, err := Alone(none, Parse(css), Light, "--ground", "--ink"); err == nil {
			t.Errorf("%q is a picture", none)
		}
	}
}
