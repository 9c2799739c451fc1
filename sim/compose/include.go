package compose

import (
	"errors"
	"fmt"
	"maps"
	"path"
	"strings"
)

// included reads the files that a file includes.
func (r *reader) included(doc map[string]any, name string, p place, env Environment, from []string) (map[string]any, error) {
	out := map[string]any{}
	for _, e := range list(doc["include"]) {
		inc, ok := e.(map[string]any)
		if !ok {
			inc = map[string]any{"path": e}
		}
		files := texts(inc["path"])
		if s, ok := inc["path"].(string); ok {
			files = []string{s}
		}
		if len(files) == 0 {
			return nil, errors.New("include: path is required")
		}
		for i, f := range files {
			files[i] = p.abs(f)
		}
		dir := place{path.Dir(files[0]), p.home}
		if s := text(inc["project_directory"]); s != "" {
			dir.dir = p.abs(s)
		}
		sub, err := r.includedEnv(inc, p, dir, env)
		if err != nil {
			return nil, err
		}
		whole := map[string]any{}
		for _, f := range files {
			r.under = whole
			t, err := r.file(f, dir, sub, append(from[:len(from):len(from)], name))
			if err != nil {
				return nil, err
			}
			whole = overlayObject(whole, t)
		}
		out = include(out, inContext(without(whole, "name"), dir.dir))
	}
	return out, nil
}

func (r *reader) includedEnv(inc map[string]any, p, dir place, env Environment) (Environment, error) {
	files := texts(inc["env_file"])
	if s, ok := inc["env_file"].(string); ok {
		files = []string{s}
	}
	given := len(files) > 0
	if !given {
		files = []string{path.Join(dir.dir, ".env")}
	}
	sub := Environment{env: env.All()}
	for _, f := range files {
		content, err := r.fs.ReadFile(p.abs(f))
		if err != nil {
			if given {
				return sub, fmt.Errorf("stat %s: %s", p.abs(f), strings.ToLower(err.Error()))
			}
			continue
		}
		all, err := ParseEnv(content, env.Lookup)
		if err != nil {
			return sub, fmt.Errorf("failed to read %s: %w", p.abs(f), err)
		}
		sub.file = append(sub.file, all...)
	}
	return sub, nil
}

// include adds what was included; what is there already lies over it.
func include(tree, more map[string]any) map[string]any {
	out := maps.Clone(tree)
	for _, kind := range []string{"services", "networks", "volumes", "secrets", "configs", "models"} {
		section := object(more[kind])
		if len(section) == 0 {
			continue
		}
		all := maps.Clone(object(out[kind]))
		if all == nil {
			all = map[string]any{}
		}
		for _, k := range keys(section) {
			if old, there := all[k]; there {
				all[k] = overlay(section[k], old, k)
				continue
			}
			all[k] = section[k]
		}
		out[kind] = all
	}
	return out
}
