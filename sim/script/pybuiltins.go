package script

import (
	"math"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"
)

type nativeFn = func(m *machine, c *args) (value, error)

// makePyTypes makes the builtin classes, by name.
func makePyTypes() map[string]*class {
	all := map[string]*class{"object": objectClass}
	for _, t := range []struct {
		name    string
		build   nativeFn
		methods map[string]nativeFn
	}{
		{"int", pyInt, map[string]nativeFn{"bit_length": func(m *machine, c *args) (value, error) {
			n, _ := whole(c.self)
			return int64(len(strings.TrimLeft(strconv.FormatInt(n, 2), "-0"))), nil
		}}},
		{"float", pyFloatOf, map[string]nativeFn{"is_integer": func(m *machine, c *args) (value, error) {
			f, _ := number(c.self)
			return f == math.Trunc(f), nil
		}}},
		{"bool", func(m *machine, c *args) (value, error) { t, err := m.truth(c.arg(0, "x", nil)); return t, err }, nil},
		{"str", pyStrOf, strMethods}, {"bytes", pyBytes, bytesMethods}, {"list", pyListOf, listMethods},
		{"tuple", pyTuple, tupleMethods}, {"dict", pyDict, dictMethods}, {"set", pySet, setMethods},
		{"frozenset", pySet, setMethods}, {"range", pyRange, nil}, {"type", pyType, nil},
		{"NoneType", nil, nil}, {"function", nil, nil}, {"generator", nil, generatorMethods}, {"file", nil, fileMethods},
		{"property", pyGetter("property"), nil}, {"staticmethod", pyGetter("static"), nil}, {"classmethod", pyGetter("class"), nil},
		{"coroutine", nil, nil}, {"iterator", nil, nil},
	} {
		all[t.name] = &class{name: t.name, builtin: true, build: t.build, methods: t.methods, attrs: newDict(), base: objectClass}
	}
	all["bool"].base = all["int"]
	fromkeys := &getter{kind: "static", fn: &native{name: "fromkeys", run: func(m *machine, c *args) (value, error) {
		d := newDict()
		all, err := m.spread(c.arg(0, "", nil))
		for _, k := range all {
			d.put(k, c.arg(1, "", nil))
		}
		return d, err
	}}}
	all["dict"].attrs.put("fromkeys", fromkeys)
	all["bytes"].attrs.put("fromhex", &getter{kind: "static", fn: &native{name: "fromhex", run: func(m *machine, c *args) (value, error) {
		out := ""
		s := plain(c.arg(0, "", ""))
		for i := 0; i+1 < len(s); i += 2 {
			n, err := strconv.ParseUint(s[i:i+2], 16, 8)
			if err != nil {
				return nil, m.throw("ValueError", "non-hexadecimal number found in fromhex() arg at position "+itoa(i))
			}
			out += string([]byte{byte(n)})
		}
		return bytes(out), nil
	}}})
	all["property"].methods = map[string]nativeFn{"setter": func(m *machine, c *args) (value, error) {
		g := *c.self.(*getter)
		g.set = c.at(0)
		return &g, nil
	}}
	return all
}

func pyGetter(kind string) nativeFn {
	return func(m *machine, c *args) (value, error) { return &getter{fn: c.at(0), kind: kind}, nil }
}

// classFor is the class of a value that is no object.
func (m *machine) classFor(v value) *class {
	if _, ok := v.(*getter); ok {
		return m.lib.types["property"]
	}
	if k, ok := m.lib.types[typeName(v)]; ok {
		return k
	}
	if o, ok := v.(*object); ok {
		return o.class
	}
	return objectClass
}

func (m *machine) builtin(name string) (value, bool) {
	if m.js() {
		return m.builtinJS(name)
	}
	if m.lang == php {
		return m.modules.text("%global " + name)
	}
	if m.lang == golang {
		fn, ok := m.lib.functions[name]
		return &native{name: name, run: fn}, ok
	}
	if k, ok := m.lib.types[name]; ok && name != "file" && name != "NoneType" && name != "function" && name != "generator" && name != "coroutine" && name != "iterator" {
		return k, true
	}
	if name == "super" {
		return &native{name: name, run: pySuper}, true
	}
	if fn, ok := m.lib.functions[name]; ok {
		return &native{name: name, run: fn}, true
	}
	if k, ok := exceptionClasses[name]; ok && name != "Error" && name != "JSONDecodeError" {
		return k, true
	}
	switch name {
	case "IOError", "EnvironmentError":
		return exceptionClasses["OSError"], true
	case "NotImplemented":
		return "NotImplemented", true
	case "__name__":
		return "__main__", true
	case "Ellipsis":
		return "Ellipsis", true
	case "__builtins__", "__doc__", "__spec__":
		return nil, true
	}
	return m.preludeName(name)
}

