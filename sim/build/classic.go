package build

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"drydock/sim/dockerfile"
	"drydock/sim/engine"
	"drydock/sim/image"
)

// classicPart is what the classic builder keeps of an instruction: the line
// that announces it, and the stage as it is after it, of which an image is made.
// Source: moby builder/dockerfile.
type classicPart struct {
	line  string
	shot  *stage // nil: a FROM
	base  string // of a FROM: the name of its image, "" for scratch and stages
	ran   bool   // a container has run for it, or been made to be committed
	quiet bool   // the id of its image is not told: triggers follow
}

// layClassic lays out all stages up to the target: every instruction in the
// order of the Dockerfile, the next one when the one before has its image.
func (b *Build) layClassic(h *engine.Host) error {
	total := len(b.program.Meta)
	for _, s := range b.stages[:b.target+1] {
		total += 1 + len(s.body)
	}
	n := 0
	number := func(in dockerfile.Instruction) string {
		n++
		return fmt.Sprintf("Step %d/%d : %s", n, total, in.Original)
	}
	for _, in := range b.program.Meta {
		b.layNote(in, number(in), nil, b.lastStep(), true)
		for _, p := range in.Pairs {
			b.used = append(slices.Clip(b.used), p.Name)
		}
	}
	for _, s := range b.stages[:b.target+1] {
		if err := b.layBase(s); err != nil {
			return err
		}
		triggers := len(s.body) - len(s.src.Body)
		b.layNote(s.src.From, number(s.src.From), s, max(s.tip, b.lastStep()), triggers > 0)
		for i, in := range s.body {
			part := &classicPart{ran: in.Name != "COPY" && in.Name != "ADD", quiet: i < triggers-1}
			switch {
			case i >= triggers:
				part.line = number(in)
			case i == 0:
				part.line = fmt.Sprintf("# Executing %d build trigger", triggers) + strings.Repeat("s", min(triggers-1, 1))
			}
			if err := b.layOneClassic(h, s, in, part); err != nil {
				return err
			}
		}
	}
	last := b.stages[b.target]
	b.finishImage(h, last)
	b.add(step{name: "end", work: classicEnd{last}, needs: []int{b.before}})
	return nil
}

// layNote is a step that has nothing but a line: an ARG before the first FROM,
// or a FROM.
func (b *Build) layNote(in dockerfile.Instruction, line string, s *stage, below int, quiet bool) {
	part := &classicPart{line: line, quiet: quiet}
	if s != nil {
		part.base = s.base
	}
	i := b.add(step{name: in.Original, in: in, work: announced{from: s}, needs: []int{below}, classic: part})
	b.follow(i)
}

// follow makes a step of the classic builder wait for the one before.
func (b *Build) follow(i int) {
	if !b.opts.Classic {
		return
	}
	if b.before >= 0 {
		b.steps[i].needs = append(slices.Clip(b.steps[i].needs), b.before)
	}
	b.before = i
}

// layOneClassic lays out one instruction; those that only change the
// configuration are steps too.
func (b *Build) layOneClassic(h *engine.Host, s *stage, in dockerfile.Instruction, part *classicPart) error {
	if option := needsBuildKit(in); option != "" {
		i := b.add(step{name: in.Original, in: in, needs: []int{b.lastStep()}, classic: part, work: refusal{"the " + option +
			" option requires BuildKit. Refer to https://docs.docker.com/go/buildkit/ to learn how to build images with BuildKit enabled"}})
		b.follow(i)
		s.tip = i
		return nil
	}
	tip, known := s.tip, len(s.history)
	if err := b.layOne(h, s, in); err != nil {
		return err
	}
	text := classicHistory(s, in)
	if s.tip == tip {
		below := tip
		if below < 0 {
			below = b.lastStep()
		}
		place := b.opts.ContextID + "\x00" + b.opts.File + "\x00classic\x00" + itoa(len(b.steps))
		s.tip = b.add(step{name: in.Original, stage: s.name, in: in, work: noted{text, b.ignores(s.name)}, needs: []int{below}, place: place})
		b.follow(s.tip)
	}
	if len(s.history) > known {
		e := &s.history[len(s.history)-1]
		e.step, e.Comment, e.CreatedBy = s.tip, "", text
	}
	shot := *s
	shot.history = slices.Clone(s.history)
	part.shot = &shot
	b.steps[s.tip].classic = part
	return nil
}

