package hcl

import "math"

// str is an argument as a string, "" for what has no such form.
func str(v any) string {
	s, _ := String(v)
	return s
}

// items are the elements of an argument: a list's, or an object's values.
func items(v any) []any {
	switch v := v.(type) {
	case []any:
		return v
	case map[string]any:
		var all []any
		for _, k := range Keys(v) {
			all = append(all, v[k])
		}
		return all
	}
	return nil
}

func anys(list []string) []any {
	all := make([]any, len(list))
	for i, s := range list {
		all[i] = s
	}
	return all
}

func unless(ok bool, why string) string {
	if ok {
		return ""
	}
	return why
}

// one is a function of a string, two one of two strings.
func one(f func(string) string) function {
	return function{1, 1, func(a []any) (any, string) {
		s, ok := String(a[0])
		return f(s), unless(ok, "a string is required")
	}}
}

func two(f func(a, b string) string) function {
	return function{2, 2, func(a []any) (any, string) {
		s, ok := String(a[0])
		t, okay := String(a[1])
		return f(s, t), unless(ok && okay, "a string is required")
	}}
}

// number is a function of a number, many one that takes numbers two by two.
func number(f func(float64) float64) function {
	return function{1, 1, func(a []any) (any, string) {
		n, ok := Number(a[0])
		return f(n), unless(ok, "a number is required")
	}}
}

func many(f func(a, b float64) float64) function {
	return function{1, -1, func(a []any) (any, string) {
		best := math.NaN()
		for i, v := range a {
			n, ok := Number(v)
			if !ok {
				return nil, "a number is required"
			}
			if best = f(best, n); i == 0 {
				best = n
			}
		}
		return best, ""
	}}
}

// op is an operator as a function.
func op(of string) function {
	return function{2, 2, func(a []any) (any, string) {
		v, ok := operation{op: of, x: literal{}, y: literal{}}.apply(a[0], a[1])
		return v, unless(ok, "the operands do not suit")
	}}
}
