package script

import (
	"math"
	"strconv"
	"strings"
	"time"
	"unicode"

	"drydock/sim/proc"
)

func makeTypesJS() map[string]*class {
	all := map[string]*class{}
	for n, k := range errorsJS {
		all[n] = k
	}
	for _, n := range []string{"Object", "Array", "String", "Number", "Boolean", "Promise", "Date"} {
		all[n] = &class{name: n, builtin: true, attrs: newDict(), statics: newDict()}
	}
	return all
}

func (m *machine) textArg(c *args, i int) string { s, _ := m.strJS(c.at(i)); return s }

func (m *machine) numArg(c *args, i int, def float64) float64 {
	if _, none := c.at(i).(undefined); none {
		return def
	}
	f, _ := m.toNumber(c.at(i))
	return f
}

func clampJS(f float64, n int) int {
	if f != f {
		return 0
	}
	if f < 0 {
		f += float64(n)
	}
	return int(math.Max(0, math.Min(f, float64(n))))
}

// ofList is a method of arrays; of anything else it gives undefined.
func ofList(f func(m *machine, l *list, c *args) (value, error)) nativeFn {
	return func(m *machine, c *args) (value, error) {
		l, ok := c.self.(*list)
		if !ok {
			return undefined{}, nil
		}
		return f(m, l, c)
	}
}

