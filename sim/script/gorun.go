package script

import (
	"math"
	"slices"
	"strings"
)

// ref is a pointer of a Go program: to a struct or boxed value (to), to a
// variable of a scope, or to a part of something.
type ref struct {
	to  *object
	env *env
	of  value
	key value
}

// Classes of the machine's own values.
var (
	goMapClass   = &class{name: "map", builtin: true, attrs: newDict()}
	goChanClass  = &class{name: "chan", builtin: true, attrs: newDict()}
	goBoxClass   = &class{name: "box", builtin: true, attrs: newDict()}
	goErrorClass = &class{name: "*errors.errorString", builtin: true, attrs: newDict(), methods: map[string]nativeFn{
		"Error":  func(m *machine, c *args) (value, error) { return goErrorPart(c, "msg"), nil },
		"Unwrap": func(m *machine, c *args) (value, error) { return goErrorPart(c, "wrapped"), nil },
	}}
)

func goErrorPart(c *args, name string) value {
	v := c.at(0)
	if r, ok := v.(*ref); ok {
		v = r.to
	}
	o, _ := v.(*object)
	return o.props.At(name)
}

// goPanic is a panic with a value.
func goPanic(v value) error { return &thrown{value: v} }

func (m *machine) goFault(text string) error {
	o := &object{class: goErrorClass, props: newDict()}
	o.props.put("msg", "runtime error: "+text)
	o.props.put("fault", true)
	return goPanic(o)
}

const goNilText = "invalid memory address or nil pointer dereference"

func goBare(v value) (value, *class) {
	if o, ok := v.(*object); ok && o.data != nil && o.class != nil && !o.class.builtin {
		return o.data, o.class
	}
	return v, nil
}

func goWrapped(v value, k *class) value {
	if k == nil {
		return v
	}
	return &object{class: k, props: newDict(), data: v}
}

func (m *machine) binaryGo(op string, a, b value) (value, error) {
	x, kx := goBare(a)
	y, ky := goBare(b)
	if kx == nil {
		kx = ky
	}
	if s, ok := x.(string); ok && op == "+" {
		t, _ := y.(string)
		return goWrapped(s+t, kx), m.grow(len(s) + len(t))
	}
	_, fx := x.(float64)
	_, fy := y.(float64)
	if fx || fy {
		p, _ := number(x)
		q, _ := number(y)
		switch op {
		case "+":
			return goWrapped(p+q, kx), nil
		case "-":
			return goWrapped(p-q, kx), nil
		case "*":
			return goWrapped(p*q, kx), nil
		case "/":
			return goWrapped(p/q, kx), nil
		}
		return nil, m.goFault("invalid operation " + op)
	}
	p, ok := x.(int64)
	q, ok2 := y.(int64)
	if !ok || !ok2 {
		return nil, m.goFault("mismatched types in " + op)
	}
	var r int64
	switch op {
	case "+":
		r = p + q
	case "-":
		r = p - q
	case "*":
		r = p * q
	case "/", "%":
		if q == 0 {
			return nil, m.goFault("integer divide by zero")
		}
		if r = p / q; op == "%" {
			r = p % q
		}
	case "&":
		r = p & q
	case "|":
		r = p | q
	case "^":
		r = p ^ q
	case "&^":
		r = p &^ q
	case "<<":
		r = p << min(uint64(q), 64)
	case ">>":
		r = p >> min(uint64(q), 63)
	}
	return goWrapped(r, kx), nil
}

func goSame(a, b value) bool {
	x, _ := goBare(a)
	y, _ := goBare(b)
	if p, ok := number(x); ok {
		if _, isBool := x.(bool); !isBool {
			q, ok := number(y)
			return ok && p == q
		}
	}
	switch x := x.(type) {
	case *ref:
		r, ok := y.(*ref)
		return ok && x.to == r.to && x.env == r.env && x.key == r.key && (x.to != nil || x.env != nil || x.of == r.of)
	case *object:
		o, ok := y.(*object)
		if !ok || x == o || x.class != o.class || x.class == nil || x.class.builtin {
			return ok && x == o
		}
		for _, k := range x.props.listKeys() {
			v, _ := x.props.get(k)
			w, _ := o.props.get(k)
			if !goSame(v, w) {
				return false
			}
		}
		return true
	case *list:
		l, ok := y.(*list)
		if !ok || len(x.items) != len(l.items) {
			return false
		}
		for i := range x.items {
			if !goSame(x.items[i], l.items[i]) {
				return false
			}
		}
		return true
	case *function:
		return a == b
	}
	return x == y
}

