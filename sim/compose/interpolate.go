package compose

import (
	"errors"
	"fmt"
	"strings"
)

// Lookup finds the value of a variable.
type Lookup func(name string) (string, bool)

// warner collects what Compose warns of, each once, and counts the bytes that
// variables have filled in.
type warner struct {
	all    []string
	filled int
}

func (w *warner) warn(format string, args ...any) {
	s := fmt.Sprintf(format, args...)
	for _, old := range w.all {
		if old == s {
			return
		}
	}
	w.all = append(w.all, s)
}

// interpolate fills the variables in everywhere in a tree but in its keys.
// Source: compose-spec 12-interpolation.md.
// What has to be a number or a bool becomes one. All errors are told, by path.
func interpolate(v any, at string, env Lookup, w *warner) (any, error) {
	switch v := v.(type) {
	case string:
		s, err := substitute(v, env, w)
		if err != nil {
			return nil, interpolationError(at, err)
		}
		return cast(s, at, w)
	case map[string]any:
		out := make(map[string]any, len(v))
		var faults []error
		for _, k := range keys(v) {
			e, err := interpolate(v[k], join(at, k), env, w)
			faults = append(faults, err)
			out[k] = e
		}
		return out, errors.Join(faults...)
	case []any:
		out := make([]any, len(v))
		var faults []error
		for i, e := range v {
			e, err := interpolate(e, join(at, "[]"), env, w)
			faults = append(faults, err)
			out[i] = e
		}
		return out, errors.Join(faults...)
	case override:
		e, err := interpolate(v.value, at, env, w)
		return override{e}, err
	}
	return v, nil
}

func join(at, key string) string {
	if at == "" {
		return key
	}
	return at + "." + key
}

// badTemplate is a text that is no template.
type badTemplate string

func (e badTemplate) Error() string { return string(e) }

func interpolationError(at string, err error) error {
	if bad, ok := errors.AsType[badTemplate](err); ok {
		return fmt.Errorf("invalid interpolation format for %s.\nYou may need to escape any $ with another $.\n%s", at, string(bad))
	}
	return fmt.Errorf("error while interpolating %s: %w", at, err)
}

// substitute fills in $NAME, ${NAME} and its operators; $$ is a dollar.
func substitute(s string, env Lookup, w *warner) (string, error) {
	out, rest, err := (&template{env: env, warn: w}).fill(s, s, false, 0)
	if err == nil && rest != "" {
		err = badTemplate(s)
	}
	if w.filled += len(out); err == nil && w.filled > maxFilled {
		err = errTooLong
	}
	return out, err
}

type template struct {
	env  Lookup
	warn *warner
}

// maxValue is how long a value may grow, maxFilled all values together.
const (
	maxValue  = 1 << 20
	maxFilled = 8 << 20
)

var errTooLong = errors.New("value is too long")

// fill replaces variables up to the end, or inside braces up to the one that
// closes them, which is left in rest.
func (t *template) fill(s, whole string, inside bool, depth int) (out, rest string, err error) {
	if depth > maxDepth {
		return "", "", badTemplate(whole)
	}
	var b strings.Builder
	for s != "" {
		switch {
		case inside && s[0] == '}':
			return b.String(), s, nil
		case strings.HasPrefix(s, "$$"):
			b.WriteByte('$')
			s = s[2:]
		case strings.HasPrefix(s, "${"):
			var v string
			if v, s, err = t.braced(s[2:], whole, depth); err != nil {
				return "", "", err
			}
			b.WriteString(v)
		case s[0] == '$':
			name, after := variable(s[1:])
			if name == "" {
				b.WriteByte('$')
				s = s[1:]
				continue
			}
			b.WriteString(t.value(name))
			s = after
		default:
			b.WriteByte(s[0])
			s = s[1:]
		}
		if b.Len() > maxValue {
			return "", "", errTooLong
		}
	}
	return b.String(), "", nil
}

// operators are those that follow a name in braces, the longer ones first.
var operators = []string{":-", "-", ":?", "?", ":+", "+"}

func (t *template) braced(s, whole string, depth int) (value, rest string, err error) {
	name, s := variable(s)
	if name == "" {
		return "", "", badTemplate(whole)
	}
	if strings.HasPrefix(s, "}") {
		return t.value(name), s[1:], nil
	}
	for _, op := range operators {
		word, ok := strings.CutPrefix(s, op)
		if !ok {
			continue
		}
		silent := &template{env: t.env, warn: t.warn}
		v, set := t.env(name)
		used := set && (v != "" || op[0] != ':')
		if (op[len(op)-1] == '+') != used {
			silent.warn = &warner{} // the word is read and not used
		}
		filled, after, err := silent.fill(word, whole, true, depth+1)
		if err != nil {
			return "", "", err
		}
		if !strings.HasPrefix(after, "}") {
			return "", "", badTemplate(whole)
		}
		switch op[len(op)-1] {
		case '-':
			if !used {
				v = filled
			}
		case '+':
			v = ""
			if used {
				v = filled
			}
		default:
			if !used {
				if filled != "" {
					filled = ": " + filled
				}
				return "", "", fmt.Errorf("required variable %s is missing a value%s", name, filled)
			}
		}
		return v, after[1:], nil
	}
	return "", "", badTemplate(whole)
}

func (t *template) value(name string) string {
	v, ok := t.env(name)
	if !ok {
		t.warn.warn("The %q variable is not set. Defaulting to a blank string.", name)
	}
	return v
}

// variable takes a name off the front.
func variable(s string) (name, rest string) {
	n := 0
	for n < len(s) && (s[n] == '_' || s[n]|0x20 >= 'a' && s[n]|0x20 <= 'z' || n > 0 && s[n] >= '0' && s[n] <= '9') {
		n++
	}
	return s[:n], s[n:]
}
