package engine_test

import (
	"slices"
	"testing"

	"github.com/moby/moby/api/types/container"
	"github.com/moby/moby/api/types/volume"

	"drydock/sim/engine"
)

// TestVolumeEventsInOrder: the order of recorded session 21 of Docker 29.
func TestVolumeEventsInOrder(t *testing.T) {
	h := host(t)
	mark := h.Mark()
	h, id, err := h.ContainerCreate(engine.CreateOptions{Name: "one", Config: container.Config{Image: "alpine", Cmd: []string{"sleep", "100"},
		Volumes: map[string]struct{}{"/anon": {}}}, Host: container.HostConfig{Binds: []string{"evol:/v:ro"}}})
	if err != nil {
		t.Fatal(err)
	}
	check(t, h)
	if h, err = h.ContainerStart(id); err != nil {
		t.Fatal(err)
	}
	h = h.Advance(0)
	if h, err = h.ContainerRemove(id, engine.RemoveOptions{Force: true, Volumes: true}); err != nil {
		t.Fatal(err)
	}
	if h, err = h.VolumeRemove("evol", false); err != nil {
		t.Fatal(err)
	}
	check(t, h)
	var got []string
	for _, e := range h.Since(mark) {
		if !e.Glass {
			got = append(got, e.Type+" "+e.Action)
		}
		if e.Action == "mount" && e.Get("destination") == "/v" && (e.Get("read/write") != "false" || e.Get("container") != id) {
			t.Errorf("mount says %v", e.Attr)
		}
	}
	want := []string{"volume create", "volume create", "container create", "volume mount", "volume mount", "network connect", "container start",
		"container kill", "network disconnect", "volume unmount", "volume unmount", "container die", "volume destroy", "container destroy", "volume destroy"}
	if !slices.Equal(got, want) {
		t.Errorf("events are\n%q, want\n%q", got, want)
	}
}

// TestOlderHostsKeepTheirVolumes: a volume that two hosts have in common is
// written to in one only.
func TestOlderHostsKeepTheirVolumes(t *testing.T) {
	h, _, err := host(t).VolumeCreate(volume.CreateRequest{Name: "data", Labels: map[string]string{"a": "b"}})
	if err != nil {
		t.Fatal(err)
	}
	n, id, err := h.ContainerCreate(engine.CreateOptions{Config: container.Config{Image: "alpine", Cmd: []string{"sh", "-c", "echo four > /d/f"}},
		Host: container.HostConfig{Binds: []string{"data:/d"}}})
	if err != nil {
		t.Fatal(err)
	}
	if n, err = n.ContainerStart(id); err != nil {
		t.Fatal(err)
	}
	n = n.Advance(0)
	check(t, n)
	before, after := h.Volumes()[0], n.Volumes()[0]
	if before.Size != 0 || len(before.UsedBy) != 0 || after.Size != 5 || !slices.Equal(after.UsedBy, []string{id}) {
		t.Errorf("before %+v, after %+v", before, after)
	}
	if _, err := n.VolumeRemove("data", true); err == nil {
		t.Error("a volume in use was removed")
	}
	if _, _, freed := n.VolumesPrune(func(engine.Volume) bool { return true }); freed != 0 {
		t.Errorf("%d bytes of a volume in use were freed", freed)
	}
}