func (m *machine) compareGo(op string, a, b value) (value, error) {
	switch op {
	case "==":
		return goSame(a, b), nil
	case "!=":
		return !goSame(a, b), nil
	}
	x, _ := goBare(a)
	y, _ := goBare(b)
	n := 0
	if s, ok := x.(string); ok {
		t, _ := y.(string)
		n = strings.Compare(s, t)
	} else {
		p, _ := number(x)
		q, _ := number(y)
		if p < q {
			n = -1
		} else if p > q {
			n = 1
		}
	}
	switch op {
	case "<":
		return n < 0, nil
	case "<=":
		return n <= 0, nil
	case ">":
		return n > 0, nil
	}
	return n >= 0, nil
}

// attrGo is a field, method or name of a package.
func (m *machine) attrGo(v value, name string) (value, error) {
	if name == "%deref" {
		return m.deref(v)
	}
	if r, ok := m.fieldGo(v, name, 0); ok {
		return r, nil
	}
	switch x := v.(type) {
	case nil:
		return nil, m.goFault(goNilText)
	case *object:
		if x.class == moduleClass {
			return nil, goPanic(plain(x.props.At("__name__")) + "." + name + " is not simulated")
		}
	}
	return nil, goPanic("the field or method " + name + " is not simulated")
}

func (m *machine) fieldGo(v value, name string, depth int) (value, bool) {
	r, isRef := v.(*ref)
	var o *object
	switch x := v.(type) {
	case *ref:
		o = r.to
		if o == nil {
			held, err := m.deref(r)
			if err != nil {
				return nil, false
			}
			o, _ = held.(*object)
		}
	case *object:
		o = x
	case *class:
		if fn, ok := x.attrs.text(name); ok { // a method as a function
			return fn, true
		}
		return nil, false
	}
	if o == nil || depth > 4 {
		return nil, false
	}
	if f, ok := o.props.text(name); ok {
		return f, true
	}
	if o.class == nil {
		return nil, false
	}
	if fn, _, ok := o.class.lookup(name); ok {
		self := value(o)
		if f, ok := fn.(*function); ok && f.code.fn.static && !isRef {
			self = &ref{to: o}
		} else if isRef {
			if f, ok := fn.(*function); ok && f.code.fn.static {
				self = v
			}
		}
		return &bound{self, fn}, true
	}
	embedded, _ := o.class.attrs.At("%embedded").(*list)
	if embedded != nil {
		for _, e := range embedded.items {
			inner := o.props.At(plain(e))
			if f, ok := m.fieldGo(inner, name, depth+1); ok {
				return f, true
			}
		}
	}
	return nil, false
}

func (m *machine) setAttrGo(v value, name string, to value) error {
	if name == "%deref" {
		return m.setDeref(v, to)
	}
	o, ok := v.(*object)
	if r, isRef := v.(*ref); isRef {
		if o = r.to; o == nil {
			held, err := m.deref(r)
			if err != nil {
				return err
			}
			o, _ = held.(*object)
		}
	} else if !ok {
		return m.goFault(goNilText)
	}
	if o == nil {
		return m.goFault(goNilText)
	}
	if old, has := o.props.text(name); has || o.class == nil {
		if _, isFloat := old.(float64); isFloat {
			if n, isInt := to.(int64); isInt {
				to = float64(n)
			}
		}
		o.props.put(name, to)
		return nil
	}
	if embedded, ok := o.class.attrs.At("%embedded").(*list); ok {
		for _, e := range embedded.items {
			inner := o.props.At(plain(e))
			if _, ok := m.fieldGo(inner, name, 0); ok {
				return m.setAttrGo(inner, name, to)
			}
		}
	}
	o.props.put(name, to)
	return nil
}

