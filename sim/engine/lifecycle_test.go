package engine_test

import (
	"strings"
	"testing"
	"time"

	"github.com/moby/moby/api/types/container"

	"drydock/sim/engine"
)

// eventLine names the events since a mark as docker events does, with the
// attributes that matter, on one line.
func eventLine(h engine.Host, mark uint64) string {
	var list []string
	for _, e := range h.Since(mark) {
		if e.Glass {
			continue
		}
		word := e.Action
		if e.Type != "container" {
			word = e.Type + " " + e.Action
		}
		for _, name := range []string{"signal", "exitCode", "oldName", "height", "width"} {
			if v := e.Get(name); v != "" {
				word += " " + name + "=" + v
			}
		}
		list = append(list, word)
	}
	return strings.Join(list, ", ")
}

// TestEventsComeInDockersOrder: what each request brings about, in the order
// of recorded session 21 of Docker 29.
func TestEventsComeInDockersOrder(t *testing.T) {
	second := 1
	stop := engine.StopOptions{Timeout: &second}
	type ask func(h engine.Host, id string) (engine.Host, error)
	for _, c := range []struct {
		name string
		host container.HostConfig
		cmd  string
		asks []ask
		wait time.Duration
		want string
	}{
		{name: "starts", cmd: "sleep 9", want: "create, network connect, start"},
		{name: "ends", cmd: "exit 3", want: "create, network connect, start, network disconnect, die exitCode=3"},
		{name: "is removed at its end", cmd: "exit 3", host: container.HostConfig{AutoRemove: true},
			want: "create, network connect, start, network disconnect, die exitCode=3, destroy"},
		{name: "is stopped", cmd: "sleep 99", wait: 2 * time.Second,
			asks: []ask{func(h engine.Host, id string) (engine.Host, error) { return h.ContainerStop(id, stop) }},
			want: "kill signal=15, kill signal=9, network disconnect, stop, die exitCode=137"},
		{name: "is restarted", cmd: "sleep 99", wait: 2 * time.Second,
			asks: []ask{func(h engine.Host, id string) (engine.Host, error) { return h.ContainerRestart(id, stop) }},
			want: "kill signal=15, kill signal=9, network disconnect, stop, die exitCode=137, network connect, start, restart"},
		{name: "is killed while paused", cmd: "sleep 99",
			asks: []ask{engine.Host.ContainerPause, func(h engine.Host, id string) (engine.Host, error) { return h.ContainerKill(id, "") }},
			want: "pause, kill signal=9, network disconnect, die exitCode=137"},
		{name: "is removed by force", cmd: "sleep 99",
			asks: []ask{func(h engine.Host, id string) (engine.Host, error) {
				return h.ContainerRemove(id, engine.RemoveOptions{Force: true})
			}},
			want: "kill signal=9, network disconnect, die exitCode=137, destroy"},
		{name: "is renamed and attached to", cmd: "sleep 99",
			asks: []ask{func(h engine.Host, id string) (engine.Host, error) { return h.ContainerRename(id, "other") }, engine.Host.ContainerAttach,
				func(h engine.Host, id string) (engine.Host, error) { return h.ContainerResize(id, 40, 120) },
				func(h engine.Host, id string) (engine.Host, error) { return h.ContainerDetach(id), nil }},
			want: "rename oldName=/NAME, attach, resize height=40 width=120, detach"},
		{name: "is committed", cmd: "sleep 99",
			asks: []ask{func(h engine.Host, id string) (engine.Host, error) {
				n, _, err := h.ContainerCommit(id, engine.CommitOptions{Reference: "docker.io/library/mine:latest"})
				return n, err
			}},
			want: "pause, image create, image tag, commit, unpause"},
		{name: "starts again by its policy", cmd: "exit 1", host: container.HostConfig{RestartPolicy: container.RestartPolicy{Name: "on-failure", MaximumRetryCount: 1}},
			wait: time.Second,
			want: "create, network connect, start, network disconnect, die exitCode=1, network connect, start, network disconnect, die exitCode=1"},
		{name: "is stopped while it waits for its restart", cmd: "exit 1", host: container.HostConfig{RestartPolicy: container.RestartPolicy{Name: "always"}},
			asks: []ask{func(h engine.Host, id string) (engine.Host, error) { return h.ContainerStop(id, stop) }}, wait: time.Minute,
			want: "stop"},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := host(t)
			mark := h.Mark()
			h, id, err := h.ContainerCreate(engine.CreateOptions{Config: container.Config{Image: "alpine", Cmd: []string{"sh", "-c", c.cmd}}, Host: c.host})
			if err != nil {
				t.Fatal(err)
			}
			k, _ := h.Container(id)
			if h, err = h.ContainerStart(id); err != nil {
				t.Fatal(err)
			}
			h = h.Advance(0)
			if c.asks != nil {
				mark = h.Mark()
			}
			for _, ask := range c.asks {
				if h, err = ask(h, id); err != nil {
					t.Fatal(err)
				}
				check(t, h)
			}
			h = h.Advance(c.wait)
			check(t, h)
			if got, want := eventLine(h, mark), strings.ReplaceAll(c.want, "NAME", k.Name); got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		})
	}
}

