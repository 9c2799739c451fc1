package sim_test

import (
	"strings"
	"testing"

	"drydock/sim"
)

// TestWhy: every refusal, exit and step of a build has its reason.
func TestWhy(t *testing.T) {
	w := sim.New(sim.Options{Seed: "why", Files: map[string]string{"Dockerfile": "FROM alpine\nCOPY a.txt /\nRUN cat /a.txt\n", "a.txt": "a\n"}})
	for _, c := range []struct{ line, what, why string }{
		{"docker run -d --name web nginx", "", ""},
		{"docker rm web", "Refused: ", "container is running"},
		{"docker run -d --name front -p 8080:80 nginx", "", ""},
		{"docker run -d --name other -p 8080:80 nginx", "Refused: ", "Port 8080 of the host leads to front already"},
		{"docker kill web", "web ended with code 137", "SIGKILL"},
		{"docker run --name bad alpine sh -c 'exit 3'", "bad ended with code 3", "3"},
		{"docker build -q -t app .", "Line 3 was run", "was not built before"},
		{"echo b > a.txt; docker build -q -t app .", "Line 2 was run", "a.txt has changed"},
		{"docker build -q -t app .", "Line 3 came from the cache", "used again"},
		{"docker pull nosuchimage", "Refused: ", "nosuchimage"},
		{"docker ps", "", ""},
	} {
		w = lines(w, c.line)
		var all []string
		found := c.what == ""
		for _, a := range w.Why() {
			all = append(all, a.What+" | "+a.Why)
			found = found || strings.Contains(a.What, c.what) && strings.Contains(a.Why, c.why)
		}
		if !found || c.what == "" && len(all) > 0 {
			t.Errorf("%s: %q, want %q because of %q", c.line, all, c.what, c.why)
		}
	}
}
