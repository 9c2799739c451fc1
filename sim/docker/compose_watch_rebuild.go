//go:build !core

package docker

import (
	"fmt"
	"slices"

	"drydock/sim/compose"
	"drydock/sim/engine"
)

// rebuild builds the images of services anew and puts new containers in the
// place of theirs.
func (c Call) rebuild(w watching, names []string, next after) error {
	var services []compose.Service
	for _, s := range w.services {
		if slices.Contains(names, s.Name) {
			services = append(services, s)
		}
	}
	failed := func(words string) func(Call, error) error {
		return func(c Call, err error) error {
			return c.say(w, words+" Error: "+err.Error(), func(c Call) error { return next(c, err) })
		}
	}
	return c.say(w, fmt.Sprintf("Rebuilding service(s) %q after changes were detected...", names), func(c Call) error {
		return c.buildAgain(w, services, failed("Build failed."), func(c Call) error {
			return c.say(w, fmt.Sprintf("service(s) %q successfully built", names), func(c Call) error {
				return c.renew(w, names, failed("Failed to recreate services after update."), failed("Application failed to start after update."), next)
			})
		})
	})
}

// buildAgain builds as watch shows it: line by line.
func (c Call) buildAgain(w watching, services []compose.Service, failed after, next step) error {
	v, all, show, err := c.bakingOf(w.p, services, w.board(c))
	if err != nil {
		return failed(c, err)
	}
	v.tty, v.quiet, v.mark, v.failed = false, w.quiet, w.mark, failed
	return c.emit(2, show.draw(c, false), func(c Call) error {
		return c.bakeServices(v, func(c Call) error {
			for _, b := range all {
				show = show.tell(c, "Image "+b.Image, "Built", "", false)
			}
			return c.emit(2, show.draw(c, true), next)
		})
	})
}

// board shows work line by line, on a terminal too.
func (w watching) board(c Call) board {
	b := c.newBoard("")
	b.simple = b.columns > 0
	return b
}

// renew makes the containers of services anew and starts them.
func (c Call) renew(w watching, names []string, unmade, unstarted, next after) error {
	b := c.planner(w.p)
	need, _, err := b.resources(w.services)
	if err != nil {
		return unmade(c, err)
	}
	r := recreation{force: true, named: names}
	if err := b.converge(w.services, r, need); err != nil {
		return unmade(c, err)
	}
	return c.perform(b.tasks, w.board(c), func(c Call, show board, err error) error {
		if err != nil {
			return unmade(c, err)
		}
		b := c.planner(w.p)
		named := w.p.Dependents(names, func(compose.Dependency) bool { return true })
		services, err := w.p.Select(named, true)
		if err != nil {
			return unstarted(c, err)
		}
		b.startAll(services, r.replicas, nil, false)
		return c.perform(silent(b.tasks, show), show, func(c Call, _ board, err error) error {
			if err != nil {
				return unstarted(c, err)
			}
			return next(c, nil)
		})
	})
}

// silent is a plan whose starts do not show on a terminal, where they would
// stand among what containers write.
func silent(plan []task, show board) []task {
	if show.columns == 0 {
		return plan
	}
	plan = slices.Clone(plan)
	for i := range plan {
		plan[i].begin, plan[i].unseen = "", true
	}
	return plan
}

// startAgain restarts services, and those that are to be restarted with them.
func (c Call) startAgain(w watching, names []string, next after) error {
	services, err := w.p.Select(w.p.Dependents(names, compose.Dependency.Restarts), true)
	if err != nil {
		return next(c, err)
	}
	show := w.board(c)
	return c.perform(silent(c.restartPlan(w.p, services, engine.StopOptions{}), show), show, func(c Call, _ board, err error) error {
		if err != nil {
			return next(c, err)
		}
		return c.say(w, fmt.Sprintf("service(s) %q restarted", names), func(c Call) error { return next(c, nil) })
	})
}