func (m *machine) deref(v value) (value, error) {
	r, ok := v.(*ref)
	if !ok || r == nil {
		return nil, m.goFault(goNilText)
	}
	switch {
	case r.to != nil && r.to.class == goBoxClass:
		return r.to.data, nil
	case r.to != nil:
		return r.to, nil
	case r.env != nil:
		return r.env.vars.At(plain(r.key)), nil
	}
	if s, ok := r.key.(string); ok {
		if _, isMap := r.of.(*object); isMap {
			return m.attrGo(r.of, s)
		}
	}
	return m.indexGo(r.of, r.key)
}

func (m *machine) setDeref(v, to value) error {
	r, ok := v.(*ref)
	if !ok || r == nil {
		return m.goFault(goNilText)
	}
	switch {
	case r.to != nil && r.to.class == goBoxClass:
		r.to.data = to
		return nil
	case r.to != nil:
		if o, ok := to.(*object); ok {
			c, _ := goCopy(m, &args{list: []value{o}})
			r.to.props, r.to.data = c.(*object).props, c.(*object).data
		}
		return nil
	case r.env != nil:
		r.env.vars.put(r.key, to)
		return nil
	}
	if s, ok := r.key.(string); ok {
		if _, isObject := r.of.(*object); isObject {
			return m.setAttrGo(r.of, s, to)
		}
	}
	return m.setIndexGo(r.of, r.key, to)
}

func goMapOf(v value) (*dict, *object) {
	v, _ = goBare(v)
	o, ok := v.(*object)
	if !ok || o.class != goMapClass {
		return nil, nil
	}
	return o.data.(*dict), o
}

func goKey(k value) value { k, _ = goBare(k); return k }

func (m *machine) indexGo(o, i value) (value, error) {
	if d, mo := goMapOf(o); mo != nil {
		if v, ok := d.get(goKey(i)); ok {
			return v, nil
		}
		return m.invoke(mo.props.At("zero"))
	}
	o, _ = goBare(o)
	if r, ok := o.(*ref); ok {
		o, _ = m.deref(r)
	}
	n, _ := whole(goKey(i))
	out := func(length int) error {
		return m.goFault("index out of range [" + itoa(int(n)) + "] with length " + itoa(length))
	}
	switch x := o.(type) {
	case *list:
		if n < 0 || int(n) >= len(x.items) {
			return nil, out(len(x.items))
		}
		return x.items[n], nil
	case string:
		if n < 0 || int(n) >= len(x) {
			return nil, out(len(x))
		}
		return int64(x[n]), nil
	case bytes:
		if n < 0 || int(n) >= len(x) {
			return nil, out(len(x))
		}
		return int64(x[n]), nil
	case nil:
		return nil, out(0)
	}
	return o, nil // an instance of something generic
}

func (m *machine) setIndexGo(o, i, v value) error {
	if d, mo := goMapOf(o); mo != nil {
		if d.live > 100_000 {
			return m.memoryError()
		}
		d.put(goKey(i), v)
		return m.grow(64)
	}
	o, _ = goBare(o)
	l, ok := o.(*list)
	if !ok {
		if o == nil {
			return goPanic("assignment to entry in nil map")
		}
		return goPanic("assigning to this index is not simulated")
	}
	n, _ := whole(goKey(i))
	if n < 0 || int(n) >= len(l.items) {
		return m.goFault("index out of range [" + itoa(int(n)) + "] with length " + itoa(len(l.items)))
	}
	if _, isFloat := l.items[n].(float64); isFloat {
		if k, isInt := v.(int64); isInt {
			v = float64(k)
		}
	}
	l.items[n] = v
	return nil
}

