package compose

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// check asks whether a project's parts fit together.
// Source: compose-go v2 loader/validate.go, graph/cycle.go.
func (p Project) check() error {
	for _, s := range p.Services() {
		if err := p.checkService(s); err != nil {
			return err
		}
	}
	for _, k := range keys(object(p.Tree["secrets"])) {
		if v := object(object(p.Tree["secrets"])[k]); !truth(v["external"]) && v["file"] == nil && v["environment"] == nil {
			return invalid("secret %q must declare either `file` or `environment`", k)
		}
	}
	return p.cycle()
}

// rules are what has to hold for a service, in the order in which it is asked.
var rules = []func(Project, Service) error{
	hasImage, buildFits, onNetworks, probes, dependsOnKnown, mountsKnown, filesKnown, scaleFits, limitsAgree, nameAlone, watched, mountsApart,
}

func (p Project) checkService(s Service) error {
	for _, rule := range rules {
		if err := rule(p, s); err != nil {
			return err
		}
	}
	return nil
}

// invalid is an error of a project whose parts do not fit together.
func invalid(format string, args ...any) error {
	return fmt.Errorf(format+": invalid compose project", args...)
}

func hasImage(_ Project, s Service) error {
	if s.Tree["build"] == nil && text(s.Tree["image"]) == "" && s.Tree["provider"] == nil {
		return invalid("service %q has neither an image nor a build context specified", s.Name)
	}
	return nil
}

func buildFits(p Project, s Service) error {
	b := s.Build()
	if b["dockerfile"] != nil && b["dockerfile_inline"] != nil {
		return invalid("service %q declares mutualy exclusive dockerfile and dockerfile_inline", s.Name)
	}
	for _, k := range keys(object(b["additional_contexts"])) {
		on, ok := strings.CutPrefix(text(object(b["additional_contexts"])[k]), "service:")
		if !ok {
			continue
		}
		other, known := p.Service(on)
		if !known {
			return fmt.Errorf("service %q declares unknown service %q as additional contexts %s", s.Name, on, k)
		}
		if !other.Built() {
			return fmt.Errorf("service %q declares non-buildable service %q as additional contexts %s", s.Name, on, k)
		}
	}
	if all, own := texts(b["platforms"]), text(s.Tree["platform"]); len(all) > 0 && own != "" && !slices.Contains(all, own) {
		return invalid("service.build.platforms MUST include service.platform %q", own)
	}
	return nil
}

func onNetworks(p Project, s Service) error {
	if text(s.Tree["network_mode"]) != "" && len(object(s.Tree["networks"])) > 0 {
		return invalid("service %s declares mutually exclusive `network_mode` and `networks`", s.Name)
	}
	for _, n := range keys(object(s.Tree["networks"])) {
		if _, ok := object(p.Tree["networks"])[n]; !ok {
			return invalid("service %q refers to undefined network %s", s.Name, n)
		}
	}
	return nil
}

func dependsOnKnown(p Project, s Service) error {
	for _, d := range s.Dependencies() {
		if _, ok := p.Service(d.Service); !ok || !p.on[d.Service] && d.Required {
			return invalid("service %q depends on undefined service %q", s.Name, d.Service)
		}
	}
	return nil
}

func mountsKnown(p Project, s Service) error {
	for _, v := range list(s.Tree["volumes"]) {
		m := object(v)
		src := text(m["source"])
		if text(m["type"]) != "volume" || src == "" {
			continue
		}
		if _, ok := object(p.Tree["volumes"])[src]; !ok {
			return invalid("service %q refers to undefined volume %s", s.Name, src)
		}
	}
	return nil
}

