package templates

import (
	"fmt"
	"testing"

	"drydock/sim/scene"
)

// labels are all texts of a stage.
func (st stage) labels() []label {
	var list []label
	add := func(l *label) {
		if l != nil {
			list = append(list, *l)
		}
	}
	for _, e := range st.Edges {
		list = append(list, e.Label)
	}
	for _, z := range st.Zones {
		add(z.Head)
		add(z.Side)
		add(z.More)
		list = append(list, z.Hint...)
		for _, t := range z.Tokens {
			list = append(list, t.Labels...)
		}
	}
	return append(list, st.Notice...)
}

func scenes() map[string]scene.Scene {
	list := map[string]scene.Scene{"empty": emptyScene(), "single": single(), "full": fullScene()}
	for n := range 51 {
		list[fmt.Sprint(n)] = crowd(n)
	}
	return list
}

// stages are the scenes in both shapes.
func stages() map[string]stage {
	list := map[string]stage{}
	for name, s := range scenes() {
		for _, c := range []chart{wideChart, narrowChart, wideWorkshop, narrowWorkshop} {
			list[c.id+" "+name] = c.layStage(s)
		}
	}
	return list
}

func TestNoLabelsOverlap(t *testing.T) {
	for name, st := range stages() {
		list := st.labels()
		for i, a := range list {
			if b := a.box(); b.X < 0 || b.Y < 0 || b.right() > float64(st.width) || b.bottom() > float64(st.height) {
				t.Errorf("%s: %q leaves the picture", name, a.Text)
			}
			for _, b := range list[:i] {
				if a.box().overlaps(b.box()) {
					t.Errorf("%s: %q overlaps %q", name, a.Text, b.Text)
				}
			}
		}
	}
}

func TestTokensStayInTheirZones(t *testing.T) {
	for name, st := range stages() {
		for _, z := range st.Zones {
			for i, tok := range z.Tokens {
				if b := tok.Box; b.X < z.Box.X || b.Y < z.Box.Y || b.right() > z.Box.right() || b.bottom() > z.Box.bottom() {
					t.Errorf("%s: %s leaves %s", name, tok.Name, z.ID)
				}
				if tok.Box.H < 22 || tok.Box.W < 24 {
					t.Errorf("%s: %s is too small a target: %v", name, tok.Name, tok.Box)
				}
				for _, l := range tok.Labels {
					if b := l.box(); b.right() > tok.Box.right()+4 || b.bottom() > tok.Box.bottom()+4 {
						t.Errorf("%s: %q is cut in %s", name, l.Text, z.ID)
					}
				}
				for _, other := range z.Tokens[:i] {
					if tok.Box.overlaps(other.Box) {
						t.Errorf("%s: %s overlaps %s", name, tok.Name, other.Name)
					}
				}
			}
		}
	}
}

func TestVerbsKeepClearOfZones(t *testing.T) {
	for _, c := range []chart{wideChart, narrowChart, wideWorkshop, narrowWorkshop} {
		for _, e := range c.layStage(fullScene()).Edges {
			for _, z := range c.zones {
				if e.Label.box().overlaps(z.Box) {
					t.Errorf("%s: %q of %s touches %s", c.id, e.Verb, e.ID(), z.ID)
				}
			}
		}
	}
}

func TestEveryObjectIsCounted(t *testing.T) {
	for n, st := range stages() {
		for _, z := range st.Zones {
			more := 0
			if z.More != nil {
				if n, _ := fmt.Sscanf(z.More.Text, "+%d", &more); n == 0 {
					fmt.Sscanf(z.More.Text, "%d here", &more)
				}
			}
			shown := 0
			for _, tok := range z.Tokens {
				shown += max(1, tok.Members)
			}
			if shown+more != z.Count {
				t.Errorf("%s: %s shows %d and says +%d of %d", n, z.ID, len(z.Tokens), more, z.Count)
			}
		}
	}
}

func TestEveryEdgeHasAWay(t *testing.T) {
	if got, want := len(wideChart.layStage(fullScene()).Edges), len(verbs); got != want {
		t.Errorf("%d edges are drawn of %d", got, want)
	}
}

func TestASignOfRefusalHidesNoName(t *testing.T) {
	seen := 0
	for name, st := range stages() {
		for _, z := range st.Zones {
			for _, tok := range z.Tokens {
				for _, l := range tok.Labels {
					if len(tok.Slabs) == 0 {
						continue
					}
					if seen++; tok.Badge.overlaps(l.box()) {
						t.Errorf("%s: the sign at %s hides %q", name, tok.Name, l.Text)
					}
				}
			}
		}
	}
	if seen == 0 {
		t.Error("no name was looked at")
	}
}

func TestTokensSayWhatTheyAre(t *testing.T) {
	seen := map[string]bool{}
	for _, z := range wideChart.layStage(fullScene()).Zones {
		for _, tok := range z.Tokens {
			if tok.Node == "" || tok.Name == "" || tok.State == "" || tok.Aria == "" || tok.Select == "" || seen[tok.DOM] {
				t.Errorf("%s: token %+v lacks something", z.ID, tok)
			}
			seen[tok.DOM] = true
		}
	}
}

func TestRefusalIsMarkedOnce(t *testing.T) {
	marked := 0
	for _, z := range wideChart.layStage(fullScene()).Zones {
		if z.Refused {
			marked++
		}
		for _, tok := range z.Tokens {
			if tok.Refused {
				marked++
			}
		}
	}
	if marked != 1 {
		t.Errorf("%d things are marked", marked)
	}
}