// TestRestartsBackOff: the moments at which a container that ends at once is
// started, in milliseconds from its creation: the delay doubles up to a minute.
func TestRestartsBackOff(t *testing.T) {
	h := host(t)
	mark := h.Mark()
	h, id, err := h.ContainerCreate(engine.CreateOptions{Config: container.Config{Image: "alpine", Cmd: []string{"sh", "-c", "exit 1"}},
		Host: container.HostConfig{RestartPolicy: container.RestartPolicy{Name: "always"}}})
	if err != nil {
		t.Fatal(err)
	}
	if h, err = h.ContainerStart(id); err != nil {
		t.Fatal(err)
	}
	for range 20 {
		h = h.Advance(12 * time.Second)
		check(t, h)
	}
	var gaps []time.Duration
	last := start
	for _, e := range h.Since(mark) {
		if e.Action == "start" && e.Type == "container" {
			gaps = append(gaps, e.At.Sub(last).Round(100*time.Millisecond)-100*time.Millisecond)
			last = e.At
		}
	}
	want := []time.Duration{100, 200, 400, 800, 1600, 3200, 6400, 12800, 25600, 51200, 60000, 60000}
	if len(gaps) != len(want)+1 {
		t.Fatalf("%d starts: %v", len(gaps), gaps)
	}
	for i, w := range want {
		if gaps[i+1] != w*time.Millisecond {
			t.Errorf("delay %d is %v, want %v", i+1, gaps[i+1], w*time.Millisecond)
		}
	}
	if c, _ := h.Container(id); c.Restarts != len(want)+1 || c.Exits != len(want)+1 {
		t.Errorf("%d restarts and %d ends", c.Restarts, c.Exits)
	}
}

// TestHealthEvents: each probe is an exec that is told; the status only when it changes.
func TestHealthEvents(t *testing.T) {
	h := host(t)
	h, id, err := h.ContainerCreate(engine.CreateOptions{Config: container.Config{Image: "alpine", Cmd: []string{"sleep", "99"},
		Healthcheck: &container.HealthConfig{Test: []string{"CMD-SHELL", "exit 0"}, Interval: time.Second}}})
	if err != nil {
		t.Fatal(err)
	}
	if h, err = h.ContainerStart(id); err != nil {
		t.Fatal(err)
	}
	mark := h.Mark()
	h = h.Advance(2500 * time.Millisecond)
	check(t, h)
	const probe = "exec_create: /bin/sh -c exit 0, exec_start: /bin/sh -c exit 0, exec_die exitCode=0"
	if got, want := eventLine(h, mark), probe+", health_status: healthy, "+probe; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
