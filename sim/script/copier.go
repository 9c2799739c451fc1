package script

// copier makes a copy of everything a program holds. Code, natives and builtin
// classes never change and are shared. What is not reached is not copied, so a
// copy is a collection of garbage too, and its size is what the program holds.
type copier struct {
	seen map[any]any
	todo []func()
	late []*dict // to be indexed when their keys are whole
	size int     // bytes, roughly
}

func (c *copier) value(v value) value {
	switch v := v.(type) {
	case string:
		c.size += len(v)
	case bytes:
		c.size += len(v)
	case *list:
		return c.list(v)
	case *dict:
		return c.dict(v)
	case *function:
		return c.function(v)
	case *native:
		if v.self == nil {
			return v
		}
		return once(c, v, func(n *native) { n.self = c.value(v.self) })
	case *bound:
		return once(c, v, func(n *bound) { n.self, n.fn = c.value(v.self), c.value(v.fn) })
	case *class:
		return c.class(v)
	case *proto:
		return once(c, v, func(n *proto) { n.class = c.class(v.class) })
	case *object:
		return once(c, v, func(n *object) {
			n.class, n.props, n.data = c.class(v.class), c.dict(v.props), c.value(v.data)
		})
	case *getter:
		return once(c, v, func(n *getter) { n.fn, n.set = c.value(v.fn), c.value(v.set) })
	case *generator:
		return once(c, v, func(n *generator) { n.frame = c.frame(v.frame) })
	case *machine: // a page that is made
		n, size := v.copy()
		c.size += size
		return n
	case *ref:
		return once(c, v, func(n *ref) {
			if v.to != nil {
				n.to = c.value(v.to).(*object)
			}
			n.env, n.of = c.env(v.env), c.value(v.of)
		})
	case *stream:
		return once(c, v, func(*stream) {})
	case *thrown:
		return c.thrown(v)
	case *scopeHolder:
		return once(c, v, func(n *scopeHolder) { n.env = c.env(v.env) })
	case pending:
		return pending{c.value(v.fn), c.value(v.self)}
	case ended:
		return ended{c.value(v.v)}
	case *promise:
		return c.promise(v)
	case *cursor:
		return once(c, v, func(n *cursor) { n.over = c.value(v.over) })
	}
	return v
}

// once copies what a pointer points to and fills the copy in later.
func once[T any](c *copier, old *T, fill func(n *T)) *T {
	if old == nil {
		return nil
	}
	if n, ok := c.seen[old]; ok {
		return n.(*T)
	}
	n := new(T)
	*n = *old
	c.seen[old] = n
	c.size += 64
	c.todo = append(c.todo, func() { fill(n) })
	return n
}

func (c *copier) values(vs []value) []value {
	if vs == nil {
		return nil
	}
	out := make([]value, len(vs))
	for i, v := range vs {
		out[i] = c.value(v)
	}
	c.size += 16 * len(vs)
	return out
}

func (c *copier) list(l *list) *list {
	return once(c, l, func(n *list) { n.items = c.values(l.items) })
}

func (c *copier) dict(d *dict) *dict {
	return once(c, d, func(n *dict) {
		n.keys, n.vals, n.index = c.values(d.keys), c.values(d.vals), nil
		if d.index != nil {
			c.late = append(c.late, n)
		}
	})
}

func (c *copier) function(f *function) *function {
	return once(c, f, func(n *function) {
		n.env, n.defaults, n.this = c.env(f.env), c.values(f.defaults), c.value(f.this)
		n.home, n.props, n.class = c.class(f.home), c.dict(f.props), c.class(f.class)
	})
}

func (c *copier) class(k *class) *class {
	if k == nil || k.builtin {
		return k
	}
	return once(c, k, func(n *class) {
		n.base, n.attrs, n.statics = c.class(k.base), c.dict(k.attrs), c.dict(k.statics)
		n.more = make([]*class, len(k.more))
		for i, b := range k.more {
			n.more[i] = c.class(b)
		}
	})
}

func (c *copier) promise(p *promise) *promise {
	return once(c, p, func(n *promise) {
		n.value = c.value(p.value)
		n.then = make([]reaction, len(p.then))
		for i, r := range p.then {
			n.then[i] = reaction{c.frame(r.frame), c.value(r.ok), c.value(r.fail), c.promise(r.next)}
		}
	})
}

func (c *copier) env(e *env) *env {
	return once(c, e, func(n *env) { n.vars, n.up = c.dict(e.vars), c.env(e.up) })
}

func (c *copier) frame(f *frame) *frame {
	return once(c, f, func(n *frame) {
		n.stack, n.env, n.fenv, n.this = c.values(f.stack), c.env(f.env), c.env(f.fenv), c.value(f.this)
		n.tries = make([]attempt, len(f.tries))
		for i, t := range f.tries {
			n.tries[i] = attempt{t.pc, t.depth, c.env(t.env)}
		}
		n.home, n.made, n.gen, n.promise = c.class(f.home), c.value(f.made), nil, c.promise(f.promise)
		if f.gen != nil {
			n.gen = c.value(f.gen).(*generator)
		}
	})
}

func (c *copier) thrown(t *thrown) *thrown {
	return once(c, t, func(n *thrown) { n.value = c.value(t.value) })
}

// copy is the whole program.
func (m *machine) copy() (*machine, int) {
	c := &copier{seen: map[any]any{}}
	n := *m
	n.frames = make([]*frame, len(m.frames))
	for i, f := range m.frames {
		n.frames[i] = c.frame(f)
	}
	n.globals = c.env(m.globals)
	n.modules = c.dict(m.modules)
	n.timers = make([]timer, len(m.timers))
	for i, t := range m.timers {
		t.fn, t.args = c.value(t.fn), c.values(t.args)
		n.timers[i] = t
	}
	n.jobs = make([]job, len(m.jobs))
	for i, j := range m.jobs {
		n.jobs[i] = job{c.value(j.fn), c.values(j.args), c.frame(j.frame), c.value(j.with), j.fail, c.promise(j.next)}
	}
	n.watches = make([]watch, len(m.watches))
	for i, w := range m.watches {
		w.fn = c.value(w.fn)
		n.watches[i] = w
	}
	n.handlers = c.dict(m.handlers)
	n.panics = c.values(m.panics)
	n.threads = make([]thread, len(m.threads))
	for i, t := range m.threads {
		frames := make([]*frame, len(t.frames))
		for j, f := range t.frames {
			frames[j] = c.frame(f)
		}
		t.frames = frames
		n.threads[i] = t
	}
	n.rejected = make([]*promise, len(m.rejected))
	for i, p := range m.rejected {
		n.rejected[i] = c.promise(p)
	}
	for len(c.todo) > 0 {
		last := len(c.todo) - 1
		do := c.todo[last]
		c.todo = c.todo[:last]
		do()
	}
	for _, d := range c.late {
		d.reindex()
	}
	return &n, c.size
}
