//go:build !core

package docker

import (
	"errors"
	"fmt"
	"path"
	"strings"
	"time"

	"drydock/sim/compose"
	"drydock/sim/engine"
	"drydock/sim/proc"
)

// mapped is a file of the host and where it goes in containers.
type mapped struct{ from, to string }

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
		if err := c.copyInto(k.ID, entries); err != nil {
			errs = append(errs[:len(errs):len(errs)], err)
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

func (c Call) copyInto(container string, entries []engine.ArchiveEntry) error {
	h, err := c.host().CopyToContainer(container, "/", entries, engine.CopyOptions{})
	if err := c.ask(h, err); err != nil {
		return fmt.Errorf("copying files to %s: %w", container, err)
	}
	return nil
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
		if err := c.copyInto(k.ID, entries); err != nil {
			return err
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
