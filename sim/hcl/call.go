package hcl

import (
	"fmt"
	"maps"
)

type call struct {
	at     Range
	name   string
	args   []Expr
	spread bool // the last one is a list of further ones
}

func (x call) eval(s *Scope) (any, error) {
	if x.name == "try" || x.name == "can" {
		return x.attempt(s)
	}
	args, err := x.values(s)
	if err != nil {
		return nil, err
	}
	if s.Function != nil {
		if f := s.Function(x.name); f != nil {
			return x.own(s, f, args)
		}
	}
	f, ok := functions[x.name]
	switch {
	case !ok && notSimulated[x.name]:
		return nil, &Error{x.at, "Not simulated", fmt.Sprintf("The function %q is not simulated.", x.name)}
	case !ok:
		return nil, &Error{x.at, "Call to unknown function", fmt.Sprintf("There is no function named %q.", x.name)}
	case len(args) < f.least:
		return nil, &Error{x.at, "Not enough function arguments", fmt.Sprintf("Function %q expects %d argument(s).", x.name, f.least)}
	case f.most >= 0 && len(args) > f.most:
		return nil, &Error{x.at, "Too many function arguments", fmt.Sprintf("Function %q expects only %d argument(s).", x.name, f.most)}
	}
	v, why := f.run(args)
	if why != "" {
		return nil, &Error{x.at, "Error in function call", fmt.Sprintf("Call to function %q failed: %s.", x.name, why)}
	}
	return v, nil
}

func (x call) values(s *Scope) ([]any, error) {
	var args []any
	for i, a := range x.args {
		v, err := s.Eval(a)
		if err != nil {
			return nil, err
		}
		more, isList := v.([]any)
		switch {
		case x.spread && i == len(x.args)-1 && !isList:
			return nil, &Error{x.at, "Invalid expanding argument value", "The expanding argument (indicated by ...) must be of a tuple, list, or set type."}
		case x.spread && i == len(x.args)-1:
			args = append(args, more...)
		default:
			args = append(args, v)
		}
	}
	return args, nil
}

// attempt is try, the first argument that works out, or can: whether the first does.
func (x call) attempt(s *Scope) (any, error) {
	var last error
	for _, a := range x.args {
		v, err := s.Eval(a)
		if x.name == "can" {
			return err == nil, nil
		}
		if err == nil {
			return v, nil
		}
		last = err
	}
	if last == nil {
		return nil, &Error{x.at, "Not enough function arguments", "Function \"" + x.name + "\" expects at least one argument."}
	}
	return nil, last
}

// own calls a function of the file.
func (x call) own(s *Scope, f *Function, args []any) (any, error) {
	if len(args) < len(f.Params) || f.Rest == "" && len(args) > len(f.Params) {
		return nil, &Error{x.at, "Error in function call", fmt.Sprintf("Call to function %q failed: it takes %d argument(s).", x.name, len(f.Params))}
	}
	names := map[string]any{}
	for i, p := range f.Params {
		names[p] = args[i]
	}
	if f.Rest != "" {
		names[f.Rest] = append([]any{}, args[len(f.Params):]...)
	}
	return s.With(maps.Clone(names)).Eval(f.Result)
}
