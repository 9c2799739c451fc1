package script

import (
	"fmt"
	"sort"
	"strings"
)

// goText is a value as %v prints it; plus adds the names of fields.
func (m *machine) goText(v value, plus bool, depth int) string {
	if depth > 20 {
		return "..."
	}
	if o, ok := v.(*object); ok && o.class == goErrorClass {
		return plain(o.props.At("msg"))
	}
	for _, name := range []string{"Error", "String"} {
		if fn, ok := m.fieldGo(v, name, 0); ok && callable(fn) {
			if t, err := m.invoke(fn); err == nil {
				if t, ok := t.(string); ok {
					return t
				}
			}
		}
	}
	switch x := v.(type) {
	case nil:
		return "<nil>"
	case string:
		return x
	case int64, float64, bool:
		return fmt.Sprint(x)
	case bytes:
		return fmt.Sprint([]byte(x))
	case *list:
		parts := make([]string, len(x.items))
		for i, it := range x.items {
			parts[i] = m.goText(it, plus, depth+1)
		}
		return "[" + strings.Join(parts, " ") + "]"
	case *ref:
		if x.to != nil && x.to.class != goBoxClass && x.to.class != nil && x.to.class.attrs.At("%struct") != nil {
			if depth > 0 {
				return "0xc000012345"
			}
			return "&" + m.goText(x.to, plus, depth+1)
		}
		return "0xc000012345"
	case *object:
		return m.goObject(x, plus, depth)
	case *function, *native, *bound:
		return "0x47b2c0"
	}
	return fmt.Sprint(v)
}

func (m *machine) goObject(x *object, plus bool, depth int) string {
	if x.class == goErrorClass {
		return plain(x.props.At("msg"))
	}
	if d, ok := x.data.(*dict); ok {
		keys := d.listKeys()
		sort.SliceStable(keys, func(i, j int) bool {
			a, aNum := number(keys[i])
			b, bNum := number(keys[j])
			if aNum && bNum {
				return a < b
			}
			return plain(keys[i]) < plain(keys[j])
		})
		parts := make([]string, len(keys))
		for i, k := range keys {
			v, _ := d.get(k)
			parts[i] = m.goText(k, plus, depth+1) + ":" + m.goText(v, plus, depth+1)
		}
		return "map[" + strings.Join(parts, " ") + "]"
	}
	if x.data != nil {
		return m.goText(x.data, plus, depth+1)
	}
	var parts []string
	x.props.each(func(k, v value) {
		t := m.goText(v, plus, depth+1)
		if plus {
			t = plain(k) + ":" + t
		}
		parts = append(parts, t)
	})
	return "{" + strings.Join(parts, " ") + "}"
}

// goType is the name of a value's type.
func (m *machine) goType(v value) string {
	switch x := v.(type) {
	case nil:
		return "<nil>"
	case int64:
		return "int"
	case float64:
		return "float64"
	case string:
		return "string"
	case bool:
		return "bool"
	case bytes:
		return "[]uint8"
	case *list:
		if len(x.items) > 0 {
			return "[]" + m.goType(x.items[0])
		}
		return "[]interface {}"
	case *ref:
		if x.to != nil && x.to.class != goBoxClass {
			return "*" + x.to.class.name
		}
		return "*int"
	case *object:
		if d, ok := x.data.(*dict); ok && x.class == goMapClass {
			for i, k := range d.listKeys() {
				if i == 0 {
					e, _ := d.get(k)
					return "map[" + m.goType(k) + "]" + m.goType(e)
				}
			}
			return "map[string]interface {}"
		}
		return x.class.name
	}
	return "func()"
}

// goSyntax is a value as %#v prints it.
func (m *machine) goSyntax(v value) string {
	switch x := v.(type) {
	case string:
		return fmt.Sprintf("%q", x)
	case *list:
		parts := make([]string, len(x.items))
		for i, it := range x.items {
			parts[i] = m.goSyntax(it)
		}
		return m.goType(v) + "{" + strings.Join(parts, ", ") + "}"
	case *ref:
		if x.to != nil {
			return "&" + m.goSyntax(x.to)
		}
	case *object:
		if x.class.attrs.At("%struct") != nil {
			var parts []string
			x.props.each(func(k, v value) { parts = append(parts, plain(k)+":"+m.goSyntax(v)) })
			return x.class.name + "{" + strings.Join(parts, ", ") + "}"
		}
	}
	return m.goText(v, true, 0)
}

