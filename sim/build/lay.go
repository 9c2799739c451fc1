package build

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	ocispec "github.com/opencontainers/image-spec/specs-go/v1"

	spec "github.com/moby/docker-image-spec/specs-go/v1"

	"drydock/sim/dockerfile"
	"drydock/sim/engine"
	"drydock/sim/network"
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
	b.last = b.add(step{name: exportName(b.opts), work: result, needs: needs})
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
		s.from = b.sources[fullRef(b.imageOf(s.base))]
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
		if w, ok := st.work.(fromImage); ok && w.ref == from.ref {
			b.steps[i].name = w.name() // it serves more than one stage
			return i
		}
	}
	w := fromImage{from}
	st := step{name: prefix + w.name(), work: w, needs: []int{b.lastStep()}, number: number}
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

func layArg(b *Build, h *engine.Host, s *stage, in dockerfile.Instruction) error {
	var words []string
	for _, p := range in.Pairs {
		b.lintSecret(in, p.Name)
		meta, err := b.metaArgs()
		if err != nil {
			return err
		}
		inherited := append(platformArgs(b.opts.Platform), meta...)
		if p.Given {
			v, err := b.expand(s, in, p.Value)
			if err != nil {
				return err
			}
			p.Value = v
		}
		a := Pair{Name: p.Name, Value: p.Value, Given: p.Given}
		if v, ok := find(inherited, p.Name); ok && !p.Given {
			a.Value, a.Given = v, true
		}
		if v, ok := find(b.opts.Args, p.Name); ok {
			a.Value, a.Given = v, true
			b.used = append(slices.Clip(b.used), p.Name)
		}
		s.args = append(slices.DeleteFunc(slices.Clone(s.args), func(x Pair) bool { return x.Name == a.Name }), a)
		word := a.Name
		if a.Given {
			word += "=" + a.Value
		}
		words = append(words, word)
	}
	s.record(h, in, "ARG "+strings.Join(words, " "), -1)
	return nil
}

func layEnv(b *Build, h *engine.Host, s *stage, in dockerfile.Instruction) error {
	env, text := s.config.Env, "ENV"
	var names []string
	for _, p := range in.Pairs {
		name, err := b.expand(s, in, p.Name)
		if err != nil {
			return err
		}
		value, err := b.expand(s, in, p.Value)
		if err != nil {
			return err
		}
		env, names = proc.Setenv(env, name, value), append(names, name)
		text += " " + name + "=" + value
	}
	b.lintLegacy(in)
	for _, name := range names {
		b.lintSecret(in, name)
	}
	s.config.Env = env
	s.record(h, in, text, -1)
	return nil
}

func layLabel(b *Build, h *engine.Host, s *stage, in dockerfile.Instruction) error {
	labels, text := maps.Clone(s.config.Labels), "LABEL"
	if labels == nil {
		labels = map[string]string{}
	}
	for _, p := range in.Pairs {
		name, err := b.expand(s, in, p.Name)
		if err != nil {
			return err
		}
		value, err := b.expand(s, in, p.Value)
		if err != nil {
			return err
		}
		labels[name] = value
		text += " " + name + "=" + value
	}
	b.lintLegacy(in)
	s.config.Labels = labels
	s.record(h, in, text, -1)
	return nil
}

func layMaintainer(_ *Build, h *engine.Host, s *stage, in dockerfile.Instruction) error {
	s.author = in.Args[0]
	s.record(h, in, "MAINTAINER "+in.Args[0], -1)
	return nil
}

func layExpose(b *Build, h *engine.Host, s *stage, in dockerfile.Instruction) error {
	x := dockerfile.Expander{Escape: b.program.Directives.Escape}
	ports := maps.Clone(s.config.ExposedPorts)
	if ports == nil {
		ports = map[string]struct{}{}
	}
	var shown []string
	for _, w := range in.Args {
		list, _, err := x.Words(w, s.lookup())
		if err != nil {
			return fail(in, "failed to process %q: %s", w, err)
		}
		for _, p := range list {
			got, err := b.port(in, p)
			if err != nil {
				return err
			}
			for _, one := range got {
				ports[one] = struct{}{}
				shown = append(shown, one)
			}
		}
	}
	slices.Sort(shown)
	s.config.ExposedPorts = ports
	s.record(h, in, "EXPOSE ["+strings.Join(shown, " ")+"]", -1)
	return nil
}

// mostPorts is how many ports a range may have.
const mostPorts = 1000

// port reads "80", "80/udp" or "8000-8010".
func (b *Build) port(in dockerfile.Instruction, word string) ([]string, error) {
	number, proto, ok := strings.Cut(word, "/")
	if !ok {
		proto = "tcp"
	}
	if proto != strings.ToLower(proto) {
		b.lint(in, "ExposeProtoCasing", "Defined protocol '%s' in EXPOSE instruction should be lowercase", word)
	}
	if strings.Contains(number, ":") {
		b.lint(in, "ExposeInvalidFormat", "EXPOSE instruction should not define an IP address or host-port mapping, found '%s'", word)
		number = number[strings.LastIndexByte(number, ':')+1:]
	}
	proto = strings.ToLower(proto)
	if proto != "tcp" && proto != "udp" && proto != "sctp" {
		return nil, fail(in, "invalid proto: %s", proto)
	}
	r, ok := network.ParseRange(number)
	if !ok {
		return nil, fail(in, "invalid containerPort: %s", number)
	}
	if r.Len() > mostPorts+1 {
		return nil, fail(in, "more than %d ports in one EXPOSE are not simulated", mostPorts)
	}
	var list []string
	for p := int(r.First); p <= int(r.Last); p++ {
		list = append(list, fmt.Sprintf("%d/%s", p, proto))
	}
	return list, nil
}

