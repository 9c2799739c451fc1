package script

import "unicode/utf8"

// index is o[i].
func (m *machine) index(o, i value) (value, error) {
	if m.js() {
		return m.indexJS(o, i)
	}
	if m.lang == golang {
		return m.indexGo(o, i)
	}
	if m.lang == php {
		return m.indexPHP(o, i)
	}
	switch o := o.(type) {
	case *list:
		n, err := m.place(i, len(o.items), map[bool]string{true: "tuple", false: "list"}[o.tuple])
		if err != nil {
			return nil, err
		}
		return o.items[n], nil
	case string:
		if isASCII(o) {
			n, err := m.place(i, len(o), "string")
			if err != nil {
				return nil, err
			}
			return o[n : n+1], nil
		}
		r := []rune(o)
		m.used += len(r) / 8
		n, err := m.place(i, len(r), "string")
		if err != nil {
			return nil, err
		}
		return string(r[n]), nil
	case bytes:
		n, err := m.place(i, len(o), "index")
		if err != nil {
			return nil, err
		}
		return int64(o[n]), nil
	case span:
		n, err := m.place(i, int(o.count()), "range object")
		if err != nil {
			return nil, err
		}
		return o.from + int64(n)*o.step, nil
	case *dict:
		if o.set {
			break
		}
		if _, ok := hash(i); !ok {
			return nil, m.unhashable(i)
		}
		v, ok := o.get(i)
		if !ok {
			return nil, m.throwArgs("KeyError", i)
		}
		return v, nil
	case *object:
		if fn, ok := m.special(o, "__getitem__"); ok {
			return m.invoke(fn, i)
		}
		if d, ok := o.data.(*dict); ok {
			if v, ok := d.get(i); ok {
				return v, nil
			}
			if fn, ok := m.special(o, "__missing__"); ok {
				return m.invoke(fn, i)
			}
		}
		if o.data != nil {
			return m.index(o.data, i)
		}
	case *class: // list[int] and the like, in annotations
		return o, nil
	}
	return nil, m.throw("TypeError", "'"+m.typeName(o)+"' object is not subscriptable")
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func (m *machine) place(i value, n int, what string) (int, error) {
	at, ok := whole(i)
	if _, isFloat := i.(float64); !ok || isFloat {
		if what == "index" {
			what = "byte"
		}
		return 0, m.throw("TypeError", what+" indices must be integers or slices, not "+m.typeName(i))
	}
	if at < 0 {
		at += int64(n)
	}
	if at < 0 || at >= int64(n) {
		return 0, m.throw("IndexError", what+" index out of range")
	}
	return int(at), nil
}

func (m *machine) setIndex(o, i, v value) error {
	if m.lang == golang {
		return m.setIndexGo(o, i, v)
	}
	if m.lang == php {
		return m.setIndexPHP(o, i, v)
	}
	if m.js() {
		return m.setIndexJS(o, i, v)
	}
	switch o := o.(type) {
	case *list:
		if o.tuple {
			break
		}
		n, err := m.place(i, len(o.items), "list assignment")
		if err != nil {
			return err
		}
		o.items[n] = v
		return nil
	case *dict:
		if o.set {
			break
		}
		if !o.put(i, v) {
			return m.unhashable(i)
		}
		return m.grow(64)
	case *object:
		if fn, ok := m.special(o, "__setitem__"); ok {
			_, err := m.invoke(fn, i, v)
			return err
		}
		if o.data != nil {
			return m.setIndex(o.data, i, v)
		}
	}
	return m.throw("TypeError", "'"+m.typeName(o)+"' object does not support item assignment")
}

func (m *machine) delIndex(o, i value) error {
	if m.js() {
		if ob, ok := o.(*object); ok {
			ob.props.del(m.key(i))
		}
		return nil
	}
	switch o := o.(type) {
	case *list:
		n, err := m.place(i, len(o.items), "list assignment")
		if err != nil {
			return err
		}
		o.items = append(append([]value(nil), o.items[:n]...), o.items[n+1:]...)
		return nil
	case *dict:
		if !o.del(i) {
			return m.throwArgs("KeyError", i)
		}
		return nil
	case *object:
		if fn, ok := m.special(o, "__delitem__"); ok {
			_, err := m.invoke(fn, i)
			return err
		}
		if o.data != nil {
			return m.delIndex(o.data, i)
		}
	}
	return m.throw("TypeError", "'"+m.typeName(o)+"' object doesn't support item deletion")
}

// slice is o[a:b:c].
func (m *machine) slice(o, a, b, c value) (value, error) {
	if m.lang == golang {
		return m.sliceGo(o, a, b)
	}
	switch s := o.(type) {
	case string:
		r := []rune(s)
		m.used += len(r) / 8
		idx, err := m.slicing(len(r), a, b, c)
		if err != nil {
			return nil, err
		}
		out := make([]rune, len(idx))
		for i, n := range idx {
			out[i] = r[n]
		}
		return string(out), m.grow(len(out))
	case bytes:
		idx, err := m.slicing(len(s), a, b, c)
		if err != nil {
			return nil, err
		}
		out := make([]byte, len(idx))
		for i, n := range idx {
			out[i] = s[n]
		}
		return bytes(out), m.grow(len(out))
	case *list:
		idx, err := m.slicing(len(s.items), a, b, c)
		if err != nil {
			return nil, err
		}
		out := make([]value, len(idx))
		for i, n := range idx {
			out[i] = s.items[n]
		}
		return &list{items: out, tuple: s.tuple}, m.grow(16 * len(out))
	case span:
		all, err := m.spread(s)
		if err != nil {
			return nil, err
		}
		return m.slice(&list{items: all}, a, b, c)
	}
	return nil, m.throw("TypeError", "'"+m.typeName(o)+"' object is not subscriptable")
}

func (m *machine) slicing(n int, a, b, c value) ([]int, error) {
	step := int64(1)
	for _, v := range []value{a, b, c} {
		if _, ok := whole(v); v != nil && !ok {
			return nil, m.throw("TypeError", "slice indices must be integers or None or have an __index__ method")
		}
	}
	if c != nil {
		if step, _ = whole(c); step == 0 {
			return nil, m.throw("ValueError", "slice step cannot be zero")
		}
	}
	size := int64(n)
	clip := func(v value, def, low, high int64) int64 {
		if v == nil {
			return def
		}
		i, _ := whole(v)
		if i < 0 {
			i += size
		}
		return max(low, min(i, high))
	}
	var out []int
	if step > 0 {
		for i, end := clip(a, 0, 0, size), clip(b, size, 0, size); i < end; i += step {
			out = append(out, int(i))
		}
		return out, nil
	}
	for i, end := clip(a, size-1, -1, size-1), clip(b, -1, -1, size-1); i > end; i += step {
		out = append(out, int(i))
	}
	return out, nil
}
