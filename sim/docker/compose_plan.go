//go:build !core

package docker

import (
	"slices"
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
	halted  map[string]int // containers that are stopped for a network, and the task
}

func (c Call) planner(p compose.Project) *planner {
	return &planner{c: c, p: p, of: map[string][]int{}, halted: map[string]int{}, all: c.parts(p, false)}
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