// goPrintf is fmt.Sprintf: each verb is filled in by the real fmt, composite
// values by their text.
func (m *machine) goPrintf(format string, list []value) string {
	var b strings.Builder
	n := 0
	for i := 0; i < len(format); i++ {
		if format[i] != '%' {
			b.WriteByte(format[i])
			continue
		}
		from := i
		for i++; i < len(format) && strings.IndexByte("+-# 0123456789.*", format[i]) >= 0; i++ {
		}
		if i >= len(format) {
			b.WriteString("%!(NOVERB)")
			break
		}
		spec, verb := format[from:i+1], format[i]
		if verb == '%' {
			b.WriteByte('%')
			continue
		}
		if strings.Contains(spec, "*") && n < len(list) {
			w, _ := whole(list[n])
			spec = strings.Replace(spec, "*", itoa(int(min(w, 1000))), 1)
			n++
		}
		if n >= len(list) {
			b.WriteString("%!" + string(verb) + "(MISSING)")
			continue
		}
		v := list[n]
		n++
		b.WriteString(m.goVerb(spec, verb, v))
		if b.Len() > mostHeld {
			break
		}
	}
	if n < len(list) {
		b.WriteString("%!(EXTRA ")
		for i, v := range list[n:] {
			if i > 0 {
				b.WriteString(", ")
			}
			b.WriteString(m.goType(v) + "=" + m.goText(v, false, 0))
		}
		b.WriteString(")")
	}
	return b.String()
}

func (m *machine) goVerb(spec string, verb byte, v value) string {
	bare, _ := goBare(v)
	flags := spec[:len(spec)-1]
	for _, digits := range flags[1:] {
		_ = digits
	}
	if len(flags) > 6 {
		flags = flags[:6]
	}
	switch verb {
	case 'v':
		text := m.goText(v, strings.Contains(flags, "+"), 0)
		if strings.Contains(flags, "#") {
			text = m.goSyntax(v)
		}
		if f, ok := bare.(float64); ok && flags != "%" && bare == v {
			return fmt.Sprintf(flags+"v", f)
		}
		return fmt.Sprintf(strings.NewReplacer("+", "", "#", "").Replace(flags)+"s", text)
	case 'T':
		return fmt.Sprintf(flags+"s", m.goType(v))
	case 'd', 'b', 'o', 'c', 'U', 'x', 'X':
		switch x := bare.(type) {
		case int64:
			return fmt.Sprintf(flags+string(verb), x)
		case string:
			return fmt.Sprintf(flags+string(verb), x)
		case bytes:
			return fmt.Sprintf(flags+string(verb), []byte(x))
		}
	case 'f', 'e', 'g', 'F', 'E', 'G':
		if f, ok := bare.(float64); ok {
			return fmt.Sprintf(flags+string(verb), f)
		}
	case 's', 'w':
		switch x := bare.(type) {
		case bytes:
			return fmt.Sprintf(flags+"s", string(x))
		case int64, float64, bool:
			if _, named := goBare(v); named == nil {
				return "%!" + string(verb) + "(" + m.goType(v) + "=" + m.goText(v, false, 0) + ")"
			}
		}
		if v == nil {
			return "%!" + string(verb) + "(<nil>)"
		}
		return fmt.Sprintf(flags+"s", m.goText(v, false, 0))
	case 'q':
		if n, ok := bare.(int64); ok {
			return fmt.Sprintf(flags+"q", rune(n))
		}
		return fmt.Sprintf(flags+"q", m.goText(v, false, 0))
	case 't':
		if t, ok := bare.(bool); ok {
			return fmt.Sprintf(flags+"t", t)
		}
	case 'p':
		return "0xc000012345"
	}
	return "%!" + string(verb) + "(" + m.goType(v) + "=" + m.goText(v, false, 0) + ")"
}

func (m *machine) goLine(list []value) string {
	parts := make([]string, len(list))
	for i, v := range list {
		parts[i] = m.goText(v, false, 0)
	}
	return strings.Join(parts, " ") + "\n"
}

// goPrint is fmt.Sprint: blanks stand between values that are no strings.
func (m *machine) goPrint(list []value) string {
	out := ""
	for i, v := range list {
		if i > 0 {
			_, a := list[i-1].(string)
			_, b := v.(string)
			if !a && !b {
				out += " "
			}
		}
		out += m.goText(v, false, 0)
	}
	return out
}
