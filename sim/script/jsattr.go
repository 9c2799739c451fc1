package script

import (
	"strconv"
	"strings"
)

func (m *machine) ownKeys(v value) (out []value) {
	switch x := v.(type) {
	case *object:
		x.props.each(func(k, _ value) {
			if !strings.HasPrefix(plain(k), "%") {
				out = append(out, k)
			}
		})
	case *list:
		for i := range x.items {
			out = append(out, itoa(i))
		}
	case string:
		for i := range x {
			out = append(out, itoa(i))
		}
	}
	return out
}

func (m *machine) attrJS(v value, name string) (value, error) {
	switch x := v.(type) {
	case nil, undefined:
		s, _ := m.strJS(v)
		return nil, m.throw("TypeError", "Cannot read properties of "+s+" (reading '"+name+"')")
	case string:
		if name == "length" {
			return float64(len([]rune(x))), nil
		}
	case *list:
		if name == "length" {
			return float64(len(x.items)), nil
		}
	case bytes:
		if name == "length" || name == "byteLength" {
			return float64(len(x)), nil
		}
	case *object:
		if d, ok := x.data.(*dict); ok && name == "size" {
			return float64(d.live), nil
		}
		if t, ok := x.data.(*list); ok && builtinTag(x) == "regexp" && (name == "source" || name == "flags") {
			return t.items[map[string]int{"source": 0, "flags": 1}[name]], nil
		}
		if r, ok := x.props.text(name); ok {
			return got(r, x), nil
		}
		if x.class != nil {
			if r, _, ok := x.class.lookup(name); ok {
				return got(r, x), nil
			}
			switch {
			case name == "constructor":
				return x.class, nil
			case name == "stack" && x.class.is(errorClassJS):
				s, _ := m.strJS(x)
				at, _ := x.props.text("%at")
				return s + plain(at), nil
			case name == "name" && x.class.is(errorClassJS):
				return m.errorName(x), nil
			}
		}
		if fn, ok := x.props.text("%get"); ok && !strings.HasPrefix(name, "%") && !strings.HasPrefix(name, "@") && name != "then" && name != "toJSON" && name != "constructor" {
			return m.invoke(fn, name)
		}
	case *class:
		if name == "prototype" {
			return &proto{x}, nil
		}
		for k := x; k != nil; k = k.base {
			if k.statics != nil {
				if r, ok := k.statics.text(name); ok {
					return got(r, x), nil
				}
			}
		}
		if name == "name" {
			return x.name, nil
		}
	case *function:
		if x.props != nil {
			if r, ok := x.props.text(name); ok {
				return r, nil
			}
		}
		switch name {
		case "prototype":
			return &proto{m.classOf(x)}, nil
		case "name":
			return x.code.name, nil
		case "length":
			return float64(len(x.code.params)), nil
		}
	case *proto:
		if r, _, ok := x.class.lookup(name); ok {
			return r, nil
		}
	}
	if _, ok := v.(*native); ok && name == "main" {
		mod, _ := m.builtinJS("module")
		return mod, nil
	}
	if fn, ok := m.lib.functions[typeTag(v)+"."+name]; ok {
		return &native{name: name, run: fn, self: v}, nil
	}
	return undefined{}, nil
}

func got(r, self value) value {
	if g, ok := r.(*getter); ok {
		if g.fn == nil {
			return undefined{}
		}
		return pending{g.fn, self}
	}
	return r
}

// typeTag is the group of methods a value has.
func typeTag(v value) string {
	switch v := v.(type) {
	case string:
		return "string"
	case *list:
		return "array"
	case float64:
		return "number"
	case *promise:
		return "promise"
	case bytes:
		return "buffer"
	case *generator:
		return "generator"
	case *object:
		return builtinTag(v)
	case *function, *native, *bound, *class:
		return "function"
	}
	return "object"
}

func (m *machine) setJS(o *object, name string, v value) error {
	o.props.put(name, v)
	return nil
}

func (m *machine) setOther(o value, name string, v value) error {
	if nullish(o) {
		s, _ := m.strJS(o)
		return m.throw("TypeError", "Cannot set properties of "+s+" (setting '"+name+"')")
	}
	if l, ok := o.(*list); ok && name == "length" {
		if n, ok := whole(v); ok && n >= 0 && int(n) <= len(l.items) {
			l.items = l.items[:n:n]
		}
	}
	return nil
}

func (m *machine) indexJS(o, i value) (value, error) {
	if f, ok := i.(float64); ok {
		n := int(f)
		switch x := o.(type) {
		case *list:
			if float64(n) == f && n >= 0 && n < len(x.items) {
				return x.items[n], nil
			}
			return undefined{}, nil
		case string:
			r := []rune(x)
			if n >= 0 && n < len(r) {
				return string(r[n]), nil
			}
			return undefined{}, nil
		}
	}
	k := m.key(i).(string)
	if n, err := strconv.Atoi(k); err == nil {
		if _, ok := o.(*list); ok {
			return m.indexJS(o, float64(n))
		}
	}
	return m.attrJS(o, k)
}

func (m *machine) setIndexJS(o, i, v value) error {
	if l, ok := o.(*list); ok {
		if n, isInt := whole(i); isInt && n >= 0 {
			if n > int64(len(l.items))+100_000 {
				return m.memoryError()
			}
			for int64(len(l.items)) <= n {
				l.items = append(l.items, undefined{})
			}
			l.items[n] = v
			return m.grow(16)
		}
	}
	return m.setAttr(o, m.key(i).(string), v)
}

func (m *machine) spreadJS(o *object) ([]value, error) {
	switch d := o.data.(type) {
	case *dict:
		if d.set {
			return d.listKeys(), nil
		}
		var all []value
		d.each(func(k, v value) { all = append(all, newList(k, v)) })
		return all, m.grow(64 * len(all))
	case *list:
		if o.class == matchClass {
			return d.items, nil
		}
	}
	if fn, err := m.attrJS(o, "@@iterator"); err == nil && callable(fn) {
		it, err := m.invokeAs(o, fn)
		if err != nil {
			return nil, err
		}
		if _, same := it.(*object); !same {
			return m.spread(it)
		}
		return m.drainJS(it.(*object))
	}
	return nil, m.throw("TypeError", m.inspect(o)+" is not iterable")
}

// drainJS takes all of what an iterator's next answers.
func (m *machine) drainJS(it *object) (all []value, err error) {
	for len(all) < 100_000 {
		fn, err := m.attrJS(it, "next")
		if err != nil {
			return nil, err
		}
		r, err := m.invokeAs(it, fn)
		o, ok := r.(*object)
		if err != nil || !ok {
			return nil, errOr(err, m.throw("TypeError", "Iterator result is not an object"))
		}
		done, _ := o.props.text("done")
		if t, _ := m.truth(done); t {
			return all, nil
		}
		v, _ := o.props.text("value")
		all = append(all, v)
	}
	return nil, m.memoryError()
}
