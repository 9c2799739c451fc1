package script

// attrGo is a field, method or name of a package.
func (m *machine) attrGo(v value, name string) (value, error) {
	if name == "%deref" {
		return m.deref(v)
	}
	if r, ok := m.fieldGo(v, name, 0); ok {
		return r, nil
	}
	switch x := v.(type) {
	case nil:
		return nil, m.goFault(goNilText)
	case *object:
		if x.class == moduleClass {
			return nil, goPanic(plain(x.props.At("__name__")) + "." + name + " is not simulated")
		}
	}
	return nil, goPanic("the field or method " + name + " is not simulated")
}

func (m *machine) fieldGo(v value, name string, depth int) (value, bool) {
	r, isRef := v.(*ref)
	var o *object
	switch x := v.(type) {
	case *ref:
		o = r.to
		if o == nil {
			held, err := m.deref(r)
			if err != nil {
				return nil, false
			}
			o, _ = held.(*object)
		}
	case *object:
		o = x
	case *class:
		if fn, ok := x.attrs.text(name); ok { // a method as a function
			return fn, true
		}
		return nil, false
	}
	if o == nil || depth > 4 {
		return nil, false
	}
	if f, ok := o.props.text(name); ok {
		return f, true
	}
	if o.class == nil {
		return nil, false
	}
	if fn, _, ok := o.class.lookup(name); ok {
		self := value(o)
		if f, ok := fn.(*function); ok && f.code.fn.static && !isRef {
			self = &ref{to: o}
		} else if isRef {
			if f, ok := fn.(*function); ok && f.code.fn.static {
				self = v
			}
		}
		return &bound{self, fn}, true
	}
	embedded, _ := o.class.attrs.At("%embedded").(*list)
	if embedded != nil {
		for _, e := range embedded.items {
			inner := o.props.At(plain(e))
			if f, ok := m.fieldGo(inner, name, depth+1); ok {
				return f, true
			}
		}
	}
	return nil, false
}

func (m *machine) setAttrGo(v value, name string, to value) error {
	if name == "%deref" {
		return m.setDeref(v, to)
	}
	o, ok := v.(*object)
	if r, isRef := v.(*ref); isRef {
		if o = r.to; o == nil {
			held, err := m.deref(r)
			if err != nil {
				return err
			}
			o, _ = held.(*object)
		}
	} else if !ok {
		return m.goFault(goNilText)
	}
	if o == nil {
		return m.goFault(goNilText)
	}
	if old, has := o.props.text(name); has || o.class == nil {
		if _, isFloat := old.(float64); isFloat {
			if n, isInt := to.(int64); isInt {
				to = float64(n)
			}
		}
		o.props.put(name, to)
		return nil
	}
	if embedded, ok := o.class.attrs.At("%embedded").(*list); ok {
		for _, e := range embedded.items {
			inner := o.props.At(plain(e))
			if _, ok := m.fieldGo(inner, name, 0); ok {
				return m.setAttrGo(inner, name, to)
			}
		}
	}
	o.props.put(name, to)
	return nil
}

func (m *machine) deref(v value) (value, error) {
	r, ok := v.(*ref)
	if !ok || r == nil {
		return nil, m.goFault(goNilText)
	}
	switch {
	case r.to != nil && r.to.class == goBoxClass:
		return r.to.data, nil
	case r.to != nil:
		return r.to, nil
	case r.env != nil:
		return r.env.vars.At(plain(r.key)), nil
	}
	if s, ok := r.key.(string); ok {
		if _, isMap := r.of.(*object); isMap {
			return m.attrGo(r.of, s)
		}
	}
	return m.indexGo(r.of, r.key)
}

func (m *machine) setDeref(v, to value) error {
	r, ok := v.(*ref)
	if !ok || r == nil {
		return m.goFault(goNilText)
	}
	switch {
	case r.to != nil && r.to.class == goBoxClass:
		r.to.data = to
		return nil
	case r.to != nil:
		if o, ok := to.(*object); ok {
			c, _ := goCopy(m, &args{list: []value{o}})
			r.to.props, r.to.data = c.(*object).props, c.(*object).data
		}
		return nil
	case r.env != nil:
		r.env.vars.put(r.key, to)
		return nil
	}
	if s, ok := r.key.(string); ok {
		if _, isObject := r.of.(*object); isObject {
			return m.setAttrGo(r.of, s, to)
		}
	}
	return m.setIndexGo(r.of, r.key, to)
}
