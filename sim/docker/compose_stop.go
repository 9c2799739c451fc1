//go:build !core

package docker

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"drydock/sim/compose"
	"drydock/sim/engine"
)

// composeTimeout is what --timeout says.
func (c Call) composeTimeout() engine.StopOptions {
	var o engine.StopOptions
	if c.given("timeout") {
		seconds := c.int("timeout")
		o.Timeout = &seconds
	}
	return o
}

// finishPlan does a plan, and ends.
func (c Call) finishPlan(title string, plan []task) error {
	return c.perform(plan, c.newBoard(title), over)
}

func composeStop(c Call) error {
	return c.withServices(func(c Call, p compose.Project, services []compose.Service) error {
		return c.finishPlan("stop", c.stopPlan(p, services, c.composeTimeout(), 0, answer))
	})
}

func composeDown(c Call) error {
	if c.on("volume") { // the name it had
		if err := errors.Join(c.flags.Set("volumes", "true"), c.flags.Set("volume", "false")); err != nil {
			return err
		}
		return c.emit(2, c.warnings([]string{"--volume is deprecated, please use --volumes"}), composeDown)
	}
	if rmi := c.text("rmi"); rmi != "" && rmi != "all" && rmi != "local" {
		return fmt.Errorf("invalid value for --rmi: %q", rmi)
	}
	return c.withKnown(func(c Call, p compose.Project) error {
		plan, err := c.downPlan(p, downAll{c.args, c.composeTimeout(), c.on("remove-orphans"), c.on("volumes"), c.text("rmi")})
		if err != nil {
			return err
		}
		return c.finishPlan("down", plan)
	})
}

// downAll says what goes down.
type downAll struct {
	named   []string // services, none: the project
	stop    engine.StopOptions
	orphans bool
	volumes bool
	images  string // all, local, "" for none
}

// downPlan stops and removes containers, those that depend on others first,
// and with the whole project what it leaves behind.
func (c Call) downPlan(p compose.Project, d downAll) ([]task, error) {
	b := c.planner(p)
	b.all = c.parts(p, len(d.named) == 0)
	services, err := p.Enable(namesOfServices(p)).Select(nil, true)
	if err != nil {
		return nil, err
	}
	var last []int
	if d.orphans && len(d.named) == 0 {
		for _, k := range c.orphans(p) {
			last = append(last, b.away(k, d.stop, d.volumes, nil))
		}
	}
	for _, s := range slices.Backward(services) {
		need := b.behind(s.Name)
		own := []int(nil)
		if len(d.named) == 0 || slices.Contains(d.named, s.Name) {
			for _, k := range ofService(b.all, s.Name) {
				own = append(own, b.away(k, d.stop, d.volumes, need, b.stopHooks(k)...))
			}
		}
		last = append(last, own...)
		b.of[s.Name] = slices.Concat(own, need)
	}
	if len(d.named) == 0 {
		b.sweep(last, d)
	}
	return b.tasks, nil
}

func namesOfServices(p compose.Project) []string {
	var all []string
	for _, s := range p.AllServices() {
		all = append(all, s.Name)
	}
	return all
}

// sweep removes what a project leaves behind its containers.
func (b *planner) sweep(need []int, d downAll) {
	h := b.c.host()
	for _, s := range b.p.AllServices() {
		kind := d.images
		if kind == "" || kind == "local" && s.NamesImage() {
			continue
		}
		ref := s.Image()
		if _, err := h.Image(ref); err != nil || slices.ContainsFunc(b.tasks, func(t task) bool { return t.about == "Image "+tagged(ref) }) {
			continue
		}
		b.add(task{about: "Image " + tagged(ref), begin: "Removing", end: "Removed", need: need, stages: []stage{
			call(removingImage, func(h engine.Host) (engine.Host, error) {
				n, _, err := h.ImageRemove(ref, false)
				return n, err
			})}})
	}
	for _, r := range b.p.Networks(nil) {
		if _, err := h.Network(r.Name); err != nil || r.External {
			continue
		}
		name := r.Name
		b.add(task{about: "Network " + name, begin: "Removing", end: "Removed", need: need, stages: []stage{
			call(removingNetwork, func(h engine.Host) (engine.Host, error) { return h.NetworkRemove(name) })}})
	}
	if !d.volumes {
		return
	}
	for _, r := range b.p.Volumes(nil) {
		if _, err := h.Volume(r.Name); err != nil || r.External {
			continue
		}
		name := r.Name
		b.add(task{about: "Volume " + name, begin: "Removing", end: "Removed", need: need, stages: []stage{
			call(removingVolume, func(h engine.Host) (engine.Host, error) { return h.VolumeRemove(name, false) })}})
	}
}

// tagged is an image's name with its tag.
func tagged(ref string) string {
	if named, err := imageName(ref); err == nil && named != nil {
		return engine.Familiar(named.String())
	}
	return ref
}

func composeStart(c Call) error {
	return c.withKnown(func(c Call, p compose.Project) error {
		services, err := p.Enable(c.args).Select(c.args, false)
		if err != nil {
			return err
		}
		b := c.planner(p)
		if len(c.args) > 0 && len(ofServices(b.all, c.args)) == 0 {
			return fmt.Errorf("service %q has no container to start", c.args[0])
		}
		count := func(s compose.Service) int { return len(ofService(b.all, s.Name)) }
		b.startAll(services, count, nil, false)
		if c.on("wait") {
			b.waitAll(services, count, c.int("wait-timeout"))
		}
		return c.perform(b.tasks, c.newBoard("start"), func(c Call, _ board, err error) error {
			if err != nil {
				return dependency(err)
			}
			return exit(0)(c)
		})
	})
}