func (m *machine) sliceGo(o, a, b value) (value, error) {
	o, _ = goBare(o)
	length := goLength(o)
	from, to := int64(0), int64(length)
	if a != nil {
		from, _ = whole(goKey(a))
	}
	if b != nil {
		to, _ = whole(goKey(b))
	}
	if l, ok := o.(*list); ok && int(to) <= cap(l.items) {
		length = cap(l.items)
	}
	if from < 0 || to < from || int(to) > length {
		return nil, m.goFault("slice bounds out of range [" + itoa(int(from)) + ":" + itoa(int(to)) + "]")
	}
	switch x := o.(type) {
	case string:
		return x[from:to], nil
	case bytes:
		return x[from:to], nil
	case *list:
		return &list{items: x.items[from:to]}, nil
	}
	return nil, nil
}

func goLength(v value) int {
	v, _ = goBare(v)
	switch x := v.(type) {
	case string:
		return len(x)
	case bytes:
		return len(x)
	case *list:
		return len(x.items)
	case *object:
		if d, ok := x.data.(*dict); ok {
			return d.live
		}
		if l, ok := x.data.(*list); ok {
			return len(l.items)
		}
	}
	return 0
}

func goCopy(m *machine, c *args) (value, error) {
	o, ok := c.at(0).(*object)
	if !ok || o.class == nil || o.class.builtin || o.class.attrs.At("%struct") == nil {
		return c.at(0), nil
	}
	n := &object{class: o.class, props: newDict(), data: o.data}
	for _, k := range o.props.listKeys() {
		v, _ := o.props.get(k)
		if inner, ok := v.(*object); ok {
			v, _ = goCopy(m, &args{list: []value{inner}})
		}
		n.props.put(k, v)
	}
	return n, m.grow(100)
}

func goZero(m *machine, c *args) (value, error) {
	k, ok := c.at(0).(*class)
	if !ok {
		return nil, nil // a type parameter
	}
	return m.zeroOf(k)
}

func (m *machine) zeroOf(k *class) (value, error) {
	if k.build != nil {
		return k.build(m, &args{})
	}
	if fn := k.attrs.At("%zero"); fn != nil {
		v, err := m.invoke(fn)
		if v == nil || err != nil {
			return nil, err
		}
		return goWrapped(v, k), nil
	}
	fields, _ := k.attrs.At("%struct").(*list)
	if fields == nil {
		return nil, nil
	}
	o := &object{class: k, props: newDict()}
	for _, f := range fields.items {
		t := f.(*list).items
		v, err := m.invoke(t[4])
		if err != nil {
			return nil, err
		}
		o.props.put(t[0], v)
	}
	return o, m.grow(100)
}

func goNew(m *machine, c *args) (value, error) {
	k, ok := c.at(0).(*class)
	if !ok {
		return nil, goPanic("this literal is not simulated")
	}
	v, err := m.zeroOf(k)
	o, isObject := v.(*object)
	if err != nil || !isObject {
		return v, err
	}
	fields, _ := k.attrs.At("%struct").(*list)
	for i := 1; i+1 < len(c.list); i += 2 {
		name := c.list[i]
		if n, ok := name.(int64); ok && fields != nil && int(n) < len(fields.items) {
			name = fields.items[n].(*list).items[0]
		}
		if err := m.setAttrGo(o, plain(name), c.list[i+1]); err != nil {
			return nil, err
		}
	}
	return o, nil
}

func goPointer(m *machine, c *args) (value, error) {
	if o, ok := c.at(0).(*object); ok {
		return &ref{to: o}, nil
	}
	return &ref{to: &object{class: goBoxClass, props: newDict(), data: c.at(0)}}, nil
}

// goBox puts a value that is no struct into a box, for a pointer to it.
func goBox(m *machine, c *args) (value, error) {
	if o, ok := c.at(0).(*object); ok && o.class != goMapClass {
		return o, nil
	}
	return &object{class: goBoxClass, props: newDict(), data: c.at(0)}, nil
}

func goAddress(m *machine, c *args) (value, error) {
	of, key := c.at(0), c.at(1)
	if r, ok := of.(*ref); ok && r.to != nil {
		of = r.to
	}
	var v value
	var err error
	if s, ok := key.(string); ok {
		v, err = m.attrGo(of, s)
	} else {
		v, err = m.indexGo(of, key)
	}
	if o, ok := v.(*object); ok && o.class != goMapClass && err == nil {
		return &ref{to: o}, nil
	}
	return &ref{of: of, key: key}, err
}

