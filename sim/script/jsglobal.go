package script

import (
	"math"
	"strings"
)

// builtinJS is a name of the global scope.
func (m *machine) builtinJS(name string) (value, bool) {
	if v, ok := m.modules.text("%global " + name); ok {
		return v, true
	}
	var v value
	switch name {
	case "console":
		v = m.consoleJS()
	case "process":
		v = m.processJS()
	case "JSON":
		v = natives("JSON", map[string]nativeFn{"stringify": stringifyJS, "parse": func(m *machine, c *args) (value, error) {
			out, wrong, at := m.parseJSON(m.textArg(c, 0))
			if wrong != "" {
				return nil, m.throw("SyntaxError", "Unexpected token in JSON at position "+itoa(at))
			}
			return out, nil
		}})
	case "Math":
		v = mathJS()
	case "Object", "Array", "Date", "Promise", "Map", "Set", "WeakMap", "WeakSet", "RegExp", "String", "Number", "Boolean", "Symbol", "Buffer":
		v = m.globalClass(name)
	case "URL", "URLSearchParams", "fetch", "AbortController", "TextEncoder", "TextDecoder", "Intl":
		o, err := m.requireCore("%globals")
		if err != nil {
			return nil, false
		}
		if v, _ = o.(*object).props.text(name); v == nil {
			return nil, false
		}
	case "globalThis", "global":
		v = &object{props: m.globals.vars}
	case "NaN":
		return math.NaN(), true
	case "Infinity":
		return math.Inf(1), true
	case "module":
		o := &object{props: newDict()}
		o.props.put("exports", &object{props: newDict()})
		o.props.put("id", ".")
		v = o
	case "exports":
		mod, _ := m.builtinJS("module")
		return mod.(*object).props.At("exports"), true
	case "__filename":
		f, _ := m.modules.text("%main")
		return f, true
	case "__dirname":
		d, _ := m.modules.text("%path")
		return d, true
	default:
		if k, ok := errorsJS[name]; ok {
			return m.errorClass(k), true
		}
		fn, ok := m.lib.functions[name]
		if !ok || strings.Contains(name, ".") {
			return nil, false
		}
		return &native{name: name, run: fn}, true
	}
	m.modules.put("%global "+name, v)
	return v, true
}

// errorClass is a class of errors with what new makes of it.
func (m *machine) errorClass(k *class) value {
	key := "%error " + k.name
	if v, ok := m.modules.text(key); ok {
		return v
	}
	c := *k
	c.base = k
	c.build = func(m *machine, a *args) (value, error) {
		o := &object{class: k, props: newDict()}
		o.props.put("message", "")
		o.props.put("%at", stackJS(m.here()))
		var err error
		if len(a.list) > 0 {
			var s string
			s, err = m.strJS(a.list[0])
			o.props.put("message", s)
		}
		if how, ok := a.at(1).(*object); ok {
			if cause, has := how.props.text("cause"); has {
				o.props.put("cause", cause)
			}
		}
		return o, err
	}
	m.modules.put(key, &c)
	return &c
}

