package templates

import (
	"fmt"
	"strings"

	"drydock/sim/scene"
)

// buildWords counts the steps of a build: 2 hits, 1 miss.
func buildWords(b scene.Build) string {
	hits, failed := b.Hits(), 0
	for _, s := range b.Steps {
		if s.Outcome == "failed" {
			failed++
		}
	}
	text := count(hits, "hit") + ", "
	if n := len(b.Steps) - hits - failed; n == 1 {
		text += "1 miss"
	} else {
		text += fmt.Sprintf("%d misses", n)
	}
	if failed > 0 || b.State == "failed" {
		text += ", failed"
	}
	return text
}

// sameStep tells whether a pair of steps of two builds made one layer.
func sameStep(a, b scene.Build, p [2]int) bool {
	if p[0] < 0 || p[1] < 0 {
		return false
	}
	x, y := a.Steps[p[0]], b.Steps[p[1]]
	return x.Text == y.Text && x.Layer == y.Layer && x.Outcome != "failed" && y.Outcome != "failed"
}

// shortOf is an id as Docker shows it.
func shortOf(id string) string {
	id = strings.TrimPrefix(id, "sha256:")
	return id[:min(12, len(id))]
}

// stepWhere is where a step stands: its line and its stage.
func stepWhere(s scene.BuildStep) string {
	where := fmt.Sprintf("line %d", s.Line)
	if s.Stage != "" {
		where += ", stage " + s.Stage
	}
	return where
}
