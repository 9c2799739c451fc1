package hcl

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

func joined(a []any) (any, string) {
	var all []string
	size := 0
	for _, v := range items(a[1]) {
		s, ok := String(v)
		if !ok {
			return nil, "a list of strings is required"
		}
		if size += len(s) + len(str(a[0])); size > mostValue {
			return nil, "the result is too large"
		}
		all = append(all, s)
	}
	return strings.Join(all, str(a[0])), ""
}

// format knows %s, %v, %d, %q, %f, %t, %x and %%, with widths.
func format(a []any) (any, string) {
	var out strings.Builder
	rest, f := a[1:], str(a[0])
	for f != "" {
		lead, after, found := strings.Cut(f, "%")
		out.WriteString(lead)
		if !found {
			break
		}
		n := len(after) - len(strings.TrimLeft(after, "+-# 0123456789."))
		if n >= len(after) || n > 6 {
			return nil, "unrecognized format character"
		}
		width, verb := after[:n], after[n]
		f = after[n+1:]
		if verb == '%' {
			out.WriteByte('%')
			continue
		}
		if len(rest) == 0 {
			return nil, "not enough arguments for the format string"
		}
		v := rest[0]
		rest = rest[1:]
		text, why := formatted(width, verb, v)
		if why != "" {
			return nil, why
		}
		if out.Len()+len(text) > mostValue {
			return nil, "the result is too large"
		}
		out.WriteString(text)
	}
	if len(rest) > 0 {
		return nil, "too many arguments"
	}
	return out.String(), ""
}

// widest is the widest field of a format.
const widest = 200

func formatted(width string, verb byte, v any) (text, why string) {
	n := 0
	if _, err := fmt.Sscanf(strings.Trim(width, "+-# 0"), "%d", &n); err == nil && n > widest {
		return "", "the result is too large"
	}
	switch verb {
	case 's', 'v':
		return fmt.Sprintf("%"+width+"s", str(v)), ""
	case 'q':
		return fmt.Sprintf("%"+width+"q", str(v)), ""
	case 't':
		b, ok := Bool(v)
		return fmt.Sprintf("%"+width+"t", b), unless(ok, "a bool is required")
	case 'd', 'x', 'X', 'o', 'b':
		x, ok := Number(v)
		return fmt.Sprintf("%"+width+string(verb), int64(x)), unless(ok, "a number is required")
	case 'f', 'e', 'g':
		x, ok := Number(v)
		return fmt.Sprintf("%"+width+string(verb), x), unless(ok, "a number is required")
	}
	return "", "unrecognized format character"
}

// formatList formats once for each element of the lists among its arguments.
func formatList(a []any) (any, string) {
	n := 1
	for _, v := range a[1:] {
		if l, ok := v.([]any); ok {
			n = len(l)
		}
	}
	var all []any
	for i := range min(n, mostItems) {
		args := []any{a[0]}
		for _, v := range a[1:] {
			if l, ok := v.([]any); ok {
				if len(l) != n {
					return nil, "the lists are of different lengths"
				}
				v = l[i]
			}
			args = append(args, v)
		}
		text, why := format(args)
		if why != "" {
			return nil, why
		}
		all = append(all, text)
	}
	return all, ""
}

func length(a []any) (any, string) {
	switch v := a[0].(type) {
	case []any:
		return float64(len(v)), ""
	case map[string]any:
		return float64(len(v)), ""
	}
	return nil, "collection must be a list, a map or a tuple"
}

func lookup(a []any) (any, string) {
	v, why := at(a[0], a[1])
	if why != "" && len(a) == 3 {
		return a[2], ""
	}
	return v, why
}

// element takes from a list as if it began anew at its end.
func element(a []any) (any, string) {
	l, n := items(a[0]), 0.0
	n, ok := Number(a[1])
	if len(l) == 0 || !ok || n < 0 {
		return nil, "cannot use element function with an empty list or a negative index"
	}
	return l[int(n)%len(l)], ""
}

