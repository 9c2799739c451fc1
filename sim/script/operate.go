package script

import (
	"strconv"
)

func itoa(n int) string { return strconv.Itoa(n) }

func (m *machine) truth(v value) (bool, error) {
	switch v := v.(type) {
	case nil, undefined:
		return false, nil
	case bool:
		return v, nil
	case int64:
		return v != 0, nil
	case float64:
		return v != 0 && v == v, nil
	case string:
		return v != "" && !(v == "0" && m.lang == php), nil
	case bytes:
		return v != "", nil
	case span:
		return v.count() > 0, nil
	case *list:
		return m.js() || len(v.items) > 0, nil
	case *dict:
		return v.live > 0, nil
	case *object:
		if m.lang != python {
			return true, nil
		}
		for _, name := range []string{"__bool__", "__len__"} {
			if fn, ok := m.special(v, name); ok {
				r, err := m.invoke(fn)
				if err != nil {
					return false, err
				}
				return m.truth(r)
			}
		}
		if v.data != nil {
			return m.truth(v.data)
		}
	}
	return true, nil
}

// dunder are the methods of Python's operators.
var dunder = map[string]string{"+": "add", "-": "sub", "*": "mul", "/": "truediv", "//": "floordiv", "%": "mod", "**": "pow",
	"&": "and", "|": "or", "^": "xor", "<<": "lshift", ">>": "rshift", "@": "matmul"}

func (m *machine) binary(op string, a, b value, inPlace bool) (value, error) {
	if m.js() {
		return m.binaryJS(op, a, b)
	}
	if m.lang == golang {
		return m.binaryGo(op, a, b)
	}
	if m.lang == php {
		return m.binaryPHP(op, a, b)
	}
	if x, ok := a.(int64); ok {
		if y, ok := b.(int64); ok {
			return m.integers(op, x, y)
		}
	}
	if x, ok := number(a); ok {
		if y, ok := number(b); ok {
			_, af := a.(float64)
			_, bf := b.(float64)
			if !af && !bf {
				i, _ := whole(a)
				j, _ := whole(b)
				if _, isBool := a.(bool); isBool && (op == "&" || op == "|" || op == "^") {
					if _, both := b.(bool); both {
						r, err := m.integers(op, i, j)
						return r == int64(1), err
					}
				}
				return m.integers(op, i, j)
			}
			return m.floats(op, x, y)
		}
	}
	if v, done, err := m.sequences(op, a, b, inPlace); done || err != nil {
		return v, err
	}
	return m.overloaded(op, a, b, inPlace)
}
