package script

func goMakeMap(m *machine, c *args) (value, error) {
	d := newDict()
	l, _ := c.at(1).(*list)
	for i := 0; i+1 < len(l.items); i += 2 {
		d.put(goKey(l.items[i]), l.items[i+1])
	}
	o := &object{class: goMapClass, props: newDict(), data: d}
	o.props.put("zero", c.at(0))
	return o, m.grow(64 * d.live)
}

func goLookup(m *machine, c *args) (value, error) {
	d, mo := goMapOf(c.at(0))
	if mo == nil {
		v, err := m.indexGo(c.at(0), c.at(1))
		return newTuple(v, false), err
	}
	if v, ok := d.get(goKey(c.at(1))); ok {
		return newTuple(v, true), nil
	}
	v, err := m.invoke(mo.props.At("zero"))
	return newTuple(v, false), err
}

func goNth(m *machine, c *args) (value, error) {
	n, _ := whole(c.at(1))
	if l, ok := c.at(0).(*list); ok && int(n) < len(l.items) {
		return l.items[n], nil
	}
	return nil, nil
}

func goItems(m *machine, c *args) (value, error) {
	v, _ := goBare(c.at(0))
	switch x := v.(type) {
	case nil:
		return newList(), nil
	case bytes:
		l := newList()
		for _, b := range []byte(x) {
			l.items = append(l.items, int64(b))
		}
		return l, m.grow(16 * len(l.items))
	}
	return v, nil
}

// goRange is what a for statement walks over: pairs, or keys only. Map keys
// come in the order of insertion.
func goRange(keys bool) nativeFn {
	return func(m *machine, c *args) (value, error) {
		v, _ := goBare(c.at(0))
		if r, ok := v.(*ref); ok {
			v, _ = m.deref(r)
		}
		l := newList()
		add := func(k, v value) {
			if keys {
				l.items = append(l.items, k)
			} else {
				l.items = append(l.items, newTuple(k, v))
			}
		}
		switch x := v.(type) {
		case int64:
			if x > 1<<20 {
				return nil, m.memoryError()
			}
			if keys {
				return span{0, max(x, 0), 1}, nil
			}
			return l, nil
		case *list:
			if keys {
				return span{0, int64(len(x.items)), 1}, nil
			}
			for i, it := range x.items {
				add(int64(i), it)
			}
		case string:
			for i, r := range x {
				add(int64(i), int64(r))
			}
		case bytes:
			for i := range len(x) {
				add(int64(i), int64(x[i]))
			}
		case *object:
			if d, ok := x.data.(*dict); ok {
				d.each(add)
			}
			if x.class == goChanClass {
				return &object{class: goDrainClass, props: newDict(), data: newTuple(x, keys)}, nil
			}
		}
		return l, m.grow(48 * len(l.items))
	}
}

// goDrainClass walks over what comes from a channel.
var goDrainClass = &class{name: "range", builtin: true, attrs: newDict()}
