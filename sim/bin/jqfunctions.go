//go:build !core

package bin

import (
	"math"
	"slices"
	"strings"
)

// jqKinds are the functions that let values of one kind through.
var jqKinds = map[string]func(v any) bool{
	"values": func(v any) bool { return v != nil }, "nulls": func(v any) bool { return v == nil },
	"strings": func(v any) bool { return typeJSON(v) == "string" }, "numbers": func(v any) bool { return typeJSON(v) == "number" },
	"booleans": func(v any) bool { return typeJSON(v) == "boolean" }, "arrays": func(v any) bool { return typeJSON(v) == "array" },
	"objects": func(v any) bool { return typeJSON(v) == "object" }, "iterables": func(v any) bool { t := typeJSON(v); return t == "array" || t == "object" },
	"scalars": func(v any) bool { t := typeJSON(v); return t != "array" && t != "object" },
}

func elements(v any) []any {
	switch v := v.(type) {
	case []any:
		return v
	case object:
		list := []any{}
		for _, k := range v.keys {
			list = append(list, v.values[k])
		}
		return list
	}
	return []any{}
}

func jqPlace(n int) any {
	if n < 0 {
		return nil
	}
	return float64(n)
}

func jqLength(in any, _ []any) (any, error) {
	switch v := in.(type) {
	case nil:
		return 0.0, nil
	case float64:
		return math.Abs(v), nil
	case string:
		return float64(len([]rune(v))), nil
	case []any:
		return float64(len(v)), nil
	case object:
		return float64(len(v.keys)), nil
	}
	return nil, jqFault(typeJSON(in) + " (" + short(in) + ") has no length")
}

func jqKeys(in any, _ []any) (any, error) {
	list := []any{}
	switch v := in.(type) {
	case []any:
		for i := range v {
			list = append(list, float64(i))
		}
	case object:
		for _, k := range v.sorted() {
			list = append(list, k)
		}
	default:
		return nil, jqFault(typeJSON(in) + " (" + short(in) + ") has no keys")
	}
	return list, nil
}

func jqToEntries(in any, _ []any) (any, error) {
	o, ok := in.(object)
	if !ok {
		return nil, jqFault(typeJSON(in) + " (" + short(in) + ") has no keys")
	}
	list := []any{}
	for _, k := range o.keys {
		list = append(list, object{[]string{"key", "value"}, map[string]any{"key": k, "value": o.values[k]}})
	}
	return list, nil
}

func jqFromEntries(in any, _ []any) (any, error) {
	o := object{values: map[string]any{}}
	for _, x := range elements(in) {
		entry, ok := x.(object)
		if !ok {
			return nil, jqFault("Cannot index " + typeJSON(x) + " with \"key\"")
		}
		var key any
		for _, name := range []string{"key", "k", "name", "Name", "Key", "K"} {
			if v := entry.values[name]; key == nil && v != nil {
				key = v
			}
		}
		value := entry.values["value"]
		for _, name := range []string{"v", "Value", "V"} {
			if v, ok := entry.values[name]; ok && value == nil {
				value = v
			}
		}
		o = o.with(plainText(key), value)
	}
	return o, nil
}

func jqExtreme(in any, sign int) (best any) {
	for i, x := range elements(in) {
		if i == 0 || compareJSON(x, best)*sign >= 0 && sign > 0 || sign < 0 && compareJSON(x, best) < 0 {
			best = x
		}
	}
	return best
}

func jqReverse(in any, _ []any) (any, error) {
	if s, ok := in.(string); ok {
		r := []rune(s)
		slices.Reverse(r)
		return string(r), nil
	}
	l := slices.Clone(elements(in))
	slices.Reverse(l)
	return l, nil
}

func jqFlatten(l []any, depth int) []any {
	out := []any{}
	for _, x := range l {
		if inner, ok := x.([]any); ok && depth > 0 {
			out = append(out, jqFlatten(inner, depth-1)...)
		} else {
			out = append(out, x)
		}
	}
	return out
}

func jqTrim(in, with any, f func(string, string) string) any {
	s, ok1 := in.(string)
	t, ok2 := with.(string)
	if ok1 && ok2 {
		return f(s, t)
	}
	return in
}

func jqContains(a, b any) bool {
	switch x := a.(type) {
	case string:
		y, ok := b.(string)
		return ok && strings.Contains(x, y)
	case []any:
		y, ok := b.([]any)
		for _, want := range y {
			ok = ok && slices.ContainsFunc(x, func(v any) bool { return jqContains(v, want) })
		}
		return ok
	case object:
		y, ok := b.(object)
		for _, k := range y.keys {
			v, has := x.values[k]
			ok = ok && has && jqContains(v, y.values[k])
		}
		return ok
	}
	return compareJSON(a, b) == 0
}

func jqTranspose(in any, _ []any) (any, error) {
	rows, width := elements(in), 0
	for _, r := range rows {
		width = max(width, len(elements(r)))
	}
	out := []any{}
	for i := range width {
		column := []any{}
		for _, r := range rows {
			v, err := jqIndex(r, float64(i))
			if err != nil {
				return nil, err
			}
			column = append(column, v)
		}
		out = append(out, column)
	}
	return out, nil
}

func jqMath(f func(float64) float64) jqFunction {
	return func(in any, _ []any) (any, error) {
		x, ok := in.(float64)
		if !ok {
			return nil, jqFault(typeJSON(in) + " (" + short(in) + ") number required")
		}
		return f(x), nil
	}
}
