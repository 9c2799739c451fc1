package engine

import (
	"slices"
	"strconv"
	"strings"
	"time"

	spec "github.com/moby/docker-image-spec/specs-go/v1"

	"drydock/sim/proc"
)

// changeRule is a Dockerfile instruction that commit can apply.
type changeRule struct {
	word  string
	needs string // what Docker says it requires when nothing follows it
	apply func(cfg *spec.DockerOCIImageConfig, rest string) *Error
}

const (
	one  = "exactly one argument"
	some = "at least one argument"
)

// changeRules are those instructions. Source: moby builder/dockerfile,
// validCommitCommands and dispatchers.go.
var changeRules = []changeRule{
	{"CMD", "", func(cfg *spec.DockerOCIImageConfig, rest string) *Error { cfg.Cmd = commandForm(rest); return nil }},
	{"ENTRYPOINT", "", func(cfg *spec.DockerOCIImageConfig, rest string) *Error {
		cfg.Entrypoint, cfg.Cmd = commandForm(rest), nil
		return nil
	}},
	{"HEALTHCHECK", some, changeHealthcheck},
	{"ENV", some, func(cfg *spec.DockerOCIImageConfig, rest string) *Error {
		return eachPair("ENV", rest, func(name, value string) { cfg.Env = proc.Setenv(cfg.Env, name, value) })
	}},
	{"LABEL", some, func(cfg *spec.DockerOCIImageConfig, rest string) *Error {
		return eachPair("LABEL", rest, func(name, value string) { cfg.Labels = with(cfg.Labels, name, value) })
	}},
	{"EXPOSE", some, changeExpose},
	{"VOLUME", some, func(cfg *spec.DockerOCIImageConfig, rest string) *Error {
		for _, dir := range listForm(rest) {
			cfg.Volumes = with(cfg.Volumes, dir, struct{}{})
		}
		return nil
	}},
	{"ONBUILD", some, func(cfg *spec.DockerOCIImageConfig, rest string) *Error {
		cfg.OnBuild = append(slices.Clone(cfg.OnBuild), rest)
		return nil
	}},
	{"STOPSIGNAL", one, func(cfg *spec.DockerOCIImageConfig, rest string) *Error {
		if _, ok := proc.ParseSignal(rest); !ok {
			return badChange("invalid signal: " + rest)
		}
		cfg.StopSignal = rest
		return nil
	}},
	{"USER", one, func(cfg *spec.DockerOCIImageConfig, rest string) *Error { cfg.User = rest; return nil }},
	{"WORKDIR", one, func(cfg *spec.DockerOCIImageConfig, rest string) *Error {
		if !strings.HasPrefix(rest, "/") {
			rest = strings.TrimSuffix(cfg.WorkingDir, "/") + "/" + rest
		}
		cfg.WorkingDir = rest
		return nil
	}},
}

func badChange(why string) *Error { return refuse(InvalidArg, Object{Type: "host"}, "%s", why) }

// applyChange applies one Dockerfile instruction to a configuration, whose
// maps and slices stay as they were. Source: moby builder/dockerfile,
// BuildFromConfig.
func applyChange(cfg spec.DockerOCIImageConfig, line string) (spec.DockerOCIImageConfig, error) {
	word, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
	rest = strings.TrimSpace(rest)
	i := slices.IndexFunc(changeRules, func(r changeRule) bool { return strings.EqualFold(r.word, word) })
	if i < 0 {
		return cfg, badChange(word + " is not a valid change command")
	}
	rule := changeRules[i]
	if rest == "" && rule.needs != "" {
		return cfg, badChange(rule.word + " requires " + rule.needs)
	}
	if err := rule.apply(&cfg, rest); err != nil {
		return cfg, err
	}
	return cfg, nil
}

func eachPair(word, rest string, set func(name, value string)) *Error {
	all := pairs(rest)
	if len(all) == 1 && all[0][1] == "" && !strings.Contains(rest, "=") {
		return badChange(word + " must have two arguments")
	}
	for _, kv := range all {
		set(kv[0], kv[1])
	}
	return nil
}

// with returns a map with one more entry.
func with[V any](m map[string]V, key string, value V) map[string]V {
	n := map[string]V{key: value}
	for k, v := range m { // into a map
		if k != key {
			n[k] = v
		}
	}
	return n
}

// listForm reads a list of words, in JSON or separated by blanks.
func listForm(rest string) []string {
	if words, ok := jsonForm(rest); ok {
		return words
	}
	return strings.Fields(rest)
}

func changeExpose(cfg *spec.DockerOCIImageConfig, rest string) *Error {
	for _, port := range strings.Fields(rest) {
		number, proto, found := strings.Cut(port, "/")
		if _, err := strconv.ParseUint(number, 10, 16); err != nil {
			return badChange("invalid containerPort: " + number)
		}
		if !found {
			proto = "tcp"
		}
		cfg.ExposedPorts = with(cfg.ExposedPorts, number+"/"+strings.ToLower(proto), struct{}{})
	}
	return nil
}

// changeHealthcheck reads "NONE" or "[--interval=…] CMD …".
func changeHealthcheck(cfg *spec.DockerOCIImageConfig, rest string) *Error {
	check := spec.HealthcheckConfig{}
	for strings.HasPrefix(rest, "--") {
		flag, after, _ := strings.Cut(rest, " ")
		name, value, _ := strings.Cut(strings.TrimPrefix(flag, "--"), "=")
		rest = strings.TrimSpace(after)
		if name == "retries" {
			n, err := strconv.Atoi(value)
			if err != nil {
				return badChange("strconv.ParseInt: parsing " + strconv.Quote(value) + ": invalid syntax")
			}
			check.Retries = n
			continue
		}
		to := map[string]*time.Duration{"interval": &check.Interval, "timeout": &check.Timeout, "start-period": &check.StartPeriod,
			"start-interval": &check.StartInterval}[name]
		if to == nil {
			return badChange("unknown flag: --" + name)
		}
		d, err := time.ParseDuration(value)
		if err != nil {
			return badChange(err.Error())
		}
		*to = d
	}
	word, command, _ := strings.Cut(rest, " ")
	switch strings.ToUpper(word) {
	case "NONE":
		check = spec.HealthcheckConfig{Test: []string{"NONE"}}
	case "CMD":
		command = strings.TrimSpace(command)
		check.Test = []string{"CMD-SHELL", command}
		if argv, ok := jsonForm(command); ok {
			check.Test = append([]string{"CMD"}, argv...)
		}
	default:
		return badChange("Unknown type " + strconv.Quote(strings.ToUpper(word)) + " in HEALTHCHECK (try CMD)")
	}
	cfg.Healthcheck = &check
	return nil
}
