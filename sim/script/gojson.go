package script

import (
	"sort"
	"strconv"
	"strings"
)

// goField is how a field of a struct is named in JSON; "" leaves it out.
func goField(t *list, v value) string {
	name := plain(t.items[0])
	if name[0] < 'A' || name[0] > 'Z' {
		return ""
	}
	_, rest, ok := strings.Cut(plain(t.items[2]), `json:"`)
	if !ok {
		return name
	}
	rest, _, _ = strings.Cut(rest, `"`)
	as, opts, _ := strings.Cut(rest, ",")
	if as == "-" || strings.Contains(opts, "omitempty") && goEmpty(v) {
		return ""
	}
	if as != "" {
		return as
	}
	return name
}

func goEmpty(v value) bool {
	v, _ = goBare(v)
	switch x := v.(type) {
	case nil:
		return true
	case string, int64, float64, bool:
		return x == "" || x == int64(0) || x == 0.0 || x == false
	case *list:
		return len(x.items) == 0
	}
	return false
}

// goJSON is a value as encoding/json writes it.
func (m *machine) goJSON(v value, prefix, indent string, depth int) (string, error) {
	if depth > 40 {
		return "", goPanic("json: unsupported value: encountered a cycle")
	}
	if r, ok := v.(*ref); ok {
		v, _ = m.deref(r)
	}
	v, _ = goBare(v)
	open, sep, end := "", ",", ""
	if indent != "" {
		open = "\n" + prefix + strings.Repeat(indent, depth+1)
		sep, end = ","+open, "\n"+prefix+strings.Repeat(indent, depth)
	}
	colon := ":"
	if indent != "" {
		colon = ": "
	}
	join := func(a string, parts []string, z string) string {
		if len(parts) == 0 {
			return a + z
		}
		return a + open + strings.Join(parts, sep) + end + z
	}
	switch x := v.(type) {
	case nil:
		return "null", nil
	case string:
		return strings.NewReplacer("<", `\u003c`, ">", `\u003e`, "&", `\u0026`).Replace(jsonQuote(x, false)), nil
	case int64:
		return strconv.FormatInt(x, 10), nil
	case float64:
		return strconv.FormatFloat(x, 'f', -1, 64), nil
	case bool:
		return strconv.FormatBool(x), nil
	case bytes:
		return `"` + encoded(string(x), "base64") + `"`, nil
	case *list:
		var parts []string
		for _, it := range x.items {
			s, err := m.goJSON(it, prefix, indent, depth+1)
			if err != nil {
				return "", err
			}
			parts = append(parts, s)
		}
		return join("[", parts, "]"), m.grow(32 * len(parts))
	case *object:
		if x.class == goErrorClass {
			return "{}", nil
		}
		var parts []string
		if d, o := goMapOf(x); o != nil {
			keys := d.listKeys()
			sort.SliceStable(keys, func(i, j int) bool { return m.goText(keys[i], false, 0) < m.goText(keys[j], false, 0) })
			for _, k := range keys {
				it, _ := d.get(k)
				s, err := m.goJSON(it, prefix, indent, depth+1)
				if err != nil {
					return "", err
				}
				parts = append(parts, jsonQuote(m.goText(k, false, 0), false)+colon+s)
			}
			return join("{", parts, "}"), nil
		}
		if x.class != nil {
			fields, _ := x.class.attrs.At("%struct").(*list)
			if fields != nil {
				for _, f := range fields.items {
					t := f.(*list)
					it := x.props.At(plain(t.items[0]))
					name := goField(t, it)
					if name == "" {
						continue
					}
					s, err := m.goJSON(it, prefix, indent, depth+1)
					if err != nil {
						return "", err
					}
					if t.items[3] == "e" && strings.HasPrefix(s, "{") && indent == "" {
						if s = strings.TrimSuffix(s[1:], "}"); s != "" {
							parts = append(parts, s)
						}
						continue
					}
					parts = append(parts, jsonQuote(name, false)+colon+s)
				}
			}
		}
		return join("{", parts, "}"), nil
	}
	return "null", nil
}

// goUnmarshal reads JSON into what a pointer points to; it answers an error or nil.
func (m *machine) goUnmarshal(text string, to value) (value, error) {
	js := *m
	js.lang = python // its reader makes dicts and whole numbers
	v, wrong, at := js.parseJSON(text)
	if strings.TrimSpace(text) == "" {
		return goErr("EOF"), nil
	}
	if wrong != "" {
		bad := "'" + text[min(at, len(text)-1):min(at+1, len(text))] + "'"
		return goErr("invalid character " + bad + " looking for beginning of value"), nil
	}
	old, err := m.deref(to)
	if err != nil {
		return nil, err
	}
	return nil, m.setDeref(to, m.goFrom(v, old, ""))
}

// goFrom is a value of JSON in the form of what was there.
func (m *machine) goFrom(v, old value, kind string) value {
	switch x := v.(type) {
	case *dict:
		o, isObject := old.(*object)
		if r, isRef := old.(*ref); isRef && r.to != nil {
			o, isObject = r.to, true
		}
		if isObject && o.class != nil && o.class.attrs.At("%struct") != nil {
			fields := o.class.attrs.At("%struct").(*list)
			for _, f := range fields.items {
				t := f.(*list)
				name := goField(&list{items: []value{t.items[0], strings.ReplaceAll(plain(t.items[2]), ",omitempty", ""), strings.ReplaceAll(plain(t.items[2]), ",omitempty", "")}}, "x")
				for _, k := range x.listKeys() {
					if name != "" && strings.EqualFold(plain(k), name) {
						it, _ := x.get(k)
						o.props.put(t.items[0], m.goFrom(it, o.props.At(plain(t.items[0])), plain(t.items[1])))
					}
				}
			}
			return o
		}
		out, _ := goMakeMap(m, &args{list: []value{&native{name: "zero", run: constant(nil)}, newList()}})
		d := out.(*object).data.(*dict)
		x.each(func(k, it value) { d.put(k, m.goFrom(it, nil, "")) })
		return out
	case *list:
		l := newList()
		for _, it := range x.items {
			l.items = append(l.items, m.goFrom(it, nil, ""))
		}
		return l
	case int64:
		if _, isFloat := old.(float64); isFloat || old == nil {
			return float64(x)
		}
	case float64:
		if _, isInt := old.(int64); isInt {
			return int64(x)
		}
	case string, bool, nil:
		if v == nil {
			return old
		}
	}
	return v
}
