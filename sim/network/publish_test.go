package network

import (
	"fmt"
	"testing"
)

func TestParsePublish(t *testing.T) {
	for s, want := range map[string]string{
		"80":                        "tcp 80-80 ",
		"8080:80/udp":               "udp 80-80 8080",
		"127.0.0.1:8080:80":         "127.0.0.1 tcp 80-80 8080",
		"[::1]:8080:80":             "::1 tcp 80-80 8080",
		"8000-8002:80":              "tcp 80-80 8000-8002",
		"8000-8002:80-82":           "tcp 80-82 8000",
		"65535:65535":               "tcp 65535-65535 65535",
		":80":                       "tcp 80-80 ",
		"8080:":                     "no port specified: 8080:<empty>",
		"8000-8001:80-82":           "invalid ranges specified for container and host Ports: 80-82 and 8000-8001",
		"x:80":                      "invalid hostPort: x",
		"80:x":                      "invalid containerPort: x",
		"80:90-80":                  "invalid containerPort: 90-80",
		"1.2.3:80:80":               "invalid IP address: 1.2.3",
		"80:70000":                  "invalid containerPort: 70000",
		"80/icmp":                   "invalid proto: icmp",
		"0.0.0.0:8000-8001:80-81/X": "invalid proto: x",
	} {
		p, err := ParsePublish(s)
		got := fmt.Sprintf("%s %d-%d %s", p.Proto, p.Inner.First, p.Inner.Last, p.HostPort(int(p.Inner.First)))
		if p.IP != "" {
			got = p.IP + " " + got
		}
		if err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%s: %q, want %q", s, got, want)
		}
	}
}
