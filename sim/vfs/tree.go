// Package vfs holds file trees as values: lookup, change, union and diff.
//
// A Tree is a directory tree whose directories are persistent maps. Changing a
// file copies the directories above it and shares all the rest, so an image of
// any number of layers is one Tree, merged once, and looking a path up costs
// the same whatever the number of layers it came from. A container's root file
// system starts as its image's Tree; what differs from it is the writable
// layer, found by comparing the two (Diff, LayerOf) wherever they do not share.
package vfs

import (
	"io/fs"
	"iter"
	"path"
	"strings"
	"time"

	"drydock/sim/persist"
)

// Node is one file, directory, symbolic link or device of a Tree.
type Node struct {
	Mode     fs.FileMode // type, permission, setuid, setgid and sticky bits
	UID, GID int
	ModTime  time.Time
	// Size is the length in bytes that ls shows. Data may be shorter: the
	// bytes of a 40 MB program are not stored.
	Size int64
	// Data is the content of a file, the target of a symbolic link, or the
	// name of a device.
	Data string
	// Hole says that zero bytes which are not stored follow Data up to Size.
	Hole bool
	// Link is the number of a file that has had more than one name in its
	// tree, else 0; Links is how many it has now.
	Link  uint64
	Links int
	kids  persist.Map[string, *Node]
}

// File returns a regular file of the given permission bits holding data, owned by root.
func File(perm fs.FileMode, data string, at time.Time) Node {
	return Node{Mode: perm, ModTime: at, Size: int64(len(data)), Data: data}
}

// Dir returns an empty directory of the given permission bits, owned by root.
func Dir(perm fs.FileMode, at time.Time) Node {
	return Node{Mode: fs.ModeDir | perm, ModTime: at, Size: 4096}
}

// Symlink returns a symbolic link to target, owned by root.
func Symlink(target string, at time.Time) Node {
	return Node{Mode: fs.ModeSymlink | 0o777, ModTime: at, Size: int64(len(target)), Data: target}
}

// IsDir tells whether n is a directory.
func (n Node) IsDir() bool { return n.Mode.IsDir() }

// IsSymlink tells whether n is a symbolic link.
func (n Node) IsSymlink() bool { return n.Mode&fs.ModeSymlink != 0 }

// Entries is the number of entries of the directory n.
func (n Node) Entries() int { return n.kids.Len() }

// Blocks is the space n takes on a disk, in blocks of 4096 bytes: one for a
// directory, none for an empty file or a link whose target fits its inode.
// Source: ext4, inline symbolic links.
func (n Node) Blocks() int64 {
	switch {
	case n.IsDir():
		return 1
	case n.Mode.IsRegular() || n.IsSymlink() && n.Size >= 60:
		return (n.Size + 4095) / 4096
	}
	return 0
}

// Same tells whether n and o have the same content and metadata. The entries
// of directories are not compared.
func (n Node) Same(o Node) bool {
	return n.Mode == o.Mode && n.UID == o.UID && n.GID == o.GID && n.Size == o.Size &&
		n.Data == o.Data && n.ModTime.Equal(o.ModTime)
}

// Tree is an immutable directory tree. Its paths are clean and absolute
// ("/etc/hosts"); symbolic links in them are not followed, see Resolve. The
// zero Tree is an empty root directory.
type Tree struct{ root *Node }

// NewTree returns a Tree with nothing but its root directory.
func NewTree(at time.Time) Tree {
	root := Dir(0o755, at)
	return Tree{&root}
}

func (t Tree) node(p string) *Node {
	n := t.root
	if n == nil {
		return nil
	}
	for rest := p[1:]; rest != ""; {
		var name string
		name, rest, _ = strings.Cut(rest, "/")
		kid, ok := n.kids.Get(name)
		if !ok {
			return nil
		}
		n = kid
	}
	return n
}

// Lookup returns the node at p. Errors: ENOENT; ENOTDIR when p leads through
// something that is not a directory.
func (t Tree) Lookup(p string) (Node, error) {
	if n := t.node(p); n != nil {
		return *n, nil
	}
	for up := path.Dir(p); ; up = path.Dir(up) {
		if n := t.node(up); n != nil {
			if !n.IsDir() {
				return Node{}, ENOTDIR
			}
			return Node{}, ENOENT
		}
		if up == "/" {
			return Node{}, ENOENT
		}
	}
}

// Has tells whether there is a node at p.
func (t Tree) Has(p string) bool { return t.node(p) != nil }

