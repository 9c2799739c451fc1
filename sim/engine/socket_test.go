package engine_test

import (
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/moby/moby/api/types/container"
	networktypes "github.com/moby/moby/api/types/network"

	"drydock/sim/engine"
	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// netPrograms are what busybox runs by its first argument.
var netPrograms = map[string]func(p *proc.Proc){"serve": serve, "reach": reach, "flood": flood, "gossip": gossip, "hoard": hoard}

func addrPort(args []string) netip.AddrPort {
	a, _ := netip.ParseAddr(args[0])
	n, _ := strconv.Atoi(args[1])
	return netip.AddrPortFrom(a, uint16(n))
}

// serve listens at an address and port and greets whoever comes.
func serve(p *proc.Proc) {
	fd, err := p.Sys.Listen(addrPort(p.Argv[2:]))
	if err != nil {
		p.Fail(1, "serve: "+err.Error())
		return
	}
	var next proc.Program
	next = func(p *proc.Proc, _ proc.Event) {
		for {
			conn, from, err := p.Sys.Accept(fd)
			if err != nil {
				p.Next = next
				return
			}
			host, _ := p.Sys.Resolve(p.Sys.Hostname())
			_ = p.Sys.Write(conn, fmt.Sprintf("%v for %v", host, from.Addr()))
			_ = p.Sys.Close(conn)
		}
	}
	next(p, proc.Event{})
}

// reach connects to a name and port and prints what it hears, or the error.
func reach(p *proc.Proc) {
	var next proc.Program
	conn := -1
	fail := func(p *proc.Proc, err error) bool {
		if err == vfs.EAGAIN {
			p.Next = next
		} else if err != nil {
			p.Out(err.Error())
			p.Sys.Exit(1)
		}
		return err != nil
	}
	next = func(p *proc.Proc, _ proc.Event) {
		resolve := p.Sys.Resolve
		if len(p.Argv) > 4 { // by IPv6
			resolve = p.Sys.Resolve6
		}
		addrs, err := resolve(p.Argv[2])
		if fail(p, err) {
			return
		}
		n, _ := strconv.Atoi(p.Argv[3])
		if conn < 0 {
			if conn, err = p.Sys.Connect(netip.AddrPortFrom(addrs[0], uint16(n))); fail(p, err) {
				conn = -1
				return
			}
		}
		text, err := p.Sys.Read(conn, 1000)
		if fail(p, err) {
			return
		}
		p.Out(text)
		p.Sys.Exit(0)
	}
	next(p, proc.Event{})
}

// made starts a container that does something on its networks.
func made(t testing.TB, h engine.Host, name, cmd string, hc container.HostConfig, networks ...string) engine.Host {
	t.Helper()
	o := engine.CreateOptions{Name: name, Config: container.Config{Image: "alpine", Cmd: strings.Fields(cmd)}, Host: hc}
	for port := range hc.PortBindings {
		o.Config.ExposedPorts = networktypes.PortSet{port: {}}
	}
	for i, n := range networks {
		if i == 0 {
			o.Host.NetworkMode = container.NetworkMode(n)
		}
		if strings.HasPrefix(n, "container:") {
			continue
		}
		o.Networks = append(o.Networks, engine.Attachment{Network: n})
	}
	h, id, err := h.ContainerCreate(o)
	if err == nil {
		h, err = h.ContainerStart(id)
	}
	if err != nil {
		t.Fatal(err)
	}
	h = h.Advance(0)
	check(t, h)
	return h
}

// said is what a container has written.
func said(h engine.Host, name string) string {
	c, _ := h.Container(name)
	return output(h, c.ID)
}

// tried is what a container on some networks hears when it reaches for a name.
func tried(t *testing.T, h engine.Host, from, to string) (heard, why string) {
	t.Helper()
	var networks []string
	if from != "" {
		networks = strings.Split(from, "+")
	}
	mark := h.Mark()
	h = made(t, h, "probe", "busybox reach "+to, container.HostConfig{}, networks...)
	h = h.Advance(3 * time.Minute)
	check(t, h)
	for _, e := range h.Since(mark) {
		if e.Type == "traffic" && e.Action != "connect" && e.Action != "listen" {
			why = e.Reason
		}
	}
	return said(h, "probe"), why
}

func published(spec ...string) container.HostConfig {
	pm := networktypes.PortMap{}
	for _, s := range spec {
		f := strings.Split(s, ":")
		b := networktypes.PortBinding{HostPort: f[1]}
		if f[0] != "" {
			b.HostIP = netip.MustParseAddr(f[0])
		}
		p := networktypes.MustParsePort(f[2] + "/tcp")
		pm[p] = append(pm[p], b)
	}
	return container.HostConfig{PortBindings: pm}
}

// TestWhoReachesWhom is the rules of Docker's networks as a table: from a
// container on some networks, what a name and port lead to, and the reason
// that is told when they lead nowhere.
func TestWhoReachesWhom(t *testing.T) {
	h := host(t)
	for _, n := range []string{"app", "other"} {
		h = createNetwork(t, h, n)
	}
	h, _, err := h.NetworkCreate(networktypes.CreateRequest{Name: "closed", Internal: true})
	if err != nil {
		t.Fatal(err)
	}
	h = made(t, h, "plain", "busybox serve 0.0.0.0 80", published(":8080:80"))        // 172.17.0.2
	h = made(t, h, "web", "busybox serve 0.0.0.0 80", published(":8081:80"), "app")   // 172.18.0.2
	h = made(t, h, "shy", "busybox serve 127.0.0.1 80", published(":8082:80"), "app") // 172.18.0.3
	h = made(t, h, "own", "busybox serve 0.0.0.0 80", published("127.0.0.1:8083:80"), "app")
	h = made(t, h, "far", "busybox serve 0.0.0.0 80", container.HostConfig{}, "other")    // 172.19.0.2
	h = made(t, h, "vault", "busybox serve 0.0.0.0 80", container.HostConfig{}, "closed") // 172.20.0.2
	h = made(t, h, "onhost", "busybox serve 0.0.0.0 7000", container.HostConfig{NetworkMode: "host"})
	h = made(t, h, "onhost2", "busybox serve 127.0.0.1 7001", container.HostConfig{NetworkMode: "host"})

	const (
		refused, timeout, noRoute, noNet = "Connection refused", "Connection timed out", "No route to host", "Network is unreachable"
		noName, again                    = "Name or service not known", "Temporary failure in name resolution"
	)
	for _, row := range []struct{ from, to, want, why string }{
		// by name
		{"", "plain 80", noName, "the default bridge has no names: containers there reach each other by address, or on a network made with docker network create"},
		{"app", "web 80", "[172.18.0.2]", ""},
		{"app", "WEB 80", "[172.18.0.2]", ""},
		{"app", "web.app 80", "[172.18.0.2]", ""},
		{"app", "far 80", noName, "probe and far share no user-defined network"},
		{"app+other", "far 80", "[172.19.0.2]", ""},
		{"app", "plain 80", noName, "probe and plain share no user-defined network"},
		{"closed", "vault 80", "[172.20.0.2]", ""},
		{"closed", "web 80", again, "probe and web share no user-defined network"},
		{"none", "web 80", again, "the name server 192.0.2.53 does not answer: Network is unreachable"},
		{"host", "web 80", noName, "names of containers are known to containers on the same user-defined network, not to the host"},
		{"container:web", "web 80", "[172.18.0.2]", ""},
		{"container:web", "localhost 80", "[172.18.0.2]", ""},

		// by address
		{"", "172.17.0.2 80", "[172.17.0.2]", ""},
		{"", "172.17.0.99 80", noRoute, "nobody on bridge has the address 172.17.0.99"},
		{"", "172.18.0.2 80", timeout, "probe and web share no network: what probe sends to app is dropped"},
		{"app", "172.18.0.2 81", refused, "nothing listens on 81 in web"},
		{"app", "172.18.0.3 80", refused, "what listens on 80 in shy listens at 127.0.0.1 only, and this came to 172.18.0.3"},
		{"container:shy", "127.0.0.1 80", "[172.18.0.3]", ""},
		{"app", "127.0.0.1 80", refused, "nothing listens on 80 in probe: localhost is the container itself"},
		{"host", "172.18.0.2 80", "[172.18.0.2]", ""},
		{"host", "172.20.0.2 80", "[172.20.0.2]", ""},
		{"none", "172.17.0.2 80", noNet, "probe has no network but its own loopback"},
		{"closed", "172.17.0.2 80", noNet, "the network closed is internal: it leads nowhere beyond the containers on it"},

		// published ports
		{"host", "127.0.0.1 8080", "[172.17.0.2] for 172.17.0.1", ""},
		{"host", "127.0.0.1 8081", "[172.18.0.2] for 172.18.0.1", ""},
		{"host", "127.0.0.1 8082", "Connection reset by peer", "what listens on 80 in shy listens at 127.0.0.1 only, and this came to 172.18.0.3"},
		{"host", "192.0.2.10 8082", refused, "what listens on 80 in shy listens at 127.0.0.1 only, and this came to 172.18.0.3"},
		{"host", "127.0.0.1 8083", "[172.18.0.4]", ""},
		{"host", "192.0.2.10 8083", refused, "nothing listens on 8083 in the host"},
		{"host", "127.0.0.1 8084", refused, "nothing listens on 8084 in the host"},
		{"app", "172.18.0.1 8080", "[172.17.0.2]", ""},
		{"app", "172.17.0.1 8080", "[172.17.0.2]", ""},
		{"app", "172.18.0.1 8081", "[172.18.0.2] for 172.18.0.1", ""},
		{"app", "172.18.0.1 8083", refused, "nothing listens on 8083 in the host"},
		{"closed", "172.20.0.1 8080", timeout, "the network closed is internal: it does not lead to plain"},
		{"", "localhost 8080", refused, "nothing listens on 8080 in probe: localhost is the container itself"},

		// the host's own programs
		{"host", "localhost 7000", "[127.0.1.1]", ""},
		{"", "172.17.0.1 7000", "[127.0.1.1]", ""},
		{"app", "192.0.2.10 7000", "[127.0.1.1]", ""},
		{"app", "172.18.0.1 7001", refused, "what listens on 7001 in the host listens at 127.0.0.1 only, and this came to 172.18.0.1"},

		// beyond
		{"", "example.com 81", timeout, "example.com does not answer on port 81"},
		{"", "no.such.example 80", noName, "the name server 192.0.2.53 knows no no.such.example"},
		{"app", "example.com 81", timeout, "example.com does not answer on port 81"},
		{"closed", "example.com 80", again, "the name server 127.0.0.11 knows no example.com"},
		{"closed", "8.8.8.8 53", noNet, "the network closed is internal: it leads nowhere beyond the containers on it"},
		{"", "10.1.2.3 80", timeout, "no host of the simulated internet has the address 10.1.2.3"},
	} {
		t.Run(row.from+"_"+strings.ReplaceAll(row.to, " ", "_"), func(t *testing.T) {
			heard, why := tried(t, h, row.from, row.to)
			if !strings.HasPrefix(heard, row.want) || row.want == "" || why != row.why {
				t.Errorf("heard %q, since %q", heard, why)
			}
		})
	}
}

func TestNamesGoRound(t *testing.T) {
	h := createNetwork(t, host(t), "app")
	for _, name := range []string{"one", "two", "three"} {
		var err error
		o := engine.CreateOptions{Name: name, Config: container.Config{Image: "alpine", Cmd: strings.Fields("busybox serve 0.0.0.0 80")},
			Host: container.HostConfig{NetworkMode: "app"}, Networks: []engine.Attachment{{Network: "app", Ask: networktypes.EndpointSettings{Aliases: []string{"api"}}}}}
		if h, _, err = h.ContainerCreate(o); err != nil {
			t.Fatal(err)
		}
		if h, err = h.ContainerStart(name); err != nil {
			t.Fatal(err)
		}
	}
	h = h.Advance(0)
	var seen []string
	for i := range 24 {
		name := fmt.Sprint("probe", i)
		h = made(t, h, name, "busybox reach api 80", container.HostConfig{}, "app").Advance(time.Second)
		if got := said(h, name); !slices.Contains(seen, got) {
			seen = append(seen, got)
		}
	}
	if len(seen) != 3 {
		t.Errorf("24 tries met %v", seen)
	}
}

// flood writes for ever to whoever comes.
func flood(p *proc.Proc) {
	fd, _ := p.Sys.Listen(addrPort(p.Argv[2:]))
	var next proc.Program
	conn := -1
	next = func(p *proc.Proc, _ proc.Event) {
		p.Next = next
		if conn < 0 {
			var err error
			if conn, _, err = p.Sys.Accept(fd); err != nil {
				conn = -1
				return
			}
		}
		for p.Sys.Write(conn, strings.Repeat("x", 8<<10)) == nil {
		}
	}
	next(p, proc.Event{})
}

// gossip talks for ever with another who does the same.
func gossip(p *proc.Proc) {
	var next proc.Program
	conn := -1
	next = func(p *proc.Proc, _ proc.Event) {
		p.Next = next
		if conn < 0 {
			addrs, _ := p.Sys.Resolve(p.Argv[2])
			var err error
			if conn, err = p.Sys.Connect(netip.AddrPortFrom(addrs[0], 80)); err != nil {
				conn = -1
				return
			}
		}
		for p.Sys.Write(conn, "hello") == nil {
			if _, err := p.Sys.Read(conn, 100); err != nil {
				return
			}
		}
	}
	next(p, proc.Event{})
}

// hoard opens sockets for ever.
func hoard(p *proc.Proc) {
	n := 0
	var next proc.Program
	next = func(p *proc.Proc, _ proc.Event) {
		for p.Sys.Spend(1) {
			if _, err := p.Sys.Listen(netip.AddrPort{}); err != nil {
				p.Out(fmt.Sprint(n, " ", err))
				p.Sys.Exit(1)
				return
			}
			n++
		}
		p.Next = next
	}
	next(p, proc.Event{})
}

// TestSocketsAreBounded: whoever talks, floods or hoards for ever neither stops
// the host nor fills it.
func TestSocketsAreBounded(t *testing.T) {
	h := createNetwork(t, host(t), "app")
	h = made(t, h, "flood", "busybox flood 0.0.0.0 80", container.HostConfig{}, "app")
	h = made(t, h, "reader", "busybox gossip flood", container.HostConfig{}, "app")
	for i := range 3 {
		h = made(t, h, fmt.Sprint("hoard", i), "busybox hoard", container.HostConfig{}, "app")
	}
	for range 20 {
		h = h.Advance(time.Second)
		check(t, h)
	}
	if got := said(h, "hoard0"); got != "253 Too many open files" {
		t.Errorf("hoard: %q", got)
	}
	h, err := h.ContainerRemove("flood", engine.RemoveOptions{Force: true})
	if err != nil {
		t.Fatal(err)
	}
	check(t, h.Advance(time.Second))
}
