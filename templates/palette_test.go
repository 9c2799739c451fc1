package templates

import (
	"fmt"
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"drydock/static"
)

var pair = regexp.MustCompile(`--([\w-]+): (?:light-dark\()?(#[0-9a-f]{6})(?:, (#[0-9a-f]{6})\))?;`)

// palette are the colours of the style sheet by name, for a light and a dark page.
func palette(t *testing.T) map[string][2]string {
	css, err := fs.ReadFile(static.FS, "drydock.css")
	if err != nil {
		t.Fatal(err)
	}
	usual, _, _ := strings.Cut(string(css), "[data-theme=") // what follows are themes that change some of it
	colours := map[string][2]string{}
	for _, m := range pair.FindAllStringSubmatch(usual, -1) {
		if m[3] == "" {
			m[3] = m[2]
		}
		colours[m[1]] = [2]string{m[2], m[3]}
	}
	return colours
}

func lightOf(hex string) float64 {
	var r, g, b int
	fmt.Sscanf(hex, "#%02x%02x%02x", &r, &g, &b)
	return luminance([3]float64{float64(r) / 255, float64(g) / 255, float64(b) / 255})
}

func contrast(a, b float64) float64 { return (max(a, b) + 0.05) / (min(a, b) + 0.05) }

func TestContrast(t *testing.T) {
	colours := palette(t)
	texts := map[string][]string{ // ground → inks
		"ground": {"ink", "dim", "accent"},
		"panel":  {"ink", "dim", "accent", "created", "running", "paused", "volume", "exited", "refused"},
		"zone":   {"ink", "dim", "created", "running", "paused", "volume", "exited", "refused"},
		"blush":  {"ink", "dim", "refused"},
		"term":   {"term-ink", "term-dim", "term-typed", "term-note", "term-error"},
	}
	for ground, inks := range texts {
		for _, ink := range inks {
			for theme := range 2 {
				if c := contrast(lightOf(colours[ground][theme]), lightOf(colours[ink][theme])); c < 4.5 {
					t.Errorf("%s on %s, theme %d: %.2f", ink, ground, theme, c)
				}
			}
		}
	}
}

func TestSlabsStandOut(t *testing.T) {
	colours := palette(t)
	for hue := range 360 {
		for theme, zone := range colours["zone"] {
			if c := contrast(lightOf(slabFill(hue)), lightOf(zone)); c < 3 {
				t.Fatalf("hue %d, theme %d: %.2f", hue, theme, c)
			}
		}
	}
}
