package compose

import (
	"fmt"
	"slices"
	"strings"
)

// check asks whether a project's parts fit together.
// Source: compose-go v2 loader/validate.go, graph/cycle.go.
func (p Project) check() error {
	if err := p.cycle(); err != nil {
		return err
	}
	for _, s := range p.Services() {
		if err := p.checkService(s); err != nil {
			return fmt.Errorf("%w: invalid compose project", err)
		}
	}
	for _, kind := range []string{"secrets", "configs"} {
		for _, k := range keys(object(p.Tree[kind])) {
			v := object(object(p.Tree[kind])[k])
			if !truth(v["external"]) && v["file"] == nil && v["environment"] == nil && v["content"] == nil && v["driver"] == nil {
				return fmt.Errorf("%s.%s: one of %s must be set", kind, k, map[string]string{"secrets": "environment or file", "configs": "file, environment or content"}[kind])
			}
		}
	}
	return nil
}

func (p Project) checkService(s Service) error {
	if s.Tree["build"] == nil && s.Tree["image"] == nil && s.Tree["provider"] == nil {
		return fmt.Errorf("service %q has neither an image nor a build context specified", s.Name)
	}
	if text(s.Tree["network_mode"]) != "" && len(object(s.Tree["networks"])) > 0 {
		return fmt.Errorf("service %s declares mutually exclusive `network_mode` and `networks`", s.Name)
	}
	for _, n := range keys(object(s.Tree["networks"])) {
		if _, ok := object(p.Tree["networks"])[n]; !ok {
			return fmt.Errorf("service %q refers to undefined network %s", s.Name, n)
		}
	}
	for _, d := range s.Dependencies() {
		if _, ok := p.Service(d.Service); !ok && d.Required {
			return fmt.Errorf("service %q depends on undefined service %q", s.Name, d.Service)
		}
	}
	for _, v := range list(s.Tree["volumes"]) {
		m := object(v)
		src := text(m["source"])
		if text(m["type"]) != "volume" || src == "" {
			continue
		}
		if _, ok := object(p.Tree["volumes"])[src]; !ok {
			return fmt.Errorf("service %q refers to undefined volume %s", s.Name, src)
		}
	}
	for _, kind := range []string{"secret", "config"} {
		for _, v := range list(s.Tree[kind+"s"]) {
			src := text(object(v)["source"])
			if _, ok := object(p.Tree[kind+"s"])[src]; !ok {
				return fmt.Errorf("service %q refers to undefined %s %s", s.Name, kind, src)
			}
		}
	}
	if s.Fixed() && s.Replicas() > 1 {
		return fmt.Errorf("services.%s: can't set container_name and scale to %d as container name must be unique", s.Name, s.Replicas())
	}
	return nil
}

// cycle finds services that depend on each other in a ring.
func (p Project) cycle() error {
	done := map[string]bool{}
	var visit func(name string, way []string) []string
	visit = func(name string, way []string) []string {
		if i := slices.Index(way, name); i >= 0 {
			return append(way[i:], name)
		}
		if done[name] {
			return nil
		}
		s, _ := p.Service(name)
		for _, d := range s.Dependencies() {
			if ring := visit(d.Service, append(way[:len(way):len(way)], name)); ring != nil {
				return ring
			}
		}
		done[name] = true
		return nil
	}
	for _, s := range p.Services() {
		if ring := visit(s.Name, nil); ring != nil {
			return fmt.Errorf("dependency cycle detected: %s", strings.Join(ring, " -> "))
		}
	}
	return nil
}
