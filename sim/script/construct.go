package script

// construct is JavaScript's new.
func (m *machine) construct(fn value, c *args) error {
	if b, ok := fn.(*bound); ok {
		fn = b.fn
	}
	switch k := fn.(type) {
	case *class:
		if k.builtin {
			c.isNew = true
			v, err := k.build(m, c)
			if err != nil {
				return err
			}
			return m.deliver(v)
		}
		o := &object{class: k, props: newDict()}
		m.grown += 100
		if b := builtinBase(k); b != nil && b.build != nil {
			v, err := b.build(m, &args{list: c.list, isNew: true})
			if err != nil {
				return err
			}
			if made, ok := v.(*object); ok {
				made.class = k
				o = made
			}
		}
		return m.constructAs(k, o, c)
	case *function:
		if k.hasThis || k.code.fn.method {
			break
		}
		o := &object{class: m.classOf(k), props: newDict()}
		fr, err := m.enter(k, &args{self: o, list: c.list})
		if err != nil {
			return err
		}
		fr.made = o
		m.frames = append(m.frames, fr)
		return nil
	case *native:
		return m.call(k, c)
	}
	return m.throw("TypeError", m.inspect(fn)+" is not a constructor")
}

func (m *machine) constructAs(k *class, o *object, c *args) error {
	if err := m.initFields(k, o); err != nil {
		return err
	}
	name := "constructor"
	ctor, in, ok := k.lookup(name)
	f, isFn := ctor.(*function)
	if !ok || !isFn || in.builtin {
		return m.deliver(o)
	}
	fr, err := m.enter(f, &args{self: o, list: c.list})
	if err != nil {
		return err
	}
	fr.made = o
	m.frames = append(m.frames, fr)
	return nil
}

// initFields gives an object its fields, those of base classes first.
func (m *machine) initFields(k *class, o *object) error {
	if k == nil {
		return nil
	}
	if err := m.initFields(k.base, o); err != nil || k.attrs == nil {
		return err
	}
	fields, _ := k.attrs.text("%fields")
	l, ok := fields.(*list)
	if !ok {
		return nil
	}
	for _, it := range l.items {
		pair := it.(*list)
		v, err := m.invokeAs(o, pair.items[1])
		if err != nil {
			return err
		}
		o.props.put(pair.items[0], v)
	}
	return nil
}

// superOp is super.name in a method, or super(...) in a constructor.
func (m *machine) superOp(f *frame, name string) error {
	if f.home == nil || f.home.base == nil {
		return m.throw("SyntaxError", "'super' keyword unexpected here")
	}
	v, in, ok := f.home.base.lookup(name)
	if name == "constructor" && (!ok || in.builtin) {
		self := f.this
		v = &native{name: "super", run: func(m *machine, c *args) (value, error) {
			if o, ok := self.(*object); ok && len(c.list) > 0 && o.class.is(errorClassJS) {
				if s, err := m.str(c.list[0]); err == nil {
					o.props.put("message", s)
				}
			}
			return undefined{}, nil
		}}
	} else if !ok {
		v = undefined{}
	}
	f.push(&bound{f.this, v})
	return nil
}
