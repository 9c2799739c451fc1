package compose

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
)

// order is the order of fields of what is not written by name. Services and
// the rest are. Source: compose-go v2 types, whose structs are written as they
// are declared.
var order = map[string][]string{
	"":            {"name", "services", "networks", "volumes", "secrets", "configs", "models"},
	"ports":       {"name", "mode", "host_ip", "target", "published", "protocol", "app_protocol"},
	"healthcheck": {"test", "timeout", "interval", "retries", "start_period", "start_interval", "disable"},
	"volumes":     {"type", "source", "target", "read_only", "consistency", "bind", "volume", "tmpfs", "image"},
	"depends_on":  {"condition", "restart", "required"},
	"build": {"context", "dockerfile", "dockerfile_inline", "entitlements", "args", "provenance", "sbom", "ssh", "labels", "cache_from",
		"cache_to", "no_cache", "additional_contexts", "pull", "extra_hosts", "isolation", "network", "target", "secrets", "shm_size",
		"tags", "ulimits", "platforms", "privileged"},
	"secrets":  {"source", "target", "uid", "gid", "mode"},
	"configs":  {"source", "target", "uid", "gid", "mode"},
	"deploy":   {"mode", "replicas", "labels", "update_config", "rollback_config", "resources", "restart_policy", "placement", "endpoint_mode"},
	"env_file": {"path", "required", "format"},
	"devices":  {"source", "target", "permissions"},
	"network":  {"name", "driver", "driver_opts", "ipam", "external", "internal", "attachable", "labels", "enable_ipv4", "enable_ipv6"},
	"volume":   {"name", "driver", "driver_opts", "external", "labels"},
	"secret":   {"name", "file", "environment", "content", "external", "labels", "driver", "driver_opts", "template_driver"},
	"logging":  {"driver", "options"},
	"ulimits":  {"single", "soft", "hard"},
	"ipam":     {"driver", "config"},
	"config":   {"subnet", "gateway", "ip_range", "aux_addresses"},
}

// sorted are the keys of a mapping in the order they are written in.
func sorted(m map[string]any, kind string) []string {
	all := keys(m)
	first := order[kind]
	slices.SortStableFunc(all, func(a, b string) int { return rank(first, a) - rank(first, b) })
	return all
}

func rank(first []string, key string) int {
	if i := slices.Index(first, key); i >= 0 {
		return i
	}
	return len(first)
}

// below is the kind of what stands under a key: that of a service's own
// fields, or of the entries of a section.
func below(path []string) string {
	switch n := len(path); {
	case n == 0:
		return ""
	case path[0] == "services" && n >= 3:
		if path[n-1] == "*" {
			return path[n-2]
		}
		if n == 3 || path[2] == "build" || path[2] == "deploy" {
			return path[n-1]
		}
		if path[2] == "depends_on" || path[2] == "ulimits" {
			return path[2]
		}
	case n == 2 && path[0] != "services":
		return strings.TrimSuffix(path[0], "s")
	case n > 2 && path[0] == "networks":
		if path[n-1] == "*" {
			return path[n-2]
		}
		return path[n-1]
	}
	return "-"
}

// Marshal writes a project in the normal form of docker compose config.
func (p Project) Marshal(services []Service) (string, error) {
	n := node(p.Visible(services), nil)
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
					return slices.ContainsFunc(list(s.Tree[kind]), func(v any) bool { return text(object(v)["source"]) == k })
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
	t := without(s.Tree, "extends")
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
func node(v any, path []string) *yaml.Node {
	switch v := v.(type) {
	case map[string]any:
		n := &yaml.Node{Kind: yaml.MappingNode}
		if len(v) == 0 {
			n.Style = yaml.FlowStyle
		}
		for _, k := range sorted(v, below(path)) {
			n.Content = append(n.Content, leaf(k), node(v[k], append(path[:len(path):len(path)], k)))
		}
		return n
	case []any:
		n := &yaml.Node{Kind: yaml.SequenceNode}
		if len(v) == 0 {
			n.Style = yaml.FlowStyle
		}
		for _, e := range v {
			n.Content = append(n.Content, node(e, append(path[:len(path):len(path)], "*")))
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

// JSON writes a project as docker compose config --format json does.
func (p Project) JSON(services []Service) (string, error) {
	var b bytes.Buffer
	writeJSON(&b, p.Visible(services), nil)
	var out bytes.Buffer
	err := json.Indent(&out, b.Bytes(), "", "  ")
	return out.String(), err
}

func writeJSON(b *bytes.Buffer, v any, path []string) {
	switch v := v.(type) {
	case map[string]any:
		b.WriteByte('{')
		for i, k := range sorted(v, below(path)) {
			if i > 0 {
				b.WriteByte(',')
			}
			writeScalar(b, k)
			b.WriteByte(':')
			writeJSON(b, v[k], append(path[:len(path):len(path)], k))
		}
		b.WriteByte('}')
	case []any:
		b.WriteByte('[')
		for i, e := range v {
			if i > 0 {
				b.WriteByte(',')
			}
			writeJSON(b, e, append(path[:len(path):len(path)], "*"))
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
