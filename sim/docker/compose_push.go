//go:build !core

package docker

import (
	"github.com/distribution/reference"

	"drydock/sim/compose"
)

// composePush sends the images that services build, by every name they give
// them. Source: docker/compose v5 pkg/compose/push.go.
func composePush(c Call) error {
	return c.withProject(func(c Call, p compose.Project) error {
		services, err := p.Enable(c.args).Select(c.args, !c.on("include-deps"))
		if err != nil {
			return err
		}
		var plan []task
		for _, s := range services {
			if !s.Built() || !s.NamesImage() {
				plan = append(plan, task{about: s.Name, end: "Skipped"})
				continue
			}
			for _, name := range s.Tags() {
				plan = c.planPush(plan, s.Name, name)
			}
		}
		show := c.newBoard("push")
		show.quiet = show.quiet || c.on("quiet")
		return c.perform(plan, show, over)
	})
}

// planPush adds what sends one image: a task for each blob, and one that
// gives the registry the name when all are there.
func (c Call) planPush(plan []task, service, name string) []task {
	named, err := reference.ParseNormalizedNamed(name)
	if err != nil {
		return c.planFailure(plan, service, err)
	}
	p, err := c.host().ImagePush(reference.TagNameOnly(named).String(), c.credentials(reference.Domain(named)))
	if err == nil && p.Refused != nil {
		err = p.Refused
	}
	if err != nil {
		return c.planFailure(plan, service, err)
	}
	last := task{}
	for _, ch := range pushSchedule(p, false) {
		t := task{about: "Pushing " + name + ": " + ch.id, end: ch.status, stages: []stage{{cost: ch.at}}}
		if ch.status == "Pushed" {
			t.begin = "Pushing"
		}
		last.need = append(last.need, len(plan))
		plan = append(plan, t)
	}
	last.stages = []stage{{act: func(c Call) error {
		h, err := c.host().ImagePushed(p)
		return c.streamed(h, err)
	}}}
	return append(plan, last)
}

// planFailure adds what cannot be sent: it ends the work, or with
// --ignore-push-failures is only told.
func (c Call) planFailure(plan []task, service string, err error) []task {
	if c.on("ignore-push-failures") {
		return append(plan, task{about: "Pushing " + service + ":", end: err.Error()})
	}
	return append(plan, task{stages: []stage{{cost: resolving, act: func(c Call) error { return c.streamed(c.host(), err) }}}})
}
