package script

func goZero(m *machine, c *args) (value, error) {
	k, ok := c.at(0).(*class)
	if !ok {
		return nil, nil // a type parameter
	}
	return m.zeroOf(k)
}

func (m *machine) zeroOf(k *class) (value, error) {
	if k.build != nil {
		return k.build(m, &args{})
	}
	if fn := k.attrs.At("%zero"); fn != nil {
		v, err := m.invoke(fn)
		if v == nil || err != nil {
			return nil, err
		}
		return goWrapped(v, k), nil
	}
	fields, _ := k.attrs.At("%struct").(*list)
	if fields == nil {
		return nil, nil
	}
	o := &object{class: k, props: newDict()}
	for _, f := range fields.items {
		t := f.(*list).items
		v, err := m.invoke(t[4])
		if err != nil {
			return nil, err
		}
		o.props.put(t[0], v)
	}
	return o, m.grow(100)
}

func goNew(m *machine, c *args) (value, error) {
	k, ok := c.at(0).(*class)
	if !ok {
		return nil, goPanic("this literal is not simulated")
	}
	v, err := m.zeroOf(k)
	o, isObject := v.(*object)
	if err != nil || !isObject {
		return v, err
	}
	fields, _ := k.attrs.At("%struct").(*list)
	for i := 1; i+1 < len(c.list); i += 2 {
		name := c.list[i]
		if n, ok := name.(int64); ok && fields != nil && int(n) < len(fields.items) {
			name = fields.items[n].(*list).items[0]
		}
		if err := m.setAttrGo(o, plain(name), c.list[i+1]); err != nil {
			return nil, err
		}
	}
	return o, nil
}

func goPointer(m *machine, c *args) (value, error) {
	if o, ok := c.at(0).(*object); ok {
		return &ref{to: o}, nil
	}
	return &ref{to: &object{class: goBoxClass, props: newDict(), data: c.at(0)}}, nil
}

// goBox puts a value that is no struct into a box, for a pointer to it.
func goBox(m *machine, c *args) (value, error) {
	if o, ok := c.at(0).(*object); ok && o.class != goMapClass {
		return o, nil
	}
	return &object{class: goBoxClass, props: newDict(), data: c.at(0)}, nil
}

func goAddress(m *machine, c *args) (value, error) {
	of, key := c.at(0), c.at(1)
	if r, ok := of.(*ref); ok && r.to != nil {
		of = r.to
	}
	var v value
	var err error
	if s, ok := key.(string); ok {
		v, err = m.attrGo(of, s)
	} else {
		v, err = m.indexGo(of, key)
	}
	if o, ok := v.(*object); ok && o.class != goMapClass && err == nil {
		return &ref{to: o}, nil
	}
	return &ref{of: of, key: key}, err
}

func goMakeType(m *machine, c *args) (value, error) {
	k := &class{name: plain(c.at(0)), base: nil, attrs: newDict()}
	k.attrs.put("%kind", c.at(1))
	if c.at(1) != "struct" {
		k.attrs.put("%zero", c.at(2))
		return k, nil
	}
	fields, embedded := newList(), newList()
	for _, f := range c.list[2:] {
		fields.items = append(fields.items, f)
		if t := f.(*list); t.items[3] == "e" {
			embedded.items = append(embedded.items, t.items[0])
		}
	}
	k.attrs.put("%struct", fields)
	k.attrs.put("%embedded", embedded)
	return k, nil
}

func goMethod(m *machine, c *args) (value, error) {
	if k, ok := c.at(0).(*class); ok {
		k.attrs.put(c.at(1), c.at(2))
	}
	return nil, nil
}