func composeRestart(c Call) error {
	return c.withKnown(func(c Call, p compose.Project) error {
		named := c.args
		if !c.on("no-deps") && len(named) > 0 {
			named = p.Dependents(named, compose.Dependency.Restarts)
		}
		services, err := p.Enable(named).Select(named, true)
		if err != nil {
			return err
		}
		return c.finishPlan("restart", c.restartPlan(p, services, c.composeTimeout()))
	})
}

// restarting restarts a container and waits until it has been started.
func restarting(k part, o engine.StopOptions) stage {
	s := call(answer, func(h engine.Host) (engine.Host, error) { return h.ContainerRestart(k.ID, o) })
	again := startedAfter(k.ID, k.StartedAt)
	s.ready = func(h engine.Host) (bool, error) {
		if now, err := h.Container(k.ID); err == nil && now.Error != "" {
			return true, errors.New("Cannot restart container " + k.ID + ": " + now.Error)
		}
		return again(h), nil
	}
	s.keys = stateKeys(k.ID)
	return s
}

// restartPlan stops the containers of services and starts them again.
// Source: docker/compose v5 pkg/compose/restart.go.
func (c Call) restartPlan(p compose.Project, services []compose.Service, o engine.StopOptions) []task {
	b := c.planner(p)
	for _, s := range services {
		need := b.before(s)
		var own []int
		for _, k := range ofService(b.all, s.Name) {
			stages := slices.Concat(b.stopHooks(k), []stage{restarting(k, o)}, hookStages(s, "post_start", k.Name))
			own = append(own, b.add(task{about: "Container " + k.Name, begin: "Restarting", end: "Started", need: need, unseen: true, stages: stages}))
		}
		b.of[s.Name] = own
	}
	return b.tasks
}

// together is a plan that does the same to several containers at once.
func together(all []part, begin, end string, cost time.Duration, ask func(h engine.Host, id string) (engine.Host, error)) []task {
	var plan []task
	for _, k := range all {
		plan = append(plan, task{about: "Container " + k.Name, begin: begin, end: end, stages: []stage{
			call(cost, func(h engine.Host) (engine.Host, error) { return ask(h, k.ID) })}})
	}
	return plan
}

// inState are the containers of the services that were named that are in one
// of some states.
func (c Call) inState(p compose.Project, states ...engine.State) []part {
	return slices.DeleteFunc(slices.Clone(ofServices(c.parts(p, false), c.args)), func(k part) bool { return !slices.Contains(states, k.State) })
}

func composeKill(c Call) error {
	return c.withKnown(func(c Call, p compose.Project) error {
		signal := c.text("signal")
		all := c.inState(p, engine.Running, engine.Paused, engine.Restarting)
		if len(all) == 0 {
			return c.emit(2, "no container to kill", exit(0))
		}
		return c.finishPlan("kill", together(all, "Killing", "Killed", answer, func(h engine.Host, id string) (engine.Host, error) { return h.ContainerKill(id, signal) }))
	})
}

func composePause(c Call) error {
	return c.withKnown(func(c Call, p compose.Project) error {
		return c.finishPlan("pause", together(c.inState(p, engine.Running), "", "Paused", answer, engine.Host.ContainerPause))
	})
}

func composeUnpause(c Call) error {
	return c.withKnown(func(c Call, p compose.Project) error {
		return c.finishPlan("unpause", together(c.inState(p, engine.Paused), "", "Unpaused", answer, engine.Host.ContainerUnpause))
	})
}

func composeRm(c Call) error {
	return c.withKnown(func(c Call, p compose.Project) error {
		if !c.on("stop") {
			return c.composeRemove(p)
		}
		services, err := p.Enable(c.args).Select(c.args, true)
		if err != nil {
			return err
		}
		plan := c.stopPlan(p, services, engine.StopOptions{}, 0, answer)
		return c.perform(plan, c.newBoard("stop"), func(c Call, _ board, err error) error {
			if err != nil {
				return err
			}
			return c.composeRemove(p)
		})
	})
}

// composeRemove removes the containers that do not run, if that is wanted.
func (c Call) composeRemove(p compose.Project) error {
	all := slices.DeleteFunc(slices.Clone(ofServices(c.parts(p, true), c.args)), func(k part) bool {
		return k.State == engine.Running || k.State == engine.Paused || k.State == engine.Restarting
	})
	if len(all) == 0 {
		return c.emit(2, "No stopped containers\n", exit(0))
	}
	question := "Going to remove " + strings.Join(namesOf(all), ", ")
	volumes := c.on("volumes")
	remove := func(c Call) error {
		return c.finishPlan("remove", together(all, "Removing", "Removed", removing, func(h engine.Host, id string) (engine.Host, error) {
			return h.ContainerRemove(id, engine.RemoveOptions{Force: true, Volumes: volumes})
		}))
	}
	if c.on("force") {
		return c.emit(1, question+"\n", remove)
	}
	if c.sys.IsTerminal(0) && c.sys.IsTerminal(1) {
		question = "? " + question + " (y/N) "
	}
	return c.emit(1, question, func(c Call) error { return c.answered("", remove) })
}
