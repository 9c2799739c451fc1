package engine_test

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"github.com/moby/moby/api/types/container"
	networktypes "github.com/moby/moby/api/types/network"

	"drydock/sim/engine"
)

// told are the events since mark that docker events would print.
func told(h engine.Host, mark uint64) []string {
	var list []string
	for _, e := range h.Since(mark) {
		if !e.Glass {
			list = append(list, strings.TrimSpace(e.Type+" "+e.Action+" "+e.Get("name")+" "+e.Get("type")))
		}
	}
	return list
}

func createNetwork(t *testing.T, h engine.Host, name string) engine.Host {
	t.Helper()
	h, _, err := h.NetworkCreate(networktypes.CreateRequest{Name: name})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func TestNetworkEventsInOrder(t *testing.T) {
	h := host(t)
	mark := h.Mark()
	h = createNetwork(t, createNetwork(t, h, "app"), "other")
	h, id, err := h.ContainerCreate(engine.CreateOptions{Name: "web", Config: container.Config{Image: "alpine", Cmd: []string{"sleep", "100"}},
		Host: container.HostConfig{NetworkMode: "app"}, Networks: []engine.Attachment{{Network: "other"}, {Network: "app"}}})
	if err != nil {
		t.Fatal(err)
	}
	if h, err = h.ContainerStart(id); err != nil {
		t.Fatal(err)
	}
	check(t, h.Advance(0))
	if h, err = h.NetworkDisconnect("other", "web", false); err != nil {
		t.Fatal(err)
	}
	if h, err = h.NetworkRemove("other"); err != nil {
		t.Fatal(err)
	}
	if h, err = h.ContainerRemove("web", engine.RemoveOptions{Force: true}); err != nil {
		t.Fatal(err)
	}
	h, names := h.NetworksPrune(func(engine.Network) bool { return true })
	want := []string{"network create app bridge", "network create other bridge", "container create web", "network connect app bridge",
		"network connect other bridge", "container start web", "network disconnect other bridge", "network destroy other bridge",
		"container kill web", "network disconnect app bridge", "container die web", "container destroy web", "network destroy app bridge", "network prune"}
	if got := told(h, mark); !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if !slices.Equal(names, []string{"app"}) {
		t.Errorf("pruned %v", names)
	}
	check(t, h)
}

func TestPoolsRunDry(t *testing.T) {
	h := host(t)
	for i := range 30 {
		h = createNetwork(t, h, fmt.Sprintf("n%d", i))
	}
	check(t, h)
	if n, err := h.Network("n29"); err != nil || n.Subnet.Prefix.String() != "192.168.240.0/20" || n.Subnet.Gateway.String() != "192.168.240.1" {
		t.Errorf("%+v %v", n.Subnet, err)
	}
	_, _, err := h.NetworkCreate(networktypes.CreateRequest{Name: "more"})
	if err == nil || err.Error() != "all predefined address pools have been fully subnetted" {
		t.Error(err)
	}
	if h, err = h.NetworkRemove("n3"); err != nil {
		t.Fatal(err)
	}
	h = createNetwork(t, h, "more")
	if n, err := h.Network("more"); err != nil || n.Subnet.Prefix.String() != "172.21.0.0/16" {
		t.Errorf("%v %v", n.Subnet.Prefix, err)
	}
}

func TestAddressesRunOut(t *testing.T) {
	h := host(t)
	h, _, err := h.NetworkCreate(networktypes.CreateRequest{Name: "tiny",
		IPAM: &networktypes.IPAM{Config: []networktypes.IPAMConfig{{Subnet: netip.MustParsePrefix("10.0.0.0/30")}}}})
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"", "failed to set up container networking: no available IPv4 addresses on this network's address pools: tiny ("} {
		n, id, err := h.ContainerCreate(engine.CreateOptions{Config: container.Config{Image: "alpine", Cmd: []string{"sleep", "9"}}, Host: container.HostConfig{NetworkMode: "tiny"}})
		if err != nil {
			t.Fatal(err)
		}
		h, err = n.ContainerStart(id)
		if got := fmt.Sprint(err); want == "" && err != nil || !strings.HasPrefix(got, want) && want != "" {
			t.Errorf("%d: %s", i, got)
		}
		check(t, h)
	}
}

func TestNetworkByPrefix(t *testing.T) {
	h := createNetwork(t, host(t), "app")
	n, err := h.Network("app")
	if err != nil {
		t.Fatal(err)
	}
	if found, err := h.Network(n.ID[:10]); err != nil || found.Name != "app" {
		t.Error(found.Name, err)
	}
	if _, err := h.Network(""); err == nil || err.Error() != "network  is ambiguous (4 matches found based on ID prefix)" {
		t.Error(err)
	}
	_, id, err := h.ContainerCreate(engine.CreateOptions{Config: container.Config{Image: "alpine"},
		Host: container.HostConfig{NetworkMode: container.NetworkMode(n.ID[:10])}, Networks: []engine.Attachment{{Network: n.ID[:10]}}})
	if err != nil || id == "" {
		t.Error(err)
	}
}

// TestAllPortsPublished: a container may ask for every port there is.
func TestAllPortsPublished(t *testing.T) {
	h := host(t)
	exposed, bindings := networktypes.PortSet{}, networktypes.PortMap{}
	for i := 1; i <= 65535; i++ {
		p, _ := networktypes.PortFrom(uint16(i), networktypes.TCP)
		exposed[p] = struct{}{}
		bindings[p] = []networktypes.PortBinding{{HostPort: fmt.Sprint(i)}}
	}
	h, id, err := h.ContainerCreate(engine.CreateOptions{Config: container.Config{Image: "alpine", Cmd: []string{"sleep", "9"}, ExposedPorts: exposed},
		Host: container.HostConfig{PortBindings: bindings}})
	if err != nil {
		t.Fatal(err)
	}
	if h, err = h.ContainerStart(id); err != nil {
		t.Fatal(err)
	}
	check(t, h)
	c, err := h.Container(id)
	if err != nil || len(c.Published) != 2*65535 {
		t.Errorf("%d published, %v", len(c.Published), err)
	}
}
