package script

import (
	"math"
	"strconv"
	"strings"
	"time"
	"unicode"
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
