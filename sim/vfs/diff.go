package vfs

import (
	"path"
	"sort"
)

// Kind says what happened to a path. Source: Engine API, GET /containers/{id}/changes.
type Kind byte

// The kinds of change, with the letters docker diff prints.
const (
	Modified Kind = 'C'
	Added    Kind = 'A'
	Deleted  Kind = 'D'
)

// Change is one path that differs between two trees.
type Change struct {
	Kind Kind
	Path string
}

// Diff returns what upper changes of lower, in path order: added and deleted
// paths (of a deleted directory only the directory itself), modified files,
// and the directories that hold any of these. What the two trees share costs
// nothing to compare.
func Diff(lower, upper Tree) []Change {
	var changes []Change
	diff("/", lower.root, upper.root, &changes)
	sort.SliceStable(changes, func(i, j int) bool { return changes[i].Path < changes[j].Path })
	return changes
}

func diff(p string, a, b *Node, out *[]Change) {
	if a == b || b == nil {
		return
	}
	if a == nil {
		a = &Node{Mode: b.Mode}
	}
	before := len(*out)
	for name, kid := range b.kids.All() {
		full := path.Join(p, name)
		old, had := a.kids.Get(name)
		switch {
		case !had:
			added(full, kid, out)
		case old != kid && old.IsDir() && kid.IsDir():
			diff(full, old, kid, out)
		case old != kid && !old.Same(*kid):
			*out = append(*out, Change{Modified, full})
			if kid.IsDir() {
				for name, grandkid := range kid.kids.All() {
					added(path.Join(full, name), grandkid, out)
				}
			}
		}
	}
	for name := range a.kids.All() {
		if !b.kids.Has(name) {
			*out = append(*out, Change{Deleted, path.Join(p, name)})
		}
	}
	if p != "/" && (len(*out) > before || !sameDir(a, b)) {
		*out = append(*out, Change{Modified, p})
	}
}

// sameDir compares what chmod, chown and the like change of a directory; its
// time moves with its entries and counts only through them.
func sameDir(a, b *Node) bool { return a.Mode == b.Mode && a.UID == b.UID && a.GID == b.GID }

func added(p string, n *Node, out *[]Change) {
	*out = append(*out, Change{Added, p})
	for name, kid := range n.kids.All() {
		added(path.Join(p, name), kid, out)
	}
}
