//go:build !core

package bin

import (
	"math"
	"slices"
)

func jqArity(name string, n int) string { return name + "/" + string(rune('0'+min(n, 9))) }

func (e *jqEval) each(of jqValue, out jqOut) error {
	switch v := of.v.(type) {
	case []any:
		for i, x := range v {
			if err := e.spend(); err != nil {
				return err
			}
			if err := out(of.at(float64(i), x)); err != nil {
				return err
			}
		}
	case object:
		for _, k := range v.keys {
			if err := e.spend(); err != nil {
				return err
			}
			if err := out(of.at(k, v.values[k])); err != nil {
				return err
			}
		}
	default:
		return jqFault("Cannot iterate over " + typeJSON(v) + nonNull(v))
	}
	return nil
}

// nonNull is a value in brackets, unless there is none.
func nonNull(v any) string {
	if v == nil {
		return ""
	}
	return " (" + short(v) + ")"
}

// short is a value as errors show it.
func short(v any) string {
	s := toJSON(v)
	if len(s) > 11 {
		s = s[:10] + "..."
	}
	return s
}

func (e *jqEval) slice(n *jqNode, env *jqEnv, in jqValue, out jqOut) error {
	return e.eval(n.kids[0], env, in, func(of jqValue) error {
		return e.eval(n.kids[2], env, jqValue{v: in.v}, func(to jqValue) error {
			return e.eval(n.kids[1], env, jqValue{v: in.v}, func(from jqValue) error {
				v, err := jqSlice(of.v, from.v, to.v)
				if err != nil {
					return err
				}
				key := object{[]string{"start", "end"}, map[string]any{"start": from.v, "end": to.v}}
				return out(of.at(key, v))
			})
		})
	})
}

func jqBounds(n int, from, to any) (int, int, bool) {
	place := func(v any, def int, up bool) (int, bool) {
		if v == nil {
			return def, true
		}
		f, ok := v.(float64)
		if !ok {
			return 0, false
		}
		if f < 0 {
			f += float64(n)
		}
		if up {
			f = math.Ceil(f)
		}
		return int(min(max(math.Floor(f), 0), float64(n))), true
	}
	a, ok1 := place(from, 0, false)
	b, ok2 := place(to, n, true)
	return a, max(a, b), ok1 && ok2
}

func jqSlice(of, from, to any) (any, error) {
	switch v := of.(type) {
	case nil:
		return nil, nil
	case string:
		r := []rune(v)
		if a, b, ok := jqBounds(len(r), from, to); ok {
			return string(r[a:b]), nil
		}
	case []any:
		if a, b, ok := jqBounds(len(v), from, to); ok {
			return slices.Clip(v[a:b]), nil
		}
	default:
		return nil, jqFault("Cannot index " + typeJSON(of) + " with object")
	}
	return nil, jqFault("Start and end indices of an array slice must be numbers")
}

func jqIndex(of, key any) (any, error) {
	switch k := key.(type) {
	case string:
		switch v := of.(type) {
		case nil:
			return nil, nil
		case object:
			return v.values[k], nil
		}
		return nil, jqFault("Cannot index " + typeJSON(of) + " with \"" + k + "\"")
	case float64:
		switch v := of.(type) {
		case nil:
			return nil, nil
		case []any:
			if k < 0 {
				k += float64(len(v))
			}
			if k = math.Floor(k); k >= 0 && k < float64(len(v)) {
				return v[int(k)], nil
			}
			return nil, nil
		}
		return nil, jqFault("Cannot index " + typeJSON(of) + " with number")
	case object:
		return jqSlice(of, k.values["start"], k.values["end"])
	case nil:
		if of == nil {
			return nil, nil
		}
	}
	return nil, jqFault("Cannot index " + typeJSON(of) + " with " + typeJSON(key))
}
