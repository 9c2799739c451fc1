package script

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// jsonReader reads JSON.
type jsonReader struct {
	m     *machine
	s     string
	at    int
	wrong string
}

func (r *jsonReader) space() {
	for r.at < len(r.s) && strings.IndexByte(" \t\r\n", r.s[r.at]) >= 0 {
		r.at++
	}
}

func (r *jsonReader) fail(text string) value {
	if r.wrong == "" {
		r.wrong = text
	}
	return nil
}

func (r *jsonReader) value(depth int) value {
	r.space()
	r.m.used++
	if r.at >= len(r.s) || depth > 200 {
		return r.fail("Expecting value")
	}
	switch c := r.s[r.at]; {
	case c == '{':
		return r.object(depth)
	case c == '[':
		return r.array(depth)
	case c == '"':
		return r.str()
	case c == '-' || c >= '0' && c <= '9':
		return r.number()
	}
	for _, w := range []struct {
		text string
		v    value
	}{{"null", nil}, {"true", true}, {"false", false}} {
		if strings.HasPrefix(r.s[r.at:], w.text) {
			r.at += len(w.text)
			return w.v
		}
	}
	return r.fail("Expecting value")
}

func (r *jsonReader) number() value {
	from := r.at
	for r.at < len(r.s) && strings.IndexByte("+-.eE0123456789", r.s[r.at]) >= 0 {
		r.at++
	}
	text := r.s[from:r.at]
	if n, err := strconv.ParseInt(text, 10, 64); err == nil && !r.m.js() {
		return n
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil {
		r.at = from
		return r.fail("Expecting value")
	}
	return f
}

func (r *jsonReader) str() value {
	from := r.at
	for r.at++; r.at < len(r.s) && r.s[r.at] != '"'; r.at++ {
		if r.s[r.at] == '\\' {
			r.at++
		}
	}
	if r.at >= len(r.s) {
		r.at = from
		return r.fail("Unterminated string starting at")
	}
	r.at++
	text := r.s[from+1 : r.at-1]
	if !utf8.ValidString(text) {
		text = strings.ToValidUTF8(text, "\ufffd")
	}
	return strings.ReplaceAll(unescape(strings.ReplaceAll(text, `\/`, "/"), false), `\/`, "/")
}

func (r *jsonReader) array(depth int) value {
	l := newList()
	r.at++
	for r.space(); r.at < len(r.s) && r.s[r.at] == ']'; {
		r.at++
		return l
	}
	for r.wrong == "" {
		l.items = append(l.items, r.value(depth+1))
		r.space()
		if r.wrong != "" || r.at >= len(r.s) || r.s[r.at] != ',' {
			break
		}
		r.at++
	}
	if r.wrong == "" && (r.at >= len(r.s) || r.s[r.at] != ']') {
		return r.fail("Expecting ',' delimiter")
	}
	r.at++
	return l
}

func (r *jsonReader) object(depth int) value {
	d := newDict()
	r.at++
	r.space()
	if r.at < len(r.s) && r.s[r.at] == '}' {
		r.at++
		return r.made(d)
	}
	for r.wrong == "" {
		r.space()
		if r.at >= len(r.s) || r.s[r.at] != '"' {
			return r.fail("Expecting property name enclosed in double quotes")
		}
		k := r.str()
		r.space()
		if r.at >= len(r.s) || r.s[r.at] != ':' {
			return r.fail("Expecting ':' delimiter")
		}
		r.at++
		d.put(k, r.value(depth+1))
		r.space()
		if r.wrong != "" || r.at >= len(r.s) || r.s[r.at] != ',' {
			break
		}
		r.at++
	}
	if r.wrong == "" && (r.at >= len(r.s) || r.s[r.at] != '}') {
		return r.fail("Expecting ',' delimiter")
	}
	r.at++
	return r.made(d)
}

func (r *jsonReader) made(d *dict) value {
	if r.m.js() {
		return &object{props: d}
	}
	return d
}

// parse reads a whole text.
func (m *machine) parseJSON(s string) (v value, wrong string, at int) {
	r := &jsonReader{m: m, s: s}
	v = r.value(0)
	if r.wrong == "" {
		if r.space(); r.at < len(s) {
			r.wrong = "Extra data"
		}
	}
	m.grown += 2 * len(s)
	return v, r.wrong, r.at
}

func jsonModule(m *machine) *object {
	dumps := func(m *machine, c *args, skip int) (string, error) {
		w := &jsonWriter{m: m, comma: ", ", colon: ": ", ascii: true, fallback: c.arg(99, "default", nil)}
		switch n := c.arg(99, "indent", nil).(type) {
		case int64:
			w.indent, w.comma = strings.Repeat(" ", int(min(max(n, 0), 64))), ","
		case string:
			w.indent, w.comma = n, ","
		}
		if t, _ := m.truth(c.arg(99, "ensure_ascii", true)); !t {
			w.ascii = false
		}
		w.sort, _ = m.truth(c.arg(99, "sort_keys", false))
		if seps, ok := c.arg(99, "separators", nil).(*list); ok && len(seps.items) == 2 {
			w.comma, w.colon = plain(seps.items[0]), plain(seps.items[1])
		}
		_, err := w.value(c.at(0), 0)
		return w.b.String(), errOr(err, m.grow(w.b.Len()))
	}
	loads := func(m *machine, v value) (value, error) {
		s, ok := v.(string)
		if b, isB := v.(bytes); isB {
			s, ok = string(b), true
		}
		if !ok {
			return nil, m.throw("TypeError", "the JSON object must be str, bytes or bytearray, not "+m.typeName(v))
		}
		out, wrong, at := m.parseJSON(s)
		if wrong != "" {
			line := 1 + strings.Count(s[:min(at, len(s))], "\n")
			col := min(at, len(s)) - (strings.LastIndex(s[:min(at, len(s))], "\n") + 1) + 1
			return nil, m.throw("JSONDecodeError", wrong+": line "+itoa(line)+" column "+itoa(col)+" (char "+itoa(at)+")")
		}
		return out, nil
	}
	o := natives("json", map[string]nativeFn{
		"dumps": func(m *machine, c *args) (value, error) { s, err := dumps(m, c, 1); return s, err },
		"loads": func(m *machine, c *args) (value, error) { return loads(m, c.at(0)) },
		"dump": func(m *machine, c *args) (value, error) {
			s, err := dumps(m, c, 2)
			if err != nil {
				return nil, err
			}
			w, err := m.attr(c.at(1), "write")
			if err != nil {
				return nil, err
			}
			_, err = m.invoke(w, s)
			return nil, err
		},
		"load": func(m *machine, c *args) (value, error) {
			r, err := m.attr(c.at(0), "read")
			if err != nil {
				return nil, err
			}
			s, err := m.invoke(r)
			if err != nil {
				return nil, err
			}
			return loads(m, s)
		},
	})
	o.props.put("JSONDecodeError", exceptionClasses["JSONDecodeError"])
	return o
}