// makeFunctionsJS are the methods of values, by group and name, and the
// functions of the global objects.
func makeFunctionsJS() map[string]nativeFn {
	str := func(f func(m *machine, s string, c *args) (value, error)) nativeFn {
		return func(m *machine, c *args) (value, error) { return f(m, plain(c.self), c) }
	}
	arr := ofList
	each := func(do func(m *machine, it, r value, out *list) (stop bool), end func(m *machine, l, out *list) value) nativeFn {
		return arr(func(m *machine, l *list, c *args) (value, error) {
			out := newList()
			for i, it := range append([]value(nil), l.items...) {
				r, err := m.invoke(c.at(0), it, float64(i), l)
				if err != nil {
					return nil, err
				}
				if do(m, it, r, out) {
					break
				}
				m.grown += 16
			}
			return end(m, l, out), nil
		})
	}
	yes := func(m *machine, v value) bool { t, _ := m.truth(v); return t }
	list1 := func(m *machine, l, out *list) value { return out }
	first := func(none value) func(m *machine, l, out *list) value {
		return func(m *machine, l, out *list) value {
			if len(out.items) > 0 {
				return out.items[0]
			}
			return none
		}
	}
	find := func(l *list, v value) float64 {
		for i, it := range l.items {
			if identical(it, v) {
				return float64(i)
			}
		}
		return -1
	}
	return map[string]nativeFn{
		"string.toUpperCase": str(func(m *machine, s string, c *args) (value, error) { return strings.ToUpper(s), nil }),
		"string.toLowerCase": str(func(m *machine, s string, c *args) (value, error) { return strings.ToLower(s), nil }),
		"string.trim":        str(func(m *machine, s string, c *args) (value, error) { return strings.TrimFunc(s, unicode.IsSpace), nil }),
		"string.includes":    str(func(m *machine, s string, c *args) (value, error) { return strings.Contains(s, m.textArg(c, 0)), nil }),
		"string.startsWith":  str(func(m *machine, s string, c *args) (value, error) { return strings.HasPrefix(s, m.textArg(c, 0)), nil }),
		"string.endsWith":    str(func(m *machine, s string, c *args) (value, error) { return strings.HasSuffix(s, m.textArg(c, 0)), nil }),
		"string.indexOf": str(func(m *machine, s string, c *args) (value, error) {
			return float64(strings.Index(s, m.textArg(c, 0))), nil
		}),
		"string.toString": str(func(m *machine, s string, c *args) (value, error) { return s, nil }),
		"string.repeat": str(func(m *machine, s string, c *args) (value, error) {
			n := m.numArg(c, 0, 0)
			if n < 0 || n*float64(len(s)) > mostHeld {
				return nil, m.throw("RangeError", "Invalid count value: "+numberJS(n))
			}
			return strings.Repeat(s, int(n)), m.grow(int(n) * len(s))
		}),
		"string.slice": str(func(m *machine, s string, c *args) (value, error) {
			r := []rune(s)
			a, b := clampJS(m.numArg(c, 0, 0), len(r)), clampJS(m.numArg(c, 1, float64(len(r))), len(r))
			return string(r[min(a, b):b]), nil
		}),
		"string.substring": str(func(m *machine, s string, c *args) (value, error) {
			r := []rune(s)
			a, b := clampJS(math.Max(0, m.numArg(c, 0, 0)), len(r)), clampJS(math.Max(0, m.numArg(c, 1, float64(len(r)))), len(r))
			return string(r[min(a, b):max(a, b)]), nil
		}),
		"string.padStart": str(func(m *machine, s string, c *args) (value, error) {
			fill := " "
			if len(c.list) > 1 {
				fill = m.textArg(c, 1)
			}
			for n := int(math.Min(m.numArg(c, 0, 0), 1e4)); len(s) < n && fill != ""; {
				s = fill + s
			}
			return s, nil
		}),
		"number.toFixed": func(m *machine, c *args) (value, error) {
			f, _ := c.self.(float64)
			return strconv.FormatFloat(f, 'f', int(math.Max(0, math.Min(m.numArg(c, 0, 0), 100))), 64), nil
		},
		"number.toString": func(m *machine, c *args) (value, error) {
			f, _ := c.self.(float64)
			if r := int(m.numArg(c, 0, 10)); r != 10 && r >= 2 && r <= 36 {
				return strconv.FormatInt(int64(f), r), nil
			}
			return numberJS(f), nil
		},
		"array.push": arr(func(m *machine, l *list, c *args) (value, error) {
			l.items = append(l.items, c.list...)
			return float64(len(l.items)), m.grow(24 * len(c.list))
		}),
		"array.pop": arr(func(m *machine, l *list, c *args) (value, error) {
			if len(l.items) == 0 {
				return undefined{}, nil
			}
			v := l.items[len(l.items)-1]
			l.items = l.items[:len(l.items)-1]
			return v, nil
		}),
		"array.shift": arr(func(m *machine, l *list, c *args) (value, error) {
			if len(l.items) == 0 {
				return undefined{}, nil
			}
			v := l.items[0]
			l.items = l.items[1:]
			return v, nil
		}),
		"array.join": arr(func(m *machine, l *list, c *args) (value, error) {
			s, err := m.strJS(l)
			if sep := c.at(0); err == nil && sep != (undefined{}) {
				parts := make([]string, len(l.items))
				for i, it := range l.items {
					if !nullish(it) {
						parts[i], _ = m.strJS(it)
					}
				}
				s = strings.Join(parts, m.textArg(c, 0))
			}
			return s, errOr(err, m.grow(len(s)))
		}),
		"array.concat": arr(func(m *machine, l *list, c *args) (value, error) {
			out := newList(append([]value(nil), l.items...)...)
			for _, v := range c.list {
				if x, ok := v.(*list); ok {
					out.items = append(out.items, x.items...)
				} else {
					out.items = append(out.items, v)
				}
			}
			return out, m.grow(16 * len(out.items))
		}),
		"array.slice": arr(func(m *machine, l *list, c *args) (value, error) {
			n := len(l.items)
			a, b := clampJS(m.numArg(c, 0, 0), n), clampJS(m.numArg(c, 1, float64(n)), n)
			return newList(append([]value(nil), l.items[min(a, b):b]...)...), m.grow(16 * n)
		}),
		"array.includes": arr(func(m *machine, l *list, c *args) (value, error) { return find(l, c.at(0)) >= 0, nil }),
		"array.indexOf":  arr(func(m *machine, l *list, c *args) (value, error) { return find(l, c.at(0)), nil }),
		"array.reverse":  arr(func(m *machine, l *list, c *args) (value, error) { reverse(l.items); return l, nil }),
		"array.forEach":  each(func(*machine, value, value, *list) bool { return false }, func(*machine, *list, *list) value { return undefined{} }),
		"array.map":      each(func(m *machine, it, r value, out *list) bool { out.items = append(out.items, r); return false }, list1),
		"array.filter": each(func(m *machine, it, r value, out *list) bool {
			if yes(m, r) {
				out.items = append(out.items, it)
			}
			return false
		}, list1),
		"array.find": each(func(m *machine, it, r value, out *list) bool {
			if yes(m, r) {
				out.items = append(out.items, it)
			}
			return yes(m, r)
		}, first(undefined{})),
		"array.some": each(func(m *machine, it, r value, out *list) bool {
			if yes(m, r) {
				out.items = append(out.items, true)
			}
			return yes(m, r)
		}, first(false)),
		"array.every": each(func(m *machine, it, r value, out *list) bool {
			if !yes(m, r) {
				out.items = append(out.items, false)
			}
			return !yes(m, r)
		}, first(true)),
		"array.reduce": arr(func(m *machine, l *list, c *args) (value, error) {
			items := l.items
			var total value
			if len(c.list) > 1 {
				total = c.list[1]
			} else if len(items) == 0 {
				return nil, m.throw("TypeError", "Reduce of empty array with no initial value")
			} else {
				total, items = items[0], items[1:]
			}
			var err error
			for i, it := range items {
				if total, err = m.invoke(c.at(0), total, it, float64(i)); err != nil {
					return nil, err
				}
			}
			return total, nil
		}),
		"promise.then":    func(m *machine, c *args) (value, error) { return m.then(c, c.at(0), c.at(1)), nil },
		"promise.catch":   func(m *machine, c *args) (value, error) { return m.then(c, undefined{}, c.at(0)), nil },
		"object.toString": func(m *machine, c *args) (value, error) { return "[object Object]", nil },
		"object.hasOwnProperty": func(m *machine, c *args) (value, error) {
			o, ok := c.self.(*object)
			if !ok {
				return false, nil
			}
			_, has := o.props.get(m.key(c.at(0)))
			return has, nil
		},
		"parseInt": func(m *machine, c *args) (value, error) {
			return leadingInt(m.textArg(c, 0), int(m.numArg(c, 1, 0))), nil
		},
		"Number":     func(m *machine, c *args) (value, error) { return m.toNumber(c.arg(0, "", 0.0)) },
		"String":     func(m *machine, c *args) (value, error) { return m.strJS(c.arg(0, "", "")) },
		"Boolean":    func(m *machine, c *args) (value, error) { t, err := m.truth(c.at(0)); return t, err },
		"isNaN":      func(m *machine, c *args) (value, error) { f, err := m.toNumber(c.at(0)); return f != f, err },
		"setTimeout": func(m *machine, c *args) (value, error) { return m.timerJS(c, false), nil }, "setInterval": func(m *machine, c *args) (value, error) { return m.timerJS(c, true), nil },
		"setImmediate": func(m *machine, c *args) (value, error) {
			m.serial++
			m.addTimer(timer{id: m.serial, at: m.p.Sys.Now(), fn: c.at(0), args: c.list[min(1, len(c.list)):]})
			return float64(m.serial), nil
		},
		"clearTimeout": clearJS, "clearInterval": clearJS,
		"require": requireJS,
	}
}

