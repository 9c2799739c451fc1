package sim_test

import (
	"strings"
	"testing"

	"drydock/sim"
)

// TestShare pushes an image in one world and pulls it in another: what enters
// the other is an input, and a replay of its inputs has it too.
func TestShare(t *testing.T) {
	options := func(seed string) sim.Options { return sim.Options{Seed: seed, Shared: "registry.class"} }
	play := func(w sim.World, lines ...string) (sim.World, sim.Result) {
		var r sim.Result
		for _, l := range lines {
			if w, r = w.Step(sim.Input{Kind: sim.Line, Text: l}); r.Exit == nil || *r.Exit != 0 {
				t.Fatalf("%s: %+v", l, r.Output)
			}
		}
		return w, r
	}
	a, pushed := play(sim.New(options("a")), "mkdir app", "echo from-a > app/note", "printf 'FROM alpine\nCOPY note /note\n' > app/Dockerfile",
		"docker build -q -t registry.class/team/web:1 app", "docker push registry.class/team/web:1")
	if got := strings.Join(a.Pushed(pushed.Events), " "); got != "registry.class/team/web:1" {
		t.Fatalf("pushed %q", got)
	}
	in, err := a.Shared("registry.class/team/web:1")
	if err != nil || len(in.Text) > 8<<10 {
		t.Fatalf("%v, %d bytes", err, len(in.Text))
	}
	b, refused := sim.New(options("b")).Step(sim.Input{Kind: sim.Line, Text: "docker pull registry.class/team/web:1"})
	if !strings.Contains(refused.Stderr(), "not found") {
		t.Errorf("before it came: %s", refused.Stderr())
	}
	b, _ = b.Step(in)
	b, r := play(b, "docker run --rm registry.class/team/web:1 cat /note")
	if got := strings.TrimSpace(r.Stdout()); got != "from-a" {
		t.Errorf("b reads %q", got)
	}
	ids := func(w sim.World) string {
		_, r := w.Step(sim.Input{Kind: sim.Line, Text: "docker images --no-trunc -q registry.class/team/web"})
		return r.Stdout()
	}
	if ids(a) != ids(b) || ids(a) == "" {
		t.Errorf("the image is %s in one world, %s in the other", ids(a), ids(b))
	}
	again := sim.Replay(options("b"), []sim.Input{{Kind: sim.Line, Text: "docker pull registry.class/team/web:1"}, in,
		{Kind: sim.Line, Text: "docker run --rm registry.class/team/web:1 cat /note"}})
	if ids(again) != ids(b) {
		t.Error("a replay has another image")
	}
	alone, _ := sim.New(sim.Options{Seed: "c"}).Step(in)
	if _, r := alone.Step(sim.Input{Kind: sim.Line, Text: "docker pull registry.class/team/web:1"}); !strings.Contains(r.Stderr(), "no such host") {
		t.Errorf("a world without the registry says %s", r.Stderr())
	}
	for _, bad := range []string{"", "{}", "{\"Top\":\"sha256:00\"}", strings.Repeat("x", 1<<20)} {
		if w, _ := b.Step(sim.Input{Kind: sim.Share, Path: "registry.class/x", Text: bad}); len(w.Host().Shared()) != 1 {
			t.Errorf("%.20q was taken", bad)
		}
	}
}

// TestShareBounds: what the registry of a class cannot take is refused at the
// push, in words; nothing else of the world changes.
func TestShareBounds(t *testing.T) {
	w := sim.New(sim.Options{Seed: "a", Shared: "registry.class"})
	do := func(line string) sim.Result {
		t.Helper()
		var r sim.Result
		w, r = w.Step(sim.Input{Kind: sim.Line, Text: line})
		return r
	}
	do("printf 'FROM alpine\\nRUN dd if=/dev/zero of=/big bs=1M count=20\\n' > Dockerfile; docker build -q -t registry.class/big .")
	r := do("docker push registry.class/big")
	if !strings.Contains(r.Stdout()+r.Stderr(), "denied: registry.class/big:latest is too large for registry.class: what it adds to the images of Docker Hub may take 512 KiB") || *r.Exit != 1 {
		t.Errorf("a large image: %s%s", r.Stdout(), r.Stderr())
	}
	if refs := w.Pushed(r.Events); len(refs) != 0 || len(w.Host().Shared()) != 0 {
		t.Errorf("it was pushed: %q", refs)
	}
	do("docker pull -q alpine; i=0; while [ $i -lt 200 ]; do i=$((i+1)); docker tag alpine registry.class/a:$i; docker push -q registry.class/a:$i; done")
	for range 20 {
		if w.Busy() {
			w, _ = w.Advance(sim.MaxAfter)
		}
	}
	r = do("docker tag alpine registry.class/one-more; docker push registry.class/one-more")
	if !strings.Contains(r.Stdout()+r.Stderr(), "denied: registry.class is full: it has 200 images") {
		t.Errorf("image 201 (of %d): %s%s", len(w.Host().Shared()), r.Stdout(), r.Stderr())
	}
	if r = do("docker push -q registry.class/a:7"); *r.Exit != 0 {
		t.Errorf("a tag that is there: %s", r.Stderr())
	}
}
