//go:build !core

package docker

import (
	"fmt"
	"maps"
	"slices"

	"drydock/sim/compose"
	"drydock/sim/proc"
)

// doing is what a batch of changes asks for.
type doing struct {
	rebuild, restart []string
	sync             map[string][]mapped // by service
	execs            map[string][]compose.Hook
}

// manyChanges is how many changes at once are told of.
const manyChanges = 1000

// asked finds out what changes ask for; ok is false when that is too much work.
func (w watching) asked(c Call, batch []string) (d doing, ok bool) {
	d = doing{sync: map[string][]mapped{}, execs: map[string][]compose.Hook{}}
	for _, t := range w.rules {
		m := t.Matcher()
		hit := false
		for _, file := range batch {
			if !c.sys.Spend(1 + t.Patterns()) {
				return d, false
			}
			to, ok := m.Match(file)
			if !ok {
				continue
			}
			hit = true
			if t.Syncs() {
				d.sync[t.Service] = append(d.sync[t.Service], mapped{file, to})
			}
		}
		switch {
		case !hit:
		case t.Action == "rebuild":
			d.rebuild = append(d.rebuild, t.Service)
		case t.Action == "restart", t.Action == "sync+restart":
			d.restart = append(d.restart, t.Service)
		case t.Action == "sync+exec":
			d.execs[t.Service] = append(d.execs[t.Service], t.Exec)
		}
	}
	for _, list := range []*[]string{&d.rebuild, &d.restart} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	return d, true
}

// act does what a batch of changes asks for; what fails is told, and watch goes on.
// Source: docker/compose v5 pkg/compose/watch.go, handleWatchBatch.
func (c Call) act(w watching, batch []string, next step) error {
	d, ok := w.asked(c, batch)
	if !ok {
		return c.then(func(c Call, _ proc.Event) error {
			return c.emit(2, c.warnings([]string{"Error handling changed files: so many changes at once are not simulated"}), next)
		})
	}
	var steps []func(Call, after) error
	if len(d.rebuild) > 0 {
		steps = append(steps, func(c Call, next after) error { return c.rebuild(w, d.rebuild, next) })
	}
	for _, s := range slices.Sorted(maps.Keys(d.sync)) {
		steps = append(steps, func(c Call, next after) error {
			return c.say(w, fmt.Sprintf("Syncing service %q after %d changes were detected", s, len(d.sync[s])), func(c Call) error { return c.sync(w, s, d.sync[s], next) })
		})
	}
	if len(d.restart) > 0 {
		steps = append(steps, func(c Call, next after) error { return c.startAgain(w, d.restart, next) })
	}
	for _, s := range slices.Sorted(maps.Keys(d.execs)) {
		for _, k := range d.execs[s] {
			for _, part := range ofService(c.parts(w.p, false), s) {
				steps = append(steps, func(c Call, next after) error { return c.execShown(part.ID, k, next) })
			}
		}
	}
	if len(batch) > manyChanges {
		text := c.warnings([]string{fmt.Sprintf("Very large batch of file changes detected: %d files. This may impact performance.", len(batch))})
		return c.emit(2, text, func(c Call) error {
			return c.say(w, "Large batch of file changes detected. If you just switched branches, this is expected.", func(c Call) error { return c.inTurn(steps, next) })
		})
	}
	return c.inTurn(steps, next)
}

// after is what comes after a step of watch, which may have failed.
type after func(Call, error) error

// inTurn does steps one after the other, up to the first that fails.
func (c Call) inTurn(steps []func(Call, after) error, next step) error {
	if len(steps) == 0 {
		return next(c)
	}
	return steps[0](c, func(c Call, err error) error {
		if err != nil {
			return c.emit(2, c.warnings([]string{"Error handling changed files: " + err.Error()}), next)
		}
		return c.inTurn(steps[1:], next)
	})
}
