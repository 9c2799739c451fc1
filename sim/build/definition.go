package build

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/distribution/reference"

	"drydock/sim/dockerfile"
	"drydock/sim/engine"
	"drydock/sim/image"
)

// definition is the step that brings the Dockerfile.
type definition struct{}

func (definition) plan(b *Build, _ *engine.Host, i int) error {
	s := &b.steps[i]
	if b.opts.Remote != "" {
		s.lasts(900 * time.Millisecond)
		return nil
	}
	bytes := int64(2)
	if b.opts.Missing == "" {
		bytes = transferred([]sent{{path: b.opts.File, mode: 0o644, size: int64(len(b.opts.Dockerfile)), whole: true}})
	}
	s.status("transferring dockerfile:", 0, 4*time.Millisecond, bytes)
	s.lasts(20 * time.Millisecond)
	return nil
}

func (definition) finish(b *Build, h *engine.Host, i int) error {
	if why := b.opts.RemoteError; why != "" {
		f := fail(dockerfile.Instruction{}, "failed to read dockerfile: failed to load cache key: %s", why)
		f.Told = why
		return f
	}
	if b.opts.Empty {
		f := fail(dockerfile.Instruction{}, "failed to read dockerfile: no local sources enabled")
		f.Told = "no local sources enabled"
		return f
	}
	if !utf8.ValidString(b.opts.Dockerfile) && !b.opts.Classic {
		f := fail(dockerfile.Instruction{}, "Internal: stream terminated by RST_STREAM with error code: INTERNAL_ERROR")
		f.Code = 100 // the protocol carries text only
		return f
	}
	if b.opts.Missing != "" {
		return fail(dockerfile.Instruction{}, "failed to read dockerfile: open %s: no such file or directory", b.opts.Missing)
	}
	b.keepSource(h, "dockerfile:"+b.opts.ContextID, "local source for dockerfile", int64(len(b.opts.Dockerfile)))
	if b.askFrontend() {
		return nil
	}
	return b.understand(h, i)
}

// understand reads the Dockerfile, now that step i has brought what reads it,
// and finds the images it stands on.
func (b *Build) understand(h *engine.Host, i int) error {
	p, err := dockerfile.Read(b.opts.Dockerfile)
	b.program = p
	defer b.warn(b.steps[i].end)
	b.warnings = p.Warnings
	if err != nil {
		return err
	}
	b.program.Warnings = nil
	if err := b.arrange(); err != nil {
		return err
	}
	if err := b.checkNames(); err != nil {
		b.breakOff(h)
		return err
	}
	if err := b.checkTarget(); err != nil {
		return err
	}
	if err := b.checkCircles(); err != nil {
		return err
	}
	for _, s := range b.asked() {
		need(s, b)
	}
	return b.resolveAll()
}

// warn tells of the warnings that have not been told of.
func (b *Build) warn(at time.Time) {
	b.warnings = b.program.Directives.Filter(b.warnings)
	for _, w := range b.warnings {
		if b.opts.Check {
			break // they are told at the end
		}
		b.tell(Update{At: at, Step: 0, What: Warn, Text: w.Rule + ": " + w.Detail + " " + lines(w.Range)})
	}
}

// arrange makes the stages and finds what each stands on.
func (b *Build) arrange() error {
	p := b.program
	if len(p.Stages) == 0 {
		return fail(dockerfile.Instruction{}, "dockerfile contains no stages to build")
	}
	meta, err := b.metaArgs()
	if err != nil {
		return err
	}
	var found []error
	for i, src := range p.Stages {
		b.lintStage(i, src)
		s := &stage{src: src, index: i, tip: -1, name: src.Name, seen: map[string]dockerfile.Range{}, body: src.Body}
		if s.name == "" {
			s.name = "stage-" + itoa(i)
		}
		name, platform, err := b.baseName(src.From, meta)
		s.platform = platform
		if err != nil && found == nil {
			found = append(found, err)
		}
		if on := b.stageNamed(name, i); on != nil {
			s.on, s.platform = on, on.platform
		} else if name != "scratch" {
			s.base = name
		}
		b.stages = append(b.stages, s)
	}
	if len(found) > 0 {
		return found[0]
	}
	b.named = b.severalStages()
	return nil
}

// metaArgs are the ARGs before the first FROM, with what --build-arg gives them.
func (b *Build) metaArgs() ([]Pair, error) {
	var meta []Pair
	for _, in := range b.program.Meta {
		for _, p := range in.Pairs {
			a, err := b.argument(in, p, append(platformArgs(b.opts.Platform), meta...), nil)
			if err != nil {
				return nil, err
			}
			meta = append(meta, a)
		}
	}
	return meta, nil
}

// argument is an ARG with its value: that of --build-arg, else its default.
func (b *Build) argument(in dockerfile.Instruction, p dockerfile.Pair, known, inherited []Pair) (Pair, error) {
	a := Pair{Name: p.Name, Given: p.Given}
	if p.Given {
		x := dockerfile.Expander{Escape: b.program.Directives.Escape}
		v, unset, err := x.Word(p.Value, lookup(known))
		if err != nil {
			return a, fail(in, "failed to process %q: %s", p.Value, err)
		}
		b.undefined(in, unset, known)
		a.Value = v
	}
	if v, ok := find(inherited, p.Name); ok && !p.Given {
		a.Value, a.Given = v, true
	}
	if v, ok := find(b.opts.Args, p.Name); ok {
		a.Value, a.Given = v, true
	}
	return a, nil
}

