package script

import (
	"math"
	"strings"
)

func goConvert(m *machine, c *args) (value, error) {
	k, ok := c.at(0).(*class)
	v, _ := goBare(c.at(1))
	if !ok || v == nil {
		return c.at(1), nil
	}
	switch k.attrs.At("%kind") {
	case "float64":
		if n, isInt := v.(int64); isInt {
			v = float64(n)
		}
	case "int":
		if f, isFloat := v.(float64); isFloat {
			v = int64(f)
		}
	case "struct", "interface":
		return c.at(1), nil
	}
	return goWrapped(v, k), nil
}

func goFloat(m *machine, c *args) (value, error) {
	if n, ok := c.at(0).(int64); ok {
		return float64(n), nil
	}
	return c.at(0), nil
}

// goWidths are the bits of the integer types that wrap.
var goWidths = map[string]uint{"int8": 8, "int16": 16, "int32": 32, "rune": 32}
var goUnsigned = map[string]uint{"uint8": 8, "byte": 8, "uint16": 16, "uint32": 32}

// goBasic converts to a basic type.
func goBasic(name string) nativeFn {
	return func(m *machine, c *args) (value, error) {
		v, _ := goBare(c.at(0))
		switch name {
		case "float64", "float32":
			f, _ := number(v)
			return f, nil
		case "string":
			switch x := v.(type) {
			case bytes:
				return string(x), nil
			case int64:
				return string(rune(x)), nil
			case *list:
				var b strings.Builder
				for _, r := range x.items {
					n, _ := whole(r)
					b.WriteRune(rune(n))
				}
				return b.String(), nil
			case nil:
				return "", nil
			}
			return v, nil
		case "[]bytes":
			s, _ := v.(string)
			return bytes(s), nil
		case "[]runes":
			l := newList()
			for _, r := range plain(v) {
				l.items = append(l.items, int64(r))
			}
			return l, m.grow(16 * len(l.items))
		}
		if strings.HasPrefix(name, "[]") {
			return v, nil
		}
		n, ok := v.(int64)
		if f, isFloat := v.(float64); isFloat {
			if f != f || math.Abs(f) > 9e18 {
				f = 0
			}
			n, ok = int64(f), true
		}
		if !ok {
			return v, nil
		}
		if w := goUnsigned[name]; w > 0 {
			n &= 1<<w - 1
		}
		if w := goWidths[name]; w > 0 {
			n = n << (64 - w) >> (64 - w)
		}
		return n, nil
	}
}

func goBytes(m *machine, c *args) (value, error) {
	if n, ok := c.at(0).(int64); ok {
		return bytes(make([]byte, max(0, min(n, mostHeld)))), m.grow(int(n))
	}
	l, _ := c.at(0).(*list)
	out := make([]byte, len(l.items))
	for i, v := range l.items {
		n, _ := whole(v)
		out[i] = byte(n)
	}
	return bytes(out), nil
}

func goArray(m *machine, c *args) (value, error) {
	n, _ := whole(goKey(c.at(0)))
	if n < 0 || n > 1<<18 {
		return nil, m.goFault("makeslice: len out of range")
	}
	l := &list{items: make([]value, n)}
	for i := range l.items {
		v, err := m.invoke(c.at(1))
		if err != nil {
			return nil, err
		}
		l.items[i] = v
	}
	return l, m.grow(16 * int(n))
}
