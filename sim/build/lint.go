package build

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/distribution/reference"

	"drydock/sim/dockerfile"
)

func itoa(n int) string { return strconv.Itoa(n) }

// lines is how a warning tells of its place.
func lines(r dockerfile.Range) string { return "(line " + itoa(r.Start) + ")" }

func (b *Build) lint(in dockerfile.Instruction, rule, format string, args ...any) {
	b.warnings = append(b.warnings, dockerfile.Warn(in.Range, rule, format, args...))
}

// lintStage checks the name and platform of a stage.
func (b *Build) lintStage(i int, s dockerfile.Stage) {
	for _, other := range b.program.Stages[:i] {
		if s.Name != "" && s.Name == other.Name {
			b.lint(s.From, "DuplicateStageName", "Duplicate stage name %q, stage names should be unique", s.Name)
			break
		}
	}
	if s.Name == "scratch" || s.Name == "context" {
		b.lint(s.From, "ReservedStageName", "Stage name should not use the same name as reserved stage %q", s.Name)
	}
	switch p := s.From.Platform; {
	case p == "$TARGETPLATFORM" || p == "${TARGETPLATFORM}":
		b.lint(s.From, "RedundantTargetPlatform", "Setting platform to predefined %s in FROM is redundant as this is the default behavior", p)
	case p != "" && !strings.Contains(p, "$"):
		b.lint(s.From, "FromPlatformFlagConstDisallowed", "FROM --platform flag should not use constant value %q", p)
	}
}

// lintBase checks the variables in the name after FROM.
func (b *Build) lintBase(in dockerfile.Instruction, meta []Pair, unset []string) {
	defaults := append(platformArgs(""), b.defaults()...)
	x := dockerfile.Expander{Escape: b.program.Directives.Escape}
	name, _, err := x.Word(in.Base, lookup(defaults))
	if err == nil && b.stageNamed(name, len(b.stages)) == nil && name != "scratch" {
		if _, err = reference.ParseNormalizedNamed(name); err != nil {
			b.lint(in, "InvalidDefaultArgInFrom", "Default value for ARG %s results in empty or invalid base image name", in.Base)
		}
	}
	for _, v := range unset {
		declared := false
		var names []string
		for _, a := range meta {
			declared = declared || a.Name == v
			names = append(names, a.Name)
		}
		if declared {
			continue
		}
		hint := ""
		if like := dockerfile.Nearest(v, names); like != "" {
			hint = " (did you mean " + like + "?)"
		}
		b.lint(in, "UndefinedArgInFrom", "FROM argument '%s' is not declared%s", v, hint)
	}
}

// defaults are the ARGs before the first FROM without what --build-arg says.
func (b *Build) defaults() []Pair {
	var list []Pair
	for _, in := range b.program.Meta {
		for _, p := range in.Pairs {
			list = append(list, Pair(struct {
				Name, Value string
				Given       bool
			}{p.Name, p.Value, p.Given}))
		}
	}
	return list
}

// undefined warns of variables that nothing defines.
func (b *Build) undefined(in dockerfile.Instruction, unset []string, known []Pair) {
	for _, v := range unset {
		var names []string
		for _, k := range known {
			names = append(names, k.Name)
		}
		declared := false
		for _, n := range names {
			declared = declared || n == v
		}
		if declared || predefined[v] {
			continue
		}
		hint := ""
		if like := dockerfile.Nearest(v, names); like != "" {
			hint = " (did you mean $" + like + "?)"
		}
		b.lint(in, "UndefinedVar", "Usage of undefined variable '$%s'%s", v, hint)
	}
}

// predefined are the ARGs that need no declaration.
var predefined = map[string]bool{"HTTP_PROXY": true, "http_proxy": true, "HTTPS_PROXY": true, "https_proxy": true, "FTP_PROXY": true,
	"ftp_proxy": true, "NO_PROXY": true, "no_proxy": true, "ALL_PROXY": true, "all_proxy": true}

var (
	secretName = regexp.MustCompile(`(?i)(?:_|^)(?:apikey|auth|credential|credentials|key|password|pword|passwd|secret|token)(?:_|$)`)
	publicName = regexp.MustCompile(`(?i)(?:_|^)(?:public)(?:_|$)`)
)

// lintLegacy warns of the form of ENV and LABEL without an equals sign.
func (b *Build) lintLegacy(in dockerfile.Instruction) {
	for _, p := range in.Pairs {
		if p.Legacy {
			b.lint(in, "LegacyKeyValueFormat", `"%s key=value" should be used instead of legacy "%s key value" format`, in.Name, in.Name)
		}
	}
}

// fatal is the error of a Dockerfile that asks for one when it is warned of
// anything.
func (b *Build) fatal() error {
	var names []string
	for _, w := range b.program.Directives.Filter(b.warnings) {
		if !slices.Contains(names, w.Rule) {
			names = append(names, w.Rule)
		}
	}
	if !b.program.Directives.Fatal() || len(names) == 0 {
		return nil
	}
	return fail(dockerfile.Instruction{}, "lint violation found for rules: %s", strings.Join(names, ", "))
}

// lintSecret warns of a name that sounds like a secret.
func (b *Build) lintSecret(in dockerfile.Instruction, name string) {
	if secretName.MatchString(name) && !publicName.MatchString(name) {
		b.lint(in, "SecretsUsedInArgOrEnv", "Do not use ARG or ENV instructions for sensitive data (%s %q)", in.Name, name)
	}
}

// lintOnce warns of an instruction of which only the last counts.
func (b *Build) lintOnce(s *stage, in dockerfile.Instruction) {
	if at, twice := s.seen[in.Name]; twice {
		b.warnings = append(b.warnings, dockerfile.Warn(at, "MultipleInstructionsDisallowed",
			"Multiple %s instructions should not be used in the same stage because only the last one will be used", in.Name))
	}
	s.seen[in.Name] = in.Range
}

// lintShell recommends the list form of a command.
func (b *Build) lintShell(s *stage, in dockerfile.Instruction) {
	if in.Shell && len(in.Command) > 0 && len(s.config.Shell) == 0 {
		b.lint(in, "JSONArgsRecommended", "JSON arguments recommended for %s to prevent unintended behavior related to OS signals", in.Name)
	}
}
