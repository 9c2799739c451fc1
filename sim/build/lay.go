package build

import (
	"slices"
	"strings"

	ocispec "github.com/opencontainers/image-spec/specs-go/v1"

	spec "github.com/moby/docker-image-spec/specs-go/v1"

	"drydock/sim/dockerfile"
	"drydock/sim/engine"
	"drydock/sim/proc"
)

const comment = "buildkit.dockerfile.v0"

// lay goes through the needed stages and lays out their steps: the images they
// stand on are known now.
func (b *Build) lay(h *engine.Host) error {
	if b.opts.Classic {
		return b.layClassic(h)
	}
	for _, s := range b.asked() {
		if err := b.layStage(h, s); err != nil {
			return err
		}
	}
	if err := b.fatal(); err != nil || b.opts.Check {
		return err
	}
	last := b.stages[b.target]
	b.finishImage(h, last)
	var needs []int
	if last.tip >= 0 {
		needs = append(needs, last.tip)
	} else {
		needs = append(needs, b.lastStep())
	}
	b.layExports(export{last}, needs)
	return nil
}

// layExports lays out what comes after all stages: the result goes out, and the
// cache where it is wanted.
func (b *Build) layExports(result export, needs []int) {
	for _, c := range b.opts.CacheTo {
		if w := (exporting{c}); c.Type == "inline" {
			needs = append(needs, b.add(step{name: w.name(), work: w, needs: slices.Clone(needs[:1])}))
		}
	}
	name := exportName(b.opts)
	if b.opts.Output == ToPart {
		name = ""
	}
	b.last = b.add(step{name: name, work: result, needs: needs})
	for _, c := range b.opts.CacheTo {
		if w := (exporting{c}); c.Type != "inline" {
			b.last = b.add(step{name: w.name(), work: w, needs: []int{b.last}})
		}
	}
}

// asked are the stages that are asked for: the target, and for a check without
// one all of them.
func (b *Build) asked() []*stage {
	if b.opts.Check && b.opts.Target == "" {
		return b.stages
	}
	return b.stages[b.target : b.target+1]
}

// lastStep is the step that laid out the rest: .dockerignore's.
func (b *Build) lastStep() int {
	return slices.IndexFunc(b.steps, func(s step) bool { _, ok := s.work.(ignoreFile); return ok })
}

// layStage lays out a stage, and before it those it needs.
func (b *Build) layStage(h *engine.Host, s *stage) error {
	if s.laid {
		return nil
	}
	s.laid = true
	list, _, err := b.needs(s)
	if err != nil {
		return err
	}
	for _, on := range list {
		if err := b.layStage(h, on); err != nil {
			return err
		}
	}
	if err := b.layBase(s); err != nil {
		return err
	}
	for i := 0; i < len(s.body); i++ {
		if err := b.layOne(h, s, s.body[i]); err != nil {
			return err
		}
	}
	return nil
}

// layBase starts a stage from what it stands on.
func (b *Build) layBase(s *stage) error {
	s.total = layers(s.body)
	s.config = spec.DockerOCIImageConfig{}
	switch {
	case s.on != nil:
		s.tip, s.config, s.from, s.author = s.on.tip, s.on.config, s.on.from, s.on.author
		s.history, s.args, s.absolute = slices.Clone(s.on.history), slices.Clone(s.on.args), s.on.absolute
	case s.base == "":
		s.config.Env, s.config.WorkingDir = []string{"PATH=" + defaultPath}, "/"
	case b.imageOf(s.base) == "":
		n := b.context0(s.base)
		s.total++
		prefix, number := s.prefix(b)
		s.tip = b.add(step{name: prefix + "FROM " + s.base, work: directory{n}, needs: []int{b.lastStep()}, stage: s.name, in: s.src.From, number: number})
		s.config.Env, s.config.WorkingDir = []string{"PATH=" + defaultPath}, "/"
	default:
		s.total++
		s.from = b.sourceFor(s.base, s.platform)
		prefix, number := s.prefix(b)
		s.tip = b.imageStep(s.from, prefix, s, number)
		img := s.from.image
		s.config, s.author = img.Container, img.Author
		if s.config.WorkingDir == "" {
			s.config.WorkingDir = "/"
		}
		for _, x := range img.History {
			s.history = append(s.history, entry{History: x, step: -1})
		}
		return b.triggers(s)
	}
	return nil
}

const defaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

