package script

import "strings"

// pending is an attribute that a function computes.
type pending struct{ fn, self value }

func (p pending) args(m *machine) *args {
	if m.lang == python {
		return &args{list: []value{p.self}}
	}
	return &args{self: p.self}
}

// force computes a pending attribute.
func (m *machine) force(v value) (value, error) {
	p, ok := v.(pending)
	if !ok {
		return v, nil
	}
	if m.lang == python {
		return m.invoke(p.fn, p.self)
	}
	return m.invokeAs(p.self, p.fn)
}

// bindArgs gives parameters their arguments.
func (m *machine) bindArgs(f *function, c *args, e *env) error {
	if m.lang != python {
		return m.bindLoose(f, c, e)
	}
	params := f.code.params
	used := 0
	taken := map[string]bool{}
	firstDefault := 0
	for _, p := range params {
		if p.def == nil {
			firstDefault++
		}
	}
	di := 0
	var missing []string
	positional := 0
	for _, p := range params {
		if !p.rest && !p.both && !p.only {
			positional++
		}
	}
	for i, p := range params {
		hasDef := p.def != nil
		var def value
		if hasDef {
			def = f.defaults[di]
			di++
		}
		switch {
		case p.rest:
			var rest []value
			if used < len(c.list) {
				rest = append(rest, c.list[used:]...)
				used = len(c.list)
			}
			e.vars.put(p.name, newTuple(rest...))
		case p.both:
			rest := newDict()
			if c.keyed != nil {
				c.keyed.each(func(k, v value) {
					if !taken[k.(string)] && !isParam(params, k.(string)) {
						rest.put(k, v)
					}
				})
			}
			e.vars.put(p.name, rest)
		case !p.only && i < positional && used < len(c.list):
			e.vars.put(p.name, c.list[used])
			used++
			if c.keyed != nil {
				if _, ok := c.keyed.text(p.name); ok {
					return m.throw("TypeError", f.name()+"() got multiple values for argument '"+p.name+"'")
				}
			}
		default:
			if c.keyed != nil {
				if v, ok := c.keyed.text(p.name); ok {
					e.vars.put(p.name, v)
					taken[p.name] = true
					continue
				}
			}
			if !hasDef {
				missing = append(missing, "'"+p.name+"'")
				continue
			}
			e.vars.put(p.name, def)
		}
	}
	return m.checkArgs(f, c, used, positional, missing)
}

func isParam(params []param, name string) bool {
	for _, p := range params {
		if p.name == name && !p.both && !p.rest {
			return true
		}
	}
	return false
}

func (m *machine) checkArgs(f *function, c *args, used, positional int, missing []string) error {
	name := f.name() + "()"
	if len(missing) > 0 {
		list := missing[0]
		if n := len(missing); n == 2 {
			list = missing[0] + " and " + missing[1]
		} else if n > 2 {
			list = strings.Join(missing[:n-1], ", ") + ", and " + missing[n-1]
		}
		s := "s"
		if len(missing) == 1 {
			s = ""
		}
		return m.throw("TypeError", name+" missing "+itoa(len(missing))+" required positional argument"+s+": "+list)
	}
	if used < len(c.list) {
		s, was := "s", "were"
		if positional == 1 {
			s = ""
		}
		if len(c.list) == 1 {
			was = "was"
		}
		takes := itoa(positional)
		if n := len(f.defaults); n > 0 && positional > 0 {
			takes = "from " + itoa(max(positional-n, 0)) + " to " + takes
			s = "s"
		}
		return m.throw("TypeError", name+" takes "+takes+" positional argument"+s+" but "+itoa(len(c.list))+" "+was+" given")
	}
	if c.keyed == nil {
		return nil
	}
	var err error
	both := len(f.code.params) > 0 && f.code.params[len(f.code.params)-1].both
	c.keyed.each(func(k, _ value) {
		if !both && !isParam(f.code.params, k.(string)) && err == nil {
			err = m.throw("TypeError", name+" got an unexpected keyword argument '"+k.(string)+"'")
		}
	})
	return err
}

func (f *function) name() string {
	if f.code.class != "" {
		return f.code.class + "." + f.code.name
	}
	return f.code.name
}

// bindLoose is JavaScript's way: what is missing is undefined.
func (m *machine) bindLoose(f *function, c *args, e *env) error {
	if m.lang == golang && len(c.list) == 1 && len(f.code.params) > 1 {
		if l, ok := c.list[0].(*list); ok && l.tuple {
			c.list = l.items
		}
	}
	for i, p := range f.code.params {
		if p.rest {
			var rest []value
			if i < len(c.list) {
				rest = append(rest, c.list[i:]...)
			}
			e.vars.put(p.name, newList(rest...))
			continue
		}
		if i < len(c.list) {
			v := c.list[i]
			if n, isInt := v.(int64); isInt && p.conv == "float64" {
				v = float64(n)
			}
			e.vars.put(p.name, v)
			continue
		}
		if m.lang == php && p.def == nil {
			continue
		}
		e.vars.put(p.name, undefined{})
	}
	if !f.hasThis && m.js() {
		e.vars.put("arguments", newList(c.list...))
	}
	return nil
}

