//go:build !core

package docker

import (
	"errors"
	"fmt"
	"strings"

	"drydock/sim/compose"
)

// composePull gets the images of services.
// Source: docker/compose v5 pkg/compose/pull.go.
func composePull(c Call) error {
	return c.withProject(func(c Call, p compose.Project) error {
		services, err := p.Enable(c.args).Select(c.args, !c.on("include-deps"))
		if err != nil {
			return err
		}
		var plan []task
		seen := map[string]bool{}
		for _, s := range services {
			_, err := c.host().Image(s.Image())
			switch {
			case seen[s.Image()]:
				continue
			case s.Built() && (!s.NamesImage() || c.on("ignore-buildable")):
				plan = append(plan, task{about: "Image " + s.Image(), end: "Skipped"})
			case s.PullPolicy() == "never", err == nil && (s.PullPolicy() == "missing" || c.text("policy") == "missing"):
				plan = append(plan, task{about: "Image " + s.Image(), end: "Skipped"})
			default:
				t := c.pullTask(s)
				if c.on("ignore-pull-failures") {
					t = forgiven(t)
				}
				plan = append(plan, t)
			}
			seen[s.Image()] = true
		}
		show := c.newBoard("pull")
		if c.on("quiet") {
			show = board{quiet: true}
		}
		return c.perform(plan, show, over)
	})
}

// forgiven is a task that may fail.
func forgiven(t task) task {
	stages := make([]stage, len(t.stages))
	for i, s := range t.stages {
		stages[i] = s
		act := s.act
		if act == nil {
			continue
		}
		stages[i].act = func(c Call) error {
			_ = act(c) // asked not to stop for it
			return nil
		}
	}
	t.stages = stages
	return t
}

// composeScale changes how many containers services have.
// Source: docker/compose v5 cmd/compose/scale.go.
func composeScale(c Call) error {
	if len(c.args) == 0 {
		return errors.New("requires at least 1 arg(s), only received 0")
	}
	return c.withProject(func(c Call, p compose.Project) error {
		r := recreation{scale: map[string]int{}, noDeps: c.on("no-deps")}
		for _, s := range c.args {
			name, count, ok := strings.Cut(s, "=")
			if !ok {
				return fmt.Errorf("invalid scale specifier: %s", s)
			}
			if err := r.setScale(p, s); err != nil {
				return fmt.Errorf("invalid scale specifier %q: %w", count, err)
			}
			r.named = append(r.named, name)
		}
		return c.created(p, r, "scale", func(c Call, p compose.Project, services []compose.Service, show board) error {
			return c.upDetached(p, services, r, show)
		})
	})
}
