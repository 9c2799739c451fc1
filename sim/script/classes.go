package script

import "strings"

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
