package script

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

var php = &language{name: "php", one: int64(1), same: "==", deepest: 2000}

// Errors of PHP are objects of these classes.
var phpErrors = makePHPErrors()

func makePHPErrors() map[string]*class {
	all := map[string]*class{}
	add := func(name string, base *class) *class {
		k := &class{name: name, base: base, builtin: true, attrs: newDict()}
		k.methods = map[string]nativeFn{}
		if base == nil {
			for method, prop := range map[string]string{"getmessage": "message", "getcode": "code", "getline": "line", "getfile": "file", "getprevious": "previous"} {
				k.methods[method] = func(m *machine, c *args) (value, error) { return c.at(0).(*object).props.At(prop), nil }
			}
			k.methods["gettraceasstring"] = func(m *machine, c *args) (value, error) { return "#0 {main}", nil }
			k.methods["__construct"] = func(m *machine, c *args) (value, error) {
				o := c.at(0).(*object)
				if len(c.list) > 1 {
					o.props.put("message", c.at(1))
				}
				if len(c.list) > 2 {
					o.props.put("code", c.at(2))
				}
				return nil, nil
			}
		}
		all[strings.ToLower(name)] = k
		return k
	}
	top := add("Throwable", nil)
	e := add("Error", top)
	add("UnhandledMatchError", e)
	add("ArgumentCountError", add("TypeError", e))
	add("DivisionByZeroError", add("ArithmeticError", e))
	x := add("Exception", top)
	r := add("RuntimeException", x)
	l := add("LogicException", x)
	for _, n := range []string{"InvalidArgumentException", "DomainException", "LengthException", "OutOfRangeException"} {
		add(n, l)
	}
	add("UnexpectedValueException", r)
	add("JsonException", x)
	add("PDOException", r)
	return all
}

func (m *machine) phpThrow(class, text string) error {
	k := phpErrors[strings.ToLower(class)]
	o := &object{class: k, props: newDict()}
	o.props.put("message", text)
	m.phpPlace(o)
	return &thrown{value: o}
}

func (m *machine) phpPlace(o *object) {
	file, line := m.phpHere()
	o.props.put("code", int64(0))
	o.props.put("file", file)
	o.props.put("line", int64(line))
}

func (m *machine) phpHere() (string, int) {
	if len(m.frames) == 0 {
		return "", 0
	}
	f := m.frames[len(m.frames)-1]
	return f.code.file, f.code.places[max(f.pc-1, 0)].line
}

// phpWarn prints a warning where the page is, and to the log.
func (m *machine) phpWarn(kind, text string) {
	file, line := m.phpHere()
	m.phpReport(kind, text+" in "+file+" on line "+itoa(line))
}

func (m *machine) phpReport(kind, text string) {
	if m.captured {
		m.errLog += "PHP " + kind + ":  " + text + "\n"
		m.write(1, "<br />\n<b>"+kind+"</b>:  "+text+"<br />\n")
		return
	}
	m.write(2, "PHP "+kind+":  "+text+"\n")
	m.write(1, "\n"+kind+": "+text+"\n")
}

func phpNumber(v value) (f float64, isInt bool) {
	switch x := v.(type) {
	case int64:
		return float64(x), true
	case float64:
		return x, false
	case bool:
		if x {
			return 1, true
		}
		return 0, true
	case string:
		s := strings.TrimSpace(x)
		n := 0
		for n < len(s) && strings.IndexByte("+-0123456789.eE", s[n]) >= 0 {
			n++
		}
		for ; n > 0; n-- {
			if i, err := strconv.ParseInt(s[:n], 10, 64); err == nil {
				return float64(i), true
			}
			if f, err := strconv.ParseFloat(s[:n], 64); err == nil {
				return f, false
			}
		}
	}
	return 0, true
}

func phpFloatText(f float64) string {
	switch {
	case f != f:
		return "NAN"
	case math.IsInf(f, 1):
		return "INF"
	case math.IsInf(f, -1):
		return "-INF"
	}
	s := strconv.FormatFloat(f, 'G', 14, 64)
	if strings.Contains(s, "E") {
		s = strings.Replace(strings.Replace(s, "E+0", "E+", 1), "E-0", "E-", 1)
		if !strings.Contains(s[:strings.Index(s, "E")], ".") {
			s = strings.Replace(s, "E", ".0E", 1)
		}
	}
	return s
}

