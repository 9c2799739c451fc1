//go:build !core

package docker

import (
	"fmt"
	"slices"
	"strings"

	"drydock/sim/compose"
	"drydock/sim/engine"
)

// upWatching is up that looks at files too.
func (c Call) upWatching(a attached, next func(Call, attached) error) error {
	if !slices.ContainsFunc(a.services, compose.Service.Watched) {
		return fmt.Errorf("none of the selected services is configured for watch, see https://docs.docker.com/compose/how-tos/file-watch/")
	}
	w, warnings, err := c.watching(a.p, a.services)
	if err != nil {
		return err
	}
	a.watches = true
	width := len("#watch")
	for _, s := range a.tail.sources {
		width = max(width, len(s.name))
	}
	a.tail.least = len("#watch")
	if !a.tail.bare {
		w.mark = strings.Repeat(" ", width+1) + " ⦿ "
		if a.tail.coloured {
			w.mark = "\x1b[92m" + w.mark + "\x1b[0m"
		}
	}
	return c.emit(2, c.warnings(warnings), func(c Call) error {
		return c.begin(w, func(c Call, w watching) error {
			a.watch = w
			return next(c, a)
		})
	})
}

// again is the tail with the containers that have been started again since, and
// those that took the place of others.
// Source: docker/compose v5 pkg/compose/monitor.go.
func (a attached) again(c Call) tail {
	t, h := a.tail, c.host()
	if a.ending || !a.work.idle() {
		return t
	}
	for _, k := range partsOf(h, a.p.Name, false) {
		i := slices.IndexFunc(t.sources, func(s source) bool { return s.id == k.ID })
		switch {
		case i >= 0 && t.sources[i].done && k.State == engine.Running:
			t.sources = slices.Clone(t.sources)
			s := &t.sources[i]
			s.done, s.ended, s.exits = false, endedSince(k.Container), k.Exits
		case i < 0 && k.State == engine.Running && a.replaces(k):
			s := sourceOf(k, a.p.Name)
			t.sources = append(t.sources[:len(t.sources):len(t.sources)], s)
			t.said += "\r\x1b[K" + s.name + " has been recreated\n"
		}
	}
	return t
}

// replaces tells whether a container goes by the name of one that was shown.
func (a attached) replaces(k part) bool {
	name := strings.TrimPrefix(k.Name, a.p.Name+"-")
	return slices.ContainsFunc(a.tail.sources, func(s source) bool { return s.name == name })
}
