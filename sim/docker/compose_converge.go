//go:build !core

package docker

import (
	"fmt"
	"slices"

	"drydock/sim/compose"
	"drydock/sim/engine"
)

// recreation says which containers are made anew.
type recreation struct {
	force, never bool
	deps         bool           // those of services that were not named too
	named        []string       // none: all
	renew        bool           // anonymous volumes too
	scale        map[string]int // by service
	timeout      engine.StopOptions
	noDeps       bool
}

func (r recreation) replicas(s compose.Service) int {
	if n, ok := r.scale[s.Name]; ok {
		return max(n, 0)
	}
	return max(s.Replicas(), 0)
}

// maxParts bounds the containers of a project.
const maxParts = 500

// converge makes the containers of services as many and as they should be.
func (b *planner) converge(services []compose.Service, r recreation, need []int) error {
	total := 0
	for _, s := range services {
		if total += min(r.replicas(s), maxParts+1); total > maxParts {
			return fmt.Errorf("more than %d containers in a project are not simulated", maxParts)
		}
	}
	for _, s := range services {
		for _, k := range ofService(b.all, s.Name) {
			if b.keeps(s, k, r) && k.number <= r.replicas(s) && k.State == engine.Running && !b.halts(k) {
				b.add(task{about: "Container " + k.Name, end: "Running"})
			}
		}
	}
	for _, s := range services {
		before := slices.Concat(need, b.before(s))
		own := ofService(b.all, s.Name)
		want := r.replicas(s)
		if s.Fixed() && want > 1 {
			return said(fmt.Sprintf("The %q service is using the custom container name %q. Docker requires each container to have a unique name. Remove the custom name to scale the service", s.Name, s.ContainerName(1)))
		}
		var done []int
		for i := len(own) - 1; i >= 0; i-- {
			if i >= want {
				done = append(done, b.away(own[i], r.timeout, false, need))
			}
		}
		taken := map[int]bool{}
		for _, k := range own[:min(want, len(own))] {
			taken[k.number] = true
			if !b.keeps(s, k, r) {
				i, err := b.recreate(s, k, r, before)
				if err != nil {
					return err
				}
				done = append(done, i)
			}
		}
		for n, number := len(own), 0; n < want; n++ {
			for number++; taken[number]; number++ {
			}
			taken[number] = true
			done = append(done, b.make(s, number, before))
		}
		b.of[s.Name] = done
	}
	return nil
}

// halts tells whether the plan stops a container that goes on being one.
func (b *planner) halts(k part) bool { _, ok := b.halted[k.ID]; return ok }

// keeps tells whether a container stays as it is.
func (b *planner) keeps(s compose.Service, k part, r recreation) bool {
	asked := len(r.named) == 0 || slices.Contains(r.named, s.Name) || r.deps
	switch {
	case r.never:
		return true
	case r.force && asked:
		return false
	case k.Config.Labels[compose.LabelHash] != s.Hash():
		return false
	}
	img, err := b.c.host().Image(s.Image())
	return err != nil || k.Config.Labels[compose.LabelImage] == string(img.ID)
}

// make makes a new container of a service.
func (b *planner) make(s compose.Service, number int, need []int) int {
	p := b.p
	return b.add(task{about: "Container " + s.ContainerName(number), begin: "Creating", end: "Created", need: need,
		stages: []stage{{cost: creating, act: func(c Call) error {
			_, err := c.createPart(p, s, compose.Making{Number: number})
			return err
		}}}})
}

// createPart asks the engine for a container and puts in it what the project
// does not mount.
func (c Call) createPart(p compose.Project, s compose.Service, m compose.Making) (id string, err error) {
	if img, err := c.host().Image(s.Image()); err == nil {
		m.Image = string(img.ID)
	}
	all := c.parts(p, false)
	m.Container = func(name string) (string, bool) {
		own := ofService(all, name)
		if len(own) == 0 {
			return "", false
		}
		return own[0].ID, true
	}
	o, err := p.Create(s, m)
	if err != nil {
		return "", err
	}
	return c.createFrom(p, s, o)
}

func (c Call) createFrom(p compose.Project, s compose.Service, o engine.CreateOptions) (id string, err error) {
	h, id, err := c.host().ContainerCreate(o)
	if err := c.ask(h, err); err != nil {
		return "", err
	}
	return id, c.inject(p, s, id)
}

// recreate puts a new container in the place of one.
func (b *planner) recreate(s compose.Service, k part, r recreation, need []int) (int, error) {
	p := b.p
	t := task{about: "Container " + k.Name, begin: "Recreate", end: "Recreated", need: need}
	m := compose.Making{Number: k.number}
	if !r.renew {
		m.Old = k.Mounts
	}
	final := s.ContainerName(k.number)
	t.stages = []stage{
		{cost: creating, act: func(c Call) error {
			h, err := c.host().ContainerRename(k.ID, k.ID[:12]+"_"+k.Name)
			if err := c.ask(h, err); err != nil {
				return err
			}
			if _, err = c.createPart(p, s, m); err != nil {
				if h, back := c.host().ContainerRename(k.ID, k.Name); back == nil {
					c.sys.Set(h)
				}
			}
			return err
		}},
		stopping(k.ID, r.timeout, answer),
		call(answer, func(h engine.Host) (engine.Host, error) {
			n, err := h.ContainerRemove(k.ID, engine.RemoveOptions{Force: true})
			if isNotFound(err) {
				return h, nil
			}
			return n, err
		}),
	}
	_ = final
	return b.add(t), nil
}
