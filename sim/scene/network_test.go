package scene

import (
	"net/netip"
	"strings"
	"testing"

	"github.com/moby/moby/api/types/container"
	"github.com/moby/moby/api/types/network"

	"drydock/sim/engine"
)

func TestPortsAndNetworksAreDrawn(t *testing.T) {
	h := emptyHost()
	p, err := h.ImagePull("nginx")
	if err != nil {
		t.Fatal(err)
	}
	if h, _, err = h.ImagePulled(p).NetworkCreate(network.CreateRequest{Name: "app"}); err != nil {
		t.Fatal(err)
	}
	web, dns := network.MustParsePort("80"), network.MustParsePort("53/udp")
	h, id, err := h.ContainerCreate(engine.CreateOptions{Name: "web",
		Config: container.Config{Image: "nginx", ExposedPorts: network.PortSet{web: {}, dns: {}}},
		Host: container.HostConfig{NetworkMode: "app", PortBindings: network.PortMap{web: {{HostPort: "8080"}},
			dns: {{HostIP: netip.MustParseAddr("127.0.0.1"), HostPort: "53"}}}},
		Networks: []engine.Attachment{{Network: "app", Ask: network.EndpointSettings{Aliases: []string{"www"}}}}})
	if err != nil {
		t.Fatal(err)
	}
	if h, err = h.ContainerStart(id); err != nil {
		t.Fatal(err)
	}
	s := Draw(h)
	var texts []string
	for _, p := range s.Containers[0].Ports {
		texts = append(texts, p.Text)
	}
	if got := strings.Join(texts, " "); got != "127.0.0.1:53→53/udp :8080→80" {
		t.Errorf("ports: %s", got)
	}
	if e := s.Containers[0].Networks; len(e) != 1 || e[0].Network != "app" || e[0].IP != "172.18.0.2" || len(e[0].Aliases) != 1 {
		t.Errorf("networks: %+v", e)
	}
	if n := s.Networks; len(n) != 4 || n[3].Name != "app" || n[3].Subnet != "172.18.0.0/16" || len(n[3].Containers) != 1 {
		t.Errorf("networks of the host: %+v", n)
	}
	words := strings.Join(s.Summary, " ")
	if !strings.Contains(words, "1 running (web from nginx, ports 53 and 8080)") || !strings.Contains(words, "Networks: app with web.") {
		t.Error(words)
	}
}
