package script

import (
	"strings"
)

func (m *machine) contains(where, v value) (bool, error) {
	switch w := where.(type) {
	case string:
		s, ok := v.(string)
		if !ok {
			return false, m.throw("TypeError", "'in <string>' requires string as left operand, not "+m.typeName(v))
		}
		return strings.Contains(w, s), nil
	case bytes:
		if s, ok := v.(bytes); ok {
			return strings.Contains(string(w), string(s)), nil
		}
	case *dict:
		if _, ok := hash(v); !ok {
			return false, m.unhashable(v)
		}
		_, ok := w.get(v)
		return ok, nil
	case *object:
		if fn, ok := m.special(w, "__contains__"); ok {
			r, err := m.invoke(fn, v)
			if err != nil {
				return false, err
			}
			return m.truth(r)
		}
	}
	all, err := m.spread(where)
	if err != nil {
		return false, m.throw("TypeError", "argument of type '"+m.typeName(where)+"' is not iterable")
	}
	for _, it := range all {
		m.used++
		if m.equal(it, v, 0) {
			return true, nil
		}
	}
	return false, nil
}
