package script

func goMapOf(v value) (*dict, *object) {
	v, _ = goBare(v)
	o, ok := v.(*object)
	if !ok || o.class != goMapClass {
		return nil, nil
	}
	return o.data.(*dict), o
}

func goKey(k value) value { k, _ = goBare(k); return k }

func (m *machine) indexGo(o, i value) (value, error) {
	if d, mo := goMapOf(o); mo != nil {
		if v, ok := d.get(goKey(i)); ok {
			return v, nil
		}
		return m.invoke(mo.props.At("zero"))
	}
	o, _ = goBare(o)
	if r, ok := o.(*ref); ok {
		o, _ = m.deref(r)
	}
	n, _ := whole(goKey(i))
	out := func(length int) error {
		return m.goFault("index out of range [" + itoa(int(n)) + "] with length " + itoa(length))
	}
	switch x := o.(type) {
	case *list:
		if n < 0 || int(n) >= len(x.items) {
			return nil, out(len(x.items))
		}
		return x.items[n], nil
	case string:
		if n < 0 || int(n) >= len(x) {
			return nil, out(len(x))
		}
		return int64(x[n]), nil
	case bytes:
		if n < 0 || int(n) >= len(x) {
			return nil, out(len(x))
		}
		return int64(x[n]), nil
	case nil:
		return nil, out(0)
	}
	return o, nil // an instance of something generic
}

func (m *machine) setIndexGo(o, i, v value) error {
	if d, mo := goMapOf(o); mo != nil {
		if d.live > 100_000 {
			return m.memoryError()
		}
		d.put(goKey(i), v)
		return m.grow(64)
	}
	o, _ = goBare(o)
	l, ok := o.(*list)
	if !ok {
		if o == nil {
			return goPanic("assignment to entry in nil map")
		}
		return goPanic("assigning to this index is not simulated")
	}
	n, _ := whole(goKey(i))
	if n < 0 || int(n) >= len(l.items) {
		return m.goFault("index out of range [" + itoa(int(n)) + "] with length " + itoa(len(l.items)))
	}
	if _, isFloat := l.items[n].(float64); isFloat {
		if k, isInt := v.(int64); isInt {
			v = float64(k)
		}
	}
	l.items[n] = v
	return nil
}

func (m *machine) sliceGo(o, a, b value) (value, error) {
	o, _ = goBare(o)
	length := goLength(o)
	from, to := int64(0), int64(length)
	if a != nil {
		from, _ = whole(goKey(a))
	}
	if b != nil {
		to, _ = whole(goKey(b))
	}
	if l, ok := o.(*list); ok && int(to) <= cap(l.items) {
		length = cap(l.items)
	}
	if from < 0 || to < from || int(to) > length {
		return nil, m.goFault("slice bounds out of range [" + itoa(int(from)) + ":" + itoa(int(to)) + "]")
	}
	switch x := o.(type) {
	case string:
		return x[from:to], nil
	case bytes:
		return x[from:to], nil
	case *list:
		return &list{items: x.items[from:to]}, nil
	}
	return nil, nil
}

func goLength(v value) int {
	v, _ = goBare(v)
	switch x := v.(type) {
	case string:
		return len(x)
	case bytes:
		return len(x)
	case *list:
		return len(x.items)
	case *object:
		if d, ok := x.data.(*dict); ok {
			return d.live
		}
		if l, ok := x.data.(*list); ok {
			return len(l.items)
		}
	}
	return 0
}

func goCopy(m *machine, c *args) (value, error) {
	o, ok := c.at(0).(*object)
	if !ok || o.class == nil || o.class.builtin || o.class.attrs.At("%struct") == nil {
		return c.at(0), nil
	}
	n := &object{class: o.class, props: newDict(), data: o.data}
	for _, k := range o.props.listKeys() {
		v, _ := o.props.get(k)
		if inner, ok := v.(*object); ok {
			v, _ = goCopy(m, &args{list: []value{inner}})
		}
		n.props.put(k, v)
	}
	return n, m.grow(100)
}
