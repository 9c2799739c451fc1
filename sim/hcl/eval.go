package hcl

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Expr is an expression. Its value is a string, a float64, a bool, nil, a
// []any, or a map[string]any; never written to.
type Expr interface{ eval(s *Scope) (any, error) }

// Scope is what an expression may ask for, and what it may still cost.
type Scope struct {
	// Variable is the value of a name; ok is false for one that there is not.
	Variable func(name string) (value any, ok bool, err error)
	// Function is a function of the file's own, nil for none.
	Function func(name string) *Function
	left     *int
	deep     int
}

// Function is one that a file defines. The rest of the arguments is a list.
type Function struct {
	Params []string
	Rest   string // "": as many arguments as Params
	Result Expr
}

// NewScope is a scope with a whole budget.
func NewScope(variable func(string) (any, bool, error), function func(string) *Function) *Scope {
	left := mostEffort
	return &Scope{Variable: variable, Function: function, left: &left}
}

// With is the scope with a few more names, within the same budget.
func (s *Scope) With(names map[string]any) *Scope {
	n, outer := *s, s.Variable
	n.Variable = func(name string) (any, bool, error) {
		if v, ok := names[name]; ok {
			return v, true, nil
		}
		return outer(name)
	}
	return &n
}

var errCostly = errors.New("the expressions of this file are too costly: at most 200000 parts of them are worked out here")

// Eval works an expression out.
func (s *Scope) Eval(x Expr) (any, error) {
	if *s.left--; *s.left < 0 {
		return nil, errCostly
	}
	if s.deep++; s.deep > 4*mostDeep {
		s.deep--
		return nil, errCostly
	}
	v, err := x.eval(s)
	s.deep--
	n := weight(v, mostItems)
	if *s.left -= n / 8; n > mostItems || *s.left < 0 {
		return nil, errCostly
	}
	return v, err
}

type literal struct{ value any }

func (x literal) eval(*Scope) (any, error) { return x.value, nil }

type variable struct {
	at   Range
	name string
}

func (x variable) eval(s *Scope) (any, error) {
	v, ok, err := s.Variable(x.name)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, &Error{x.at, "Unknown variable", fmt.Sprintf("There is no variable named %q.", x.name)}
	}
	return v, nil
}

type choice struct {
	at            Range
	when, yes, no Expr
}

func (x choice) eval(s *Scope) (any, error) {
	v, err := s.Eval(x.when)
	if err != nil {
		return nil, err
	}
	yes, ok := Bool(v)
	switch {
	case !ok:
		return nil, &Error{x.at, "Incorrect condition type", "The condition expression must be of type bool."}
	case yes:
		return s.Eval(x.yes)
	}
	return s.Eval(x.no)
}

type list struct{ items []Expr }

func (x list) eval(s *Scope) (any, error) {
	all := make([]any, 0, len(x.items))
	for _, item := range x.items {
		v, err := s.Eval(item)
		if err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, nil
}

type object struct{ keys, values []Expr }

func (x object) eval(s *Scope) (any, error) {
	m := map[string]any{}
	for i := range x.keys {
		k, err := s.Eval(x.keys[i])
		if err != nil {
			return nil, err
		}
		name, ok := String(k)
		if !ok {
			return nil, errors.New("a key of an object must be a string")
		}
		if m[name], err = s.Eval(x.values[i]); err != nil {
			return nil, err
		}
	}
	return m, nil
}

type template struct {
	at    Range
	parts []Expr
}

func (x template) eval(s *Scope) (any, error) {
	var out strings.Builder
	for _, part := range x.parts {
		v, err := s.Eval(part)
		if err != nil {
			return nil, err
		}
		text, ok := String(v)
		if !ok {
			return nil, &Error{x.at, "Invalid template interpolation value", "Cannot include the given value in a string template: string required."}
		}
		if out.Len()+len(text) > mostValue {
			return nil, errCostly
		}
		out.WriteString(text)
	}
	return out.String(), nil
}

type index struct {
	at     Range
	of, by Expr
}

func (x index) eval(s *Scope) (any, error) {
	of, err := s.Eval(x.of)
	if err != nil {
		return nil, err
	}
	by, err := s.Eval(x.by)
	if err != nil {
		return nil, err
	}
	v, why := at(of, by)
	if why != "" {
		return nil, &Error{x.at, "Invalid index", why}
	}
	return v, nil
}

// at is an element; why says that there is none.
func at(of, by any) (v any, why string) {
	switch of := of.(type) {
	case []any:
		n, ok := Number(by)
		if i := int(n); ok && float64(i) == n && i >= 0 && i < len(of) {
			return of[i], ""
		}
		return nil, "The given key does not identify an element in this collection value."
	case map[string]any:
		k, _ := String(by)
		if v, ok := of[k]; ok {
			return v, ""
		}
		return nil, fmt.Sprintf("The given key does not identify an element in this collection value: there is no %q.", k)
	}
	return nil, "This value does not have any indices."
}

type splat struct {
	at   Range
	of   Expr
	keys []Expr // literals
}

func (x splat) eval(s *Scope) (any, error) {
	of, err := s.Eval(x.of)
	if err != nil {
		return nil, err
	}
	items, ok := of.([]any)
	if !ok && of != nil {
		items = []any{of}
	}
	all := make([]any, 0, len(items))
	for _, v := range items {
		for _, k := range x.keys {
			why := ""
			if v, why = at(v, k.(literal).value); why != "" {
				return nil, &Error{x.at, "Unsupported attribute", why}
			}
		}
		all = append(all, v)
	}
	return all, nil
}

type loop struct {
	at                       Range
	key, value               string
	over, names, makes, when Expr
	object, group            bool
}

func (x loop) eval(s *Scope) (any, error) {
	over, err := s.Eval(x.over)
	if err != nil {
		return nil, err
	}
	all, m := []any{}, map[string]any{}
	each := func(k, v any) error {
		inner := s.With(map[string]any{x.key: k, x.value: v})
		if x.when != nil {
			v, err := inner.Eval(x.when)
			if yes, _ := Bool(v); err != nil || !yes {
				return err
			}
		}
		made, err := inner.Eval(x.makes)
		if err != nil || !x.object {
			all = append(all, made)
			return err
		}
		if x.names == nil {
			return &Error{x.at, "Invalid 'for' expression", "Key expression is required when building an object."}
		}
		n, err := inner.Eval(x.names)
		name, ok := String(n)
		if err == nil && !ok {
			err = &Error{x.at, "Invalid object key", "The key expression produced an invalid result."}
		}
		if x.group {
			old, _ := m[name].([]any)
			made = append(slices.Clip(old), made)
		}
		m[name] = made
		return err
	}
	if err := eachOf(over, each); err != nil {
		return nil, err
	}
	if x.object {
		return m, nil
	}
	return all, nil
}

// eachOf calls each with the keys and values of a list, or of an object in
// order of keys.
func eachOf(v any, each func(k, v any) error) error {
	switch v := v.(type) {
	case []any:
		for i, item := range v {
			if err := each(float64(i), item); err != nil {
				return err
			}
		}
	case map[string]any:
		for _, k := range slices.Sorted(maps.Keys(v)) {
			if err := each(k, v[k]); err != nil {
				return err
			}
		}
	default:
		return errors.New("a for expression goes over a list or an object only")
	}
	return nil
}
