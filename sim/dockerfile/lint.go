package dockerfile

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// rules are the build checks: name, the last part of their page's address, and
// what they ask for. Source: docs.docker.com/reference/build-checks.
var rules = []struct{ name, page, about string }{
	{"StageNameCasing", "stage-name-casing", "Stage names should be lowercase"},
	{"FromAsCasing", "from-as-casing", "The 'as' keyword should match the case of the 'from' keyword"},
	{"NoEmptyContinuation", "no-empty-continuation", "Empty continuation lines will become errors in a future release"},
	{"ConsistentInstructionCasing", "consistent-instruction-casing", "All commands within the Dockerfile should use the same casing (either upper or lower)"},
	{"DuplicateStageName", "duplicate-stage-name", "Stage names should be unique"},
	{"ReservedStageName", "reserved-stage-name", "Reserved words should not be used as stage names"},
	{"JSONArgsRecommended", "json-args-recommended", "JSON arguments recommended for ENTRYPOINT/CMD to prevent unintended behavior related to OS signals"},
	{"MaintainerDeprecated", "maintainer-deprecated", "The MAINTAINER instruction is deprecated, use a label instead to define an image author"},
	{"UndefinedArgInFrom", "undefined-arg-in-from", "FROM command must use declared ARGs"},
	{"WorkdirRelativePath", "workdir-relative-path", "Relative workdir without an absolute workdir declared within the build can have unexpected results if the base image changes"},
	{"UndefinedVar", "undefined-var", "Variables should be defined before their use"},
	{"MultipleInstructionsDisallowed", "multiple-instructions-disallowed", "Multiple instructions of the same type should not be used in the same stage"},
	{"LegacyKeyValueFormat", "legacy-key-value-format", "Legacy key/value format with whitespace separator should not be used"},
	{"RedundantTargetPlatform", "redundant-target-platform", "Setting platform to predefined $TARGETPLATFORM in FROM is redundant as this is the default behavior"},
	{"SecretsUsedInArgOrEnv", "secrets-used-in-arg-or-env", "Sensitive data should not be used in the ARG or ENV commands"},
	{"InvalidDefaultArgInFrom", "invalid-default-arg-in-from", "Default value for global ARG results in an empty or invalid base image name"},
	{"FromPlatformFlagConstDisallowed", "from-platform-flag-const-disallowed", "FROM --platform flag should not use a constant value"},
	{"CopyIgnoredFile", "copy-ignored-file", "Attempting to Copy file that is excluded by .dockerignore"},
	{"ExposeProtoCasing", "expose-proto-casing", "Protocol in EXPOSE instruction should be lowercase"},
	{"ExposeInvalidFormat", "expose-invalid-format", "IP address and host-port mapping should not be used in EXPOSE instruction. This will become an error in a future release"},
}

// Warn is a warning of a rule about an instruction.
func Warn(at Range, rule, format string, args ...any) Warning {
	return Warning{rule, fmt.Sprintf(format, args...), at}
}

// atRead are the checks that need nothing but the instruction itself.
func atRead(n Node, name string) []Warning {
	var list []Warning
	switch {
	case name == "MAINTAINER":
		list = append(list, Warn(n.Range, "MaintainerDeprecated", "Maintainer instruction is deprecated in favor of using label"))
	case name == "FROM" && len(n.Words) == 3:
		as, stage := n.Words[1], n.Words[2]
		if allUpper(n.Name) && !allUpper(as) || allLower(n.Name) && !allLower(as) {
			list = append(list, Warn(n.Range, "FromAsCasing", "'%s' and '%s' keywords' casing do not match", as, n.Name))
		}
		if strings.EqualFold(as, "as") && stage != strings.ToLower(stage) && stageName.MatchString(strings.ToLower(stage)) {
			list = append(list, Warn(n.Range, "StageNameCasing", "Stage name '%s' should be lowercase", stage))
		}
	}
	return list
}

func allUpper(s string) bool { return s == strings.ToUpper(s) }

func allLower(s string) bool { return s == strings.ToLower(s) }

// casing asks all instructions to be written like most of them.
func casing(p Program) []Warning {
	upper, lower := 0, 0
	for _, n := range p.Nodes {
		if allUpper(n.Name) {
			upper++
		} else if allLower(n.Name) {
			lower++
		}
	}
	most, right := "uppercase", allUpper
	if lower > upper {
		most, right = "lowercase", allLower
	}
	var list []Warning
	for _, n := range p.Nodes {
		if !right(n.Name) {
			list = append(list, Warn(n.Range, "ConsistentInstructionCasing", "Command '%s' should match the case of the command majority (%s)", n.Name, most))
		}
	}
	return list
}

// checkOptions are what the directive "check" asks for.
type checkOptions struct {
	skip  []string // names of rules, or all
	fatal bool     // warnings are an error
}

// checkOptions reads the directive "check": skip=A,B;error=true. What is before
// a mistake counts. Source: moby/buildkit frontend/dockerfile/linter, ParseLintOptions.
func (d Directives) checkOptions() (o checkOptions, wrong *Error) {
	if strings.TrimSpace(d.Check) == "" {
		return o, nil
	}
	bad := func(format string, args ...any) *Error {
		return &Error{Message: "failed to parse check options: " + fmt.Sprintf(format, args...)}
	}
	for _, option := range strings.SplitN(d.Check, ";", 3) {
		name, value, ok := strings.Cut(option, "=")
		if !ok {
			return o, bad("invalid check option %q", option)
		}
		switch strings.TrimSpace(name) {
		case "skip":
			for rule := range strings.SplitSeq(value, ",") {
				o.skip = append(o.skip, strings.TrimSpace(rule))
			}
		case "error":
			fatal, err := strconv.ParseBool(strings.TrimSpace(value))
			if err != nil {
				return o, bad("failed to parse check option %q: %s", option, err)
			}
			o.fatal = fatal
		case "experimental":
		default:
			return o, bad("invalid check option %q", strings.TrimSpace(name))
		}
	}
	return o, nil
}

// Fatal tells whether the directive "check=error=true" makes an error of warnings.
func (d Directives) Fatal() bool {
	o, _ := d.checkOptions() // what is wrong with it was told when the file was read
	return o.fatal
}

// Filter drops the warnings that the directive "check=skip=…" names.
func (d Directives) Filter(list []Warning) []Warning {
	o, _ := d.checkOptions() // what is wrong with it was told when the file was read
	if len(o.skip) == 0 {
		return list
	}
	return slices.DeleteFunc(slices.Clone(list), func(w Warning) bool {
		return slices.ContainsFunc(o.skip, func(name string) bool { return name == "all" || strings.EqualFold(name, w.Rule) })
	})
}
