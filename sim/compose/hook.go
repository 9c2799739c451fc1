package compose

import (
	ctypes "github.com/moby/moby/api/types/container"

	"drydock/sim/engine"
)

// Hook is a command that runs at a moment of a service's life: in its
// container, or beside it in a container of its own.
// Source: compose-spec, post_start, pre_stop, pre_start, develop.watch.exec.
type Hook struct {
	Command    []string
	Image      string // of pre_start: "" for the service's own
	User, Dir  string
	Env        []string // NAME=value, by name
	Privileged bool
	PerReplica bool // of pre_start
}

// Hooks are those of a kind: post_start, pre_stop or pre_start, in their order.
func (s Service) Hooks(kind string) []Hook {
	var all []Hook
	for _, v := range list(s.Tree[kind]) {
		all = append(all, hookOf(object(v)))
	}
	return all
}

func hookOf(t map[string]any) Hook {
	return Hook{Command: texts(t["command"]), Image: text(t["image"]), User: text(t["user"]), Dir: text(t["working_dir"]),
		Env: envOf(object(t["environment"])), Privileged: truth(t["privileged"]), PerReplica: truth(t["per_replica"])}
}

// HookImages are the images that the hooks of a service need beside its own.
func (s Service) HookImages() []string {
	var all []string
	for _, h := range s.Hooks("pre_start") {
		if h.Image != "" && h.Image != s.Image() {
			all = append(all, h.Image)
		}
	}
	return all
}

// Named is the service as it would be with another image.
func (s Service) Named(image string) Service {
	s.Tree = with(without(s.Tree, "build"), "image", image)
	return s
}

// Beside is the engine's request for the container of a pre_start hook: with
// the volumes of the service's container, and on its networks.
// Source: docker/compose v5 pkg/compose/pre_start.go.
func (p Project) Beside(s Service, container string, k Hook) (engine.CreateOptions, error) {
	o := engine.CreateOptions{Config: ctypes.Config{Image: s.Image(), Cmd: k.Command, User: k.User, WorkingDir: k.Dir, Env: append(s.env(), k.Env...),
		Labels: map[string]string{LabelProject: p.Name, LabelService: s.Name, LabelVersion: Version}}}
	if k.Image != "" {
		o.Config.Image = k.Image
	}
	o.Host = ctypes.HostConfig{AutoRemove: true, Privileged: k.Privileged, VolumesFrom: []string{container}}
	err := p.networking(s, Making{Once: true, Aliases: true}, &o)
	return o, err
}

// Provider is what runs a service in place of the engine, "": nothing.
func (s Service) Provider() string { return text(object(s.Tree["provider"])["type"]) }

// UsesModels tells whether the project has models.
func (p Project) UsesModels() bool { return len(object(p.Tree["models"])) > 0 }
