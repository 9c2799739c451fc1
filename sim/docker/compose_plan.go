//go:build !core

package docker

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"drydock/sim/compose"
	"drydock/sim/engine"
)

// How long the engine takes for what Compose asks of it.
const (
	makingVolume    = 10 * time.Millisecond
	makingNetwork   = 60 * time.Millisecond
	removing        = 30 * time.Millisecond
	removingVolume  = 20 * time.Millisecond
	removingImage   = 60 * time.Millisecond
	removingNetwork = 130 * time.Millisecond
	polling         = 500 * time.Millisecond
)

// planner makes a plan: tasks, and which of them stand for a service.
type planner struct {
	renewed []string // containers that a dry run would have made anew
	c       Call
	p       compose.Project
	tasks   []task
	of      map[string][]int // by service: what has to be done before others go on
	all     []part
}

func (c Call) planner(p compose.Project) *planner {
	return &planner{c: c, p: p, of: map[string][]int{}, all: c.parts(p, false)}
}

// add appends a task and returns its number.
func (b *planner) add(t task) int {
	b.tasks = append(b.tasks, t)
	return len(b.tasks) - 1
}

// before are the tasks of the services that s depends on.
func (b *planner) before(s compose.Service) []int {
	var need []int
	for _, d := range s.Dependencies() {
		need = append(need, b.of[d.Service]...)
	}
	return need
}

// behind are the tasks of the services that depend on one.
func (b *planner) behind(name string) []int {
	var need []int
	for _, s := range b.p.AllServices() {
		for _, d := range s.Dependencies() {
			if d.Service == name {
				need = append(need, b.of[s.Name]...)
			}
		}
	}
	return need
}

// call is a stage that asks the engine for one thing.
func call(cost time.Duration, ask func(h engine.Host) (engine.Host, error)) stage {
	return stage{cost: cost, act: func(c Call) error {
		h, err := ask(c.host())
		return c.ask(h, err)
	}}
}

// stateKeys are what waiting for a container by its name depends on.
func stateKeys(name string) func(engine.Host) []string {
	return func(h engine.Host) []string {
		k, err := h.Container(name)
		if err != nil {
			return nil
		}
		return []string{engine.StateOf(k.ID)}
	}
}

// stopping stops a container and waits for its end.
func stopping(name string, o engine.StopOptions, cost time.Duration) stage {
	s := call(cost, func(h engine.Host) (engine.Host, error) {
		n, err := h.ContainerStop(name, o)
		if isNotFound(err) {
			return h, nil
		}
		return n, err
	})
	s.ready = func(h engine.Host) (bool, error) { return stopped(name)(h), nil }
	s.keys = stateKeys(name)
	return s
}

// stopTask and removeTask stop and remove one container.
func stopTask(k part, o engine.StopOptions, need []int) task {
	return task{about: "Container " + k.Name, begin: "Stopping", end: "Stopped", need: need, stages: []stage{stopping(k.ID, o, answer)}}
}

func removeTask(k part, volumes bool, need []int) task {
	return task{about: "Container " + k.Name, begin: "Removing", end: "Removed", need: need, stages: []stage{
		call(removing, func(h engine.Host) (engine.Host, error) {
			n, err := h.ContainerRemove(k.ID, engine.RemoveOptions{Force: true, Volumes: volumes})
			if isNotFound(err) {
				return h, nil
			}
			return n, err
		})}}
}

// away stops and removes a container, and returns the last task of that; hooks
// come before the stop.
func (b *planner) away(k part, o engine.StopOptions, volumes bool, need []int, hooks ...stage) int {
	t := stopTask(k, o, need)
	t.stages = slices.Concat(hooks, t.stages)
	i := b.add(t)
	return b.add(removeTask(k, volumes, []int{i}))
}

