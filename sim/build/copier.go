package build

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"drydock/sim/vfs"
)

// copier copies files into a tree as COPY and ADD do.
type copier struct {
	w        copying
	to       vfs.Tree
	now      time.Time
	uid, gid int
	own      bool  // --chown
	chmod    chmod // --chmod
}

func newCopier(w copying, to vfs.Tree, now time.Time) (copier, error) {
	c := copier{w: w, to: to, now: now}
	var err error
	if w.chown != "" {
		if c.uid, c.gid, err = ownerOf(to, w.chown); err != nil {
			return c, err
		}
		c.own = true
	}
	if w.chmod != "" {
		if c.chmod, err = chmodOf(w.chmod); err != nil {
			return c, err
		}
	}
	return c, nil
}

// all copies every source from a tree.
func (c *copier) all(from vfs.Tree) error {
	many := len(c.w.sources)+len(c.w.inline) > 1
	for _, src := range c.w.sources {
		found := glob(from, path.Join("/", src))
		for _, p := range found {
			n, err := from.Lookup(p)
			if err != nil {
				continue
			}
			switch {
			case c.w.in.Parents:
				err = c.keepingParents(from, src, p)
			case n.IsDir():
				err = c.dir(from, p, strings.TrimSuffix(c.w.dest, "/"))
			default:
				err = c.file(from, p, n, many || len(found) > 1)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// file copies one file; ADD unpacks an archive.
func (c *copier) file(from vfs.Tree, p string, n vfs.Node, many bool) error {
	if n.IsSymlink() {
		if full, err := from.Resolve(p, true); err == nil && from.Has(full) {
			if n, err = from.Lookup(full); err != nil {
				return err
			}
			if n.IsDir() {
				return c.dir(from, full, strings.TrimSuffix(c.w.dest, "/"))
			}
		}
	}
	unpack := c.w.in.Name == "ADD" && (c.w.in.Unpack == nil || *c.w.in.Unpack)
	if files, ok := archive(n.Data); ok && unpack {
		return c.unpack(files)
	}
	return c.put(p, n, many)
}

// put writes one file to the destination, or into it when that is a directory.
func (c *copier) put(p string, n vfs.Node, many bool) error {
	target := strings.TrimSuffix(c.w.dest, "/")
	if target == "" {
		target = "/"
	}
	full := c.resolve(target)
	if on, err := c.to.Lookup(full); strings.HasSuffix(c.w.dest, "/") || many || err == nil && on.IsDir() {
		full = path.Join(full, path.Base(p))
	}
	return c.write(full, n)
}

// resolve follows the links on the way to a path of the destination.
func (c *copier) resolve(p string) string {
	for up := path.Clean(p); ; up = path.Dir(up) {
		if full, err := c.to.Resolve(up, true); err == nil {
			return path.Join(full, strings.TrimPrefix(p, up))
		}
		if up == "/" {
			return p
		}
	}
}

// dir copies what is in a directory into another.
func (c *copier) dir(from vfs.Tree, p, dest string) error {
	if dest == "" {
		dest = "/"
	}
	dest = c.resolve(dest)
	if err := c.mkdir(dest); err != nil {
		return err
	}
	sub, ok := from.Sub(p)
	if !ok {
		return nil
	}
	for rel, n := range sub.Walk() {
		if rel == "/" {
			continue
		}
		if err := c.write(path.Join(dest, rel), n); err != nil {
			return err
		}
	}
	return nil
}

// keepingParents copies a path that a source has found with the directories
// above it (--parents). A pivot "/./" in the source cuts off what stands before it.
func (c *copier) keepingParents(from vfs.Tree, src, p string) error {
	rel := p
	if before, _, ok := strings.Cut("/"+src, "/./"); ok {
		rel = strings.TrimPrefix(p, path.Clean("/"+before))
	}
	dest := path.Join("/", strings.TrimSuffix(c.w.dest, "/"), rel)
	n, err := from.Lookup(p)
	if err != nil {
		return err
	}
	if n.IsDir() {
		return c.dir(from, p, dest)
	}
	return c.write(dest, n)
}

// write puts a node at a path, with the owner and mode asked for.
func (c *copier) write(full string, n vfs.Node) error {
	if c.own {
		n.UID, n.GID = c.uid, c.gid
	} else if c.w.context {
		n.UID, n.GID = 0, 0
	}
	if c.chmod != nil && !n.IsSymlink() {
		n.Mode = c.chmod.apply(n.Mode)
	}
	if err := c.mkdir(path.Dir(full)); err != nil {
		return err
	}
	old, err := c.to.Lookup(full)
	if err == nil && old.IsDir() && !n.IsDir() {
		return fmt.Errorf("cannot copy to non-directory: %s", full)
	}
	if err == nil && !old.IsDir() && n.IsDir() {
		return fmt.Errorf("cannot overwrite non-directory %s with directory", full)
	}
	if n.IsDir() && err == nil {
		n.ModTime = old.ModTime
	}
	to, err := c.to.Put(full, bare(n))
	if err != nil {
		return fmt.Errorf("failed to copy files: %s", strings.ToLower(err.Error()))
	}
	c.to = to
	return nil
}

// bare is a node without the entries of a directory.
func bare(n vfs.Node) vfs.Node {
	return vfs.Node{Mode: n.Mode, UID: n.UID, GID: n.GID, ModTime: n.ModTime, Size: n.Size, Data: n.Data, Hole: n.Hole}
}

// mkdir makes a directory and those above it.
func (c *copier) mkdir(p string) error {
	d := vfs.Dir(0o755, c.now)
	if c.own {
		d.UID, d.GID = c.uid, c.gid
	}
	to, err := c.to.MkdirAll(p, d)
	if err != nil {
		return fmt.Errorf("failed to copy files: mkdir %s: not a directory", p)
	}
	c.to = to
	return nil
}

// isPattern tells whether a path has anything to match in it.
func isPattern(p string) bool { return strings.ContainsAny(p, "*?[") }

// glob are the paths that fit, in order. A path without a pattern is itself
// when it is there, with the links on the way followed.
func glob(t vfs.Tree, pattern string) []string {
	if !isPattern(pattern) {
		if t.Has(pattern) {
			return []string{pattern}
		}
		if full, err := t.Resolve(pattern, true); err == nil && t.Has(full) {
			return []string{full}
		}
		return nil
	}
	found := []string{"/"}
	for _, part := range strings.Split(strings.Trim(pattern, "/"), "/") {
		var next []string
		for _, dir := range found {
			if part == "**" {
				sub, _ := t.Sub(dir)
				for p, n := range sub.Walk() {
					if n.IsDir() {
						next = append(next, path.Join(dir, p))
					}
				}
				continue
			}
			for name := range t.ReadDir(dir) {
				if ok, err := path.Match(part, name); ok && err == nil {
					next = append(next, path.Join(dir, name))
				}
			}
		}
		slices.Sort(next)
		found = slices.Compact(next)
	}
	return found
}