// find is the value a list gives a name, the last one winning.
func find(list []Pair, name string) (string, bool) {
	for i := len(list) - 1; i >= 0; i-- {
		if list[i].Name == name && list[i].Given {
			return list[i].Value, true
		}
	}
	return "", false
}

func lookup(list []Pair) dockerfile.Lookup {
	return func(name string) (string, bool) { return find(list, name) }
}

// platformArgs are the ARGs that are always there.
func platformArgs(platform string) []Pair {
	platform = image.PlatformName(platform)
	os, arch, _ := strings.Cut(platform, "/")
	arch, variant, _ := strings.Cut(arch, "/")
	return []Pair{
		{"BUILDPLATFORM", "linux/amd64", true}, {"BUILDOS", "linux", true}, {"BUILDOSVERSION", "", true}, {"BUILDARCH", "amd64", true}, {"BUILDVARIANT", "", true},
		{"TARGETPLATFORM", platform, true}, {"TARGETOS", os, true}, {"TARGETOSVERSION", "", true}, {"TARGETARCH", arch, true}, {"TARGETVARIANT", variant, true},
		{"TARGETSTAGE", "default", true},
	}
}

// baseName expands and checks the name after FROM.
func (b *Build) baseName(in dockerfile.Instruction, meta []Pair) (name, platform string, err error) {
	known := append(platformArgs(b.opts.Platform), meta...)
	x := dockerfile.Expander{Escape: b.program.Directives.Escape}
	name, unset, err := x.Word(in.Base, lookup(known))
	if err != nil {
		return "", "", fail(in, "failed to process %q: %s", in.Base, err)
	}
	b.lintBase(in, meta, unset)
	if name == "" {
		return "", "", fail(in, "base name (%s) should not be blank", in.Base)
	}
	if in.Platform == "" {
		return name, b.opts.Platform, nil
	}
	platform, _, err = x.Word(in.Platform, lookup(known))
	if err != nil {
		return "", "", fail(in, "failed to process %q: %s", in.Platform, err)
	}
	if platform == "" {
		return "", "", fail(in, "empty platform value from expression %s", in.Platform)
	}
	return name, image.NormalPlatform(platform), nil
}

// checkNames refuses bases that no image can have as a name.
func (b *Build) checkNames() error {
	for _, s := range b.stages {
		if _, err := reference.ParseNormalizedNamed(s.base); b.misnamed(s) {
			return fail(s.src.From, "failed to parse stage name %q: %s", s.base, err)
		}
	}
	return nil
}

// misnamed tells whether a stage stands on what no image can have as a name.
func (b *Build) misnamed(s *stage) bool {
	_, err := reference.ParseNormalizedNamed(s.base)
	return err != nil && s.base != "" && b.context0(s.base) == nil
}

// checkTarget finds the stage to build, the last one if none is named.
func (b *Build) checkTarget() error {
	b.target = len(b.stages) - 1
	if b.opts.Target == "" {
		return nil
	}
	s := b.stageNamed(b.opts.Target, len(b.stages))
	if s == nil {
		if n := slices.IndexFunc(b.stages, func(s *stage) bool { return itoa(s.index) == b.opts.Target }); n >= 0 {
			b.target = n
			return nil
		}
		return fail(dockerfile.Instruction{}, "target stage %q could not be found", b.opts.Target)
	}
	b.target = s.index
	return nil
}

// needs are the stages that a stage takes something from, with the
// instruction that says so.
func (b *Build) needs(s *stage) (list []*stage, by []dockerfile.Instruction, err error) {
	if s.on != nil {
		list, by = append(list, s.on), append(by, s.src.From)
	}
	for _, in := range s.body {
		for _, name := range sourcesOf(in) {
			on, err := b.fromStage(in, name)
			if err != nil {
				return nil, nil, err
			}
			if on != nil {
				list, by = append(list, on), append(by, in)
			}
		}
	}
	return list, by, nil
}

// checkCircles refuses stages that need each other.
func (b *Build) checkCircles() error {
	for _, s := range b.stages {
		if _, _, err := b.needs(s); err != nil {
			return err
		}
	}
	for _, s := range b.stages {
		if way := b.circle(s, s, map[*stage]bool{}); way != nil {
			f := fail(dockerfile.Instruction{}, "circular dependency detected on stage: %s", s.name)
			for i := len(way) - 1; i >= 0; i-- {
				f.Ranges = append(f.Ranges, way[i].Range)
			}
			return f
		}
	}
	return nil
}

// circle is the way from a stage back to an end, by the instructions that lead along it.
func (b *Build) circle(from, to *stage, seen map[*stage]bool) []dockerfile.Instruction {
	seen[from] = true
	list, by, _ := b.needs(from)
	for i, next := range list {
		if next == to {
			return by[i : i+1]
		}
		if !seen[next] {
			if way := b.circle(next, to, seen); way != nil {
				return append([]dockerfile.Instruction{by[i]}, way...)
			}
		}
	}
	return nil
}

// need marks a stage and all that it needs.
func need(s *stage, b *Build) {
	if s.needed {
		return
	}
	s.needed = true
	list, _, _ := b.needs(s)
	for _, n := range list {
		need(n, b)
	}
}