func (m *machine) phpText(v value) string {
	switch x := v.(type) {
	case nil, undefined:
		return ""
	case bool:
		if x {
			return "1"
		}
		return ""
	case int64:
		return strconv.FormatInt(x, 10)
	case float64:
		return phpFloatText(x)
	case string:
		return x
	case *dict:
		m.phpWarn("Warning", "Array to string conversion")
		return "Array"
	case *object:
		if fn, _, ok := x.class.lookup("__tostring"); ok {
			r, _ := m.phpInvoke(fn, x)
			return plain(r)
		}
		if m2 := x.props.At("message"); x.class.is(phpErrors["throwable"]) {
			return x.class.name + ": " + plain(m2)
		}
	}
	return ""
}

// phpInvoke calls a method within a native.
func (m *machine) phpInvoke(fn, self value, list ...value) (value, error) {
	if n, ok := fn.(*native); ok {
		return n.run(m, &args{list: append([]value{self}, list...)})
	}
	return m.invokeAs(self, fn, list...)
}

func (m *machine) truthPHP(v value) bool {
	switch x := v.(type) {
	case string:
		return x != "" && x != "0"
	case *dict:
		return x.live > 0
	}
	t, _ := m.truth(v)
	return t
}

func (m *machine) binaryPHP(op string, a, b value) (value, error) {
	switch op {
	case ".":
		s := m.phpText(a) + m.phpText(b)
		return s, m.grow(len(s))
	case "xor":
		return m.truthPHP(a) != m.truthPHP(b), nil
	case "<=>":
		return int64(m.phpOrder(a, b)), nil
	case "+":
		if x, ok := a.(*dict); ok {
			out := phpCloned(x)
			if y, ok := b.(*dict); ok {
				y.each(func(k, v value) {
					if _, has := out.get(k); !has {
						out.put(k, v)
					}
				})
			}
			return out, nil
		}
	}
	for _, v := range []value{a, b} {
		switch x := v.(type) {
		case *dict:
			return nil, m.phpThrow("TypeError", "Unsupported operand types: "+phpKind(a)+" "+op+" "+phpKind(b))
		case string:
			if t := strings.TrimSpace(x); t == "" || strings.IndexByte("+-.0123456789", t[0]) < 0 {
				return nil, m.phpThrow("TypeError", "Unsupported operand types: string "+op+" "+phpKind(b))
			}
		}
	}
	x, xi := phpNumber(a)
	y, yi := phpNumber(b)
	i, j := int64(x), int64(y)
	switch op {
	case "%":
		if j == 0 {
			return nil, m.phpThrow("DivisionByZeroError", "Modulo by zero")
		}
		return i % j, nil
	case "/":
		if y == 0 {
			return nil, m.phpThrow("DivisionByZeroError", "Division by zero")
		}
		if xi && yi && i%j == 0 {
			return i / j, nil
		}
		return x / y, nil
	case "&":
		return i & j, nil
	case "|":
		return i | j, nil
	case "^":
		return i ^ j, nil
	case "<<":
		return i << min(uint64(j), 64), nil
	case ">>":
		return i >> min(uint64(j), 63), nil
	case "**":
		r := math.Pow(x, y)
		if xi && yi && math.Abs(r) < 1<<53 && y >= 0 {
			return int64(r), nil
		}
		return r, nil
	}
	r := map[string]float64{"+": x + y, "-": x - y, "*": x * y}[op]
	if xi && yi && math.Abs(r) < 1<<53 {
		return int64(r), nil
	}
	return r, nil
}

func phpKind(v value) string {
	switch x := v.(type) {
	case nil:
		return "null"
	case bool:
		return "bool"
	case int64:
		return "int"
	case float64:
		return "float"
	case string:
		return "string"
	case *dict:
		return "array"
	case *object:
		return x.class.name
	}
	return "Closure"
}

func phpNumeric(s string) bool {
	_, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	return err == nil && !strings.ContainsAny(s, "xXpPnNiI")
}

