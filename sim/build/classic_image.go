package build

import (
	"strings"

	"drydock/sim/engine"
	"drydock/sim/image"
)

// committed makes the image that ends with a step of the classic builder.
func (b *Build) committed(h *engine.Host, i int) {
	s := &b.steps[i]
	part := s.classic
	if part == nil {
		return
	}
	if part.shot == nil {
		id := b.stageImage(s.in.Base)
		if part.base != "" {
			id = string(b.sourceFor(part.base, b.opts.Platform).image.ID)
		}
		if !part.quiet {
			b.say(i, s.end, " ---> "+shortID(id))
		}
		return
	}
	if part.ran && !s.cached {
		if s.container == "" {
			s.container = shortID(string(image.Build(image.Image{Author: s.record.ID}).Config)) // it was made only to be committed
			b.say(i, s.start, " ---> Running in "+s.container)
		}
		b.say(i, s.end, " ---> Removed intermediate container "+s.container)
	}
	img, _ := export{part.shot}.image(b, h)
	*h = h.ImageBuilt(img, nil).ImageParent(string(img.ID), b.below(i))
	s.record.Image = string(img.ID)
	*h, s.record = h.BuildKeep(s.record)
	b.image = img
	if !part.quiet {
		b.say(i, s.end, " ---> "+shortID(string(img.ID)))
	}
}

// below is the id of the image that a step of the classic builder stands on, ""
// for none.
func (b *Build) below(i int) string {
	s := b.steps[b.steps[i].needs[0]]
	if f, ok := s.work.(fromImage); ok {
		return string(f.image.ID)
	}
	return s.record.Image
}

// stageImage is the id of the image of a stage that was built before.
func (b *Build) stageImage(name string) string {
	on := b.stageNamed(name, len(b.stages))
	if on == nil || on.tip < 0 {
		return ""
	}
	return b.steps[on.tip].record.Image
}

// shortID is an id as the classic builder prints it: twelve digits.
func shortID(id string) string {
	_, hex, ok := strings.Cut(id, ":")
	if !ok {
		hex = id
	}
	return hex[:min(12, len(hex))]
}
