package script

import (
	"math"
	"strconv"
	"strings"
	"unicode"
)

// pyFloat is a float as Python prints it.
func pyFloat(f float64) string {
	switch {
	case math.IsInf(f, 1):
		return "inf"
	case math.IsInf(f, -1):
		return "-inf"
	case f != f:
		return "nan"
	}
	if a := math.Abs(f); a != 0 && (a < 1e-4 || a >= 1e16) {
		s := strconv.FormatFloat(f, 'e', -1, 64)
		return s
	}
	s := strconv.FormatFloat(f, 'f', -1, 64)
	if !strings.Contains(s, ".") {
		s += ".0"
	}
	return s
}

// pyQuote is a string as repr prints it.
func pyQuote(s string) string {
	q := byte('\'')
	if strings.Contains(s, "'") && !strings.Contains(s, `"`) {
		q = '"'
	}
	var b strings.Builder
	b.WriteByte(q)
	for _, r := range s {
		switch {
		case r == rune(q) || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r == '\r':
			b.WriteString(`\r`)
		case r < ' ' || r == 0x7f:
			b.WriteString(`\x` + string("0123456789abcdef"[r>>4]) + string("0123456789abcdef"[r&15]))
		case !unicode.IsPrint(r):
			b.WriteString(`\u` + pad(strconv.FormatInt(int64(r), 16), 4))
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte(q)
	return b.String()
}

func pad(s string, n int) string { return strings.Repeat("0", max(n-len(s), 0)) + s }

func bytesRepr(s bytes) string {
	var b strings.Builder
	q := byte('\'')
	if strings.Contains(string(s), "'") && !strings.Contains(string(s), `"`) {
		q = '"'
	}
	b.WriteString("b" + string(q))
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == q || c == '\\':
			b.WriteString("\\" + string(c))
		case c == '\n':
			b.WriteString(`\n`)
		case c == '\r':
			b.WriteString(`\r`)
		case c == '\t':
			b.WriteString(`\t`)
		case c < ' ' || c > '~':
			b.WriteString(`\x` + pad(strconv.FormatInt(int64(c), 16), 2))
		default:
			b.WriteByte(c)
		}
	}
	return b.String() + string(q)
}

func (m *machine) repr(v value) (string, error) {
	if o, ok := v.(*object); ok && m.lang == python {
		if fn, ok := m.special(o, "__repr__"); ok {
			r, err := m.invoke(fn)
			return plain(r), err
		}
	}
	s := repr(m, v, 0)
	return s, m.grow(len(s))
}

// str is Python's str().
func (m *machine) str(v value) (string, error) {
	if m.js() {
		return m.strJS(v)
	}
	switch x := v.(type) {
	case string:
		return x, nil
	case *object:
		for _, name := range []string{"__str__", "__repr__"} {
			if fn, ok := m.special(x, name); ok {
				r, err := m.invoke(fn)
				return plain(r), err
			}
		}
		if x.class != nil && x.class.is(exceptionClass) {
			return m.exceptionText(x)
		}
		if x.data != nil {
			return m.str(x.data)
		}
	}
	return m.repr(v)
}

// exceptionText is str() of an exception.
func (m *machine) exceptionText(o *object) (string, error) {
	a, _ := o.props.text("args")
	list, _ := a.(*list)
	if list == nil || len(list.items) == 0 {
		return "", nil
	}
	if o.class.is(exceptionClasses["OSError"]) && len(list.items) >= 2 {
		no, _ := m.str(list.items[0])
		text, _ := m.str(list.items[1])
		s := "[Errno " + no + "] " + text
		if len(list.items) > 2 {
			f, _ := m.repr(list.items[2])
			s += ": " + f
		}
		return s, nil
	}
	if len(list.items) > 1 || o.class.is(exceptionClasses["KeyError"]) {
		if len(list.items) == 1 {
			return m.repr(list.items[0])
		}
		return m.repr(list)
	}
	return m.str(list.items[0])
}

