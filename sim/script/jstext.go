package script

import (
	"strconv"
	"strings"
)

// key is a property's name.
func (m *machine) key(v value) value {
	switch x := v.(type) {
	case string:
		return x
	case float64:
		return numberJS(x)
	}
	s, _ := m.strJS(v)
	return s
}

func (m *machine) strJS(v value) (string, error) {
	switch x := v.(type) {
	case nil:
		return "null", nil
	case undefined:
		return "undefined", nil
	case bool:
		return strconv.FormatBool(x), nil
	case float64:
		return numberJS(x), nil
	case int64:
		return strconv.FormatInt(x, 10), nil
	case string:
		return x, nil
	case bytes:
		return string(x), nil
	case *list:
		if m.deep > 40 {
			return "", m.throw("RangeError", "Maximum call stack size exceeded")
		}
		m.deep++
		defer func() { m.deep-- }()
		parts := make([]string, len(x.items))
		for i, it := range x.items {
			if !nullish(it) {
				s, err := m.strJS(it)
				if err != nil {
					return "", err
				}
				parts[i] = s
			}
		}
		s := strings.Join(parts, ",")
		return s, m.grow(len(s))
	case *object:
		if fn, err := m.attrJS(x, "toString"); err == nil {
			if _, native := fn.(*native); !native && callable(fn) {
				r, err := m.invokeAs(x, fn)
				if err != nil || !isPrimitive(r) {
					return "", errOr(err, m.throw("TypeError", "Cannot convert object to primitive value"))
				}
				return m.strJS(r)
			}
		}
		if tag := builtinTag(x); tag == "date" || tag == "regexp" {
			return m.inspect(x), nil
		}
		if x.class != nil && x.class.is(errorClassJS) {
			msg, _ := x.props.text("message")
			if plain(msg) == "" {
				return m.errorName(x), nil
			}
			return m.errorName(x) + ": " + plain(msg), nil
		}
		return "[object Object]", nil
	case *function:
		if t := m.sources.span(x.code.file, x.code.places[0]); t != "" {
			return t, nil
		}
		return "function " + x.code.name + "() { [native code] }", nil
	}
	return m.inspect(v), nil
}

func (m *machine) errorName(o *object) string {
	if n, ok := o.props.text("name"); ok {
		return plain(n)
	}
	for k := o.class; k != nil; k = k.base {
		if k.builtin {
			return k.name
		}
	}
	return "Error"
}
