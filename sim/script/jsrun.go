package script

import (
	"math"
	"strconv"
	"strings"
)

// errorsJS are the classes of JavaScript's errors.
var errorsJS = makeErrorsJS()

func makeErrorsJS() map[string]*class {
	all := map[string]*class{}
	base := &class{name: "Error", builtin: true, attrs: newDict(), statics: newDict()}
	all["Error"] = base
	for _, n := range []string{"TypeError", "RangeError", "ReferenceError", "SyntaxError"} {
		all[n] = &class{name: n, base: base, builtin: true, attrs: newDict(), statics: newDict()}
	}
	return all
}

func (m *machine) errorJS(class, text string) value {
	k, ok := errorsJS[class]
	if !ok {
		k = errorsJS["Error"]
	}
	o := &object{class: k, props: newDict()}
	o.props.put("message", text)
	return o
}

func numberJS(f float64) string {
	switch {
	case f != f:
		return "NaN"
	case math.IsInf(f, 1):
		return "Infinity"
	case math.IsInf(f, -1):
		return "-Infinity"
	case f == 0:
		return "0"
	}
	if a := math.Abs(f); a >= 1e21 || a < 1e-6 {
		s := strconv.FormatFloat(f, 'e', -1, 64)
		s = strings.Replace(strings.Replace(s, "e-0", "e-", 1), "e+0", "e+", 1)
		return s
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}

func typeofJS(v value) string {
	switch v.(type) {
	case undefined:
		return "undefined"
	case bool:
		return "boolean"
	case float64, int64:
		return "number"
	case string:
		return "string"
	case *function, *native, *bound, *class:
		return "function"
	}
	return "object"
}

func (m *machine) toNumber(v value) (float64, error) {
	switch x := v.(type) {
	case nil:
		return 0, nil
	case undefined:
		return math.NaN(), nil
	case string:
		s := strings.TrimSpace(x)
		if s == "" {
			return 0, nil
		}
		if n, err := strconv.ParseInt(s, 0, 64); err == nil && strings.HasPrefix(s, "0x") {
			return float64(n), nil
		}
		f, err := strconv.ParseFloat(s, 64)
		if err != nil || strings.ContainsAny(s, "xXpP_iInN") && s != "Infinity" {
			return math.NaN(), nil
		}
		return f, nil
	case *list, *object:
		s, err := m.strJS(v)
		if err != nil {
			return 0, err
		}
		if o, ok := v.(*object); ok {
			if t, ok := o.data.(float64); ok {
				return t, nil
			}
		}
		return m.toNumber(s)
	}
	if f, ok := number(v); ok {
		return f, nil
	}
	return math.NaN(), nil
}

func toInt32(f float64) int32 {
	if f != f || math.IsInf(f, 0) {
		return 0
	}
	return int32(uint32(int64(math.Mod(f, 1<<32))))
}

func (m *machine) binaryJS(op string, a, b value) (value, error) {
	if x, ok := a.(float64); ok {
		if y, ok := b.(float64); ok {
			return arithmetic(op, x, y), nil
		}
	}
	if op == "+" && (!isPrimitive(a) || !isPrimitive(b) || typeofJS(a) == "string" || typeofJS(b) == "string") {
		x, err := m.strJS(a)
		if err != nil {
			return nil, err
		}
		y, err := m.strJS(b)
		if err != nil {
			return nil, err
		}
		return x + y, m.grow(len(x) + len(y))
	}
	x, err := m.toNumber(a)
	if err != nil {
		return nil, err
	}
	y, err := m.toNumber(b)
	return arithmetic(op, x, y), err
}

func isPrimitive(v value) bool {
	switch v.(type) {
	case nil, undefined, bool, float64, string, int64:
		return true
	}
	return false
}

func arithmetic(op string, x, y float64) value {
	switch op {
	case "+":
		return x + y
	case "-":
		return x - y
	case "*":
		return x * y
	case "/":
		return x / y
	case "%":
		return math.Mod(x, y)
	case "**":
		return math.Pow(x, y)
	case "&":
		return float64(toInt32(x) & toInt32(y))
	case "|":
		return float64(toInt32(x) | toInt32(y))
	case "^":
		return float64(toInt32(x) ^ toInt32(y))
	case "<<":
		return float64(toInt32(x) << (uint32(toInt32(y)) & 31))
	case ">>":
		return float64(toInt32(x) >> (uint32(toInt32(y)) & 31))
	case ">>>":
		return float64(uint32(toInt32(x)) >> (uint32(toInt32(y)) & 31))
	}
	return math.NaN()
}

func (m *machine) compareLoose(op string, a, b value) (value, error) {
	switch op {
	case "===":
		return identical(a, b) && !isNaN(a), nil
	case "!==":
		return !identical(a, b) || isNaN(a), nil
	case "==", "!=":
		same := nullish(a) && nullish(b)
		if !same && !nullish(a) && !nullish(b) {
			if same = identical(a, b); !same && typeofJS(a) != typeofJS(b) {
				x, err := m.toNumber(a)
				if err != nil {
					return nil, err
				}
				y, err := m.toNumber(b)
				if err != nil {
					return nil, err
				}
				same = x == y
			}
		}
		return same == (op == "=="), nil
	case "instanceof":
		return m.instanceOf(a, b), nil
	case "in":
		if o, ok := b.(*object); ok && o.props != nil {
			_, has := o.props.get(m.key(a))
			return has, nil
		}
		if l, ok := b.(*list); ok {
			f, _ := m.toNumber(a)
			return f >= 0 && int(f) < len(l.items), nil
		}
		return nil, m.throw("TypeError", "Cannot use 'in' operator to search for a property in a primitive")
	}
	if x, ok := a.(string); ok {
		if y, ok := b.(string); ok {
			n := strings.Compare(x, y)
			return map[string]bool{"<": n < 0, ">": n > 0, "<=": n <= 0, ">=": n >= 0}[op], nil
		}
	}
	x, err := m.toNumber(a)
	if err != nil {
		return nil, err
	}
	y, err := m.toNumber(b)
	switch op {
	case "<":
		return x < y, err
	case ">":
		return x > y, err
	case "<=":
		return x <= y, err
	}
	return x >= y, err
}

func isNaN(v value) bool { f, ok := v.(float64); return ok && f != f }

func (m *machine) instanceOf(a, b value) bool {
	if fn, ok := b.(*function); ok {
		b = fn.class
	}
	k, ok := b.(*class)
	if !ok || k == nil {
		return false
	}
	if e, ok := errorsJS[k.name]; ok && k.builtin {
		k = e
	}
	switch x := a.(type) {
	case *object:
		return x.class != nil && x.class.is(k) || k.name == "Object" && k.builtin
	case *list:
		return k.builtin && (k.name == "Array" || k.name == "Object")
	case *promise:
		return k.builtin && k.name == "Promise"
	}
	return false
}

// key is a property's name.
func (m *machine) key(v value) value {
	switch x := v.(type) {
	case string:
		return x
	case float64:
		return numberJS(x)
	}
	s, _ := m.strJS(v)
	return s
}

func (m *machine) strJS(v value) (string, error) {
	switch x := v.(type) {
	case nil:
		return "null", nil
	case undefined:
		return "undefined", nil
	case bool:
		return strconv.FormatBool(x), nil
	case float64:
		return numberJS(x), nil
	case int64:
		return strconv.FormatInt(x, 10), nil
	case string:
		return x, nil
	case bytes:
		return string(x), nil
	case *list:
		if m.deep > 40 {
			return "", m.throw("RangeError", "Maximum call stack size exceeded")
		}
		m.deep++
		defer func() { m.deep-- }()
		parts := make([]string, len(x.items))
		for i, it := range x.items {
			if !nullish(it) {
				s, err := m.strJS(it)
				if err != nil {
					return "", err
				}
				parts[i] = s
			}
		}
		s := strings.Join(parts, ",")
		return s, m.grow(len(s))
	case *object:
		if fn, err := m.attrJS(x, "toString"); err == nil {
			if _, native := fn.(*native); !native && callable(fn) {
				r, err := m.invokeAs(x, fn)
				if err != nil || !isPrimitive(r) {
					return "", errOr(err, m.throw("TypeError", "Cannot convert object to primitive value"))
				}
				return m.strJS(r)
			}
		}
		if x.class != nil && x.class.is(errorClassJS) {
			msg, _ := x.props.text("message")
			if plain(msg) == "" {
				return m.errorName(x), nil
			}
			return m.errorName(x) + ": " + plain(msg), nil
		}
		return "[object Object]", nil
	case *function:
		if t := m.sources.span(x.code.file, x.code.places[0]); t != "" {
			return t, nil
		}
		return "function " + x.code.name + "() { [native code] }", nil
	}
	return m.inspect(v), nil
}

func (m *machine) errorName(o *object) string {
	if n, ok := o.props.text("name"); ok {
		return plain(n)
	}
	for k := o.class; k != nil; k = k.base {
		if k.builtin {
			return k.name
		}
	}
	return "Error"
}

// inspect is a value as console.log shows it.
func (m *machine) inspect(v value) string { return m.inspectAt(v, 0) }

func (m *machine) inspectAt(v value, depth int) string {
	switch x := v.(type) {
	case string:
		if depth == 0 {
			return x
		}
		q := "'"
		if strings.Contains(x, "'") {
			q = `"`
		}
		return q + strings.NewReplacer("\n", `\n`, "\t", `\t`, `\`, `\\`).Replace(x) + q
	case *list:
		if depth > 3 {
			return "[Array]"
		}
		var parts []string
		for i, it := range x.items {
			if i == 100 {
				parts = append(parts, "... "+itoa(len(x.items)-100)+" more items")
				break
			}
			parts = append(parts, m.inspectAt(it, depth+1))
		}
		return brackets("[", parts, "]", depth)
	case *function:
		if x.code.name == "" {
			return "[Function (anonymous)]"
		}
		return "[Function: " + x.code.name + "]"
	case *native:
		return "[Function: " + x.name + "]"
	case *bound:
		return m.inspectAt(x.fn, depth)
	case *class:
		s := "[class " + x.name
		if x.base != nil {
			s += " extends " + x.base.name
		}
		return s + "]"
	case *promise:
		switch x.state {
		case 1:
			return "Promise { " + m.inspectAt(x.value, depth+1) + " }"
		case 2:
			return "Promise { <rejected> " + m.inspectAt(x.value, depth+1) + " }"
		}
		return "Promise { <pending> }"
	case *object:
		return m.inspectObject(x, depth)
	}
	s, _ := m.strJS(v)
	return s
}

func (m *machine) inspectObject(x *object, depth int) string {
	if x.class != nil && x.class.is(errorClassJS) {
		s, _ := m.strJS(x)
		return s + "\n    at <anonymous>"
	}
	if depth > 2 {
		return "[Object]"
	}
	name := ""
	if x.class != nil && !x.class.builtin {
		name = x.class.name + " "
	}
	var parts []string
	x.props.each(func(k, v value) {
		key := plain(k)
		if strings.HasPrefix(key, "#") || len(parts) > 500 {
			return
		}
		if !isName(key) {
			key = m.inspectAt(key, 1)
		}
		if _, ok := v.(*getter); ok {
			parts = append(parts, key+": [Getter]")
			return
		}
		parts = append(parts, key+": "+m.inspectAt(v, depth+1))
	})
	return name + brackets("{", parts, "}", depth)
}

func isName(s string) bool {
	for i, c := range s {
		if c != '_' && c != '$' && (c|32 < 'a' || c|32 > 'z') && (i == 0 || c < '0' || c > '9') {
			return false
		}
	}
	return s != ""
}

// brackets lays out the parts in one line of at most 72, or one a line.
func brackets(open string, parts []string, end string, depth int) string {
	if len(parts) == 0 {
		return open + end
	}
	line := open + " " + strings.Join(parts, ", ") + " " + end
	if len(line) <= 76 && !strings.Contains(line, "\n") {
		return line
	}
	pad := strings.Repeat("  ", depth+1)
	return open + "\n" + pad + strings.Join(parts, ",\n"+pad) + "\n" + pad[2:] + end
}

func (m *machine) ownKeys(v value) (out []value) {
	switch x := v.(type) {
	case *object:
		x.props.each(func(k, _ value) { out = append(out, k) })
	case *list:
		for i := range x.items {
			out = append(out, itoa(i))
		}
	case string:
		for i := range x {
			out = append(out, itoa(i))
		}
	}
	return out
}

func (m *machine) attrJS(v value, name string) (value, error) {
	switch x := v.(type) {
	case nil, undefined:
		s, _ := m.strJS(v)
		return nil, m.throw("TypeError", "Cannot read properties of "+s+" (reading '"+name+"')")
	case string:
		if name == "length" {
			return float64(len([]rune(x))), nil
		}
	case *list:
		if name == "length" {
			return float64(len(x.items)), nil
		}
	case *object:
		if r, ok := x.props.text(name); ok {
			return got(r, x), nil
		}
		if x.class != nil {
			if r, _, ok := x.class.lookup(name); ok {
				return got(r, x), nil
			}
			switch {
			case name == "constructor":
				return x.class, nil
			case name == "stack" && x.class.is(errorClassJS):
				s, _ := m.strJS(x)
				return s + "\n    at <anonymous>", nil
			case name == "name" && x.class.is(errorClassJS):
				return m.errorName(x), nil
			}
		}
	case *class:
		if name == "prototype" {
			return &proto{x}, nil
		}
		for k := x; k != nil; k = k.base {
			if k.statics != nil {
				if r, ok := k.statics.text(name); ok {
					return got(r, x), nil
				}
			}
		}
		if name == "name" {
			return x.name, nil
		}
	case *function:
		if x.props != nil {
			if r, ok := x.props.text(name); ok {
				return r, nil
			}
		}
		switch name {
		case "prototype":
			return &proto{m.classOf(x)}, nil
		case "name":
			return x.code.name, nil
		case "length":
			return float64(len(x.code.params)), nil
		}
	case *proto:
		if r, _, ok := x.class.lookup(name); ok {
			return r, nil
		}
	}
	if fn, ok := m.lib.functions[typeTag(v)+"."+name]; ok {
		return &native{name: name, run: fn, self: v}, nil
	}
	return undefined{}, nil
}

func got(r, self value) value {
	if g, ok := r.(*getter); ok {
		if g.fn == nil {
			return undefined{}
		}
		return pending{g.fn, self}
	}
	return r
}

// typeTag is the group of methods a value has.
func typeTag(v value) string {
	switch v.(type) {
	case string:
		return "string"
	case *list:
		return "array"
	case float64:
		return "number"
	case *promise:
		return "promise"
	case *function, *native, *bound, *class:
		return "function"
	}
	return "object"
}

func (m *machine) setJS(o *object, name string, v value) error {
	o.props.put(name, v)
	return nil
}

func (m *machine) setOther(o value, name string, v value) error {
	if nullish(o) {
		s, _ := m.strJS(o)
		return m.throw("TypeError", "Cannot set properties of "+s+" (setting '"+name+"')")
	}
	if l, ok := o.(*list); ok && name == "length" {
		if n, ok := whole(v); ok && n >= 0 && int(n) <= len(l.items) {
			l.items = l.items[:n:n]
		}
	}
	return nil
}

func (m *machine) indexJS(o, i value) (value, error) {
	if f, ok := i.(float64); ok {
		n := int(f)
		switch x := o.(type) {
		case *list:
			if float64(n) == f && n >= 0 && n < len(x.items) {
				return x.items[n], nil
			}
			return undefined{}, nil
		case string:
			r := []rune(x)
			if n >= 0 && n < len(r) {
				return string(r[n]), nil
			}
			return undefined{}, nil
		}
	}
	k := m.key(i).(string)
	if n, err := strconv.Atoi(k); err == nil {
		if _, ok := o.(*list); ok {
			return m.indexJS(o, float64(n))
		}
	}
	return m.attrJS(o, k)
}

func (m *machine) setIndexJS(o, i, v value) error {
	if l, ok := o.(*list); ok {
		if n, isInt := whole(i); isInt && n >= 0 {
			if n > int64(len(l.items))+100_000 {
				return m.memoryError()
			}
			for int64(len(l.items)) <= n {
				l.items = append(l.items, undefined{})
			}
			l.items[n] = v
			return m.grow(16)
		}
	}
	return m.setAttr(o, m.key(i).(string), v)
}

func (m *machine) spreadJS(o *object) ([]value, error) {
	return nil, m.throw("TypeError", m.inspect(o)+" is not iterable")
}
