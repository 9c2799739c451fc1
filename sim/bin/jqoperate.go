//go:build !core

package bin

import (
	"math"
	"slices"
	"strings"
)

func jqOperate(op string, a, b any) (any, error) {
	switch op {
	case "==":
		return compareJSON(a, b) == 0, nil
	case "!=":
		return compareJSON(a, b) != 0, nil
	case "<":
		return compareJSON(a, b) < 0, nil
	case "<=":
		return compareJSON(a, b) <= 0, nil
	case ">":
		return compareJSON(a, b) > 0, nil
	case ">=":
		return compareJSON(a, b) >= 0, nil
	}
	wrong := func(what string) error {
		return jqFault(typeJSON(a) + " (" + short(a) + ") and " + typeJSON(b) + " (" + short(b) + ") cannot be " + what)
	}
	x, num1 := a.(float64)
	y, num2 := b.(float64)
	both := num1 && num2
	switch op {
	case "+":
		return jqAdd(a, b, wrong("added"))
	case "-":
		if both {
			return x - y, nil
		}
		l, ok1 := a.([]any)
		m, ok2 := b.([]any)
		if ok1 && ok2 {
			return slices.DeleteFunc(slices.Clone(l), func(v any) bool {
				return slices.ContainsFunc(m, func(w any) bool { return compareJSON(v, w) == 0 })
			}), nil
		}
		return nil, wrong("subtracted")
	case "*":
		return jqTimes(a, b, wrong("multiplied"))
	case "/":
		if s, ok := a.(string); ok {
			if sep, ok := b.(string); ok {
				return jqSplit(s, sep), nil
			}
		}
		if !both {
			return nil, wrong("divided")
		}
		if y == 0 {
			return nil, wrong("divided because the divisor is zero")
		}
		return x / y, nil
	case "%":
		if !both {
			return nil, wrong("divided")
		}
		if math.Trunc(y) == 0 {
			return nil, wrong("divided because the divisor is zero")
		}
		return math.Mod(math.Trunc(x), math.Trunc(y)), nil
	}
	return nil, jqFault("unknown operator " + op)
}

func jqAdd(a, b any, wrong error) (any, error) {
	switch x := a.(type) {
	case nil:
		return b, nil
	case float64:
		if y, ok := b.(float64); ok {
			return x + y, nil
		}
	case string:
		if y, ok := b.(string); ok {
			if len(x)+len(y) > maxMemory {
				return nil, jqFault("out of memory")
			}
			return x + y, nil
		}
	case []any:
		if y, ok := b.([]any); ok {
			return append(slices.Clip(x), y...), nil
		}
	case object:
		if y, ok := b.(object); ok {
			for _, k := range y.keys {
				x = x.with(k, y.values[k])
			}
			return x, nil
		}
	}
	if b == nil {
		return a, nil
	}
	return nil, wrong
}

func jqTimes(a, b any, wrong error) (any, error) {
	if x, ok := a.(float64); ok {
		switch y := b.(type) {
		case float64:
			return x * y, nil
		case string:
			a, b = b, a
		}
	}
	if s, ok := a.(string); ok {
		if n, ok := b.(float64); ok {
			if n <= 0 {
				return nil, nil
			}
			if float64(len(s))*n > maxMemory {
				return nil, jqFault("out of memory")
			}
			return strings.Repeat(s, int(max(n, 1))), nil
		}
	}
	x, ok1 := a.(object)
	y, ok2 := b.(object)
	if !ok1 || !ok2 {
		return nil, wrong
	}
	for _, k := range y.keys { // deep merge
		v := y.values[k]
		if old, ok := x.values[k].(object); ok {
			if now, ok := v.(object); ok {
				v, _ = jqTimes(old, now, nil)
			}
		}
		x = x.with(k, v)
	}
	return x, nil
}
