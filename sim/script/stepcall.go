package script

func nullish(v value) bool {
	if v == nil {
		return true
	}
	_, ok := v.(undefined)
	return ok
}

func (m *machine) callOp(f *frame, in instr) error {
	keep := len(f.stack)
	var fn value
	var c *args
	switch in.op {
	case oCall:
		c = &args{list: f.take(in.a)}
		fn = f.pop()
	case oMethod:
		c = &args{list: f.take(in.a)}
		o := f.pop()
		v, err := m.attr(o, in.v.(string))
		if err != nil {
			return err
		}
		if v, err = m.force(v); err != nil {
			return err
		}
		if m.lang != python {
			if !callable(v) {
				return m.notFunction(f, in.v.(string))
			}
			c.self = o
		}
		fn = v
	default:
		c = &args{keyed: f.pop().(*dict)}
		c.list = append([]value(nil), f.pop().(*list).items...)
		fn = f.pop()
	}
	var err error
	if in.op == oNew {
		c.isNew = true
		err = m.construct(fn, c)
	} else {
		err = m.call(fn, c)
	}
	if err == errWait || err == errBlocked { // the call is made again: put its operands back
		f.stack = f.stack[:keep]
	}
	return err
}

func callable(v value) bool {
	switch v.(type) {
	case *function, *native, *bound, *class:
		return true
	}
	return false
}

func (m *machine) load(f *frame, name string) (value, error) {
	if _, v, ok := f.env.find(name); ok {
		return v, nil
	}
	if v, ok := m.builtin(name); ok {
		return v, nil
	}
	if m.lang == php {
		if name == "$this" && !nullish(f.this) {
			return f.this, nil
		}
		m.phpWarn("Warning", "Undefined variable "+name)
		return nil, nil
	}
	return nil, m.nameError(name)
}

func (m *machine) moduleOf(f *frame) *env {
	e := f.fenv
	for e.up != nil {
		e = e.up
	}
	return e
}