func clearJS(m *machine, c *args) (value, error) {
	n, _ := whole(c.at(0))
	m.removeTimer(n)
	return undefined{}, nil
}

func (m *machine) timerJS(c *args, every bool) value {
	ms := math.Max(1, math.Min(m.numArg(c, 1, 0), 1<<31))
	var rest []value
	if len(c.list) > 2 {
		rest = c.list[2:]
	}
	return float64(m.after(time.Duration(ms*1e6), every, c.at(0), rest))
}

func (m *machine) then(c *args, ok, fail value) value {
	next := &promise{}
	m.follow(c.self.(*promise), reaction{ok: ok, fail: fail, next: next})
	return next
}

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

// consoleJS is console.
func (m *machine) consoleJS() *object {
	log := func(fd int) nativeFn {
		return func(m *machine, c *args) (value, error) {
			pad := plain(m.modules.At("%indent"))
			text := m.logText(c.list)
			if pad != "" {
				text = pad + strings.ReplaceAll(text, "\n", "\n"+pad)
			}
			return undefined{}, m.write(fd, text+"\n")
		}
	}
	indent := func(more bool) nativeFn {
		return func(m *machine, c *args) (value, error) {
			pad := plain(m.modules.At("%indent"))
			if more {
				m.modules.put("%indent", pad+"  ")
				if len(c.list) > 0 {
					return undefined{}, m.write(1, pad+m.logText(c.list)+"\n")
				}
				return undefined{}, nil
			}
			m.modules.put("%indent", strings.TrimSuffix(pad, "  "))
			return undefined{}, nil
		}
	}
	label := func(c *args) string {
		if s, ok := c.at(0).(string); ok {
			return s
		}
		return "default"
	}
	return natives("console", map[string]nativeFn{"log": log(1), "info": log(1), "debug": log(1), "dir": log(1), "table": log(1), "error": log(2), "warn": log(2), "trace": log(2),
		"group": indent(true), "groupEnd": indent(false),
		"time": func(m *machine, c *args) (value, error) {
			m.modules.put("%time "+label(c), float64(m.p.Sys.Now().UnixMilli()))
			return undefined{}, nil
		},
		"timeEnd": func(m *machine, c *args) (value, error) {
			from, _ := number(m.modules.At("%time " + label(c)))
			return undefined{}, m.write(1, label(c)+": "+numberJS(float64(m.p.Sys.Now().UnixMilli())-from)+"ms\n")
		}})
}

