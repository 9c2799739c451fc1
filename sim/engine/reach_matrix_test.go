package engine_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/moby/moby/api/types/container"
	networktypes "github.com/moby/moby/api/types/network"

	"drydock/sim/engine"
)

// arrangement is who is on which networks: a service, and one who reaches for it.
type arrangement struct{ svc, probe string }

var arrangements = []arrangement{
	{"bridge", "bridge"}, {"app", "app"}, {"app", "other"}, {"app+other", "other"}, {"app", "app+other"}, {"bridge", "app"}, {"app", "bridge"},
	{"app", "closed"}, {"closed", "closed"}, {"closed", "app"}, {"closed+app", "closed"}, {"app", "none"}, {"none", "app"}, {"app", "host"},
	{"bridge", "host"}, {"closed", "host"}, {"host", "app"}, {"host", "host"}, {"host", "closed"}, {"app", "container:svc"}, {"none", "container:svc"},
	{"lan", "lan"}, {"lan", "app"}, {"lan", "host"}, {"app", "lan"},
}

// listens are the addresses the service listens at on port 80: all, its
// loopback, its own on its first network, none.
var listens = []string{"0.0.0.0", "127.0.0.1", "own", "nowhere"}

// called are the names the service is reached for by.
var called = []string{"name", "id", "alias", "address", "localhost", "published"}

const (
	cRefused, cReset, cTimeout, cNoRoute, cNoNet = "Connection refused", "Connection reset by peer", "Connection timed out", "No route to host", "Network is unreachable"
	cNoName, cAgain                              = "Name or service not known", "Temporary failure in name resolution"
)

// party is what the rulebook asks about one of the two.
type party struct {
	nets []string // that it has interfaces on
	host bool     // it lives in the host's namespace
}

func partyOf(spec string) party {
	switch spec {
	case "host":
		return party{host: true}
	case "none":
		return party{}
	}
	return party{nets: strings.Split(spec, "+")}
}

// leads tells whether something leaves the party's networks: none of an
// internal or macvlan network does.
func (p party) leads() bool {
	return p.host || slices.ContainsFunc(p.nets, func(n string) bool { return n != "closed" && n != "lan" })
}

func shares(a, b party, which func(string) bool) bool {
	return slices.ContainsFunc(a.nets, func(n string) bool { return which(n) && slices.Contains(b.nets, n) })
}

// ruled is what the rulebook says comes of an attempt: "" when it arrives.
// Source: the network drivers' documentation, and recordings of Docker 29.8.
func ruled(a arrangement, listen, name string) string {
	svc, probe := partyOf(a.svc), partyOf(a.probe)
	same := a.probe == "container:svc" // one namespace for both
	if same {
		probe = svc
	}
	together := same || svc.host && probe.host
	first := ""
	if len(svc.nets) > 0 {
		first = svc.nets[0]
	}
	heard := func(loopback, ownFirst bool) string { // it has come to the service's namespace
		switch {
		case listen == "0.0.0.0", listen == "127.0.0.1" && loopback, listen == "own" && ownFirst:
			return ""
		}
		return cRefused
	}
	reaches := func(net string) string { // for the service's address on a network
		switch {
		case slices.Contains(probe.nets, net):
			return heard(false, net == first)
		case probe.host && net == "lan":
			return cNoRoute
		case probe.host:
			return heard(false, net == first)
		case !probe.leads():
			return cNoNet
		}
		return cTimeout
	}
	switch name {
	case "localhost":
		if together {
			return heard(true, false)
		}
		return cRefused
	case "address":
		if first == "" {
			return "-" // has none
		}
		return reaches(first)
	case "published":
		switch {
		case svc.host: // its port is the host's own
			if probe.host {
				return heard(false, listen == "own")
			}
			if !probe.leads() {
				return cNoNet
			}
			return heard(false, listen == "own")
		case same && a.svc == "none", !probe.host && !probe.leads():
			return cNoNet
		}
		way := slices.IndexFunc(svc.nets, func(n string) bool { return n != "closed" && n != "lan" })
		if way < 0 {
			return cRefused // nothing is published
		}
		out := heard(false, way == 0)
		if out == cRefused && (same || slices.Contains(probe.nets, svc.nets[way])) {
			return cReset // by the proxy, which has taken the connection
		}
		return out
	}
	user := func(n string) bool { return n != "bridge" }
	if same && name != "alias" && name != "name" && len(svc.nets) == 0 {
		return "-" // its own hosts file may know it
	}
	if svc.host || !shares(svc, probe, user) {
		if probe.host || probe.leads() {
			return cNoName
		}
		return cAgain
	}
	for _, n := range svc.nets { // the name server answers for the first shared one
		if user(n) && slices.Contains(probe.nets, n) {
			return reaches(n)
		}
	}
	return "-"
}

