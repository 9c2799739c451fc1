package script

// special is a method of an object's class, bound to it.
func (m *machine) special(o *object, name string) (value, bool) {
	if o.class == nil {
		return nil, false
	}
	v, _, ok := o.class.lookup(name)
	if !ok {
		return nil, false
	}
	return bind(o, v), true
}

func bind(self, v value) value {
	switch f := v.(type) {
	case *function:
		return &bound{self, f}
	case *native:
		if f.self == nil {
			return &native{name: f.name, run: f.run, self: self}
		}
	}
	return v
}

// attr is v.name.
func (m *machine) attr(v value, name string) (value, error) {
	if m.js() {
		return m.attrJS(v, name)
	}
	if m.lang == golang {
		return m.attrGo(v, name)
	}
	if m.lang == php {
		return m.attrPHP(v, name)
	}
	if r, ok := m.find(v, name); ok {
		return r, nil
	}
	if o, ok := v.(*object); ok {
		if fn, ok := m.special(o, "__getattr__"); ok {
			return m.invoke(fn, name)
		}
	}
	return nil, m.attrError(v, name)
}

func (m *machine) attrError(v value, name string) error {
	if o, ok := v.(*object); ok && o.class == moduleClass {
		mod, _ := o.props.text("__name__")
		return m.throw("AttributeError", "module '"+plain(mod)+"' has no attribute '"+name+"'")
	}
	if k, ok := v.(*class); ok {
		return m.throw("AttributeError", "type object '"+k.name+"' has no attribute '"+name+"'")
	}
	return m.throw("AttributeError", "'"+m.typeName(v)+"' object has no attribute '"+name+"'")
}

func plain(v value) string {
	s, _ := v.(string)
	return s
}

// find is Python's lookup of an attribute.
func (m *machine) find(v value, name string) (value, bool) {
	switch o := v.(type) {
	case *object:
		if o.props != nil {
			if r, ok := o.props.text(name); ok {
				return r, true
			}
		}
		if name == "__class__" {
			return o.class, true
		}
		if name == "__dict__" {
			return o.props, true
		}
		if o.class == nil {
			return nil, false
		}
		r, _, ok := o.class.lookup(name)
		if !ok {
			return m.findData(o, name)
		}
		if g, ok := r.(*getter); ok {
			switch g.kind {
			case "static":
				return g.fn, true
			case "class":
				return &bound{o.class, g.fn}, true
			}
			if n, ok := g.fn.(*native); ok {
				return pending{n, o}, true
			}
			return pending{g.fn, o}, true
		}
		return bind(o, r), true
	case *class:
		r, _, ok := o.lookup(name)
		if g, isGetter := r.(*getter); isGetter {
			if g.kind == "class" {
				return &bound{o, g.fn}, true
			}
			return g.fn, true
		}
		if ok {
			return r, true
		}
		switch name {
		case "__name__", "__qualname__":
			return o.name, true
		case "__module__":
			return "__main__", true
		case "__doc__":
			return nil, true
		}
		return nil, false
	case *function:
		if o.props != nil {
			if r, ok := o.props.text(name); ok {
				return r, true
			}
		}
		switch name {
		case "__name__", "__qualname__":
			return o.code.name, true
		case "__doc__":
			return nil, true
		case "__module__":
			return "__main__", true
		}
		return nil, false
	case *bound:
		if name == "__self__" {
			return o.self, true
		}
		return m.find(o.fn, name)
	case *native:
		if name == "__name__" {
			return o.name, true
		}
	}
	k := m.classFor(v)
	if k == nil {
		return nil, false
	}
	if name == "__class__" {
		return k, true
	}
	r, _, ok := k.lookup(name)
	if !ok {
		return nil, false
	}
	if g, ok := r.(*getter); ok {
		return pending{g.fn, v}, true
	}
	return bind(v, r), true
}

// findData looks in what a subclass of a builtin holds.
func (m *machine) findData(o *object, name string) (value, bool) {
	if o.data == nil || o.class == m.lib.super {
		return nil, false
	}
	return m.find(o.data, name)
}

func (m *machine) setAttr(v value, name string, to value) error {
	m.grown += 32
	if m.lang == golang {
		return m.setAttrGo(v, name, to)
	}
	if m.lang == php {
		return m.setAttrPHP(v, name, to)
	}
	switch o := v.(type) {
	case *object:
		if o.class != nil {
			if r, _, ok := o.class.lookup(name); ok {
				if g, ok := r.(*getter); ok && g.kind == "property" {
					return m.setProperty(g, o, name, to)
				}
			}
		}
		if m.js() {
			if r, ok := o.props.text(name); ok {
				if g, ok := r.(*getter); ok {
					return m.setProperty(g, o, name, to)
				}
			}
			return m.setJS(o, name, to)
		}
		o.props.put(name, to)
		return nil
	case *class:
		if o.builtin {
			if m.js() {
				return nil
			}
			return m.throw("TypeError", "cannot set '"+name+"' attribute of immutable type '"+o.name+"'")
		}
		if m.js() {
			o.statics.put(name, to)
			return nil
		}
		o.attrs.put(name, to)
		return nil
	case *function:
		if m.js() && name == "prototype" {
			return nil
		}
		if o.props == nil {
			o.props = newDict()
		}
		o.props.put(name, to)
		return nil
	case *proto:
		o.class.attrs.put(name, to)
		return nil
	case *bound:
		return m.setAttr(o.fn, name, to)
	}
	if m.js() {
		return m.setOther(v, name, to)
	}
	return m.attrError(v, name)
}

func (m *machine) setProperty(g *getter, o *object, name string, to value) error {
	if g.set == nil {
		if m.js() {
			return nil
		}
		return m.throw("AttributeError", "property '"+name+"' of '"+o.class.name+"' object has no setter")
	}
	var err error
	if m.js() {
		_, err = m.invokeAs(o, g.set, to)
	} else {
		_, err = m.invoke(g.set, o, to)
	}
	return err
}

func (m *machine) delAttr(v value, name string) error {
	switch o := v.(type) {
	case *object:
		if !o.props.del(name) && m.lang == python {
			return m.attrError(v, name)
		}
	case *class:
		if !o.builtin {
			o.attrs.del(name)
		}
	}
	return nil
}