// repr is Python's repr(); m may be nil where no class of the program's own can occur.
func repr(m *machine, v value, depth int) string {
	if depth > 40 {
		return "..."
	}
	switch x := v.(type) {
	case nil:
		return "None"
	case bool:
		if x {
			return "True"
		}
		return "False"
	case int64:
		return strconv.FormatInt(x, 10)
	case float64:
		return pyFloat(x)
	case string:
		return pyQuote(x)
	case bytes:
		return bytesRepr(x)
	case span:
		s := "range(" + itoa(int(x.from)) + ", " + itoa(int(x.to))
		if x.step != 1 {
			s += ", " + itoa(int(x.step))
		}
		return s + ")"
	case *list:
		return reprItems(m, x, depth)
	case *dict:
		return reprDict(m, x, depth)
	case *function:
		return "<function " + x.name() + " at 0x7f5d3c1e8b80>"
	case *native:
		if x.self != nil {
			return "<built-in method " + x.name + " of " + typeName(x.self) + " object at 0x7f5d3c2a1540>"
		}
		return "<built-in function " + x.name + ">"
	case *bound:
		if f, ok := x.fn.(*function); ok {
			return "<bound method " + f.name() + " of " + repr(m, x.self, depth+1) + ">"
		}
	case *class:
		if x.builtin {
			return "<class '" + x.name + "'>"
		}
		return "<class '__main__." + x.name + "'>"
	case *generator:
		return "<generator object " + x.frame.code.name + " at 0x7f5d3c0b7ac0>"
	case *object:
		return reprObject(m, x, depth)
	}
	return "<" + typeName(v) + " object at 0x7f5d3c1d4a90>"
}

func reprItems(m *machine, x *list, depth int) string {
	var b strings.Builder
	for i, it := range x.items {
		if i > 0 {
			b.WriteString(", ")
		}
		if b.Len() > 1<<20 {
			b.WriteString("...")
			break
		}
		b.WriteString(reprIn(m, it, depth+1))
	}
	switch {
	case !x.tuple:
		return "[" + b.String() + "]"
	case len(x.items) == 1:
		return "(" + b.String() + ",)"
	}
	return "(" + b.String() + ")"
}

func reprIn(m *machine, v value, depth int) string {
	if o, ok := v.(*object); ok && m != nil {
		if fn, ok := m.special(o, "__repr__"); ok {
			if r, err := m.invoke(fn); err == nil {
				return plain(r)
			}
		}
	}
	return repr(m, v, depth)
}

func reprDict(m *machine, x *dict, depth int) string {
	if x.set && x.live == 0 {
		return "set()"
	}
	var parts []string
	size := 0
	x.each(func(k, v value) {
		if size > 1<<20 {
			return
		}
		s := reprIn(m, k, depth+1)
		if !x.set {
			s += ": " + reprIn(m, v, depth+1)
		}
		size += len(s)
		parts = append(parts, s)
	})
	return "{" + strings.Join(parts, ", ") + "}"
}

func reprObject(m *machine, x *object, depth int) string {
	switch {
	case x.class == nil:
		return "<object>"
	case x.class == moduleClass:
		name, _ := x.props.text("__name__")
		if file, ok := x.props.text("__file__"); ok {
			return "<module '" + plain(name) + "' from '" + plain(file) + "'>"
		}
		return "<module '" + plain(name) + "' (built-in)>"
	case x.class.is(exceptionClass):
		a, _ := x.props.text("args")
		l, ok := a.(*list)
		if !ok {
			return x.class.name + "()"
		}
		s := reprItems(m, &list{items: l.items}, depth+1)
		return x.class.name + "(" + s[1:len(s)-1] + ")"
	case x.data != nil:
		return repr(m, x.data, depth+1)
	}
	return "<" + map[bool]string{false: "__main__."}[x.class.builtin] + x.class.name + " object at 0x7f5d3c1d4a90>"
}

func typeName(v value) string {
	switch x := v.(type) {
	case nil:
		return "NoneType"
	case bool:
		return "bool"
	case int64:
		return "int"
	case float64:
		return "float"
	case string:
		return "str"
	case bytes:
		return "bytes"
	case span:
		return "range"
	case *list:
		if x.tuple {
			return "tuple"
		}
		return "list"
	case *dict:
		if x.set {
			return "set"
		}
		return "dict"
	case *function:
		return "function"
	case *native:
		return "builtin_function_or_method"
	case *bound:
		return "method"
	case *class:
		return "type"
	case *generator:
		return "generator"
	case *object:
		if x.class != nil {
			return x.class.name
		}
	case *promise:
		return "coroutine"
	case *cursor:
		return "iterator"
	}
	return "object"
}

func (m *machine) typeName(v value) string { return typeName(v) }
