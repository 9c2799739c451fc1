package sim_test

import (
	"strings"
	"testing"
	"time"

	"drydock/sim"
)

// TestBuildReasons: beside each step stands why it was, or was not, taken from
// the cache.
func TestBuildReasons(t *testing.T) {
	w := sim.New(sim.Options{Seed: "reasons", Pipe: true, Files: map[string]string{
		"Dockerfile": "FROM busybox:1.37\nARG V=1\nRUN echo $V\nCOPY a.txt b.txt /x/\nRUN ls /x\n", "a.txt": "a\n", "b.txt": "b\n",
	}})
	steps := func(line string) string {
		var r sim.Result
		w, r = w.Step(sim.Input{Kind: sim.Line, Text: line})
		var list []string
		for _, e := range r.Events {
			if e.Type == "build" && (e.Action == "run" || e.Action == "cached") {
				list = append(list, e.Get("line")+" "+e.Action+": "+e.Reason)
			}
		}
		return strings.Join(list, "\n")
	}
	const build = "docker build -q ."
	for _, c := range []struct{ name, line, want string }{
		{"first", build, "3 run: this step was not built before"},
		{"again", build, `4 cached: the same step on the same files was done before (COPY a.txt b.txt /x/): its layer is used again`},
		{"argument", build + " --build-arg V=2", `3 run: V was "1" and is "2" now`},
		{"below", build + " --build-arg V=3", "4 run: the step above, RUN echo $V, has changed: every step after it is done again"},
		{"file", "echo c > b.txt; " + build + " --build-arg V=3", "4 run: b.txt has changed"},
		{"mode", "chmod 700 b.txt; " + build + " --build-arg V=3", "4 run: the mode of b.txt was 644 and is 700 now"},
		{"instruction", "sed -i 's/ls/ls -l/' Dockerfile; " + build + " --build-arg V=3", "5 run: the instruction has changed: it was RUN ls /x"},
		{"ignored", build + " --no-cache", "3 run: --no-cache: the cache is not asked"},
		{"pruned", "docker builder prune -af; " + build, "3 run: its result is not in the cache any more"},
	} {
		if got := steps(c.line); !strings.Contains(got, c.want) {
			t.Errorf("%s: %s\nwant %s", c.name, got, c.want)
		}
	}
	img, err := w.Host().Image(w.Host().Images()[0].ID.String())
	if err != nil {
		t.Fatal(err)
	}
	last := img.Layers[len(img.Layers)-1]
	if r, ok := w.Host().BuildOf(string(last.Digest)); !ok || r.Line != 5 || r.File != "Dockerfile" {
		t.Errorf("the last layer comes from %s:%d, %v", r.File, r.Line, ok)
	}
}

// TestBuildInterrupted: Ctrl-C ends a build and all it runs.
func TestBuildInterrupted(t *testing.T) {
	w := sim.New(sim.Options{Seed: "interrupted", Pipe: true, Files: map[string]string{"Dockerfile": "FROM busybox:1.37\nRUN echo begun; sleep 1000\n"}})
	w, r := w.Step(sim.Input{Kind: sim.Line, Text: "docker build ."})
	for range 20 {
		if strings.Contains(r.Stderr(), "0.200 begun") {
			break
		}
		w, r = w.Step(sim.Input{Kind: sim.Wait, After: time.Second})
	}
	w, r = w.Step(sim.Input{Kind: sim.Interrupt})
	if r.Exit == nil || *r.Exit == 0 || !strings.Contains(r.Stdout()+r.Stderr(), "ERROR: failed to build: failed to solve: Canceled: context canceled") {
		t.Fatalf("exit %v: %q", r.Exit, r.Stdout()+r.Stderr())
	}
	_, r = w.Step(sim.Input{Kind: sim.Line, Text: "ps aux | grep -c '[s]leep 1000'"})
	if got := strings.TrimSpace(r.Stdout()); got != "0" {
		t.Errorf("still running: %q", r.Stdout())
	}
}

// TestBuildEnds: no Dockerfile keeps a Step from ending.
func TestBuildEnds(t *testing.T) {
	double := "FROM scratch\nENV A=xxxxxxxxxxxxxxxx\n" + strings.Repeat("ENV A=$A$A\n", 400)
	for name, src := range map[string]string{
		"doubling": double, "ports": "FROM scratch\n" + strings.Repeat("EXPOSE 1-65535\n", 100),
		"stages": strings.Repeat("FROM scratch\nCOPY --from=0 / /\n", 200), "loop": "FROM busybox:1.37\nRUN while :; do :; done\n",
		"globs": "FROM scratch\nCOPY **/**/**/**/**/** /x/\n", "output": "FROM busybox:1.37\nRUN yes\n",
	} {
		w := sim.New(sim.Options{Seed: name, Pipe: true, Files: map[string]string{"Dockerfile": src}})
		_, r := w.Step(sim.Input{Kind: sim.Line, Text: "docker build ."})
		if len(r.Output) == 0 {
			t.Errorf("%s: nothing was shown", name)
		}
	}
}

// TestBuildIsTheSameEverywhere: the same Dockerfile and context give the same
// digests, whatever the seed of the world, on every machine and day.
func TestBuildIsTheSameEverywhere(t *testing.T) {
	files := map[string]string{"Dockerfile": "FROM scratch AS one\nCOPY a.txt d /x/\nFROM alpine:3.22\nCOPY --from=one /x /y\nRUN echo hi > /hi && ln -s hi /ho && chmod 600 /hi\nENV A=b\n", "a.txt": "a\n", "d/b.txt": "b\n"}
	seen := map[string]string{}
	for _, seed := range []string{"one", "two", "three"} {
		w := sim.New(sim.Options{Seed: seed, Pipe: true, Files: files})
		w, _ = w.Step(sim.Input{Kind: sim.Line, Text: "docker build -q -t same ."})
		img, err := w.Host().Image("same")
		if err != nil {
			t.Fatal(err)
		}
		for i, l := range img.Layers {
			seen[string(l.DiffID)] = seed + " layer " + string(rune('0'+i))
		}
		seen[string(img.Manifest)], seen[string(img.Config)] = seed+" manifest", seed+" configuration"
	}
	if len(seen) != 5 {
		t.Errorf("three builds have %d different parts: %v", len(seen), seen)
	}
	if len(seen) == 5 && seen["sha256:"+sameManifest] == "" {
		t.Errorf("the manifest is another one than it was: %v", seen)
	}
}

// sameManifest is what the build above gave when this was written.
const sameManifest = "1b5bf262a4910177f74935bf3bb3a63460f9777fa4e871a26c8073ef555ab6d4"
