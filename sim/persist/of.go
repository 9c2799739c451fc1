package persist

import "cmp"

// Of returns a Map of entries, whose keys ascend: what Set makes of them one
// after the other, without the maps between.
func Of[K cmp.Ordered, V any](keys []K, vals []V) Map[K, V] {
	if len(keys) == 0 {
		return Map[K, V]{}
	}
	var level []*node[K, V]
	for from, to := range even(len(keys)) {
		n := &node[K, V]{keys: keys[from:to:to]}
		for i := from; i < to; i++ {
			n.vals = append(n.vals, &vals[i])
		}
		level = append(level, n)
	}
	for len(level) > 1 {
		var above []*node[K, V]
		for from, to := range even(len(level)) {
			n := &node[K, V]{kids: level[from:to:to]}
			for _, kid := range n.kids {
				n.keys = append(n.keys, kid.keys[0])
			}
			above = append(above, n)
		}
		level = above
	}
	return Map[K, V]{level[0], len(keys)}
}

// even are the ends of n things in pieces of a like size, none of which is
// larger than a node, nor smaller than half of one where there are several.
func even(n int) func(yield func(from, to int) bool) {
	return func(yield func(from, to int) bool) {
		pieces := (n + fanOut - 1) / fanOut
		for i := range pieces {
			if !yield(i*n/pieces, (i+1)*n/pieces) {
				return
			}
		}
	}
}
