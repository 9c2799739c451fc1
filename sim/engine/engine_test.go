package engine_test

import (
	"strings"
	"testing"
	"time"

	"github.com/moby/moby/api/types/container"

	"drydock/sim/catalog"
	"drydock/sim/engine"
	"drydock/sim/proc"
	"drydock/sim/shell"
)

// programs are the least that the tests need.
var programs = map[string]proc.Program{
	"dash": shell.Program(shell.Dash), "bash": shell.Program(shell.Bash), "busybox": busybox,
}

func busybox(p *proc.Proc, ev proc.Event) {
	switch name := p.Argv[0][strings.LastIndex(p.Argv[0], "/")+1:]; name {
	case "sh":
		shell.Program(shell.Ash)(p, ev)
	case "sleep":
		d, err := time.ParseDuration(p.Argv[1] + "s")
		if err != nil {
			p.Fail(1, "sleep: bad")
			return
		}
		p.Next = func(p *proc.Proc, _ proc.Event) { p.Sys.Exit(0) }
		p.Sys.Sleep(d)
	case "cat":
		proc.Fold(p, 0, struct{}{}, func(p *proc.Proc, s struct{}, piece string) (struct{}, bool) {
			_ = p.Out(piece)
			return s, true
		}, func(p *proc.Proc, _ struct{}) { p.Sys.Exit(0) })
	case "busybox":
		netPrograms[p.Argv[1]](p)
	default:
		p.Fail(127, name+": applet not found")
	}
}

func lookup(name string) (proc.Program, bool) {
	p, ok := programs[name]
	return p, ok
}

var start = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

// host returns a host with the image alpine.
func host(t testing.TB) engine.Host {
	t.Helper()
	h := engine.New(engine.Setup{Seed: "test", Now: start, Root: catalog.Machine(), Registry: catalog.Hub(), Programs: lookup})
	p, err := h.ImagePull("alpine")
	if err != nil {
		t.Fatal(err)
	}
	return h.ImagePulled(p)
}

func run(t testing.TB, h engine.Host, cfg container.Config) (engine.Host, string) {
	t.Helper()
	cfg.Image = "alpine"
	h, id, err := h.ContainerCreate(engine.CreateOptions{Config: cfg})
	if err != nil {
		t.Fatal(err)
	}
	if h, err = h.ContainerStart(id); err != nil {
		t.Fatal(err)
	}
	h = h.Advance(0)
	check(t, h)
	return h, id
}

func check(t testing.TB, h engine.Host) {
	t.Helper()
	if err := engine.Check(h); err != nil {
		t.Fatal(err)
	}
}

func output(h engine.Host, id string) string {
	var s string
	for _, c := range h.Output(id, 0) {
		s += c.Text
	}
	return s
}

func TestContainerIsItsPID1(t *testing.T) {
	h, id := run(t, host(t), container.Config{Cmd: []string{"sh", "-c", "echo hi; sleep 3; exit 4"}})
	c, _ := h.Container(id)
	if c.State != engine.Running || output(h, id) != "hi\n" {
		t.Fatalf("%s, %q", c.State, output(h, id))
	}
	later := h.Advance(4 * time.Second)
	check(t, later)
	if c, _ := later.Container(id); c.State != engine.Exited || c.ExitCode != 4 {
		t.Fatalf("%s, code %d", c.State, c.ExitCode)
	}
	if c, _ := h.Container(id); c.State != engine.Running {
		t.Fatal("the older host has changed")
	}
}

func TestStopTakesTenSecondsWhenPID1IgnoresTheSignal(t *testing.T) {
	h, id := run(t, host(t), container.Config{Cmd: []string{"sleep", "1000"}})
	h, err := h.ContainerStop(id, engine.StopOptions{})
	if err != nil {
		t.Fatal(err)
	}
	h = h.Advance(9 * time.Second)
	if c, _ := h.Container(id); c.State != engine.Running {
		t.Fatalf("%s after nine seconds", c.State)
	}
	h = h.Advance(time.Second)
	check(t, h)
	if c, _ := h.Container(id); c.State != engine.Exited || c.ExitCode != 137 {
		t.Fatalf("%s, code %d", c.State, c.ExitCode)
	}
}

func TestPauseHoldsTime(t *testing.T) {
	h, id := run(t, host(t), container.Config{Cmd: []string{"sh", "-c", "while :; do echo tick; sleep 1; done"}})
	h, err := h.ContainerPause(id)
	if err != nil {
		t.Fatal(err)
	}
	h = h.Advance(10 * time.Second)
	if got := strings.Count(output(h, id), "tick"); got != 1 {
		t.Fatalf("%d ticks while paused", got)
	}
	if h, err = h.ContainerUnpause(id); err != nil {
		t.Fatal(err)
	}
	h = h.Advance(2500 * time.Millisecond)
	check(t, h)
	if got := strings.Count(output(h, id), "tick"); got != 4 {
		t.Fatalf("%d ticks", got)
	}
}

func TestDiffIsTheWritableLayer(t *testing.T) {
	h, id := run(t, host(t), container.Config{Cmd: []string{"sh", "-c", "echo x > /new; echo y >> /etc/passwd"}})
	var got []string
	changes, err := h.ContainerDiff(id)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range changes {
		got = append(got, string(c.Kind)+" "+c.Path)
	}
	if want := "C /etc,C /etc/passwd,A /new"; strings.Join(got, ",") != want {
		t.Fatalf("%v", got)
	}
	h, img, err := h.ContainerCommit(id, engine.CommitOptions{Reference: "docker.io/library/mine:latest"})
	if err != nil {
		t.Fatal(err)
	}
	check(t, h)
	mine, err := h.Image(img)
	if err != nil {
		t.Fatal(err)
	}
	n, err := mine.Tree.Lookup("/new")
	if err != nil || n.Data != "x\n" {
		t.Fatalf("%q, %v", n.Data, err)
	}
	old, _ := h.Image("alpine")
	if old.Tree.Has("/new") {
		t.Fatal("the old image has changed")
	}
}

func TestRefusals(t *testing.T) {
	h, id := run(t, host(t), container.Config{Cmd: []string{"sleep", "1000"}})
	_, err := h.ContainerRemove(id[:5], engine.RemoveOptions{})
	want := `cannot remove container "` + id[:5] + `": container is running: stop the container before removing or force remove`
	if err == nil || err.Error() != want {
		t.Fatalf("%v", err)
	}
	h, err = h.ContainerRemove(id, engine.RemoveOptions{Force: true})
	if err != nil {
		t.Fatal(err)
	}
	check(t, h)
	if _, err := h.Container(id); err == nil {
		t.Fatal("it is still there")
	}
	if code, done := h.Exited(id); !done || code != 137 {
		t.Fatalf("%d %v", code, done)
	}
}

func TestBusyLoopUsesItsBudgetOnly(t *testing.T) {
	h, _ := run(t, host(t), container.Config{Cmd: []string{"sh", "-c", "while :; do :; done"}})
	h = h.Advance(time.Hour)
	check(t, h)
}
