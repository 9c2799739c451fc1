package build

import (
	"errors"
	"slices"
	"strings"
	"time"

	"drydock/sim/dockerfile"
	"drydock/sim/engine"
)

// announced is the work of a line without a result of its own.
type announced struct{ from *stage }

func (w announced) plan(b *Build, h *engine.Host, i int) error {
	b.steps[i].lasts(10 * time.Millisecond)
	if w.from == nil || w.from.base == "" || b.imageOf(w.from.base) == "" {
		return nil
	}
	x := b.sourceFor(w.from.base, w.from.platform)
	if x.found {
		return nil
	}
	_, err := b.pullOf(h, x.ref)
	if refused, ok := errors.AsType[*engine.Error](err); ok {
		return stepFailure(w.from.src.From, refused.Message)
	}
	return err
}

// finish puts an image that had to be pulled on the host.
func (w announced) finish(b *Build, h *engine.Host, i int) error {
	if w.from == nil || w.from.base == "" || b.imageOf(w.from.base) == "" {
		return nil
	}
	x := b.sourceFor(w.from.base, w.from.platform)
	if x.local {
		return nil
	}
	at := b.steps[i].end
	b.say(i, at, x.pull.Tag+": Pulling from "+x.pull.Repository)
	for _, word := range []string{"Pulling fs layer", "Download complete", "Pull complete"} {
		for _, l := range x.pull.Layers {
			if !l.Exists {
				b.say(i, at, shortID(string(l.Digest))+": "+word)
			}
		}
	}
	b.say(i, at, "Digest: "+string(x.image.ID))
	b.say(i, at, "Status: Downloaded newer image for "+engine.Familiar(x.ref))
	*h = h.ImagePulled(x.pull)
	x.local = true
	b.source(x)
	return nil
}

// noted is the work of an instruction that only changes the configuration.
type noted struct {
	text    string
	noCache bool
}

func (w noted) trace(b *Build, i int) engine.BuildTrace {
	s := b.steps[i]
	parent := b.steps[s.needs[0]].record.Key
	return engine.BuildTrace{Key: b.keyed("note", parent, w.text), Parent: parent, Step: s.in.Original}
}

func (w noted) plan(b *Build, h *engine.Host, i int) error {
	if !b.probe(h, i, w.trace(b, i), w.noCache) {
		b.steps[i].lasts(stepTime)
	}
	return nil
}

func (w noted) finish(b *Build, h *engine.Host, i int) error {
	s := &b.steps[i]
	if s.cached {
		return nil
	}
	r := engine.BuildRecord{Key: w.trace(b, i).Key, Kind: engine.BuildClassic, Step: s.in.Original, Tree: b.steps[s.needs[0]].tree(), Parent: b.parentID(i), File: b.opts.File, Line: s.in.Start}
	*h, s.record = h.BuildKeep(r)
	return nil
}

// refusal is the work of an instruction that the classic builder does not know.
type refusal struct{ why string }

func (w refusal) plan(b *Build, _ *engine.Host, i int) error {
	return stepFailure(b.steps[i].in, w.why)
}

func (w refusal) finish(*Build, *engine.Host, int) error { return nil }

// classicEnd is the end of a build of the classic builder: the names.
type classicEnd struct{ stage *stage }

func (w classicEnd) plan(b *Build, _ *engine.Host, i int) error {
	b.steps[i].classic = &classicPart{}
	return nil
}

func (w classicEnd) finish(b *Build, h *engine.Host, i int) error {
	s := &b.steps[i]
	if b.image.ID == "" || len(b.opts.Labels) > 0 {
		b.image, _ = export(w).image(b, h)
	}
	if len(b.image.Layers) == 0 && len(b.image.History) == 0 {
		return fail(dockerfile.Instruction{}, "No image was generated. Is your Dockerfile empty?")
	}
	*h = h.ImageBuilt(b.image, b.opts.Tags)
	*h = h.BuildEvent("end", b.id, "every instruction has left an image; the last one has the name", "image", string(b.image.ID), "names", strings.Join(b.opts.Tags, ","))
	var idle []string
	for _, a := range b.opts.Args {
		if a.Given && !slices.Contains(b.used, a.Name) && !predefined[a.Name] {
			idle = append(idle, a.Name)
		}
	}
	if len(idle) > 0 {
		b.say(i, s.end, "[Warning] One or more build-args ["+strings.Join(idle, " ")+"] were not consumed")
	}
	b.say(i, s.end, "Successfully built "+shortID(string(b.image.ID)))
	for _, t := range b.opts.Tags {
		b.say(i, s.end, "Successfully tagged "+engine.Familiar(t))
	}
	b.over, s.classic = true, nil
	return nil
}
