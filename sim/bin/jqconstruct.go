//go:build !core

package bin

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
