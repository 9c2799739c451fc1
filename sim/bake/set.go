package bake

import (
	"fmt"
	"slices"
	"strings"

	"drydock/sim/hcl"
)

// change is one value of --set.
type change struct {
	keys  []string // args, NAME
	value string
	all   []string // of what may be set several times
	given bool
}

// repeated are keys whose values of several --set come together. Source: buildx
// bake/bake.go, newOverrides.
var repeated = []string{"output", "cache-to", "cache-from", "tags", "platform", "secrets", "ssh", "attest", "annotations", "entitlements", "no-cache-filter", "ulimits"}

// overrides reads the values of --set: which targets each is for.
func (d Definition) overrides(set []string, env func(string) (string, bool)) (map[string][]change, error) {
	m := map[string][]change{}
	for _, text := range set {
		left, value, given := strings.Cut(text, "=")
		keys := strings.SplitN(left, ".", 3)
		if len(keys) < 2 {
			return nil, fmt.Errorf("invalid override key %s, expected target.name", left)
		}
		if !given && keys[1] != "args" {
			return nil, fmt.Errorf("invalid override %s, expected target.name=value", text)
		}
		names := d.match(keys[0])
		if len(names) == 0 {
			return nil, fmt.Errorf("could not find any target matching '%s'", keys[0])
		}
		if keys[1] == "args" {
			if len(keys) != 3 {
				return nil, fmt.Errorf("invalid key %s, args requires name", left)
			}
			if !given {
				if value, given = env(keys[2]); !given {
					continue
				}
			}
		}
		for _, n := range names {
			m[n] = laid(m[n], change{keys: keys[1:], value: value, all: []string{value}, given: given})
		}
	}
	return m, nil
}

// laid adds a change to a list: values of the same key come together or win.
func laid(list []change, c change) []change {
	i := slices.IndexFunc(list, func(x change) bool { return slices.Equal(x.keys, c.keys) })
	switch {
	case i < 0:
		return append(list, c)
	case slices.Contains(repeated, c.keys[0]):
		list[i].all = append(list[i].all, c.value)
	}
	list[i].value = c.value
	return list
}

// setNames are keys of --set that have another name than their attribute.
var setNames = map[string]string{"platform": "platforms", "secrets": "secret"}

// apply lays a change over a target.
func (c change) apply(t *Target) error {
	key := c.keys[0]
	if name, ok := setNames[key]; ok {
		key = name
	}
	switch key {
	case "args", "labels", "contexts", "extra-hosts":
		if len(c.keys) != 2 {
			return fmt.Errorf("invalid format for %s, expecting %s.<name>", key, key)
		}
		v := map[string]any{c.keys[1]: c.value}
		var one Target
		if err := attributes[key](&one, v); err != nil {
			return err
		}
		one.Name = t.Name
		*t = t.under(one)
		return nil
	case "push", "load":
		yes, ok := hcl.Bool(c.value)
		if !ok {
			return fmt.Errorf("invalid value %s for boolean key %s", c.value, key)
		}
		if key == "push" {
			t.Push = &yes
		} else {
			t.Load = &yes
		}
		return nil
	}
	put, ok := attributes[key]
	if !ok || len(c.keys) > 1 || key == "inherits" || key == "description" || c.keys[0] == "platforms" || c.keys[0] == "secret" {
		return fmt.Errorf("unknown key: %s", c.keys[0])
	}
	var value any = c.value
	if slices.Contains(repeated, c.keys[0]) {
		list := []any{}
		for _, v := range c.all {
			list = append(list, v)
		}
		value = list
	}
	if err := put(t, value); err != nil {
		return fmt.Errorf("invalid value %s for key %s: %w", c.value, c.keys[0], err)
	}
	return nil
}
