package compose

import (
	"errors"
	"fmt"
	"maps"
	"strings"

	"drydock/sim/vfs"
)

// inContext gives builds that do not say where they are the directory dir.
func inContext(tree map[string]any, dir string) map[string]any {
	services := maps.Clone(object(tree["services"]))
	for _, name := range keys(services) {
		s := object(services[name])
		if b, ok := s["build"].(map[string]any); ok && b["context"] == nil {
			services[name] = with(s, "build", with(b, "context", dir))
		}
	}
	if len(services) == 0 {
		return tree
	}
	return with(tree, "services", services)
}

// strip takes the marks of tags out of a tree.
func strip(v any) any {
	switch v := v.(type) {
	case override:
		return strip(v.value)
	case map[string]any:
		out := make(map[string]any, len(v))
		for k, e := range v { // each for itself
			if _, gone := e.(reset); !gone {
				out[k] = strip(e)
			}
		}
		return out
	case []any:
		out := make([]any, 0, len(v))
		for _, e := range v {
			if _, gone := e.(reset); !gone {
				out = append(out, strip(e))
			}
		}
		return out
	}
	return v
}

// documents reads a file up to the schema.
func (r *reader) documents(name string, env Environment) ([]map[string]any, error) {
	content, err := r.fs.ReadFile(name)
	if err != nil {
		return nil, openError(name, err)
	}
	docs, err := parseYAML(content)
	if bad, ok := err.(construction); ok {
		return nil, fmt.Errorf("failed to parse %s: %w", name, bad)
	}
	if err != nil {
		return nil, err
	}
	for i, doc := range docs {
		if !r.Raw {
			v, err := interpolate(doc, "", env.Lookup, r.warnings)
			if err != nil {
				return nil, err
			}
			doc = v.(map[string]any)
		}
		if err := mappings(doc); err != nil {
			return nil, err
		}
		if doc, err = unify(silentNulls(r.under, doc)); err != nil {
			return nil, err
		}
		if err := extendsNamed(doc); err != nil {
			return nil, err
		}
		if err := r.valid(doc, name); err != nil {
			return nil, err
		}
		if _, ok := doc["version"]; ok {
			r.warnings.warn("%s: the attribute `version` is obsolete, it will be ignored, please remove it to avoid potential confusion", name)
		}
		docs[i] = doc
	}
	return docs, nil
}

// valid asks whether a document is as the schema says. Of a file that is
// extended only what is taken from it counts, which is asked later.
func (r *reader) valid(doc map[string]any, name string) error {
	if r.extending > 0 {
		return nil
	}
	if err := validate(doc); err != nil {
		return fmt.Errorf("validating %s: %w", name, err)
	}
	return nil
}

// extendsNamed asks for the service of each extends.
func extendsNamed(doc map[string]any) error {
	for _, name := range keys(object(doc["services"])) {
		if e, ok := object(object(doc["services"])[name])["extends"].(map[string]any); ok && e["service"] == nil {
			return fmt.Errorf("extends.%s.service is required", name)
		}
	}
	return nil
}

// openError is the error of a file that cannot be opened, as Go words it.
func openError(name string, err error) error {
	if e, ok := err.(vfs.Errno); ok {
		return fmt.Errorf("open %s: %s", name, strings.ToLower(e.Error()))
	}
	return fmt.Errorf("open %s: %w", name, err)
}

// mappings refuses services that are none before the schema is looked at.
func mappings(doc map[string]any) error {
	services := doc["services"]
	if _, said := doc["include"].([]any); doc["include"] != nil && !said {
		return fmt.Errorf("`include` must be a list, got %s", text(doc["include"]))
	}
	if _, said := doc["services"]; !said {
		return nil
	}
	switch v := services.(type) {
	case override, reset:
		return nil
	case map[string]any:
		for _, name := range keys(v) {
			switch v[name].(type) {
			case nil, map[string]any, override, reset:
			default:
				return fmt.Errorf("services.%s must be a mapping", name)
			}
		}
		return nil
	}
	return errors.New("services must be a mapping")
}
