package network

import (
	"net/netip"
	"testing"
)

func TestFreePrefix(t *testing.T) {
	var taken []netip.Prefix
	var got []string
	for {
		p, ok := FreePrefix(taken)
		if !ok {
			break
		}
		taken = append(taken, p)
		got = append(got, p.String())
	}
	if len(got) != 31 || got[0] != "172.17.0.0/16" || got[14] != "172.31.0.0/16" || got[15] != "192.168.0.0/20" || got[30] != "192.168.240.0/20" {
		t.Errorf("%d subnets: %v", len(got), got)
	}
	if p, _ := FreePrefix(append(taken[:1:1], netip.MustParsePrefix("172.18.5.0/24"))); p.String() != "172.19.0.0/16" {
		t.Errorf("beside a part of 172.18: %v", p)
	}
}

func TestSubnetFree(t *testing.T) {
	addr := netip.MustParseAddr
	for _, row := range []struct {
		prefix, within, gateway string
		taken                   []string
		want                    string // "" none
	}{
		{"172.17.0.0/16", "", "172.17.0.1", nil, "172.17.0.2"},
		{"172.17.0.0/16", "", "172.17.0.1", []string{"172.17.0.2", "172.17.0.4"}, "172.17.0.3"},
		{"172.28.0.0/16", "172.28.5.0/24", "172.28.5.254", nil, "172.28.5.0"},
		{"10.0.0.0/30", "", "10.0.0.1", nil, "10.0.0.2"},
		{"10.0.0.0/30", "", "10.0.0.1", []string{"10.0.0.2"}, ""},
		{"10.0.0.0/31", "", "10.0.0.0", nil, "10.0.0.1"},
		{"255.255.255.0/24", "255.255.255.254/31", "255.255.255.1", []string{"255.255.255.254"}, ""},
	} {
		s := Subnet{Prefix: netip.MustParsePrefix(row.prefix), Gateway: addr(row.gateway)}
		if row.within != "" {
			s.Range = netip.MustParsePrefix(row.within)
		}
		got, ok := s.Free(func(a netip.Addr) bool {
			for _, x := range row.taken {
				if addr(x) == a {
					return true
				}
			}
			return false
		})
		if ok != (row.want != "") || ok && got.String() != row.want {
			t.Errorf("%v beside %v: %v", s, row.taken, got)
		}
	}
	if _, ok := (Subnet{}).Free(func(netip.Addr) bool { return false }); ok {
		t.Error("no subnet has a free address")
	}
}

func TestPortsClash(t *testing.T) {
	for _, row := range []struct {
		a, b string
		want bool
	}{
		{"0.0.0.0", "127.0.0.1", true}, {"127.0.0.1", "0.0.0.0", true}, {"127.0.0.1", "127.0.0.2", false},
		{"0.0.0.0", "::", false}, {"::", "::1", true},
	} {
		a, b := Port{netip.MustParseAddr(row.a), 80, "tcp"}, Port{netip.MustParseAddr(row.b), 80, "tcp"}
		if a.Clashes(b) != row.want || b.Clashes(a) != row.want {
			t.Errorf("%s and %s", row.a, row.b)
		}
		if b.Proto = "udp"; a.Clashes(b) {
			t.Errorf("%s and %s with another protocol", row.a, row.b)
		}
	}
}

func TestRangeFree(t *testing.T) {
	none := func(uint16) bool { return false }
	for _, row := range []struct {
		r    Range
		last uint16
		want uint16
	}{{Range{}, 0, 32768}, {Range{}, 32768, 32769}, {Range{}, 60999, 32768}, {Range{8000, 8002}, 0, 8000}, {Range{8000, 8002}, 8002, 8000}, {Range{65535, 65535}, 0, 65535}} {
		if got, ok := row.r.Free(row.last, none); !ok || got != row.want {
			t.Errorf("%v after %d: %d", row.r, row.last, got)
		}
	}
	if _, ok := (Range{8000, 8002}).Free(8001, func(uint16) bool { return true }); ok {
		t.Error("all are taken")
	}
}

func TestMAC(t *testing.T) {
	if got := MAC("a10203040506ff").String(); got != "a2:02:03:04:05:06" {
		t.Error(got)
	}
	if m, ok := ParseMAC("02-42-AC-11-00-99"); !ok || m.String() != "02:42:ac:11:00:99" {
		t.Error(m)
	}
	for _, bad := range []string{"", "abc", "02:42:ac:11:00", "02:42:ac:11:00:9x", "2:42:ac:11:00:999"} {
		if _, ok := ParseMAC(bad); ok {
			t.Error(bad)
		}
	}
}
