//go:build !core

package bin

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
