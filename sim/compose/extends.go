package compose

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
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

// onlyService is a document with one of its services.
func onlyService(doc map[string]any, name string) map[string]any {
	s, ok := object(doc["services"])[name].(map[string]any)
	if !ok {
		return map[string]any{}
	}
	return map[string]any{"services": map[string]any{name: s}}
}

func (r *reader) extend(services map[string]any, s, file string, p place, env Environment, from []string) (map[string]any, error) {
	own := object(services[s])
	e := object(own["extends"])
	if len(e) == 0 {
		return own, nil
	}
	here := s + " in " + file
	if slices.Contains(from, here) || len(from) > maxDepth {
		return nil, errors.New("Circular reference:\n  " + strings.Join(append(from, here), "\n  extends "))
	}
	from = append(from[:len(from):len(from)], here)
	base, baseFile := text(e["service"]), file
	all := services
	if f := text(e["file"]); f != "" {
		if r.opened++; r.opened > maxFiles {
			return nil, fmt.Errorf("more than %d compose files", maxFiles)
		}
		baseFile = f
		r.extending++
		docs, err := r.documents(f, env)
		r.extending--
		if err != nil {
			return nil, err
		}
		whole := map[string]any{}
		p = place{path.Dir(f), p.home}
		for _, doc := range docs {
			if err := validate(onlyService(doc, base)); err != nil {
				return nil, fmt.Errorf("validating %s: %w", file, err)
			}
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
	if all[base] == nil {
		return own, nil
	}
	under, err := r.extend(all, base, baseFile, p, env, from)
	if err != nil {
		return nil, err
	}
	return overlayObject(without(under, "extends"), without(own, "extends")), nil
}