func goMakeType(m *machine, c *args) (value, error) {
	k := &class{name: plain(c.at(0)), base: nil, attrs: newDict()}
	k.attrs.put("%kind", c.at(1))
	if c.at(1) != "struct" {
		k.attrs.put("%zero", c.at(2))
		return k, nil
	}
	fields, embedded := newList(), newList()
	for _, f := range c.list[2:] {
		fields.items = append(fields.items, f)
		if t := f.(*list); t.items[3] == "e" {
			embedded.items = append(embedded.items, t.items[0])
		}
	}
	k.attrs.put("%struct", fields)
	k.attrs.put("%embedded", embedded)
	return k, nil
}

func goMethod(m *machine, c *args) (value, error) {
	if k, ok := c.at(0).(*class); ok {
		k.attrs.put(c.at(1), c.at(2))
	}
	return nil, nil
}

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

func goMakeMap(m *machine, c *args) (value, error) {
	d := newDict()
	l, _ := c.at(1).(*list)
	for i := 0; i+1 < len(l.items); i += 2 {
		d.put(goKey(l.items[i]), l.items[i+1])
	}
	o := &object{class: goMapClass, props: newDict(), data: d}
	o.props.put("zero", c.at(0))
	return o, m.grow(64 * d.live)
}

func goLookup(m *machine, c *args) (value, error) {
	d, mo := goMapOf(c.at(0))
	if mo == nil {
		v, err := m.indexGo(c.at(0), c.at(1))
		return newTuple(v, false), err
	}
	if v, ok := d.get(goKey(c.at(1))); ok {
		return newTuple(v, true), nil
	}
	v, err := m.invoke(mo.props.At("zero"))
	return newTuple(v, false), err
}

func goNth(m *machine, c *args) (value, error) {
	n, _ := whole(c.at(1))
	if l, ok := c.at(0).(*list); ok && int(n) < len(l.items) {
		return l.items[n], nil
	}
	return nil, nil
}

func goItems(m *machine, c *args) (value, error) {
	v, _ := goBare(c.at(0))
	switch x := v.(type) {
	case nil:
		return newList(), nil
	case bytes:
		l := newList()
		for _, b := range []byte(x) {
			l.items = append(l.items, int64(b))
		}
		return l, m.grow(16 * len(l.items))
	}
	return v, nil
}

// goRange is what a for statement walks over: pairs, or keys only. Map keys
// come in the order of insertion.
func goRange(keys bool) nativeFn {
	return func(m *machine, c *args) (value, error) {
		v, _ := goBare(c.at(0))
		if r, ok := v.(*ref); ok {
			v, _ = m.deref(r)
		}
		l := newList()
		add := func(k, v value) {
			if keys {
				l.items = append(l.items, k)
			} else {
				l.items = append(l.items, newTuple(k, v))
			}
		}
		switch x := v.(type) {
		case int64:
			if x > 1<<20 {
				return nil, m.memoryError()
			}
			if keys {
				return span{0, max(x, 0), 1}, nil
			}
			return l, nil
		case *list:
			if keys {
				return span{0, int64(len(x.items)), 1}, nil
			}
			for i, it := range x.items {
				add(int64(i), it)
			}
		case string:
			for i, r := range x {
				add(int64(i), int64(r))
			}
		case bytes:
			for i := range len(x) {
				add(int64(i), int64(x[i]))
			}
		case *object:
			if d, ok := x.data.(*dict); ok {
				d.each(add)
			}
			if x.class == goChanClass {
				return &object{class: goDrainClass, props: newDict(), data: newTuple(x, keys)}, nil
			}
		}
		return l, m.grow(48 * len(l.items))
	}
}

// goDrainClass walks over what comes from a channel.
var goDrainClass = &class{name: "range", builtin: true, attrs: newDict()}

func goIsType(m *machine, c *args) (value, error) { return m.isType(c.at(0), c.at(1)), nil }

