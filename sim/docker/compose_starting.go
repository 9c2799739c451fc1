//go:build !core

package docker

import (
	"slices"
	"strings"

	"drydock/sim/compose"
	"drydock/sim/engine"
)

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
