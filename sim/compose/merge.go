package compose

import (
	"cmp"
	"fmt"
	"slices"
)

// replaced are the fields that a later file replaces where others add to them.
// Source: compose-spec 13-merge.md.
var replaced = []string{"command", "entrypoint", "test"}

// identity tells for lists of objects which ones are the same: the later stays.
var identity = map[string]func(any) string{
	"ports": func(v any) string {
		p := object(v)
		return fmt.Sprint(cmp.Or(text(p["host_ip"]), "0.0.0.0"), "|", text(p["target"]), "|", text(p["published"]), "|", text(p["protocol"]))
	},
	"volumes":  func(v any) string { return text(object(v)["target"]) },
	"secrets":  refIdentity,
	"configs":  refIdentity,
	"devices":  func(v any) string { return text(object(v)["target"]) },
	"env_file": func(v any) string { return text(object(v)["path"]) },
}

func refIdentity(v any) string {
	r := object(v)
	if t := text(r["target"]); t != "" {
		return t
	}
	return text(r["source"])
}

// overlay lays a later tree over an earlier one: mappings are merged, lists
// joined, all else replaced. at is the name of the field.
func overlay(base, over any, at string) any {
	switch o := over.(type) {
	case reset:
		return reset{}
	case override:
		return o.value
	case map[string]any:
		b, ok := base.(map[string]any)
		if !ok {
			return o
		}
		if at == "logging" && b["driver"] != nil && o["driver"] != nil && text(b["driver"]) != text(o["driver"]) {
			return o
		}
		return overlayObject(b, o)
	case []any:
		b, ok := base.([]any)
		if !ok || slices.Contains(replaced, at) {
			return o
		}
		return distinct(slices.Concat(b, o), at)
	case nil:
		if base != nil && !slices.Contains(replaced, at) {
			return base
		}
	}
	return over
}

func overlayObject(base, over map[string]any) map[string]any {
	out := make(map[string]any, len(base)+len(over))
	for k, v := range base { // each key for itself
		out[k] = v
	}
	for k, v := range over { // each key for itself
		if b, there := base[k]; there {
			v = overlay(b, v, k)
		}
		if o, ok := v.(override); ok {
			v = o.value
		}
		if _, gone := v.(reset); gone {
			delete(out, k)
			continue
		}
		out[k] = v
	}
	return out
}

// distinct leaves out what comes again in a list.
func distinct(all []any, at string) []any {
	same := identity[at]
	if same == nil {
		same = func(v any) string { return fmt.Sprint(v) }
	}
	var out []any
	index := map[string]int{}
	for _, v := range all {
		k := same(v)
		if i, there := index[k]; there {
			out[i] = v
			continue
		}
		index[k] = len(out)
		out = append(out, v)
	}
	return out
}
