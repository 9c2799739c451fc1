package dockerfile

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// verb is one instruction: which flags it takes and how it is read.
type verb struct {
	name  string
	flags []flag
	read  func(in *Instruction) error
}

// flag is a flag of an instruction. A flag without a value is true.
type flag struct {
	name string
	bool bool
	many bool
	set  func(in *Instruction, value string) error
}

// verbs are all instructions, sorted: a misspelt one is compared in this order.
var verbs = []verb{
	{"ADD", append([]flag{
		{name: "keep-git-dir", bool: true, set: func(*Instruction, string) error { return nil }},
		{name: "checksum", set: func(in *Instruction, v string) error { in.Sum = v; return nil }},
		{name: "unpack", bool: true, set: func(in *Instruction, v string) error { b := v == "true"; in.Unpack = &b; return nil }},
	}, copyFlags...), readCopy},
	{"ARG", nil, atLeastPairs},
	{"CMD", nil, readCommand},
	{"COPY", append([]flag{
		{name: "from", set: func(in *Instruction, v string) error { in.From = v; return nil }},
		{name: "parents", bool: true, set: func(in *Instruction, v string) error { in.Parents = v == "true"; return nil }},
	}, copyFlags...), readCopy},
	{"ENTRYPOINT", nil, readCommand},
	{"ENV", nil, atLeastPairs},
	{"EXPOSE", nil, atLeastOne},
	{"FROM", []flag{{name: "platform", set: func(in *Instruction, v string) error { in.Platform = v; return nil }}}, readFrom},
	{"HEALTHCHECK", []flag{
		duration("interval", func(in *Instruction) *time.Duration { return &in.Health.Interval }),
		duration("timeout", func(in *Instruction) *time.Duration { return &in.Health.Timeout }),
		duration("start-period", func(in *Instruction) *time.Duration { return &in.Health.StartPeriod }),
		duration("start-interval", func(in *Instruction) *time.Duration { return &in.Health.StartInterval }),
		{name: "retries", set: setRetries},
	}, readHealth},
	{"LABEL", nil, atLeastPairs},
	{"MAINTAINER", nil, exactlyOne},
	{"ONBUILD", nil, readTrigger},
	{"RUN", []flag{
		{name: "mount", many: true, set: setMount},
		{name: "network", set: setNetwork},
		{name: "security", set: setSecurity},
		{name: "device", many: true, set: func(*Instruction, string) error { return errors.New("RUN --device is not simulated yet") }},
	}, readCommand},
	{"SHELL", nil, readShell},
	{"STOPSIGNAL", nil, exactlyOne},
	{"USER", nil, exactlyOne},
	{"VOLUME", nil, readVolume},
	{"WORKDIR", nil, exactlyOne},
}

var copyFlags = []flag{
	{name: "chown", set: func(in *Instruction, v string) error { in.Chown = v; return nil }},
	{name: "chmod", set: func(in *Instruction, v string) error { in.Chmod = v; return nil }},
	{name: "link", bool: true, set: func(in *Instruction, v string) error { in.Link = v == "true"; return nil }},
	{name: "exclude", many: true, set: func(in *Instruction, v string) error { in.Exclude = append(in.Exclude, v); return nil }},
}

// Interpret checks one instruction. Errors: *Error.
func Interpret(n Node) (Instruction, []Warning, *Error) {
	name := strings.ToUpper(n.Name)
	in := Instruction{Node: n, Name: name}
	names := make([]string, len(verbs))
	for i, v := range verbs {
		names[i] = v.name
		if v.name != name {
			continue
		}
		warnings := atRead(n, name)
		if err := v.take(&in); err != nil {
			return in, warnings, misread(n, "%s", err)
		}
		if name == "ONBUILD" {
			_, _, err := Interpret(*n.Trigger)
			return in, warnings, err
		}
		return in, warnings, nil
	}
	hint := ""
	if like := Nearest(n.Name, names); like != "" {
		hint = " (did you mean " + like + "?)"
	}
	return in, nil, misread(n, "unknown instruction: %s%s", n.Name, hint)
}

// take reads the flags and then the rest.
func (v verb) take(in *Instruction) error {
	if in.Name == "COPY" || in.Name == "ADD" || in.Name == "RUN" || len(v.flags) > 0 || len(in.Flags) > 0 {
		if err := v.takeFlags(in); err != nil {
			return err
		}
	}
	return v.read(in)
}

func (v verb) takeFlags(in *Instruction) error {
	seen := map[string]bool{}
	for _, text := range in.Flags {
		name, value, valued := strings.Cut(text[2:], "=")
		f, ok := v.flag(name)
		if !ok {
			var names []string
			for _, f := range v.flags {
				names = append(names, f.name)
			}
			if like := Nearest(name, names); like != "" {
				return fmt.Errorf("unknown flag: --%s (did you mean %s?)", name, like)
			}
			return fmt.Errorf("unknown flag: --%s", name)
		}
		switch {
		case seen[name] && !f.many:
			return fmt.Errorf("duplicate flag specified: --%s", name)
		case f.bool && !valued:
			value = "true"
		case f.bool && value != "true" && value != "false":
			return fmt.Errorf("expecting boolean value for flag --%s, not: %s", name, value)
		case !f.bool && !valued:
			return fmt.Errorf("missing a value on flag: --%s", name)
		}
		seen[name] = true
		if err := f.set(in, value); err != nil {
			return err
		}
	}
	return nil
}