func layVolume(b *Build, h *engine.Host, s *stage, in dockerfile.Instruction) error {
	dirs, err := b.expandAll(s, in, in.Args)
	if err != nil {
		return err
	}
	volumes := maps.Clone(s.config.Volumes)
	if volumes == nil {
		volumes = map[string]struct{}{}
	}
	for _, d := range dirs {
		if d == "" {
			return fail(in, "VOLUME specified can not be an empty string")
		}
		volumes[d] = struct{}{}
	}
	s.config.Volumes = volumes
	s.record(h, in, fmt.Sprintf("VOLUME %v", dirs), -1)
	return nil
}

func layUser(b *Build, h *engine.Host, s *stage, in dockerfile.Instruction) (err error) {
	if s.config.User, err = b.expand(s, in, in.Args[0]); err != nil {
		return err
	}
	s.record(h, in, "USER "+s.config.User, -1)
	return nil
}

func layStopSignal(b *Build, h *engine.Host, s *stage, in dockerfile.Instruction) error {
	sig, err := b.expand(s, in, in.Args[0])
	if err != nil {
		return err
	}
	if _, ok := proc.ParseSignal(sig); !ok {
		return fail(in, "invalid signal: %s", sig)
	}
	s.config.StopSignal = sig
	s.record(h, in, "STOPSIGNAL "+sig, -1)
	return nil
}

func layShell(_ *Build, h *engine.Host, s *stage, in dockerfile.Instruction) error {
	s.config.Shell = in.Command
	s.record(h, in, fmt.Sprintf("SHELL %v", in.Command), -1)
	return nil
}

// shell is the shell of a stage's commands.
func (s *stage) shell() []string {
	if len(s.config.Shell) > 0 {
		return s.config.Shell
	}
	return []string{"/bin/sh", "-c"}
}

// argv is a command as it is executed.
func (s *stage) argv(in dockerfile.Instruction) []string {
	if in.Shell {
		return append(slices.Clone(s.shell()), strings.Join(in.Command, " "))
	}
	return in.Command
}

func layCmd(b *Build, h *engine.Host, s *stage, in dockerfile.Instruction) error {
	b.lintShell(s, in)
	b.lintOnce(s, in)
	s.config.Cmd = s.argv(in)
	//lint:ignore SA1019 BuildKit still sets it
	s.config.ArgsEscaped = in.Shell
	s.record(h, in, fmt.Sprintf("CMD %q", s.config.Cmd), -1)
	return nil
}

func layEntrypoint(b *Build, h *engine.Host, s *stage, in dockerfile.Instruction) error {
	b.lintShell(s, in)
	b.lintOnce(s, in)
	s.config.Entrypoint = s.argv(in)
	if _, own := s.seen["CMD"]; !own {
		s.config.Cmd = nil
	}
	s.record(h, in, fmt.Sprintf("ENTRYPOINT %q", s.config.Entrypoint), -1)
	return nil
}

func layHealth(b *Build, h *engine.Host, s *stage, in dockerfile.Instruction) error {
	b.lintOnce(s, in)
	x := in.Health
	s.config.Healthcheck = &spec.HealthcheckConfig{Test: x.Test, Interval: x.Interval, Timeout: x.Timeout,
		StartPeriod: x.StartPeriod, StartInterval: x.StartInterval, Retries: x.Retries}
	s.record(h, in, fmt.Sprintf("HEALTHCHECK {Test:%v Interval:%s Timeout:%s StartPeriod:%s StartInterval:%s Retries:%d}",
		x.Test, x.Interval, x.Timeout, x.StartPeriod, x.StartInterval, x.Retries), -1)
	return nil
}

func layOnbuild(_ *Build, h *engine.Host, s *stage, in dockerfile.Instruction) error {
	s.config.OnBuild = append(slices.Clone(s.config.OnBuild), in.Expression())
	s.record(h, in, "ONBUILD "+in.Expression(), -1)
	return nil
}

func layWorkdir(b *Build, h *engine.Host, s *stage, in dockerfile.Instruction) error {
	dir, err := b.expand(s, in, in.Args[0])
	if err != nil {
		return err
	}
	if path.IsAbs(dir) {
		s.absolute = true
	} else if !s.absolute {
		b.lint(in, "WorkdirRelativePath", "Relative workdir %q can have unexpected results if the base image changes", dir)
		s.absolute = true
	}
	if !path.IsAbs(dir) {
		dir = path.Join("/", s.config.WorkingDir, dir)
	}
	s.config.WorkingDir = path.Clean(dir)
	b.layStep(s, in, "WORKDIR "+in.Args[0], workdir{dir: s.config.WorkingDir, user: s.config.User})
	s.record(h, in, "WORKDIR "+s.config.WorkingDir, s.tip)
	return nil
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