// phpOrder is how two values compare: -1, 0 or 1.
func (m *machine) phpOrder(a, b value) int {
	x, xs := a.(string)
	y, ys := b.(string)
	switch {
	case xs && ys && !(phpNumeric(x) && phpNumeric(y)):
		return strings.Compare(x, y)
	case xs && !ys && b != nil && !phpNumeric(x):
		if _, isBool := b.(bool); !isBool {
			return strings.Compare(x, m.phpText(b))
		}
	case ys && !xs && a != nil && !phpNumeric(y):
		if _, isBool := a.(bool); !isBool {
			return strings.Compare(m.phpText(a), y)
		}
	}
	_, ab := a.(bool)
	_, bb := b.(bool)
	if ab || bb || a == nil || b == nil {
		if xs || ys {
			if a == nil || b == nil {
				if !ab && !bb {
					return strings.Compare(m.phpText(a), m.phpText(b))
				}
			}
		}
		p, q := m.truthPHP(a), m.truthPHP(b)
		switch {
		case p == q:
			return 0
		case q:
			return -1
		}
		return 1
	}
	if d, ok := a.(*dict); ok {
		e, ok := b.(*dict)
		if !ok || d.live > e.live {
			return 1
		}
		if d.live < e.live {
			return -1
		}
		for _, k := range d.listKeys() {
			v, _ := d.get(k)
			w, has := e.get(k)
			if !has {
				return 1
			}
			if n := m.phpOrder(v, w); n != 0 {
				return n
			}
		}
		return 0
	}
	if _, ok := a.(*object); ok {
		if a == b {
			return 0
		}
		return 1
	}
	p, _ := phpNumber(a)
	q, _ := phpNumber(b)
	switch {
	case p < q:
		return -1
	case p > q:
		return 1
	}
	return 0
}

func phpIdentical(a, b value) bool {
	x, ok := a.(*dict)
	if !ok {
		return a == b
	}
	y, ok := b.(*dict)
	if !ok || x.live != y.live || !slices.Equal(x.listKeys(), y.listKeys()) {
		return false
	}
	for _, k := range x.listKeys() {
		v, _ := x.get(k)
		w, _ := y.get(k)
		if !phpIdentical(v, w) {
			return false
		}
	}
	return true
}

func (m *machine) comparePHP(op string, a, b value) (value, error) {
	switch op {
	case "===":
		return phpIdentical(a, b), nil
	case "!==":
		return !phpIdentical(a, b), nil
	}
	n := m.phpOrder(a, b)
	return map[string]bool{"==": n == 0, "!=": n != 0, "<": n < 0, ">": n > 0, "<=": n <= 0, ">=": n >= 0}[op], nil
}

func phpKey(k value) value {
	switch x := k.(type) {
	case string:
		if n, err := strconv.ParseInt(x, 10, 64); err == nil && strconv.FormatInt(n, 10) == x {
			return n
		}
	case float64:
		return int64(x)
	case bool:
		if x {
			return int64(1)
		}
		return int64(0)
	case nil:
		return ""
	}
	return k
}

// phpPut sets an element; the key undefined is the next number.
func phpPut(d *dict, k, v value) {
	if k == (undefined{}) {
		next := int64(0)
		for i := len(d.keys) - 1; i >= 0; i-- { // the last number is nearly always the largest
			if n, ok := d.keys[i].(int64); ok {
				next = n + 1
				break
			}
		}
		k = next
	}
	d.put(phpKey(k), v)
}

func phpList(items ...value) *dict {
	d := newDict()
	for i, v := range items {
		d.put(int64(i), v)
	}
	return d
}

func phpCloned(d *dict) *dict {
	n := newDict()
	d.each(func(k, v value) {
		if inner, ok := v.(*dict); ok {
			v = phpCloned(inner)
		}
		n.put(k, v)
	})
	return n
}

func phpCopy(m *machine, c *args) (value, error) {
	if d, ok := c.at(0).(*dict); ok {
		return phpCloned(d), m.grow(64 * d.live)
	}
	return c.at(0), nil
}

func (m *machine) attrPHP(v value, name string) (value, error) {
	switch x := v.(type) {
	case *object:
		if f, ok := x.props.text(name); ok {
			return f, nil
		}
		if fn, _, ok := x.class.lookup("__get"); ok {
			return m.phpInvoke(fn, x, name)
		}
		m.phpWarn("Warning", "Undefined property: "+x.class.name+"::$"+name)
	case *class:
		if name == "class" {
			return x.name, nil
		}
		for k := x; k != nil; k = k.base {
			if s, ok := k.attrs.At("%static").(*dict); ok {
				if f, ok := s.text(name); ok {
					return f, nil
				}
			}
		}
		if strings.HasPrefix(name, "$") {
			return nil, m.phpThrow("Error", "Access to undeclared static property "+x.name+"::"+name)
		}
		return nil, m.phpThrow("Error", "Undefined constant "+x.name+"::"+name)
	default:
		m.phpWarn("Warning", "Attempt to read property \""+name+"\" on "+phpKind(v))
	}
	return nil, nil
}

