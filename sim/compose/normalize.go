package compose

import (
	"fmt"
	"slices"
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
			return nil, undecoded(name, err)
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
			all[k] = v
		}
		out[kind] = all
	}
	return out, nil
}

func (r *reader) normalService(s map[string]any) (map[string]any, error) {
	out := map[string]any{}
	for k, v := range s { // each for itself
		out[k] = v
	}
	if len(object(out["networks"])) == 0 && out["network_mode"] == nil && out["provider"] == nil {
		out["networks"] = map[string]any{"default": nil}
	}
	if text(out["pull_policy"]) == "if_not_present" {
		out["pull_policy"] = "missing"
	}
	if b, ok := out["build"].(map[string]any); ok && b["dockerfile"] == nil && b["dockerfile_inline"] == nil {
		out["build"] = with(b, "dockerfile", "Dockerfile")
	}
	if b, ok := out["build"].(map[string]any); ok && b["args"] != nil {
		out["build"] = with(b, "args", r.filled(object(b["args"])))
	}
	inheritImage(out)
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
	if out, err = r.labelFiles(out); err != nil {
		return nil, err
	}
	for _, name := range keys(object(out["depends_on"])) {
		if d := object(object(out["depends_on"])[name]); d["required"] == nil {
			out["depends_on"] = with(object(out["depends_on"]), name, with(d, "required", true))
		}
	}
	if d := implied(out); len(d) > 0 {
		depends := object(out["depends_on"])
		for _, on := range d {
			if _, there := depends[on.Service]; !there {
				d := map[string]any{"condition": "service_started", "required": true}
				if on.Restart {
					d["restart"] = true
				}
				depends = with(depends, on.Service, d)
			}
		}
		out["depends_on"] = depends
	}
	return withoutEmpty(out), nil
}

// kept are the fields of a service that mean something when they are empty.
var kept = []string{"command", "entrypoint", "build", "deploy", "develop", "healthcheck", "logging", "networks", "blkio_config", "provider"}

// withoutEmpty takes out the lists and mappings that have nothing in them.
func withoutEmpty(s map[string]any) map[string]any {
	for _, k := range keys(s) {
		if s[k] == nil {
			s = without(s, k)
			continue
		}
		l, isList := s[k].([]any)
		m, isMap := s[k].(map[string]any)
		if (isList && len(l) == 0 || isMap && len(m) == 0) && !slices.Contains(kept, k) {
			s = without(s, k)
		}
	}
	return s
}

// filled are pairs with the values of those without one taken from the
// project's variables; what has none there is gone.
func (r *reader) filled(m map[string]any) map[string]any {
	out := map[string]any{}
	for k, v := range m { // each for itself
		if v == nil {
			own, ok := r.env.Lookup(k)
			if !ok {
				continue
			}
			v = own
		}
		out[k] = v
	}
	return out
}

// inheritImage gives the hooks that run before a start the service's image.
func inheritImage(s map[string]any) {
	hooks, ok := s["pre_start"].([]any)
	if !ok || text(s["image"]) == "" {
		return
	}
	all := make([]any, len(hooks))
	for i, h := range hooks {
		all[i] = h
		if object(h)["image"] == nil {
			all[i] = with(object(h), "image", s["image"])
		}
	}
	s["pre_start"] = all
}

// labelFiles reads a service's label files; its own labels lie over them.
func (r *reader) labelFiles(s map[string]any) (map[string]any, error) {
	files := texts(s["label_file"])
	if len(files) == 0 || r.NoEnvFiles {
		return s, nil
	}
	labels := map[string]any{}
	for _, name := range files {
		content, err := r.fs.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("label file %s not found: stat %s: %s", name, name, strings.ToLower(err.Error()))
		}
		all, err := ParseEnv(content, r.env.Lookup)
		if err != nil {
			return nil, fmt.Errorf("failed to read %s: %w", name, err)
		}
		for _, v := range all {
			labels[v.Name] = v.Value
		}
	}
	for k, v := range object(s["labels"]) { // each for itself
		labels[k] = v
	}
	return with(s, "labels", labels), nil
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
			format := text(object(f)["format"])
			if format != "" && format != "raw" && format != ".env" {
				return nil, fmt.Errorf("unsupported env_file format %q", format)
			}
			all, err := ParseEnv(content, func(name string) (string, bool) {
				if v, ok := env[name].(string); ok {
					return v, true
				}
				return r.env.Lookup(name)
			})
			if format == "raw" {
				all, err = rawEnv(content), nil
			}
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
		if strings.HasSuffix(k, " ") {
			return nil, misfit{"environment", unreadable{"", fmt.Sprintf("environment variable %s is declared with a trailing space", k)}}
		}
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
func implied(s map[string]any) []Dependency {
	var all []Dependency
	for _, l := range texts(s["links"]) {
		on, _, _ := strings.Cut(l, ":")
		all = append(all, Dependency{Service: on, Restart: true})
	}
	for _, name := range []string{"network_mode", "ipc", "pid", "uts", "cgroup"} {
		if on, ok := strings.CutPrefix(text(s[name]), "service:"); ok {
			all = append(all, Dependency{Service: on, Restart: true})
		}
	}
	for _, v := range texts(s["volumes_from"]) {
		if !strings.HasPrefix(v, "container:") {
			on, _, _ := strings.Cut(v, ":")
			all = append(all, Dependency{Service: on})
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
