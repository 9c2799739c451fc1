package bin

import (
	"math"
	"slices"
	"strings"
)

// jqValue is a value and, where an assignment looks for it, the path to it.
type jqValue struct {
	v    any
	path []any // never written to
	on   bool  // the path is followed
}

type jqOut func(jqValue) error

// jqEnv is what names stand for, the innermost first.
type jqEnv struct {
	up   *jqEnv
	name string
	v    any     // of $name
	body *jqNode // of a filter that was handed over, or of a function
	def  *jqDef  // of a function
	in   *jqEnv  // where body was written
}

func jqScope(named map[string]any) (env *jqEnv) {
	for name, v := range named {
		env = &jqEnv{up: env, name: "$" + name, v: v}
	}
	return env
}

func (env *jqEnv) find(name string) *jqEnv {
	for ; env != nil; env = env.up {
		if env.name == name {
			return env
		}
	}
	return nil
}

const mostJQSteps, mostJQDepth = 1_000_000, 3000

// jqEval is one run of a filter over one value.
type jqEval struct{ steps, depth int }

func (e *jqEval) spend() error {
	if e.steps++; e.steps > mostJQSteps {
		return jqFault("the filter ran for too long")
	}
	return nil
}

func (in jqValue) at(key any, v any) jqValue {
	if !in.on {
		return jqValue{v: v}
	}
	return jqValue{v: v, on: true, path: append(slices.Clip(in.path), key)}
}

func jqTrue(v any) bool { return v != nil && v != false }

// jqBreak ends a generator early: first, limit.
type jqBreak struct{ of *int }

func (jqBreak) Error() string { return "break" }

// eval hands every value that a filter makes of in to out.
func (e *jqEval) eval(n *jqNode, env *jqEnv, in jqValue, out jqOut) error {
	if err := e.spend(); err != nil {
		return err
	}
	if e.depth++; e.depth > mostJQDepth {
		return jqFault("filter nested too deeply")
	}
	defer func() { e.depth-- }()
	plain := func(v any) error { return out(jqValue{v: v}) }
	switch n.op {
	case ".":
		return out(in)
	case "lit":
		return plain(n.v)
	case "group":
		return e.eval(n.kids[0], env, in, out)
	case "|":
		return e.eval(n.kids[0], env, in, func(v jqValue) error { return e.eval(n.kids[1], env, v, out) })
	case ",":
		if err := e.eval(n.kids[0], env, in, out); err != nil {
			return err
		}
		return e.eval(n.kids[1], env, in, out)
	case "var":
		if n.text == "ENV" {
			return plain(object{})
		}
		if b := env.find("$" + n.text); b != nil {
			return plain(b.v)
		}
		return jqFault("$" + n.text + " is not defined")
	case "index":
		return e.eval(n.kids[0], env, in, func(of jqValue) error {
			return e.eval(n.kids[1], env, jqValue{v: in.v}, func(key jqValue) error {
				v, err := jqIndex(of.v, key.v)
				if err != nil {
					return err
				}
				return out(of.at(key.v, v))
			})
		})
	case "slice":
		return e.slice(n, env, in, out)
	case "each":
		return e.eval(n.kids[0], env, in, func(of jqValue) error { return e.each(of, out) })
	case "array":
		list := []any{}
		if len(n.kids) > 0 {
			if err := e.eval(n.kids[0], env, jqValue{v: in.v}, func(v jqValue) error {
				if list = append(list, v.v); len(list) > mostJQSteps/4 {
					return jqFault("the filter ran for too long")
				}
				return nil
			}); err != nil {
				return err
			}
		}
		return plain(list)
	case "object":
		return e.object(n.pairs, object{}, env, in, out)
	case "text":
		return e.text(n, 0, "", env, in, out)
	case "neg":
		return e.eval(n.kids[0], env, jqValue{v: in.v}, func(v jqValue) error {
			f, ok := v.v.(float64)
			if !ok {
				return jqFault(typeJSON(v.v) + " (" + short(v.v) + ") cannot be negated")
			}
			return plain(-f)
		})
	case "and", "or":
		return e.eval(n.kids[0], env, jqValue{v: in.v}, func(a jqValue) error {
			if jqTrue(a.v) == (n.op == "or") {
				return plain(n.op == "or")
			}
			return e.eval(n.kids[1], env, jqValue{v: in.v}, func(b jqValue) error { return plain(jqTrue(b.v)) })
		})
	case "//":
		return e.alternative(n, env, in, out)
	case "if":
		return e.condition(n, n.pairs, env, in, out)
	case "try":
		return e.try(n, env, in, out)
	case "reduce", "foreach":
		return e.fold(n, env, in, out)
	case "def":
		return e.eval(n.kids[0], &jqEnv{up: env, name: jqArity(n.def.name, len(n.def.params)), def: n.def}, in, out)
	case "as":
		return e.eval(n.kids[0], env, jqValue{v: in.v}, func(v jqValue) error {
			return e.bind(n.names, env, in, v.v, func(inner *jqEnv) error { return e.eval(n.kids[1], inner, in, out) })
		})
	case "call":
		return e.call(n, env, in, out)
	case "=", "|=", "+=", "-=", "*=", "/=", "%=", "//=":
		return e.update(n, env, in, out)
	}
	return e.eval(n.kids[1], env, jqValue{v: in.v}, func(b jqValue) error {
		return e.eval(n.kids[0], env, jqValue{v: in.v}, func(a jqValue) error {
			v, err := jqOperate(n.op, a.v, b.v)
			if err != nil {
				return err
			}
			return plain(v)
		})
	})
}