// needsBuildKit is the option of an instruction that the classic builder does
// not know, "" for none.
func needsBuildKit(in dockerfile.Instruction) string {
	switch {
	case len(in.Mounts) > 0:
		return "--mount"
	case in.Network != "":
		return "--network"
	case in.Chmod != "":
		return "--chmod"
	case in.Link:
		return "--link"
	case in.Parents:
		return "--parents"
	case len(in.Exclude) > 0:
		return "--exclude"
	case in.Sum != "":
		return "--checksum"
	case len(in.Heredocs) > 0:
		return "here-document"
	}
	return ""
}

// takenFrom stands in a line of the history for the checksum of what a COPY
// takes, which is known when it is done.
const takenFrom = "\x00source\x00"

// classicHistory is the line of the history that the classic builder writes.
func classicHistory(s *stage, in dockerfile.Instruction) string {
	text := s.history[len(s.history)-1].CreatedBy
	switch in.Name {
	case "RUN":
		return strings.TrimSuffix(strings.TrimPrefix(text, "RUN "), " # buildkit")
	case "COPY", "ADD":
		if in.Chown != "" {
			return "/bin/sh -c #(nop) " + in.Name + " --chown=" + in.Chown + " " + takenFrom + " in " + in.Dest + " "
		}
		return "/bin/sh -c #(nop) " + in.Name + " " + takenFrom + " in " + in.Dest + " "
	case "WORKDIR":
		return "/bin/sh -c #(nop) WORKDIR " + s.config.WorkingDir
	case "CMD":
		text = fmt.Sprintf("CMD %q", s.config.Cmd)
	case "ENTRYPOINT":
		text = fmt.Sprintf("ENTRYPOINT %q", s.config.Entrypoint)
	case "EXPOSE":
		text = in.Original
	}
	return "/bin/sh -c #(nop)  " + text
}

// taken is the checksum of what a COPY takes, as the history has it.
func (w copying) taken(b *Build) string {
	t := w.chosen(b.steps[w.from].tree())
	kind := "multi"
	if len(w.sources) == 1 && !isPattern(w.sources[0]) {
		kind = "file"
		if n, err := t.Lookup(path.Join("/", w.sources[0])); err == nil && n.IsDir() {
			kind = "dir"
		}
	}
	return kind + ":" + checksum(t)
}

// kind is the kind of record that steps of this build leave.
func (b *Build) kind() engine.BuildKind {
	if b.opts.Classic {
		return engine.BuildClassic
	}
	return engine.BuildRegular
}

// keyed is a cache key; the two builders do not share their steps.
func (b *Build) keyed(parts ...any) string {
	if b.opts.Classic {
		return "classic:" + keyOf(parts...)
	}
	return keyOf(parts...)
}

// say tells of a line that the classic builder prints.
func (b *Build) say(i int, at time.Time, text string) {
	if b.steps[i].classic != nil {
		b.fresh = append(b.fresh, Update{At: at, Step: i, What: Said, Text: text})
	}
}

// announce prints the line of an instruction, and for one that only changes
// the configuration nothing more until it is known whether it was cached.
func (b *Build) announce(i int) {
	if s := b.steps[i]; s.classic != nil && s.classic.line != "" {
		b.say(i, s.start, s.classic.line)
	}
}

// runningIn tells of the container a RUN is executed in.
func (b *Build) runningIn(i int, at time.Time, id string) {
	if b.steps[i].classic != nil {
		b.say(i, at, " ---> Running in "+id[:12])
		b.steps[i].container = id[:12]
	}
}

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
			id = string(b.sources[fullRef(b.imageOf(part.base))].image.ID)
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

// announced is the work of a line without a result of its own.
type announced struct{ from *stage }

func (w announced) plan(b *Build, h *engine.Host, i int) error {
	b.steps[i].lasts(10 * time.Millisecond)
	if w.from == nil || w.from.base == "" || b.imageOf(w.from.base) == "" {
		return nil
	}
	x := b.sources[fullRef(b.imageOf(w.from.base))]
	if x.found {
		return nil
	}
	_, err := h.ImagePullAs(x.ref, b.opts.Credentials[domainOf(x.ref)])
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
	x := b.sources[fullRef(b.imageOf(w.from.base))]
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
