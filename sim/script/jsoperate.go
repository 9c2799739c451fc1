package script

import (
	"math"
	"strings"
)

func (m *machine) binaryJS(op string, a, b value) (value, error) {
	if x, ok := a.(float64); ok {
		if y, ok := b.(float64); ok {
			return arithmetic(op, x, y), nil
		}
	}
	if op == "+" && (!isPrimitive(a) || !isPrimitive(b) || typeofJS(a) == "string" || typeofJS(b) == "string") {
		x, err := m.strJS(a)
		if err != nil {
			return nil, err
		}
		y, err := m.strJS(b)
		if err != nil {
			return nil, err
		}
		return x + y, m.grow(len(x) + len(y))
	}
	x, err := m.toNumber(a)
	if err != nil {
		return nil, err
	}
	y, err := m.toNumber(b)
	return arithmetic(op, x, y), err
}

func isPrimitive(v value) bool {
	switch v.(type) {
	case nil, undefined, bool, float64, string, int64:
		return true
	}
	return false
}

func arithmetic(op string, x, y float64) value {
	switch op {
	case "+":
		return x + y
	case "-":
		return x - y
	case "*":
		return x * y
	case "/":
		return x / y
	case "%":
		return math.Mod(x, y)
	case "**":
		return math.Pow(x, y)
	case "&":
		return float64(toInt32(x) & toInt32(y))
	case "|":
		return float64(toInt32(x) | toInt32(y))
	case "^":
		return float64(toInt32(x) ^ toInt32(y))
	case "<<":
		return float64(toInt32(x) << (uint32(toInt32(y)) & 31))
	case ">>":
		return float64(toInt32(x) >> (uint32(toInt32(y)) & 31))
	case ">>>":
		return float64(uint32(toInt32(x)) >> (uint32(toInt32(y)) & 31))
	}
	return math.NaN()
}

func (m *machine) compareLoose(op string, a, b value) (value, error) {
	switch op {
	case "===":
		return identical(a, b) && !isNaN(a), nil
	case "!==":
		return !identical(a, b) || isNaN(a), nil
	case "==", "!=":
		same := nullish(a) && nullish(b)
		if !same && !nullish(a) && !nullish(b) {
			if same = identical(a, b); !same && typeofJS(a) != typeofJS(b) {
				x, err := m.toNumber(a)
				if err != nil {
					return nil, err
				}
				y, err := m.toNumber(b)
				if err != nil {
					return nil, err
				}
				same = x == y
			}
		}
		return same == (op == "=="), nil
	case "instanceof":
		return m.instanceOf(a, b), nil
	case "in":
		if o, ok := b.(*object); ok && o.props != nil {
			_, has := o.props.get(m.key(a))
			return has, nil
		}
		if l, ok := b.(*list); ok {
			f, _ := m.toNumber(a)
			return f >= 0 && int(f) < len(l.items), nil
		}
		return nil, m.throw("TypeError", "Cannot use 'in' operator to search for a property in a primitive")
	}
	if x, ok := a.(string); ok {
		if y, ok := b.(string); ok {
			n := strings.Compare(x, y)
			return map[string]bool{"<": n < 0, ">": n > 0, "<=": n <= 0, ">=": n >= 0}[op], nil
		}
	}
	x, err := m.toNumber(a)
	if err != nil {
		return nil, err
	}
	y, err := m.toNumber(b)
	switch op {
	case "<":
		return x < y, err
	case ">":
		return x > y, err
	case "<=":
		return x <= y, err
	}
	return x >= y, err
}

func isNaN(v value) bool { f, ok := v.(float64); return ok && f != f }

func (m *machine) instanceOf(a, b value) bool {
	if fn, ok := b.(*function); ok {
		b = fn.class
	}
	k, ok := b.(*class)
	if !ok || k == nil {
		return false
	}
	if e, ok := errorsJS[k.name]; ok && k.builtin {
		k = e
	}
	switch x := a.(type) {
	case *object:
		return x.class != nil && x.class.is(k) || k.name == "Object" && k.builtin
	case *list:
		return k.builtin && (k.name == "Array" || k.name == "Object")
	case *promise:
		return k.builtin && k.name == "Promise"
	}
	return false
}
