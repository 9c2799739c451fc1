package dockerfile

import (
	"errors"
	"fmt"
	"strconv"
	"time"
)

// verb is one instruction: which flags it takes and how it is read.
type verb struct {
	name  string
	flags []flag
	// words looks at the words, before the flags are looked at; then read does
	// what is left. Either may be nil.
	words, read func(in *Instruction) error
	// unflagged instructions never look at their flags.
	unflagged func(in Instruction) bool
}

// flag is a flag of an instruction. A flag without a value is true.
type flag struct {
	name string
	bool bool
	many bool
	set  func(in *Instruction, value string) error
}

func always(Instruction) bool { return true }

// verbs are all instructions, sorted: a misspelt one is compared in this order.
var verbs = []verb{
	{name: "ADD", words: atLeastTwo, read: readCopy, flags: append([]flag{
		{name: "keep-git-dir", bool: true, set: func(in *Instruction, v string) error { in.KeepGit = v == "true"; return nil }},
		{name: "checksum", set: func(in *Instruction, v string) error { in.Sum = v; return nil }},
		{name: "unpack", bool: true, set: func(in *Instruction, v string) error { b := v == "true"; in.Unpack = &b; return nil }},
	}, copyFlags...)},
	{name: "ARG", words: atLeastPairs, unflagged: always},
	{name: "CMD", read: readCommand},
	{name: "COPY", words: atLeastTwo, read: readCopy, flags: append([]flag{
		{name: "from", set: func(in *Instruction, v string) error { in.From = v; return nil }},
		{name: "parents", bool: true, set: func(in *Instruction, v string) error { in.Parents = v == "true"; return nil }},
	}, copyFlags...)},
	{name: "ENTRYPOINT", read: readCommand},
	{name: "ENV", read: atLeastPairs},
	{name: "EXPOSE", words: atLeastOne},
	{name: "FROM", words: readFrom, flags: []flag{{name: "platform", set: func(in *Instruction, v string) error { in.Platform = v; return nil }}}},
	{name: "HEALTHCHECK", words: atLeastOne, read: readHealth, unflagged: noHealth, flags: []flag{
		duration("interval", func(in *Instruction) *time.Duration { return &in.Health.Interval }),
		duration("timeout", func(in *Instruction) *time.Duration { return &in.Health.Timeout }),
		duration("start-period", func(in *Instruction) *time.Duration { return &in.Health.StartPeriod }),
		duration("start-interval", func(in *Instruction) *time.Duration { return &in.Health.StartInterval }),
		{name: "retries", set: setRetries},
	}},
	{name: "LABEL", read: atLeastPairs},
	{name: "MAINTAINER", words: exactlyOne},
	{name: "ONBUILD", words: trigger, read: readTrigger},
	{name: "RUN", read: readCommand, flags: []flag{
		{name: "mount", many: true, set: setMount},
		{name: "network", set: setNetwork},
		{name: "security", set: setSecurity},
		{name: "device", many: true, set: func(*Instruction, string) error { return errors.New("RUN --device is not simulated") }},
	}},
	{name: "SHELL", read: readShell},
	{name: "STOPSIGNAL", words: exactlyOne, unflagged: always},
	{name: "USER", words: exactlyOne},
	{name: "VOLUME", words: atLeastOne, read: readVolume},
	{name: "WORKDIR", words: exactlyOne},
}

var copyFlags = []flag{
	{name: "chown", set: func(in *Instruction, v string) error { in.Chown = v; return nil }},
	{name: "chmod", set: func(in *Instruction, v string) error { in.Chmod = v; return nil }},
	{name: "link", bool: true, set: func(in *Instruction, v string) error { in.Link = v == "true"; return nil }},
	{name: "exclude", many: true, set: func(in *Instruction, v string) error { in.Exclude = append(in.Exclude, v); return nil }},
}

func duration(name string, field func(*Instruction) *time.Duration) flag {
	return flag{name: name, set: func(in *Instruction, v string) error {
		if v == "" {
			return nil
		}
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
	if v == "" {
		return nil
	}
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
	return fmt.Errorf("invalid network mode %q", v)
}

func setSecurity(in *Instruction, v string) error {
	switch v {
	case "sandbox", "insecure":
		in.Insecure = v == "insecure"
		return nil
	}
	return fmt.Errorf("security %q is not valid", v)
}