func filesKnown(p Project, s Service) error {
	for _, row := range []struct {
		kind, words string
		refs        []any
	}{{"secrets", "build secret", list(s.Build()["secrets"])}, {"configs", "config", list(s.Tree["configs"])}, {"secrets", "secret", list(s.Tree["secrets"])}} {
		for _, v := range row.refs {
			src := text(object(v)["source"])
			if _, ok := object(p.Tree[row.kind])[src]; !ok {
				return invalid("service %q refers to undefined %s %s", s.Name, row.words, src)
			}
		}
	}
	for _, m := range keys(object(s.Tree["models"])) {
		if _, ok := object(p.Tree["models"])[m]; !ok {
			return invalid("service %q refers to undefined model %s", s.Name, m)
		}
	}
	return nil
}

func scaleFits(_ Project, s Service) error {
	scale, replicas := s.Tree["scale"], object(s.Tree["deploy"])["replicas"]
	switch {
	case scale != nil && replicas != nil && number(scale) != number(replicas):
		return invalid("services.%s: can't set distinct values on 'scale' and 'deploy.replicas'", s.Name)
	case scale != nil && number(scale) < 0:
		return fmt.Errorf("services.%s.scale: must be greater than or equal to 0", s.Name)
	case replicas != nil && number(replicas) < 0:
		return fmt.Errorf("services.%s.deploy.replicas: must be greater than or equal to 0", s.Name)
	}
	return nil
}

// twins are the fields of a service that deploy.resources has too: both have
// to say the same.
var twins = []struct{ field, section, name string }{
	{"cpus", "limits", "cpus"}, {"mem_limit", "limits", "memory"}, {"mem_reservation", "reservations", "memory"}, {"pids_limit", "limits", "pids"},
}

func limitsAgree(_ Project, s Service) error {
	resources := object(object(s.Tree["deploy"])["resources"])
	for _, t := range twins {
		section, ok := resources[t.section].(map[string]any)
		if ok && decimal(s.Tree[t.field]) != 0 && decimal(s.Tree[t.field]) != decimal(section[t.name]) {
			return invalid("services.%s: can't set distinct values on '%s' and 'deploy.resources.%s.%s'", s.Name, t.field, t.section, t.name)
		}
	}
	return nil
}

// probes asks that a health check says how it is run.
func probes(_ Project, s Service) error {
	test := texts(object(s.Tree["healthcheck"])["test"])
	if len(test) > 0 && !slices.Contains([]string{"CMD", "CMD-SHELL", "NONE"}, test[0]) {
		return errors.New(`healthcheck.test must start either by "CMD", "CMD-SHELL" or "NONE"`)
	}
	return nil
}

// watched asks for where to that what watch does leads.
func watched(_ Project, s Service) error {
	for _, v := range list(object(s.Tree["develop"])["watch"]) {
		w := object(v)
		if a := text(w["action"]); text(w["target"]) == "" && a != "rebuild" && a != "restart" {
			return invalid("services.%s.develop.watch: target is required for non-rebuild actions", s.Name)
		}
	}
	return nil
}

func nameAlone(_ Project, s Service) error {
	if !s.Fixed() || s.Replicas() <= 1 {
		return nil
	}
	field := "scale"
	if s.Tree["scale"] == nil {
		field = "deploy.replicas"
	}
	return invalid("services.%s: can't set container_name and %s as container name must be unique", field, s.Name)
}

// mountsApart asks that nothing is mounted where something else is.
func mountsApart(_ Project, s Service) error {
	mounts := map[string]string{}
	put := func(field string, i int, target string) error {
		at := fmt.Sprintf("services.%s.%s[%d]", s.Name, field, i)
		if there, taken := mounts[target]; taken {
			return fmt.Errorf("%s: target %s already mounted as %s", at, target, there)
		}
		mounts[target] = at
		return nil
	}
	for i, t := range texts(s.Tree["tmpfs"]) {
		target, _, _ := strings.Cut(t, ":")
		if err := put("tmpfs", i, target); err != nil {
			return err
		}
	}
	for i, v := range list(s.Tree["volumes"]) {
		if err := put("volumes", i, text(object(v)["target"])); err != nil {
			return err
		}
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
