package bake

import (
	"maps"
	"path"
	"slices"
	"strings"
)

// targetContext leads to another target: its result is what stands there.
const targetContext = "target:"

// Needs are the targets whose results this one builds on.
func (t Target) Needs() (names []string) {
	for _, k := range slices.Sorted(maps.Keys(t.Contexts)) {
		if name, ok := strings.CutPrefix(t.Contexts[k], targetContext); ok {
			names = append(names, name)
		}
	}
	return names
}

// Links are, by the name of a context, the targets that it leads to.
func (t Target) Links() map[string]string {
	m := map[string]string{}
	for k, v := range t.Contexts { // into a map
		if name, ok := strings.CutPrefix(v, targetContext); ok {
			m[k] = name
		}
	}
	return m
}

// Argv is what docker buildx build would be asked for this target.
func (t Target) Argv() (argv []string) {
	one := func(name string, v *string) {
		if v != nil && *v != "" {
			argv = append(argv, "--"+name+"="+*v)
		}
	}
	many := func(name string, list []string) {
		for _, v := range list {
			argv = append(argv, "--"+name+"="+v)
		}
	}
	entries := func(name string, list []Entry) {
		for _, e := range list {
			argv = append(argv, "--"+name+"="+e.String())
		}
	}
	pairs := func(name, between string, m map[string]*string) {
		for _, k := range slices.Sorted(maps.Keys(m)) {
			argv = append(argv, "--"+name+"="+k+between+*m[k])
		}
	}
	where := *t.Context
	if file := *t.Dockerfile; t.Inline == nil {
		if !path.IsAbs(file) && !strings.Contains(where, "://") {
			file = path.Join(where, file)
		}
		one("file", &file)
	}
	pairs("build-arg", "=", t.Args)
	pairs("label", "=", t.Labels)
	pairs("add-host", "=", t.ExtraHosts)
	for _, k := range slices.Sorted(maps.Keys(t.Contexts)) {
		if v := t.Contexts[k]; !strings.HasPrefix(v, targetContext) {
			argv = append(argv, "--build-context="+k+"="+v)
		}
	}
	many("tag", t.Tags)
	many("platform", t.Platforms)
	many("annotation", t.Annotations)
	many("no-cache-filter", t.NoCacheFilter)
	many("ulimit", t.Ulimits)
	many("allow", t.Entitlements)
	entries("attest", t.Attest)
	entries("cache-from", t.CacheFrom)
	entries("cache-to", t.CacheTo)
	entries("secret", t.Secrets)
	entries("output", t.Outputs)
	for _, e := range t.SSH {
		text := e.Fields["id"]
		if p := e.Fields["paths"]; p != "" {
			text += "=" + p
		}
		argv = append(argv, "--ssh="+text)
	}
	one("target", t.Target)
	one("network", t.Network)
	one("shm-size", t.ShmSize)
	one("call", t.Call)
	if t.Pull != nil && *t.Pull {
		argv = append(argv, "--pull")
	}
	if t.NoCache != nil && *t.NoCache {
		argv = append(argv, "--no-cache")
	}
	return append(argv, "--", where)
}
