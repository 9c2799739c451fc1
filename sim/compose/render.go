package compose

import (
	"bytes"
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
)

// sorted are the keys of a mapping in the order they are written in: that of
// the fields of its row of the schema, the others behind them.
func sorted(m map[string]any, s *shape) []string {
	all := keys(m)
	first := order[s.object]
	slices.SortStableFunc(all, func(a, b string) int { return rank(first, a) - rank(first, b) })
	return all
}

func rank(first []string, key string) int {
	if i := slices.Index(first, key); i >= 0 {
		return i
	}
	return len(first)
}

// fileShape is the shape of a whole file.
var fileShape = &shape{types: []string{"object"}, object: "file"}

// fit is the one of a shape's alternatives that a value is.
func (s *shape) fit(v any) *shape {
	for _, e := range s.either {
		if slices.ContainsFunc(e.types, func(t string) bool { return isA(v, t) }) {
			return e
		}
	}
	return s
}

// under is the shape of what stands under a key of a mapping, or in a list.
func (s *shape) under(key string) *shape {
	next := s.values
	if next == nil {
		next = schema[s.object].fields[key]
	}
	if next == nil {
		next = &shape{}
	}
	return next
}

func (s *shape) member() *shape {
	if s.items == nil {
		return &shape{}
	}
	return s.items
}

// Marshal writes a project in the normal form of docker compose config.
func (p Project) Marshal(services []Service) (string, error) {
	n := node(p.Visible(services), fileShape)
	out, err := yaml.Dump(n, yaml.WithV3Defaults(), yaml.WithIndent(2), yaml.WithLineWidth(-1))
	return string(out), err
}

// Visible is the tree of a project as config shows it: of the given services,
// and what they use.
func (p Project) Visible(services []Service) map[string]any {
	tree := without(p.Tree)
	all := map[string]any{}
	for _, s := range services {
		all[s.Name] = s.shown()
	}
	tree["services"] = all
	for _, kind := range []string{"networks", "volumes", "secrets", "configs"} {
		section := map[string]any{}
		for _, k := range keys(object(tree[kind])) {
			v := object(object(tree[kind])[k])
			used := slices.ContainsFunc(services, func(s Service) bool {
				if kind == "secrets" || kind == "configs" {
					return slices.ContainsFunc(slices.Concat(list(s.Tree[kind]), list(s.Build()[kind])), func(v any) bool { return text(object(v)["source"]) == k })
				}
				return s.uses(kind, k)
			})
			if used {
				section[k] = v
			}
		}
		delete(tree, kind)
		if len(section) > 0 {
			tree[kind] = section
		}
	}
	return tree
}

// shown is a service without what goes without saying.
func (s Service) shown() map[string]any {
	t := without(s.Tree)
	var mounts []any
	for _, v := range list(t["volumes"]) {
		m := object(v)
		if b := object(m["bind"]); b["create_host_path"] == true {
			m = with(m, "bind", without(b, "create_host_path"))
		}
		mounts = append(mounts, m)
	}
	if len(mounts) > 0 {
		t["volumes"] = mounts
	}
	return t
}

// node is a tree as YAML, in order.
func node(v any, s *shape) *yaml.Node {
	s = s.fit(v)
	switch v := v.(type) {
	case map[string]any:
		n := &yaml.Node{Kind: yaml.MappingNode}
		if len(v) == 0 {
			n.Style = yaml.FlowStyle
		}
		for _, k := range sorted(v, s) {
			n.Content = append(n.Content, leaf(k), node(v[k], s.under(k)))
		}
		return n
	case []any:
		n := &yaml.Node{Kind: yaml.SequenceNode}
		if len(v) == 0 {
			n.Style = yaml.FlowStyle
		}
		for _, e := range v {
			n.Content = append(n.Content, node(e, s.member()))
		}
		return n
	case string:
		return leaf(strings.ReplaceAll(v, "$", "$$"))
	}
	return leaf(v)
}

// oldBools are words that YAML 1.1 took for a bool.
var oldBools = []string{"y", "n", "yes", "no", "on", "off"}

func leaf(v any) *yaml.Node {
	n := &yaml.Node{}
	if err := n.Encode(v); err != nil {
		return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!null", Value: "null"}
	}
	if s, ok := v.(string); ok && slices.Contains(oldBools, strings.ToLower(s)) {
		n.Style = yaml.SingleQuotedStyle
	}
	return n
}

// JSON writes a project as docker compose config --format json does: its
// sections by name, the rest as in the other form.
func (p Project) JSON(services []Service) (string, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	tree := without(p.Visible(services), "models")
	for i, k := range keys(tree) {
		if i > 0 {
			b.WriteByte(',')
		}
		writeScalar(&b, k)
		b.WriteByte(':')
		writeJSON(&b, tree[k], fileShape.under(k))
	}
	b.WriteByte('}')
	var out bytes.Buffer
	err := json.Indent(&out, b.Bytes(), "", "  ")
	return strings.ReplaceAll(out.String(), "$", "$$"), err
}

// always are the fields of the schema's rows that JSON has even when they are
// not said. Source: compose-go v2.14 types.
var always = map[string]map[string]any{
	"service": {"command": nil, "entrypoint": nil},
	"network": {"ipam": map[string]any{}},
	"watch":   {"exec": map[string]any{}},
	"hook":    {"command": nil},
	"prehook": {"command": nil},
	"deploy":  {"resources": map[string]any{}, "placement": map[string]any{}},
}

// capital are fields that have another name in JSON.
var capital = map[string]string{"blkiolimit.path": "Path", "blkiolimit.rate": "Rate", "blkioweight.path": "Path", "blkioweight.weight": "Weight"}

func writeJSON(b *bytes.Buffer, v any, s *shape) {
	s = s.fit(v)
	switch v := v.(type) {
	case map[string]any:
		for k, e := range always[s.object] { // each for itself
			if _, there := v[k]; !there {
				v = with(v, k, e)
			}
		}
		names := sorted(v, s)
		if s.object != "" {
			names = slices.DeleteFunc(names, func(k string) bool { return strings.HasPrefix(k, "x-") })
		}
		b.WriteByte('{')
		for i, k := range names {
			if i > 0 {
				b.WriteByte(',')
			}
			writeScalar(b, cmp.Or(capital[s.object+"."+k], k))
			b.WriteByte(':')
			writeJSON(b, v[k], s.under(k))
		}
		b.WriteByte('}')
	case []any:
		b.WriteByte('[')
		for i, e := range v {
			if i > 0 {
				b.WriteByte(',')
			}
			writeJSON(b, e, s.member())
		}
		b.WriteByte(']')
	default:
		writeScalar(b, v)
	}
}

func writeScalar(b *bytes.Buffer, v any) {
	data, err := json.Marshal(v)
	if err != nil {
		data = []byte("null")
	}
	b.Write(data)
}
