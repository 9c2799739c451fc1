package hcl

import "math"

type operation struct {
	at   Range
	op   string
	x, y Expr // x is nil before a sign
}

func (o operation) eval(s *Scope) (any, error) {
	var a any
	var err error
	if o.x != nil {
		if a, err = s.Eval(o.x); err != nil {
			return nil, err
		}
	}
	if yes, ok := Bool(a); ok && (o.op == "||" && yes || o.op == "&&" && !yes) {
		return yes, nil
	}
	b, err := s.Eval(o.y)
	if err != nil {
		return nil, err
	}
	v, ok := o.apply(a, b)
	if !ok {
		kind := "number"
		if o.op == "!" || o.op == "&&" || o.op == "||" {
			kind = "bool"
		}
		return nil, &Error{o.at, "Invalid operand", "Unsuitable value for operand: a " + kind + " is required."}
	}
	return v, nil
}

func (o operation) apply(a, b any) (any, bool) {
	switch o.op {
	case "==":
		return same(a, b), true
	case "!=":
		return !same(a, b), true
	case "!":
		v, ok := Bool(b)
		return !v, ok
	case "&&", "||":
		x, ok := Bool(a)
		y, okay := Bool(b)
		return x && y || o.op == "||" && (x || y), ok && okay
	}
	x, ok := Number(a)
	y, okay := Number(b)
	if o.x == nil {
		return -y, okay
	}
	return calculate(o.op, x, y), ok && okay
}

func calculate(op string, x, y float64) any {
	switch op {
	case "<":
		return x < y
	case "<=":
		return x <= y
	case ">":
		return x > y
	case ">=":
		return x >= y
	case "+":
		return x + y
	case "-":
		return x - y
	case "*":
		return x * y
	case "/":
		return x / y
	}
	return math.Mod(x, y)
}