func (m *machine) setAttrPHP(v value, name string, to value) error {
	switch x := v.(type) {
	case *object:
		x.props.put(name, to)
		return nil
	case *class:
		for k := x; k != nil; k = k.base {
			if s, ok := k.attrs.At("%static").(*dict); ok {
				if _, ok := s.text(name); ok {
					s.put(name, to)
					return nil
				}
			}
		}
	}
	return m.phpThrow("Error", "Attempt to assign property \""+name+"\" on "+phpKind(v))
}

func (m *machine) indexPHP(o, i value) (value, error) {
	switch x := o.(type) {
	case *dict:
		k := phpKey(i)
		if v, ok := x.get(k); ok {
			return v, nil
		}
		if s, ok := k.(string); ok {
			m.phpWarn("Warning", "Undefined array key \""+s+"\"")
		} else {
			m.phpWarn("Warning", "Undefined array key "+m.phpText(k))
		}
	case string:
		n, _ := whole(phpKey(i))
		if n < 0 {
			n += int64(len(x))
		}
		if n >= 0 && int(n) < len(x) {
			return x[n : n+1], nil
		}
		m.phpWarn("Warning", "Uninitialized string offset "+m.phpText(i))
		return "", nil
	}
	return nil, nil
}

// phpFill is $a[k] = v where $a may not be an array yet.
func (m *machine) setIndexPHP(o, i, v value) error {
	d, ok := o.(*dict)
	if !ok {
		return m.phpThrow("Error", "Cannot use a scalar value as an array")
	}
	phpPut(d, i, v)
	return m.grow(64)
}

func phpEcho(m *machine, c *args) (value, error) {
	for _, v := range c.list {
		if err := m.write(1, m.phpText(v)); err != nil {
			return nil, err
		}
	}
	return int64(1), nil
}

func phpPairs(m *machine, c *args) (value, error) {
	l := newList()
	switch x := c.at(0).(type) {
	case *dict:
		x.each(func(k, v value) { l.items = append(l.items, newTuple(k, v)) })
	case *object:
		x.props.each(func(k, v value) { l.items = append(l.items, newTuple(k, v)) })
	default:
		m.phpWarn("Warning", "foreach() argument must be of type array|object, "+phpKind(x)+" given")
	}
	return l, m.grow(64 * len(l.items))
}

func phpItems(m *machine, c *args) (value, error) {
	if d, ok := c.at(0).(*dict); ok {
		return newList(d.listValues()...), nil
	}
	return newList(), nil
}

func phpDefine(m *machine, c *args) (value, error) {
	if f, ok := c.at(1).(*function); ok {
		f.env = nil
		m.modules.put("%fn "+plain(c.at(0)), f)
	}
	return nil, nil
}

// phpCall calls a function by its name.
func phpCall(m *machine, c *args) (value, error) {
	name := plain(c.at(0))
	if fn, ok := m.modules.text("%fn " + name); ok {
		f := fn.(*function)
		need := 0
		for _, p := range f.code.params {
			if p.def == nil && !p.rest {
				need++
			}
		}
		if len(c.list)-1 < need {
			return nil, m.phpThrow("ArgumentCountError", "Too few arguments to function "+f.code.name+"(), "+itoa(len(c.list)-1)+" passed and at least "+itoa(need)+" expected")
		}
		return pushed{}, m.call(fn, &args{list: c.list[1:]})
	}
	if fn, ok := m.lib.functions[name]; ok {
		return fn(m, &args{list: c.list[1:]})
	}
	return nil, m.phpThrow("Error", "Call to undefined function "+name+"()")
}

func phpUnset(m *machine, c *args) (value, error) {
	if d, ok := c.at(0).(*dict); ok {
		d.del(phpKey(c.at(1)))
	}
	return nil, nil
}

