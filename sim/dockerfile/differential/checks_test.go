package differential

import (
	"context"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/moby/buildkit/client/llb"
	"github.com/moby/buildkit/client/llb/sourceresolver"
	"github.com/moby/buildkit/frontend/dockerfile/dockerfile2llb"
	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/linter"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	"github.com/opencontainers/go-digest"

	"drydock/sim"
	"drydock/sim/dockerfile"
)

// TestChecks: what docker build --check finds in the Dockerfiles of BuildKit's
// tests, as they are and broken, is what BuildKit's linter finds.
func TestChecks(t *testing.T) {
	var usable []string
	for _, src := range literals(t) {
		if plain(src) {
			usable = append(usable, src)
		}
	}
	r := rand.New(rand.NewPCG(5, 6))
	for range 1500 {
		if src := mutant(r, usable); plain(src) {
			usable = append(usable, src)
		}
	}
	if len(usable) < 600 {
		t.Fatalf("only %d Dockerfiles can be compared", len(usable))
	}
	w := sim.New(sim.Options{Seed: "checks", Pipe: true})
	for _, src := range usable {
		if frontend, _ := dockerfile.Asked(src); frontend != "" {
			continue // another program reads it
		}
		sameChecks(t, w, src)
	}
}

// sameChecks compares what is found in one Dockerfile.
func sameChecks(t *testing.T, w sim.World, src string) {
	t.Helper()
	theirs, ours := hint.ReplaceAllString(theirChecks(src), ""), hint.ReplaceAllString(ourChecks(w, src), "")
	if theirs == ours || strings.Contains(ours, "not simulated") || checkComment.MatchString(src) || strings.Contains(src, "experimental") || strings.Contains(src, "SOURCE_DATE_EPOCH") {
		return // the exceptions of reading hold here too; and the times of an image are always those of its build
	}
	t.Errorf("%q\n--- buildkit\n%s\n--- drydock\n%s", src, theirs, ours)
}

// hint is the word that a misspelt one is like: of several that are as near,
// BuildKit names now one and now another.
var hint = regexp.MustCompile(` \(did you mean \S+\?\)`)

// sorted puts the rules that a message names in order: BuildKit has none.
func sorted(message string) string {
	before, names, ok := strings.Cut(message, "found for rules: ")
	if !ok {
		return message
	}
	list := strings.Split(names, ", ")
	slices.Sort(list)
	return before + strings.Join(list, " ")
}

// bases are images that say nothing that a check would look at.
var bases = []string{"scratch", "alpine", "busybox", "debian", "ubuntu"}

// plain tells of a Dockerfile whose stages are all built from such images.
func plain(src string) bool {
	result, err := parser.Parse(strings.NewReader(src))
	if err != nil {
		return false
	}
	stages, _, err := instructions.Parse(result.AST, linter.New(&linter.Config{}))
	if err != nil {
		return false
	}
	for i, s := range stages {
		_, earlier := instructions.HasStage(stages[:i], s.BaseName)
		if !earlier && !slices.Contains(bases, s.BaseName) || s.Platform != "" {
			return false
		}
	}
	return !strings.Contains(src, "--from=") && !strings.Contains(src, "from=") && len(stages) > 0
}

// images answers for every image.
type images struct{}

func (images) ResolveImageConfig(_ context.Context, ref string, _ sourceresolver.Opt) (string, digest.Digest, []byte, error) {
	return ref, digest.FromString(ref), []byte(`{"os":"linux","architecture":"amd64","config":{"Env":["PATH=/bin"]},"rootfs":{"type":"layers"}}`), nil
}

func theirChecks(src string) string {
	source := llb.NewSourceMap(nil, "Dockerfile", "Dockerfile", []byte(src))
	source.Definition = &llb.Definition{}
	results, err := dockerfile2llb.DockerfileLint(context.Background(), []byte(src), dockerfile2llb.ConvertOpt{MetaResolver: images{}, SourceMap: source})
	if err != nil {
		return "error: " + err.Error()
	}
	var list []string
	for _, w := range results.Warnings {
		list = append(list, fmt.Sprintf("%s %d %s", w.RuleName, w.Location.Ranges[0].Start.Line, w.Detail))
	}
	slices.Sort(list)
	if results.Error != nil {
		list = append(list, "error: "+sorted(results.Error.Message))
	}
	return strings.Join(list, "\n")
}

var (
	found  = regexp.MustCompile(`(?m)^WARNING: (\w+)(?: - .*)?\n(.*)\nDockerfile:(\d+)$`)
	failed = regexp.MustCompile(`(?m)^ERROR: (.*)$`)
)

func ourChecks(w sim.World, src string) string {
	w, _ = w.Step(sim.Input{Kind: sim.File, Path: "Dockerfile", Text: src})
	_, r := w.Step(sim.Typed("docker build --check --progress=quiet ."))
	all := r.Stdout() + "\n" + r.Stderr()
	var list []string
	for _, m := range found.FindAllStringSubmatch(all, -1) {
		list = append(list, fmt.Sprintf("%s %s %s", m[1], m[3], m[2]))
	}
	slices.Sort(list)
	if m := failed.FindStringSubmatch(all); m != nil {
		list = append(list, "error: "+sorted(strings.TrimPrefix(m[1], "failed to build: failed to solve: ")))
	}
	return strings.Join(list, "\n")
}
