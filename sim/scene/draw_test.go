package scene

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/moby/moby/api/types/container"

	"drydock/sim/catalog"
	"drydock/sim/engine"
	"drydock/sim/proc"
)

// writes is a program that changes its container's files and then waits.
func writes(p *proc.Proc, ev proc.Event) {
	if ev.Kind != proc.Start {
		return
	}
	for _, path := range []string{"/note", "/etc/os-release"} {
		_ = p.Sys.WriteFile(path, "changed\n", 0o644)
	}
	_ = p.Sys.Remove("/etc/issue")
	_ = p.Out("one\ntwo")
}

func emptyHost() engine.Host {
	return engine.New(engine.Setup{Seed: "scene", Now: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC), Root: catalog.Machine(),
		Registry: catalog.Hub(), Programs: func(string) (proc.Program, bool) { return writes, true }})
}

func pull(t *testing.T, h engine.Host, ref string) engine.Host {
	t.Helper()
	p, err := h.ImagePull(ref)
	if err != nil {
		t.Fatal(err)
	}
	for i := range p.Layers {
		h = h.ImagePullLayer(p, i)
	}
	return h.ImagePulled(p)
}

func create(t *testing.T, h engine.Host, name, image string) (engine.Host, string) {
	t.Helper()
	h, id, err := h.ContainerCreate(engine.CreateOptions{Name: name, Config: container.Config{Image: image, Cmd: []string{"sleep", "9"}}})
	if err != nil {
		t.Fatal(err)
	}
	return h, id
}

