//go:build !core

package docker

import (
	"errors"
	"fmt"
	"strings"

	"drydock/sim/compose"
	"drydock/sim/engine"
)

// hookStages run the hooks of a kind in a service's container, one after the
// other. Errors: of the engine, and a hook that ends with another code than 0.
// Source: docker/compose v5 pkg/compose/hook.go.
func hookStages(s compose.Service, kind, container string) []stage {
	var all []stage
	for _, h := range s.Hooks(kind) {
		all = append(all, stage{
			begin: func(c Call) (string, error) { return c.execHook(container, h) },
			over: func(h engine.Host, id string) (bool, error) {
				code, done := h.Exited(id)
				if done && code != 0 {
					return done, unmetError(fmt.Sprintf("%s hook exited with status %d", s.Name, code))
				}
				return done, nil
			},
			speaker: strings.TrimPrefix(container, s.Project+"-") + " ->",
		})
	}
	return all
}

// execHook starts a hook in a container.
func (c Call) execHook(container string, k compose.Hook) (string, error) {
	h, id, err := c.host().ExecCreate(container, engine.ExecOptions{Cmd: k.Command, User: k.User, WorkingDir: k.Dir, Env: k.Env, Privileged: k.Privileged})
	if err := c.ask(h, err); err != nil {
		return "", err
	}
	h, err = c.host().ExecStart(id)
	return id, c.ask(h, err)
}

// stopHooks are the stages of pre_stop, for a container that runs.
func (b *planner) stopHooks(k part) []stage {
	s, ok := b.p.Service(k.service)
	if !ok || k.State != engine.Running {
		return nil
	}
	return hookStages(s, "pre_stop", k.Name)
}

// preStart runs the hooks of a service that come before its first container,
// each in a container of its own beside it.
// Source: docker/compose v5 pkg/compose/pre_start.go.
func (b *planner) preStart(s compose.Service, container string, need []int) []int {
	hooks := s.Hooks("pre_start")
	if len(hooks) == 0 {
		return need
	}
	t := task{need: need, looks: false}
	for i, k := range hooks {
		p := b.p
		t.stages = append(t.stages, stage{
			cost: creating,
			begin: func(c Call) (string, error) {
				for i, k := range hooks {
					if k.PerReplica {
						return "", unmetError(fmt.Sprintf("service %q pre_start[%d]: per_replica is not yet supported; remove per_replica or set it to false", s.Name, i))
					}
				}
				return c.beside(p, s, container, k)
			},
			over: func(h engine.Host, id string) (bool, error) {
				code, done := h.Exited(id)
				if done && code != 0 {
					return done, unmetError(fmt.Sprintf("service %q pre_start[%d] exited with code %d", s.Name, i, code))
				}
				return done, nil
			},
			speaker: fmt.Sprintf("%s pre_start[%d] ->", s.Name, i),
		})
	}
	return []int{b.add(t)}
}

// beside makes and starts the container of a hook, which goes when it has ended.
func (c Call) beside(p compose.Project, s compose.Service, container string, k compose.Hook) (string, error) {
	about, err := c.host().Container(container)
	if err != nil {
		return "", c.refused(err)
	}
	o, err := p.Beside(s, about.ID, k)
	if err != nil {
		return "", err
	}
	h, id, err := c.host().ContainerCreate(o)
	if err := c.ask(h, err); err != nil {
		return "", err
	}
	h, err = c.host().ContainerStart(id)
	if err := c.ask(h, err); err != nil {
		if h, gone := c.host().ContainerRemove(id, engine.RemoveOptions{Force: true}); gone == nil {
			c.sys.Set(h)
		}
		return "", err
	}
	return id, nil
}

// hearHooks adds what hooks write to the output that is shown.
func (a attached) hearHooks() attached {
	for i, j := range a.work.jobs {
		t := a.work.plan[i]
		if j.condition != working || j.id == "" || j.stage >= len(t.stages) || t.stages[j.stage].speaker == "" || a.tail.hears(j.id) {
			continue
		}
		a.tail.sources = append(a.tail.sources[:len(a.tail.sources):len(a.tail.sources)], source{id: j.id, name: t.stages[j.stage].speaker, hook: true,
			ended: func(h engine.Host) bool { _, done := h.Exited(j.id); return done }})
	}
	return a
}

// provided refuses what a project needs from programs that are not installed:
// models, and services that something else than the engine runs.
// Source: docker/compose v5 pkg/compose/model.go, plugins.go.
func (c Call) provided(p compose.Project, services []compose.Service) error {
	if p.UsesModels() {
		return errors.New("'models' support requires Docker Model plugin")
	}
	for _, s := range services {
		switch kind := s.Provider(); {
		case kind == "":
		case kind == "compose":
			return errors.New("'compose' is not a valid provider type")
		default:
			if _, err := c.sys.LookPath(kind); err != nil {
				return fmt.Errorf("exec: %q: executable file not found in $PATH", kind)
			}
			return &exitError{1, c.name + ": provider of service " + s.Name + " is not simulated"}
		}
	}
	return nil
}
