package script

// iter makes something to walk over a value: a cursor, generator or object
// with __next__.
func (m *machine) iter(v value) (value, error) {
	switch x := v.(type) {
	case *list, span, string, bytes:
		return &cursor{over: v}, nil
	case *dict:
		if m.js() {
			break
		}
		return &cursor{over: newList(x.listKeys()...)}, nil
	case *cursor, *generator:
		return v, nil
	case *object:
		if x.class == goDrainClass {
			return x, nil
		}
		if m.js() {
			all, err := m.spread(v)
			return &cursor{over: newList(all...)}, err
		}
		if fn, ok := m.special(x, "__iter__"); ok {
			it, err := m.invoke(fn)
			if err != nil {
				return nil, err
			}
			if o, ok := it.(*object); ok {
				return o, nil
			}
			return m.iter(it)
		}
		if _, ok := m.special(x, "__next__"); ok {
			return x, nil
		}
		if x.data != nil {
			return m.iter(x.data)
		}
		if _, ok := m.special(x, "__getitem__"); ok {
			return &cursor{over: x}, nil
		}
	}
	if m.js() {
		return nil, m.throw("TypeError", m.inspect(v)+" is not iterable")
	}
	return nil, m.throw("TypeError", "'"+m.typeName(v)+"' object is not iterable")
}

// advance is the next item of a cursor.
func (c *cursor) advance() (value, bool) {
	i := c.at
	c.at++
	switch x := c.over.(type) {
	case *list:
		if i < len(x.items) {
			return x.items[i], true
		}
	case span:
		if int64(i) < x.count() {
			return x.from + int64(i)*x.step, true
		}
	case string:
		if i < len(x) {
			for n, r := range x[i:] {
				if n == 0 {
					c.at = i + len(string(r))
					return string(r), true
				}
			}
		}
	case bytes:
		if i < len(x) {
			return int64(x[i]), true
		}
	case *dict:
		for ; i < len(x.keys); i++ {
			if x.keys[i] != (gone{}) {
				c.at = i + 1
				return newTuple(x.keys[i], x.vals[i]), true
			}
		}
	}
	c.at = 1 << 40
	return nil, false
}

// next is oNext: the next item, or the end of the loop.
func (m *machine) next(f *frame, in instr) error {
	switch it := f.top().(type) {
	case *cursor:
		if v, ok := it.advance(); ok {
			f.push(v)
			return nil
		}
		if o, ok := it.over.(*object); ok && it.at >= 0 {
			_ = o
		}
		f.pop()
		f.pc = in.a
		return nil
	case *generator:
		if it.done {
			f.pop()
			f.pc = in.a
			return nil
		}
		if len(m.frames) >= m.lang.deepest {
			return m.throw("RecursionError", "maximum recursion depth exceeded")
		}
		it.frame.loop = true
		if it.frame.pc > 0 {
			it.frame.push(m.lang.nothing)
		}
		m.frames = append(m.frames, it.frame)
		return nil
	case *object:
		if it.class == goDrainClass {
			v, ok, err := m.receive(it.data.(*list).items[0])
			if err != nil {
				return err
			}
			if !ok {
				f.pop()
				f.pc = in.a
				return nil
			}
			if it.data.(*list).items[1] != true {
				v = newTuple(v, nil)
			}
			f.push(v)
			return nil
		}
		v, err := m.nextOf(it)
		if err != nil {
			return err
		}
		if _, end := v.(ended); end {
			f.pop()
			f.pc = in.a
			return nil
		}
		f.push(v)
	}
	return nil
}

// nextOf asks an iterator for its next item, within a native; ended{} is its end.
func (m *machine) nextOf(v value) (value, error) {
	switch it := v.(type) {
	case *cursor:
		if v, ok := it.advance(); ok {
			return v, nil
		}
		return ended{}, nil
	case *generator:
		if it.done {
			return ended{}, nil
		}
		return m.resume(it, m.lang.nothing)
	case *object:
		fn, ok := m.special(it, "__next__")
		if !ok {
			return nil, m.throw("TypeError", "'"+m.typeName(v)+"' object is not an iterator")
		}
		r, err := m.invoke(fn)
		if t, ok := err.(*thrown); ok && isA(t.value, "StopIteration") {
			return ended{}, nil
		}
		return r, err
	}
	return nil, m.throw("TypeError", "'"+m.typeName(v)+"' object is not an iterator")
}

// resume runs a generator to its next value, within a native.
func (m *machine) resume(g *generator, send value) (value, error) {
	base := m.nested
	m.nested = len(m.frames)
	m.deep++
	defer func() { m.nested = base; m.deep-- }()
	if m.deep > 60 {
		return nil, m.throw("RecursionError", "maximum recursion depth exceeded")
	}
	g.frame.loop = false
	if g.frame.pc > 0 {
		g.frame.push(send)
	}
	m.frames = append(m.frames, g.frame)
	err := m.run()
	if err == errWait {
		m.frames = m.frames[:m.nested]
		return nil, m.throw("RuntimeError", "waiting inside this call is not simulated")
	}
	v := m.ret
	m.ret = nil
	return v, err
}

// yield gives a generator's value to its caller.
func (m *machine) yield(f *frame) error {
	v := f.pop()
	if f.gen == nil {
		return m.throw("SyntaxError", "'yield' outside function")
	}
	m.frames = m.frames[:len(m.frames)-1]
	return m.deliver(v)
}

// spread is all items of something iterable.
func (m *machine) spread(v value) ([]value, error) {
	switch x := v.(type) {
	case *list:
		return x.items, nil
	case *dict:
		return x.listKeys(), nil
	case span:
		if err := m.grow(int(min(x.count()*16, 1<<31-1))); err != nil {
			return nil, err
		}
	case *object:
		if m.js() {
			return m.spreadJS(x)
		}
	}
	it, err := m.iter(v)
	if err != nil {
		return nil, err
	}
	var out []value
	for {
		v, err := m.nextOf(it)
		if err != nil {
			return nil, err
		}
		if _, end := v.(ended); end {
			return out, nil
		}
		out = append(out, v)
		if err := m.grow(16); err != nil {
			return nil, err
		}
		if m.used++; len(out) > 2_000_000 {
			return nil, m.memoryError()
		}
	}
}

func (d *dict) listValues() []value {
	out := make([]value, 0, d.live)
	d.each(func(_, v value) { out = append(out, v) })
	return out
}
