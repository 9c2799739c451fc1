package script

import (
	"math"
	"strings"
)

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
