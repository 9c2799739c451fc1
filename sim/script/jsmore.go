package script

import (
	"encoding/base64"
	"encoding/hex"
	"math"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"
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

// sortJS is a stable merge sort; by is a function or nothing.
func (m *machine) sortJS(items []value, by value) error {
	if len(items) < 2 {
		return nil
	}
	mid := len(items) / 2
	left, right := append([]value(nil), items[:mid]...), append([]value(nil), items[mid:]...)
	if err := errOr(m.sortJS(left, by), m.sortJS(right, by)); err != nil {
		return err
	}
	for i := range items {
		if len(left) == 0 || len(right) == 0 {
			copy(items[i:], append(left, right...))
			return nil
		}
		later, err := m.laterJS(left[0], right[0], by)
		if err != nil {
			return err
		}
		if later {
			items[i], right = right[0], right[1:]
		} else {
			items[i], left = left[0], left[1:]
		}
		m.used++
	}
	return nil
}

func (m *machine) laterJS(a, b, by value) (bool, error) {
	if callable(by) {
		r, err := m.invoke(by, a, b)
		if err != nil {
			return false, err
		}
		f, err := m.toNumber(r)
		return f > 0, err
	}
	x, err := m.strJS(a)
	if err != nil {
		return false, err
	}
	y, err := m.strJS(b)
	return x > y, err
}

// regexArg is a pattern given as a RegExp or a string, and whether it is global.
func (m *machine) regexArg(v value) (*regexp.Regexp, bool, error) {
	o, ok := v.(*object)
	if !ok {
		s, err := m.strJS(v)
		if err != nil {
			return nil, false, err
		}
		re, err := m.compileRegex(s, "")
		return re, false, err
	}
	t, ok := o.data.(*list)
	if !ok || len(t.items) < 2 {
		return nil, false, m.throw("TypeError", "not a RegExp")
	}
	flags, on := plain(t.items[1]), ""
	for _, f := range "ims" {
		if strings.ContainsRune(flags, f) {
			on += string(f)
		}
	}
	if on != "" {
		on = "(?" + on + ")"
	}
	pattern := strings.NewReplacer(`\/`, `/`, `(?<`, `(?P<`, `(?<=`, `(?<=`, `(?<!`, `(?<!`, `\-`, `\x2d`, `[^]`, `[\s\S]`).Replace(plain(t.items[0]))
	re, err := m.compileRegex(pattern, on)
	return re, strings.Contains(flags, "g"), err
}

// found is what exec answers: the match and its groups.
func (m *machine) found(re *regexp.Regexp, s string, loc []int) value {
	if loc == nil {
		return nil
	}
	l := newList()
	for i := 0; i+1 < len(loc); i += 2 {
		if loc[i] < 0 {
			l.items = append(l.items, undefined{})
		} else {
			l.items = append(l.items, s[loc[i]:loc[i+1]])
		}
	}
	names := &object{props: newDict()}
	for i, n := range re.SubexpNames() {
		if n != "" && i < len(l.items) {
			names.props.put(n, l.items[i])
		}
	}
	o := &object{class: matchClass, props: newDict(), data: l}
	for i, it := range l.items {
		o.props.put(itoa(i), it)
	}
	o.props.put("index", float64(loc[0]))
	o.props.put("input", s)
	o.props.put("groups", names)
	o.props.put("length", float64(len(l.items)))
	return o
}

// matchClass is what exec and match answer: as good as an array.
var matchClass = &class{name: "Array", builtin: true, attrs: newDict(), statics: newDict()}

func (m *machine) regex(pattern, flags string) (value, error) {
	return &object{class: m.globalNamed("RegExp"), props: newDict(), data: newTuple(pattern, flags)}, nil
}

// globalNamed is a global class, made when it is first asked for.
func (m *machine) globalNamed(name string) *class {
	v, _ := m.builtinJS(name)
	k, _ := v.(*class)
	return k
}

func replaceJS(every bool) nativeFn {
	return func(m *machine, c *args) (value, error) {
		s, _ := m.strJS(c.self)
		o, isRegex := c.at(0).(*object)
		if !isRegex || builtinTag(o) != "regexp" {
			old := m.textArg(c, 0)
			n := 1
			if every {
				n = -1
			}
			if callable(c.at(1)) {
				if !strings.Contains(s, old) {
					return s, nil
				}
				r, err := m.invoke(c.at(1), old)
				if err != nil {
					return nil, err
				}
				t, err := m.strJS(r)
				return strings.Replace(s, old, t, n), err
			}
			out := strings.Replace(s, old, m.textArg(c, 1), n)
			return out, m.grow(len(out))
		}
		re, global, err := m.regexArg(o)
		if err != nil {
			return nil, err
		}
		limit := 1
		if global || every {
			limit = 100_000
		}
		var b strings.Builder
		at := 0
		for _, loc := range re.FindAllStringSubmatchIndex(s, limit) {
			b.WriteString(s[at:loc[0]])
			at = loc[1]
			groups := m.found(re, s, loc).(*object).data.(*list).items
			if callable(c.at(1)) {
				r, err := m.invoke(c.at(1), append(append([]value(nil), groups...), float64(loc[0]), s)...)
				if err != nil {
					return nil, err
				}
				t, err := m.strJS(r)
				if err != nil {
					return nil, err
				}
				b.WriteString(t)
				continue
			}
			b.WriteString(dollars(m.textArg(c, 1), groups))
		}
		b.WriteString(s[at:])
		return b.String(), m.grow(b.Len())
	}
}

// dollars puts groups in the place of $1 and $&.
func dollars(t string, groups []value) string {
	if !strings.Contains(t, "$") {
		return t
	}
	t = strings.ReplaceAll(t, "$&", plain(groups[0]))
	for i := len(groups) - 1; i > 0; i-- {
		t = strings.ReplaceAll(t, "$"+itoa(i), plain(groups[i]))
	}
	return strings.ReplaceAll(t, "$$", "$")
}

func splitJS(m *machine, c *args) (value, error) {
	s, _ := m.strJS(c.self)
	var parts []string
	switch o := c.at(0).(type) {
	case undefined:
		return newList(s), nil
	case *object:
		re, _, err := m.regexArg(o)
		if err != nil {
			return nil, err
		}
		parts = re.Split(s, -1)
	default:
		parts = strings.Split(s, m.textArg(c, 0))
	}
	if n := m.numArg(c, 1, -1); n >= 0 && int(n) < len(parts) {
		parts = parts[:int(n)]
	}
	return strs(parts), m.grow(16*len(s) + 16)
}

// dateParts are the readings of a Date: name, what it is, and how to set it.
var dateParts = []struct {
	name string
	of   func(t time.Time) int
}{
	{"FullYear", func(t time.Time) int { return t.Year() }}, {"Month", func(t time.Time) int { return int(t.Month()) - 1 }}, {"Date", func(t time.Time) int { return t.Day() }},
	{"Day", func(t time.Time) int { return int(t.Weekday()) }}, {"Hours", func(t time.Time) int { return t.Hour() }}, {"Minutes", func(t time.Time) int { return t.Minute() }},
	{"Seconds", func(t time.Time) int { return t.Second() }}, {"Milliseconds", func(t time.Time) int { return t.Nanosecond() / 1e6 }},
}

// dateTexts are the ways a Date is written; the zone is always UTC.
var dateTexts = []struct{ name, layout string }{
	{"toISOString", "2006-01-02T15:04:05.000Z"}, {"toJSON", "2006-01-02T15:04:05.000Z"}, {"toUTCString", "Mon, 02 Jan 2006 15:04:05 GMT"},
	{"toString", "Mon Jan 02 2006 15:04:05 GMT+0000 (Coordinated Universal Time)"}, {"toDateString", "Mon Jan 02 2006"},
	{"toTimeString", "15:04:05 GMT+0000 (Coordinated Universal Time)"}, {"toLocaleString", "1/2/2006, 3:04:05 PM"},
	{"toLocaleDateString", "1/2/2006"}, {"toLocaleTimeString", "3:04:05 PM"},
}

func dateMethods(all map[string]nativeFn) {
	on := func(f func(t time.Time) value) nativeFn {
		return func(m *machine, c *args) (value, error) {
			o, _ := c.self.(*object)
			ms, ok := o.data.(float64)
			if !ok || ms != ms {
				return math.NaN(), nil
			}
			return f(time.UnixMilli(int64(ms)).UTC()), nil
		}
	}
	for _, d := range dateTexts {
		all["date."+d.name] = on(func(t time.Time) value { return t.Format(d.layout) })
	}
	for _, d := range dateParts {
		all["date.get"+d.name] = on(func(t time.Time) value { return float64(d.of(t)) })
		all["date.getUTC"+d.name] = all["date.get"+d.name]
	}
	all["date.getTime"] = on(func(t time.Time) value { return float64(t.UnixMilli()) })
	all["date.valueOf"] = all["date.getTime"]
	all["date.getTimezoneOffset"] = constant(0.0)
	shift := func(f func(t time.Time, n int) time.Time) nativeFn {
		return func(m *machine, c *args) (value, error) {
			o, _ := c.self.(*object)
			ms, _ := o.data.(float64)
			n := math.Max(-1e6, math.Min(1e6, m.numArg(c, 0, 0)))
			o.data = float64(f(time.UnixMilli(int64(ms)).UTC(), int(n)).UnixMilli())
			return o.data, nil
		}
	}
	all["date.setDate"] = shift(func(t time.Time, n int) time.Time { return t.AddDate(0, 0, n-t.Day()) })
	all["date.setHours"] = shift(func(t time.Time, n int) time.Time { return t.Add(time.Duration(n-t.Hour()) * time.Hour) })
	all["date.setMinutes"] = shift(func(t time.Time, n int) time.Time { return t.Add(time.Duration(n-t.Minute()) * time.Minute) })
	all["date.setSeconds"] = shift(func(t time.Time, n int) time.Time { return t.Add(time.Duration(n-t.Second()) * time.Second) })
}

// dateOf is the time that the arguments of new Date say, in milliseconds.
func (m *machine) dateOf(c *args) (float64, error) {
	if len(c.list) == 0 {
		return float64(m.p.Sys.Now().UnixMilli()), nil
	}
	switch v := c.list[0].(type) {
	case string:
		for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05", "2006-01-02", "2006-01-02 15:04:05", time.RFC1123, "January 2, 2006", "Jan 2, 2006", "1/2/2006"} {
			if t, err := time.Parse(layout, v); err == nil {
				return float64(t.UnixMilli()), nil
			}
		}
		return math.NaN(), nil
	case *object:
		if ms, ok := v.data.(float64); ok {
			return ms, nil
		}
	}
	if len(c.list) == 1 {
		return m.toNumber(c.list[0])
	}
	var n [7]int
	n[2] = 1
	for i := range c.list[:min(7, len(c.list))] {
		n[i] = int(math.Max(-1e5, math.Min(1e5, m.numArg(c, i, 0))))
	}
	return float64(time.Date(n[0], time.Month(n[1]+1), n[2], n[3], n[4], n[5], n[6]*1e6, time.UTC).UnixMilli()), nil
}
