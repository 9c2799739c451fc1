//go:build !core

package docker

import (
	"fmt"

	"drydock/sim/compose"
	"drydock/sim/engine"
)

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