func must(t *testing.T, h engine.Host, err error) engine.Host {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// busyHost has a container in every common state, all from one image.
func busyHost(t *testing.T) engine.Host {
	h := pull(t, emptyHost(), "alpine")
	for _, name := range []string{"made", "runs", "naps", "done", "gone"} {
		h, _ = create(t, h, name, "alpine")
		if name != "made" {
			next, err := h.ContainerStart(name)
			h = must(t, next, err).Advance(time.Second)
		}
	}
	n, err := h.ContainerPause("naps")
	h = must(t, n, err)
	for _, name := range []string{"done", "gone"} {
		n, err = h.ContainerKill(name, "")
		h = must(t, n, err).Advance(time.Second)
	}
	n, err = h.ContainerRemove("gone", engine.RemoveOptions{})
	return must(t, n, err)
}

func TestDrawEmptyHost(t *testing.T) {
	s := Draw(emptyHost())
	if len(s.Images)+len(s.Containers)+len(s.Removed) != 0 || s.Refusal != nil {
		t.Errorf("an empty host shows %+v", s)
	}
	if len(s.Registry) == 0 || s.Registry[0].Name != "hello-world:latest" {
		t.Errorf("the registry does not begin with hello-world: %+v", s.Registry)
	}
	usable := 0
	for _, e := range s.Edges {
		if e.Usable {
			usable++
		}
	}
	if usable != 1 || !s.Edges[0].Usable {
		t.Errorf("only pull is usable on an empty host, not %+v", s.Edges)
	}
}

func TestDrawStates(t *testing.T) {
	s := Draw(busyHost(t))
	want := map[string]struct{ zone, first string }{
		"made": {"created", "start"}, "runs": {"running", "stop"}, "naps": {"paused", "stop"}, "done": {"exited", "start"},
	}
	if len(s.Containers) != len(want) {
		t.Fatalf("%d containers", len(s.Containers))
	}
	for _, c := range s.Containers {
		if c.Zone() != want[c.Name].zone || c.Actions[0].Label != want[c.Name].first {
			t.Errorf("%s is in %s and first offers %s", c.Name, c.Zone(), c.Actions[0].Label)
		}
		for _, a := range c.Actions {
			if !strings.HasPrefix(a.Command, "docker ") || !strings.Contains(a.Command, c.Name) || a.Does == "" {
				t.Errorf("%s: action %+v", c.Name, a)
			}
		}
	}
	if len(s.Removed) != 1 || s.Removed[0].Name != "gone" || len(s.Removed[0].Lost) == 0 {
		t.Errorf("removed: %+v", s.Removed)
	}
	if !strings.HasPrefix(s.Summary[0], "Containers: 1 running (runs from alpine), 1 paused (naps from alpine), 1 created (made), 1 exited (done, code 137)") {
		t.Errorf("summary: %q", s.Summary)
	}
}

func TestDrawWritableLayer(t *testing.T) {
	for _, c := range Draw(busyHost(t)).Containers {
		if c.Name != "runs" {
			continue
		}
		why := map[string]string{}
		for _, ch := range c.Changes {
			why[ch.Kind+" "+ch.Path] = ch.Why
		}
		for key, part := range map[string]string{"A /note": "writable layer only", "C /etc": "a directory above", "D /etc/issue": "whiteout"} {
			if !strings.Contains(why[key], part) {
				t.Errorf("%s: %q in %v", key, why[key], why)
			}
		}
		if c.Written == 0 || len(c.Processes) != 1 || c.Processes[0].PID != 1 {
			t.Errorf("written %d, processes %+v", c.Written, c.Processes)
		}
		if !reflect.DeepEqual(c.Logs, []LogLine{{"stdout", "one"}, {"stdout", "two"}}) {
			t.Errorf("logs %+v", c.Logs)
		}
	}
}

func TestDrawSharedLayers(t *testing.T) {
	h := busyHost(t)
	h, _, err := h.ContainerCommit("runs", engine.CommitOptions{Reference: "docker.io/library/mine:1.0"})
	h = must(t, h, err)
	s := Draw(h)
	if len(s.Images) != 2 {
		t.Fatalf("%d images", len(s.Images))
	}
	for _, img := range s.Images {
		base := img.Layers[0]
		if base.SharedBy != 2 || base.Hue != s.Registry[2].Layers[0].Hue {
			t.Errorf("%s: base %+v", img.Name, base)
		}
	}
	for _, a := range s.Images[0].Actions {
		if a.Label == "rmi" && !strings.Contains(a.Refused, "runs") {
			t.Errorf("rmi of a used image: %+v", a)
		}
	}
}

func TestDrawRefusal(t *testing.T) {
	h := busyHost(t)
	mark := h.Mark()
	_, err := h.ContainerRemove("runs", engine.RemoveOptions{})
	refused, ok := err.(*engine.Error)
	if !ok {
		t.Fatal(err)
	}
	h = h.Refused("rm", refused)
	r := DrawSince(h, mark).Refusal
	if r == nil || r.Zone != "running" || r.Edge != "running-removed" || r.Verb != "rm" || !strings.Contains(r.Message, "container is running") {
		t.Errorf("refusal %+v", r)
	}
	if Draw(h).Refusal != nil {
		t.Error("a refusal outlives the next command")
	}
}

func TestMoves(t *testing.T) {
	h := pull(t, emptyHost(), "alpine")
	mark, start := h.Mark(), h.Now()
	h, id := create(t, h, "web", "alpine")
	n, err := h.ContainerStart("web")
	h = must(t, n, err)
	var travel []Move
	for _, m := range Moves(h.Since(mark), start) {
		if m.Kind == "travel" {
			travel = append(travel, m)
		}
	}
	want := []Move{{Kind: "travel", Token: Token("container", id), From: "images", Source: "alpine:latest", Zones: []string{"created", "running"}}}
	if !reflect.DeepEqual(travel, want) {
		t.Errorf("moves %+v", travel)
	}
}

// TestWay: what came to a container is told in order, with its reasons.
func TestWay(t *testing.T) {
	h := emptyHost()
	p, err := h.ImagePull("alpine")
	if err != nil {
		t.Fatal(err)
	}
	h, id, err := h.ImagePulled(p).ContainerCreate(engine.CreateOptions{Config: container.Config{Image: "alpine", Cmd: []string{"sleep", "1000"}}})
	if err == nil {
		h, err = h.ContainerStart(id)
	}
	if err == nil {
		h, err = h.Advance(0).ContainerStop(id, engine.StopOptions{})
	}
	if err != nil {
		t.Fatal(err)
	}
	h = h.Advance(10 * time.Second)
	var got []string
	for _, e := range Draw(h).Containers[0].Way {
		got = append(got, e.At+" "+e.What)
		if e.Why == "" && e.What != "stopped" {
			t.Errorf("%s has no reason", e.What)
		}
	}
	want := "09:00:00 created, 09:00:00 started, 09:00:00 SIGTERM to PID 1, 09:00:00 SIGTERM ignored, 09:00:10 SIGKILL to PID 1, 09:00:10 stopped, 09:00:10 PID 1 ended, code 137"
	if strings.Join(got, ", ") != want {
		t.Errorf("the way is %s", strings.Join(got, ", "))
	}
}

// Of a repository that is neither of first lessons nor on the host the scene has
// the name; the whole registry has its layers as well.
func TestRegistryIsDrawnLater(t *testing.T) {
	h := emptyHost()
	s, whole := Draw(h), DrawRegistry(h)
	if len(s.Registry) != len(whole) {
		t.Fatalf("%d repositories, want %d", len(s.Registry), len(whole))
	}
	named := 0
	for i, img := range s.Registry {
		if img.Name != whole[i].Name {
			t.Errorf("%s stands where %s is", img.Name, whole[i].Name)
		}
		if len(img.Layers) == 0 {
			named++
		}
		if len(whole[i].Layers) == 0 || i < len(usual) && len(img.Layers) == 0 {
			t.Errorf("%s has no layers", img.Name)
		}
	}
	if named == 0 {
		t.Error("all images are described")
	}
}
