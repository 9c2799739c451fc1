package script

import (
	"strings"
	"unicode/utf8"
)

func pyRange(m *machine, c *args) (value, error) {
	r := span{step: 1}
	var n [3]int64
	for i, v := range c.list {
		x, ok := whole(v)
		if _, isFloat := v.(float64); !ok || isFloat || i > 2 {
			return nil, m.throw("TypeError", "'"+m.typeName(v)+"' object cannot be interpreted as an integer")
		}
		n[i] = x
	}
	switch len(c.list) {
	case 0:
		return nil, m.throw("TypeError", "range expected at least 1 argument, got 0")
	case 1:
		r.to = n[0]
	case 2:
		r.from, r.to = n[0], n[1]
	default:
		r = span{n[0], n[1], n[2]}
		if r.step == 0 {
			return nil, m.throw("ValueError", "range() arg 3 must not be zero")
		}
	}
	return r, nil
}

func pyType(m *machine, c *args) (value, error) {
	if o, ok := c.at(0).(*object); ok && o.class != nil {
		return o.class, nil
	}
	if _, ok := c.at(0).(*class); ok {
		return m.lib.types["type"], nil
	}
	return m.classFor(c.at(0)), nil
}

func pyPrint(m *machine, c *args) (value, error) {
	sep, end := " ", "\n"
	if s, ok := c.arg(99, "sep", nil).(string); ok {
		sep = s
	}
	if s, ok := c.arg(99, "end", nil).(string); ok {
		end = s
	}
	var b strings.Builder
	for i, v := range c.list {
		if i > 0 {
			b.WriteString(sep)
		}
		s, err := m.str(v)
		if err != nil {
			return nil, err
		}
		b.WriteString(s)
	}
	b.WriteString(end)
	fd := 1
	if o, ok := c.arg(99, "file", nil).(*object); ok {
		if f, ok := o.data.(*stream); ok {
			fd = f.fd
		} else if fn, ok := m.special(o, "write"); ok {
			_, err := m.invoke(fn, b.String())
			return nil, err
		}
	}
	if err := m.write(fd, b.String()); err != nil {
		return nil, err
	}
	if t, _ := m.truth(c.arg(99, "flush", nil)); t {
		m.flush()
	}
	return nil, nil
}

func pyLen(m *machine, c *args) (value, error) {
	switch v := c.at(0).(type) {
	case string:
		return int64(utf8.RuneCountInString(v)), nil
	case bytes:
		return int64(len(v)), nil
	case *list:
		return int64(len(v.items)), nil
	case *dict:
		return int64(v.live), nil
	case span:
		return v.count(), nil
	case *object:
		if fn, ok := m.special(v, "__len__"); ok {
			return m.invoke(fn)
		}
		if v.data != nil {
			return pyLen(m, &args{list: []value{v.data}})
		}
	}
	return nil, m.throw("TypeError", "object of type '"+m.typeName(c.at(0))+"' has no len()")
}
