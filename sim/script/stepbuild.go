package script

func (m *machine) group(f *frame, in instr) error {
	var items []value
	if in.a < 0 {
		items = f.pop().(*list).items
	} else {
		items = f.take(in.a)
	}
	m.grown += 48 + 16*len(items)
	if in.op == oTuple {
		f.push(&list{items: items, tuple: true})
		return nil
	}
	d := &dict{set: true}
	for _, it := range items {
		if !d.put(it, nil) {
			return m.unhashable(it)
		}
	}
	f.push(d)
	return nil
}

func (m *machine) appendTo(f *frame, in instr) error {
	if in.v == "dict" {
		v, k := f.pop(), f.pop()
		d := f.stack[len(f.stack)-in.a+1].(*dict)
		if !d.put(k, v) {
			return m.unhashable(k)
		}
		return m.grow(64)
	}
	v := f.pop()
	switch d := f.stack[len(f.stack)-in.a].(type) {
	case *list:
		d.items = append(d.items, v)
	case *dict:
		d.set = true
		if !d.put(v, nil) {
			return m.unhashable(v)
		}
	}
	return m.grow(24)
}

func (m *machine) putOp(o, k, v value) error {
	m.grown += 64
	switch o := o.(type) {
	case *dict:
		if m.lang == php {
			phpPut(o, k, v)
			return nil
		}
		if !o.put(k, v) {
			return m.unhashable(k)
		}
	case *object:
		o.props.put(m.key(k), v)
	}
	return nil
}

func (m *machine) merge(f *frame) error {
	v, into := f.pop(), f.top()
	var err error
	add := func(k, v value) {
		if e := m.putOp(into, k, v); e != nil {
			err = e
		}
	}
	switch v := v.(type) {
	case *dict:
		v.each(add)
	case *object:
		v.props.each(add)
	case *list:
		if !m.js() {
			return m.throw("TypeError", "'"+m.typeName(v)+"' object is not a mapping")
		}
		for i, it := range v.items {
			add(m.key(float64(i)), it)
		}
	default:
		if m.lang == python {
			return m.throw("TypeError", "'"+m.typeName(v)+"' object is not a mapping")
		}
	}
	return err
}

func (m *machine) accessor(f *frame, in instr) {
	fn := f.pop()
	o := f.top().(*object)
	g := &getter{kind: "property"}
	if old, ok := o.props.get(in.v); ok {
		if old, ok := old.(*getter); ok {
			g.fn, g.set = old.fn, old.set
		}
	}
	if in.op == oGetter {
		g.fn = fn
	} else {
		g.set = fn
	}
	o.props.put(in.v, g)
}

func (m *machine) unpack(f *frame, in instr) error {
	v := f.pop()
	all, err := m.spread(v)
	if err != nil {
		if m.lang == python {
			return m.throw("TypeError", "cannot unpack non-iterable "+m.typeName(v)+" object")
		}
		return err
	}
	if in.b < 0 {
		if m.lang == python && len(all) != in.a {
			if len(all) > in.a {
				return m.throw("ValueError", "too many values to unpack (expected "+itoa(in.a)+")")
			}
			return m.throw("ValueError", "not enough values to unpack (expected "+itoa(in.a)+", got "+itoa(len(all))+")")
		}
		for i := in.a - 1; i >= 0; i-- {
			if i < len(all) {
				f.push(all[i])
			} else {
				f.push(undefined{})
			}
		}
		return nil
	}
	if m.lang == python && len(all) < in.a-1 {
		return m.throw("ValueError", "not enough values to unpack (expected at least "+itoa(in.a-1)+", got "+itoa(len(all))+")")
	}
	tail := in.a - in.b - 1
	end := max(len(all)-tail, min(in.b, len(all)))
	for i := 0; i < tail; i++ {
		f.push(all[len(all)-1-i])
	}
	f.push(&list{items: append([]value(nil), all[min(in.b, len(all)):end]...)})
	for i := in.b - 1; i >= 0; i-- {
		if i < len(all) {
			f.push(all[i])
		} else {
			f.push(undefined{})
		}
	}
	return nil
}

func (m *machine) restOf(f *frame, in instr) {
	out := newDict()
	taken := in.v.(*list).items
	if o, ok := f.pop().(*object); ok {
		o.props.each(func(k, v value) {
			for _, t := range taken {
				if t == k {
					return
				}
			}
			out.put(k, v)
		})
	}
	f.push(&object{props: out})
}

func (m *machine) makeFunc(f *frame, in instr) {
	e := f.env
	for e != nil && e.klass {
		e = e.up
	}
	fn := &function{code: in.v.(*code), env: e, defaults: f.take(in.a)}
	if in.b == 1 && m.lang != python {
		fn.this, fn.hasThis, fn.home = f.this, true, f.home
	}
	f.push(fn)
	m.grown += 120
}

func (m *machine) part(f *frame, in instr) error {
	spec := ""
	if in.a == 1 {
		spec = f.pop().(string)
	}
	v := f.pop()
	switch in.v {
	case "r":
		s, err := m.repr(v)
		if err != nil {
			return err
		}
		v = s
	case "s":
		s, err := m.str(v)
		if err != nil {
			return err
		}
		v = s
	}
	s, err := m.format(v, spec)
	if err != nil {
		return err
	}
	f.push(s)
	return nil
}