func (m *machine) globalClass(name string) *class {
	k := &class{name: name, builtin: true, attrs: newDict(), statics: newDict()}
	add := func(n string, fn nativeFn) { k.statics.put(n, &native{name: n, run: fn}) }
	switch name {
	case "Object":
		k.build = func(m *machine, c *args) (value, error) { return &object{props: newDict()}, nil }
		add("keys", func(m *machine, c *args) (value, error) { return newList(m.ownKeys(c.at(0))...), nil })
		rows := func(pair bool) nativeFn {
			return func(m *machine, c *args) (value, error) {
				l := newList()
				for _, k := range m.ownKeys(c.at(0)) {
					v, err := m.indexJS(c.at(0), k)
					if err != nil {
						return nil, err
					}
					if pair {
						v = newList(k, v)
					}
					l.items = append(l.items, v)
				}
				return l, nil
			}
		}
		add("values", rows(false))
		add("entries", rows(true))
		add("assign", func(m *machine, c *args) (value, error) {
			for _, v := range c.list[min(1, len(c.list)):] {
				o, is := v.(*object)
				if !is {
					continue
				}
				for _, k := range o.props.listKeys() {
					it, _ := o.props.get(k)
					if err := m.setAttr(c.at(0), plain(k), it); err != nil {
						return nil, err
					}
				}
			}
			return c.at(0), nil
		})
		for _, n := range []string{"freeze", "seal"} {
			add(n, func(m *machine, c *args) (value, error) { return c.at(0), nil })
		}
		add("create", func(m *machine, c *args) (value, error) {
			o := &object{props: newDict()}
			switch from := c.at(0).(type) {
			case *proto:
				o.class = from.class
			case *object:
				from.props.each(func(k, v value) { o.props.put(k, v) })
			}
			return o, nil
		})
		add("fromEntries", func(m *machine, c *args) (value, error) {
			o := &object{props: newDict()}
			all, err := m.spread(c.at(0))
			for _, it := range all {
				if pair, ok := it.(*list); ok && len(pair.items) > 1 {
					o.props.put(m.key(pair.items[0]), pair.items[1])
				}
			}
			return o, err
		})
		add("defineProperty", func(m *machine, c *args) (value, error) {
			how, _ := c.at(2).(*object)
			if how == nil {
				return c.at(0), nil
			}
			if v, ok := how.props.text("value"); ok {
				return c.at(0), m.setAttr(c.at(0), m.textArg(c, 1), v)
			}
			if o, ok := c.at(0).(*object); ok {
				fn, _ := how.props.text("get")
				set, _ := how.props.text("set")
				o.props.put(m.textArg(c, 1), &getter{fn: fn, set: set, kind: "property"})
			}
			return c.at(0), nil
		})
	case "Array":
		k.build = func(m *machine, c *args) (value, error) {
			if n, ok := whole(c.at(0)); ok && len(c.list) == 1 {
				if n < 0 || n > 1<<17 {
					return nil, m.throw("RangeError", "Invalid array length")
				}
				l := newList(make([]value, n)...)
				for i := range l.items {
					l.items[i] = undefined{}
				}
				return l, m.grow(16 * int(n))
			}
			return newList(c.list...), nil
		}
		add("isArray", func(m *machine, c *args) (value, error) { _, ok := c.at(0).(*list); return ok, nil })
		add("of", func(m *machine, c *args) (value, error) { return newList(c.list...), nil })
		add("from", func(m *machine, c *args) (value, error) {
			var all []value
			var err error
			if o, ok := c.at(0).(*object); ok && builtinTag(o) == "object" {
				if n, has := o.props.text("length"); has {
					count, _ := whole(n)
					for i := int64(0); i < min(count, 1<<17); i++ {
						v, got := o.props.text(itoa(int(i)))
						if !got {
							v = undefined{}
						}
						all = append(all, v)
					}
				}
			} else {
				all, err = m.spread(c.at(0))
			}
			if err != nil || !callable(c.at(1)) {
				return newList(append([]value(nil), all...)...), errOr(err, m.grow(16*len(all)))
			}
			out := newList()
			for i, it := range all {
				r, err := m.invoke(c.at(1), it, float64(i))
				if err != nil {
					return nil, err
				}
				out.items = append(out.items, r)
			}
			return out, m.grow(16 * len(all))
		})
	case "Date":
		k.build = func(m *machine, c *args) (value, error) {
			ms, err := m.dateOf(c)
			return &object{class: k, props: newDict(), data: ms}, err
		}
		add("now", func(m *machine, c *args) (value, error) { return float64(m.p.Sys.Now().UnixMilli()), nil })
	case "Map", "Set", "WeakMap", "WeakSet":
		set := strings.HasSuffix(name, "Set")
		k.name = strings.TrimPrefix(name, "Weak")
		k.build = func(m *machine, c *args) (value, error) {
			d := &dict{set: set}
			if !nullish(c.at(0)) {
				all, err := m.spread(c.at(0))
				if err != nil {
					return nil, err
				}
				for _, it := range all {
					if pair, ok := it.(*list); ok && !set && len(pair.items) > 1 {
						d.put(pair.items[0], pair.items[1])
					} else if set {
						d.put(it, nil)
					}
				}
				m.grown += 48 * len(all)
			}
			return &object{class: k, props: newDict(), data: d}, nil
		}
	case "RegExp":
		k.build = func(m *machine, c *args) (value, error) {
			if o, ok := c.at(0).(*object); ok && builtinTag(o) == "regexp" {
				return o, nil
			}
			flags := ""
			if len(c.list) > 1 {
				flags = m.textArg(c, 1)
			}
			return m.regex(m.textArg(c, 0), flags)
		}
	case "String", "Number", "Boolean":
		fn := m.lib.functions[name]
		k.build = fn
		switch name {
		case "String":
			add("fromCharCode", func(m *machine, c *args) (value, error) { return string(rune(m.numArg(c, 0, 0))), nil })
			add("raw", func(m *machine, c *args) (value, error) { return m.textArg(c, 0), nil })
		case "Number":
			add("isInteger", func(m *machine, c *args) (value, error) {
				f, ok := c.at(0).(float64)
				return ok && f == math.Trunc(f) && !math.IsInf(f, 0), nil
			})
			add("isNaN", func(m *machine, c *args) (value, error) { return isNaN(c.at(0)), nil })
			add("isFinite", m.lib.functions["isFinite"])
			add("parseInt", m.lib.functions["parseInt"])
			add("parseFloat", m.lib.functions["parseFloat"])
			k.statics.put("MAX_SAFE_INTEGER", float64(1<<53-1))
			k.statics.put("EPSILON", 0x1p-52)
		}
	case "Symbol":
		k.build = func(m *machine, c *args) (value, error) { m.serial++; return "@@" + itoa(int(m.serial)), nil }
		k.statics.put("iterator", "@@iterator")
		k.statics.put("asyncIterator", "@@asyncIterator")
	case "Buffer":
		text := func(m *machine, c *args) (value, error) {
			if l, ok := c.at(0).(*list); ok {
				b := make([]byte, len(l.items))
				for i, it := range l.items {
					n, _ := whole(it)
					b[i] = byte(n)
				}
				return bytes(b), m.grow(len(b))
			}
			how := ""
			if len(c.list) > 1 {
				how = m.textArg(c, 1)
			}
			return bytes(decoded(m.textArg(c, 0), how)), nil
		}
		k.build = text
		add("from", text)
		add("alloc", func(m *machine, c *args) (value, error) {
			n := int(math.Max(0, math.Min(m.numArg(c, 0, 0), mostHeld)))
			return bytes(make([]byte, n)), m.grow(n)
		})
		add("isBuffer", func(m *machine, c *args) (value, error) { _, ok := c.at(0).(bytes); return ok, nil })
		add("byteLength", func(m *machine, c *args) (value, error) { return float64(len(m.textArg(c, 0))), nil })
		add("concat", func(m *machine, c *args) (value, error) {
			var b strings.Builder
			l, _ := c.at(0).(*list)
			if l == nil {
				l = newList()
			}
			for _, it := range l.items {
				s, _ := m.strJS(it)
				b.WriteString(s)
			}
			return bytes(b.String()), m.grow(b.Len())
		})
	case "Promise":
		k.build = func(m *machine, c *args) (value, error) {
			p := &promise{}
			end := func(state int) *native {
				return &native{name: "settle", self: p, run: func(m *machine, c *args) (value, error) {
					if state == 1 {
						m.resolve(c.self.(*promise), c.at(0))
					} else {
						m.settle(c.self.(*promise), 2, c.at(0))
					}
					return undefined{}, nil
				}}
			}
			_, err := m.invoke(c.at(0), end(1), end(2))
			if t, ok := err.(*thrown); ok {
				m.settle(p, 2, t.value)
				err = nil
			}
			return p, err
		}
		add("resolve", func(m *machine, c *args) (value, error) { p := &promise{}; m.resolve(p, c.at(0)); return p, nil })
		add("reject", func(m *machine, c *args) (value, error) { p := &promise{}; m.settle(p, 2, c.at(0)); return p, nil })
		for _, n := range []string{"all", "allSettled", "race", "any"} {
			add(n, m.helperJS(n))
		}
	}
	return k
}
