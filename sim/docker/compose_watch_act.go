//go:build !core

package docker

import (
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"time"

	"drydock/sim/compose"
	"drydock/sim/engine"
	"drydock/sim/proc"
)

// doing is what a batch of changes asks for.
type doing struct {
	rebuild, restart []string
	sync             map[string][]mapped // by service
	execs            map[string][]compose.Hook
}

// mapped is a file of the host and where it goes in containers.
type mapped struct{ from, to string }

// manyChanges is how many changes at once are told of.
const manyChanges = 1000

// asked finds out what changes ask for.
func (w watching) asked(c Call, batch []string) doing {
	d := doing{sync: map[string][]mapped{}, execs: map[string][]compose.Hook{}}
	for _, t := range w.rules {
		m := t.Matcher()
		hit := false
		for _, file := range batch {
			if !c.sys.Spend(1) {
				return d
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
	return d
}

// act does what a batch of changes asks for; what fails is told, and watch goes on.
// Source: docker/compose v5 pkg/compose/watch.go, handleWatchBatch.
func (c Call) act(w watching, batch []string, next step) error {
	d := w.asked(c, batch)
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

// sync copies files into all containers of a service, and removes those there
// that are gone here.
// Source: docker/compose v5 internal/sync/tar.go.
func (c Call) sync(w watching, service string, files []mapped, next after) error {
	var entries []engine.ArchiveEntry
	remove := []string{"rm", "-rf"}
	for _, f := range files {
		if _, err := c.sys.Lstat(f.from); err != nil {
			remove = append(remove, f.to)
			continue
		}
		entries = append(entries, c.archived(f)...)
	}
	return c.syncEach(ofService(c.parts(w.p, false), service), entries, remove, nil, next)
}

// archived are the entries of an archive for a file, or a directory with all in it.
func (c Call) archived(f mapped) []engine.ArchiveEntry {
	root := c.host().Root()
	n, err := root.Lookup(f.from)
	if err != nil {
		return nil
	}
	if !n.IsDir() {
		return []engine.ArchiveEntry{{Name: strings.TrimPrefix(f.to, "/"), Node: n}}
	}
	var all []engine.ArchiveEntry
	sub, _ := root.Sub(f.from)
	for below, n := range sub.Walk() {
		all = append(all, engine.ArchiveEntry{Name: strings.TrimPrefix(path.Join(f.to, below), "/"), Node: n})
	}
	return all
}

func (c Call) syncEach(parts []part, entries []engine.ArchiveEntry, remove []string, errs []error, next after) error {
	if len(parts) == 0 {
		return next(c, errors.Join(errs...))
	}
	k := parts[0]
	add := func(c Call) error {
		h, err := c.host().CopyToContainer(k.ID, "/", entries, engine.CopyOptions{})
		if err := c.ask(h, err); err != nil {
			errs = append(errs[:len(errs):len(errs)], fmt.Errorf("copying files to %s: %w", k.ID, err))
		}
		return c.syncEach(parts[1:], entries, remove, errs, next)
	}
	if len(remove) == 2 {
		return add(c)
	}
	return c.execShown(k.ID, compose.Hook{Command: remove}, func(c Call, err error) error {
		if err != nil {
			errs = append(errs[:len(errs):len(errs)], fmt.Errorf("deleting paths in %s: %s", k.ID, strings.Replace(err.Error(), "exit status", "exit code", 1)))
		}
		return add(c)
	})
}

// execShown runs a command in a container and shows what it writes.
func (c Call) execShown(container string, k compose.Hook, next after) error {
	id, err := c.execHook(container, k)
	if err != nil {
		return next(c, err)
	}
	return c.follow(session{id: id, out: true, err: true, detached: exit(0), ended: func(c Call, code int) error {
		if code != 0 {
			return next(c, fmt.Errorf("exit status %d", code))
		}
		return next(c, nil)
	}})
}

// syncFirst copies what is newer than the image of a service.
func (c Call) syncFirst(w watching, t compose.Trigger) error {
	own := ofService(c.parts(w.p, false), t.Service)
	if len(own) == 0 {
		return errors.New("could not get created time for service's image")
	}
	img, err := c.host().Image(own[0].ImageID)
	if err != nil {
		return c.refused(err)
	}
	st, err := c.sys.Stat(t.Path)
	if err != nil {
		return fmt.Errorf("stat %s: %s", t.Path, strings.ToLower(err.Error()))
	}
	s, _ := w.p.Service(t.Service)
	var entries []engine.ArchiveEntry
	for _, f := range c.newer(t, st, img.Created) {
		if !s.Mounts(f.from) {
			entries = append(entries, c.archived(f)...)
		}
	}
	for _, k := range own {
		h, err := c.host().CopyToContainer(k.ID, "/", entries, engine.CopyOptions{})
		if err := c.ask(h, err); err != nil {
			return fmt.Errorf("copying files to %s: %w", k.ID, err)
		}
	}
	return nil
}

// newer are the files that a rule means and that were changed at a moment or later.
func (c Call) newer(t compose.Trigger, st proc.Stat, at time.Time) []mapped {
	m := t.Matcher()
	if !st.IsDir() {
		if to, ok := m.Match(t.Path); ok && st.ModTime.After(at) {
			return []mapped{{t.Path, to}}
		}
		return nil
	}
	var all []mapped
	sub, _ := c.host().Root().Sub(t.Path)
	for below, n := range sub.Walk() {
		file := path.Join(t.Path, below)
		if to, ok := m.Match(file); ok && !n.IsDir() && !n.ModTime.Before(at) && c.sys.Spend(1) {
			all = append(all, mapped{file, to})
		}
	}
	return all
}