func phpQuietIndex(m *machine, c *args) (value, error) {
	if d, ok := c.at(0).(*dict); ok {
		v, _ := d.get(phpKey(c.at(1)))
		return v, nil
	}
	if s, ok := c.at(0).(string); ok {
		if n, ok := whole(phpKey(c.at(1))); ok && n >= 0 && int(n) < len(s) {
			return s[n : n+1], nil
		}
	}
	return nil, nil
}

func phpQuietAttr(m *machine, c *args) (value, error) {
	if o, ok := c.at(0).(*object); ok {
		return o.props.At(plain(c.at(1))), nil
	}
	return nil, nil
}

func phpClassNamed(m *machine, c *args) (value, error) {
	switch x := c.at(0).(type) {
	case *object:
		return x.class, nil
	case *class:
		return x, nil
	case string:
		name := strings.ToLower(strings.TrimPrefix(x, "\\"))
		if i := strings.LastIndex(name, "\\"); i >= 0 {
			name = name[i+1:]
		}
		if name == "self" || name == "static" || name == "parent" {
			for i := len(m.frames) - 1; i >= 0; i-- {
				if k := m.frames[i].home; k != nil {
					if name == "parent" {
						return k.base, nil
					}
					return k, nil
				}
			}
		}
		if k, ok := m.modules.text("%class " + name); ok {
			return k, nil
		}
		if k, ok := phpErrors[name]; ok {
			return k, nil
		}
		return nil, m.phpThrow("Error", "Class \""+strings.TrimPrefix(x, "\\")+"\" not found")
	}
	return nil, m.phpThrow("Error", "this use of a class is not simulated")
}

func phpMakeClass(m *machine, c *args) (value, error) {
	k := &class{name: plain(c.at(0)), attrs: newDict()}
	k.base, _ = c.at(1).(*class)
	statics, fields := newDict(), newList()
	k.attrs.put("%static", statics)
	k.attrs.put("%fields", fields)
	for i := 2; i+2 < len(c.list); i += 3 {
		name, v := plain(c.list[i+1]), c.list[i+2]
		switch c.list[i] {
		case "m":
			f := v.(*function)
			f.env, f.home = nil, k
			k.attrs.put(name, f)
		case "s":
			statics.put(name, v)
		case "f":
			fields.items = append(fields.items, newTuple(name, v))
		}
	}
	m.modules.put("%class "+strings.ToLower(k.name), k)
	return nil, nil
}

func phpNew(m *machine, c *args) (value, error) {
	k, _ := c.at(0).(*class)
	if k == nil {
		return nil, m.phpThrow("Error", "this use of new is not simulated")
	}
	o := &object{class: k, props: newDict()}
	var chain []*class
	for at := k; at != nil; at = at.base {
		chain = append([]*class{at}, chain...)
		if at.builtin {
			o.props.put("message", "")
			m.phpPlace(o)
		}
	}
	for _, at := range chain {
		if l, ok := at.attrs.At("%fields").(*list); ok {
			for _, f := range l.items {
				t := f.(*list).items
				v, err := m.invoke(t[1])
				if err != nil {
					return nil, err
				}
				o.props.put(t[0], v)
			}
		}
	}
	m.grown += 200
	fn, _, ok := k.lookup("__construct")
	if !ok {
		return o, nil
	}
	if n, isNative := fn.(*native); isNative {
		_, err := n.run(m, &args{list: append([]value{o}, c.list[1:]...)})
		return o, err
	}
	fr, err := m.enter(fn.(*function), &args{self: o, list: c.list[1:]})
	if err != nil {
		return nil, err
	}
	fr.made = o
	m.frames = append(m.frames, fr)
	return pushed{}, nil
}

func phpMethodCall(m *machine, c *args) (value, error) {
	o, ok := c.at(0).(*object)
	name := plain(c.at(1))
	if !ok {
		if callable(c.at(0)) && (name == "call" || name == "__invoke") {
			return pushed{}, m.call(c.at(0), &args{list: c.list[2:]})
		}
		return nil, m.phpThrow("Error", "Call to a member function "+name+"() on "+phpKind(c.at(0)))
	}
	fn, _, found := o.class.lookup(name)
	switch f := fn.(type) {
	case *native:
		return f.run(m, &args{list: append([]value{o}, c.list[2:]...)})
	case *function:
		return pushed{}, m.call(f, &args{self: o, list: c.list[2:]})
	}
	if v, has := o.props.text(name); has && callable(v) && !found {
		return pushed{}, m.call(v, &args{list: c.list[2:]})
	}
	return nil, m.phpThrow("Error", "Call to undefined method "+o.class.name+"::"+name+"()")
}

