package hcl

import (
	"maps"
	"reflect"
	"slices"
	"strconv"
)

// String is a value as a string; ok is false for what has no such form.
func String(v any) (s string, ok bool) {
	switch v := v.(type) {
	case string:
		return v, true
	case bool:
		return strconv.FormatBool(v), true
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64), true
	}
	return "", false
}

// Bool is a value as a bool; the strings "true" and "false" are.
func Bool(v any) (b, ok bool) {
	switch v := v.(type) {
	case bool:
		return v, true
	case string:
		return v == "true", v == "true" || v == "false"
	}
	return false, false
}

// Number is a value as a number; a string that is written as one is.
func Number(v any) (n float64, ok bool) {
	switch v := v.(type) {
	case float64:
		return v, true
	case string:
		n, err := strconv.ParseFloat(v, 64)
		return n, err == nil
	}
	return 0, false
}

// Keys are those of an object, sorted.
func Keys(m map[string]any) []string { return slices.Sorted(maps.Keys(m)) }

func same(a, b any) bool { return reflect.DeepEqual(a, b) }

// weight is how many parts a value has, long strings counting more; it looks at
// little more than most of them.
func weight(v any, most int) int {
	n := 1
	switch v := v.(type) {
	case string:
		if len(v) > mostValue {
			return most + 1
		}
		n += len(v) / 64
	case []any:
		for _, item := range v {
			if n += weight(item, most-n); n > most {
				return n
			}
		}
	case map[string]any:
		for _, k := range Keys(v) {
			if n += weight(v[k], most-n); n > most {
				return n
			}
		}
	}
	return n
}
