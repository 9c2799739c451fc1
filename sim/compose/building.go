package compose

import (
	"encoding/json"
	"fmt"

	"github.com/moby/moby/api/types/container"
)

// Building is what a file says of the making of a service's image.
type Building struct {
	Service, Image  string
	Context         string // a directory, or what is none
	Dockerfile      string
	Inline          string // the Dockerfile itself, "" without
	Args            []Arg  // by name
	Labels          []Arg
	Tags            []string // the image's own name first
	Target, Network string
	NoCache, Pull   bool
	Push            bool // to the registry of its name
	ExtraHosts      []string
	Platforms       []string
	ShmSize         int64
	Ulimits         []*container.Ulimit
	Secrets         []Content // Target is the id
	Contexts        []Arg     // additional ones

	CacheFrom, CacheTo []string // as --cache-from and --cache-to
	Unknown            []string // fields whose effect is not simulated
}

// Arg is a name and a value; Set is false for a name alone.
type Arg struct {
	Name, Value string
	Set         bool
}

// notBuilt are fields of build that cannot be heeded.
var notBuilt = []string{"ssh", "isolation", "privileged", "entitlements"}

// Building is how a service's image is made. Only services that are Built have it.
func (p Project) Building(s Service) Building {
	t := s.Build()
	b := Building{Service: s.Name, Image: s.Image(), Context: text(t["context"]), Dockerfile: text(t["dockerfile"]), Inline: text(t["dockerfile_inline"]),
		Target: text(t["target"]), Network: text(t["network"]), NoCache: truth(t["no_cache"]), Pull: truth(t["pull"]),
		ExtraHosts: hosts(texts(t["extra_hosts"])), Platforms: texts(t["platforms"]), ShmSize: number(t["shm_size"]), Ulimits: ulimitsOf(t["ulimits"]),
		CacheFrom: texts(t["cache_from"]), CacheTo: texts(t["cache_to"]),
		Args: p.args(t["args"]), Labels: p.args(t["labels"]), Contexts: p.args(t["additional_contexts"])}
	b.Tags = s.Tags()
	for _, own := range [][2]string{{LabelProject, p.Name}, {LabelService, s.Name}, {LabelVersion, Version}} {
		b.Labels = append(b.Labels, Arg{own[0], own[1], true})
	}
	for _, v := range list(t["secrets"]) {
		ref := object(v)
		def := object(object(p.Tree["secrets"])[text(ref["source"])])
		c := Content{File: text(def["file"]), Target: text(ref["source"])}
		if id := text(ref["target"]); id != "" {
			c.Target = id
		}
		if name := text(def["environment"]); name != "" {
			c.Text, _ = p.Env.Lookup(name)
		}
		b.Secrets = append(b.Secrets, c)
	}
	for _, name := range notBuilt {
		if t[name] != nil {
			b.Unknown = append(b.Unknown, "build."+name)
		}
	}
	return b
}

// args are pairs by name; one without a value has that of the project's environment.
func (p Project) args(v any) []Arg {
	m := object(v)
	var all []Arg
	for _, k := range keys(m) {
		a := Arg{k, text(m[k]), m[k] != nil}
		if !a.Set {
			a.Value, a.Set = p.Env.Lookup(k)
		}
		all = append(all, a)
	}
	return all
}

// bakeTarget is one image in the file that asks BuildKit for several.
// Source: docker/compose v5 pkg/compose/build_bake.go.
type bakeTarget struct {
	Context    string            `json:"context,omitempty"`
	Contexts   map[string]string `json:"contexts,omitempty"`
	Dockerfile string            `json:"dockerfile,omitempty"`
	Inline     string            `json:"dockerfile-inline,omitempty"`
	Args       map[string]string `json:"args,omitempty"`
	Labels     map[string]string `json:"labels,omitempty"`
	Tags       []string          `json:"tags,omitempty"`
	CacheFrom  []string          `json:"cache-from,omitempty"`
	CacheTo    []string          `json:"cache-to,omitempty"`
	Target     string            `json:"target,omitempty"`
	Platforms  []string          `json:"platforms,omitempty"`
	Pull       bool              `json:"pull,omitempty"`
	NoCache    bool              `json:"no-cache,omitempty"`
	Network    string            `json:"network,omitempty"`
	Outputs    []string          `json:"output,omitempty"`
}

// Bake is the file by which Compose asks BuildKit for several images.
func Bake(all []Building) (string, error) {
	targets, names := map[string]bakeTarget{}, []string{}
	for _, b := range all {
		names = append(names, b.Service)
		t := bakeTarget{Context: b.Context, Contexts: argMap(b.Contexts), Dockerfile: b.Dockerfile, Inline: b.Inline, Args: argMap(b.Args), Labels: argMap(b.Labels),
			Tags: b.Tags, CacheFrom: b.CacheFrom, CacheTo: b.CacheTo, Target: b.Target, Platforms: b.Platforms, Pull: b.Pull, NoCache: b.NoCache,
			Network: b.Network, Outputs: []string{"type=docker"}}
		if b.Push {
			t.Outputs = []string{"type=registry"}
		}
		if b.Inline != "" {
			t.Dockerfile = ""
		}
		targets[b.Service] = t
	}
	data, err := json.MarshalIndent(map[string]any{"group": map[string]any{"default": map[string]any{"targets": names}}, "target": targets}, "", "  ")
	if err != nil {
		return "", fmt.Errorf("bake: %w", err)
	}
	return string(data), nil
}

func argMap(all []Arg) map[string]string {
	m := map[string]string{}
	for _, a := range all {
		m[a.Name] = a.Value
	}
	return m
}

// BakeExtension is what x-bake says of a service's build: attributes of a
// target of a bake file. Its numbers are float64.
func (s Service) BakeExtension() map[string]any {
	data, err := json.Marshal(object(s.Build()["x-bake"]))
	var m map[string]any
	if err != nil || json.Unmarshal(data, &m) != nil {
		return nil
	}
	return m
}
