//go:build !core

package docker

import (
	"errors"
	"time"

	"github.com/distribution/reference"

	"drydock/sim/compose"
	"drydock/sim/engine"
	"drydock/sim/image"
)

// imagesFor gets what images services need, all at once, and goes on.
// Source: docker/compose v5 pkg/compose/pull.go, pullRequiredImages.
func (c Call) imagesFor(p compose.Project, services []compose.Service, show board, next func(Call, board) error) error {
	var plan []task
	var built []compose.Service
	seen := map[string]bool{}
	for _, s := range withHooks(services) {
		if seen[s.Image()] || s.Provider() != "" {
			continue
		}
		seen[s.Image()] = true
		img, err := c.host().Image(s.Image())
		if err == nil && !s.Built() && s.Platform() != "" && img.Platform != platformOf(s) {
			err = errOtherPlatform
		}
		policy := c.pullPolicy(s)
		switch {
		case s.Built() && (err != nil || c.has("build") || policy == "build") && !c.has("no-build"):
			built = append(built, s)
			continue
		case s.Built() || policy == "never" || err == nil && policy != "always":
			continue
		}
		plan = append(plan, c.pullTask(s))
	}
	return c.perform(plan, show, func(c Call, show board, err error) error {
		switch {
		case err != nil:
			return err
		case len(built) > 0:
			return c.buildServices(p, built, show, next)
		}
		return next(c, show)
	})
}

// withHooks are services, each followed by one for every other image that its
// hooks need.
func withHooks(services []compose.Service) []compose.Service {
	var all []compose.Service
	for _, s := range services {
		all = append(all, s)
		for _, image := range s.HookImages() {
			all = append(all, s.Named(image))
		}
	}
	return all
}

// pullPolicy is when the image of a service is got: as --pull says, else as
// the file says, else when it is missing.
func (c Call) pullPolicy(s compose.Service) string {
	if f := c.flags.Lookup("pull"); f != nil && f.Changed && f.Value.Type() != "bool" {
		return f.Value.String()
	}
	if policy := s.PullPolicy(); policy != "" {
		return policy
	}
	return "missing"
}

var errOtherPlatform = errors.New("the image is for another platform")

// platformOf is what the image of a service is to be for.
func platformOf(s compose.Service) string { return image.NormalPlatform(s.Platform()) }

// pullTask pulls the image of a service: what the registry sends, layer by layer.
func (c Call) pullTask(s compose.Service) task {
	image := s.Image()
	t := task{about: "Image " + image, begin: "Pulling", end: "Pulled", failed: problem}
	named, err := imageName(image)
	if err != nil || named == nil {
		t.stages = []stage{{act: func(Call) error {
			if err == nil {
				err = errNoPullByID
			}
			return err
		}}}
		t.looks = true
		return t
	}
	p, err := c.pullOf(reference.TagNameOnly(named))
	if err == nil {
		p, err = c.host().ImagePullFor(p, platformOf(s))
	}
	if err != nil {
		t.stages = []stage{{cost: resolving, act: func(c Call) error { return c.refused(err) }}}
		t.looks = true
		return t
	}
	at := time.Duration(0)
	t.stages = []stage{{cost: resolving}}
	for _, ch := range schedule(c.host(), p, false) {
		if ch.unpacked < 0 {
			continue
		}
		layer := ch.unpacked
		t.stages = append(t.stages, call(ch.at-at, func(h engine.Host) (engine.Host, error) { return h.ImagePullLayer(p, layer), nil }))
		at = ch.at
	}
	t.stages = append(t.stages, call(0, func(h engine.Host) (engine.Host, error) { return h.ImagePulled(p), nil }))
	return t
}

// errNoPullByID refuses to pull what is no name.
var errNoPullByID = &exitError{1, "invalid reference format"}
