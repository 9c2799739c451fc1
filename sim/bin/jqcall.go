//go:build !core

package bin

import (
	"slices"
	"strconv"
	"strings"
)

// call is a function: one of the filter's own, or a built-in one.
func (e *jqEval) call(n *jqNode, env *jqEnv, in jqValue, out jqOut) error {
	if b := env.find(jqArity(n.text, len(n.kids))); b != nil {
		if b.def == nil {
			return e.eval(b.body, b.in, in, out)
		}
		return e.own(b, n, env, in, out)
	}
	if done, err := e.generator(n, env, in, out); done {
		return err
	}
	if strings.HasPrefix(n.text, "@") {
		s, err := jqFormat(n.text, in.v)
		if err != nil {
			return err
		}
		return out(jqValue{v: s})
	}
	if fits := jqKinds[n.text]; fits != nil && len(n.kids) == 0 {
		if fits(in.v) {
			return out(in)
		}
		return nil
	}
	f, ok := jqFunctions[jqArity(n.text, len(n.kids))]
	if !ok {
		return jqFault(n.text + "/" + strconv.Itoa(len(n.kids)) + " is not defined")
	}
	return e.product(n.kids, nil, env, in, func(args []any) error {
		v, err := f(in.v, args)
		if err != nil {
			return err
		}
		return out(jqValue{v: v})
	})
}

// product evaluates arguments as values, in all combinations.
func (e *jqEval) product(kids []*jqNode, args []any, env *jqEnv, in jqValue, then func([]any) error) error {
	if len(args) == len(kids) {
		return then(args)
	}
	return e.eval(kids[len(args)], env, jqValue{v: in.v}, func(v jqValue) error {
		return e.product(kids, append(slices.Clip(args), v.v), env, in, then)
	})
}

// own calls a function of the filter's own.
func (e *jqEval) own(b *jqEnv, n *jqNode, env *jqEnv, in jqValue, out jqOut) error {
	inner := &jqEnv{up: b.up, name: b.name, def: b.def}
	var values []int
	for i, param := range b.def.params {
		if strings.HasPrefix(param, "$") {
			values = append(values, i)
		}
		inner = &jqEnv{up: inner, name: jqArity(strings.TrimPrefix(param, "$"), 0), body: n.kids[i], in: env}
	}
	var bindAll func(values []int, inner *jqEnv) error
	bindAll = func(values []int, inner *jqEnv) error {
		if len(values) == 0 {
			return e.eval(b.def.body, inner, in, out)
		}
		return e.eval(n.kids[values[0]], env, jqValue{v: in.v}, func(v jqValue) error {
			return bindAll(values[1:], &jqEnv{up: inner, name: b.def.params[values[0]], v: v.v})
		})
	}
	return bindAll(values, inner)
}
