package scene_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"drydock/sim"
	"drydock/sim/scene"
)

// played is a world after some lines; the last one's events are what the scene
// tells of.
func played(t *testing.T, lines ...string) (sim.World, sim.Result) {
	t.Helper()
	w := sim.New(sim.Options{Seed: "views", Pipe: true})
	var r sim.Result
	for _, line := range lines {
		in := sim.Input{Kind: sim.Line, Text: line, After: time.Second}
		if path, text, ok := strings.Cut(line, " <<"); ok {
			in = sim.Input{Kind: sim.File, Path: path, Text: text}
		}
		w, r = w.Step(in)
	}
	return w, r
}

const recipe = "Dockerfile <<FROM alpine\nCOPY a.txt /a.txt\nRUN echo hi > /hi\n"

func TestBuildStepsTellHitAndMiss(t *testing.T) {
	w, r := played(t, recipe, "a.txt <<one\n", "docker build -q -t app:1 .", "a.txt <<two\n", "docker build -q -t app:2 .")
	s := w.Scene()
	if s.Build == nil || !s.Build.Fresh || s.Build.Title() != "app:2" {
		t.Fatalf("the last build is %+v, %s", s.Build, r.Stderr())
	}
	var got []string
	for _, step := range s.Build.Steps {
		got = append(got, step.Outcome+" "+strings.Fields(step.Text)[0])
		if step.Reason == "" {
			t.Errorf("%s has no reason", step.Text)
		}
	}
	if want := "ran COPY ran RUN"; !strings.HasSuffix(strings.Join(got, " "), want) {
		t.Errorf("the steps are %v", got)
	}
	steps := 0
	for _, m := range scene.Moves(r.Events, w.Now()) {
		if m.Kind == "step" && m.Why != "" {
			steps++
		}
	}
	if steps < 2 {
		t.Errorf("%d steps light up", steps)
	}
	w, _ = w.Step(sim.Input{Kind: sim.Line, Text: "docker build -q -t app:3 ."})
	b := w.Scene().Build
	if b.Hits() < 2 {
		t.Errorf("a second build hits %d times: %+v", b.Hits(), b.Steps)
	}
	if n := len(scene.Builds(w.Host())); n != 3 {
		t.Errorf("%d builds are remembered", n)
	}
	stack, err := scene.ImageStack(w.Host(), "app:3")
	if err != nil {
		t.Fatal(err)
	}
	if top := stack.Layers[len(stack.Layers)-1]; top.Line != 3 || top.File != "Dockerfile" || top.Instruction != "RUN echo hi > /hi" || top.Added == 0 {
		t.Errorf("the top layer comes from %s:%d, %s, %d added", top.File, top.Line, top.Instruction, top.Added)
	}
}

func TestSharingDrawsALayerOnce(t *testing.T) {
	w, _ := played(t, recipe, "a.txt <<one\n", "docker build -q -t app:1 .", "docker pull -q alpine")
	s := scene.DrawSharing(w.Host())
	if len(s.Images) != 2 || len(s.Layers) != 3 {
		t.Fatalf("%d images, %d layers", len(s.Images), len(s.Layers))
	}
	if !slices.Equal(s.Layers[0].Images, []int{0, 1}) || s.Kept >= s.Alone {
		t.Errorf("the base is in %v, kept %d of %d", s.Layers[0].Images, s.Kept, s.Alone)
	}
}

func TestStacksAreCompared(t *testing.T) {
	w, _ := played(t, recipe, "a.txt <<one\n", "docker build -q -t app:1 .", "a.txt <<two and more\n", "docker build -q -t app:2 .")
	a, _ := scene.ImageStack(w.Host(), "app:1")
	b, err := scene.ImageStack(w.Host(), "app:2")
	if err != nil {
		t.Fatal(err)
	}
	c := scene.CompareStacks(a, b)
	if c.Same != 1 || len(c.Files) == 0 || c.Files[0] != (scene.FileDifference{Kind: "C", Path: "/a.txt", Was: 4, Now: 13}) {
		t.Errorf("%d layers are the same, %+v", c.Same, c.Files)
	}
}

