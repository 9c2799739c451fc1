package persist_test

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"drydock/sim/persist"
)

// TestMapIsAMap compares with a built-in map, and every older version with
// what it was.
func TestMapIsAMap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var m persist.Map[int, int]
		model := map[int]int{}
		type version struct {
			m     persist.Map[int, int]
			model map[int]int
		}
		var versions []version
		for range rapid.IntRange(0, 300).Draw(t, "steps") {
			k := rapid.IntRange(0, 150).Draw(t, "key")
			if rapid.Bool().Draw(t, "set") {
				v := rapid.Int().Draw(t, "value")
				m, model[k] = m.Set(k, v), v
			} else {
				m = m.Delete(k)
				delete(model, k)
			}
			versions = append(versions, version{m, maps.Clone(model)})
		}
		for _, v := range versions {
			same(t, v.m, v.model)
		}
	})
}

func same(t *rapid.T, m persist.Map[int, int], model map[int]int) {
	keys := slices.Sorted(maps.Keys(model))
	if m.Len() != len(model) || !slices.Equal(m.Keys(), keys) {
		t.Fatalf("keys %v, want %v", m.Keys(), keys)
	}
	for k, v := range m.All() {
		if got, ok := m.Get(k); !ok || got != v || model[k] != v {
			t.Fatalf("at %d: %d, %d, want %d", k, v, got, model[k])
		}
	}
	if len(keys) == 0 {
		return
	}
	mid := keys[len(keys)/2]
	var from []int
	for k := range m.From(mid) {
		from = append(from, k)
	}
	if !slices.Equal(from, keys[len(keys)/2:]) {
		t.Fatalf("from %d: %v", mid, from)
	}
	first, _, _ := m.First()
	last, _, _ := m.Last()
	if first != keys[0] || last != keys[len(keys)-1] {
		t.Fatalf("first %d, last %d of %v", first, last, keys)
	}
}

func ExampleMap() {
	old := persist.Map[string, int]{}.Set("web", 1)
	now := old.Set("db", 2).Delete("web")
	fmt.Println(old.Keys(), now.Keys())
	// Output: [web] [db]
}
