package script

import (
	"strings"
)

func (m *machine) binaryGo(op string, a, b value) (value, error) {
	x, kx := goBare(a)
	y, ky := goBare(b)
	if kx == nil {
		kx = ky
	}
	if s, ok := x.(string); ok && op == "+" {
		t, _ := y.(string)
		return goWrapped(s+t, kx), m.grow(len(s) + len(t))
	}
	_, fx := x.(float64)
	_, fy := y.(float64)
	if fx || fy {
		p, _ := number(x)
		q, _ := number(y)
		switch op {
		case "+":
			return goWrapped(p+q, kx), nil
		case "-":
			return goWrapped(p-q, kx), nil
		case "*":
			return goWrapped(p*q, kx), nil
		case "/":
			return goWrapped(p/q, kx), nil
		}
		return nil, m.goFault("invalid operation " + op)
	}
	p, ok := x.(int64)
	q, ok2 := y.(int64)
	if !ok || !ok2 {
		return nil, m.goFault("mismatched types in " + op)
	}
	var r int64
	switch op {
	case "+":
		r = p + q
	case "-":
		r = p - q
	case "*":
		r = p * q
	case "/", "%":
		if q == 0 {
			return nil, m.goFault("integer divide by zero")
		}
		if r = p / q; op == "%" {
			r = p % q
		}
	case "&":
		r = p & q
	case "|":
		r = p | q
	case "^":
		r = p ^ q
	case "&^":
		r = p &^ q
	case "<<":
		r = p << min(uint64(q), 64)
	case ">>":
		r = p >> min(uint64(q), 63)
	}
	return goWrapped(r, kx), nil
}

func goSame(a, b value) bool {
	x, _ := goBare(a)
	y, _ := goBare(b)
	if p, ok := number(x); ok {
		if _, isBool := x.(bool); !isBool {
			q, ok := number(y)
			return ok && p == q
		}
	}
	switch x := x.(type) {
	case *ref:
		r, ok := y.(*ref)
		return ok && x.to == r.to && x.env == r.env && x.key == r.key && (x.to != nil || x.env != nil || x.of == r.of)
	case *object:
		o, ok := y.(*object)
		if !ok || x == o || x.class != o.class || x.class == nil || x.class.builtin {
			return ok && x == o
		}
		for _, k := range x.props.listKeys() {
			v, _ := x.props.get(k)
			w, _ := o.props.get(k)
			if !goSame(v, w) {
				return false
			}
		}
		return true
	case *list:
		l, ok := y.(*list)
		if !ok || len(x.items) != len(l.items) {
			return false
		}
		for i := range x.items {
			if !goSame(x.items[i], l.items[i]) {
				return false
			}
		}
		return true
	case *function:
		return a == b
	}
	return x == y
}

func (m *machine) compareGo(op string, a, b value) (value, error) {
	switch op {
	case "==":
		return goSame(a, b), nil
	case "!=":
		return !goSame(a, b), nil
	}
	x, _ := goBare(a)
	y, _ := goBare(b)
	n := 0
	if s, ok := x.(string); ok {
		t, _ := y.(string)
		n = strings.Compare(s, t)
	} else {
		p, _ := number(x)
		q, _ := number(y)
		if p < q {
			n = -1
		} else if p > q {
			n = 1
		}
	}
	switch op {
	case "<":
		return n < 0, nil
	case "<=":
		return n <= 0, nil
	case ">":
		return n > 0, nil
	}
	return n >= 0, nil
}