func jqArity(name string, n int) string { return name + "/" + string(rune('0'+min(n, 9))) }

func (e *jqEval) each(of jqValue, out jqOut) error {
	switch v := of.v.(type) {
	case []any:
		for i, x := range v {
			if err := e.spend(); err != nil {
				return err
			}
			if err := out(of.at(float64(i), x)); err != nil {
				return err
			}
		}
	case object:
		for _, k := range v.keys {
			if err := e.spend(); err != nil {
				return err
			}
			if err := out(of.at(k, v.values[k])); err != nil {
				return err
			}
		}
	default:
		return jqFault("Cannot iterate over " + typeJSON(v) + nonNull(v))
	}
	return nil
}

// nonNull is a value in brackets, unless there is none.
func nonNull(v any) string {
	if v == nil {
		return ""
	}
	return " (" + short(v) + ")"
}

// short is a value as errors show it.
func short(v any) string {
	s := toJSON(v)
	if len(s) > 11 {
		s = s[:10] + "..."
	}
	return s
}

func (e *jqEval) slice(n *jqNode, env *jqEnv, in jqValue, out jqOut) error {
	return e.eval(n.kids[0], env, in, func(of jqValue) error {
		return e.eval(n.kids[2], env, jqValue{v: in.v}, func(to jqValue) error {
			return e.eval(n.kids[1], env, jqValue{v: in.v}, func(from jqValue) error {
				v, err := jqSlice(of.v, from.v, to.v)
				if err != nil {
					return err
				}
				key := object{[]string{"start", "end"}, map[string]any{"start": from.v, "end": to.v}}
				return out(of.at(key, v))
			})
		})
	})
}

func jqBounds(n int, from, to any) (int, int, bool) {
	place := func(v any, def int, up bool) (int, bool) {
		if v == nil {
			return def, true
		}
		f, ok := v.(float64)
		if !ok {
			return 0, false
		}
		if f < 0 {
			f += float64(n)
		}
		if up {
			f = math.Ceil(f)
		}
		return int(min(max(math.Floor(f), 0), float64(n))), true
	}
	a, ok1 := place(from, 0, false)
	b, ok2 := place(to, n, true)
	return a, max(a, b), ok1 && ok2
}

func jqSlice(of, from, to any) (any, error) {
	switch v := of.(type) {
	case nil:
		return nil, nil
	case string:
		r := []rune(v)
		if a, b, ok := jqBounds(len(r), from, to); ok {
			return string(r[a:b]), nil
		}
	case []any:
		if a, b, ok := jqBounds(len(v), from, to); ok {
			return slices.Clip(v[a:b]), nil
		}
	default:
		return nil, jqFault("Cannot index " + typeJSON(of) + " with object")
	}
	return nil, jqFault("Start and end indices of an array slice must be numbers")
}

func jqIndex(of, key any) (any, error) {
	switch k := key.(type) {
	case string:
		switch v := of.(type) {
		case nil:
			return nil, nil
		case object:
			return v.values[k], nil
		}
		return nil, jqFault("Cannot index " + typeJSON(of) + " with \"" + k + "\"")
	case float64:
		switch v := of.(type) {
		case nil:
			return nil, nil
		case []any:
			if k < 0 {
				k += float64(len(v))
			}
			if k = math.Floor(k); k >= 0 && k < float64(len(v)) {
				return v[int(k)], nil
			}
			return nil, nil
		}
		return nil, jqFault("Cannot index " + typeJSON(of) + " with number")
	case object:
		return jqSlice(of, k.values["start"], k.values["end"])
	case nil:
		if of == nil {
			return nil, nil
		}
	}
	return nil, jqFault("Cannot index " + typeJSON(of) + " with " + typeJSON(key))
}

