package script

var listMethods = map[string]nativeFn{
	"append": func(m *machine, c *args) (value, error) {
		l := c.self.(*list)
		l.items = append(l.items, c.at(0))
		return nil, m.grow(24)
	},
	"extend": func(m *machine, c *args) (value, error) {
		l := c.self.(*list)
		all, err := m.spread(c.at(0))
		l.items = append(l.items, all...)
		return nil, errOr(err, m.grow(24*len(all)))
	},
	"insert": func(m *machine, c *args) (value, error) {
		l := c.self.(*list)
		i, _ := whole(c.at(0))
		if i < 0 {
			i = max(i+int64(len(l.items)), 0)
		}
		i = min(i, int64(len(l.items)))
		l.items = append(l.items[:i:i], append([]value{c.at(1)}, l.items[i:]...)...)
		return nil, m.grow(24)
	},
	"pop": func(m *machine, c *args) (value, error) {
		l := c.self.(*list)
		if len(l.items) == 0 {
			return nil, m.throw("IndexError", "pop from empty list")
		}
		i, err := m.place(c.arg(0, "", int64(-1)), len(l.items), "pop")
		if err != nil {
			return nil, err
		}
		v := l.items[i]
		l.items = append(l.items[:i:i], l.items[i+1:]...)
		return v, nil
	},
	"remove": func(m *machine, c *args) (value, error) {
		l := c.self.(*list)
		for i, v := range l.items {
			if m.equal(v, c.at(0), 0) {
				l.items = append(l.items[:i:i], l.items[i+1:]...)
				return nil, nil
			}
		}
		return nil, m.throw("ValueError", "list.remove(x): x not in list")
	},
	"clear": func(m *machine, c *args) (value, error) { c.self.(*list).items = nil; return nil, nil },
	"copy": func(m *machine, c *args) (value, error) {
		return newList(append([]value(nil), c.self.(*list).items...)...), nil
	},
	"reverse": func(m *machine, c *args) (value, error) { reverse(c.self.(*list).items); return nil, nil },
	"sort": func(m *machine, c *args) (value, error) {
		l := c.self.(*list)
		rev, _ := m.truth(c.arg(99, "reverse", false))
		out, err := m.sorted(l.items, c.arg(99, "key", nil), rev)
		if err == nil {
			l.items = out
		}
		return nil, err
	},
	"index": seqIndex, "count": seqCount,
}

func errOr(a, b error) error {
	if a != nil {
		return a
	}
	return b
}

func reverse(s []value) {
	for i, j := 0, len(s)-1; i < j; i, j = i+1, j-1 {
		s[i], s[j] = s[j], s[i]
	}
}

func seqIndex(m *machine, c *args) (value, error) {
	for i, v := range c.self.(*list).items {
		if m.equal(v, c.at(0), 0) {
			return int64(i), nil
		}
	}
	s, _ := m.repr(c.at(0))
	return nil, m.throw("ValueError", s+" is not in list")
}

func seqCount(m *machine, c *args) (value, error) {
	n := int64(0)
	for _, v := range c.self.(*list).items {
		if m.equal(v, c.at(0), 0) {
			n++
		}
	}
	return n, nil
}

var tupleMethods = map[string]nativeFn{"index": seqIndex, "count": seqCount}
