package script

import (
	"strings"
)

func (m *machine) unary(op string, v value) (value, error) {
	if m.js() {
		f, err := m.toNumber(v)
		if err != nil {
			return nil, err
		}
		switch op {
		case "-":
			return -f, nil
		case "~":
			return float64(^toInt32(f)), nil
		}
		return f, nil
	}
	switch v := v.(type) {
	case float64:
		if op == "-" {
			return -v, nil
		}
		if op == "+" {
			return v, nil
		}
	case int64, bool:
		n, _ := whole(v)
		switch op {
		case "-":
			return -n, nil
		case "~":
			return ^n, nil
		}
		return n, nil
	case *object:
		if fn, ok := m.special(v, map[string]string{"-": "__neg__", "+": "__pos__", "~": "__invert__"}[op]); ok {
			return m.invoke(fn)
		}
	}
	return nil, m.throw("TypeError", "bad operand type for unary "+op+": '"+m.typeName(v)+"'")
}

// equal is == of Python, and deep for containers.
func (m *machine) equal(a, b value, depth int) bool {
	if x, ok := number(a); ok {
		y, ok := number(b)
		return ok && x == y
	}
	if depth > 100 {
		return false
	}
	switch x := a.(type) {
	case *list:
		y, ok := b.(*list)
		if !ok || len(x.items) != len(y.items) || x.tuple != y.tuple {
			return false
		}
		for i := range x.items {
			if !m.equal(x.items[i], y.items[i], depth+1) {
				return false
			}
		}
		return true
	case *dict:
		y, ok := b.(*dict)
		if !ok || x.live != y.live || x.set != y.set {
			return false
		}
		same := true
		x.each(func(k, v value) {
			w, ok := y.get(k)
			same = same && ok && (x.set || m.equal(v, w, depth+1))
		})
		return same
	case *object:
		if m.lang == python {
			if fn, ok := m.special(x, "__eq__"); ok {
				v, err := m.invoke(fn, b)
				if err == nil {
					t, _ := m.truth(v)
					return t
				}
			}
			if y, ok := b.(*object); ok && x != y && x.data != nil && y.data != nil && x.class == y.class {
				return m.equal(x.data, y.data, depth+1)
			}
		}
	}
	if _, ok := hash(a); !ok {
		return false
	}
	return a == b
}

func (m *machine) compare(op string, a, b value) (value, error) {
	if m.lang == golang {
		return m.compareGo(op, a, b)
	}
	if m.lang == php {
		return m.comparePHP(op, a, b)
	}
	if m.lang != python {
		return m.compareLoose(op, a, b)
	}
	switch op {
	case "==":
		return m.equal(a, b, 0), nil
	case "!=":
		return !m.equal(a, b, 0), nil
	case "is":
		return identical(a, b), nil
	case "is not":
		return !identical(a, b), nil
	case "in", "not in":
		in, err := m.contains(b, a)
		return in == (op == "in"), err
	}
	n, err := m.order(op, a, b)
	if err != nil {
		return nil, err
	}
	switch op {
	case "<":
		return n < 0, nil
	case "<=":
		return n <= 0 && n > -2, nil
	case ">":
		return n > 0, nil
	}
	return n >= 0, nil
}

func identical(a, b value) bool {
	if _, ok := hash(a); !ok {
		if x, ok := a.(*list); ok {
			y, ok := b.(*list)
			return ok && x == y
		}
		if x, ok := a.(*dict); ok {
			y, ok := b.(*dict)
			return ok && x == y
		}
		return false
	}
	return a == b
}

// order is -1, 0 or 1; op is what is asked, for the message.
func (m *machine) order(op string, a, b value) (int, error) {
	if x, ok := number(a); ok {
		if y, ok := number(b); ok {
			switch {
			case x < y:
				return -1, nil
			case x > y:
				return 1, nil
			}
			return 0, nil
		}
	}
	switch x := a.(type) {
	case string:
		if y, ok := b.(string); ok {
			return strings.Compare(x, y), nil
		}
	case bytes:
		if y, ok := b.(bytes); ok {
			return strings.Compare(string(x), string(y)), nil
		}
	case *list:
		y, ok := b.(*list)
		if !ok || x.tuple != y.tuple {
			break
		}
		for i := range min(len(x.items), len(y.items)) {
			if n, err := m.order(op, x.items[i], y.items[i]); n != 0 || err != nil {
				return n, err
			}
		}
		return len(x.items) - len(y.items), nil
	case *object:
		if r, ok, err := m.orderObject(op, x, b); ok || err != nil {
			return r, err
		}
	}
	return 0, m.throw("TypeError", "'"+op+"' not supported between instances of '"+m.typeName(a)+"' and '"+m.typeName(b)+"'")
}

func (m *machine) orderObject(op string, x *object, b value) (int, bool, error) {
	name := map[string]string{"<": "__lt__", ">": "__gt__", "<=": "__le__", ">=": "__ge__"}[op]
	if fn, ok := m.special(x, name); ok {
		v, err := m.invoke(fn, b)
		if err != nil {
			return 0, true, err
		}
		t, err := m.truth(v)
		yes := map[string]int{"<": -1, "<=": -1, ">": 1, ">=": 1}[op]
		if t {
			return yes, true, err
		}
		return -yes, true, err
	}
	if y, ok := b.(*object); ok {
		if x.data != nil && y.data != nil {
			n, err := m.order(op, x.data, y.data)
			return n, true, err
		}
	}
	return 0, false, nil
}