// ReadDir yields the names and nodes in the directory at p, sorted by name;
// nothing when p is not a directory.
func (t Tree) ReadDir(p string) iter.Seq2[string, Node] {
	return func(yield func(string, Node) bool) {
		n := t.node(p)
		if n == nil {
			return
		}
		for name, kid := range n.kids.All() {
			if !yield(name, *kid) {
				return
			}
		}
	}
}

// Put returns a Tree with n at p, whose parent directory has to exist. A
// directory put over a directory keeps its entries. The parent's modification
// time becomes n's when an entry is new. Errors: as Lookup of the parent.
func (t Tree) Put(p string, n Node) (Tree, error) {
	if p == "/" {
		if t.root != nil {
			n.kids = t.root.kids
		}
		return Tree{&n}, nil
	}
	if up, err := t.Lookup(path.Dir(p)); err != nil {
		return t, err
	} else if !up.IsDir() {
		return t, ENOTDIR
	}
	return Tree{t.root.put(p[1:], n)}, nil
}

func (n *Node) put(rest string, leaf Node) *Node {
	name, rest, deeper := strings.Cut(rest, "/")
	c := *n
	old, had := n.kids.Get(name)
	switch {
	case deeper:
		c.kids = n.kids.Set(name, old.put(rest, leaf))
	default:
		if had && old.IsDir() && leaf.IsDir() {
			leaf.kids = old.kids
		}
		c.kids = n.kids.Set(name, &leaf)
		if !had {
			c.ModTime = leaf.ModTime
		}
	}
	return &c
}

// MkdirAll returns a Tree in which p and all above it are directories, new
// ones as n. Errors: ENOTDIR when something else is in the way.
func (t Tree) MkdirAll(p string, n Node) (Tree, error) {
	old, err := t.Lookup(p)
	if err == nil && old.IsDir() {
		return t, nil
	}
	if err == nil {
		return t, ENOTDIR
	}
	if p == "/" {
		return Tree{&n}, nil
	}
	if t, err = t.MkdirAll(path.Dir(p), n); err != nil {
		return t, err
	}
	return t.Put(p, n)
}

// Remove returns a Tree without p and all beneath it; at is the new
// modification time of its parent. Errors: as Lookup; EBUSY for the root.
func (t Tree) Remove(p string, at time.Time) (Tree, error) {
	n, err := t.Lookup(p)
	if err != nil {
		return t, err
	}
	if t, err = t.Without(p, at); err == nil && n.Link != 0 {
		t = t.unlinked(n)
	}
	return t, err
}

// Without is Remove of what has another place by now: the other names of a
// file keep their count. Errors: as Remove.
func (t Tree) Without(p string, at time.Time) (Tree, error) {
	if _, err := t.Lookup(p); err != nil {
		return t, err
	}
	if p == "/" {
		return t, EBUSY
	}
	return Tree{t.root.without(p[1:], at)}, nil
}

func (n *Node) without(rest string, at time.Time) *Node {
	name, rest, deeper := strings.Cut(rest, "/")
	c := *n
	if deeper {
		c.kids = n.kids.Set(name, n.kids.At(name).without(rest, at))
	} else {
		c.kids, c.ModTime = n.kids.Delete(name), at
	}
	return &c
}

// Graft returns a Tree with all of sub, root and entries, at p, whose parent
// has to exist. Errors: as Put.
func (t Tree) Graft(p string, sub Tree) (Tree, error) {
	if p == "/" || sub.root == nil {
		return sub, nil
	}
	t, err := t.Put(p, File(0, "", sub.root.ModTime)) // clears what was there
	if err != nil {
		return t, err
	}
	return Tree{t.root.put(p[1:], *sub.root)}, nil
}

// Sub returns the tree beneath p, and whether there is one.
func (t Tree) Sub(p string) (Tree, bool) {
	n := t.node(p)
	return Tree{n}, n != nil
}

// Walk yields every path and node from the root down, parents first, names in order.
func (t Tree) Walk() iter.Seq2[string, Node] {
	return func(yield func(string, Node) bool) {
		if t.root != nil {
			t.root.walk("/", yield)
		}
	}
}

func (n *Node) walk(p string, yield func(string, Node) bool) bool {
	if !yield(p, *n) {
		return false
	}
	for name, kid := range n.kids.All() {
		if !kid.walk(path.Join(p, name), yield) {
			return false
		}
	}
	return true
}

// Same tells at no cost whether t and o share everything.
func (t Tree) Same(o Tree) bool { return t.root == o.root }
