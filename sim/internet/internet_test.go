package internet

import (
	"strings"
	"testing"

	"drydock/sim/http1"
)

func TestSitesAreTold(t *testing.T) {
	names, addrs := map[string]bool{}, map[string]bool{}
	for _, s := range sites {
		for _, n := range append([]string{s.Name}, s.Others...) {
			if names[n] || n != strings.ToLower(n) {
				t.Errorf("%s stands twice or in capitals", n)
			}
			names[n] = true
			if found, ok := Lookup(strings.ToUpper(n) + "."); !ok || found.Name != s.Name {
				t.Errorf("%s leads to %q", n, found.Name)
			}
		}
		for _, a := range s.Addrs {
			if addrs[a.String()] {
				t.Errorf("%s stands twice", a)
			}
			addrs[a.String()] = true
			if found, ok := At(a); !ok || found.Name != s.Name {
				t.Errorf("%s leads to %q", a, found.Name)
			}
		}
		if s.RTT <= 0 {
			t.Errorf("%s is nowhere", s.Name)
		}
	}
}

func TestAnswer(t *testing.T) {
	for _, row := range []struct {
		site string
		port uint16
		sent string
		want string // the status line, "" for none
		n    int
		done bool
	}{
		{"example.com", 80, "GET / HTTP/1.1\r\nHost: example.com\r\n\r\n", "HTTP/1.1 200 OK", 37, false},
		{"example.com", 80, "GET /no HTTP/1.0\r\n\r\n", "HTTP/1.1 404 Not Found", 20, true},
		{"github.com", 80, "GET /x HTTP/1.1\r\nHost: github.com\r\n\r\n", "HTTP/1.1 301 Moved Permanently", 37, false},
		{"github.com", 443, http1.Hello("github.com"), "\x16\x03\x01github.com", 14, false},
		{"github.com", 443, "GET / HTTP/1.1\r\nHost: github.com\r\n\r\n", "HTTP/1.1 200 OK", 36, false},
		{"example.com", 80, "GET / HT", "", 0, false},
		{"example.com", 80, "what\r\n\r\n", "HTTP/1.1 400 Bad Request", 8, true},
	} {
		s, _ := Lookup(row.site)
		reply, n, done := s.Answer(row.port, row.sent)
		first, _, _ := strings.Cut(reply, "\n")
		if strings.TrimRight(first, "\r") != row.want || n != row.n || done != row.done {
			t.Errorf("%s:%d %q: %q, %d bytes, done %v", row.site, row.port, row.sent, first, n, done)
		}
	}
}