func pySuper(m *machine, c *args) (value, error) {
	f := m.frames[len(m.frames)-1]
	for f.home == nil && len(m.frames) > 1 {
		return nil, m.throw("RuntimeError", "super(): no arguments")
	}
	if f.home == nil || len(f.code.params) == 0 {
		return nil, m.throw("RuntimeError", "super(): no arguments")
	}
	self, _ := f.fenv.vars.text(f.code.params[0].name)
	return &object{class: m.lib.super, props: newDict(), data: &bound{self, f.home}}, nil
}

// makeSuper is the class of what super() makes: it looks names up behind a class.
func makeSuper() *class {
	return &class{name: "super", builtin: true, attrs: newDict(), methods: map[string]nativeFn{
		"__getattr__": func(m *machine, c *args) (value, error) {
			b := c.self.(*object).data.(*bound)
			home := b.fn.(*class)
			name := plain(c.at(0))
			for _, k := range append([]*class{home.base}, home.more...) {
				if k == nil {
					continue
				}
				if v, _, ok := k.lookup(name); ok {
					if g, ok := v.(*getter); ok {
						if g.kind == "class" {
							return &bound{b.self, g.fn}, nil
						}
						if g.kind == "static" {
							return g.fn, nil
						}
						return m.invoke(g.fn, b.self)
					}
					return bind(b.self, v), nil
				}
			}
			if name == "__init__" {
				return &native{name: "__init__", run: func(m *machine, c *args) (value, error) {
					if o, ok := c.self.(*object); ok && o.class.is(exceptionClass) {
						o.props.put("args", newTuple(c.list...))
					}
					return nil, nil
				}, self: b.self}, nil
			}
			return nil, m.throw("AttributeError", "'super' object has no attribute '"+name+"'")
		}}}
}

func pyInt(m *machine, c *args) (value, error) {
	if len(c.list) == 0 {
		return int64(0), nil
	}
	base, _ := whole(c.arg(1, "base", int64(10)))
	switch v := c.list[0].(type) {
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return nil, m.throw("ValueError", "cannot convert float "+pyFloat(v)+" to integer")
		}
		return int64(v), nil
	case int64, bool:
		n, _ := whole(v)
		return n, nil
	case string, bytes:
		s, isStr := v.(string)
		if !isStr {
			s = string(v.(bytes))
		}
		n, err := strconv.ParseInt(strings.ReplaceAll(strings.TrimSpace(s), "_", ""), int(base), 64)
		if err != nil {
			return nil, m.throw("ValueError", "invalid literal for int() with base "+itoa(int(base))+": "+repr(m, v, 0))
		}
		return n, nil
	case *object:
		if fn, ok := m.special(v, "__int__"); ok {
			return m.invoke(fn)
		}
	}
	return nil, m.throw("TypeError", "int() argument must be a string, a bytes-like object or a real number, not '"+m.typeName(c.list[0])+"'")
}

func pyFloatOf(m *machine, c *args) (value, error) {
	if len(c.list) == 0 {
		return 0.0, nil
	}
	if f, ok := number(c.list[0]); ok {
		return f, nil
	}
	if s, ok := c.list[0].(string); ok {
		f, err := strconv.ParseFloat(strings.ReplaceAll(strings.TrimSpace(s), "_", ""), 64)
		if err != nil {
			return nil, m.throw("ValueError", "could not convert string to float: "+pyQuote(s))
		}
		return f, nil
	}
	return nil, m.throw("TypeError", "float() argument must be a string or a real number, not '"+m.typeName(c.list[0])+"'")
}

