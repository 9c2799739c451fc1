package sim

import (
	"strings"

	"drydock/sim/engine"
)

// Shared is the Input that brings what a world has pushed to the shared
// registry under a reference into another world. Errors: not found when it has
// no such image, invalid argument when it is too large.
func (w World) Shared(ref string) (Input, error) {
	text, err := w.host.SharedImage(ref)
	return Input{Kind: Share, Path: ref, Text: text}, err
}

// Pushed are the references that a Step pushed to the shared registry, in order.
func (w World) Pushed(events []engine.Event) (refs []string) {
	for _, e := range events {
		if e.Type == "image" && e.Action == "push" && w.opts.Shared != "" && domain(e.ID) == w.opts.Shared {
			refs = append(refs, e.ID)
		}
	}
	return refs
}

func domain(ref string) string {
	name, _, ok := strings.Cut(ref, "/")
	if !ok {
		return ""
	}
	return name
}