func (m *machine) logText(list []value) string {
	if len(list) > 1 {
		if s, ok := list[0].(string); ok && strings.Contains(s, "%") {
			list = m.formatted(s, list[1:])
		}
	}
	parts := make([]string, len(list))
	for i, v := range list {
		parts[i] = m.inspect(v)
	}
	return strings.Join(parts, " ")
}

func stringifyJS(m *machine, c *args) (value, error) {
	w := &jsonWriter{m: m, comma: ",", colon: ":"}
	if n, ok := whole(c.at(2)); ok && n > 0 {
		w.indent, w.colon = strings.Repeat(" ", int(min(n, 10))), ": "
	}
	ok, err := w.value(c.at(0), 0)
	if err != nil || !ok {
		return undefined{}, err
	}
	return w.b.String(), m.grow(w.b.Len())
}

func mathJS() *object {
	one := func(f func(float64) float64) nativeFn {
		return func(m *machine, c *args) (value, error) { x, err := m.toNumber(c.at(0)); return f(x), err }
	}
	best := func(pick func(a, b float64) float64, from float64) nativeFn {
		return func(m *machine, c *args) (value, error) {
			r := from
			for _, v := range c.list {
				x, err := m.toNumber(v)
				if err != nil {
					return nil, err
				}
				r = pick(r, x)
			}
			return r, nil
		}
	}
	o := natives("Math", map[string]nativeFn{"floor": one(math.Floor), "ceil": one(math.Ceil), "abs": one(math.Abs), "sqrt": one(math.Sqrt), "trunc": one(math.Trunc),
		"round": one(func(x float64) float64 { return math.Floor(x + 0.5) }), "max": best(math.Max, math.Inf(-1)), "min": best(math.Min, math.Inf(1)),
		"random": func(m *machine, c *args) (value, error) { return m.fraction(), nil },
		"pow":    func(m *machine, c *args) (value, error) { return math.Pow(m.numArg(c, 0, 0), m.numArg(c, 1, 0)), nil }})
	o.props.put("PI", math.Pi)
	return o
}

