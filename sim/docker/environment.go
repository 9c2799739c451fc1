package docker

import (
	"errors"
	"fmt"
	"strings"

	"drydock/sim/proc"
)

// environment is what --env-file and --env set, each name once. A name without
// a value takes the client's own, if it has one.
func (c Call) environment() ([]string, error) {
	lines, err := c.fileLines("env-file")
	if err != nil {
		return nil, err
	}
	var env []string
	for _, kv := range append(lines, c.list("env")...) {
		name, value, given := strings.Cut(kv, "=")
		if !given {
			if value, given = c.p.Getenv(name); !given {
				continue
			}
		}
		env = proc.Setenv(env, name, value)
	}
	return env, nil
}

// labels is what --label-file and --label set.
func (c Call) labels() (map[string]string, error) {
	lines, err := c.fileLines("label-file")
	if err != nil {
		return nil, err
	}
	labels := map[string]string{}
	for _, kv := range append(lines, c.list("label")...) {
		name, value, _ := strings.Cut(kv, "=")
		labels[name] = value
	}
	return labels, nil
}

// fileLines reads the files a flag names: a NAME=value a line, # for comments.
// Source: docker/cli 29 pkg/kvfile.
func (c Call) fileLines(flag string) ([]string, error) {
	if c.flags.Lookup(flag) == nil {
		return nil, nil
	}
	var all []string
	for _, file := range c.list(flag) {
		text, err := c.sys.ReadFile(file)
		if err != nil {
			return nil, fmt.Errorf("--%s: open %s: %s", flag, file, strings.ToLower(err.Error()))
		}
		for line := range strings.Lines(text) {
			line = strings.TrimLeft(strings.TrimRight(line, "\r\n"), " \t")
			if line == "" || line[0] == '#' {
				continue
			}
			if err := checkVariable(line); err != nil {
				return nil, fmt.Errorf("--%s: invalid env file (%s): %w", flag, file, err)
			}
			all = append(all, line)
		}
	}
	return all, nil
}

func checkVariable(line string) error {
	name, _, _ := strings.Cut(line, "=")
	switch {
	case name == "":
		return errors.New("no variable name on line '" + line + "'")
	case strings.ContainsAny(name, " \t"):
		return errors.New("variable '" + name + "' contains whitespaces")
	}
	return nil
}
