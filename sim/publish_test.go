package sim_test

import (
	"strings"
	"testing"

	"drydock/sim"
)

// TestPublishedImages: an image that a line of the setup declares is on the Hub
// of that world and of no other, with the same digest in every world, and comes
// again when its inputs are played again.
func TestPublishedImages(t *testing.T) {
	const text = "FROM busybox:1.37\nCOPY <<X /hello.txt\nhello class\nX\nCMD [\"cat\", \"/hello.txt\"]\n"
	o := sim.Options{Seed: "published", Pipe: true, Setup: []string{sim.PublishLine("teacher/hello:1", text), "docker pull -q busybox:1.37"}}
	var ids []string
	for _, seed := range []string{"a", "b"} {
		o.Seed = seed
		w, r := sim.New(o).Step(sim.Typed("docker run --rm teacher/hello:1"))
		if !strings.Contains(r.Stdout(), "hello class") {
			t.Fatalf("it printed %q %q", r.Stdout(), r.Stderr())
		}
		img, err := w.Host().Image("teacher/hello:1")
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, string(img.ID))
	}
	if ids[0] != ids[1] {
		t.Errorf("two worlds have it as %s and %s", ids[0], ids[1])
	}
	_, r := sim.New(sim.Options{Seed: "c", Pipe: true}).Step(sim.Typed("docker pull teacher/hello:1"))
	if !strings.Contains(r.Stderr(), "pull access denied for teacher/hello") {
		t.Errorf("in a world without it: %q", r.Stderr())
	}
	for _, bad := range []string{"@image", "@image x", "@image x not-base64!"} {
		if in := sim.Typed(bad); in.Kind != sim.Line {
			t.Errorf("%q is read as an input of kind %s", bad, in.Kind)
		}
	}
	_, r = sim.New(sim.Options{Seed: "d", Pipe: true, Setup: []string{sim.PublishLine("teacher/broken", "FROM nosuch\n")}}).Step(sim.Typed("docker pull teacher/broken"))
	if !strings.Contains(r.Stderr(), "pull access denied") {
		t.Errorf("what cannot be built is pulled: %q", r.Stderr())
	}
}
