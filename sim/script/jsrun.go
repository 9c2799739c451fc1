package script

import (
	"encoding/hex"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// errorsJS are the classes of JavaScript's errors.
var errorsJS = makeErrorsJS()

func makeErrorsJS() map[string]*class {
	all := map[string]*class{}
	base := &class{name: "Error", builtin: true, attrs: newDict(), statics: newDict()}
	all["Error"] = base
	for _, n := range []string{"TypeError", "RangeError", "ReferenceError", "SyntaxError", "URIError", "EvalError", "AggregateError"} {
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
		if tag := builtinTag(x); tag == "date" || tag == "regexp" {
			return m.inspect(x), nil
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
	case bytes:
		out := "<Buffer"
		for i := 0; i < len(x) && i < 50; i++ {
			out += " " + hex.EncodeToString([]byte{x[i]})
		}
		if len(x) > 50 {
			out += " ... " + itoa(len(x)-50) + " more bytes"
		}
		return out + ">"
	case *generator:
		return "Object [Generator] {}"
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
	tag := builtinTag(x)
	switch d := x.data.(type) {
	case float64:
		if tag == "date" && depth < 0 {
			break
		}
		if tag == "date" {
			if d != d {
				return "Invalid Date"
			}
			text := time.UnixMilli(int64(d)).UTC().Format("2006-01-02T15:04:05.000Z")
			if m.globals.vars.At("ISODate") != nil {
				text = "ISODate('" + text + "')"
			}
			return text
		}
	case *list:
		if tag == "regexp" {
			return "/" + plain(d.items[0]) + "/" + plain(d.items[1])
		}
	case *dict:
		var parts []string
		d.each(func(k, v value) {
			if d.set {
				parts = append(parts, m.inspectAt(k, depth+1))
			} else {
				parts = append(parts, m.inspectAt(k, depth+1)+" => "+m.inspectAt(v, depth+1))
			}
		})
		return x.class.name + "(" + itoa(d.live) + ") " + brackets("{", parts, "}", depth)
	}
	if x.class != nil {
		if fn, _, ok := x.class.lookup("%inspect"); ok {
			s, _ := m.invokeAs(x, fn)
			return plain(s)
		}
	}
	if x.class != nil && x.class.is(errorClassJS) {
		stack, _ := m.attrJS(x, "stack")
		s := plain(stack)
		if parts := m.propsOf(x, 0, "message", "stack", "name"); len(parts) > 0 {
			s += " {\n  " + strings.Join(parts, ",\n  ") + "\n}"
		}
		if depth > 0 {
			s = strings.ReplaceAll(s, "\n", "\n"+strings.Repeat("  ", depth))
		}
		return s
	}
	if depth > 2 {
		return "[Object]"
	}
	name := ""
	if x.class != nil && !x.class.builtin {
		name = x.class.name + " "
	}
	return name + brackets("{", m.propsOf(x, depth), "}", depth)
}

// propsOf are the properties of an object as they are shown, without some.
func (m *machine) propsOf(x *object, depth int, without ...string) (parts []string) {
	x.props.each(func(k, v value) {
		key := plain(k)
		if strings.HasPrefix(key, "#") || strings.HasPrefix(key, "%") || len(parts) > 500 || slices.Contains(without, key) {
			return
		}
		if !isName(key) {
			key = m.inspectAt(key, 1)
		}
		if g, ok := v.(*getter); ok {
			kind := "[Getter]"
			if g.set != nil {
				kind = "[Getter/Setter]"
			}
			parts = append(parts, key+": "+kind)
			return
		}
		parts = append(parts, key+": "+m.inspectAt(v, depth+1))
	})
	return parts
}

func isName(s string) bool {
	for i, c := range s {
		if c != '_' && c != '$' && (c|32 < 'a' || c|32 > 'z') && (i == 0 || c < '0' || c > '9') {
			return false
		}
	}
	return s != ""
}

// brackets lays out the parts: in one line if they fit in 80 columns as Node
// counts them, else one a line. Source: Node's reduceToSingleString.
func brackets(open string, parts []string, end string, depth int) string {
	if len(parts) == 0 {
		return open + end
	}
	total, many := 2*len(parts)+2*depth+len(open)+10, false
	for _, p := range parts {
		total += len([]rune(p))
		many = many || strings.Contains(p, "\n")
	}
	grouped := parts
	if open == "[" && len(parts) > 6 {
		grouped = inColumns(parts)
	}
	if total <= 80 && !many && len(grouped) == len(parts) {
		return open + " " + strings.Join(parts, ", ") + " " + end
	}
	pad := strings.Repeat("  ", depth+1)
	return open + "\n" + pad + strings.Join(grouped, ",\n"+pad) + "\n" + pad[2:] + end
}

// inColumns puts the items of a long array into rows. Source: Node's
// groupArrayElements.
func inColumns(parts []string) []string {
	n := len(parts)
	if strings.HasPrefix(parts[n-1], "... ") {
		n--
	}
	sum, widest := 0, 0
	numbers := true
	for _, p := range parts[:n] {
		w := len([]rune(p))
		sum, widest = sum+w+2, max(widest, w)
		numbers = numbers && p != "" && strings.Trim(p, "-.0123456789e+") == ""
		if strings.Contains(p, "\n") {
			return parts
		}
	}
	wide := widest + 2
	if wide*3+0 >= 80 || float64(sum)/float64(wide) <= 5 && widest > 6 {
		return parts
	}
	bias := math.Sqrt(float64(wide) - float64(sum)/float64(n))
	columns := int(math.Min(math.Min(math.Round(math.Sqrt(2.5*math.Max(bias, 1)*float64(n))/math.Max(bias, 1)), math.Floor(80/float64(wide))), math.Min(12, 15)))
	if columns <= 1 {
		return parts
	}
	var widths []int
	for c := 0; c < columns; c++ {
		w := 0
		for i := c; i < n; i += columns {
			w = max(w, len([]rune(parts[i])))
		}
		widths = append(widths, w+2)
	}
	var rows []string
	for i := 0; i < n; i += columns {
		end := min(i+columns, n)
		row := ""
		for j := i; j < end; j++ {
			cell := parts[j]
			if j < end-1 {
				cell += ", "
			}
			gap := strings.Repeat(" ", max(0, widths[j-i]-len([]rune(cell))))
			switch {
			case numbers && j == end-1:
				row += strings.Repeat(" ", max(0, widths[j-i]-2-len([]rune(cell)))) + cell
			case numbers:
				row += gap + cell
			case j == end-1:
				row += cell
			default:
				row += cell + gap
			}
		}
		rows = append(rows, row)
	}
	return append(rows, parts[n:]...)
}

func (m *machine) ownKeys(v value) (out []value) {
	switch x := v.(type) {
	case *object:
		x.props.each(func(k, _ value) {
			if !strings.HasPrefix(plain(k), "%") {
				out = append(out, k)
			}
		})
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
	case bytes:
		if name == "length" || name == "byteLength" {
			return float64(len(x)), nil
		}
	case *object:
		if d, ok := x.data.(*dict); ok && name == "size" {
			return float64(d.live), nil
		}
		if t, ok := x.data.(*list); ok && builtinTag(x) == "regexp" && (name == "source" || name == "flags") {
			return t.items[map[string]int{"source": 0, "flags": 1}[name]], nil
		}
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
				at, _ := x.props.text("%at")
				return s + plain(at), nil
			case name == "name" && x.class.is(errorClassJS):
				return m.errorName(x), nil
			}
		}
		if fn, ok := x.props.text("%get"); ok && !strings.HasPrefix(name, "%") && !strings.HasPrefix(name, "@") && name != "then" && name != "toJSON" && name != "constructor" {
			return m.invoke(fn, name)
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
	if _, ok := v.(*native); ok && name == "main" {
		mod, _ := m.builtinJS("module")
		return mod, nil
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
	switch v := v.(type) {
	case string:
		return "string"
	case *list:
		return "array"
	case float64:
		return "number"
	case *promise:
		return "promise"
	case bytes:
		return "buffer"
	case *generator:
		return "generator"
	case *object:
		return builtinTag(v)
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
	switch d := o.data.(type) {
	case *dict:
		if d.set {
			return d.listKeys(), nil
		}
		var all []value
		d.each(func(k, v value) { all = append(all, newList(k, v)) })
		return all, m.grow(64 * len(all))
	case *list:
		if o.class == matchClass {
			return d.items, nil
		}
	}
	if fn, err := m.attrJS(o, "@@iterator"); err == nil && callable(fn) {
		it, err := m.invokeAs(o, fn)
		if err != nil {
			return nil, err
		}
		if _, same := it.(*object); !same {
			return m.spread(it)
		}
		return m.drainJS(it.(*object))
	}
	return nil, m.throw("TypeError", m.inspect(o)+" is not iterable")
}

// drainJS takes all of what an iterator's next answers.
func (m *machine) drainJS(it *object) (all []value, err error) {
	for len(all) < 100_000 {
		fn, err := m.attrJS(it, "next")
		if err != nil {
			return nil, err
		}
		r, err := m.invokeAs(it, fn)
		o, ok := r.(*object)
		if err != nil || !ok {
			return nil, errOr(err, m.throw("TypeError", "Iterator result is not an object"))
		}
		done, _ := o.props.text("done")
		if t, _ := m.truth(done); t {
			return all, nil
		}
		v, _ := o.props.text("value")
		all = append(all, v)
	}
	return nil, m.memoryError()
}