// TestEveryWayToReach tries every arrangement of networks with every address a
// service listens at and every name it is reached for by. Each failure has a
// reason.
func TestEveryWayToReach(t *testing.T) {
	base := host(t)
	for _, n := range []string{"app", "other"} {
		base = createNetwork(t, base, n)
	}
	for _, o := range []networktypes.CreateRequest{{Name: "closed", Internal: true}, {Name: "lan", Driver: "macvlan"}} {
		n, _, err := base.NetworkCreate(o)
		if err != nil {
			t.Fatal(err)
		}
		base = n
	}
	tries := 0
	for _, a := range arrangements {
		for _, listen := range listens {
			if listen == "own" && a.svc == "none" {
				continue // it has no address
			}
			h := serviceOn(t, base, a.svc, listen)
			for _, name := range called {
				want := ruled(a, listen, name)
				if want == "-" {
					continue
				}
				tries++
				t.Run(strings.Join([]string{a.probe, "to", a.svc, listen, name}, "_"), func(t *testing.T) {
					heard, why := tried(t, h, strings.TrimPrefix(a.probe, "bridge"), target(h, name))
					ruledOn(t, heard, why, want)
				})
			}
		}
	}
	if tries < 450 {
		t.Errorf("only %d were tried", tries)
	}
}

// ruledOn compares what was heard with the rule: "" for an answer, else the
// error, which has a reason.
func ruledOn(t *testing.T, heard, why, want string) {
	t.Helper()
	if arrives := strings.HasPrefix(heard, "["); arrives != (want == "") || !arrives && heard != want {
		t.Errorf("heard %q, want %q; since %q", heard, want, why)
	}
	if want != "" && why == "" {
		t.Errorf("%q has no reason", heard)
	}
}

// serviceOn is a host with a service that listens at an address.
func serviceOn(t *testing.T, h engine.Host, nets, listen string) engine.Host {
	t.Helper()
	cmd := map[string]string{"0.0.0.0": "busybox serve 0.0.0.0 80", "127.0.0.1": "busybox serve 127.0.0.1 80", "nowhere": "busybox serve 0.0.0.0 9999"}[listen]
	if cmd == "" {
		own := map[string]string{"bridge": "172.17.0.2", "app": "172.18.0.2", "closed": "172.20.0.2", "lan": "172.21.0.2", "host": "192.0.2.10"}[strings.Split(nets, "+")[0]]
		cmd = "busybox serve " + own + " 80"
	}
	hc := published(":8080:80")
	if nets == "host" || nets == "none" {
		hc = container.HostConfig{}
	}
	o := engine.CreateOptions{Name: "svc", Config: container.Config{Image: "alpine", Cmd: strings.Fields(cmd)}, Host: hc}
	for port := range hc.PortBindings {
		o.Config.ExposedPorts = networktypes.PortSet{port: {}}
	}
	for i, n := range strings.Split(nets, "+") {
		if i == 0 {
			o.Host.NetworkMode = container.NetworkMode(n)
		}
		at := engine.Attachment{Network: n}
		if n != "bridge" && n != "host" && n != "none" {
			at.Ask.Aliases = []string{"api"}
		}
		o.Networks = append(o.Networks, at)
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

// target is the name and port that stand for one of the names.
func target(h engine.Host, name string) string {
	c, _ := h.Container("svc")
	switch name {
	case "name":
		return "svc 80"
	case "id":
		return c.ID[:12] + " 80"
	case "alias":
		return "api 80"
	case "address":
		return c.Endpoints.At(c.Host.NetworkMode.NetworkName()).IP.String() + " 80"
	case "published":
		if c.Host.NetworkMode.IsHost() {
			return "192.0.2.10 80"
		}
		return "192.0.2.10 8080"
	}
	return "localhost 80"
}
