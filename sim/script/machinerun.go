package script

// enter makes the frame of a call.
func (m *machine) enter(f *function, c *args) (*frame, error) {
	if len(m.frames) >= m.lang.deepest || m.deep > 60 {
		if m.lang == python {
			return nil, m.throw("RecursionError", "maximum recursion depth exceeded")
		}
		if m.js() {
			return nil, m.throw("RangeError", "Maximum call stack size exceeded")
		}
		return nil, m.throw("Error", "too deep a recursion")
	}
	e := newEnv(f.env)
	e.fn = true
	fr := &frame{code: f.code, env: e, fenv: e, this: c.self, home: f.home}
	if f.hasThis {
		fr.this = f.this
	}
	if err := m.bindArgs(f, c, e); err != nil {
		return nil, err
	}
	m.grown += 200
	return fr, nil
}

// call calls anything callable. A function of the program gets a frame, and
// its result comes when that is done; a native's result is pushed at once.
func (m *machine) call(fn value, c *args) error {
	switch f := fn.(type) {
	case *function:
		if c.self == nil && !f.hasThis && m.js() {
			c.self = undefined{}
		}
		fr, err := m.enter(f, c)
		if err != nil {
			return err
		}
		if f.code.fn != nil && f.code.fn.yields {
			g := &generator{frame: fr}
			fr.gen = g
			return m.deliver(g)
		}
		if f.code.fn != nil && f.code.fn.async {
			fr.promise = &promise{}
		}
		m.frames = append(m.frames, fr)
		return nil
	case *native:
		if f.self != nil {
			c.self = f.self
		}
		v, err := f.run(m, c)
		if err != nil {
			return err
		}
		if v == (pushed{}) {
			return nil
		}
		return m.deliver(v)
	case *bound:
		if _, isClass := f.fn.(*class); !isClass {
			if _, js := f.fn.(*native); js && m.js() {
				return m.call(f.fn, &args{self: f.self, list: c.list, keyed: c.keyed})
			}
			if fn, ok := f.fn.(*function); ok && m.js() {
				return m.call(fn, &args{self: f.self, list: c.list, keyed: c.keyed})
			}
			if m.js() {
				return m.call(f.fn, c)
			}
			return m.call(f.fn, &args{self: f.self, list: append([]value{f.self}, c.list...), keyed: c.keyed})
		}
		return m.call(f.fn, c)
	case *class:
		if m.lang == golang {
			v, err := goConvert(m, &args{list: append([]value{f}, c.list...)})
			if err != nil {
				return err
			}
			return m.deliver(v)
		}
		return m.instantiate(f, c)
	case *object:
		if v, ok := m.special(f, "__call__"); ok && m.lang == python {
			return m.call(v, c)
		}
		if m.lang == golang && callable(f.data) {
			return m.call(f.data, c)
		}
	case nil:
		if m.lang == golang {
			return m.goFault(goNilText)
		}
	}
	return m.notCallable(fn)
}

// pushed is the answer of a native that has made a frame itself.
type pushed struct{}

// deliver gives a result to whoever waits for it.
func (m *machine) deliver(v value) error {
	if len(m.frames) <= m.nested {
		m.ret = v
		return nil
	}
	f := m.frames[len(m.frames)-1]
	f.push(v)
	return nil
}

// invoke calls a function and runs it to its end, within a native. Nothing
// can wait in it.
func (m *machine) invoke(fn value, list ...value) (value, error) {
	return m.invokeAs(nil, fn, list...)
}

func (m *machine) invokeAs(self value, fn value, list ...value) (value, error) {
	base := m.nested
	m.nested = len(m.frames)
	m.deep++
	defer func() { m.nested = base; m.deep-- }()
	if m.deep > 60 {
		if m.js() {
			return nil, m.throw("RangeError", "Maximum call stack size exceeded")
		}
		return nil, m.throw("RecursionError", "maximum recursion depth exceeded")
	}
	m.ret = nil
	if err := m.call(fn, &args{self: self, list: list}); err != nil {
		if err == errWait || err == errBlocked {
			return nil, m.throw("RuntimeError", "waiting inside this call is not simulated")
		}
		return nil, err
	}
	if err := m.run(); err != nil {
		if err == errWait || err == errBlocked {
			m.frames = m.frames[:m.nested]
			return nil, m.throw("RuntimeError", "waiting inside this call is not simulated")
		}
		return nil, err
	}
	v := m.ret
	m.ret = nil
	return v, nil
}

// run goes on until the frames are down to where it began. It answers errWait
// when the program has to wait or has used up what it may for now.
func (m *machine) run() error {
	base := m.nested
	for len(m.frames) > base {
		m.used++
		m.steps++
		if m.deep > 0 {
			if m.inner++; m.inner > mostNested {
				return m.limit()
			}
		} else {
			m.inner = 0
			if m.used >= 64*perUnit {
				if !m.spend() {
					m.tired = true
					return errWait
				}
			}
		}
		f := m.frames[len(m.frames)-1]
		at := f.pc
		f.pc++
		in := f.code.instrs[at]
		err := m.step(f, in)
		if err == nil {
			continue
		}
		switch e := err.(type) {
		case *thrown:
			if !m.unwind(e, base) {
				return e
			}
		default:
			if err == errWait || err == errBlocked {
				f.pc = at
			}
			return err
		}
	}
	return nil
}

func (m *machine) limit() error {
	m.frames = m.frames[:m.nested]
	return m.throw("RuntimeError", "too long a callback for the simulation")
}

// spend accounts for what was done; false: no more for now.
func (m *machine) spend() bool {
	n := m.used/perUnit + 1
	m.used = 0
	return m.p.Sys.Spend(n)
}

// unwind goes down the frames to the first that takes the exception.
func (m *machine) unwind(t *thrown, base int) bool {
	if !t.fresh {
		for _, f := range m.frames {
			t.trace = append(t.trace, tracePoint{f.code.file, f.code.name, f.code.places[max(f.pc-1, 0)]})
		}
		t.fresh = true
	}
	for len(m.frames) > base {
		f := m.frames[len(m.frames)-1]
		if n := len(f.tries); n > 0 {
			a := f.tries[n-1]
			f.tries = f.tries[:n-1]
			f.stack, f.env, f.pc = f.stack[:a.depth], a.env, a.pc
			f.push(t)
			return true
		}
		m.frames = m.frames[:len(m.frames)-1]
		if f.gen != nil {
			f.gen.done = true
		}
		if f.promise != nil {
			m.settle(f.promise, 2, t.value)
			if !f.apart {
				m.deliver(f.promise)
			}
			return true
		}
	}
	return false
}

// ret ends a frame with a value.
func (m *machine) leave(f *frame, v value) error {
	m.frames = m.frames[:len(m.frames)-1]
	switch {
	case f.gen != nil:
		f.gen.done = true
		return m.exhausted(f, v)
	case f.promise != nil:
		m.resolve(f.promise, v)
		if f.apart {
			return nil
		}
		v = f.promise
	case f.made != nil:
		if _, ok := v.(*object); !ok {
			if _, ok := v.(*list); !ok || m.lang == python {
				v = f.made
			}
		}
	}
	if f.drop {
		return nil
	}
	return m.deliver(v)
}

// exhausted is the end of a generator: its caller's loop ends, or next raises.
func (m *machine) exhausted(f *frame, v value) error {
	if f.loop {
		caller := m.frames[len(m.frames)-1]
		in := caller.code.instrs[caller.pc-1]
		caller.pop()
		caller.pc = in.a
		return nil
	}
	return m.deliver(ended{v})
}

// ended is what a generator delivers to a native after its last value.
type ended struct{ v value }