func (e *jqEval) object(pairs [][2]*jqNode, o object, env *jqEnv, in jqValue, out jqOut) error {
	if len(pairs) == 0 {
		return out(jqValue{v: o})
	}
	return e.eval(pairs[0][0], env, jqValue{v: in.v}, func(k jqValue) error {
		key, ok := k.v.(string)
		if !ok {
			return jqFault("Object keys must be strings")
		}
		return e.eval(pairs[0][1], env, jqValue{v: in.v}, func(v jqValue) error {
			return e.object(pairs[1:], o.with(key, v.v), env, in, out)
		})
	})
}

func (e *jqEval) text(n *jqNode, i int, before string, env *jqEnv, in jqValue, out jqOut) error {
	if i == len(n.kids) {
		return out(jqValue{v: before})
	}
	return e.eval(n.kids[i], env, jqValue{v: in.v}, func(v jqValue) error {
		piece := plainText(v.v)
		if n.text != "" && n.kids[i].op != "lit" {
			formatted, err := jqFormat(n.text, v.v)
			if err != nil {
				return err
			}
			piece = formatted
		}
		return e.text(n, i+1, before+piece, env, in, out)
	})
}

func plainText(v any) string {
	if s, ok := v.(string); ok {
		return s
	}
	return toJSON(v)
}

func (e *jqEval) alternative(n *jqNode, env *jqEnv, in jqValue, out jqOut) error {
	some := false
	var wrong error
	err := e.eval(n.kids[0], env, in, func(v jqValue) error {
		if !jqTrue(v.v) {
			return nil
		}
		some = true
		wrong = out(v)
		return wrong
	})
	if wrong != nil {
		return wrong
	}
	if _, fault := err.(jqFault); err != nil && !fault {
		return err
	}
	if some {
		return nil
	}
	return e.eval(n.kids[1], env, in, out)
}

func (e *jqEval) condition(n *jqNode, pairs [][2]*jqNode, env *jqEnv, in jqValue, out jqOut) error {
	if len(pairs) == 0 {
		if len(n.kids) == 0 {
			return out(in)
		}
		return e.eval(n.kids[0], env, in, out)
	}
	return e.eval(pairs[0][0], env, jqValue{v: in.v}, func(c jqValue) error {
		if jqTrue(c.v) {
			return e.eval(pairs[0][1], env, in, out)
		}
		return e.condition(n, pairs[1:], env, in, out)
	})
}

// jqThrown is what error throws.
type jqThrown struct{ v any }

func (t jqThrown) Error() string {
	if s, ok := t.v.(string); ok {
		return s
	}
	return toJSON(t.v) + " (not a string)"
}

func (e *jqEval) try(n *jqNode, env *jqEnv, in jqValue, out jqOut) error {
	var outer error
	err := e.eval(n.kids[0], env, in, func(v jqValue) error {
		outer = out(v)
		return outer
	})
	if err == nil || outer != nil {
		return err
	}
	var thrown any
	switch f := err.(type) {
	case jqFault:
		thrown = string(f)
	case jqThrown:
		thrown = f.v
	default:
		return err
	}
	if len(n.kids) < 2 {
		return nil
	}
	return e.eval(n.kids[1], env, jqValue{v: thrown}, out)
}

func (e *jqEval) fold(n *jqNode, env *jqEnv, in jqValue, out jqOut) error {
	return e.eval(n.kids[1], env, jqValue{v: in.v}, func(first jqValue) error {
		state := first.v
		err := e.eval(n.kids[0], env, jqValue{v: in.v}, func(item jqValue) error {
			return e.bind(n.names, env, in, item.v, func(inner *jqEnv) error {
				next := any(nil)
				err := e.eval(n.kids[2], inner, jqValue{v: state}, func(v jqValue) error {
					if next = v.v; n.op == "reduce" {
						return nil
					}
					state = v.v
					if len(n.kids) > 3 {
						return e.eval(n.kids[3], inner, v, out)
					}
					return out(v)
				})
				state = next
				return err
			})
		})
		if err != nil || n.op == "foreach" {
			return err
		}
		return out(jqValue{v: state})
	})
}

// bind gives a pattern's names their values.
func (e *jqEval) bind(p *jqPattern, env *jqEnv, in jqValue, v any, then func(*jqEnv) error) error {
	switch {
	case p.name != "":
		return then(&jqEnv{up: env, name: "$" + p.name, v: v})
	case p.list != nil:
		return e.bindList(p.list, 0, env, in, v, then)
	}
	return e.bindKeys(p.keys, env, in, v, then)
}

