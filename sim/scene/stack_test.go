package scene_test

import (
	"testing"

	"drydock/sim"
	"drydock/sim/scene"
)

// TestStackShowsWhatIsHidden: a file written again and a file deleted stay in
// the layers below and are waste.
func TestStackShowsWhatIsHidden(t *testing.T) {
	w := sim.New(sim.Options{Seed: "stack", Pipe: true})
	for _, line := range []string{
		"docker pull -q busybox",
		"docker run --name one busybox sh -c 'head -c 3000 /dev/urandom > /twice; head -c 500 /dev/urandom > /gone; echo x > /once'",
		"docker commit one mine:1",
		"docker run --name two mine:1 sh -c 'head -c 1000 /dev/urandom > /twice; rm /gone'",
		"docker commit two mine:2",
	} {
		if _, r := w.Step(sim.Input{Kind: sim.Line, Text: line}); r.Exit == nil || *r.Exit != 0 {
			t.Fatal(line, r.Stderr())
		} else {
			w, _ = w.Step(sim.Input{Kind: sim.Line, Text: line})
		}
	}
	s, err := scene.ImageStack(w.Host(), "mine:2")
	if err != nil || len(s.Layers) != 3 {
		t.Fatal(len(s.Layers), err)
	}
	kinds := map[string]string{}
	for _, c := range s.Layers[2].Changes {
		kinds[c.Path] = c.Kind
	}
	if kinds["/twice"] != "C" || kinds["/gone"] != "D" {
		t.Errorf("the top layer changes %v", kinds)
	}
	if s.Wasted != 3000+1000+500 {
		t.Errorf("%d bytes are wasted", s.Wasted)
	}
	if s.Efficiency >= 1 || s.Efficiency < 0.99 {
		t.Errorf("the efficiency is %f", s.Efficiency)
	}
	for _, f := range s.Files {
		switch {
		case f.Path == "/gone":
			t.Error("a deleted file is in the merged tree")
		case f.Path == "/twice" && (f.From != 2 || len(f.Hidden) != 1 || f.Hidden[0] != 1 || f.Size != 1000):
			t.Errorf("a file written twice: %+v", f)
		case f.Path == "/once" && (f.From != 1 || len(f.Hidden) != 0):
			t.Errorf("a file written once: %+v", f)
		}
	}
	c, err := scene.ContainerStack(w.Host(), "two")
	if err != nil || !c.Layers[len(c.Layers)-1].Writable || len(c.Layers) != 3 {
		t.Errorf("the container has %d layers, %v", len(c.Layers), err)
	}
}
