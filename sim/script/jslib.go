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

// makeFunctionsJS are the methods of values, by group and name, and the
// functions of the global objects.
func makeFunctionsJS() map[string]nativeFn {
	str := func(f func(m *machine, s string, c *args) (value, error)) nativeFn {
		return func(m *machine, c *args) (value, error) { return f(m, plain(c.self), c) }
	}
	arr := func(f func(m *machine, l *list, c *args) (value, error)) nativeFn {
		return func(m *machine, c *args) (value, error) {
			l, ok := c.self.(*list)
			if !ok {
				return undefined{}, nil
			}
			return f(m, l, c)
		}
	}
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
		"string.split": str(func(m *machine, s string, c *args) (value, error) {
			if _, none := c.at(0).(undefined); none {
				return newList(s), nil
			}
			return strs(strings.Split(s, m.textArg(c, 0))), m.grow(16 * len(s))
		}),
		"string.replace": str(func(m *machine, s string, c *args) (value, error) {
			return strings.Replace(s, m.textArg(c, 0), m.textArg(c, 1), 1), nil
		}),
		"string.replaceAll": str(func(m *machine, s string, c *args) (value, error) {
			out := strings.ReplaceAll(s, m.textArg(c, 0), m.textArg(c, 1))
			return out, m.grow(len(out))
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
			s := strings.TrimSpace(m.textArg(c, 0))
			n := 0
			for n < len(s) && (s[n] >= '0' && s[n] <= '9' || n == 0 && (s[n] == '-' || s[n] == '+')) {
				n++
			}
			f, err := strconv.ParseFloat(s[:n], 64)
			if err != nil {
				return math.NaN(), nil
			}
			return f, nil
		},
		"parseFloat": func(m *machine, c *args) (value, error) { return m.toNumber(m.textArg(c, 0)) },
		"Number":     func(m *machine, c *args) (value, error) { return m.toNumber(c.arg(0, "", 0.0)) },
		"String":     func(m *machine, c *args) (value, error) { return m.strJS(c.arg(0, "", "")) },
		"Boolean":    func(m *machine, c *args) (value, error) { t, err := m.truth(c.at(0)); return t, err },
		"isNaN":      func(m *machine, c *args) (value, error) { f, err := m.toNumber(c.at(0)); return f != f, err },
		"setTimeout": func(m *machine, c *args) (value, error) { return m.timerJS(c, false), nil }, "setInterval": func(m *machine, c *args) (value, error) { return m.timerJS(c, true), nil },
		"setImmediate": func(m *machine, c *args) (value, error) {
			m.jobs = append(m.jobs, job{fn: c.at(0)})
			return undefined{}, nil
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
		log := func(fd int) nativeFn {
			return func(m *machine, c *args) (value, error) { return undefined{}, m.write(fd, m.logText(c.list)+"\n") }
		}
		v = natives("console", map[string]nativeFn{"log": log(1), "info": log(1), "debug": log(1), "error": log(2), "warn": log(2)})
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
	case "Object", "Array", "Date", "Promise":
		v = m.globalClass(name)
	case "NaN":
		return math.NaN(), true
	case "Infinity":
		return math.Inf(1), true
	case "module":
		o := &object{props: newDict()}
		o.props.put("exports", &object{props: newDict()})
		v = o
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
		if len(a.list) > 0 {
			s, err := m.strJS(a.list[0])
			o.props.put("message", s)
			return o, err
		}
		o.props.put("message", "")
		return o, nil
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
			into, ok := c.at(0).(*object)
			for _, v := range c.list[min(1, len(c.list)):] {
				if o, is := v.(*object); is && ok {
					o.props.each(func(k, v value) { into.props.put(k, v) })
				}
			}
			return c.at(0), nil
		})
		add("freeze", func(m *machine, c *args) (value, error) { return c.at(0), nil })
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
	case "Date":
		k.build = func(m *machine, c *args) (value, error) {
			return &object{class: k, props: newDict(), data: float64(m.p.Sys.Now().UnixMilli())}, nil
		}
		add("now", func(m *machine, c *args) (value, error) { return float64(m.p.Sys.Now().UnixMilli()), nil })
		on := func(f func(t time.Time) value) *native {
			return &native{run: func(m *machine, c *args) (value, error) {
				o, ok := c.self.(*object)
				if !ok {
					return undefined{}, nil
				}
				ms, _ := o.data.(float64)
				return f(time.UnixMilli(int64(ms)).UTC()), nil
			}}
		}
		k.attrs.put("toISOString", on(func(t time.Time) value { return t.Format("2006-01-02T15:04:05.000Z") }))
		k.attrs.put("toJSON", on(func(t time.Time) value { return t.Format("2006-01-02T15:04:05.000Z") }))
		k.attrs.put("getTime", on(func(t time.Time) value { return float64(t.UnixMilli()) }))
		k.attrs.put("getFullYear", on(func(t time.Time) value { return float64(t.Year()) }))
		k.attrs.put("getHours", on(func(t time.Time) value { return float64(t.Hour()) }))
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
	}
	return k
}

func (m *machine) logText(list []value) string {
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
	o := natives("process", map[string]nativeFn{
		"exit": func(m *machine, c *args) (value, error) { return nil, exit{int(m.numArg(c, 0, 0)) & 0xff} },
		"cwd":  func(m *machine, c *args) (value, error) { return m.p.Dir, nil },
		"on": func(m *machine, c *args) (value, error) {
			if sig, ok := proc.ParseSignal(m.textArg(c, 0)); ok && strings.HasPrefix(m.textArg(c, 0), "SIG") {
				m.p.Catch |= proc.Of(sig)
				m.handlers.put(int64(sig), c.at(1))
			}
			return undefined{}, nil
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
	for _, kv := range []struct {
		name string
		v    value
	}{{"env", env}, {"argv", argv}, {"pid", float64(m.p.PID)}, {"platform", "linux"}, {"version", "v" + m.nodeVersion()}, {"stdout", out}} {
		o.props.put(kv.name, kv.v)
	}
	return o
}