func (e *jqEval) bindList(list []*jqPattern, i int, env *jqEnv, in jqValue, v any, then func(*jqEnv) error) error {
	if i == len(list) {
		return then(env)
	}
	part, err := jqIndex(v, float64(i))
	if err != nil {
		return err
	}
	return e.bind(list[i], env, in, part, func(env *jqEnv) error { return e.bindList(list, i+1, env, in, v, then) })
}

func (e *jqEval) bindKeys(keys []jqKey, env *jqEnv, in jqValue, v any, then func(*jqEnv) error) error {
	if len(keys) == 0 {
		return then(env)
	}
	return e.eval(keys[0].key, env, jqValue{v: in.v}, func(k jqValue) error {
		part, err := jqIndex(v, k.v)
		if err != nil {
			return err
		}
		return e.bind(keys[0].to, env, in, part, func(env *jqEnv) error { return e.bindKeys(keys[1:], env, in, v, then) })
	})
}

func jqOperate(op string, a, b any) (any, error) {
	switch op {
	case "==":
		return compareJSON(a, b) == 0, nil
	case "!=":
		return compareJSON(a, b) != 0, nil
	case "<":
		return compareJSON(a, b) < 0, nil
	case "<=":
		return compareJSON(a, b) <= 0, nil
	case ">":
		return compareJSON(a, b) > 0, nil
	case ">=":
		return compareJSON(a, b) >= 0, nil
	}
	wrong := func(what string) error {
		return jqFault(typeJSON(a) + " (" + short(a) + ") and " + typeJSON(b) + " (" + short(b) + ") cannot be " + what)
	}
	x, num1 := a.(float64)
	y, num2 := b.(float64)
	both := num1 && num2
	switch op {
	case "+":
		return jqAdd(a, b, wrong("added"))
	case "-":
		if both {
			return x - y, nil
		}
		l, ok1 := a.([]any)
		m, ok2 := b.([]any)
		if ok1 && ok2 {
			return slices.DeleteFunc(slices.Clone(l), func(v any) bool {
				return slices.ContainsFunc(m, func(w any) bool { return compareJSON(v, w) == 0 })
			}), nil
		}
		return nil, wrong("subtracted")
	case "*":
		return jqTimes(a, b, wrong("multiplied"))
	case "/":
		if s, ok := a.(string); ok {
			if sep, ok := b.(string); ok {
				return jqSplit(s, sep), nil
			}
		}
		if !both {
			return nil, wrong("divided")
		}
		if y == 0 {
			return nil, wrong("divided because the divisor is zero")
		}
		return x / y, nil
	case "%":
		if !both {
			return nil, wrong("divided")
		}
		if math.Trunc(y) == 0 {
			return nil, wrong("divided because the divisor is zero")
		}
		return math.Mod(math.Trunc(x), math.Trunc(y)), nil
	}
	return nil, jqFault("unknown operator " + op)
}

func jqAdd(a, b any, wrong error) (any, error) {
	switch x := a.(type) {
	case nil:
		return b, nil
	case float64:
		if y, ok := b.(float64); ok {
			return x + y, nil
		}
	case string:
		if y, ok := b.(string); ok {
			if len(x)+len(y) > maxMemory {
				return nil, jqFault("out of memory")
			}
			return x + y, nil
		}
	case []any:
		if y, ok := b.([]any); ok {
			return append(slices.Clip(x), y...), nil
		}
	case object:
		if y, ok := b.(object); ok {
			for _, k := range y.keys {
				x = x.with(k, y.values[k])
			}
			return x, nil
		}
	}
	if b == nil {
		return a, nil
	}
	return nil, wrong
}

func jqTimes(a, b any, wrong error) (any, error) {
	if x, ok := a.(float64); ok {
		switch y := b.(type) {
		case float64:
			return x * y, nil
		case string:
			a, b = b, a
		}
	}
	if s, ok := a.(string); ok {
		if n, ok := b.(float64); ok {
			if n <= 0 {
				return nil, nil
			}
			if float64(len(s))*n > maxMemory {
				return nil, jqFault("out of memory")
			}
			return strings.Repeat(s, int(max(n, 1))), nil
		}
	}
	x, ok1 := a.(object)
	y, ok2 := b.(object)
	if !ok1 || !ok2 {
		return nil, wrong
	}
	for _, k := range y.keys { // deep merge
		v := y.values[k]
		if old, ok := x.values[k].(object); ok {
			if now, ok := v.(object); ok {
				v, _ = jqTimes(old, now, nil)
			}
		}
		x = x.with(k, v)
	}
	return x, nil
}
