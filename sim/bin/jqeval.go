//go:build !core

package bin

import (
	"slices"
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
