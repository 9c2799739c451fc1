package templates

import (
	"strings"
	"testing"

	"drydock/sim/scene"
)

// What is shown of a name is never the same as of another one in its zone, and
// what is not shown whole says the whole of it.
func TestNamesStayApart(t *testing.T) {
	var s scene.Scene
	for _, n := range []string{"customer-orders-of-north-europe-prod", "customer-orders-of-south-europe-prod", "customer-orders-of-south-europe-test", "web", "worker-two"} {
		for _, state := range []string{"running", "exited", "paused", "created"} {
			s.Containers = append(s.Containers, scene.Container{ID: n + state, Name: n + "-" + state, State: state, Image: n})
		}
		s.Volumes = append(s.Volumes, scene.Volume{Name: n, Short: n})
		s.Images = append(s.Images, scene.Image{ID: n, Name: n + ":3.12-slim", SizeText: "1MB"})
	}
	for _, c := range []chart{wideChart, wideWorkshop, narrowChart, narrowWorkshop} {
		for _, z := range c.layStage(s).Zones {
			seen := map[string]string{}
			for _, tok := range z.Tokens {
				var shown []string
				for _, l := range tok.Labels {
					if l.Face.class != faceSub.class && l.Face.class != faceCode.class {
						shown = append(shown, l.Text)
					}
				}
				text := strings.Join(shown, "\n")
				if other, twice := seen[text]; twice {
					t.Errorf("%s, %s: %q is both %s and %s", c.id, z.ID, text, other, tok.Name)
				}
				seen[text] = tok.Name
				if l := tok.Labels[0]; l.Text != tok.Name && l.Full == "" && tok.Node != "group" && tok.Node != "client" && tok.Node != "daemon" {
					t.Errorf("%s, %s: %q does not say that it is %s", c.id, z.ID, l.Text, tok.Name)
				}
			}
		}
	}
}

func TestNamed(t *testing.T) {
	for _, c := range []struct {
		text          string
		room          float64
		lines         int
		first, second string
		face          string
	}{
		{"nginx", 80, 2, "nginx", "", "t-name"},
		{"memcached", 84, 2, "memcached", "", "t-name small"},
		{"python:3.12-slim", 80, 2, "python", ":3.12-slim", "t-name small"},
		{"python:3.12-slim", 80, 1, "pytho…slim", "", "t-name small"},
		{"worker-two", 54, 2, "worker-", "two", "t-name small"},
		{"worker-two", 50, 1, "work…", "", "t-name small"},
	} {
		first, second := named(name(c.text), c.room, c.lines)
		got := ""
		if second != nil {
			got = second.Text
		}
		if first.Text != c.first || got != c.second || first.Face.class != c.face {
			t.Errorf("%s in %g: %q, %q in %s", c.text, c.room, first.Text, got, first.Face.class)
		}
		if first.Text != c.text && first.Full != c.text {
			t.Errorf("%s in %g does not say what it is: %q", c.text, c.room, first.Full)
		}
	}
}
