package compose

import (
	"maps"
	"slices"
	"strconv"
)

// keys are those of a mapping, in order.
func keys(m map[string]any) []string { return slices.Sorted(maps.Keys(m)) }

// with is m with one more key, or another value for it.
func with(m map[string]any, key string, value any) map[string]any {
	n := make(map[string]any, len(m)+1)
	maps.Copy(n, m)
	n[key] = value
	return n
}

func without(m map[string]any, names ...string) map[string]any {
	n := maps.Clone(m)
	for _, name := range names {
		delete(n, name)
	}
	return n
}

// object, list and text read a value of a tree, empty when it is something else.
func object(v any) map[string]any {
	m, _ := v.(map[string]any)
	return m
}

func list(v any) []any {
	l, _ := v.([]any)
	return l
}

// text is a scalar as it was written, more or less; "" for what is none.
func text(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case bool:
		return strconv.FormatBool(v)
	}
	return ""
}

func texts(v any) []string {
	var all []string
	for _, e := range list(v) {
		all = append(all, text(e))
	}
	return all
}

// truth reads a bool that may have been written as a string.
func truth(v any) bool {
	b, _ := strconv.ParseBool(text(v))
	return b
}

func number(v any) int64 {
	switch v := v.(type) {
	case int64:
		return v
	case float64:
		return int64(v)
	case string:
		n, _ := strconv.ParseInt(v, 0, 64)
		return n
	}
	return 0
}

func decimal(v any) float64 {
	f, _ := strconv.ParseFloat(text(v), 64)
	return f
}

// pairs reads a mapping, or a list of NAME=value, into one form. A value
// without "=" is nil.
func pairs(v any) map[string]any {
	out := map[string]any{}
	for _, k := range keys(object(v)) {
		out[k] = object(v)[k]
		if _, gone := out[k].(reset); out[k] != nil && !gone {
			out[k] = text(unwrap(out[k]))
		}
	}
	for _, e := range list(v) {
		name, value, ok := cutPair(text(e))
		out[name] = nil
		if ok {
			out[name] = value
		}
	}
	return out
}

// filledPairs is pairs with "" for what has no value.
func filledPairs(v any) map[string]any {
	out := pairs(v)
	for k, e := range out { // each for itself
		if e == nil {
			out[k] = ""
		}
	}
	return out
}

func cutPair(s string) (name, value string, ok bool) {
	for i := range len(s) {
		if s[i] == '=' {
			return s[:i], s[i+1:], true
		}
	}
	return s, "", false
}
