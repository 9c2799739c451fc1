//go:build !core

package bin

import (
	"slices"
	"strings"
)

// generator is a built-in function that takes filters, or follows paths.
func (e *jqEval) generator(n *jqNode, env *jqEnv, in jqValue, out jqOut) (done bool, err error) {
	sub := func(i int, in jqValue, out jqOut) error { return e.eval(n.kids[i], env, in, out) }
	plain := func(v any) error { return out(jqValue{v: v}) }
	list := func() ([]any, error) {
		l, ok := in.v.([]any)
		if !ok {
			return nil, jqFault("Cannot iterate over " + typeJSON(in.v) + nonNull(in.v))
		}
		return l, nil
	}
	switch jqArity(n.text, len(n.kids)) {
	case "empty/0":
		return true, nil
	case "select/1":
		return true, sub(0, jqValue{v: in.v}, func(v jqValue) error {
			if jqTrue(v.v) {
				return out(in)
			}
			return nil
		})
	case "map/1":
		items := []any{}
		err := e.each(in, func(v jqValue) error {
			return sub(0, jqValue{v: v.v}, func(v jqValue) error { items = append(items, v.v); return nil })
		})
		if err != nil {
			return true, err
		}
		return true, plain(items)
	case "map_values/1":
		return true, e.update(&jqNode{op: "|=", kids: []*jqNode{{op: "each", kids: []*jqNode{{op: "."}}}, n.kids[0]}}, env, in, out)
	case "with_entries/1":
		entries, err := jqToEntries(in.v, nil)
		if err != nil {
			return true, err
		}
		var kept []any
		for _, x := range entries.([]any) {
			if err := sub(0, jqValue{v: x}, func(v jqValue) error { kept = append(kept, v.v); return nil }); err != nil {
				return true, err
			}
		}
		v, err := jqFromEntries(kept, nil)
		if err != nil {
			return true, err
		}
		return true, plain(v)
	case "recurse/0":
		return true, e.recurse(in, func(v jqValue, out jqOut) error {
			switch v.v.(type) {
			case []any, object:
				return e.each(v, out)
			}
			return nil
		}, out)
	case "recurse/1":
		return true, e.recurse(in, func(v jqValue, out jqOut) error { return sub(0, v, out) }, out)
	case "first/1":
		return true, e.limit(1, func(out jqOut) error { return sub(0, in, out) }, out)
	case "limit/2":
		return true, sub(0, jqValue{v: in.v}, func(v jqValue) error {
			f, _ := v.v.(float64)
			return e.limit(int(f), func(out jqOut) error { return sub(1, in, out) }, out)
		})
	case "last/1":
		var last *jqValue
		if err := sub(0, in, func(v jqValue) error { last = &v; return nil }); err != nil || last == nil {
			return true, err
		}
		return true, out(*last)
	case "until/2", "while/2", "repeat/1":
		return true, e.loop(n, env, in, out)
	case "path/1":
		return true, sub(0, jqValue{v: in.v, on: true}, func(v jqValue) error { return plain(slices.Clone(v.path)) })
	case "paths/0", "leaf_paths/0":
		return true, e.recurse(jqValue{v: in.v, on: true}, func(v jqValue, out jqOut) error {
			switch v.v.(type) {
			case []any, object:
				return e.each(v, out)
			}
			return nil
		}, func(v jqValue) error {
			_, isList := v.v.([]any)
			_, isObject := v.v.(object)
			if len(v.path) == 0 || n.text == "leaf_paths" && (isList || isObject) {
				return nil
			}
			return plain(slices.Clone(v.path))
		})
	case "del/1":
		var paths []any
		if err := sub(0, jqValue{v: in.v, on: true}, func(v jqValue) error { paths = append(paths, slices.Clone(v.path)); return nil }); err != nil {
			return true, err
		}
		slices.SortFunc(paths, compareJSON)
		v := in.v
		for i := len(paths) - 1; i >= 0; i-- {
			v = jqDelete(v, paths[i].([]any))
		}
		return true, plain(v)
	case "getpath/1":
		return true, sub(0, jqValue{v: in.v}, func(k jqValue) error {
			keys, _ := k.v.([]any)
			at := in
			for _, key := range keys {
				v, err := jqIndex(at.v, key)
				if err != nil {
					return err
				}
				at = at.at(key, v)
			}
			return out(at)
		})
	case "sort_by/1", "group_by/1", "unique_by/1", "min_by/1", "max_by/1":
		l, err := list()
		if err != nil {
			return true, err
		}
		return true, e.keyed(n, env, l, out)
	case "any/1", "all/1", "any/0", "all/0":
		want := strings.HasPrefix(n.text, "any")
		found := false
		err := e.each(in, func(v jqValue) error {
			if len(n.kids) == 0 {
				found = found || jqTrue(v.v) == want
				return nil
			}
			return sub(0, v, func(v jqValue) error { found = found || jqTrue(v.v) == want; return nil })
		})
		if err != nil {
			return true, err
		}
		return true, plain(found == want)
	case "add/1":
		var sum any
		err := sub(0, in, func(v jqValue) (err error) { sum, err = jqOperate("+", sum, v.v); return err })
		if err != nil {
			return true, err
		}
		return true, plain(sum)
	case "range/1", "range/2", "range/3":
		return true, e.product(n.kids, nil, env, in, func(args []any) error { return e.count(args, out) })
	case "env/0":
		return true, plain(object{values: map[string]any{}})
	case "input/0", "inputs/0", "debug/0":
		if n.text == "debug" {
			return true, out(in)
		}
		return true, jqFault(n.text + " is not simulated")
	}
	return false, nil
}

