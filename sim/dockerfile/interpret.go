package dockerfile

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
)

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
		return in, warnings, nil
	}
	hint := ""
	if like := Nearest(name, names); like != "" {
		if n.Name == strings.ToLower(n.Name) {
			like = strings.ToLower(like)
		}
		hint = " (did you mean " + like + "?)"
	}
	return in, nil, misread(n, "unknown instruction: %s%s", n.Name, hint)
}

// take reads the words and the flags, in the order in which BuildKit finds
// fault with them.
func (v verb) take(in *Instruction) error {
	if v.words != nil {
		if err := v.words(in); err != nil {
			return err
		}
	}
	var given map[string][]string
	if v.unflagged == nil || !v.unflagged(*in) {
		var err error
		if given, err = v.given(in.Flags); err != nil {
			return err
		}
	}
	if v.read != nil {
		if err := v.read(in); err != nil {
			return err
		}
	}
	for _, f := range v.flags {
		for _, value := range given[f.name] {
			if err := f.set(in, value); err != nil {
				return err
			}
		}
	}
	return nil
}

// given are the values of the flags.
func (v verb) given(flags []string) (map[string][]string, error) {
	given := map[string][]string{}
	for _, text := range flags {
		name, value, valued := strings.Cut(text[2:], "=")
		f, ok := v.flag(name)
		if !ok {
			var names []string
			for _, f := range v.flags {
				names = append(names, f.name)
			}
			if like := Nearest(name, names); like != "" {
				return nil, fmt.Errorf("unknown flag: --%s (did you mean %s?)", name, like)
			}
			return nil, fmt.Errorf("unknown flag: --%s", name)
		}
		if f.bool {
			value = strings.ToLower(value)
		}
		switch {
		case given[name] != nil && !f.many:
			return nil, fmt.Errorf("duplicate flag specified: --%s", name)
		case f.bool && !valued:
			value = "true"
		case !valued || f.bool && value == "":
			return nil, fmt.Errorf("missing a value on flag: --%s", name)
		case f.bool && value != "true" && value != "false":
			return nil, fmt.Errorf("expecting boolean value for flag --%s, not: %s", name, text[len(name)+3:])
		}
		given[name] = append(given[name], value)
	}
	return given, nil
}

func (v verb) flag(name string) (flag, bool) {
	for _, f := range v.flags {
		if f.name == name {
			return f, true
		}
	}
	return flag{}, false
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
		if p.Name == "" && p.Given {
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

func atLeastTwo(in *Instruction) error {
	if len(in.Words) < 2 {
		return fmt.Errorf("%s requires at least two arguments, but only one was provided. Destination could not be determined", in.Name)
	}
	return nil
}

func readCopy(in *Instruction) error {
	last := len(in.Words) - 1
	in.Sources, in.Dest = in.Words[:last:last], in.Words[last]
	if _, ok, _ := parseHeredoc(in.Dest); ok {
		return fmt.Errorf("%s cannot accept a heredoc as a destination", in.Name)
	}
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

// noHealth tells of a HEALTHCHECK NONE, which looks at no flags.
func noHealth(in Instruction) bool { return strings.EqualFold(in.Words[0], "NONE") }

func readHealth(in *Instruction) error {
	switch kind := strings.ToUpper(in.Words[0]); kind {
	case "NONE":
		if len(in.Words) > 1 {
			return errors.New("HEALTHCHECK NONE takes no arguments")
		}
		in.Health.Test = []string{"NONE"}
	case "CMD":
		if len(in.Words) < 2 {
			return sentence("Missing command after HEALTHCHECK CMD")
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

func trigger(in *Instruction) error {
	if in.Trigger == nil {
		return errors.New("ONBUILD requires at least one argument")
	}
	return nil
}

func readTrigger(in *Instruction) error {
	switch name := strings.ToUpper(in.Trigger.Name); name {
	case "ONBUILD":
		return sentence("Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed")
	case "MAINTAINER", "FROM":
		return fmt.Errorf("%s isn't allowed as an ONBUILD trigger", name)
	}
	return nil
}