// resources makes the networks and volumes that are missing. Errors: external
// ones that are not there, others that are not this project's.
// Source: docker/compose v5 pkg/compose/create.go.
func (b *planner) resources(used []compose.Service) (need []int, warnings []string, err error) {
	h := b.c.host()
	for _, r := range b.p.Networks(used) {
		n, err := h.Network(r.Name)
		switch {
		case err != nil && r.External:
			return nil, nil, fmt.Errorf("network %s declared as external, but could not be found", r.Name)
		case err != nil:
			o, err := b.p.NetworkCreate(r)
			if err != nil {
				return nil, nil, err
			}
			need = append(need, b.add(task{about: "Network " + r.Name, begin: "Creating", end: "Created", again: 2 * time.Millisecond,
				stages: []stage{call(makingNetwork, func(h engine.Host) (engine.Host, error) {
					n, _, err := h.NetworkCreate(o)
					return n, err
				})}}))
		case !r.External && n.Labels[compose.LabelProject] == "":
			return nil, nil, fmt.Errorf("network %s was found but has incorrect label %s set to %q (expected: %q)", r.Name, compose.LabelNetwork, n.Labels[compose.LabelNetwork], r.Key)
		}
	}
	for _, r := range b.p.Volumes(used) {
		v, err := h.Volume(r.Name)
		switch {
		case err != nil && r.External:
			return nil, nil, fmt.Errorf("external volume %q not found", r.Name)
		case err != nil:
			o := b.p.VolumeCreate(r)
			need = append(need, b.add(task{about: "Volume " + r.Name, begin: "Creating", end: "Created", again: time.Millisecond,
				stages: []stage{call(makingVolume, func(h engine.Host) (engine.Host, error) {
					n, _, err := h.VolumeCreate(o)
					return n, err
				})}}))
		case !r.External && v.Labels[compose.LabelProject] == "":
			warnings = append(warnings, fmt.Sprintf("volume %q already exists but was not created by Docker Compose. Use `external: true` to use an existing volume", r.Name))
		case !r.External && v.Labels[compose.LabelProject] != b.p.Name:
			warnings = append(warnings, fmt.Sprintf("volume %q already exists but was created for project %q (expected %q). Use `external: true` to use an existing volume", r.Name, v.Labels[compose.LabelProject], b.p.Name))
		}
	}
	return need, warnings, nil
}

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
			if b.keeps(s, k, r) && k.number <= r.replicas(s) && k.State == engine.Running {
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

// startAll starts the containers of services, each after what it waits for.
func (b *planner) startAll(services []compose.Service, count func(compose.Service) int, need []int, noDeps bool) {
	done := map[string][]int{}
	for _, s := range services {
		before := slices.Clone(need)
		for _, d := range s.Dependencies() {
			if noDeps {
				break
			}
			before = append(before, done[d.Service]...)
			before = append(before, b.await(d, count, slices.Concat(need, done[d.Service]))...)
		}
		var own []int
		if count(s) > 0 && b.fresh(s, count(s)) {
			before = b.preStart(s, b.names(s, count(s))[0], before)
		}
		for n := 1; n <= count(s); n++ {
			own = append(own, b.starting(s, n, before)...)
		}
		done[s.Name] = own
		if len(own) == 0 {
			done[s.Name] = before
		}
	}
	b.of = done
}

// names are those that a service's containers have or will have.
func (b *planner) names(s compose.Service, count int) []string {
	var all []string
	for _, k := range ofService(b.all, s.Name) {
		if len(all) < count {
			all = append(all, k.Name)
		}
	}
	for n := 1; len(all) < count; n++ {
		if name := s.ContainerName(n); !slices.Contains(all, name) {
			all = append(all, name)
		}
	}
	return all
}

// starting starts one container unless it runs.
func (b *planner) starting(s compose.Service, n int, need []int) []int {
	name := b.names(s, n)[n-1]
	if k, err := b.c.host().Container(name); err == nil && k.State == engine.Running && !b.touched(name) {
		return nil
	}
	stages := []stage{call(starting, func(h engine.Host) (engine.Host, error) { return h.ContainerStart(name) })}
	return []int{b.add(task{about: "Container " + name, begin: "Starting", end: "Started", need: need, stages: append(stages, hookStages(s, "post_start", name)...)})}
}

// fresh tells whether none of a service's containers will be running before
// they are started.
func (b *planner) fresh(s compose.Service, count int) bool {
	for _, name := range b.names(s, count) {
		if k, err := b.c.host().Container(name); err == nil && k.State == engine.Running && !b.touched(name) {
			return false
		}
	}
	return true
}

// touched tells whether the plan makes a container anew.
func (b *planner) touched(name string) bool {
	return slices.Contains(b.renewed, name) || slices.Contains(b.renews(), name)
}

// renews are the containers that the plan makes anew.
func (b *planner) renews() []string {
	var names []string
	for _, t := range b.tasks {
		if name, ok := strings.CutPrefix(t.about, "Container "); ok && t.begin == "Recreate" {
			names = append(names, name)
		}
	}
	return names
}

// await waits until the containers of a service are as another one needs them.
func (b *planner) await(d compose.Dependency, count func(compose.Service) int, need []int) []int {
	s, ok := b.p.Service(d.Service)
	if !ok || d.Condition == "service_started" {
		return nil
	}
	var all []int
	names := b.names(s, count(s))
	for i := len(names) - 1; i >= 0; i-- {
		all = append(all, b.add(waitTask(names[i], names, d.Condition, d.Service, need)))
	}
	return all
}

// waitTask waits for a container of a service until all of them are as they
// should be.
func waitTask(name string, all []string, condition, service string, need []int) task {
	t := task{about: "Container " + name, begin: "Waiting", end: "Healthy", need: need, failed: func(error) string { return "" }}
	one := func(h engine.Host, name string) (bool, error) { return isHealthy(h, name, false) }
	switch condition {
	case "service_completed_successfully":
		t.end, t.failed = "Exited", error.Error
		one = func(h engine.Host, name string) (bool, error) { return completed(h, name, service) }
	case "running_or_healthy":
		one = func(h engine.Host, name string) (bool, error) { return isHealthy(h, name, true) }
	}
	ready := func(h engine.Host) (bool, error) {
		for _, name := range all {
			if ok, err := one(h, name); err != nil || !ok {
				return false, err
			}
		}
		return true, nil
	}
	keys := func(h engine.Host) []string {
		var list []string
		for _, name := range all {
			list = append(list, stateKeys(name)(h)...)
		}
		return list
	}
	t.stages = []stage{{cost: polling, ready: ready, keys: keys}}
	return t
}

// isHealthy tells whether a container is healthy, or runs without a check where
// that is enough. Source: docker/compose v5 pkg/compose/convergence.go.
func isHealthy(h engine.Host, name string, orRuns bool) (bool, error) {
	k, err := h.Container(name)
	if err != nil {
		return false, err
	}
	switch {
	case k.State == engine.Exited || k.State == engine.Dead:
		return false, fmt.Errorf("container %s exited (%d)", k.Name, k.ExitCode)
	case k.Health.Status == "" && orRuns:
		return k.State == engine.Running, nil
	case k.Health.Status == "":
		return false, fmt.Errorf("container %s has no healthcheck configured", k.Name)
	case k.Health.Status == "unhealthy":
		return false, fmt.Errorf("container %s is unhealthy", k.Name)
	}
	return k.Health.Status == "healthy", nil
}

// unmetError is said of a dependency as it is.
type unmetError string

func (e unmetError) Error() string { return string(e) }

func completed(h engine.Host, name, service string) (bool, error) {
	k, err := h.Container(name)
	if err != nil || k.State != engine.Exited {
		return false, err
	}
	if k.ExitCode != 0 {
		return false, unmetError(fmt.Sprintf("service %q didn't complete successfully: exit %d", service, k.ExitCode))
	}
	return true, nil
}
