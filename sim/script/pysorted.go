package script

import (
	"math"
	"sort"
	"strconv"
)

// sorted sorts by key and order; the first error ends it.
func (m *machine) sorted(items []value, key value, reverse bool) ([]value, error) {
	out := append([]value(nil), items...)
	keys := out
	if key != nil {
		keys = make([]value, len(out))
		for i, v := range out {
			k, err := m.invoke(key, v)
			if err != nil {
				return nil, err
			}
			keys[i] = k
		}
	}
	idx := make([]int, len(out))
	for i := range idx {
		idx[i] = i
	}
	var failed error
	sort.SliceStable(idx, func(a, b int) bool {
		m.used++
		if failed != nil {
			return false
		}
		x, y := keys[idx[a]], keys[idx[b]]
		if reverse {
			x, y = y, x
		}
		n, err := m.order("<", x, y)
		if err != nil {
			failed = err
		}
		return n < 0
	})
	sorted := make([]value, len(out))
	for i, k := range idx {
		sorted[i] = out[k]
	}
	return sorted, failed
}

// extreme is min or max.
func extreme(name, op string) nativeFn {
	return func(m *machine, c *args) (value, error) {
		items := c.list
		if len(items) == 1 {
			all, err := m.spread(items[0])
			if err != nil {
				return nil, err
			}
			items = all
		}
		key := c.arg(99, "key", nil)
		if len(items) == 0 {
			if c.keyed != nil {
				if d, ok := c.keyed.text("default"); ok {
					return d, nil
				}
			}
			return nil, m.throw("ValueError", name+"() iterable argument is empty")
		}
		var best, bestKey value
		for i, v := range items {
			k := v
			if key != nil {
				var err error
				if k, err = m.invoke(key, v); err != nil {
					return nil, err
				}
			}
			if i == 0 {
				best, bestKey = v, k
				continue
			}
			n, err := m.order(op, k, bestKey)
			if err != nil {
				return nil, err
			}
			if n < 0 == (op == "<") && n != 0 {
				best, bestKey = v, k
			}
		}
		return best, nil
	}
}

func pyRound(m *machine, c *args) (value, error) {
	f, ok := number(c.at(0))
	if !ok {
		return nil, m.throw("TypeError", "type "+m.typeName(c.at(0))+" doesn't define __round__ method")
	}
	n := c.arg(1, "ndigits", nil)
	if n == nil {
		return int64(math.RoundToEven(f)), nil
	}
	if _, isInt := c.at(0).(int64); isInt {
		return c.at(0), nil
	}
	k, _ := whole(n)
	s := strconv.FormatFloat(f, 'f', int(max(0, min(k, 50))), 64)
	r, _ := strconv.ParseFloat(s, 64)
	return r, nil
}

func isInstance(m *machine, v, of value) (bool, error) {
	if l, ok := of.(*list); ok {
		for _, k := range l.items {
			if is, err := isInstance(m, v, k); is || err != nil {
				return is, err
			}
		}
		return false, nil
	}
	k, ok := of.(*class)
	if !ok {
		return false, m.throw("TypeError", "isinstance() arg 2 must be a type, a tuple of types, or a union")
	}
	if o, ok := v.(*object); ok && o.class != nil {
		return k == objectClass || o.class.is(k), nil
	}
	return k == objectClass || m.classFor(v).is(k), nil
}
