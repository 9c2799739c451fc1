package docker

import (
	"errors"
	"slices"
	"strings"

	"drydock/sim/engine"
)

// filters are the values of --filter by name, in the order given.
type filters struct{ pairs [][2]string }

// checkFilter is Docker's check of one --filter. Source: docker/cli 29 opts/opts.go.
func checkFilter(s string) error {
	if s != "" && !strings.Contains(s, "=") {
		return errors.New("bad format of filter (expected name=value)")
	}
	return nil
}

// filters reads the flag --filter; a name that is not in known is refused.
func (c Call) filters(known ...string) (filters, error) {
	var f filters
	for _, s := range c.list("filter") {
		name, value, _ := strings.Cut(s, "=")
		name, value = strings.ToLower(strings.TrimSpace(name)), strings.TrimSpace(value)
		if s == "" {
			continue
		}
		if !slices.Contains(known, name) {
			return f, c.badFilter("'" + name + "'")
		}
		f.pairs = append(f.pairs, [2]string{name, value})
	}
	return f, nil
}

// badFilter is the daemon's refusal of a filter.
func (c Call) badFilter(what string) error {
	return c.refused(&engine.Error{Class: engine.InvalidArg, Message: "invalid filter " + what, Object: engine.Object{Type: "host"}})
}

// of are the values given for a name.
func (f filters) of(name string) []string {
	var all []string
	for _, p := range f.pairs {
		if p[0] == name {
			all = append(all, p[1])
		}
	}
	return all
}

// any tells whether one of a filter's values fits; without any, all do.
func (f filters) any(name string, fits func(value string) bool) bool {
	all := f.of(name)
	return len(all) == 0 || slices.ContainsFunc(all, fits)
}

// labels tells whether all label filters (name or name=value) hold.
func (f filters) labels(labels map[string]string) bool {
	for _, want := range f.of("label") {
		name, value, valued := strings.Cut(want, "=")
		has, ok := labels[name]
		if !ok || valued && has != value {
			return false
		}
	}
	return true
}

// boolean reads the value of a filter that is true or false.
func (c Call) boolean(f filters, name string) (value, given bool, err error) {
	for _, v := range f.of(name) {
		switch strings.ToLower(v) {
		case "1", "true":
			value, given = true, true
		case "0", "false":
			value, given = false, true
		default:
			return false, false, c.badFilter("'" + name + "=[" + v + "]'")
		}
	}
	return value, given, nil
}