func pyStrOf(m *machine, c *args) (value, error) {
	if len(c.list) == 0 {
		return "", nil
	}
	if b, ok := c.list[0].(bytes); ok && len(c.list) > 1 {
		return string(b), nil
	}
	return m.str(c.list[0])
}

func pyBytes(m *machine, c *args) (value, error) {
	switch v := c.arg(0, "", "").(type) {
	case string:
		return bytes(v), nil
	case bytes:
		return v, nil
	case int64:
		if err := m.grow(int(min(max(v, 0), 1<<31-1))); err != nil {
			return nil, err
		}
		return bytes(strings.Repeat("\x00", int(max(v, 0)))), nil
	}
	all, err := m.spread(c.list[0])
	out := make([]byte, 0, len(all))
	for _, b := range all {
		n, _ := whole(b)
		out = append(out, byte(n))
	}
	return bytes(out), err
}

func pyListOf(m *machine, c *args) (value, error) {
	if len(c.list) == 0 {
		return newList(), nil
	}
	all, err := m.spread(c.list[0])
	return newList(append([]value(nil), all...)...), err
}

func pyTuple(m *machine, c *args) (value, error) {
	if len(c.list) == 0 {
		return newTuple(), nil
	}
	all, err := m.spread(c.list[0])
	return newTuple(append([]value(nil), all...)...), err
}

func pyDict(m *machine, c *args) (value, error) {
	d := newDict()
	if len(c.list) > 0 {
		if src, ok := c.list[0].(*dict); ok {
			src.each(func(k, v value) { d.put(k, v) })
		} else {
			all, err := m.spread(c.list[0])
			if err != nil {
				return nil, err
			}
			for _, p := range all {
				kv, err := m.spread(p)
				if err != nil || len(kv) != 2 {
					return nil, m.throw("ValueError", "dictionary update sequence element is not a pair")
				}
				if !d.put(kv[0], kv[1]) {
					return nil, m.unhashable(kv[0])
				}
			}
		}
	}
	if c.keyed != nil {
		c.keyed.each(func(k, v value) { d.put(k, v) })
	}
	return d, m.grow(64 * d.live)
}

func pySet(m *machine, c *args) (value, error) {
	d := &dict{set: true}
	if len(c.list) == 0 {
		return d, nil
	}
	all, err := m.spread(c.list[0])
	for _, v := range all {
		if !d.put(v, nil) {
			return nil, m.unhashable(v)
		}
	}
	return d, err
}

func pyRange(m *machine, c *args) (value, error) {
	r := span{step: 1}
	var n [3]int64
	for i, v := range c.list {
		x, ok := whole(v)
		if _, isFloat := v.(float64); !ok || isFloat || i > 2 {
			return nil, m.throw("TypeError", "'"+m.typeName(v)+"' object cannot be interpreted as an integer")
		}
		n[i] = x
	}
	switch len(c.list) {
	case 0:
		return nil, m.throw("TypeError", "range expected at least 1 argument, got 0")
	case 1:
		r.to = n[0]
	case 2:
		r.from, r.to = n[0], n[1]
	default:
		r = span{n[0], n[1], n[2]}
		if r.step == 0 {
			return nil, m.throw("ValueError", "range() arg 3 must not be zero")
		}
	}
	return r, nil
}

func pyType(m *machine, c *args) (value, error) {
	if o, ok := c.at(0).(*object); ok && o.class != nil {
		return o.class, nil
	}
	if _, ok := c.at(0).(*class); ok {
		return m.lib.types["type"], nil
	}
	return m.classFor(c.at(0)), nil
}

func pyPrint(m *machine, c *args) (value, error) {
	sep, end := " ", "\n"
	if s, ok := c.arg(99, "sep", nil).(string); ok {
		sep = s
	}
	if s, ok := c.arg(99, "end", nil).(string); ok {
		end = s
	}
	var b strings.Builder
	for i, v := range c.list {
		if i > 0 {
			b.WriteString(sep)
		}
		s, err := m.str(v)
		if err != nil {
			return nil, err
		}
		b.WriteString(s)
	}
	b.WriteString(end)
	fd := 1
	if o, ok := c.arg(99, "file", nil).(*object); ok {
		if f, ok := o.data.(*stream); ok {
			fd = f.fd
		} else if fn, ok := m.special(o, "write"); ok {
			_, err := m.invoke(fn, b.String())
			return nil, err
		}
	}
	if err := m.write(fd, b.String()); err != nil {
		return nil, err
	}
	if t, _ := m.truth(c.arg(99, "flush", nil)); t {
		m.flush()
	}
	return nil, nil
}

