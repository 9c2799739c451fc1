package script

import (
	"fmt"
	"strconv"
)

// dict is a map in the order of insertion; as a set it has only keys.
type dict struct {
	keys, vals []value // a deleted one has the key gone{}
	index      map[any]int
	live       int
	set        bool
}

type gone struct{}

// few is how many keys are searched one after another.
const few = 8

func newDict() *dict { return &dict{} }

// hash is a comparable stand-in for a key; ok is false for what cannot be one.
func hash(k value) (any, bool) {
	switch k := k.(type) {
	case nil, string, int64, bytes, undefined, span:
		return k, true
	case bool:
		if k {
			return int64(1), true
		}
		return int64(0), true
	case float64:
		if n := int64(k); float64(n) == k {
			return n, true
		}
		return k, true
	case *list:
		if !k.tuple {
			return nil, false
		}
		key := "("
		for _, it := range k.items {
			h, ok := hash(it)
			if !ok {
				return nil, false
			}
			switch h := h.(type) {
			case string:
				key += strconv.Quote(h) + ","
			case int64:
				key += strconv.FormatInt(h, 10) + ","
			default:
				key += fmt.Sprintf("%T%v,", h, h)
			}
			if len(key) > 1<<12 {
				return nil, false
			}
		}
		return bytes(key + ")tuple"), true
	case *dict:
		return nil, false
	}
	return k, true
}

func (d *dict) at(h any) int {
	if d.index != nil {
		if i, ok := d.index[h]; ok {
			return i
		}
		return -1
	}
	for i, k := range d.keys {
		if kh, ok := hash(k); ok && kh == h {
			return i
		}
	}
	return -1
}

// text finds a string key.
func (d *dict) text(name string) (value, bool) {
	if d.index == nil {
		for i, k := range d.keys {
			if s, ok := k.(string); ok && s == name {
				return d.vals[i], true
			}
		}
		return nil, false
	}
	if i, ok := d.index[name]; ok {
		return d.vals[i], true
	}
	return nil, false
}

func (d *dict) get(k value) (value, bool) {
	h, ok := hash(k)
	if !ok {
		return nil, false
	}
	if i := d.at(h); i >= 0 {
		return d.vals[i], true
	}
	return nil, false
}

// put sets a key; false means that it cannot be one.
func (d *dict) put(k, v value) bool {
	h, ok := hash(k)
	if !ok {
		return false
	}
	if i := d.at(h); i >= 0 {
		d.vals[i] = v
		return true
	}
	d.keys, d.vals = append(d.keys, k), append(d.vals, v)
	d.live++
	if d.index != nil {
		d.index[h] = len(d.keys) - 1
	} else if len(d.keys) > few {
		d.reindex()
	}
	return true
}

func (d *dict) reindex() {
	d.index = make(map[any]int, len(d.keys))
	for i, k := range d.keys {
		if h, ok := hash(k); ok && k != (gone{}) {
			d.index[h] = i
		}
	}
}

func (d *dict) del(k value) bool {
	h, ok := hash(k)
	if !ok {
		return false
	}
	i := d.at(h)
	if i < 0 {
		return false
	}
	d.keys[i], d.vals[i] = gone{}, nil
	d.live--
	if d.index != nil {
		delete(d.index, h)
	}
	if len(d.keys) > 2*d.live+few {
		d.compact()
	}
	return true
}

func (d *dict) compact() {
	var keys, vals []value
	for i, k := range d.keys {
		if k != (gone{}) {
			keys, vals = append(keys, k), append(vals, d.vals[i])
		}
	}
	d.keys, d.vals, d.index = keys, vals, nil
	if len(keys) > few {
		d.reindex()
	}
}

// each goes over the entries in order.
func (d *dict) each(do func(k, v value)) {
	for i, k := range d.keys {
		if k != (gone{}) {
			do(k, d.vals[i])
		}
	}
}

func (d *dict) listKeys() []value {
	out := make([]value, 0, d.live)
	d.each(func(k, _ value) { out = append(out, k) })
	return out
}

func (d *dict) clear() { *d = dict{set: d.set} }
