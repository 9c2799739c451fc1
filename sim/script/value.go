package script

import "math"

// value is a value of a program: nil (None, null), undefined, bool, int64,
// float64, string, bytes, or a pointer to one of the types below.
type value = any

// undefined is JavaScript's undefined.
type undefined struct{}

// bytes is Python's bytes: as immutable as a string.
type bytes string

// list is a list, tuple or array.
type list struct {
	items []value
	tuple bool
}

// span is Python's range.
type span struct{ from, to, step int64 }

func (s span) count() int64 {
	switch {
	case s.step > 0 && s.to > s.from:
		return (s.to - s.from + s.step - 1) / s.step
	case s.step < 0 && s.to < s.from:
		return (s.from - s.to - s.step - 1) / -s.step
	}
	return 0
}

// function is a function of the program itself, with the scope it was made in.
type function struct {
	code     *code
	env      *env
	defaults []value // of the last parameters that have one
	this     value   // of an arrow function
	hasThis  bool
	home     *class // of a method: where super begins
	props    *dict
	class    *class // JavaScript: what new makes of it
}

// native is a function of the machine. It never changes.
type native struct {
	name string
	run  func(m *machine, c *args) (value, error)
	self value
}

// bound is a method with its object.
type bound struct{ self, fn value }

// class is a class. Those of the machine itself are builtin and never change.
type class struct {
	name    string
	base    *class
	more    []*class // further bases
	attrs   *dict
	statics *dict // JavaScript: of the class itself
	builtin bool
	build   func(m *machine, c *args) (value, error) // of a builtin: what a call makes
	methods map[string]func(m *machine, c *args) (value, error)
}

// proto is JavaScript's C.prototype.
type proto struct{ class *class }

// object is an instance, or a module.
type object struct {
	class *class
	props *dict
	data  any // of a builtin class: an immutable value
}

// getter is a computed attribute.
type getter struct {
	fn, set value
	kind    string // property, static, class
}

// generator is a frame that yields.
type generator struct {
	frame *frame
	done  bool
}

// promise is JavaScript's Promise.
type promise struct {
	state int // 0 pending, 1 fulfilled, 2 rejected
	value value
	then  []reaction
	seen  bool // somebody takes its rejection
}

// reaction is what waits for a promise: a frame, or functions.
type reaction struct {
	frame    *frame
	ok, fail value
	next     *promise
}

// cursor walks over something iterable.
type cursor struct {
	over value
	at   int
}

// env is a scope.
type env struct {
	vars  *dict
	up    *env
	klass bool // of a class body: functions made in it do not see it
	fn    bool // of a function or module: where var and locals live
}

func newEnv(up *env) *env { return &env{vars: newDict(), up: up} }

func (e *env) find(name string) (*env, value, bool) {
	for ; e != nil; e = e.up {
		if v, ok := e.vars.text(name); ok {
			return e, v, true
		}
	}
	return nil, nil, false
}

func (c *class) lookup(name string) (value, *class, bool) {
	for at := c; at != nil; at = at.base {
		if at.attrs != nil {
			if v, ok := at.attrs.text(name); ok {
				return v, at, true
			}
		}
		if fn, ok := at.methods[name]; ok {
			return &native{name: name, run: fn}, at, true
		}
		for _, b := range at.more {
			if v, in, ok := b.lookup(name); ok {
				return v, in, true
			}
		}
	}
	return nil, nil, false
}

func (c *class) is(of *class) bool {
	for at := c; at != nil; at = at.base {
		if at == of {
			return true
		}
		for _, b := range at.more {
			if b.is(of) {
				return true
			}
		}
	}
	return false
}

func newList(items ...value) *list { return &list{items: items} }

func newTuple(items ...value) *list { return &list{items: items, tuple: true} }

// number reads a value as a float.
func number(v value) (float64, bool) {
	switch v := v.(type) {
	case int64:
		return float64(v), true
	case float64:
		return v, true
	case bool:
		if v {
			return 1, true
		}
		return 0, true
	}
	return 0, false
}

// whole reads a value as an integer.
func whole(v value) (int64, bool) {
	switch v := v.(type) {
	case int64:
		return v, true
	case bool:
		if v {
			return 1, true
		}
		return 0, true
	case float64:
		if v == math.Trunc(v) && math.Abs(v) < 1<<62 {
			return int64(v), true
		}
	}
	return 0, false
}
