package sim_test

import (
	"slices"
	"testing"

	"drydock/sim"
)

func TestComplete(t *testing.T) {
	w := lines(sim.New(sim.Options{Seed: "complete", Pipe: true, Files: map[string]string{"notes.txt": "x", "dir/deep": "y"}}),
		"docker pull -q alpine", "docker run -d --name web alpine sleep 100", "docker create --name box alpine")
	for _, c := range []struct {
		in   string
		want []string
	}{
		{"docker sto", []string{"docker stop"}},
		{"docker stop ", []string{"docker stop web"}},
		{"docker start b", []string{"docker start box"}},
		{"docker run --na", []string{"docker run --name"}},
		{"docker run alp", []string{"docker run alpine:latest"}},
		{"docker container ren", []string{"docker container rename"}},
		{"cat no", []string{"cat notes.txt"}},
		{"cat dir/", []string{"cat dir/deep"}},
		{"cd d", []string{"cd dir/"}},
		{"echo a | gre", []string{"echo a | grep"}},
		{"docker stop nosuch", []string{}},
	} {
		if got := w.Complete(c.in); !slices.Equal(got, c.want) {
			t.Errorf("Complete(%q) = %q, want %q", c.in, got, c.want)
		}
	}
	held := lines(w, "docker run -it --name sh1 alpine")
	if got := held.Complete("docker st"); len(got) > 0 {
		t.Errorf("offered %q while a program holds the terminal", got)
	}
}

func TestPromptTellsWhoReads(t *testing.T) {
	w := sim.New(sim.Options{Seed: "prompt"})
	for _, c := range []struct {
		line, prompt string
		busy         bool
	}{
		{"true", "$ ", false},
		{"echo 'a", "> ", false},
		{"b'", "$ ", false},
		{"docker run -it alpine", "/ # ", true},
		{"cat", "", true},
	} {
		w = lines(w, c.line)
		if w.Prompt() != c.prompt || w.Busy() != c.busy {
			t.Errorf("after %q the prompt is %q, busy %v; want %q, %v", c.line, w.Prompt(), w.Busy(), c.prompt, c.busy)
		}
	}
}
