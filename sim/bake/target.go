package bake

import (
	"maps"
	"slices"
)

// Target is what is asked of one image. Values are strings as the flags of
// docker buildx build have them, nil for what is not said.
type Target struct {
	Name        string   `json:"-"`
	Description string   `json:"description,omitempty"`
	Inherits    []string `json:"inherits,omitempty"`

	Annotations   []string           `json:"annotations,omitempty"`
	Attest        []Entry            `json:"attest,omitempty"`
	Context       *string            `json:"context,omitempty"`
	Contexts      map[string]string  `json:"contexts,omitempty"`
	Dockerfile    *string            `json:"dockerfile,omitempty"`
	Inline        *string            `json:"dockerfile-inline,omitempty"`
	Args          map[string]*string `json:"args,omitempty"`
	Labels        map[string]*string `json:"labels,omitempty"`
	Tags          []string           `json:"tags,omitempty"`
	CacheFrom     []Entry            `json:"cache-from,omitempty"`
	CacheTo       []Entry            `json:"cache-to,omitempty"`
	Target        *string            `json:"target,omitempty"`
	Secrets       []Entry            `json:"secret,omitempty"`
	SSH           []Entry            `json:"ssh,omitempty"`
	Platforms     []string           `json:"platforms,omitempty"`
	Outputs       []Entry            `json:"output,omitempty"`
	Pull          *bool              `json:"pull,omitempty"`
	NoCache       *bool              `json:"no-cache,omitempty"`
	Network       *string            `json:"network,omitempty"`
	NoCacheFilter []string           `json:"no-cache-filter,omitempty"`
	ShmSize       *string            `json:"shm-size,omitempty"`
	Ulimits       []string           `json:"ulimits,omitempty"`
	Call          *string            `json:"call,omitempty"`
	Entitlements  []string           `json:"entitlements,omitempty"`
	ExtraHosts    map[string]*string `json:"extra-hosts,omitempty"`

	// Push and Load are what --set says of where the image goes.
	Push, Load *bool `json:"-"`
}

// under is the target with another laid over it: what that one says wins;
// maps, caches to read and notes come together. Source: buildx bake/bake.go, Target.Merge.
func (t Target) under(o Target) Target {
	n := t
	n.Name = o.Name
	n.Inherits = slices.Concat(t.Inherits, o.Inherits)
	n.Annotations, n.Entitlements, n.Ulimits = slices.Concat(t.Annotations, o.Annotations), slices.Concat(t.Entitlements, o.Entitlements), over(t.Ulimits, o.Ulimits)
	n.Attest, n.CacheFrom = slices.Concat(t.Attest, o.Attest), slices.Concat(t.CacheFrom, o.CacheFrom)
	n.Secrets, n.SSH = slices.Concat(t.Secrets, o.Secrets), slices.Concat(t.SSH, o.SSH)
	n.Contexts, n.Args, n.Labels, n.ExtraHosts = merged(t.Contexts, o.Contexts), merged(t.Args, o.Args), merged(t.Labels, o.Labels), merged(t.ExtraHosts, o.ExtraHosts)
	n.Tags, n.Platforms, n.NoCacheFilter = over(t.Tags, o.Tags), over(t.Platforms, o.Platforms), over(t.NoCacheFilter, o.NoCacheFilter)
	n.CacheTo, n.Outputs = over(t.CacheTo, o.CacheTo), over(t.Outputs, o.Outputs)
	if o.Description != "" {
		n.Description = o.Description
	}
	for _, p := range []struct {
		to   **string
		from *string
	}{{&n.Context, o.Context}, {&n.Dockerfile, o.Dockerfile}, {&n.Inline, o.Inline}, {&n.Target, o.Target}, {&n.Network, o.Network}, {&n.ShmSize, o.ShmSize}, {&n.Call, o.Call}} {
		if p.from != nil {
			*p.to = p.from
		}
	}
	for _, p := range []struct {
		to   **bool
		from *bool
	}{{&n.Pull, o.Pull}, {&n.NoCache, o.NoCache}, {&n.Push, o.Push}, {&n.Load, o.Load}} {
		if p.from != nil {
			*p.to = p.from
		}
	}
	return n
}

func over[T any](old, by []T) []T {
	if by != nil {
		return by
	}
	return old
}

func merged[T any](old, by map[string]T) map[string]T {
	if old == nil {
		return by
	}
	n := maps.Clone(old)
	maps.Copy(n, by)
	return n
}

// once keeps the first of entries that are the same.
func once(list []Entry) []Entry {
	var all []Entry
	for _, e := range list {
		if !slices.ContainsFunc(all, func(x Entry) bool { return maps.Equal(x.Fields, e.Fields) }) {
			all = append(all, e)
		}
	}
	return all
}
