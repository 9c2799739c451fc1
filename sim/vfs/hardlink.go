package vfs

// Names are the paths of a file that has more than one name; n is one of its
// nodes. It is empty for a file with one.
func (t Tree) Names(n Node) (paths []string) {
	if n.Link == 0 {
		return nil
	}
	for p, o := range t.Walk() {
		if o.Link == n.Link {
			paths = append(paths, p)
		}
	}
	return paths
}

// PutAll is Put, for all names of a file: what is written through one is read
// through the others. Errors: as Put.
func (t Tree) PutAll(p string, n Node) (Tree, error) {
	t, err := t.Put(p, n)
	if err != nil {
		return t, err
	}
	for _, other := range t.Names(n) {
		if other == p {
			continue
		}
		if t, err = t.Put(other, n); err != nil {
			return t, err
		}
	}
	return t, nil
}

// Linked returns a Tree in which the file at from has a further name, to.
// link is the number of the file if it has only one name so far. Errors: as
// Put and Lookup.
func (t Tree) Linked(from, to string, link uint64) (Tree, error) {
	n, err := t.Lookup(from)
	if err != nil {
		return t, err
	}
	if n.Link == 0 {
		n.Link, n.Links = link, 1
		if t, err = t.Put(from, n); err != nil {
			return t, err
		}
	}
	n.Links++
	if t, err = t.Put(to, n); err != nil {
		return t, err
	}
	return t.PutAll(to, n)
}

// unlinked counts one name less for a file that has several.
func (t Tree) unlinked(n Node) Tree {
	n.Links--
	for _, p := range t.Names(n) {
		t.root = t.root.put(p[1:], n)
	}
	return t
}
