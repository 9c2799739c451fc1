package persist

import (
	"fmt"
	"testing"
)

// Of makes the map that Set makes, and it can be changed as such.
func TestOf(t *testing.T) {
	for _, n := range []int{0, 1, 2, fanOut, fanOut + 1, 2 * fanOut, 500, 5000} {
		var want Map[string, int]
		keys, vals := make([]string, n), make([]int, n)
		for i := range n {
			keys[i], vals[i] = fmt.Sprintf("%05d", i), i
			want = want.Set(keys[i], i)
		}
		got := Of(keys, vals)
		if got.Len() != n {
			t.Fatalf("%d entries, want %d", got.Len(), n)
		}
		for i := range n {
			if v, ok := got.Get(keys[i]); !ok || v != i {
				t.Fatalf("of %d: %s is %d, %t", n, keys[i], v, ok)
			}
			if i%7 == 0 {
				want, got = want.Delete(keys[i]), got.Delete(keys[i])
				want, got = want.Set(keys[i]+"x", -i), got.Set(keys[i]+"x", -i)
			}
		}
		if a, b := fmt.Sprint(want.Keys()), fmt.Sprint(got.Keys()); a != b {
			t.Errorf("of %d after changes: keys differ", n)
		}
	}
}
