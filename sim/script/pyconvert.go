package script

import (
	"math"
	"strconv"
	"strings"
)

func pyInt(m *machine, c *args) (value, error) {
	if len(c.list) == 0 {
		return int64(0), nil
	}
	base, _ := whole(c.arg(1, "base", int64(10)))
	switch v := c.list[0].(type) {
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return nil, m.throw("ValueError", "cannot convert float "+pyFloat(v)+" to integer")
		}
		return int64(v), nil
	case int64, bool:
		n, _ := whole(v)
		return n, nil
	case string, bytes:
		s, isStr := v.(string)
		if !isStr {
			s = string(v.(bytes))
		}
		n, err := strconv.ParseInt(strings.ReplaceAll(strings.TrimSpace(s), "_", ""), int(base), 64)
		if err != nil {
			return nil, m.throw("ValueError", "invalid literal for int() with base "+itoa(int(base))+": "+repr(m, v, 0))
		}
		return n, nil
	case *object:
		if fn, ok := m.special(v, "__int__"); ok {
			return m.invoke(fn)
		}
	}
	return nil, m.throw("TypeError", "int() argument must be a string, a bytes-like object or a real number, not '"+m.typeName(c.list[0])+"'")
}

func pyFloatOf(m *machine, c *args) (value, error) {
	if len(c.list) == 0 {
		return 0.0, nil
	}
	if f, ok := number(c.list[0]); ok {
		return f, nil
	}
	if s, ok := c.list[0].(string); ok {
		f, err := strconv.ParseFloat(strings.ReplaceAll(strings.TrimSpace(s), "_", ""), 64)
		if err != nil {
			return nil, m.throw("ValueError", "could not convert string to float: "+pyQuote(s))
		}
		return f, nil
	}
	return nil, m.throw("TypeError", "float() argument must be a string or a real number, not '"+m.typeName(c.list[0])+"'")
}

func pyStrOf(m *machine, c *args) (value, error) {
	if len(c.list) == 0 {
		return "", nil
	}
	if b, ok := c.list[0].(bytes); ok && len(c.list) > 1 {
		return string(b), nil
	}
	return m.str(c.list[0])
}

func pyBytes(m *machine, c *args) (value, error) {
	switch v := c.arg(0, "", "").(type) {
	case string:
		return bytes(v), nil
	case bytes:
		return v, nil
	case int64:
		if err := m.grow(int(min(max(v, 0), 1<<31-1))); err != nil {
			return nil, err
		}
		return bytes(strings.Repeat("\x00", int(max(v, 0)))), nil
	}
	all, err := m.spread(c.list[0])
	out := make([]byte, 0, len(all))
	for _, b := range all {
		n, _ := whole(b)
		out = append(out, byte(n))
	}
	return bytes(out), err
}

func pyListOf(m *machine, c *args) (value, error) {
	if len(c.list) == 0 {
		return newList(), nil
	}
	all, err := m.spread(c.list[0])
	return newList(append([]value(nil), all...)...), err
}

func pyTuple(m *machine, c *args) (value, error) {
	if len(c.list) == 0 {
		return newTuple(), nil
	}
	all, err := m.spread(c.list[0])
	return newTuple(append([]value(nil), all...)...), err
}

func pyDict(m *machine, c *args) (value, error) {
	d := newDict()
	if len(c.list) > 0 {
		if src, ok := c.list[0].(*dict); ok {
			src.each(func(k, v value) { d.put(k, v) })
		} else {
			all, err := m.spread(c.list[0])
			if err != nil {
				return nil, err
			}
			for _, p := range all {
				kv, err := m.spread(p)
				if err != nil || len(kv) != 2 {
					return nil, m.throw("ValueError", "dictionary update sequence element is not a pair")
				}
				if !d.put(kv[0], kv[1]) {
					return nil, m.unhashable(kv[0])
				}
			}
		}
	}
	if c.keyed != nil {
		c.keyed.each(func(k, v value) { d.put(k, v) })
	}
	return d, m.grow(64 * d.live)
}

func pySet(m *machine, c *args) (value, error) {
	d := &dict{set: true}
	if len(c.list) == 0 {
		return d, nil
	}
	all, err := m.spread(c.list[0])
	for _, v := range all {
		if !d.put(v, nil) {
			return nil, m.unhashable(v)
		}
	}
	return d, err
}