func (m *machine) processJS() *object {
	on := func(m *machine, c *args) (value, error) {
		name := m.textArg(c, 0)
		if sig, ok := proc.ParseSignal(name); ok && strings.HasPrefix(name, "SIG") {
			m.p.Catch |= proc.Of(sig)
			m.handlers.put(int64(sig), c.at(1))
		} else {
			m.handlers.put(name, c.at(1))
		}
		return c.self, nil
	}
	o := natives("process", map[string]nativeFn{
		"exit": func(m *machine, c *args) (value, error) {
			if nullish(c.at(0)) {
				f, _ := m.toNumber(m.exitValue())
				return nil, exit{int(f) & 0xff}
			}
			return nil, exit{int(m.numArg(c, 0, 0)) & 0xff}
		},
		"cwd": func(m *machine, c *args) (value, error) { return m.p.Dir, nil }, "on": on, "once": on,
		"chdir": func(m *machine, c *args) (value, error) {
			return undefined{}, m.fsError(m.p.Sys.Chdir(m.textArg(c, 0)), "chdir", m.textArg(c, 0))
		},
		"uptime": func(m *machine, c *args) (value, error) { return float64(m.p.Sys.Now().UnixMilli()%1e7) / 1000, nil },
		"getuid": func(m *machine, c *args) (value, error) { return float64(m.p.UID), nil }, "getgid": func(m *machine, c *args) (value, error) { return float64(m.p.GID), nil },
		"nextTick": func(m *machine, c *args) (value, error) {
			m.jobs = append(m.jobs, job{fn: c.at(0), args: c.list[min(1, len(c.list)):]})
			return undefined{}, nil
		},
		"kill": func(m *machine, c *args) (value, error) {
			pid, _ := whole(c.at(0))
			sig, _ := proc.ParseSignal("TERM")
			if len(c.list) > 1 {
				sig, _ = proc.ParseSignal(m.textArg(c, 1))
			}
			return true, m.fsError(m.p.Sys.Kill(int(pid), sig), "kill", "")
		},
		"memoryUsage": func(m *machine, c *args) (value, error) {
			u := &object{props: newDict()}
			for _, n := range []string{"rss", "heapTotal", "heapUsed", "external"} {
				u.props.put(n, 43e6)
			}
			return u, nil
		},
		"hrtime": func(m *machine, c *args) (value, error) {
			t := m.p.Sys.Now()
			return newList(float64(t.Unix()), float64(t.Nanosecond())), nil
		},
	})
	env := &object{props: newDict()}
	for _, kv := range m.p.Env {
		k, v, _ := strings.Cut(kv, "=")
		env.props.put(k, v)
	}
	argv := newList(m.executable())
	for _, a := range m.argv {
		argv.items = append(argv.items, a)
	}
	out := natives("stdout", map[string]nativeFn{"write": func(m *machine, c *args) (value, error) { return true, m.write(1, m.textArg(c, 0)) }})
	out.props.put("isTTY", m.p.Sys.IsTerminal(1))
	errs := natives("stderr", map[string]nativeFn{"write": func(m *machine, c *args) (value, error) { return true, m.write(2, m.textArg(c, 0)) }})
	versions := &object{props: newDict()}
	versions.props.put("node", m.nodeVersion())
	for _, kv := range []struct {
		name string
		v    value
	}{{"env", env}, {"argv", argv}, {"arch", "x64"}, {"title", "node"}, {"execPath", m.executable()}, {"stderr", errs}, {"versions", versions}, {"pid", float64(m.p.PID)}, {"platform", "linux"}, {"version", "v" + m.nodeVersion()}, {"stdout", out}} {
		o.props.put(kv.name, kv.v)
	}
	return o
}

func leadingInt(s string, radix int) float64 {
	s = strings.TrimSpace(s)
	sign := 1.0
	if rest, ok := strings.CutPrefix(s, "-"); ok {
		s, sign = rest, -1
	}
	if rest, ok := strings.CutPrefix(strings.ToLower(s), "0x"); ok && (radix == 0 || radix == 16) {
		s, radix = rest, 16
	}
	if radix < 2 || radix > 36 {
		radix = 10
	}
	total, n := 0.0, 0
	for ; n < len(s); n++ {
		d, err := strconv.ParseInt(s[n:n+1], radix, 64)
		if err != nil {
			break
		}
		total = total*float64(radix) + float64(d)
	}
	if n == 0 {
		return math.NaN()
	}
	return sign * total
}

// formatted fills the places of a format (%s, %d, %i, %f, %j, %o, %O) and is
// followed by what is left.
func (m *machine) formatted(s string, rest []value) []value {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '%' || i+1 == len(s) {
			b.WriteByte(s[i])
			continue
		}
		i++
		verb := s[i]
		switch {
		case verb == '%':
			b.WriteByte('%')
			continue
		case !strings.ContainsRune("sdifjoO", rune(verb)) || len(rest) == 0:
			b.WriteString(s[i-1 : i+1])
			continue
		}
		v := rest[0]
		rest = rest[1:]
		switch verb {
		case 's':
			t := m.inspect(v)
			b.WriteString(t)
		case 'd', 'i', 'f':
			f, _ := m.toNumber(v)
			if verb == 'i' {
				f = math.Trunc(f)
			}
			b.WriteString(numberJS(f))
		case 'j':
			t, _ := stringifyJS(m, &args{list: []value{v}})
			b.WriteString(plain(t))
		default:
			b.WriteString(m.shownJS(v))
		}
	}
	return append([]value{b.String()}, rest...)
}