func (m *machine) isType(v, t value) bool {
	switch t := t.(type) {
	case *list: // a pointer to it
		r, ok := v.(*ref)
		if !ok || r.to == nil {
			return false
		}
		return r.to.class == t.items[0]
	case *class:
		if t.attrs.At("%kind") == "interface" {
			return v != nil
		}
		o, ok := v.(*object)
		return ok && o.class == t
	case string:
		switch t {
		case "nil":
			return v == nil
		case "any":
			return v != nil
		case "error":
			_, ok := m.fieldGo(v, "Error", 0)
			return ok
		case "int":
			_, ok := v.(int64)
			return ok
		case "float64":
			_, ok := v.(float64)
			return ok
		case "string":
			_, ok := v.(string)
			return ok
		case "bool":
			_, ok := v.(bool)
			return ok
		case "bytes":
			_, ok := v.(bytes)
			return ok
		case "map":
			_, o := goMapOf(v)
			return o != nil
		case "func":
			return callable(v)
		}
		_, ok := v.(*list)
		return ok && (t == "slice" || t == "floats" || t == "runes")
	}
	return false
}

func goAssert(m *machine, c *args) (value, error) {
	if !m.isType(c.at(0), c.at(1)) {
		want := plain(c.at(1))
		if k, ok := c.at(1).(*class); ok {
			want = k.name
		}
		o := &object{class: goErrorClass, props: newDict()}
		o.props.put("msg", "interface conversion: interface {} is "+m.goType(c.at(0))+", not "+want)
		return nil, goPanic(o)
	}
	return c.at(0), nil
}

func goAssertOK(m *machine, c *args) (value, error) {
	ok := m.isType(c.at(0), c.at(1))
	if ok {
		return newTuple(c.at(0), true), nil
	}
	var zero value
	switch c.at(1) {
	case "int":
		zero = int64(0)
	case "string":
		zero = ""
	case "float64":
		zero = 0.0
	case "bool":
		zero = false
	}
	return newTuple(zero, false), nil
}

// thread is a goroutine that does not run now.
type thread struct {
	frames  []*frame
	waiting bool
	until   int64
	main    bool
}

func goSpawn(m *machine, c *args) (value, error) {
	if len(m.threads) > 1000 {
		return nil, goPanic("drydock: a program may have 1000 goroutines here")
	}
	frames, nested, deep := m.frames, m.nested, m.deep
	m.frames, m.nested, m.deep = nil, 0, 0
	l, _ := c.at(1).(*list)
	stub := &code{name: "goroutine", file: "<go>", lang: golang, instrs: []instr{{op: oLoad, v: "%f"}, {op: oLoad, v: "%a"}, {op: oDict}, {op: oCallEx}, {op: oReturn}}, places: make([]place, 5)}
	e := &env{vars: newDict(), fn: true}
	e.vars.put("%f", c.at(0))
	e.vars.put("%a", l)
	fr := &frame{code: stub, env: e, fenv: e, drop: true}
	m.threads = append(m.threads[:len(m.threads):len(m.threads)], thread{frames: []*frame{fr}})
	m.frames, m.nested, m.deep = frames, nested, deep
	return nil, nil
}

// schedule runs the goroutines one after another until the main one ends, one
// of them fails, or all wait.
func (m *machine) schedule() error {
	m.tired = false
	blocked := true
	for idle := 0; idle <= len(m.threads); {
		before := m.steps
		err := m.run()
		if idle++; m.steps > before+1 || err == nil { // it came further: others may go on now
			idle, blocked = 0, true
		}
		switch {
		case err == nil && !m.apart:
			return exit{0}
		case err == nil:
			m.nextThread()
			continue
		case err == errBlocked:
		case err == errWait:
			blocked = false
		default:
			return err
		}
		if m.tired {
			return errWait
		}
		if len(m.threads) > 0 {
			now := thread{frames: m.frames, waiting: m.waiting, until: m.deadline.UnixNano(), main: !m.apart}
			m.threads = append(m.threads[:len(m.threads):len(m.threads)], now)
			m.nextThread()
		}
	}
	if blocked {
		m.write(2, "fatal error: all goroutines are asleep - deadlock!\n\ngoroutine 1 [chan receive]:\nmain.main()\n")
		return exit{2}
	}
	m.sleepers()
	return errWait
}

