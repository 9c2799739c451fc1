package sim_test

import (
	"testing"

	"drydock/sim"
)

func TestSuggest(t *testing.T) {
	w := sim.New(sim.Options{Seed: "suggest"})
	for _, c := range []struct{ line, want string }{
		{"docker rnu -d nginx", "docker run -d nginx"},
		{"dokcer ps", "docker ps"},
		{"docker imges", "docker images"},
		{"docker container pruen -f", "docker container prune -f"},
		{"cta note.txt | wc -l", "cat note.txt | wc -l"},
		{"docker ps", ""},
		{"docker --version", ""},
		{"docker frobnicate", ""},
		{"ls", ""},
		{"cd /tmp && echo x", ""},
		{"./dokcer", ""},
		{"echo 'open", ""},
		{"", ""},
	} {
		if got := w.Suggest(c.line); got != c.want {
			t.Errorf("Suggest(%q) = %q, want %q", c.line, got, c.want)
		}
	}
}
