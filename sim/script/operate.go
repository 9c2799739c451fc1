package script

import (
	"math"
	"strconv"
	"strings"
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

func (m *machine) overloaded(op string, a, b value, inPlace bool) (value, error) {
	name := dunder[op]
	if o, ok := a.(*object); ok {
		if fn, ok := m.special(o, "__i"+name+"__"); ok && inPlace {
			return m.invoke(fn, b)
		}
		if fn, ok := m.special(o, "__"+name+"__"); ok {
			return m.invoke(fn, b)
		}
	}
	if o, ok := b.(*object); ok {
		if fn, ok := m.special(o, "__r"+name+"__"); ok {
			return m.invoke(fn, a)
		}
	}
	if _, isStr := a.(string); isStr && op == "+" {
		return nil, m.throw("TypeError", `can only concatenate str (not "`+m.typeName(b)+`") to str`)
	}
	if l, ok := a.(*list); ok && op == "+" {
		return nil, m.throw("TypeError", `can only concatenate `+m.typeName(l)+` (not "`+m.typeName(b)+`") to `+m.typeName(l))
	}
	if op == "**" {
		op = "** or pow()"
	}
	if inPlace {
		op += "="
	}
	return nil, m.throw("TypeError", "unsupported operand type(s) for "+op+": '"+m.typeName(a)+"' and '"+m.typeName(b)+"'")
}

func (m *machine) integers(op string, x, y int64) (value, error) {
	over := func(f float64, n int64) (value, error) {
		if math.Abs(f) > 9.2e18 {
			return nil, m.throw("OverflowError", "integers of more than 64 bits are not simulated")
		}
		return n, nil
	}
	switch op {
	case "+":
		return over(float64(x)+float64(y), x+y)
	case "-":
		return over(float64(x)-float64(y), x-y)
	case "*":
		return over(float64(x)*float64(y), x*y)
	case "/", "//", "%":
		if y == 0 {
			if op == "/" {
				return nil, m.throw("ZeroDivisionError", "division by zero")
			}
			return nil, m.throw("ZeroDivisionError", "integer division or modulo by zero")
		}
		if op == "/" {
			return float64(x) / float64(y), nil
		}
		q, r := x/y, x%y
		if r != 0 && (r < 0) != (y < 0) {
			q, r = q-1, r+y
		}
		if op == "//" {
			return q, nil
		}
		return r, nil
	case "**":
		if y < 0 {
			return math.Pow(float64(x), float64(y)), nil
		}
		if f := math.Pow(float64(x), float64(y)); math.Abs(f) > 9.2e18 {
			return over(f, 0)
		}
		n := int64(1)
		for ; y > 0; y >>= 1 {
			if y&1 == 1 {
				n *= x
			}
			x *= x
		}
		return n, nil
	case "&":
		return x & y, nil
	case "|":
		return x | y, nil
	case "^":
		return x ^ y, nil
	case "<<":
		if y < 0 {
			return nil, m.throw("ValueError", "negative shift count")
		}
		return over(math.Ldexp(float64(x), int(min(y, 100))), x<<min(uint64(y), 63))
	case ">>":
		if y < 0 {
			return nil, m.throw("ValueError", "negative shift count")
		}
		return x >> min(uint64(y), 63), nil
	}
	return m.overloaded(op, x, y, false)
}

func (m *machine) floats(op string, x, y float64) (value, error) {
	switch op {
	case "+":
		return x + y, nil
	case "-":
		return x - y, nil
	case "*":
		return x * y, nil
	case "/":
		if y == 0 && m.lang == python {
			return nil, m.throw("ZeroDivisionError", "float division by zero")
		}
		return x / y, nil
	case "//":
		if y == 0 {
			return nil, m.throw("ZeroDivisionError", "float floor division by zero")
		}
		return math.Floor(x / y), nil
	case "%":
		if y == 0 {
			return nil, m.throw("ZeroDivisionError", "float modulo")
		}
		r := math.Mod(x, y)
		if r != 0 && (r < 0) != (y < 0) {
			r += y
		}
		return r, nil
	case "**":
		return math.Pow(x, y), nil
	}
	return m.overloaded(op, x, y, false)
}

// sequences are the operators of strings, lists and sets.
func (m *machine) sequences(op string, a, b value, inPlace bool) (value, bool, error) {
	switch x := a.(type) {
	case string:
		if op == "%" && m.lang == python {
			s, err := m.percent(x, b)
			return s, true, err
		}
		if y, ok := b.(string); ok && op == "+" {
			return x + y, true, m.grow(len(x) + len(y))
		}
	case bytes:
		if y, ok := b.(bytes); ok && op == "+" {
			return x + y, true, m.grow(len(x) + len(y))
		}
	case *list:
		if y, ok := b.(*list); ok && op == "+" && x.tuple == y.tuple {
			if inPlace && !x.tuple {
				x.items = append(x.items, y.items...)
				return x, true, m.grow(16 * len(y.items))
			}
			return &list{items: append(append([]value(nil), x.items...), y.items...), tuple: x.tuple}, true, m.grow(16 * (len(x.items) + len(y.items)))
		}
	case *dict:
		if y, ok := b.(*dict); ok {
			if v := sets(op, x, y); v != nil {
				return v, true, m.grow(64 * (x.live + y.live))
			}
		}
	}
	if op != "*" {
		return nil, false, nil
	}
	if _, isSeq := b.(string); isSeq {
		a, b = b, a
	} else if _, isSeq := b.(*list); isSeq {
		a, b = b, a
	}
	n, ok := whole(b)
	if _, isFloat := b.(float64); !ok || isFloat {
		return nil, false, nil
	}
	n = max(n, 0)
	switch x := a.(type) {
	case string:
		if err := m.grow(int(min(n*int64(len(x)), 1<<31-1))); err != nil {
			return nil, true, err
		}
		return strings.Repeat(x, int(n)), true, nil
	case *list:
		if err := m.grow(int(min(n*int64(len(x.items))*16, 1<<31-1))); err != nil {
			return nil, true, err
		}
		out := &list{tuple: x.tuple}
		for ; n > 0 && len(x.items) > 0; n-- {
			out.items = append(out.items, x.items...)
		}
		return out, true, nil
	}
	return nil, false, nil
}

func sets(op string, x, y *dict) value {
	out := &dict{set: x.set}
	pick := func(from, other *dict, want bool) {
		from.each(func(k, v value) {
			if _, ok := other.get(k); ok == want {
				out.put(k, v)
			}
		})
	}
	switch {
	case op == "|":
		x.each(func(k, v value) { out.put(k, v) })
		y.each(func(k, v value) { out.put(k, v) })
	case !x.set:
		return nil
	case op == "&":
		pick(x, y, true)
	case op == "-":
		pick(x, y, false)
	case op == "^":
		pick(x, y, false)
		pick(y, x, false)
	default:
		return nil
	}
	return out
}

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

func (m *machine) contains(where, v value) (bool, error) {
	switch w := where.(type) {
	case string:
		s, ok := v.(string)
		if !ok {
			return false, m.throw("TypeError", "'in <string>' requires string as left operand, not "+m.typeName(v))
		}
		return strings.Contains(w, s), nil
	case bytes:
		if s, ok := v.(bytes); ok {
			return strings.Contains(string(w), string(s)), nil
		}
	case *dict:
		if _, ok := hash(v); !ok {
			return false, m.unhashable(v)
		}
		_, ok := w.get(v)
		return ok, nil
	case *object:
		if fn, ok := m.special(w, "__contains__"); ok {
			r, err := m.invoke(fn, v)
			if err != nil {
				return false, err
			}
			return m.truth(r)
		}
	}
	all, err := m.spread(where)
	if err != nil {
		return false, m.throw("TypeError", "argument of type '"+m.typeName(where)+"' is not iterable")
	}
	for _, it := range all {
		m.used++
		if m.equal(it, v, 0) {
			return true, nil
		}
	}
	return false, nil
}
