package script

import (
	"math"
	"strconv"
	"strings"
)

// jsonText writes a value as JSON. indent is "" for one line; ascii escapes
// what is not ASCII, as Python does.
type jsonWriter struct {
	m        *machine
	indent   string
	comma    string
	colon    string
	ascii    bool
	sort     bool
	b        strings.Builder
	fallback value
}

func (w *jsonWriter) newline(depth int) {
	if w.indent != "" {
		w.b.WriteString("\n" + strings.Repeat(w.indent, depth))
	}
}

// value writes v; false means that it has no JSON (undefined, a function).
func (w *jsonWriter) value(v value, depth int) (bool, error) {
	if depth > 60 || w.b.Len() > mostHeld {
		if w.m.js() {
			return false, w.m.throw("TypeError", "Converting circular structure to JSON")
		}
		return false, w.m.throw("ValueError", "Circular reference detected")
	}
	w.m.used++
	switch x := v.(type) {
	case nil:
		w.b.WriteString("null")
	case bool:
		w.b.WriteString(strconv.FormatBool(x))
	case int64:
		w.b.WriteString(strconv.FormatInt(x, 10))
	case float64:
		w.number(x)
	case string:
		w.b.WriteString(jsonQuote(x, w.ascii))
	case *list:
		return true, w.array(x.items, depth)
	case *dict:
		if x.set {
			return false, w.cannot(v)
		}
		return true, w.object(x, depth)
	case *object:
		return w.instance(x, depth)
	case undefined, *function, *native, *bound, *class:
		if w.m.js() {
			return false, nil
		}
		return w.other(v, depth)
	default:
		return w.other(v, depth)
	}
	return true, nil
}

func (w *jsonWriter) number(x float64) {
	switch {
	case w.m.js() && (math.IsNaN(x) || math.IsInf(x, 0)):
		w.b.WriteString("null")
	case w.m.js():
		w.b.WriteString(numberJS(x))
	case math.IsNaN(x):
		w.b.WriteString("NaN")
	case math.IsInf(x, 0):
		w.b.WriteString("Infinity")
	default:
		w.b.WriteString(pyFloat(x))
	}
}

func (w *jsonWriter) cannot(v value) error {
	return w.m.throw("TypeError", "Object of type "+w.m.typeName(v)+" is not JSON serializable")
}

func (w *jsonWriter) other(v value, depth int) (bool, error) {
	if callable(w.fallback) {
		r, err := w.m.invoke(w.fallback, v)
		if err != nil {
			return false, err
		}
		return w.value(r, depth+1)
	}
	return false, w.cannot(v)
}

func (w *jsonWriter) instance(x *object, depth int) (bool, error) {
	if !w.m.js() {
		return w.other(x, depth)
	}
	if fn, err := w.m.attr(x, "toJSON"); err == nil && callable(fn) {
		r, err := w.m.invokeAs(x, fn)
		if err != nil {
			return false, err
		}
		return w.value(r, depth+1)
	}
	if x.data != nil {
		if _, isMap := x.data.(*dict); isMap {
			w.b.WriteString("{}")
			return true, nil
		}
	}
	return true, w.object(x.props, depth)
}

func (w *jsonWriter) array(items []value, depth int) error {
	if len(items) == 0 {
		w.b.WriteString("[]")
		return nil
	}
	w.b.WriteString("[")
	for i, it := range items {
		if i > 0 {
			w.b.WriteString(w.comma)
		}
		w.newline(depth + 1)
		ok, err := w.value(it, depth+1)
		if err != nil {
			return err
		}
		if !ok {
			w.b.WriteString("null")
		}
	}
	w.newline(depth)
	w.b.WriteString("]")
	return nil
}

func (w *jsonWriter) object(d *dict, depth int) error {
	keys := d.listKeys()
	if w.sort {
		sorted, err := w.m.sorted(keys, nil, false)
		if err != nil {
			return err
		}
		keys = sorted
	}
	first := true
	w.b.WriteString("{")
	for _, k := range keys {
		v, _ := d.get(k)
		if _, ok := v.(*getter); ok {
			continue
		}
		key, ok := k.(string)
		if ok && w.m.js() && strings.HasPrefix(key, "%") {
			continue
		}
		if !ok {
			var err error
			if key, err = w.key(k); err != nil {
				return err
			}
		}
		sub := &jsonWriter{m: w.m, indent: w.indent, comma: w.comma, colon: w.colon, ascii: w.ascii, sort: w.sort, fallback: w.fallback}
		ok, err := sub.value(v, depth+1)
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		if !first {
			w.b.WriteString(w.comma)
		}
		first = false
		w.newline(depth + 1)
		w.b.WriteString(jsonQuote(key, w.ascii) + w.colon + sub.b.String())
	}
	if !first {
		w.newline(depth)
	}
	w.b.WriteString("}")
	return nil
}

func (w *jsonWriter) key(k value) (string, error) {
	switch x := k.(type) {
	case nil:
		return "null", nil
	case bool:
		return strconv.FormatBool(x), nil
	case int64, float64:
		return w.m.str(x)
	}
	return "", w.m.throw("TypeError", "keys must be str, int, float, bool or None, not "+w.m.typeName(k))
}

func jsonQuote(s string, ascii bool) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < ' ' || ascii && r > '~':
			if r > 0xffff {
				r -= 0x10000
				b.WriteString(`\u` + strconv.FormatInt(int64(0xd800+r>>10), 16) + `\u` + strconv.FormatInt(int64(0xdc00+r&0x3ff), 16))
				continue
			}
			b.WriteString(`\u` + pad(strconv.FormatInt(int64(r), 16), 4))
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
