//go:build !core

package bin

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A JSON value is nil, a bool, a float64, a string, a []any or an object. None
// of them is written to once it is made.

// object keeps the order its keys came in.
type object struct {
	keys   []string
	values map[string]any
}

func (o object) with(key string, v any) object {
	n := object{slices.Clone(o.keys), make(map[string]any, len(o.keys)+1)}
	for _, k := range o.keys {
		n.values[k] = o.values[k]
	}
	if _, ok := n.values[key]; !ok {
		n.keys = append(n.keys, key)
	}
	n.values[key] = v
	return n
}

func (o object) without(key string) object {
	n := object{values: map[string]any{}}
	for _, k := range o.keys {
		if k != key {
			n.keys, n.values[k] = append(n.keys, k), o.values[k]
		}
	}
	return n
}

func (o object) sorted() []string {
	keys := slices.Clone(o.keys)
	slices.Sort(keys)
	return keys
}

var errUnfinished error = jqFault("Unfinished JSON term")

type jqFault string

func (f jqFault) Error() string { return string(f) }

const mostNested = 500

// readJSON reads the first value of a text, and returns what follows it.
func readJSON(s string) (any, string, error) {
	r := &jsonReader{s: s}
	v, err := r.value(0)
	return v, s[min(r.at, len(s)):], err
}

type jsonReader struct {
	s  string
	at int
}

func (r *jsonReader) blank() byte {
	for r.at < len(r.s) && strings.IndexByte(" \t\r\n", r.s[r.at]) >= 0 {
		r.at++
	}
	if r.at == len(r.s) {
		return 0
	}
	return r.s[r.at]
}

func (r *jsonReader) value(depth int) (any, error) {
	if depth > mostNested {
		return nil, jqFault("Exceeds depth limit for parsing")
	}
	switch ch := r.blank(); {
	case ch == 0:
		return nil, errUnfinished
	case ch == '{':
		return r.object(depth)
	case ch == '[':
		return r.array(depth)
	case ch == '"':
		return r.text()
	default:
		n := r.at
		for n < len(r.s) && strings.IndexByte(" \t\r\n,]}:[{\"", r.s[n]) < 0 {
			n++
		}
		word := r.s[r.at:n]
		if n == len(r.s) {
			return nil, errUnfinished
		}
		r.at = n
		switch word {
		case "null":
			return nil, nil
		case "true":
			return true, nil
		case "false":
			return false, nil
		case "NaN", "nan":
			return nil, nil
		}
		f, err := strconv.ParseFloat(word, 64)
		if err != nil || word == "" || strings.IndexByte("-0123456789", word[0]) < 0 {
			return nil, jqFault("Invalid numeric literal")
		}
		return f, nil
	}
}

func (r *jsonReader) array(depth int) (any, error) {
	r.at++
	list := []any{}
	for {
		switch ch := r.blank(); {
		case ch == 0:
			return nil, errUnfinished
		case ch == ']' && len(list) == 0:
			r.at++
			return list, nil
		}
		v, err := r.value(depth + 1)
		if err != nil {
			return nil, err
		}
		list = append(list, v)
		switch r.blank() {
		case ',':
			r.at++
		case ']':
			r.at++
			return list, nil
		case 0:
			return nil, errUnfinished
		default:
			return nil, jqFault("Expected separator between values")
		}
	}
}

func (r *jsonReader) object(depth int) (any, error) {
	r.at++
	o := object{values: map[string]any{}}
	for {
		switch ch := r.blank(); {
		case ch == 0:
			return nil, errUnfinished
		case ch == '}' && len(o.keys) == 0:
			r.at++
			return o, nil
		case ch != '"':
			return nil, jqFault("Object keys must be strings")
		}
		key, err := r.text()
		if err != nil {
			return nil, err
		}
		if ch := r.blank(); ch == 0 {
			return nil, errUnfinished
		} else if ch != ':' {
			return nil, jqFault("Objects must consist of key:value pairs")
		}
		r.at++
		v, err := r.value(depth + 1)
		if err != nil {
			return nil, err
		}
		if _, ok := o.values[key.(string)]; !ok {
			o.keys = append(o.keys, key.(string))
		}
		o.values[key.(string)] = v
		switch r.blank() {
		case ',':
			r.at++
		case '}':
			r.at++
			return o, nil
		case 0:
			return nil, errUnfinished
		default:
			return nil, jqFault("Expected separator between values")
		}
	}
}

func (r *jsonReader) text() (any, error) {
	n := r.at + 1
	for n < len(r.s) && r.s[n] != '"' {
		if r.s[n] == '\\' {
			n++
		}
		n++
	}
	if n >= len(r.s) {
		return nil, errUnfinished
	}
	raw := r.s[r.at+1 : n]
	r.at = n + 1
	if !strings.Contains(raw, `\`) {
		return raw, nil
	}
	return unescapeJSON(raw)
}

func unescapeJSON(raw string) (any, error) {
	var b strings.Builder
	for i := 0; i < len(raw); i++ {
		if raw[i] != '\\' {
			b.WriteByte(raw[i])
			continue
		}
		i++
		if i == len(raw) {
			return nil, jqFault("Invalid escape")
		}
		if at := strings.IndexByte(`"\/bfnrt`, raw[i]); at >= 0 {
			b.WriteByte("\"\\/\b\f\n\r\t"[at])
			continue
		}
		if raw[i] != 'u' || i+4 >= len(raw)+0 && i+5 > len(raw) {
			return nil, jqFault("Invalid escape")
		}
		n, err := strconv.ParseUint(raw[i+1:i+5], 16, 32)
		if err != nil {
			return nil, jqFault("Invalid escape")
		}
		i += 4
		if n >= 0xd800 && n < 0xdc00 && strings.HasPrefix(raw[i+1:], `\u`) && len(raw) > i+6 {
			low, err := strconv.ParseUint(raw[i+3:i+7], 16, 32)
			if err == nil && low >= 0xdc00 && low < 0xe000 {
				n, i = 0x10000+(n-0xd800)<<10+(low-0xdc00), i+6
			}
		}
		b.WriteRune(rune(n))
	}
	return b.String(), nil
}