func concat(a []any) (any, string) {
	all := []any{}
	for _, v := range a {
		if all = append(all, items(v)...); len(all) > mostItems {
			return nil, "the result is too large"
		}
	}
	return all, ""
}

func flat(v any, deep int) []any {
	all := []any{}
	for _, item := range items(v) {
		if _, ok := item.([]any); ok && deep < mostDeep {
			all = append(all, flat(item, deep+1)...)
			continue
		}
		all = append(all, item)
	}
	return all
}

func distinct(a []any) (any, string) {
	list, all := items(a[0]), []any{}
	if len(list) > 500 {
		return nil, "a list of more than 500 elements is not simulated"
	}
	for _, v := range list {
		if !slices.ContainsFunc(all, func(x any) bool { return same(x, v) }) {
			all = append(all, v)
		}
	}
	return all, ""
}

func compact(a []any) (any, string) {
	return slices.DeleteFunc(slices.Clone(items(a[0])), func(v any) bool { return v == nil || v == "" }), ""
}

func coalesce(a []any) (any, string) {
	for _, v := range a {
		if v != nil && v != "" {
			return v, ""
		}
	}
	return nil, "no non-null arguments"
}

func coalesceList(a []any) (any, string) {
	for _, v := range a {
		if len(items(v)) > 0 {
			return v, ""
		}
	}
	return nil, "no non-null arguments"
}

func reverse(a []any) (any, string) {
	all := slices.Clone(items(a[0]))
	slices.Reverse(all)
	return all, ""
}

func slice(a []any) (any, string) {
	l := items(a[0])
	from, _ := Number(a[1])
	to, _ := Number(a[2])
	if from < 0 || to > float64(len(l)) || from > to {
		return nil, "the indices are out of range"
	}
	return l[int(from):int(to):int(to)], ""
}

func sorted(a []any) (any, string) {
	var all []string
	for _, v := range items(a[0]) {
		all = append(all, str(v))
	}
	slices.Sort(all)
	return anys(all), ""
}

// ranged counts, up to 1024 numbers as the language's own does.
func ranged(a []any) (any, string) {
	from, to, by := 0.0, 0.0, 1.0
	n := make([]float64, len(a))
	for i, v := range a {
		n[i], _ = Number(v)
	}
	switch len(n) {
	case 1:
		to = n[0]
	case 2:
		from, to = n[0], n[1]
	default:
		from, to, by = n[0], n[1], n[2]
	}
	if len(n) < 3 && to < from {
		by = -1
	}
	if by == 0 || by > 0 && to < from || by < 0 && to > from {
		return nil, "the step leads away from the end"
	}
	all := []any{}
	for x := from; by > 0 && x < to || by < 0 && x > to; x += by {
		if all = append(all, x); len(all) > 1024 {
			return nil, "more than 1024 values were generated; either decrease the difference between start and end or use a smaller step"
		}
	}
	return all, ""
}

func chunks(a []any) (any, string) {
	n, _ := Number(a[1])
	if n < 1 {
		return nil, "the size argument must be positive"
	}
	all := []any{}
	for c := range slices.Chunk(items(a[0]), int(min(n, mostItems))) {
		all = append(all, c)
	}
	return all, ""
}

func keys(a []any) (any, string) {
	m, ok := a[0].(map[string]any)
	return anys(Keys(m)), unless(ok, "an object is required")
}

func values(a []any) (any, string) {
	m, ok := a[0].(map[string]any)
	return items(m), unless(ok, "an object is required")
}

func merge(a []any) (any, string) {
	all := map[string]any{}
	for _, v := range a {
		m, ok := v.(map[string]any)
		if !ok && v != nil {
			return nil, "objects are required"
		}
		maps.Copy(all, m)
	}
	return all, ""
}

func zipmap(a []any) (any, string) {
	names, vals := items(a[0]), items(a[1])
	if len(names) != len(vals) {
		return nil, "the lists are of different lengths"
	}
	m := map[string]any{}
	for i := range names {
		m[str(names[i])] = vals[i]
	}
	return m, ""
}