// instantiate makes an object of a class.
func (m *machine) instantiate(k *class, c *args) error {
	if k.builtin && k.build != nil {
		v, err := k.build(m, c)
		if err != nil {
			return err
		}
		return m.deliver(v)
	}
	if k.builtin && k.is(exceptionClass) {
		return m.deliver(newException(k, c.list))
	}
	if m.js() {
		return m.throw("TypeError", "Class constructor "+k.name+" cannot be invoked without 'new'")
	}
	o := &object{class: k, props: newDict()}
	m.grown += 100
	if err := m.grow(0); err != nil {
		return err
	}
	init, _, ok := k.lookup("__init__")
	if ok {
		if f, isFn := init.(*function); isFn {
			fr, err := m.enter(f, &args{self: o, list: append([]value{o}, c.list...), keyed: c.keyed})
			if err != nil {
				return err
			}
			fr.made = o
			m.frames = append(m.frames, fr)
			return nil
		}
	}
	if k.is(exceptionClass) {
		o.props.put("args", newTuple(c.list...))
	} else if b := builtinBase(k); b != nil && b.build != nil && b != objectClass {
		v, err := b.build(m, c)
		if err != nil {
			return err
		}
		o.data = v
	} else if len(c.list) > 0 {
		return m.throw("TypeError", k.name+"() takes no arguments")
	}
	return m.deliver(o)
}

func builtinBase(k *class) *class {
	for ; k != nil; k = k.base {
		if k.builtin {
			return k
		}
	}
	return nil
}

// beginClass opens a class.
func (m *machine) beginClass(f *frame, in instr) error {
	bases := f.take(in.a)
	k := &class{name: in.v.(string), attrs: newDict()}
	for i, b := range bases {
		bc, ok := b.(*class)
		if fn, isFn := b.(*function); isFn && m.js() {
			bc, ok = m.classOf(fn), true
		}
		if !ok {
			if m.js() {
				return m.throw("TypeError", "Class extends value "+m.inspect(b)+" is not a constructor or null")
			}
			return m.throw("TypeError", "cannot make a class of "+m.typeName(b))
		}
		if i == 0 {
			k.base = bc
		} else {
			k.more = append(k.more, bc)
		}
	}
	m.grown += 200
	f.push(k)
	if m.lang != python {
		k.statics = newDict()
		f.env = newEnv(f.env)
		f.env.vars.put(k.name, k)
		return nil
	}
	if k.base == nil {
		k.base = objectClass
	}
	e := &env{vars: k.attrs, up: f.env, klass: true}
	e.vars.put("%outer", &scopeHolder{f.fenv})
	f.env, f.fenv = e, e
	return nil
}

// scopeHolder keeps the function scope while a class body runs.
type scopeHolder struct{ env *env }

func (m *machine) endClass(f *frame, in instr) error {
	if m.lang == python {
		k := f.top().(*class)
		outer, _ := k.attrs.text("%outer")
		k.attrs.del("%outer")
		f.env, f.fenv = f.env.up, outer.(*scopeHolder).env
		k.attrs.each(func(_, v value) {
			if fn, ok := v.(*function); ok {
				fn.home = k
			}
			if g, ok := v.(*getter); ok {
				if fn, ok := g.fn.(*function); ok {
					fn.home = k
				}
			}
		})
		return nil
	}
	if in.a == 2 {
		f.env = f.env.up
		return nil
	}
	v, key := f.pop(), f.pop()
	m.member(f.top().(*class), m.key(key), v, in.v.(string))
	return nil
}

// member adds a member to a JavaScript class.
func (m *machine) member(k *class, name, v value, how string) {
	if fn, ok := v.(*function); ok {
		fn.home = k
	}
	where := k.attrs
	kind, static := strings.CutPrefix(how, "static ")
	if static {
		where = k.statics
	}
	switch kind {
	case "field":
		fields, _ := where.text("%fields")
		l, ok := fields.(*list)
		if !ok {
			l = newList()
			where.put("%fields", l)
		}
		l.items = append(l.items, newTuple(name, v))
	case "get", "set":
		g := &getter{kind: "property"}
		if old, ok := where.get(name); ok {
			if o, ok := old.(*getter); ok {
				g = o
			}
		}
		if kind == "get" {
			g.fn = v
		} else {
			g.set = v
		}
		where.put(name, g)
	default:
		where.put(name, v)
	}
}

// classOf is the class that new makes of a plain function.
func (m *machine) classOf(fn *function) *class {
	if fn.class == nil {
		fn.class = &class{name: fn.code.name, attrs: newDict(), statics: newDict()}
		fn.class.attrs.put("constructor", fn)
	}
	return fn.class
}

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
