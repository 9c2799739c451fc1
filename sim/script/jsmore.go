package script

import (
	"encoding/base64"
	"encoding/hex"
	"math"
	"net/url"
	"strconv"
	"strings"
	"unicode"
)

// builtinTag is the group of methods of an instance of the machine's own
// classes: map, set, date or regexp.
func builtinTag(o *object) string {
	for k := o.class; k != nil; k = k.base {
		if k.builtin {
			switch k.name {
			case "Map", "Set", "Date", "RegExp":
				return strings.ToLower(k.name)
			}
		}
	}
	return "object"
}

// encoded is text in one of the encodings of a Buffer.
func encoded(s, how string) string {
	switch how {
	case "base64":
		return base64.StdEncoding.EncodeToString([]byte(s))
	case "hex":
		return hex.EncodeToString([]byte(s))
	}
	return s
}

// decoded is the other way.
func decoded(s, how string) string {
	var b []byte
	switch how {
	case "base64":
		b, _ = base64.StdEncoding.DecodeString(s)
	case "hex":
		b, _ = hex.DecodeString(s)
	default:
		return s
	}
	return string(b)
}

// moreFunctionsJS are the further methods of values and global functions.
func moreFunctionsJS() map[string]nativeFn {
	str := func(f func(m *machine, s string, c *args) (value, error)) nativeFn {
		return func(m *machine, c *args) (value, error) { s, _ := m.strJS(c.self); return f(m, s, c) }
	}
	arr := ofList
	held := func(f func(m *machine, d *dict, c *args) (value, error)) nativeFn {
		return func(m *machine, c *args) (value, error) {
			o, _ := c.self.(*object)
			d, ok := o.data.(*dict)
			if !ok {
				return undefined{}, nil
			}
			return f(m, d, c)
		}
	}
	key := func(v value) value {
		if h, ok := hash(v); ok {
			if n, isInt := h.(int64); isInt {
				if _, isBool := v.(bool); !isBool {
					return float64(n)
				}
			}
		}
		return v
	}
	pairs := func(m *machine, d *dict, c *args) (value, error) {
		l := newList()
		d.each(func(k, v value) { l.items = append(l.items, newList(k, v)) })
		return l, m.grow(64 * len(l.items))
	}
	trim := func(left, right bool) nativeFn {
		return str(func(m *machine, s string, c *args) (value, error) {
			if left {
				s = strings.TrimLeftFunc(s, unicode.IsSpace)
			}
			if right {
				s = strings.TrimRightFunc(s, unicode.IsSpace)
			}
			return s, nil
		})
	}
	index := func(last bool) nativeFn {
		return arr(func(m *machine, l *list, c *args) (value, error) {
			for n := range l.items {
				i := n
				if last {
					i = len(l.items) - 1 - n
				}
				r, err := m.invoke(c.at(0), l.items[i], float64(i), l)
				if err != nil {
					return nil, err
				}
				if t, _ := m.truth(r); t {
					if last {
						return l.items[i], nil
					}
					return float64(i), nil
				}
			}
			if last {
				return undefined{}, nil
			}
			return -1.0, nil
		})
	}
	escape := func(f func(string) string) nativeFn {
		return func(m *machine, c *args) (value, error) { return f(m.textArg(c, 0)), nil }
	}
	all := map[string]nativeFn{
		"string.trimStart": trim(true, false), "string.trimEnd": trim(false, true),
		"string.charAt": str(func(m *machine, s string, c *args) (value, error) {
			v, err := m.indexJS(s, m.numArg(c, 0, 0))
			if v == (undefined{}) {
				return "", err
			}
			return v, err
		}),
		"string.charCodeAt": str(func(m *machine, s string, c *args) (value, error) {
			r, n := []rune(s), m.numArg(c, 0, 0)
			if n < 0 || int(n) >= len(r) {
				return math.NaN(), nil
			}
			return float64(r[int(n)]), nil
		}),
		"string.at": str(func(m *machine, s string, c *args) (value, error) {
			r, n := []rune(s), int(m.numArg(c, 0, 0))
			if n < 0 {
				n += len(r)
			}
			return m.indexJS(s, float64(n))
		}),
		"string.lastIndexOf": str(func(m *machine, s string, c *args) (value, error) {
			return float64(strings.LastIndex(s, m.textArg(c, 0))), nil
		}),
		"string.concat": str(func(m *machine, s string, c *args) (value, error) {
			for i := range c.list {
				s += m.textArg(c, i)
			}
			return s, m.grow(len(s))
		}),
		"string.substr": str(func(m *machine, s string, c *args) (value, error) {
			r := []rune(s)
			a := clampJS(m.numArg(c, 0, 0), len(r))
			n := int(math.Max(0, math.Min(m.numArg(c, 1, float64(len(r))), float64(len(r)-a))))
			return string(r[a : a+n]), nil
		}),
		"string.padEnd": str(func(m *machine, s string, c *args) (value, error) {
			fill := " "
			if len(c.list) > 1 {
				fill = m.textArg(c, 1)
			}
			for n := int(math.Min(m.numArg(c, 0, 0), 1e4)); len(s) < n && fill != ""; {
				s += fill
			}
			return s, nil
		}),
		"string.localeCompare": str(func(m *machine, s string, c *args) (value, error) {
			return float64(strings.Compare(strings.ToLower(s), strings.ToLower(m.textArg(c, 0)))), nil
		}),
		"string.normalize": str(func(m *machine, s string, c *args) (value, error) { return s, nil }),
		"string.replace":   replaceJS(false), "string.replaceAll": replaceJS(true), "string.split": splitJS,
		"string.match": str(func(m *machine, s string, c *args) (value, error) {
			re, global, err := m.regexArg(c.at(0))
			if err != nil {
				return nil, err
			}
			if !global {
				return m.found(re, s, re.FindStringSubmatchIndex(s)), nil
			}
			all := re.FindAllString(s, 100_000)
			if all == nil {
				return nil, nil
			}
			return strs(all), m.grow(32 * len(all))
		}),
		"string.matchAll": str(func(m *machine, s string, c *args) (value, error) {
			re, _, err := m.regexArg(c.at(0))
			if err != nil {
				return nil, err
			}
			l := newList()
			for _, loc := range re.FindAllStringSubmatchIndex(s, 10_000) {
				l.items = append(l.items, m.found(re, s, loc))
			}
			return l, m.grow(200 * len(l.items))
		}),
		"string.search": str(func(m *machine, s string, c *args) (value, error) {
			re, _, err := m.regexArg(c.at(0))
			if err != nil {
				return nil, err
			}
			if loc := re.FindStringIndex(s); loc != nil {
				return float64(loc[0]), nil
			}
			return -1.0, nil
		}),
		"buffer.toString": str(func(m *machine, s string, c *args) (value, error) { return encoded(s, m.textArg(c, 0)), nil }),
		"buffer.slice": func(m *machine, c *args) (value, error) {
			b, _ := c.self.(bytes)
			x, y := clampJS(m.numArg(c, 0, 0), len(b)), clampJS(m.numArg(c, 1, float64(len(b))), len(b))
			return b[min(x, y):y], nil
		},
		"number.toLocaleString": func(m *machine, c *args) (value, error) {
			f, _ := c.self.(float64)
			whole, frac, dot := strings.Cut(numberJS(math.Round(f*1000)/1000), ".")
			for i := len(whole) - 3; i > 0 && whole[i-1] != '-'; i -= 3 {
				whole = whole[:i] + "," + whole[i:]
			}
			if dot {
				whole += "." + frac
			}
			return whole, nil
		},
		"array.unshift": arr(func(m *machine, l *list, c *args) (value, error) {
			l.items = append(append([]value(nil), c.list...), l.items...)
			return float64(len(l.items)), m.grow(16 * len(l.items))
		}),
		"array.splice": arr(func(m *machine, l *list, c *args) (value, error) {
			n := len(l.items)
			a := clampJS(m.numArg(c, 0, 0), n)
			count := int(math.Max(0, math.Min(m.numArg(c, 1, float64(n)), float64(n-a))))
			gone := append([]value(nil), l.items[a:a+count]...)
			rest := append([]value(nil), l.items[a+count:]...)
			l.items = append(l.items[:a:a], c.list[min(2, len(c.list)):]...)
			l.items = append(l.items, rest...)
			return newList(gone...), m.grow(16 * n)
		}),
		"array.sort": arr(func(m *machine, l *list, c *args) (value, error) {
			err := m.sortJS(l.items, c.at(0))
			return l, err
		}),
		"array.flat": arr(func(m *machine, l *list, c *args) (value, error) {
			out := newList()
			m.flatten(out, l.items, m.numArg(c, 0, 1))
			return out, m.grow(16 * len(out.items))
		}),
		"array.flatMap": arr(func(m *machine, l *list, c *args) (value, error) {
			out := newList()
			for i, it := range l.items {
				r, err := m.invoke(c.at(0), it, float64(i), l)
				if err != nil {
					return nil, err
				}
				m.flatten(out, []value{r}, 1)
			}
			return out, m.grow(16 * len(out.items))
		}),
		"array.at": arr(func(m *machine, l *list, c *args) (value, error) {
			n := int(m.numArg(c, 0, 0))
			if n < 0 {
				n += len(l.items)
			}
			return m.indexJS(l, float64(n))
		}),
		"array.fill": arr(func(m *machine, l *list, c *args) (value, error) {
			for i := range l.items {
				l.items[i] = c.at(0)
			}
			return l, nil
		}),
		"array.keys": arr(func(m *machine, l *list, c *args) (value, error) {
			out := newList()
			for i := range l.items {
				out.items = append(out.items, float64(i))
			}
			return out, m.grow(16 * len(l.items))
		}),
		"array.entries": arr(func(m *machine, l *list, c *args) (value, error) {
			out := newList()
			for i, v := range l.items {
				out.items = append(out.items, newList(float64(i), v))
			}
			return out, m.grow(64 * len(l.items))
		}),
		"array.values":    arr(func(m *machine, l *list, c *args) (value, error) { return l, nil }),
		"array.findIndex": index(false), "array.findLast": index(true),
		"array.toString": arr(func(m *machine, l *list, c *args) (value, error) { return m.strJS(l) }),
		"map.get": held(func(m *machine, d *dict, c *args) (value, error) {
			if v, ok := d.get(key(c.at(0))); ok {
				return v, nil
			}
			return undefined{}, nil
		}),
		"map.set": held(func(m *machine, d *dict, c *args) (value, error) {
			d.put(key(c.at(0)), c.at(1))
			return c.self, m.grow(64)
		}),
		"map.keys":    held(func(m *machine, d *dict, c *args) (value, error) { return newList(d.listKeys()...), nil }),
		"map.values":  held(func(m *machine, d *dict, c *args) (value, error) { return newList(d.listValues()...), nil }),
		"map.entries": held(pairs),
		"map.forEach": held(func(m *machine, d *dict, c *args) (value, error) {
			for _, k := range d.listKeys() {
				v, _ := d.get(k)
				if d.set {
					v = k
				}
				if _, err := m.invoke(c.at(0), v, k, c.self); err != nil {
					return nil, err
				}
			}
			return undefined{}, nil
		}),
		"map.has":    held(func(m *machine, d *dict, c *args) (value, error) { _, ok := d.get(key(c.at(0))); return ok, nil }),
		"map.delete": held(func(m *machine, d *dict, c *args) (value, error) { return d.del(key(c.at(0))), nil }),
		"map.clear":  held(func(m *machine, d *dict, c *args) (value, error) { d.clear(); return undefined{}, nil }),
		"set.add": held(func(m *machine, d *dict, c *args) (value, error) {
			d.put(key(c.at(0)), nil)
			return c.self, m.grow(32)
		}),
		"regexp.test": func(m *machine, c *args) (value, error) {
			re, _, err := m.regexArg(c.self)
			if err != nil {
				return nil, err
			}
			return re.MatchString(m.textArg(c, 0)), nil
		},
		"regexp.exec": func(m *machine, c *args) (value, error) {
			re, _, err := m.regexArg(c.self)
			if err != nil {
				return nil, err
			}
			s := m.textArg(c, 0)
			return m.found(re, s, re.FindStringSubmatchIndex(s)), nil
		},
		"generator.next": func(m *machine, c *args) (value, error) {
			v, err := m.nextOf(c.self)
			end, done := v.(ended)
			if done {
				v = end.v
				if v == nil {
					v = undefined{}
				}
			}
			o := &object{props: newDict()}
			o.props.put("value", v)
			o.props.put("done", done)
			return o, err
		},
		"promise.finally": func(m *machine, c *args) (value, error) {
			fn := c.at(0)
			pass := func(fail bool) value {
				return &native{name: "finally", self: fn, run: func(m *machine, c *args) (value, error) {
					if _, err := m.invoke(c.self); err != nil {
						return nil, err
					}
					if fail {
						return nil, &thrown{value: c.at(0), fresh: true}
					}
					return c.at(0), nil
				}}
			}
			return m.then(c, pass(false), pass(true)), nil
		},
		"function.call": func(m *machine, c *args) (value, error) {
			rest := c.list[min(1, len(c.list)):]
			return pushed{}, m.call(c.self, &args{self: c.at(0), list: rest})
		},
		"function.apply": func(m *machine, c *args) (value, error) {
			l, _ := c.at(1).(*list)
			if l == nil {
				l = newList()
			}
			return pushed{}, m.call(c.self, &args{self: c.at(0), list: l.items})
		},
		"function.bind": func(m *machine, c *args) (value, error) {
			if len(c.list) < 2 {
				return &bound{c.at(0), c.self}, nil
			}
			given := newList(append([]value{c.at(0), c.self}, c.list[1:]...)...)
			return &native{name: "bound", self: given, run: func(m *machine, c *args) (value, error) {
				g := c.self.(*list).items
				return pushed{}, m.call(g[1], &args{self: g[0], list: append(append([]value(nil), g[2:]...), c.list...)})
			}}, nil
		},
		"encodeURIComponent": escape(func(s string) string {
			return strings.NewReplacer("+", "%20", "%21", "!", "%27", "'", "%28", "(", "%29", ")", "%2A", "*").Replace(url.QueryEscape(s))
		}),
		"decodeURIComponent": escape(func(s string) string {
			out, err := url.PathUnescape(s)
			if err != nil {
				return s
			}
			return out
		}),
		"encodeURI": escape(func(s string) string { return (&url.URL{Path: s}).EscapedPath() }),
		"isFinite": func(m *machine, c *args) (value, error) {
			f, err := m.toNumber(c.at(0))
			return f == f && !math.IsInf(f, 0), err
		},
		"parseFloat": func(m *machine, c *args) (value, error) { return leadingFloat(m.textArg(c, 0)), nil },
		"queueMicrotask": func(m *machine, c *args) (value, error) {
			m.jobs = append(m.jobs, job{fn: c.at(0)})
			return undefined{}, nil
		},
		"structuredClone": func(m *machine, c *args) (value, error) {
			k := &copier{seen: map[any]any{}}
			v := k.value(c.at(0))
			for len(k.todo) > 0 {
				do := k.todo[len(k.todo)-1]
				k.todo = k.todo[:len(k.todo)-1]
				do()
			}
			for _, d := range k.late {
				d.reindex()
			}
			return v, m.grow(k.size)
		},
	}
	for _, n := range []string{"has", "delete", "clear", "forEach", "values", "keys"} {
		all["set."+n] = all["map."+n]
	}
	all["set.values"] = all["map.keys"]
	all["buffer.subarray"] = all["buffer.slice"]
	all["clearImmediate"] = clearJS
	dateMethods(all)
	return all
}

func leadingFloat(s string) float64 {
	s = strings.TrimSpace(s)
	for n := len(s); n > 0; n-- {
		if f, err := strconv.ParseFloat(s[:n], 64); err == nil && !strings.ContainsAny(s[:n], "xXpP_iInN") {
			return f
		}
	}
	return math.NaN()
}

func (m *machine) flatten(out *list, items []value, depth float64) {
	for _, it := range items {
		if l, ok := it.(*list); ok && depth >= 1 {
			m.flatten(out, l.items, depth-1)
			continue
		}
		out.items = append(out.items, it)
	}
}
