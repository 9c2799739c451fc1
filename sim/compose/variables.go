package compose

import (
	"slices"
	"strings"
)

// Wanted is a variable that a compose file fills in.
type Wanted struct {
	Name     string
	Required bool
	Default  string // in its place when it is not set
	Presence string // in its place when it is set
}

// Wanted are the variables of a project that was read raw, by name.
// Source: compose-go v2 template, ExtractVariables.
func (p Project) Wanted() []Wanted {
	found := map[string]Wanted{}
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case string:
			wanted(v, found, 0)
		case []any:
			for _, e := range v {
				walk(e)
			}
		case map[string]any:
			for _, k := range keys(v) {
				walk(v[k])
			}
		}
	}
	walk(p.Tree)
	var all []Wanted
	for _, name := range keysOf(found) {
		all = append(all, found[name])
	}
	return all
}

func keysOf(m map[string]Wanted) []string {
	var all []string
	for name := range m { // sorted below
		all = append(all, name)
	}
	slices.Sort(all)
	return all
}

// wanted finds the variables of a text, those within others too.
func wanted(s string, found map[string]Wanted, depth int) {
	for s != "" && depth <= maxDepth {
		i := strings.IndexByte(s, '$')
		if i < 0 || i+1 == len(s) {
			return
		}
		s = s[i+1:]
		if s[0] == '$' {
			s = s[1:]
			continue
		}
		inner, braced := strings.CutPrefix(s, "{")
		name, rest := variable(inner)
		if name == "" {
			continue
		}
		w := Wanted{Name: name}
		if braced {
			word := withinBraces(rest)
			w = w.with(word)
			wanted(word, found, depth+1)
			rest = rest[len(word):]
		}
		if old, there := found[name]; !there || old == (Wanted{Name: name}) {
			found[name] = w
		}
		s = rest
	}
}

// withinBraces is what stands before the brace that closes.
func withinBraces(s string) string {
	open := 1
	for i := range len(s) {
		switch s[i] {
		case '{':
			open++
		case '}':
			if open--; open == 0 {
				return s[:i]
			}
		}
	}
	return s
}

// with is a variable with what an operator and its word say of it.
func (w Wanted) with(s string) Wanted {
	for _, op := range operators {
		word, ok := strings.CutPrefix(s, op)
		if !ok {
			continue
		}
		switch op[len(op)-1] {
		case '-':
			w.Default = word
		case '+':
			w.Presence = word
		default:
			w.Required = true
		}
		return w
	}
	return w
}
