package scene_test

import (
	"slices"
	"testing"

	"drydock/sim"
	"drydock/sim/scene"
)

func after(t *testing.T, w sim.World, lines ...string) sim.World {
	t.Helper()
	for _, line := range lines {
		w, _ = w.Step(sim.Input{Kind: sim.Line, Text: line})
	}
	return w
}

func TestCompareNamesWhatChanged(t *testing.T) {
	a := after(t, sim.New(sim.Options{Seed: "compare"}), "docker run -d --name web nginx", "docker create --name gone alpine", "echo old > note")
	b := after(t, a, "docker stop web", "docker rm gone", "docker volume create data", "echo newer > note", "echo x > fresh")
	c := scene.Compare(a.Host(), b.Host())
	has := func(list []scene.Difference, how, kind, name string) {
		t.Helper()
		if !slices.ContainsFunc(list, func(d scene.Difference) bool { return d.How == how && d.Type == kind && d.Name == name }) {
			t.Errorf("no %s %s %s in %+v", how, kind, name, list)
		}
	}
	has(c.Objects, "changed", "container", "web")
	has(c.Objects, "removed", "container", "gone")
	has(c.Objects, "created", "volume", "data")
	has(c.Files, "changed", "", "/root/note")
	has(c.Files, "created", "", "/root/fresh")
	if same := scene.Compare(b.Host(), b.Host()); len(same.Objects)+len(same.Files) > 0 {
		t.Errorf("a moment differs from itself: %+v", same)
	}
}

func TestStripHasEveryState(t *testing.T) {
	w := after(t, sim.New(sim.Options{Seed: "strip"}), "docker run -d --name web nginx", "sleep 4", "docker pause web", "sleep 4", "docker unpause web", "docker stop web")
	s := scene.DrawStrip(w.Host())
	if len(s.Rows) != 1 || s.Rows[0].Name != "web" {
		t.Fatalf("%+v", s)
	}
	var states []string
	last := 0.0
	for _, sp := range s.Rows[0].Spans {
		states = append(states, sp.State)
		if sp.From < last-2 || sp.To <= sp.From {
			t.Errorf("%+v is out of order", sp)
		}
		last = sp.To
	}
	if want := []string{"running", "paused", "running", "exited"}; len(states) < 4 || !slices.Equal(states[len(states)-4:], want) {
		t.Errorf("states %v, want %v", states, want)
	}
}