func pyLen(m *machine, c *args) (value, error) {
	switch v := c.at(0).(type) {
	case string:
		return int64(utf8.RuneCountInString(v)), nil
	case bytes:
		return int64(len(v)), nil
	case *list:
		return int64(len(v.items)), nil
	case *dict:
		return int64(v.live), nil
	case span:
		return v.count(), nil
	case *object:
		if fn, ok := m.special(v, "__len__"); ok {
			return m.invoke(fn)
		}
		if v.data != nil {
			return pyLen(m, &args{list: []value{v.data}})
		}
	}
	return nil, m.throw("TypeError", "object of type '"+m.typeName(c.at(0))+"' has no len()")
}

// sorted sorts by key and order; the first error ends it.
func (m *machine) sorted(items []value, key value, reverse bool) ([]value, error) {
	out := append([]value(nil), items...)
	keys := out
	if key != nil {
		keys = make([]value, len(out))
		for i, v := range out {
			k, err := m.invoke(key, v)
			if err != nil {
				return nil, err
			}
			keys[i] = k
		}
	}
	idx := make([]int, len(out))
	for i := range idx {
		idx[i] = i
	}
	var failed error
	sort.SliceStable(idx, func(a, b int) bool {
		m.used++
		if failed != nil {
			return false
		}
		x, y := keys[idx[a]], keys[idx[b]]
		if reverse {
			x, y = y, x
		}
		n, err := m.order("<", x, y)
		if err != nil {
			failed = err
		}
		return n < 0
	})
	sorted := make([]value, len(out))
	for i, k := range idx {
		sorted[i] = out[k]
	}
	return sorted, failed
}

// extreme is min or max.
func extreme(name, op string) nativeFn {
	return func(m *machine, c *args) (value, error) {
		items := c.list
		if len(items) == 1 {
			all, err := m.spread(items[0])
			if err != nil {
				return nil, err
			}
			items = all
		}
		key := c.arg(99, "key", nil)
		if len(items) == 0 {
			if c.keyed != nil {
				if d, ok := c.keyed.text("default"); ok {
					return d, nil
				}
			}
			return nil, m.throw("ValueError", name+"() iterable argument is empty")
		}
		var best, bestKey value
		for i, v := range items {
			k := v
			if key != nil {
				var err error
				if k, err = m.invoke(key, v); err != nil {
					return nil, err
				}
			}
			if i == 0 {
				best, bestKey = v, k
				continue
			}
			n, err := m.order(op, k, bestKey)
			if err != nil {
				return nil, err
			}
			if n < 0 == (op == "<") && n != 0 {
				best, bestKey = v, k
			}
		}
		return best, nil
	}
}

func pyRound(m *machine, c *args) (value, error) {
	f, ok := number(c.at(0))
	if !ok {
		return nil, m.throw("TypeError", "type "+m.typeName(c.at(0))+" doesn't define __round__ method")
	}
	n := c.arg(1, "ndigits", nil)
	if n == nil {
		return int64(math.RoundToEven(f)), nil
	}
	if _, isInt := c.at(0).(int64); isInt {
		return c.at(0), nil
	}
	k, _ := whole(n)
	s := strconv.FormatFloat(f, 'f', int(max(0, min(k, 50))), 64)
	r, _ := strconv.ParseFloat(s, 64)
	return r, nil
}

func isInstance(m *machine, v, of value) (bool, error) {
	if l, ok := of.(*list); ok {
		for _, k := range l.items {
			if is, err := isInstance(m, v, k); is || err != nil {
				return is, err
			}
		}
		return false, nil
	}
	k, ok := of.(*class)
	if !ok {
		return false, m.throw("TypeError", "isinstance() arg 2 must be a type, a tuple of types, or a union")
	}
	if o, ok := v.(*object); ok && o.class != nil {
		return k == objectClass || o.class.is(k), nil
	}
	return k == objectClass || m.classFor(v).is(k), nil
}