// triggers puts the ONBUILD instructions of the base before those of a stage.
func (b *Build) triggers(s *stage) error {
	list := s.config.OnBuild
	s.config.OnBuild = nil
	var body []dockerfile.Instruction
	for _, text := range list {
		f, err := dockerfile.Parse(text + "\n")
		if err != nil {
			return err
		}
		for _, n := range f.Nodes {
			in, _, err := dockerfile.Interpret(n)
			if err != nil {
				return err
			}
			in.Original, in.Range = "ONBUILD "+in.Original, s.src.From.Range
			body = append(body, in)
		}
	}
	s.body = append(body, s.body...)
	s.total += layers(body)
	return nil
}

// imageStep is the step that has an image's files: one an image.
func (b *Build) imageStep(from base, prefix string, s *stage, number string) int {
	for i, st := range b.steps {
		if w, ok := st.work.(fromImage); ok && w.base.key() == from.key() {
			b.steps[i].name = w.name() // it serves more than one stage
			return i
		}
	}
	w := fromImage{from}
	name := prefix + w.name()
	if from.made {
		name = ""
	}
	st := step{name: name, work: w, needs: []int{b.lastStep()}, number: number}
	if s != nil {
		st.stage, st.in = s.name, s.src.From
	}
	return b.add(st)
}

// layOne lays out one instruction.
func (b *Build) layOne(h *engine.Host, s *stage, in dockerfile.Instruction) error {
	for _, l := range layouts {
		if l.name == in.Name {
			return l.lay(b, h, s, in)
		}
	}
	return fail(in, "%s is not simulated yet", in.Name)
}

// layouts say what each instruction does to a stage.
var layouts = []struct {
	name string
	lay  func(b *Build, h *engine.Host, s *stage, in dockerfile.Instruction) error
}{
	{"ARG", layArg}, {"ENV", layEnv}, {"LABEL", layLabel}, {"MAINTAINER", layMaintainer}, {"EXPOSE", layExpose}, {"VOLUME", layVolume},
	{"USER", layUser}, {"STOPSIGNAL", layStopSignal}, {"SHELL", layShell}, {"CMD", layCmd}, {"ENTRYPOINT", layEntrypoint},
	{"HEALTHCHECK", layHealth}, {"ONBUILD", layOnbuild}, {"WORKDIR", layWorkdir}, {"RUN", layRun}, {"COPY", layCopy}, {"ADD", layCopy},
}

// expand replaces the variables of a word of an instruction.
func (b *Build) expand(s *stage, in dockerfile.Instruction, word string) (string, error) {
	x := dockerfile.Expander{Escape: b.program.Directives.Escape}
	out, unset, err := x.Word(word, s.lookup())
	b.undefined(in, unset, s.known())
	if err != nil {
		return "", fail(in, "failed to process %q: %s", word, err)
	}
	return out, nil
}

func (b *Build) expandAll(s *stage, in dockerfile.Instruction, words []string) ([]string, error) {
	out := make([]string, len(words))
	for i, w := range words {
		var err error
		if out[i], err = b.expand(s, in, w); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (s *stage) lookup() dockerfile.Lookup {
	env := s.env()
	return func(name string) (string, bool) { return proc.Lookup(env, name) }
}

// known are the variables that are declared, set or not.
func (s *stage) known() []Pair {
	list := slices.Clone(s.args)
	for _, kv := range s.config.Env {
		name, value, _ := strings.Cut(kv, "=")
		list = append(list, Pair{name, value, true})
	}
	return list
}

// record adds a line to the history.
func (s *stage) record(h *engine.Host, in dockerfile.Instruction, text string, step int) {
	now := h.Now()
	s.history = append(s.history, entry{ocispec.History{Created: &now, CreatedBy: text, Comment: comment, EmptyLayer: step < 0, Author: s.author}, step, in.Start})
}

// layStep puts a step on top of a stage.
func (b *Build) layStep(s *stage, in dockerfile.Instruction, text string, w work, needs ...int) {
	prefix, number := s.prefix(b)
	if onbuild := strings.HasPrefix(in.Original, "ONBUILD "); onbuild {
		prefix += "ONBUILD "
	}
	below := s.tip
	if below < 0 {
		below = b.lastStep()
	}
	place := b.opts.ContextID + "\x00" + b.opts.File + "\x00" + s.name + "\x00" + itoa(s.count)
	s.tip = b.add(step{name: prefix + text, stage: s.name, in: in, work: w, needs: append([]int{below}, needs...), number: number, place: place})
	b.follow(s.tip)
}
