package sim_test

import (
	"reflect"
	"testing"

	"drydock/sim"
)

// TestTry asks a world something by scripts: each sees the world and what has
// been typed, and none changes it.
func TestTry(t *testing.T) {
	w := sim.New(sim.Options{Seed: "try"})
	w, _ = w.Step(sim.Input{Kind: sim.Line, Text: "docker create --name box busybox"})
	before := w
	for _, c := range []struct {
		script string
		exit   int
	}{
		{"docker inspect box", 0},
		{"docker inspect bax", 1},
		{"docker rm box", 0},
		{"docker inspect box", 0}, // the one before changed nothing
		{"exit 7", 7},
		{"grep -q 'docker create' ~/.bash_history", 0},
		{"grep -q 'docker start' ~/.bash_history", 1},
		{"sleep 3; false", 1},
		{"if", 2},
	} {
		r := w.Try(c.script, []string{"docker create --name box busybox"})
		if r.Exit == nil || *r.Exit != c.exit {
			t.Errorf("Try(%q) ends with %v, want %d: %s", c.script, r.Exit, c.exit, r.Stderr())
		}
	}
	if r := w.Try("docker run -q busybox sh -c 'while :; do :; done'", nil); r.Exit != nil && *r.Exit == 0 {
		t.Error("a script that never ends is met")
	}
	if !reflect.DeepEqual(before.Scene(), w.Scene()) {
		t.Error("the world has changed")
	}
}
