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

// sameStep tells whether a step of two builds made one layer.
func sameStep(a, b scene.Build, i int) bool {
	return i < len(a.Steps) && i < len(b.Steps) && a.Steps[i].Text == b.Steps[i].Text && a.Steps[i].Layer == b.Steps[i].Layer
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