func phpStaticCall(m *machine, c *args) (value, error) {
	k, _ := c.at(0).(*class)
	name := plain(c.at(1))
	if k != nil {
		if fn, _, ok := k.lookup(name); ok {
			self := c.at(2)
			if n, isNative := fn.(*native); isNative {
				return n.run(m, &args{list: append([]value{self}, c.list[3:]...)})
			}
			return pushed{}, m.call(fn, &args{self: self, list: c.list[3:]})
		}
	}
	return nil, m.phpThrow("Error", "Call to undefined method "+name+"()")
}

func phpInstanceOf(m *machine, c *args) (value, error) {
	o, ok := c.at(0).(*object)
	k, isClass := c.at(1).(*class)
	return ok && isClass && o.class.is(k), nil
}

func phpClone(m *machine, c *args) (value, error) {
	o, ok := c.at(0).(*object)
	if !ok {
		return nil, m.phpThrow("Error", "__clone method called on non-object")
	}
	return &object{class: o.class, props: phpCloned(o.props)}, nil
}

func phpConstant(m *machine, c *args) (value, error) {
	name := strings.TrimPrefix(plain(c.at(0)), "\\")
	if v, ok := m.modules.text("%const " + name); ok {
		return v, nil
	}
	all := map[string]value{"PHP_VERSION": m.phpVersion(), "PHP_EOL": "\n", "PHP_OS": "Linux", "PHP_OS_FAMILY": "Linux", "PHP_INT_MAX": int64(math.MaxInt64), "M_PI": math.Pi, "DIRECTORY_SEPARATOR": "/", "E_ALL": int64(32767), "E_ERROR": int64(1),
		"JSON_PRETTY_PRINT": int64(128), "JSON_UNESCAPED_SLASHES": int64(64), "JSON_UNESCAPED_UNICODE": int64(256), "JSON_THROW_ON_ERROR": int64(4194304), "ENT_QUOTES": int64(3), "LOCK_EX": int64(2), "FILE_APPEND": int64(8), "COUNT_RECURSIVE": int64(1), "STDIN": int64(0), "STDOUT": int64(1), "STDERR": int64(2), "PHP_SAPI": m.phpSAPI()}
	if v, ok := all[name]; ok {
		return v, nil
	}
	return nil, m.phpThrow("Error", "Undefined constant \""+name+"\"")
}

func (m *machine) phpSAPI() string {
	if m.captured {
		return "apache2handler"
	}
	return "cli"
}

func phpCast(kind string) nativeFn {
	return func(m *machine, c *args) (value, error) {
		switch kind {
		case "int", "integer":
			f, _ := phpNumber(c.at(0))
			return int64(f), nil
		case "float", "double":
			f, _ := phpNumber(c.at(0))
			return f, nil
		case "string":
			return m.phpText(c.at(0)), nil
		case "bool", "boolean":
			return m.truthPHP(c.at(0)), nil
		case "array":
			switch x := c.at(0).(type) {
			case *dict:
				return x, nil
			case *object:
				return phpCloned(x.props), nil
			case nil:
				return newDict(), nil
			}
			return phpList(c.at(0)), nil
		}
		o := &object{class: phpStdClass, props: newDict()}
		if d, ok := c.at(0).(*dict); ok {
			d.each(func(k, v value) { o.props.put(m.phpText(k), v) })
		}
		return o, nil
	}
}

var phpStdClass = &class{name: "stdClass", builtin: true, attrs: newDict()}

func phpExit(m *machine, c *args) (value, error) {
	switch v := c.at(0).(type) {
	case int64:
		return nil, exit{int(v) & 0xff}
	case string:
		m.write(1, v)
	}
	return nil, exit{0}
}

func phpShort(v value) string {
	if s, ok := v.(string); ok {
		return "'" + s + "'"
	}
	if f, ok := v.(float64); ok {
		return phpFloatText(f)
	}
	if n, ok := v.(int64); ok {
		return strconv.FormatInt(n, 10)
	}
	return "of type " + phpKind(v)
}