// jsonLayout is how values are printed.
type jsonLayout struct {
	indent                  string
	compact, sorted, colour bool
}

// jq's colours. Source: jq 1.6, src/jv_print.c.
const (
	inkNull, inkPlain, inkText, inkList, inkKey, inkEnd = "\x1b[1;30m", "\x1b[0;39m", "\x1b[0;32m", "\x1b[1;39m", "\x1b[34;1m", "\x1b[0m"
)

func (l jsonLayout) dye(b *strings.Builder, colour, text string) {
	if l.colour {
		text = colour + text + inkEnd
	}
	b.WriteString(text)
}

func writeJSON(b *strings.Builder, v any, l jsonLayout, depth int) {
	line := func(depth int) {
		if !l.compact {
			b.WriteString("\n" + strings.Repeat(l.indent, depth))
		}
	}
	switch v := v.(type) {
	case nil:
		l.dye(b, inkNull, "null")
	case bool:
		l.dye(b, inkPlain, strconv.FormatBool(v))
	case float64:
		l.dye(b, inkPlain, jqNumber(v))
	case string:
		l.dye(b, inkText, quoteJSON(v))
	case []any:
		if len(v) == 0 {
			l.dye(b, inkList, "[]")
			return
		}
		b.WriteString("[")
		for i, e := range v {
			if i > 0 {
				b.WriteString(",")
			}
			line(depth + 1)
			writeJSON(b, e, l, depth+1)
		}
		line(depth)
		b.WriteString("]")
	case object:
		if len(v.keys) == 0 {
			l.dye(b, inkList, "{}")
			return
		}
		keys := v.keys
		if l.sorted {
			keys = v.sorted()
		}
		b.WriteString("{")
		for i, k := range keys {
			if i > 0 {
				b.WriteString(",")
			}
			line(depth + 1)
			l.dye(b, inkKey, quoteJSON(k))
			b.WriteString(":")
			if !l.compact {
				b.WriteString(" ")
			}
			writeJSON(b, v.values[k], l, depth+1)
		}
		line(depth)
		b.WriteString("}")
	}
}

func jqNumber(f float64) string {
	switch {
	case math.IsNaN(f):
		return "null"
	case math.IsInf(f, 0):
		return strconv.FormatFloat(math.Copysign(math.MaxFloat64, f), 'g', 17, 64)
	case f == math.Trunc(f) && math.Abs(f) < 1e17:
		return strconv.FormatFloat(f, 'f', 0, 64)
	}
	return strconv.FormatFloat(f, 'g', -1, 64)
}

func quoteJSON(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, ch := range s {
		switch at := strings.IndexRune("\"\\\b\f\n\r\t", ch); {
		case at >= 0:
			b.WriteString(`\` + `"\bfnrt`[at:at+1])
		case ch < 0x20 || ch == 0x7f:
			b.WriteString(`\u00` + strconv.FormatInt(int64(ch)+0x100, 16)[1:])
		case ch == utf8.RuneError:
			b.WriteRune(utf8.RuneError)
		default:
			b.WriteRune(ch)
		}
	}
	b.WriteByte('"')
	return b.String()
}

func toJSON(v any) string {
	var b strings.Builder
	writeJSON(&b, v, jsonLayout{compact: true}, 0)
	return b.String()
}

func typeJSON(v any) string {
	switch v.(type) {
	case nil:
		return "null"
	case bool:
		return "boolean"
	case float64:
		return "number"
	case string:
		return "string"
	case []any:
		return "array"
	}
	return "object"
}

// compareJSON is jq's order of all values: null, false, true, numbers,
// strings, arrays, objects.
func compareJSON(a, b any) int {
	rank := func(v any) int {
		switch v := v.(type) {
		case nil:
			return 0
		case bool:
			if v {
				return 2
			}
			return 1
		case float64:
			return 3
		case string:
			return 4
		case []any:
			return 5
		}
		return 6
	}
	if d := rank(a) - rank(b); d != 0 {
		return d
	}
	switch a := a.(type) {
	case float64:
		switch b := b.(float64); {
		case a < b:
			return -1
		case a > b:
			return 1
		}
	case string:
		return strings.Compare(a, b.(string))
	case []any:
		return slices.CompareFunc(a, b.([]any), compareJSON)
	case object:
		o := b.(object)
		if d := slices.Compare(a.sorted(), o.sorted()); d != 0 {
			return d
		}
		for _, k := range a.sorted() {
			if d := compareJSON(a.values[k], o.values[k]); d != 0 {
				return d
			}
		}
	}
	return 0
}
