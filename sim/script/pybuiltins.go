package script

import (
	"math"
	"strconv"
	"strings"
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
