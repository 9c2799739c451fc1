// Package persist is the sorted immutable map everything in a world is made of.
//
// A Map is a value: Set and Delete return a new Map and leave the old one as
// it was, sharing all that did not change. Copying a Map costs nothing, so a
// world can be kept, forked and compared for the price of an assignment.
package persist

import (
	"cmp"
	"iter"
	"sort"
)

const fanOut = 32 // most entries of a leaf and most children of a branch

// Map is an immutable map whose keys come in ascending order. The zero Map is
// empty and ready to use. Get, Set and Delete take O(log n).
type Map[K cmp.Ordered, V any] struct {
	root *node[K, V]
	size int
}

// node is a leaf (kids nil) or a branch; keys of a branch are the smallest
// keys of its kids. A node is never written after it was linked to a Map.
type node[K cmp.Ordered, V any] struct {
	keys []K
	vals []*V // behind pointers, so that copying a leaf costs the same whatever V is
	kids []*node[K, V]
}

// Len is the number of entries.
func (m Map[K, V]) Len() int { return m.size }

// Get returns the value at k and whether there is one.
func (m Map[K, V]) Get(k K) (V, bool) {
	n := m.root
	for n != nil {
		if n.kids == nil {
			if i, ok := n.find(k); ok {
				return *n.vals[i], true
			}
			break
		}
		n = n.kids[n.child(k)]
	}
	var zero V
	return zero, false
}

// At returns the value at k, or the zero value.
func (m Map[K, V]) At(k K) V {
	v, _ := m.Get(k)
	return v
}

// Has tells whether there is an entry at k.
func (m Map[K, V]) Has(k K) bool {
	_, ok := m.Get(k)
	return ok
}

// Set returns a Map with v at k.
func (m Map[K, V]) Set(k K, v V) Map[K, V] {
	if m.root == nil {
		return Map[K, V]{&node[K, V]{keys: []K{k}, vals: []*V{&v}}, 1}
	}
	left, right, grew := m.root.set(k, v)
	if right != nil {
		left = &node[K, V]{keys: []K{left.keys[0], right.keys[0]}, kids: []*node[K, V]{left, right}}
	}
	if grew {
		m.size++
	}
	return Map[K, V]{left, m.size}
}

// Delete returns a Map without an entry at k; without one it returns m itself.
func (m Map[K, V]) Delete(k K) Map[K, V] {
	if !m.Has(k) {
		return m
	}
	root := m.root.remove(k)
	for root != nil && len(root.kids) == 1 {
		root = root.kids[0]
	}
	return Map[K, V]{root, m.size - 1}
}

// All yields every entry in ascending order of keys.
func (m Map[K, V]) All() iter.Seq2[K, V] {
	return func(yield func(K, V) bool) {
		if m.root != nil {
			m.root.each(yield)
		}
	}
}

// From yields the entries whose keys are at least k, in ascending order.
func (m Map[K, V]) From(k K) iter.Seq2[K, V] {
	return func(yield func(K, V) bool) {
		if m.root != nil {
			m.root.eachFrom(k, yield)
		}
	}
}

// Keys returns all keys in ascending order.
func (m Map[K, V]) Keys() []K {
	keys := make([]K, 0, m.size)
	for k := range m.All() {
		keys = append(keys, k)
	}
	return keys
}

// First returns the smallest key and its value; ok is false when m is empty.
func (m Map[K, V]) First() (k K, v V, ok bool) {
	for k, v := range m.All() {
		return k, v, true
	}
	return k, v, false
}

// Last returns the greatest key and its value; ok is false when m is empty.
func (m Map[K, V]) Last() (k K, v V, ok bool) {
	n := m.root
	if n == nil {
		return k, v, false
	}
	for n.kids != nil {
		n = n.kids[len(n.kids)-1]
	}
	return n.keys[len(n.keys)-1], *n.vals[len(n.vals)-1], true
}

// Same tells at no cost whether two maps are one and the same value. False
// means they may differ, not that they do.
func (m Map[K, V]) Same(o Map[K, V]) bool { return m.root == o.root }

func (n *node[K, V]) find(k K) (int, bool) {
	i := sort.Search(len(n.keys), func(i int) bool { return n.keys[i] >= k })
	return i, i < len(n.keys) && n.keys[i] == k
}

func (n *node[K, V]) child(k K) int {
	i := sort.Search(len(n.keys), func(i int) bool { return n.keys[i] > k })
	return max(i-1, 0)
}