// nextThread goes on with the goroutine that has waited longest.
func (m *machine) nextThread() {
	t := m.threads[0]
	m.threads = slices.Clone(m.threads[1:])
	m.frames, m.waiting, m.apart = t.frames, t.waiting, !t.main
	m.deadline = timeOf(t.until)
}

// sleepers asks to be woken when the first of those that sleep may go on.
func (m *machine) sleepers() {
	first := int64(math.MaxInt64)
	if m.waiting {
		first = m.deadline.UnixNano()
	}
	for _, t := range m.threads {
		if t.waiting {
			first = min(first, t.until)
		}
	}
	if now := m.p.Sys.Now(); first < math.MaxInt64 && first > now.UnixNano() {
		m.p.Sys.Sleep(timeOf(first).Sub(now))
	}
}

func goMakeChan(m *machine, c *args) (value, error) {
	n, _ := whole(c.at(0))
	o := &object{class: goChanClass, props: newDict(), data: newList()}
	o.props.put("cap", n)
	o.props.put("zero", c.at(1))
	return o, nil
}

func (m *machine) chanOf(v value) (*object, *list, error) {
	o, ok := v.(*object)
	if !ok || o.class != goChanClass {
		return nil, nil, errBlocked
	}
	if at, ok := o.props.At("at").(int64); ok && at > 0 && m.p.Sys.Now().UnixNano() >= at { // of time.After and Tick
		l := o.data.(*list)
		if len(l.items) == 0 {
			l.items = append(l.items, m.p.Sys.Now().UnixNano())
		}
		every, _ := o.props.At("every").(int64)
		if every > 0 {
			o.props.put("at", at+every)
		} else {
			o.props.put("at", int64(0))
		}
	}
	return o, o.data.(*list), nil
}

func goSend(m *machine, c *args) (value, error) {
	o, l, err := m.chanOf(c.at(0))
	if err != nil {
		return nil, err
	}
	if o.props.At("closed") == true {
		return nil, goPanic("send on closed channel")
	}
	n, _ := whole(o.props.At("cap"))
	if int64(len(l.items)) >= max(n, 1) {
		return nil, errBlocked
	}
	l.items = append(l.items[:len(l.items):len(l.items)], c.at(1))
	return nil, nil
}

func goReceive(pair bool) nativeFn {
	return func(m *machine, c *args) (value, error) {
		v, ok, err := m.receive(c.at(0))
		if err != nil {
			return nil, err
		}
		if pair {
			return newTuple(v, ok), nil
		}
		return v, nil
	}
}

func (m *machine) receive(ch value) (value, bool, error) {
	o, l, err := m.chanOf(ch)
	if err != nil {
		return nil, false, err
	}
	if len(l.items) > 0 {
		v := l.items[0]
		l.items = slices.Clone(l.items[1:])
		return v, true, nil
	}
	if o.props.At("closed") == true {
		return o.props.At("zero"), false, nil
	}
	if at, ok := o.props.At("at").(int64); ok && at > 0 {
		m.p.Sys.Sleep(timeOf(at).Sub(m.p.Sys.Now()))
		return nil, false, errWait
	}
	if o.props.At("signals") == true {
		return nil, false, errWait
	}
	return nil, false, errBlocked
}

func goSelect(wait bool) nativeFn {
	return func(m *machine, c *args) (value, error) {
		l, _ := c.at(0).(*list)
		worst := errBlocked
		for i, it := range l.items {
			t := it.(*list).items
			if len(t) == 0 {
				continue
			}
			var err error
			if t[0] == "s" {
				if _, err = goSend(m, &args{list: t[1:]}); err == nil {
					return newTuple(int64(i), nil, nil), nil
				}
			} else {
				var v value
				var ok bool
				if v, ok, err = m.receive(t[1]); err == nil {
					return newTuple(int64(i), v, ok), nil
				}
			}
			if err == errWait {
				worst = errWait
			} else if err != errBlocked {
				return nil, err
			}
		}
		if !wait {
			return newTuple(int64(-1), nil, nil), nil
		}
		return nil, worst
	}
}
