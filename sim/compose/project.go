package compose

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Project is an application as its files describe it. It is a value.
type Project struct {
	Name  string
	Dir   string   // absolute
	Files []string // absolute, in the order they are laid over each other
	Env   Environment
	Tree  map[string]any // all of it, in long form

	on map[string]bool // services that the profiles turn on
}

// Service is one service of a project.
type Service struct {
	Name    string
	Project string
	Tree    map[string]any
}

// choose turns services on by profile. Source: compose-spec 15-profiles.md.
func (p Project) choose(profiles []string) Project {
	p.on = map[string]bool{}
	for name, s := range object(p.Tree["services"]) { // each for itself
		own := texts(object(s)["profiles"])
		p.on[name] = len(own) == 0 || slices.Contains(profiles, "*") ||
			slices.ContainsFunc(own, func(s string) bool { return slices.Contains(profiles, s) })
	}
	return p
}

// Enable turns on services that were named, whatever their profiles, and what
// they depend on if it has no profile of its own.
func (p Project) Enable(names []string) Project {
	on := maps.Clone(p.on)
	for _, name := range names {
		on[name] = true
	}
	p.on = on
	return p
}

// Service finds a service, on or not.
func (p Project) Service(name string) (Service, bool) {
	s, ok := object(p.Tree["services"])[name].(map[string]any)
	return Service{name, p.Name, s}, ok
}

// Services are those that are on, by name.
func (p Project) Services() []Service {
	var all []Service
	for _, name := range keys(object(p.Tree["services"])) {
		if p.on[name] {
			s, _ := p.Service(name)
			all = append(all, s)
		}
	}
	return all
}

// AllServices are all services, by name.
func (p Project) AllServices() []Service {
	var all []Service
	for _, name := range keys(object(p.Tree["services"])) {
		s, _ := p.Service(name)
		all = append(all, s)
	}
	return all
}

// Select returns the services with the given names, all that are on for none,
// and unless alone what they depend on; in an order in which each comes after
// those. Errors: no such service.
func (p Project) Select(names []string, alone bool) ([]Service, error) {
	for _, name := range names {
		if _, ok := p.Service(name); !ok {
			return nil, fmt.Errorf("no such service: %s", name)
		}
	}
	if len(names) == 0 {
		for _, s := range p.Services() {
			names = append(names, s.Name)
		}
	}
	var all []Service
	seen := map[string]bool{}
	var visit func(name string)
	visit = func(name string) {
		s, ok := p.Service(name)
		if seen[name] || !ok {
			return
		}
		seen[name] = true
		for _, d := range s.Dependencies() {
			if !alone && (p.on[d.Service] || d.Required) || slices.Contains(names, d.Service) {
				visit(d.Service)
			}
		}
		all = append(all, s)
	}
	for _, name := range slices.Sorted(slices.Values(names)) {
		visit(name)
	}
	return all, nil
}

// Dependency is a service that another one needs.
type Dependency struct {
	Service   string
	Condition string // service_started, service_healthy, service_completed_successfully
	Required  bool
	Restart   bool
}

// Restarts tells whether a service is restarted with the one it needs.
func (d Dependency) Restarts() bool { return d.Restart }

// Dependencies are those of a service, by name.
func (s Service) Dependencies() []Dependency {
	d := object(s.Tree["depends_on"])
	var all []Dependency
	for _, name := range keys(d) {
		v := object(d[name])
		all = append(all, Dependency{name, text(v["condition"]), truth(v["required"]), truth(v["restart"])})
	}
	return all
}

// Image is the image its containers are made from: the one it names, else the
// one that is built for it.
func (s Service) Image() string {
	if i := text(s.Tree["image"]); i != "" {
		return i
	}
	return s.Project + "-" + s.Name
}

// Built tells whether its image can be built here.
func (s Service) Built() bool { return s.Tree["build"] != nil }

// NamesImage tells whether the file says what its image is called.
func (s Service) NamesImage() bool { return text(s.Tree["image"]) != "" }

// Platform is what the service is to run on, "" for what the daemon is.
func (s Service) Platform() string { return text(s.Tree["platform"]) }

// Simulated tells what the service asks for that is not simulated, nil: nothing.
func (s Service) Simulated() error {
	for _, name := range later {
		if s.Tree[name] != nil {
			return fmt.Errorf("%s of service %s is not simulated", name, s.Name)
		}
	}
	return nil
}

// later are the fields of a service that change what it does and are not
// simulated.
var later = []string{"credential_spec"}

// Tags are the names that the image of a service gets when it is built.
func (s Service) Tags() []string { return append([]string{s.Image()}, texts(s.Build()["tags"])...) }

// Build is what the file says of building its image, in long form.
func (s Service) Build() map[string]any { return object(s.Tree["build"]) }

// PullPolicy is always, missing, never, build or what else the file says.
func (s Service) PullPolicy() string {
	policy := text(s.Tree["pull_policy"])
	if policy == "if_not_present" {
		return "missing"
	}
	return policy
}

// Replicas is how many containers it has.
func (s Service) Replicas() int {
	if v, ok := object(s.Tree["deploy"])["replicas"]; ok {
		return int(number(v))
	}
	if v, ok := s.Tree["scale"]; ok {
		return int(number(v))
	}
	return 1
}

// ContainerName is that of its n-th container.
func (s Service) ContainerName(n int) string {
	if name := text(s.Tree["container_name"]); name != "" {
		return name
	}
	return fmt.Sprintf("%s-%s-%d", s.Project, s.Name, n)
}

// Fixed tells whether the file names its container, which there can be one of only.
func (s Service) Fixed() bool { return text(s.Tree["container_name"]) != "" }

// Attached tells whether up shows its output.
func (s Service) Attached() bool { v, set := s.Tree["attach"]; return !set || truth(v) }

// Tty and StdinOpen are what a container of it has.
func (s Service) Tty() bool { return truth(s.Tree["tty"]) }

// Resource is a network or volume of a project.
type Resource struct {
	Key      string // in the file
	Name     string // of the engine
	External bool
	Tree     map[string]any
}

// Networks and Volumes are those of the project that the services use, by key;
// with no services, all.
func (p Project) Networks(used []Service) []Resource { return p.resources("networks", used) }

// Volumes is Networks for volumes.
func (p Project) Volumes(used []Service) []Resource { return p.resources("volumes", used) }

func (p Project) resources(kind string, used []Service) []Resource {
	var all []Resource
	section := object(p.Tree[kind])
	for _, k := range keys(section) {
		v := object(section[k])
		if len(used) > 0 && !slices.ContainsFunc(used, func(s Service) bool { return s.uses(kind, k) }) {
			continue
		}
		all = append(all, Resource{k, text(v["name"]), truth(v["external"]), v})
	}
	return all
}

// Joins tells whether a service is on a network, as the file calls it.
func (s Service) Joins(network string) bool { return s.uses("networks", network) }

func (s Service) uses(kind, key string) bool {
	if kind == "networks" {
		_, ok := object(s.Tree["networks"])[key]
		return ok
	}
	return slices.ContainsFunc(list(s.Tree["volumes"]), func(v any) bool {
		return text(object(v)["type"]) == "volume" && text(object(v)["source"]) == key
	})
}

// Profiles are all that services name, by name.
func (p Project) Profiles() []string {
	var all []string
	for _, s := range p.AllServices() {
		all = append(all, texts(s.Tree["profiles"])...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// ConfigFiles is what the label of that name holds.
func (p Project) ConfigFiles() string { return strings.Join(p.Files, ",") }
