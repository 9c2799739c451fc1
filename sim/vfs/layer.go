package vfs

import (
	"fmt"
	"iter"
	"path"
	"time"

	"drydock/sim/persist"
)

// Layer is what one image layer, or the writable layer of a container, holds:
// files that stand over those below, and whiteouts that hide them. It is a
// value; a Layer never changes. Source: OCI image spec, layer.md.
type Layer struct{ entries persist.Map[string, *entry] }

type entry struct {
	node     Node
	whiteout bool // hides the path below
	opaque   bool // a directory that hides all entries below
}

// LayerOf returns the layer that turns lower into upper.
func LayerOf(lower, upper Tree) Layer {
	var l Layer
	for _, c := range Diff(lower, upper) {
		if c.Kind == Deleted {
			l.entries = l.entries.Set(c.Path, &entry{whiteout: true})
			continue
		}
		n := *upper.node(c.Path)
		n.kids = persist.Map[string, *Node]{}
		old := lower.node(c.Path)
		l.entries = l.entries.Set(c.Path, &entry{node: n, opaque: n.IsDir() && old != nil && !old.IsDir()})
	}
	return l
}

// Apply returns the tree t with the layer over it. The layer has to fit: see ApplyTo.
func (l Layer) Apply(t Tree) Tree {
	n, err := l.ApplyTo(t)
	if err != nil {
		panic("vfs: layer does not fit its tree: " + err.Error())
	}
	return n
}

// ApplyTo returns the tree t with the layer over it; directories on the way to
// its files are made. Errors: the layer has a file beneath something of its
// own or below that is no directory.
func (l Layer) ApplyTo(t Tree) (Tree, error) {
	for p, e := range l.entries.All() {
		var err error
		switch {
		case e.whiteout:
			if t.Has(p) {
				t, err = t.Remove(p, t.node(path.Dir(p)).ModTime)
			}
		default:
			if e.opaque && t.Has(p) {
				t, _ = t.Remove(p, e.node.ModTime)
			}
			if t, err = t.MkdirAll(path.Dir(p), Dir(0o755, e.node.ModTime)); err == nil {
				t, err = t.Put(p, e.node)
			}
		}
		if err != nil {
			return t, fmt.Errorf("%s: %w", p, err)
		}
	}
	return t, nil
}

// With returns the layer with n at p: how a layer is written by hand.
func (l Layer) With(p string, n Node) Layer {
	l.entries = l.entries.Set(p, &entry{node: n})
	return l
}

// Whiteout returns the layer with p hidden.
func (l Layer) Whiteout(p string) Layer {
	l.entries = l.entries.Set(p, &entry{whiteout: true})
	return l
}

// Mentions tells whether the layer itself holds p, and whether as a whiteout.
func (l Layer) Mentions(p string) (held, whiteout bool) {
	e, ok := l.entries.Get(p)
	return ok, ok && e.whiteout
}

// All yields the layer's paths in order, with a nil node for a whiteout.
func (l Layer) All() iter.Seq2[string, *Node] {
	return func(yield func(string, *Node) bool) {
		for p, e := range l.entries.All() {
			n := &e.node
			if e.whiteout {
				n = nil
			}
			if !yield(p, n) {
				return
			}
		}
	}
}

// Len is the number of paths, whiteouts included.
func (l Layer) Len() int { return l.entries.Len() }

// Size is the sum of the sizes of the regular files held, in bytes.
func (l Layer) Size() int64 {
	var sum int64
	for _, e := range l.entries.All() {
		if e.node.Mode.IsRegular() && !e.whiteout {
			sum += e.node.Size
		}
	}
	return sum
}

// Files returns a layer of directories, links and files: a path ending in "/"
// is a directory, a value beginning with "-> " a link, all else a file (0755
// when its data begins with "#!", else 0644). Parents are implied by Apply.
func Files(at time.Time, files map[string]string) Layer {
	var l Layer
	for p, data := range files { // order cannot be seen: entries are sorted
		switch {
		case p[len(p)-1] == '/':
			l = l.With(path.Clean(p), Dir(0o755, at))
		case len(data) > 3 && data[:3] == "-> ":
			l = l.With(p, Symlink(data[3:], at))
		case len(data) > 2 && data[:2] == "#!":
			l = l.With(p, File(0o755, data, at))
		default:
			l = l.With(p, File(0o644, data, at))
		}
	}
	return l
}
