package script

func goIsType(m *machine, c *args) (value, error) { return m.isType(c.at(0), c.at(1)), nil }

func (m *machine) isType(v, t value) bool {
	switch t := t.(type) {
	case *list: // a pointer to it
		r, ok := v.(*ref)
		if !ok || r.to == nil {
			return false
		}
		return r.to.class == t.items[0]
	case *class:
		if t.attrs.At("%kind") == "interface" {
			return v != nil
		}
		o, ok := v.(*object)
		return ok && o.class == t
	case string:
		switch t {
		case "nil":
			return v == nil
		case "any":
			return v != nil
		case "error":
			_, ok := m.fieldGo(v, "Error", 0)
			return ok
		case "int":
			_, ok := v.(int64)
			return ok
		case "float64":
			_, ok := v.(float64)
			return ok
		case "string":
			_, ok := v.(string)
			return ok
		case "bool":
			_, ok := v.(bool)
			return ok
		case "bytes":
			_, ok := v.(bytes)
			return ok
		case "map":
			_, o := goMapOf(v)
			return o != nil
		case "func":
			return callable(v)
		}
		_, ok := v.(*list)
		return ok && (t == "slice" || t == "floats" || t == "runes")
	}
	return false
}

func goAssert(m *machine, c *args) (value, error) {
	if !m.isType(c.at(0), c.at(1)) {
		want := plain(c.at(1))
		if k, ok := c.at(1).(*class); ok {
			want = k.name
		}
		o := &object{class: goErrorClass, props: newDict()}
		o.props.put("msg", "interface conversion: interface {} is "+m.goType(c.at(0))+", not "+want)
		return nil, goPanic(o)
	}
	return c.at(0), nil
}

func goAssertOK(m *machine, c *args) (value, error) {
	ok := m.isType(c.at(0), c.at(1))
	if ok {
		return newTuple(c.at(0), true), nil
	}
	var zero value
	switch c.at(1) {
	case "int":
		zero = int64(0)
	case "string":
		zero = ""
	case "float64":
		zero = 0.0
	case "bool":
		zero = false
	}
	return newTuple(zero, false), nil
}
