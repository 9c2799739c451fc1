//go:build !core

package bin

import "slices"

// update is an assignment: what the left side leads to is changed.
func (e *jqEval) update(n *jqNode, env *jqEnv, in jqValue, out jqOut) error {
	var paths [][]any
	err := e.eval(n.kids[0], env, jqValue{v: in.v, on: true}, func(v jqValue) error {
		if !v.on {
			return jqFault("Invalid path expression with result " + short(v.v))
		}
		paths = append(paths, v.path)
		return nil
	})
	if err != nil {
		return err
	}
	if n.op == "|=" {
		v, gone := in.v, [][]any(nil)
		for _, path := range paths {
			old := jqGet(v, path)
			set := false
			err := e.limit(1, func(out jqOut) error { return e.eval(n.kids[1], env, jqValue{v: old}, out) }, func(r jqValue) (err error) {
				set = true
				v, err = jqSet(v, path, r.v)
				return err
			})
			if err != nil {
				return err
			}
			if !set {
				gone = append(gone, path)
			}
		}
		for i := len(gone) - 1; i >= 0; i-- {
			v = jqDelete(v, gone[i])
		}
		return out(jqValue{v: v})
	}
	return e.eval(n.kids[1], env, jqValue{v: in.v}, func(r jqValue) error {
		v := in.v
		for _, path := range paths {
			value, err := r.v, error(nil)
			switch old := jqGet(v, path); {
			case n.op == "//=" && jqTrue(old):
				value = old
			case n.op != "=" && n.op != "//=":
				value, err = jqOperate(n.op[:1], old, r.v)
			}
			if err == nil {
				v, err = jqSet(v, path, value)
			}
			if err != nil {
				return err
			}
		}
		return out(jqValue{v: v})
	})
}

func jqGet(v any, path []any) any {
	for _, key := range path {
		var err error
		if v, err = jqIndex(v, key); err != nil {
			return nil
		}
	}
	return v
}

const mostElements = 100_000

func jqSet(of any, path []any, v any) (any, error) {
	if len(path) == 0 {
		return v, nil
	}
	inner, err := jqIndex(of, path[0])
	if err != nil {
		return nil, err
	}
	if inner, err = jqSet(inner, path[1:], v); err != nil {
		return nil, err
	}
	switch key := path[0].(type) {
	case string:
		o, _ := of.(object)
		return o.with(key, inner), nil
	case float64:
		l, _ := of.([]any)
		l = slices.Clone(l)
		if key < 0 {
			key += float64(len(l))
		}
		if key < 0 || key > mostElements {
			return nil, jqFault("Out of bounds negative array index")
		}
		for len(l) <= int(key) {
			l = append(l, nil)
		}
		l[int(key)] = inner
		return l, nil
	case object:
		l, _ := of.([]any)
		a, b, _ := jqBounds(len(l), key.values["start"], key.values["end"])
		part, ok := inner.([]any)
		if !ok {
			return nil, jqFault("A slice of an array can only be assigned another array")
		}
		return slices.Concat(l[:a], part, l[b:]), nil
	}
	return nil, jqFault("Invalid path component")
}

func jqDelete(of any, path []any) any {
	if len(path) == 0 {
		return nil
	}
	switch v := of.(type) {
	case object:
		key, _ := path[0].(string)
		if old, ok := v.values[key]; ok && len(path) > 1 {
			return v.with(key, jqDelete(old, path[1:]))
		}
		return v.without(key)
	case []any:
		if s, ok := path[0].(object); ok && len(path) == 1 {
			a, b, _ := jqBounds(len(v), s.values["start"], s.values["end"])
			return slices.Delete(slices.Clone(v), a, b)
		}
		f, _ := path[0].(float64)
		if f < 0 {
			f += float64(len(v))
		}
		if i := int(f); i >= 0 && i < len(v) {
			v = slices.Clone(v)
			if len(path) > 1 {
				v[i] = jqDelete(v[i], path[1:])
				return v
			}
			return slices.Delete(v, i, i+1)
		}
	}
	return of
}
