//go:build !core

package docker

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"drydock/sim/compose"
	"drydock/sim/engine"
	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// quietTime is how long files have to stay as they are before watch acts.
// Source: docker/compose v5 pkg/watch/debounce.go.
const quietTime = 500 * time.Millisecond

// watching is watch between two changes. It is a value.
type watching struct {
	p        compose.Project
	services []compose.Service
	rules    []compose.Trigger
	paths    []string // that are looked at
	seen     vfs.Tree // the host's files when watch acted last
	last     vfs.Tree // and when it looked last
	due      time.Time
	mark     string // what stands before what watch says
	quiet    bool   // builds do not show
}

// composeWatch brings the project up and then keeps it as its files are.
// Source: docker/compose v5 cmd/compose/watch.go, pkg/compose/watch.go.
func composeWatch(c Call) error {
	return c.withProject(func(c Call, p compose.Project) error {
		if err := knows(p, c.args); err != nil {
			return err
		}
		p = p.Enable(c.args).Rebuilding()
		if c.on("no-up") {
			services, err := p.Select(c.args, false)
			if err != nil {
				return err
			}
			return c.watchFiles(p, services)
		}
		r := recreation{named: c.args, scale: map[string]int{}}
		return c.created(p, r, "up", func(c Call, p compose.Project, services []compose.Service, show board) error {
			return c.started(p, services, r, show, func(c Call) error { return c.watchFiles(p, services) })
		})
	})
}

// watchFiles begins to look at files, until a signal ends it.
func (c Call) watchFiles(p compose.Project, services []compose.Service) error {
	w, warnings, err := c.watching(p, services)
	if err != nil {
		return err
	}
	w.quiet = c.on("quiet")
	return c.emit(2, c.warnings(warnings), func(c Call) error {
		return c.begin(w, func(c Call, w watching) error { return c.attend(w) })
	})
}

// watching are the rules of services. Errors: none has any, and rules that
// cannot be followed.
func (c Call) watching(p compose.Project, services []compose.Service) (watching, []string, error) {
	w := watching{p: p, services: services, seen: c.host().Root(), last: c.host().Root()}
	var warnings []string
	for _, s := range services {
		rules, err := s.Triggers(c.sys)
		if err != nil {
			return w, warnings, err
		}
		for _, t := range rules {
			if t.Action == "rebuild" && !s.Built() {
				return w, warnings, fmt.Errorf("can't watch service %q with action rebuild without a build context", s.Name)
			}
			if copies(t) && s.Mounts(t.Path) {
				warnings = append(warnings, fmt.Sprintf("path '%s' also declared by a bind mount volume, this path won't be monitored!\n", t.Path))
				continue
			}
			w.paths = append(w.paths, t.Path)
		}
		w.rules = append(w.rules, rules...)
	}
	if len(w.paths) == 0 {
		return w, warnings, errors.New("none of the selected services is configured for watch, consider setting a 'develop' section")
	}
	slices.Sort(w.paths)
	w.paths = slices.Compact(w.paths)
	return w, warnings, nil
}

// copies tells of a rule that does nothing but copy, or copy and start again.
func copies(t compose.Trigger) bool { return t.Action == "sync" || t.Action == "sync+restart" }

// begin copies what has changed since the images were made, where that is
// asked for, and says that files are looked at.
func (c Call) begin(w watching, next func(Call, watching) error) error {
	for _, t := range w.rules {
		if t.Initial && copies(t) {
			if err := c.syncFirst(w, t); err != nil {
				return err
			}
		}
	}
	return c.say(w, "Watch enabled", func(c Call) error { return next(c, w) })
}

// say writes lines of watch's own.
func (c Call) say(w watching, text string, next step) error {
	var b strings.Builder
	for line := range strings.SplitSeq(text, "\n") {
		b.WriteString(w.mark + line + "\n")
	}
	return c.emit(1, b.String(), next)
}

// attend waits for changes and acts on them, for ever.
func (c Call) attend(w watching) error {
	w, batch := w.look(c)
	if len(batch) > 0 {
		return c.act(w, batch, func(c Call) error { return c.attend(w) })
	}
	w.wait(c)
	return c.then(func(c Call, _ proc.Event) error { return c.attend(w) })
}

// wait asks to be woken when there may be something to do.
func (w watching) wait(c Call) {
	if !w.due.IsZero() {
		c.sys.Sleep(max(w.due.Sub(c.sys.Now()), time.Millisecond))
	}
	c.sys.Await(engine.HostFiles)
}

// look takes note of changes; once there have been none for a while, it
// returns those of before.
func (w watching) look(c Call) (watching, []string) {
	now, root := c.sys.Now(), c.host().Root()
	if w.changed(root) {
		w.due = now.Add(quietTime)
	}
	w.last = root
	if w.due.IsZero() || now.Before(w.due) {
		return w, nil
	}
	var all []string
	for _, p := range w.paths {
		all = append(all, changesOf(p, w.seen, root)...)
	}
	w.seen, w.due = root, time.Time{}
	slices.Sort(all)
	return w, slices.Compact(all)
}

// changed tells whether something that is looked at has changed since the last look.
func (w watching) changed(root vfs.Tree) bool {
	return slices.ContainsFunc(w.paths, func(p string) bool {
		a, had := w.last.Sub(p)
		b, has := root.Sub(p)
		return had != has || had && !a.Same(b)
	})
}

// changesOf are the files below a path, or at it, that one tree has otherwise
// than another. A directory is one where it was made or is gone.
func changesOf(p string, before, after vfs.Tree) []string {
	a, _ := before.Lookup(p)
	b, _ := after.Lookup(p)
	if !a.IsDir() && !b.IsDir() {
		if a.Same(b) {
			return nil
		}
		return []string{p}
	}
	old, _ := before.Sub(p)
	now, _ := after.Sub(p)
	var all []string
	for _, ch := range vfs.Diff(old, now) {
		file := path.Join(p, ch.Path)
		n, _ := now.Lookup(ch.Path)
		switch {
		case ch.Kind == vfs.Modified && n.IsDir():
		case ch.Kind == vfs.Deleted:
			gone, _ := old.Sub(ch.Path)
			for below := range gone.Walk() {
				all = append(all, path.Join(file, below))
			}
		default:
			all = append(all, file)
		}
	}
	return all
}
