//go:build !core

package docker

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"text/tabwriter"

	"drydock/sim/bake"
	"drydock/sim/compose"
)

// bakeNames are the files that bake takes when none is named: all there are.
// Source: buildx bake/bake.go, defaultFilenames.
var bakeNames = []string{"compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml",
	"docker-bake.json", "docker-bake.hcl", "docker-bake.override.json", "docker-bake.override.hcl"}

// bakeRead reads the files that are named, or those there are.
func (c Call) bakeRead(stdin string) (files []bake.File, err error) {
	for _, name := range c.list("file") {
		if name == "-" {
			files = append(files, bake.File{Name: "-", Text: stdin})
			continue
		}
		text, err := c.sys.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("open %s: %s", name, strings.ToLower(err.Error()))
		}
		files = append(files, bake.File{Name: name, Text: text})
	}
	if len(c.list("file")) > 0 {
		return files, nil
	}
	for _, name := range bakeNames {
		if text, err := c.sys.ReadFile(name); err == nil {
			files = append(files, bake.File{Name: name, Text: text})
		}
	}
	if len(files) == 0 {
		return nil, errors.New("couldn't find a bake definition")
	}
	return files, nil
}

// isComposeFile tells whether a file is Compose's.
func isComposeFile(f bake.File) bool {
	ext := path.Ext(f.Name)
	return ext == ".yml" || ext == ".yaml" || ext != ".hcl" && ext != ".json" && strings.Contains("\n"+f.Text, "\nservices:")
}

// isJSONFile tells which form a file of bake's own has.
func isJSONFile(f bake.File) bool {
	return path.Ext(f.Name) == ".json" || path.Ext(f.Name) != ".hcl" && json.Valid([]byte(f.Text))
}

// bakeDefinition is what the files say.
func (c Call) bakeDefinition(files []bake.File) (bake.Definition, error) {
	set := bake.Settings{Env: c.p.Getenv, Vars: map[string]string{}}
	for _, text := range c.list("var") {
		name, value, _ := strings.Cut(text, "=")
		set.Vars[name] = value
	}
	own := slices.DeleteFunc(slices.Clone(files), isComposeFile)
	d, err := bake.Read(own, isJSONFile, set)
	if err != nil || len(own) == len(files) {
		return d, err
	}
	var names []string
	for _, f := range files {
		if isComposeFile(f) {
			if f.Name == "-" {
				return d, &exitError{1, c.name + ": a compose file on standard input is not simulated"}
			}
			names = append(names, f.Name)
		}
	}
	o := c.composeOptions()
	o.Files = names
	p, _, err := compose.Load(c.sys, o)
	if err != nil {
		return d, err
	}
	groups, targets, err := composeTargets(p)
	if err != nil {
		return d, err
	}
	base := bake.Definition{}.With(groups, targets)
	return base.Under(d), nil
}

// composeTargets are the services of a project that are built, and the group
// of them all. Source: buildx bake/compose.go.
func composeTargets(p compose.Project) ([]bake.Group, []bake.Target, error) {
	group := bake.Group{Name: "default", Targets: []string{}}
	var targets []bake.Target
	services, err := p.Select(nil, false)
	if err != nil {
		return nil, nil, err
	}
	for _, s := range services {
		if !s.Built() {
			continue
		}
		b := p.Building(s)
		values := map[string]any{"context": b.Context}
		put := func(name string, v any, given bool) {
			if given {
				values[name] = v
			}
		}
		put("dockerfile", b.Dockerfile, b.Dockerfile != "")
		put("dockerfile-inline", b.Inline, b.Inline != "")
		put("target", b.Target, b.Target != "")
		put("network", b.Network, b.Network != "")
		put("args", argsOf(b.Args), len(b.Args) > 0)
		put("contexts", argsOf(b.Contexts), len(b.Contexts) > 0)
		labels := slices.DeleteFunc(slices.Clone(b.Labels), func(a compose.Arg) bool { return strings.HasPrefix(a.Name, "com.docker.compose.") })
		put("labels", argsOf(labels), len(labels) > 0)
		put("tags", listOf(b.Tags), s.NamesImage())
		put("platforms", listOf(b.Platforms), len(b.Platforms) > 0)
		put("cache-from", listOf(b.CacheFrom), len(b.CacheFrom) > 0)
		put("cache-to", listOf(b.CacheTo), len(b.CacheTo) > 0)
		put("no-cache", true, b.NoCache)
		put("pull", true, b.Pull)
		for k, v := range s.BakeExtension() { // into a map
			values[k] = v
		}
		t, err := bake.TargetOf(s.Name, values)
		if err != nil {
			return nil, nil, err
		}
		targets = append(targets, t)
		group.Targets = append(group.Targets, s.Name)
	}
	slices.Sort(group.Targets)
	return []bake.Group{group}, targets, nil
}

func argsOf(list []compose.Arg) map[string]any {
	m := map[string]any{}
	for _, a := range list {
		if a.Set {
			m[a.Name] = a.Value
		}
	}
	return m
}

func listOf(list []string) []any {
	all := []any{}
	for _, s := range list {
		all = append(all, s)
	}
	return all
}

// bakeList is what --list shows. Source: buildx commands/bake.go, printTargetList, printVars.
func bakeList(d bake.Definition, what string) (string, error) {
	kind, form, _ := strings.Cut(strings.TrimPrefix(what, "type="), ",format=")
	if form != "" && form != "table" {
		return "", errors.New("a list as " + form + " is not simulated")
	}
	var out strings.Builder
	w := tabwriter.NewWriter(&out, 0, 0, 2, ' ', 0)
	switch kind {
	case "targets":
		rows := map[string]string{}
		for _, t := range d.Targets() {
			rows[t.Name] = t.Description
		}
		for _, g := range d.Groups() {
			if g.Name != "default" || len(g.Targets) > 0 {
				rows[g.Name] = strings.TrimSpace(g.Description)
				if g.Description == "" {
					rows[g.Name] = strings.Join(g.Targets, ", ")
				}
			}
		}
		fmt.Fprintln(w, "TARGET\tDESCRIPTION")
		for _, name := range slices.Sorted(maps.Keys(rows)) {
			fmt.Fprintf(w, "%s\t%s\n", name, rows[name])
		}
	case "variables":
		fmt.Fprintln(w, "VARIABLE\tVALUE\tDESCRIPTION")
		for _, v := range d.Variables() {
			value := "<null>"
			if v.Value != nil {
				value = v.Text()
			}
			fmt.Fprintf(w, "%s\t%s\t%s\n", v.Name, value, v.Description)
		}
	default:
		return "", fmt.Errorf("invalid list type %q, expected \"targets\" or \"variables\"", what)
	}
	_ = w.Flush() // to memory
	return out.String(), nil
}