func (n *node[K, V]) set(k K, v V) (left, right *node[K, V], grew bool) {
	if n.kids == nil {
		i, found := n.find(k)
		if found {
			c := &node[K, V]{keys: n.keys, vals: append([]*V(nil), n.vals...)}
			c.vals[i] = &v
			return c, nil, false
		}
		c := &node[K, V]{keys: insert(n.keys, i, k), vals: insert(n.vals, i, &v)}
		left, right = c.split()
		return left, right, true
	}
	i := n.child(k)
	l, r, grew := n.kids[i].set(k, v)
	c := &node[K, V]{keys: append([]K(nil), n.keys...), kids: append([]*node[K, V](nil), n.kids...)}
	c.keys[i], c.kids[i] = l.keys[0], l
	if r != nil {
		c.keys, c.kids = insert(c.keys, i+1, r.keys[0]), insert(c.kids, i+1, r)
	}
	left, right = c.split()
	return left, right, grew
}

// split cuts an overfull node, not yet shared, in two.
func (n *node[K, V]) split() (left, right *node[K, V]) {
	if len(n.keys) <= fanOut {
		return n, nil
	}
	h := len(n.keys) / 2
	left, right = &node[K, V]{keys: n.keys[:h:h]}, &node[K, V]{keys: n.keys[h:]}
	if n.kids == nil {
		left.vals, right.vals = n.vals[:h:h], n.vals[h:]
	} else {
		left.kids, right.kids = n.kids[:h:h], n.kids[h:]
	}
	return left, right
}

// remove returns n without k, or nil when nothing is left of it.
func (n *node[K, V]) remove(k K) *node[K, V] {
	if n.kids == nil {
		i, _ := n.find(k)
		if len(n.keys) == 1 {
			return nil
		}
		return &node[K, V]{keys: without(n.keys, i), vals: without(n.vals, i)}
	}
	i := n.child(k)
	kid := n.kids[i].remove(k)
	if kid == nil {
		if len(n.kids) == 1 {
			return nil
		}
		return &node[K, V]{keys: without(n.keys, i), kids: without(n.kids, i)}
	}
	c := &node[K, V]{keys: append([]K(nil), n.keys...), kids: append([]*node[K, V](nil), n.kids...)}
	c.keys[i], c.kids[i] = kid.keys[0], kid
	return c.merge(i)
}

// merge joins the child at i with its right neighbour when both fit in half a
// node, so that a map that shrinks does not stay tall.
func (n *node[K, V]) merge(i int) *node[K, V] {
	if i+1 >= len(n.kids) {
		i--
	}
	if i < 0 || len(n.kids[i].keys)+len(n.kids[i+1].keys) > fanOut/2 {
		return n
	}
	a, b := n.kids[i], n.kids[i+1]
	joined := &node[K, V]{keys: concat(a.keys, b.keys)}
	if a.kids == nil {
		joined.vals = concat(a.vals, b.vals)
	} else {
		joined.kids = concat(a.kids, b.kids)
	}
	n.kids[i] = joined
	return &node[K, V]{keys: without(n.keys, i+1), kids: without(n.kids, i+1)}
}

func (n *node[K, V]) each(yield func(K, V) bool) bool {
	for _, kid := range n.kids {
		if !kid.each(yield) {
			return false
		}
	}
	for i := range n.vals {
		if !yield(n.keys[i], *n.vals[i]) {
			return false
		}
	}
	return true
}

func (n *node[K, V]) eachFrom(k K, yield func(K, V) bool) bool {
	if n.kids == nil {
		i, _ := n.find(k)
		for ; i < len(n.keys); i++ {
			if !yield(n.keys[i], *n.vals[i]) {
				return false
			}
		}
		return true
	}
	i := n.child(k)
	if !n.kids[i].eachFrom(k, yield) {
		return false
	}
	for _, kid := range n.kids[i+1:] {
		if !kid.each(yield) {
			return false
		}
	}
	return true
}

func insert[T any](s []T, i int, v T) []T {
	out := make([]T, 0, len(s)+1)
	return append(append(append(out, s[:i]...), v), s[i:]...)
}

func without[T any](s []T, i int) []T {
	out := make([]T, 0, len(s)-1)
	return append(append(out, s[:i]...), s[i+1:]...)
}

func concat[T any](a, b []T) []T {
	return append(append(make([]T, 0, len(a)+len(b)), a...), b...)
}
