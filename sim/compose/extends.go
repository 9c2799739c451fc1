package compose

import (
	"errors"
	"fmt"
	"path"
	"slices"
)

// extended puts under every service what it extends.
// Source: compose-spec 05-services.md, extends.
func (r *reader) extended(doc map[string]any, name string, p place, env Environment) (map[string]any, error) {
	services := object(doc["services"])
	out := map[string]any{}
	for _, s := range keys(services) {
		if _, ok := services[s].(map[string]any); !ok {
			out[s] = services[s]
			continue
		}
		v, err := r.extend(services, s, name, p, env, nil)
		if err != nil {
			return nil, err
		}
		out[s] = v
	}
	if doc["services"] == nil {
		return doc, nil
	}
	return with(doc, "services", out), nil
}

func (r *reader) extend(services map[string]any, s, file string, p place, env Environment, from []string) (map[string]any, error) {
	own := object(services[s])
	e := object(own["extends"])
	if len(e) == 0 {
		return own, nil
	}
	here := file + " " + s
	if slices.Contains(from, here) || len(from) > maxDepth {
		return nil, errors.New("circular reference with extends in " + s)
	}
	from = append(from[:len(from):len(from)], here)
	base, baseFile := text(e["service"]), file
	all := services
	if f := text(e["file"]); f != "" {
		if r.opened++; r.opened > maxFiles {
			return nil, fmt.Errorf("more than %d compose files", maxFiles)
		}
		baseFile = f
		docs, err := r.documents(f, env)
		if err != nil {
			return nil, err
		}
		whole := map[string]any{}
		p = place{path.Dir(f), p.home}
		for _, doc := range docs {
			if doc, err = canonical(doc, p); err != nil {
				return nil, err
			}
			whole = overlayObject(whole, doc)
		}
		all = object(whole["services"])
	}
	if _, ok := all[base]; !ok {
		if baseFile != file {
			return nil, fmt.Errorf("cannot extend service %q in %s: service %q not found in %s", s, file, base, baseFile)
		}
		return nil, fmt.Errorf("cannot extend service %q in %s: service %q not found", s, file, base)
	}
	under, err := r.extend(all, base, baseFile, p, env, from)
	if err != nil {
		return nil, err
	}
	return overlayObject(without(under, "extends"), without(own, "extends")), nil
}
