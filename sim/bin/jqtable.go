//go:build !core

package bin

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

type jqFunction func(in any, args []any) (any, error)

// jqFunctions are the built-in functions of values, by name and number of arguments.
var jqFunctions = map[string]jqFunction{
	"not/0":    func(in any, _ []any) (any, error) { return !jqTrue(in), nil },
	"true/0":   func(any, []any) (any, error) { return true, nil },
	"false/0":  func(any, []any) (any, error) { return false, nil },
	"null/0":   func(any, []any) (any, error) { return nil, nil },
	"type/0":   func(in any, _ []any) (any, error) { return typeJSON(in), nil },
	"length/0": jqLength, "utf8bytelength/0": func(in any, _ []any) (any, error) { return float64(len(plainText(in))), nil },
	"keys/0": jqKeys, "keys_unsorted/0": jqKeys,
	"to_entries/0": jqToEntries, "from_entries/0": jqFromEntries,
	"add/0": func(in any, _ []any) (any, error) {
		var sum any
		var err error
		for _, x := range elements(in) {
			if sum, err = jqOperate("+", sum, x); err != nil {
				return nil, err
			}
		}
		return sum, nil
	},
	"tostring/0": func(in any, _ []any) (any, error) { return plainText(in), nil },
	"tojson/0":   func(in any, _ []any) (any, error) { return toJSON(in), nil },
	"fromjson/0": func(in any, _ []any) (any, error) {
		v, _, err := readJSON(plainText(in) + "\n")
		if err != nil {
			return nil, jqFault(err.Error() + " (while parsing '" + plainText(in) + "')")
		}
		return v, nil
	},
	"tonumber/0": func(in any, _ []any) (any, error) {
		if f, ok := in.(float64); ok {
			return f, nil
		}
		f, err := strconv.ParseFloat(strings.TrimSpace(plainText(in)), 64)
		if err != nil {
			return nil, jqFault("Cannot parse '" + plainText(in) + "' as a number")
		}
		return f, nil
	},
	"error/0": func(in any, _ []any) (any, error) { return nil, jqThrown{in} },
	"error/1": func(_ any, a []any) (any, error) { return nil, jqThrown{a[0]} },
	"has/1": func(in any, a []any) (any, error) {
		switch v := in.(type) {
		case object:
			key, ok := a[0].(string)
			if ok {
				_, ok = v.values[key]
				return ok, nil
			}
		case []any:
			if f, ok := a[0].(float64); ok {
				return f >= 0 && f < float64(len(v)), nil
			}
		}
		return nil, jqFault("Cannot check whether " + typeJSON(in) + " has a " + typeJSON(a[0]) + " key")
	},
	"in/1": func(in any, a []any) (any, error) {
		v, err := jqIndex(a[0], in)
		return v != nil, err
	},
	"contains/1": func(in any, a []any) (any, error) { return jqContains(in, a[0]), nil },
	"inside/1":   func(in any, a []any) (any, error) { return jqContains(a[0], in), nil },
	"sort/0": func(in any, _ []any) (any, error) {
		l, ok := in.([]any)
		if !ok {
			return nil, jqFault(typeJSON(in) + " (" + short(in) + ") cannot be sorted, as it is not an array")
		}
		l = slices.Clone(l)
		slices.SortStableFunc(l, compareJSON)
		return l, nil
	},
	"unique/0": func(in any, _ []any) (any, error) {
		l := slices.Clone(elements(in))
		slices.SortStableFunc(l, compareJSON)
		return slices.CompactFunc(l, func(a, b any) bool { return compareJSON(a, b) == 0 }), nil
	},
	"min/0":     func(in any, _ []any) (any, error) { return jqExtreme(in, -1), nil },
	"max/0":     func(in any, _ []any) (any, error) { return jqExtreme(in, 1), nil },
	"reverse/0": jqReverse,
	"flatten/0": func(in any, _ []any) (any, error) { return jqFlatten(elements(in), 100), nil },
	"flatten/1": func(in any, a []any) (any, error) {
		f, _ := a[0].(float64)
		return jqFlatten(elements(in), int(f)), nil
	},
	"first/0": func(in any, _ []any) (any, error) { return jqIndex(in, 0.0) },
	"last/0":  func(in any, _ []any) (any, error) { return jqIndex(in, -1.0) },
	"nth/1":   func(in any, a []any) (any, error) { return jqIndex(in, a[0]) },
	"join/1": func(in any, a []any) (any, error) {
		var parts []string
		for _, x := range elements(in) {
			if x == nil {
				x = ""
			}
			parts = append(parts, plainText(x))
		}
		return strings.Join(parts, plainText(a[0])), nil
	},
	"split/1":          func(in any, a []any) (any, error) { return jqSplit(plainText(in), plainText(a[0])), nil },
	"startswith/1":     func(in any, a []any) (any, error) { return strings.HasPrefix(plainText(in), plainText(a[0])), nil },
	"endswith/1":       func(in any, a []any) (any, error) { return strings.HasSuffix(plainText(in), plainText(a[0])), nil },
	"ltrimstr/1":       func(in any, a []any) (any, error) { return jqTrim(in, a[0], strings.TrimPrefix), nil },
	"rtrimstr/1":       func(in any, a []any) (any, error) { return jqTrim(in, a[0], strings.TrimSuffix), nil },
	"ascii_downcase/0": func(in any, _ []any) (any, error) { return strings.ToLower(plainText(in)), nil },
	"ascii_upcase/0":   func(in any, _ []any) (any, error) { return strings.ToUpper(plainText(in)), nil },
	"trim/0":           func(in any, _ []any) (any, error) { return strings.TrimSpace(plainText(in)), nil },
	"explode/0": func(in any, _ []any) (any, error) {
		list := []any{}
		for _, ch := range plainText(in) {
			list = append(list, float64(ch))
		}
		return list, nil
	},
	"implode/0": func(in any, _ []any) (any, error) {
		var b strings.Builder
		for _, x := range elements(in) {
			f, _ := x.(float64)
			b.WriteRune(rune(f))
		}
		return b.String(), nil
	},
	"test/1": jqTest, "test/2": jqTest, "sub/2": jqSub, "sub/3": jqSub, "gsub/2": jqGsub, "gsub/3": jqGsub, "capture/1": jqCapture, "capture/2": jqCapture,
	"floor/0": jqMath(math.Floor), "ceil/0": jqMath(math.Ceil), "round/0": jqMath(math.Round), "sqrt/0": jqMath(math.Sqrt), "fabs/0": jqMath(math.Abs), "abs/0": jqMath(math.Abs),
	"infinite/0": func(any, []any) (any, error) { return math.Inf(1), nil }, "nan/0": func(any, []any) (any, error) { return math.NaN(), nil },
	"index/1": func(in any, a []any) (any, error) { return jqPlace(strings.Index(plainText(in), plainText(a[0]))), nil },
	"rindex/1": func(in any, a []any) (any, error) {
		return jqPlace(strings.LastIndex(plainText(in), plainText(a[0]))), nil
	},
	"transpose/0": jqTranspose,
	"setpath/2": func(in any, a []any) (any, error) {
		path, _ := a[0].([]any)
		return jqSet(in, path, a[1])
	},
	"delpaths/1": func(in any, a []any) (any, error) {
		paths := slices.Clone(elements(a[0]))
		slices.SortFunc(paths, compareJSON)
		for i := len(paths) - 1; i >= 0; i-- {
			path, _ := paths[i].([]any)
			in = jqDelete(in, path)
		}
		return in, nil
	},
	"todate/0": func(in any, _ []any) (any, error) {
		f, _ := in.(float64)
		return time.Unix(int64(f), 0).UTC().Format("2006-01-02T15:04:05Z"), nil
	},
	"fromdate/0": func(in any, _ []any) (any, error) {
		t, err := time.Parse("2006-01-02T15:04:05Z", plainText(in))
		if err != nil {
			return nil, jqFault("date \"" + plainText(in) + "\" does not match format \"%Y-%m-%dT%H:%M:%SZ\"")
		}
		return float64(t.Unix()), nil
	},
}