func (e *jqEval) recurse(in jqValue, step func(jqValue, jqOut) error, out jqOut) error {
	if err := e.spend(); err != nil {
		return err
	}
	if e.depth++; e.depth > mostJQDepth {
		return jqFault("filter nested too deeply")
	}
	defer func() { e.depth-- }()
	if err := out(in); err != nil {
		return err
	}
	return step(in, func(v jqValue) error { return e.recurse(v, step, out) })
}

func (e *jqEval) limit(n int, of func(jqOut) error, out jqOut) error {
	if n <= 0 {
		return nil
	}
	mine := new(int)
	err := of(func(v jqValue) error {
		*mine++
		if err := out(v); err != nil {
			return err
		}
		if *mine >= n {
			return jqBreak{mine}
		}
		return nil
	})
	if b, ok := err.(jqBreak); ok && b.of == mine {
		return nil
	}
	return err
}

func (e *jqEval) count(args []any, out jqOut) error {
	var f [3]float64
	for i, a := range args {
		x, ok := a.(float64)
		if !ok {
			return jqFault("Range bounds must be numeric")
		}
		f[i] = x
	}
	from, to, by := 0.0, f[0], 1.0
	if len(args) > 1 {
		from, to = f[0], f[1]
	}
	if len(args) > 2 {
		by = f[2]
	}
	for x := from; by > 0 && x < to || by < 0 && x > to; x += by {
		if err := e.spend(); err != nil {
			return err
		}
		if err := out(jqValue{v: x}); err != nil {
			return err
		}
	}
	return nil
}

// loop is until, while and repeat.
func (e *jqEval) loop(n *jqNode, env *jqEnv, in jqValue, out jqOut) error {
	if err := e.spend(); err != nil {
		return err
	}
	if e.depth++; e.depth > mostJQDepth {
		return jqFault("filter nested too deeply")
	}
	defer func() { e.depth-- }()
	next := n.kids[len(n.kids)-1]
	again := func() error {
		return e.eval(next, env, in, func(v jqValue) error { return e.loop(n, env, v, out) })
	}
	if n.text == "repeat" {
		if err := out(in); err != nil {
			return err
		}
		return again()
	}
	return e.eval(n.kids[0], env, jqValue{v: in.v}, func(c jqValue) error {
		switch {
		case n.text == "until" && jqTrue(c.v):
			return out(in)
		case n.text == "while" && !jqTrue(c.v):
			return nil
		case n.text == "while":
			if err := out(in); err != nil {
				return err
			}
		}
		return again()
	})
}

// keyed is sort_by and what builds on the same order.
func (e *jqEval) keyed(n *jqNode, env *jqEnv, l []any, out jqOut) error {
	type pair struct{ key, v any }
	var pairs []pair
	for _, x := range l {
		key := []any{}
		if err := e.eval(n.kids[0], env, jqValue{v: x}, func(v jqValue) error { key = append(key, v.v); return nil }); err != nil {
			return err
		}
		pairs = append(pairs, pair{key, x})
	}
	slices.SortStableFunc(pairs, func(a, b pair) int { return compareJSON(a.key, b.key) })
	result := []any{}
	for i, p := range pairs {
		fresh := i == 0 || compareJSON(p.key, pairs[i-1].key) != 0
		switch {
		case n.text == "sort_by" || n.text == "unique_by" && fresh:
			result = append(result, p.v)
		case n.text == "group_by" && fresh:
			result = append(result, []any{p.v})
		case n.text == "group_by":
			result[len(result)-1] = append(result[len(result)-1].([]any), p.v)
		}
	}
	switch {
	case n.text == "min_by" && len(pairs) == 0 || n.text == "max_by" && len(pairs) == 0:
		return out(jqValue{})
	case n.text == "min_by":
		return out(jqValue{v: pairs[0].v})
	case n.text == "max_by":
		return out(jqValue{v: pairs[len(pairs)-1].v})
	}
	return out(jqValue{v: result})
}
