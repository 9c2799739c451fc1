package compose

import (
	"fmt"
	"strings"
)

// normalize fills in what a project does not say and means: names of networks
// and volumes, the default network, what env files set, what else a service
// depends on. Source: compose-go v2 loader/normalize.go.
func (r *reader) normalize(tree map[string]any, project string) (map[string]any, error) {
	out := with(tree, "name", project)
	services := map[string]any{}
	for _, name := range keys(object(tree["services"])) {
		s, err := r.normalService(object(object(tree["services"])[name]))
		if err != nil {
			return nil, err
		}
		services[name] = s
	}
	out["services"] = services
	if usesDefault(services) {
		networks := object(out["networks"])
		if _, there := networks["default"]; !there {
			networks = with(networks, "default", map[string]any{})
		}
		out["networks"] = networks
	}
	for _, kind := range []string{"networks", "volumes", "secrets", "configs"} {
		section, ok := out[kind].(map[string]any)
		if !ok {
			continue
		}
		all := map[string]any{}
		for _, k := range keys(section) {
			v := object(section[k])
			switch {
			case v["name"] != nil:
			case truth(v["external"]):
				v = with(v, "name", k)
			default:
				v = with(v, "name", project+"_"+k)
			}
			if kind == "configs" || kind == "secrets" {
				var err error
				if v, err = r.fromEnvironment(kind, k, v); err != nil {
					return nil, err
				}
			}
			all[k] = v
		}
		out[kind] = all
	}
	return out, nil
}

// fromEnvironment keeps what a config or secret takes from a variable.
func (r *reader) fromEnvironment(kind, name string, v map[string]any) (map[string]any, error) {
	e := text(v["environment"])
	if e == "" || kind != "configs" {
		return v, nil
	}
	if _, ok := r.env.Lookup(e); !ok {
		return v, fmt.Errorf("config %q: environment variable %q required by config is not set", name, e)
	}
	return v, nil
}

func (r *reader) normalService(s map[string]any) (map[string]any, error) {
	out := map[string]any{}
	for k, v := range s { // each for itself
		out[k] = v
	}
	if _, has := out["networks"]; !has && out["network_mode"] == nil && out["provider"] == nil {
		out["networks"] = map[string]any{"default": nil}
	}
	if b, ok := out["build"].(map[string]any); ok && b["dockerfile"] == nil && b["dockerfile_inline"] == nil {
		out["build"] = with(b, "dockerfile", "Dockerfile")
	}
	if refs := list(out["secrets"]); len(refs) > 0 {
		all := make([]any, len(refs))
		for i, v := range refs {
			all[i] = v
			if object(v)["target"] == nil {
				all[i] = with(object(v), "target", "/run/secrets/"+text(object(v)["source"]))
			}
		}
		out["secrets"] = all
	}
	var err error
	if out, err = r.serviceEnv(out); err != nil {
		return nil, err
	}
	if d := implied(out); len(d) > 0 {
		depends := object(out["depends_on"])
		for _, name := range d {
			if _, there := depends[name]; !there {
				depends = with(depends, name, map[string]any{"condition": "service_started", "required": true, "restart": true})
			}
		}
		out["depends_on"] = depends
	}
	return out, nil
}

// serviceEnv reads a service's env files, lays its environment over them, and
// gives names without a value the one of the project's environment.
func (r *reader) serviceEnv(s map[string]any) (map[string]any, error) {
	env := map[string]any{}
	if files := list(s["env_file"]); len(files) > 0 && !r.NoEnvFiles {
		for _, f := range files {
			name := text(object(f)["path"])
			content, err := r.fs.ReadFile(name)
			if err != nil {
				if !truth(object(f)["required"]) {
					continue
				}
				return nil, fmt.Errorf("env file %s not found: stat %s: %s", name, name, strings.ToLower(err.Error()))
			}
			all, err := ParseEnv(content, func(name string) (string, bool) {
				if v, ok := env[name].(string); ok {
					return v, true
				}
				return r.env.Lookup(name)
			})
			if err != nil {
				return nil, fmt.Errorf("failed to read %s: %w", name, err)
			}
			for _, v := range all {
				if v.Set {
					env[v.Name] = v.Value
				} else if own, ok := r.env.Lookup(v.Name); ok {
					env[v.Name] = own
				}
			}
		}
		s = without(s, "env_file")
	}
	own := object(s["environment"])
	for _, k := range keys(own) {
		env[k] = own[k]
		if env[k] == nil {
			if v, ok := r.env.Lookup(k); ok {
				env[k] = v
			}
		}
	}
	if len(env) > 0 {
		s = with(s, "environment", env)
	}
	return s, nil
}

// implied are the services a service depends on without saying so.
func implied(s map[string]any) []string {
	var all []string
	for _, name := range []string{"network_mode", "ipc", "pid"} {
		if on, ok := strings.CutPrefix(text(s[name]), "service:"); ok {
			all = append(all, on)
		}
	}
	for _, l := range texts(s["links"]) {
		on, _, _ := strings.Cut(l, ":")
		all = append(all, on)
	}
	for _, v := range texts(s["volumes_from"]) {
		if !strings.HasPrefix(v, "container:") {
			on, _, _ := strings.Cut(v, ":")
			all = append(all, on)
		}
	}
	return all
}

func usesDefault(services map[string]any) bool {
	for _, s := range services { // any one of them
		if _, ok := object(object(s)["networks"])["default"]; ok {
			return true
		}
	}
	return false
}
