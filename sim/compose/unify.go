package compose

import (
	"fmt"
	"maps"
	"strings"
)

// onceKeys are the lists of a service in which a later entry takes the place of an
// earlier one with the same key, and how the key is found. Source: compose-go
// v2.14 override/uncity.go.
var onceKeys = map[string]func(any) (string, string){
	"annotations": beforeEquals, "cap_add": beforeEquals, "cap_drop": beforeEquals, "dns": beforeEquals, "dns_opt": beforeEquals,
	"dns_search": beforeEquals, "environment": beforeEquals, "labels": beforeEquals, "links": beforeEquals, "profiles": beforeEquals,
	"sysctls": beforeEquals, "tmpfs": beforeEquals,
	"env_file": pathKey, "expose": plainKey, "ports": portKey, "volumes": targetKey("volume"), "devices": targetKey("device"),
	"secrets": plainKey, "configs": plainKey,
}

// unify leaves one entry of those that a service has more than once.
func unify(doc map[string]any) (map[string]any, error) {
	services := maps.Clone(object(doc["services"]))
	for _, name := range keys(services) {
		s, ok := services[name].(map[string]any)
		if !ok {
			continue
		}
		n, err := unifyService(s, "services."+name)
		if err != nil {
			return nil, err
		}
		services[name] = n
	}
	if len(services) == 0 {
		return doc, nil
	}
	return with(doc, "services", services), nil
}

func unifyService(s map[string]any, at string) (map[string]any, error) {
	for _, field := range keys(s) {
		key := onceKeys[field]
		all, ok := s[field].([]any)
		if key == nil || !ok {
			continue
		}
		var out []any
		index := map[string]int{}
		for i, e := range all {
			k, fault := key(e)
			if fault != "" {
				return nil, fmt.Errorf(fault, fmt.Sprintf("%s.%s.[%d]", at, field, i))
			}
			if j, there := index[k]; there {
				out[j] = e
				continue
			}
			index[k] = len(out)
			out = append(out, e)
		}
		s = with(s, field, out)
	}
	return s, nil
}

func beforeEquals(v any) (key, fault string) {
	s, ok := v.(string)
	if !ok {
		return "", "%s: unexpected type " + goType(v)
	}
	key, _, _ = strings.Cut(s, "=")
	return key, ""
}

// goType is the type of a value as Go calls it.
func goType(v any) string {
	switch v.(type) {
	case int64:
		return "int"
	case map[string]any:
		return "map[string]interface {}"
	case []any:
		return "[]interface {}"
	case nil:
		return "<nil>"
	}
	return fmt.Sprintf("%T", v)
}

func plainKey(v any) (key, fault string) { return fmt.Sprint(v), "" }

func pathKey(v any) (key, fault string) {
	if s, ok := v.(string); ok {
		return s, ""
	}
	p, ok := object(v)["path"]
	if !ok {
		return "", "environment path attribute %s is missing"
	}
	return text(p), ""
}

func portKey(v any) (key, fault string) {
	m, ok := v.(map[string]any)
	if !ok {
		return text(v), ""
	}
	if m["target"] == nil {
		return "", "service ports %s is missing a target port"
	}
	return identity["ports"](m), ""
}

// targetKey finds a mount or device by where it appears in the container.
func targetKey(kind string) func(any) (string, string) {
	return func(v any) (key, fault string) {
		if m, ok := v.(map[string]any); ok {
			if _, ok := m["target"].(string); !ok {
				return "", "service " + kind + " %s is missing a mount target"
			}
			return text(m["target"]), ""
		}
		parts := strings.Split(text(v), ":")
		if len(parts) > 1 {
			return parts[1], ""
		}
		return parts[0], ""
	}
}

// silentNulls takes out what a later file leaves empty that an earlier one says.
func silentNulls(under, doc map[string]any) map[string]any {
	out := make(map[string]any, len(doc))
	for k, v := range doc { // each for itself
		below, there := under[k]
		if v == nil && there && below != nil && k != "command" && k != "entrypoint" && k != "test" {
			continue
		}
		if m, ok := v.(map[string]any); ok && object(below) != nil {
			v = silentNulls(object(below), m)
		}
		out[k] = v
	}
	return out
}
