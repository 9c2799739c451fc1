package script

import (
	"regexp"
	"strings"
)

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
