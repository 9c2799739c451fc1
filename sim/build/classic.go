package build

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"drydock/sim/dockerfile"
	"drydock/sim/engine"
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
