package bake

import (
	"fmt"
	"slices"

	"drydock/sim/hcl"
)

// attributes are those of a target: by name, what puts a value in.
var attributes = map[string]func(t *Target, v any) error{
	"annotations":       texts(func(t *Target) *[]string { return &t.Annotations }),
	"attest":            entries("attest", func(t *Target) *[]Entry { return &t.Attest }),
	"context":           text(func(t *Target) **string { return &t.Context }),
	"contexts":          func(t *Target, v any) error { return plainPairs(&t.Contexts, v) },
	"dockerfile":        text(func(t *Target) **string { return &t.Dockerfile }),
	"dockerfile-inline": text(func(t *Target) **string { return &t.Inline }),
	"args":              pairs(func(t *Target) *map[string]*string { return &t.Args }),
	"labels":            pairs(func(t *Target) *map[string]*string { return &t.Labels }),
	"tags":              texts(func(t *Target) *[]string { return &t.Tags }),
	"cache-from":        entries("cache-from", func(t *Target) *[]Entry { return &t.CacheFrom }),
	"cache-to":          entries("cache-to", func(t *Target) *[]Entry { return &t.CacheTo }),
	"target":            text(func(t *Target) **string { return &t.Target }),
	"secret":            entries("secret", func(t *Target) *[]Entry { return &t.Secrets }),
	"ssh":               entries("ssh", func(t *Target) *[]Entry { return &t.SSH }),
	"platforms":         texts(func(t *Target) *[]string { return &t.Platforms }),
	"output":            entries("output", func(t *Target) *[]Entry { return &t.Outputs }),
	"pull":              truth(func(t *Target) **bool { return &t.Pull }),
	"no-cache":          truth(func(t *Target) **bool { return &t.NoCache }),
	"network":           text(func(t *Target) **string { return &t.Network }),
	"no-cache-filter":   texts(func(t *Target) *[]string { return &t.NoCacheFilter }),
	"shm-size":          text(func(t *Target) **string { return &t.ShmSize }),
	"ulimits":           texts(func(t *Target) *[]string { return &t.Ulimits }),
	"call":              text(func(t *Target) **string { return &t.Call }),
	"entitlements":      texts(func(t *Target) *[]string { return &t.Entitlements }),
	"extra-hosts":       pairs(func(t *Target) *map[string]*string { return &t.ExtraHosts }),
	"inherits":          texts(func(t *Target) *[]string { return &t.Inherits }),
	"description": func(t *Target, v any) error {
		t.Description, _ = hcl.String(v)
		return nil
	},
}

func text(of func(*Target) **string) func(*Target, any) error {
	return func(t *Target, v any) error {
		s, ok := hcl.String(v)
		if !ok && v != nil {
			return fmt.Errorf("string required")
		}
		if v != nil {
			*of(t) = &s
		}
		return nil
	}
}

func truth(of func(*Target) **bool) func(*Target, any) error {
	return func(t *Target, v any) error {
		b, ok := hcl.Bool(v)
		if !ok && v != nil {
			return fmt.Errorf("a bool is required")
		}
		if v != nil {
			*of(t) = &b
		}
		return nil
	}
}

// stringsOf are the strings of a list; a string stands for a list of one.
func stringsOf(v any) ([]string, error) {
	if s, ok := hcl.String(v); ok {
		return []string{s}, nil
	}
	list, ok := v.([]any)
	if !ok && v != nil {
		return nil, fmt.Errorf("list of string required")
	}
	all := []string{}
	for _, item := range list {
		s, ok := hcl.String(item)
		if !ok {
			return nil, fmt.Errorf("list of string required")
		}
		all = append(all, s)
	}
	return all, nil
}

func texts(of func(*Target) *[]string) func(*Target, any) error {
	return func(t *Target, v any) error {
		all, err := stringsOf(v)
		if v != nil {
			*of(t) = slices.Clone(all)
		}
		return err
	}
}

func pairs(of func(*Target) *map[string]*string) func(*Target, any) error {
	return func(t *Target, v any) error {
		m, ok := v.(map[string]any)
		if !ok && v != nil {
			return fmt.Errorf("map of string required")
		}
		all := map[string]*string{}
		for _, k := range hcl.Keys(m) {
			s, ok := hcl.String(m[k])
			switch {
			case m[k] == nil:
				continue // as if it were not said
			case !ok:
				return fmt.Errorf("map of string required")
			}
			all[k] = &s
		}
		*of(t) = all
		return nil
	}
}

func plainPairs(to *map[string]string, v any) error {
	m, ok := v.(map[string]any)
	if !ok && v != nil {
		return fmt.Errorf("map of string required")
	}
	all := map[string]string{}
	for _, k := range hcl.Keys(m) {
		s, ok := hcl.String(m[k])
		if !ok {
			return fmt.Errorf("map of string required")
		}
		all[k] = s
	}
	*to = all
	return nil
}

func entries(name string, of func(*Target) *[]Entry) func(*Target, any) error {
	return func(t *Target, v any) error {
		list, ok := v.([]any)
		if !ok && v != nil {
			list = []any{v}
		}
		all := []Entry{}
		for _, item := range list {
			e, err := entryOf(name, item)
			if err != nil {
				return err
			}
			all = append(all, e)
		}
		*of(t) = all
		return nil
	}
}