func (v verb) flag(name string) (flag, bool) {
	for _, f := range v.flags {
		if f.name == name {
			return f, true
		}
	}
	return flag{}, false
}

func duration(name string, field func(*Instruction) *time.Duration) flag {
	return flag{name: name, set: func(in *Instruction, v string) error {
		d, err := time.ParseDuration(v)
		switch {
		case err != nil:
			return err
		case d < time.Millisecond && d != 0:
			return sentence(fmt.Sprintf("Interval %q cannot be less than %s", name, time.Millisecond))
		}
		*field(in) = d
		return nil
	}}
}

func setRetries(in *Instruction, v string) error {
	n, err := strconv.ParseInt(v, 10, 32)
	switch {
	case err != nil:
		return err
	case n < 0:
		return fmt.Errorf("--retries cannot be negative (%d)", n)
	}
	in.Health.Retries = int(n)
	return nil
}

func setNetwork(in *Instruction, v string) error {
	switch v {
	case "default", "none", "host":
		in.Network = v
		return nil
	}
	return fmt.Errorf("invalid value %q for flag --network: allowed values are default, host, none", v)
}

func setSecurity(_ *Instruction, v string) error {
	switch v {
	case "sandbox":
		return nil
	case "insecure":
		return errors.New("RUN --security=insecure is not simulated yet")
	}
	return fmt.Errorf("security %q is not valid", v)
}

func (in *Instruction) exactly(n int) error {
	if len(in.Words) == n {
		return nil
	}
	return fmt.Errorf("%s requires exactly one argument", in.Name)
}

func exactlyOne(in *Instruction) error {
	in.Args = in.Words
	return in.exactly(1)
}

func atLeastOne(in *Instruction) error {
	if in.Args = in.Words; len(in.Args) == 0 {
		return fmt.Errorf("%s requires at least one argument", in.Name)
	}
	return nil
}

func atLeastPairs(in *Instruction) error {
	if len(in.Pairs) == 0 {
		return fmt.Errorf("%s requires at least one argument", in.Name)
	}
	for _, p := range in.Pairs {
		if p.Name == "" {
			return fmt.Errorf("%s names can not be blank", in.Name)
		}
	}
	return nil
}

func readVolume(in *Instruction) error {
	if err := atLeastOne(in); err != nil {
		return err
	}
	for _, v := range in.Args {
		if strings.TrimSpace(v) == "" {
			return errors.New("VOLUME specified can not be an empty string")
		}
	}
	return nil
}

func readCommand(in *Instruction) error {
	in.Command, in.Shell = in.Words, !in.JSON
	for _, m := range in.Mounts {
		if m.Type == "bind" || m.Type == "cache" || m.Type == "tmpfs" {
			if m.Target == "" {
				return fmt.Errorf("target is required")
			}
		}
	}
	return nil
}

func readShell(in *Instruction) error {
	switch {
	case len(in.Words) == 0:
		return errors.New("SHELL requires at least one argument")
	case !in.JSON:
		return errors.New("SHELL requires the arguments to be in JSON form")
	}
	in.Command = in.Words
	return nil
}

func readCopy(in *Instruction) error {
	n := len(in.Words)
	if n < 2 {
		return fmt.Errorf("%s requires at least two arguments, but only one was provided. Destination could not be determined", in.Name)
	}
	in.Sources, in.Dest = in.Words[:n-1:n-1], in.Words[n-1]
	return nil
}

var stageName = regexp.MustCompile(`^[a-z][a-z0-9-_\.]*$`)

func readFrom(in *Instruction) error {
	switch {
	case len(in.Words) == 3 && strings.EqualFold(in.Words[1], "as"):
		in.As = strings.ToLower(in.Words[2])
		if !stageName.MatchString(in.As) {
			return fmt.Errorf("invalid name for build stage: %q, name can't start with a number or contain symbols", in.Words[2])
		}
	case len(in.Words) != 1:
		return errors.New("FROM requires either one or three arguments")
	}
	in.Base = in.Words[0]
	return nil
}

func readHealth(in *Instruction) error {
	if len(in.Words) == 0 {
		return errors.New("HEALTHCHECK requires at least one argument")
	}
	switch kind := strings.ToUpper(in.Words[0]); kind {
	case "NONE":
		if len(in.Words) > 1 {
			return errors.New("HEALTHCHECK NONE takes no arguments")
		}
		in.Health.Test = []string{"NONE"}
	case "CMD":
		if len(in.Words) < 2 {
			return errors.New("missing command after HEALTHCHECK CMD")
		}
		if kind = "CMD-SHELL"; in.JSON {
			kind = "CMD"
		}
		in.Health.Test = append([]string{kind}, in.Words[1:]...)
	default:
		return sentence(fmt.Sprintf("Unknown type %q in HEALTHCHECK (try CMD)", kind))
	}
	return nil
}

func readTrigger(in *Instruction) error {
	if in.Trigger == nil {
		return errors.New("ONBUILD requires at least one argument")
	}
	switch name := strings.ToUpper(in.Trigger.Name); name {
	case "ONBUILD":
		return sentence("Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed")
	case "MAINTAINER", "FROM":
		return fmt.Errorf("%s isn't allowed as an ONBUILD trigger", name)
	}
	return nil
}
