package compose

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/docker/go-units"
)

func each(f rewrite) rewrite {
	return func(v any, p place) (any, error) {
		var out []any
		for i, e := range list(v) {
			n, err := f(e, p)
			if err != nil {
				return nil, beneath(fmt.Sprintf("[%d]", i), err)
			}
			out = append(out, n)
		}
		return out, nil
	}
}

func plainForm(v any, _ place) (any, error) { return v, nil }

func pairForm(v any, _ place) (any, error) {
	if v == nil {
		return nil, nil
	}
	return pairs(v), nil
}

func filledPairForm(v any, _ place) (any, error) {
	if v == nil {
		return nil, nil
	}
	return filledPairs(v), nil
}

// filledListForm is listForm without what is empty.
func filledListForm(v any, p place) (any, error) {
	all, err := listForm(v, p)
	return slices.DeleteFunc(slices.Clone(list(all)), func(e any) bool { return text(e) == "" }), err
}

func pathsForm(v any, p place) (any, error) {
	all, err := listForm(v, p)
	if err != nil {
		return nil, err
	}
	return each(func(e any, p place) (any, error) { return p.abs(text(e)), nil })(all, p)
}

func textsForm(v any, p place) (any, error) {
	return each(func(e any, _ place) (any, error) { return text(e), nil })(v, p)
}

func listForm(v any, _ place) (any, error) {
	if s, ok := v.(string); ok {
		return []any{s}, nil
	}
	return v, nil
}

func boolForm(v any, _ place) (any, error) {
	s, ok := v.(string)
	if !ok {
		return v, nil
	}
	switch strings.ToLower(s) {
	case "true", "y", "yes", "on", "1":
		return true, nil
	case "false", "n", "no", "off", "0":
		return false, nil
	}
	return nil, fmt.Errorf("invalid boolean: %s", s)
}

func intForm(v any, _ place) (any, error) {
	s, ok := v.(string)
	if !ok {
		return v, nil
	}
	n, err := strconv.ParseInt(s, 0, 64)
	return n, err
}

func numberForm(v any, _ place) (any, error) {
	s, ok := v.(string)
	if !ok {
		return v, nil
	}
	return strconv.ParseFloat(s, 64)
}

// bytesForm makes a number of bytes of 512m. It stays a string, as Compose
// writes it.
func bytesForm(v any, _ place) (any, error) {
	s := text(v)
	if _, err := strconv.ParseInt(s, 10, 64); err == nil {
		return s, nil
	}
	n, err := units.RAMInBytes(s)
	if err != nil {
		return nil, unreadable{"", err.Error()}
	}
	return strconv.FormatInt(n, 10), nil
}

func durationForm(v any, _ place) (any, error) {
	d, err := time.ParseDuration(text(v))
	if err != nil {
		return nil, unreadable{"", err.Error()}
	}
	return d.String(), nil
}

func commandForm(v any, _ place) (any, error) {
	s, ok := v.(string)
	if !ok {
		return v, nil
	}
	words, err := splitWords(s)
	if err != nil {
		return nil, unreadable{"", err.Error()}
	}
	out := make([]any, len(words))
	for i, w := range words {
		out[i] = w
	}
	return out, nil
}

// durations makes the long form of those fields of an object that are spans of time.
func durations(m map[string]any, names ...string) (map[string]any, error) {
	for _, k := range names {
		if m[k] == nil {
			continue
		}
		d, err := durationForm(m[k], place{})
		if err != nil {
			return nil, beneath("."+k, err)
		}
		m = with(m, k, d)
	}
	return m, nil
}