func TestTrafficArrivesOrIsTurnedAway(t *testing.T) {
	start := []string{"docker network create shop", "docker run -d --name db --network shop nginx", "docker run -d --name web alpine sleep 1000", "docker run -d --name app --network shop alpine sleep 1000"}
	for _, try := range []struct {
		line, words string
		arrived     bool
	}{
		{"docker exec app wget -qO- http://db/", "app reached db at tcp port 80 over the network shop", true},
		{"docker exec app wget -qO- http://db:81/", "app was refused by db at tcp port 81 over the network shop: nothing listens on 81 in db", false},
		{"docker exec web wget -qO- http://db/", "web knows no address of db: the default bridge has no names: containers there reach each other by address, or on a network made with docker network create", false},
	} {
		w, r := played(t, append(start, try.line)...)
		list := w.Scene().Traffic
		i := slices.IndexFunc(list, func(tr scene.Traffic) bool { return tr.Words == try.words })
		if i < 0 || list[i].Arrived != try.arrived {
			t.Errorf("%s: %+v", try.line, list)
		}
		if !slices.ContainsFunc(scene.Moves(r.Events, w.Now()), func(m scene.Move) bool { return m.Kind == "traffic" && m.OK == try.arrived }) {
			t.Errorf("%s: nothing moves", try.line)
		}
	}
}

// A loop of requests is told a few times and drives nothing else out of the log.
func TestManyRequestsAreToldFewTimes(t *testing.T) {
	w, _ := played(t, "docker run -d --name web -p 8080:80 nginx")
	before := len(w.Host().Since(0))
	for range 3 {
		w, _ = w.Step(sim.Input{Kind: sim.Line, Text: "i=0; while [ $i -lt 300 ]; do curl -s localhost:8080 >/dev/null; i=$((i+1)); done"})
	}
	if grown := len(w.Host().Since(0)) - before; grown > 60 {
		t.Errorf("900 requests are %d events", grown)
	}
}

func TestVolumeIsWrittenAndStays(t *testing.T) {
	w, r := played(t, "docker run --name one -v data:/data alpine sh -c 'echo hi > /data/note'")
	moves := scene.Moves(r.Events, w.Now())
	if !slices.ContainsFunc(moves, func(m scene.Move) bool { return m.Kind == "store" && m.Token == "volume-data" && m.Text == "/note" }) {
		t.Errorf("nothing enters the volume: %+v", moves)
	}
	w, r = w.Step(sim.Input{Kind: sim.Line, Text: "docker rm one"})
	if !slices.ContainsFunc(scene.Moves(r.Events, w.Now()), func(m scene.Move) bool { return m.Kind == "stay" && m.Token == "volume-data" }) {
		t.Error("the volume is not seen to stay")
	}
	if gone := w.Scene().Removed[0]; !slices.Equal(gone.Stayed, []string{"data"}) || !gone.Kept {
		t.Errorf("what stayed: %+v", gone)
	}
}

// An object keeps its place when others come and go.
func TestPlacesAreKept(t *testing.T) {
	w, _ := played(t, "docker run -d --name box-a alpine sleep 1000", "docker run -d --name box-b nginx", "docker run -d --name box-c alpine sleep 1000")
	places := func() map[string]int {
		at := map[string]int{}
		for _, c := range w.Scene().Containers {
			at[c.Name] = c.Slot
		}
		for _, i := range w.Scene().Images {
			at[i.Name] = i.Slot
		}
		return at
	}
	first := places()
	for _, line := range []string{"docker rm -f box-b", "docker run -d --name box-d redis", "docker run -d --name box-e debian sleep 1000", "docker volume create box"} {
		w, _ = w.Step(sim.Input{Kind: sim.Line, Text: line})
		now := places()
		for name, at := range first {
			if there, lives := now[name]; lives && there != at {
				t.Errorf("after %s %s has gone from %d to %d", line, name, at, there)
			}
		}
	}
	if now := places(); now["box-d"] != first["box-b"] || len(first) < 5 {
		t.Errorf("d is at %d, where b was is %d", now["box-d"], first["box-b"])
	}
}

func TestMachinesCountFromTheWorld(t *testing.T) {
	w, _ := played(t, "docker run -d --name box-a nginx", "docker run -d --name box-b nginx")
	m := scene.DrawMachines(w.Host())
	if len(m.Boxes) != 2 || m.VMs.Kernels != 3 || m.Containers.Kernels != 1 {
		t.Fatalf("%+v", m)
	}
	if want := m.Boxes[0].Memory + m.Boxes[1].Memory; m.Containers.Memory != want || want == 0 || m.VMs.Memory != want+2*scene.GuestMemory {
		t.Errorf("memory %d and %d", m.Containers.Memory, m.VMs.Memory)
	}
	if m.Containers.Disk >= m.VMs.Disk || m.Shared != m.Boxes[0].Unpacked {
		t.Errorf("disk %d and %d, shared %d of %d", m.Containers.Disk, m.VMs.Disk, m.Shared, m.Boxes[0].Unpacked)
	}
}
