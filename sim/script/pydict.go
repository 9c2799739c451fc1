package script

func self(c *args) *dict { return c.self.(*dict) }

var dictMethods = map[string]nativeFn{
	"get": func(m *machine, c *args) (value, error) {
		if v, ok := self(c).get(c.at(0)); ok {
			return v, nil
		}
		return c.arg(1, "default", nil), nil
	},
	"keys":   func(m *machine, c *args) (value, error) { return newList(self(c).listKeys()...), nil },
	"values": func(m *machine, c *args) (value, error) { return newList(self(c).listValues()...), nil },
	"items": func(m *machine, c *args) (value, error) {
		l := newList()
		self(c).each(func(k, v value) { l.items = append(l.items, newTuple(k, v)) })
		return l, m.grow(80 * len(l.items))
	},
	"pop": func(m *machine, c *args) (value, error) {
		v, ok := self(c).get(c.at(0))
		if !ok {
			if len(c.list) > 1 {
				return c.list[1], nil
			}
			return nil, m.throwArgs("KeyError", c.at(0))
		}
		self(c).del(c.at(0))
		return v, nil
	},
	"setdefault": func(m *machine, c *args) (value, error) {
		if v, ok := self(c).get(c.at(0)); ok {
			return v, nil
		}
		self(c).put(c.at(0), c.arg(1, "", nil))
		return c.arg(1, "", nil), nil
	},
	"update": func(m *machine, c *args) (value, error) {
		d, err := pyDict(m, c)
		if err == nil {
			d.(*dict).each(func(k, v value) { self(c).put(k, v) })
		}
		return nil, err
	},
	"clear": func(m *machine, c *args) (value, error) { self(c).clear(); return nil, nil },
	"copy":  func(m *machine, c *args) (value, error) { return pyDict(m, &args{list: []value{c.self}}) },
	"popitem": func(m *machine, c *args) (value, error) {
		d := self(c)
		for i := len(d.keys) - 1; i >= 0; i-- {
			if d.keys[i] != (gone{}) {
				k, v := d.keys[i], d.vals[i]
				d.del(k)
				return newTuple(k, v), nil
			}
		}
		return nil, m.throwArgs("KeyError", "popitem(): dictionary is empty")
	},
}

func setOp(op string) nativeFn {
	return func(m *machine, c *args) (value, error) {
		other, err := pySet(m, &args{list: c.list})
		if err != nil {
			return nil, err
		}
		return sets(op, self(c), other.(*dict)), nil
	}
}

var setMethods = map[string]nativeFn{
	"add": func(m *machine, c *args) (value, error) {
		if !self(c).put(c.at(0), nil) {
			return nil, m.unhashable(c.at(0))
		}
		return nil, m.grow(48)
	},
	"remove": func(m *machine, c *args) (value, error) {
		if !self(c).del(c.at(0)) {
			return nil, m.throwArgs("KeyError", c.at(0))
		}
		return nil, nil
	},
	"discard": func(m *machine, c *args) (value, error) { self(c).del(c.at(0)); return nil, nil },
	"clear":   func(m *machine, c *args) (value, error) { self(c).clear(); return nil, nil },
	"copy":    func(m *machine, c *args) (value, error) { return pySet(m, &args{list: []value{c.self}}) },
	"update": func(m *machine, c *args) (value, error) {
		all, err := m.spread(c.at(0))
		for _, v := range all {
			self(c).put(v, nil)
		}
		return nil, err
	},
	"union": setOp("|"), "intersection": setOp("&"), "difference": setOp("-"), "symmetric_difference": setOp("^"),
	"issubset": func(m *machine, c *args) (value, error) {
		other, err := pySet(m, &args{list: c.list})
		if err != nil {
			return nil, err
		}
		return sets("-", self(c), other.(*dict)).(*dict).live == 0, nil
	},
}

var generatorMethods = map[string]nativeFn{
	"send": func(m *machine, c *args) (value, error) {
		v, err := m.resume(c.self.(*generator), c.at(0))
		if _, end := v.(ended); end && err == nil {
			return nil, m.throw("StopIteration", "")
		}
		return v, err
	},
	"close": func(m *machine, c *args) (value, error) { c.self.(*generator).done = true; return nil, nil },
}
