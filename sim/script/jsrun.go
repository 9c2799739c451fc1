package script

import (
	"math"
	"strconv"
	"strings"
)

// errorsJS are the classes of JavaScript's errors.
var errorsJS = makeErrorsJS()

func makeErrorsJS() map[string]*class {
	all := map[string]*class{}
	base := &class{name: "Error", builtin: true, attrs: newDict(), statics: newDict()}
	all["Error"] = base
	for _, n := range []string{"TypeError", "RangeError", "ReferenceError", "SyntaxError", "URIError", "EvalError", "AggregateError"} {
		all[n] = &class{name: n, base: base, builtin: true, attrs: newDict(), statics: newDict()}
	}
	return all
}

func (m *machine) errorJS(class, text string) value {
	k, ok := errorsJS[class]
	if !ok {
		k = errorsJS["Error"]
	}
	o := &object{class: k, props: newDict()}
	o.props.put("message", text)
	return o
}

func numberJS(f float64) string {
	switch {
	case f != f:
		return "NaN"
	case math.IsInf(f, 1):
		return "Infinity"
	case math.IsInf(f, -1):
		return "-Infinity"
	case f == 0:
		return "0"
	}
	if a := math.Abs(f); a >= 1e21 || a < 1e-6 {
		s := strconv.FormatFloat(f, 'e', -1, 64)
		s = strings.Replace(strings.Replace(s, "e-0", "e-", 1), "e+0", "e+", 1)
		return s
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}

func typeofJS(v value) string {
	switch v.(type) {
	case undefined:
		return "undefined"
	case bool:
		return "boolean"
	case float64, int64:
		return "number"
	case string:
		return "string"
	case *function, *native, *bound, *class:
		return "function"
	}
	return "object"
}

func (m *machine) toNumber(v value) (float64, error) {
	switch x := v.(type) {
	case nil:
		return 0, nil
	case undefined:
		return math.NaN(), nil
	case string:
		s := strings.TrimSpace(x)
		if s == "" {
			return 0, nil
		}
		if n, err := strconv.ParseInt(s, 0, 64); err == nil && strings.HasPrefix(s, "0x") {
			return float64(n), nil
		}
		f, err := strconv.ParseFloat(s, 64)
		if err != nil || strings.ContainsAny(s, "xXpP_iInN") && s != "Infinity" {
			return math.NaN(), nil
		}
		return f, nil
	case *list, *object:
		s, err := m.strJS(v)
		if err != nil {
			return 0, err
		}
		if o, ok := v.(*object); ok {
			if t, ok := o.data.(float64); ok {
				return t, nil
			}
		}
		return m.toNumber(s)
	}
	if f, ok := number(v); ok {
		return f, nil
	}
	return math.NaN(), nil
}

func toInt32(f float64) int32 {
	if f != f || math.IsInf(f, 0) {
		return 0
	}
	return int32(uint32(int64(math.Mod(f, 1<<32))))
}
