package build

import (
	"slices"

	"github.com/distribution/reference"

	"drydock/sim/dockerfile"
	"drydock/sim/engine"
)

// A Dockerfile may name the image that is to read it: "# syntax=docker/dockerfile:1".
// The builder then brings that image first. What it understands is here the
// same as without it. Source: moby/buildkit frontend/gateway.

// frontends are the images that read Dockerfiles.
var frontends = []string{"docker/dockerfile", "docker/dockerfile-upstream"}

// askFrontend adds the steps that bring the frontend a Dockerfile asks for,
// and tells whether there are any.
func (b *Build) askFrontend() bool {
	asked, at := dockerfile.Asked(b.opts.Dockerfile)
	if v, ok := find(b.opts.Args, "BUILDKIT_SYNTAX"); ok {
		asked, at = v, dockerfile.Range{}
	}
	if asked == "" || b.opts.Classic {
		return false
	}
	w := frontendConfig{metadata{ref: asked, as: asked, in: dockerfile.Instruction{Node: dockerfile.Node{Range: at}}}}
	if named, err := reference.ParseNormalizedNamed(asked); err == nil {
		w.ref = reference.TagNameOnly(named).String()
	}
	b.add(step{name: "resolve image config for docker-image://" + w.ref, work: w, needs: []int{0}})
	return true
}

// frontendConfig is the step that asks a registry for a frontend.
type frontendConfig struct{ metadata }

func (w frontendConfig) plan(b *Build, _ *engine.Host, i int) error {
	b.steps[i].lasts(registryAnswer)
	return nil
}

func (w frontendConfig) finish(b *Build, h *engine.Host, i int) error {
	named, err := reference.ParseNormalizedNamed(w.ref)
	if err != nil {
		return fail(w.in, "failed to parse frontend image %q: %s", w.as, err)
	}
	p, err := b.pullOf(h, w.ref)
	if err != nil {
		return w.failed(err)
	}
	if !slices.Contains(frontends, reference.FamiliarName(named)) {
		return fail(w.in, "a frontend other than docker/dockerfile is not simulated: %s", w.as)
	}
	f := frontendImage{fromImage{base{ref: w.ref, image: engine.Image{Image: p.Image}, pull: p, found: true}}}
	b.add(step{name: "docker-image://" + w.ref + "@" + string(p.Image.ID), work: f, needs: []int{i}})
	return nil
}

// frontendImage is the step that has a frontend's files, which reads the
// Dockerfile then.
type frontendImage struct{ fromImage }

func (f frontendImage) finish(b *Build, h *engine.Host, i int) error {
	if err := f.fromImage.finish(b, h, i); err != nil {
		return err
	}
	s := &b.steps[i]
	if s.record.ID != "" {
		s.cached = true
		b.tell(Update{At: s.end, Step: i, What: Cached})
	}
	*h, s.record = h.BuildKeep(s.record)
	return b.understand(h, i)
}
