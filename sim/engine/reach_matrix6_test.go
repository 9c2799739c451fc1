package engine_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/moby/moby/api/types/container"
	networktypes "github.com/moby/moby/api/types/network"

	"drydock/sim/engine"
)

// arrangements6 are who is on which networks where some have IPv6: six, more and
// shut (which is internal) do, app and the default bridge do not.
var arrangements6 = []arrangement{
	{"six", "six"}, {"six", "more"}, {"six+more", "more"}, {"six", "six+more"}, {"app", "six"}, {"six", "app"}, {"app+six", "six"}, {"bridge", "six"},
	{"six", "bridge"}, {"six", "none"}, {"six", "host"}, {"app", "host"}, {"host", "host"}, {"host", "six"}, {"shut", "shut"}, {"shut", "six"},
	{"six", "shut"}, {"shut", "host"}, {"six", "container:svc"}, {"none", "container:svc"},
}

// listens6 are the addresses the service listens at: all of one family or of
// both, a loopback of either, its own of IPv6, none.
var listens6 = []string{"0.0.0.0", "127.0.0.1", "::", "::1", "both", "own", "nowhere"}

// called6 are what the service is reached for by: its IPv6 address, the IPv6
// address a name has, the loopback, and the port published on the host's.
var called6 = []string{"address", "name", "localhost", "published"}

func has6(net string) bool { return net == "six" || net == "more" || net == "shut" }

// ruled6 is what comes of an attempt by IPv6: "" when it arrives, "-" when the
// question has no meaning. Source: Docker's documentation on IPv6, and Linux.
func ruled6(a arrangement, listen, name string) string {
	svc, probe := partyOf(a.svc), partyOf(a.probe)
	same := a.probe == "container:svc"
	if same {
		probe = svc
	}
	together := same || svc.host && probe.host
	way := slices.IndexFunc(svc.nets, has6)
	heard := func(loopback bool) string {
		switch {
		case listen == "::", listen == "both", listen == "::1" && loopback, listen == "own" && !loopback:
			return ""
		}
		return cRefused
	}
	switch name {
	case "localhost":
		if together {
			return heard(true)
		}
		return cRefused
	case "published":
		open := slices.IndexFunc(svc.nets, func(n string) bool { return n != "shut" })
		switch {
		case !probe.host, svc.host, open < 0:
			return cRefused // that loopback is another's, or nothing is published
		case has6(svc.nets[open]) && heard(false) == "":
			return ""
		case !has6(svc.nets[open]) && (listen == "0.0.0.0" || listen == "both"):
			return "" // the proxy goes on by IPv4
		}
		return cReset
	}
	if way < 0 {
		return "-"
	}
	net := svc.nets[way]
	switch {
	case name == "name" && !shares(svc, probe, has6):
		return "-"
	case name == "name" && listen == "own" && !slices.Contains(probe.nets, net):
		return cRefused // the name leads to its address on the network they share
	case name == "name":
		return heard(false)
	case same, slices.Contains(probe.nets, net), probe.host:
		return heard(false)
	case !slices.ContainsFunc(probe.nets, func(n string) bool { return has6(n) && n != "shut" }):
		return cNoNet
	}
	return cTimeout
}

// TestEveryWayToReachByIPv6 does for IPv6 what TestEveryWayToReach does for IPv4.
func TestEveryWayToReachByIPv6(t *testing.T) {
	base := createNetwork(t, host(t), "app")
	on := true
	for _, o := range []networktypes.CreateRequest{{Name: "six", EnableIPv6: &on}, {Name: "more", EnableIPv6: &on}, {Name: "shut", Internal: true, EnableIPv6: &on}} {
		n, _, err := base.NetworkCreate(o)
		if err != nil {
			t.Fatal(err)
		}
		base = n
	}
	tries := 0
	for _, a := range arrangements6 {
		for _, listen := range listens6 {
			way := slices.IndexFunc(partyOf(a.svc).nets, has6)
			if listen == "own" && way < 0 {
				continue
			}
			h := service6(t, base, a.svc, listen, way)
			for _, name := range called6 {
				want := ruled6(a, listen, name)
				if want == "-" {
					continue
				}
				tries++
				t.Run(strings.Join([]string{a.probe, "to", a.svc, listen, name}, "_"), func(t *testing.T) {
					to := map[string]string{"localhost": "::1 80", "published": "::1 8080", "name": "svc 80"}[name]
					if name == "address" {
						c, _ := h.Container("svc")
						to = c.Endpoints.At(partyOf(a.svc).nets[way]).IP6.String() + " 80"
					}
					if name == "name" {
						to += " 6"
					}
					heard, why := tried(t, h, strings.TrimPrefix(a.probe, "bridge"), to)
					ruledOn(t, heard, why, want)
				})
			}
		}
	}
	if tries < 300 {
		t.Errorf("only %d were tried", tries)
	}
}

// service6 is a host with a service that listens at an address; way is which of
// its networks is the first with IPv6.
func service6(t *testing.T, h engine.Host, nets, listen string, way int) engine.Host {
	t.Helper()
	port := "80"
	switch listen {
	case "own":
		ref := strings.Split(nets, "+")[way]
		in, err := h.NetworkInspect(ref)
		if err != nil {
			t.Fatal(err)
		}
		listen = in.IPAM.Config[1].Gateway.Next().String()
	case "both":
		listen = "-" // the zero address
	case "nowhere":
		listen, port = "::", "9999"
	}
	hc := published(":8080:80")
	if nets == "host" || nets == "none" {
		hc = container.HostConfig{}
	}
	return made(t, h, "svc", "busybox serve "+listen+" "+port, hc, strings.Split(nets, "+")...)
}
