package build

import (
	"slices"
	"strconv"
	"strings"

	"github.com/opencontainers/go-digest"
	ocispec "github.com/opencontainers/image-spec/specs-go/v1"

	spec "github.com/moby/docker-image-spec/specs-go/v1"

	"drydock/sim/dockerfile"
	"drydock/sim/engine"
	"drydock/sim/proc"
)

// stage is one stage of the Dockerfile, or an image that COPY or a mount takes
// files from. It is written to only while its instructions are laid out.
type stage struct {
	src    dockerfile.Stage
	index  int
	name   string // as progress shows it, "" when there is one stage only
	base   string // an image's name, "" when it stands on a stage or on nothing
	on     *stage // the stage it stands on
	needed bool
	laid   bool
	// platform is what its programs are for, "" for the machines here.
	platform string
	body     []dockerfile.Instruction

	// What it is after the instructions laid out so far.
	tip     int // the step with its files, -1: none
	config  spec.DockerOCIImageConfig
	args    []Pair // declared, with what they stand for
	history []entry
	from    base
	author  string

	count, total int
	absolute     bool
	seen         map[string]dockerfile.Range // CMD, ENTRYPOINT, HEALTHCHECK
}

// entry is a line of the history; step is the one that made its layer, -1: none.
type entry struct {
	ocispec.History
	step int
	line int
}

// base is an image that the build stands on or takes files from.
type base struct {
	ref   string // docker.io/library/busybox:1.37
	image engine.Image
	pull  engine.Pull
	found bool
	local bool
	made  bool // by another build under way: its steps are shown there

	platform string        // "" for the machines here
	index    digest.Digest // of what the reference leads to, "" when that is the image
}

// key is what a source is known by: its reference, and the platform if it is
// not that of the machines here.
func (x base) key() string { return strings.TrimSpace(x.ref + " " + x.platform) }

// sourceFor is the image that a name means on a platform.
func (b *Build) sourceFor(name, platform string) base {
	return b.sources[base{ref: fullRef(b.imageOf(name)), platform: platform}.key()]
}

// stageNamed finds the stage that a FROM or --from means: those before it, the
// last of a name first.
func (b *Build) stageNamed(name string, before int) *stage {
	for i := min(before, len(b.stages)) - 1; i >= 0; i-- {
		if s := b.stages[i]; s.src.Name != "" && strings.EqualFold(s.src.Name, name) {
			return s
		}
	}
	return nil
}

// fromStage finds what --from names: a stage by name or number. ok is false
// when it is an image.
func (b *Build) fromStage(in dockerfile.Instruction, name string) (s *stage, err error) {
	if n, err := strconv.Atoi(name); err == nil {
		if n < 0 || n >= len(b.stages) {
			return nil, fail(dockerfile.Instruction{}, "invalid stage index %d", n)
		}
		return b.stages[n], nil
	}
	return b.stageNamed(name, len(b.stages)), nil
}

// sourcesOf are the names of what an instruction takes files from.
func sourcesOf(in dockerfile.Instruction) []string {
	var names []string
	if in.From != "" {
		names = append(names, in.From)
	}
	for _, m := range in.Mounts {
		if m.From != "" {
			names = append(names, m.From)
		}
	}
	return names
}

// env is the environment that words of a stage's instructions are expanded in.
func (s *stage) env() []string {
	var env []string
	for _, a := range s.args {
		if a.Given {
			env = proc.Setenv(env, a.Name, a.Value)
		}
	}
	for _, kv := range s.config.Env {
		if name, value, ok := strings.Cut(kv, "="); ok {
			env = proc.Setenv(env, name, value)
		}
	}
	return env
}

// prefix numbers the next step: [stage 2/4].
func (s *stage) prefix(b *Build) (text, number string) {
	if s.total == 0 {
		return "", ""
	}
	s.count++
	width := len(strconv.Itoa(s.total))
	number = strconv.Itoa(s.count)
	padded := strings.Repeat(" ", max(width-len(number), 0)) + number
	number += "/" + strconv.Itoa(s.total)
	label := b.platformLabel(s.platform)
	if s.name != "" && b.named {
		label += s.name + " "
	}
	return "[" + label + padded + "/" + strconv.Itoa(s.total) + "] ", number
}

// severalStages tells whether steps show their stage: there is more than one, or
// something else that files are taken from.
func (b *Build) severalStages() bool {
	n := len(b.stages)
	for _, s := range b.stages {
		for _, in := range s.src.Body {
			for _, name := range sourcesOf(in) {
				if st, err := b.fromStage(in, name); st == nil && err == nil && b.context0(name) == nil {
					n++
				}
			}
			if slices.ContainsFunc(in.Mounts, func(m dockerfile.Mount) bool { return m.Type == "cache" && m.From == "" }) {
				n++
			}
		}
	}
	return n > 1
}

// context0 is the named context of a name, nil without one.
func (b *Build) context0(name string) *Named {
	for i, n := range b.opts.Named {
		if strings.EqualFold(n.Name, name) {
			return &b.opts.Named[i]
		}
	}
	return nil
}

// layers counts the instructions of a stage that make steps.
func layers(body []dockerfile.Instruction) (n int) {
	for _, in := range body {
		switch in.Name {
		case "RUN", "COPY", "ADD", "WORKDIR":
			n++
		}
	}
	return n
}
