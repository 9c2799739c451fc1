// Package bake reads files that describe several images to build, in HCL or
// JSON, and finds what is asked of each.
// Source: buildx 0.36 bake/bake.go, bake/hclparser; Docker's bake file reference.
package bake

import (
	"encoding/json"

	"drydock/sim/hcl"
)

// File is a file of definitions.
type File struct{ Name, Text string }

// Group is a name for several targets.
type Group struct {
	Name        string   `json:"-"`
	Description string   `json:"description,omitempty"`
	Targets     []string `json:"targets"`
}

// Variable is one that files declare, with what it stands for.
type Variable struct {
	Name, Description string
	Value             any
}

// Definition is what files say, the later ones laid over the earlier. It is
// never written to once it is read.
type Definition struct {
	groups    []Group
	targets   []Target
	variables []Variable
}

// Settings are what the values of variables depend on.
type Settings struct {
	Env  func(name string) (string, bool)
	Vars map[string]string // --var
}

// blockTypes are those a file may have.
var blockTypes = []string{"variable", "group", "target", "function"}

// body reads the text of a file.
func (f File) body(isJSON bool) (hcl.Body, error) {
	if isJSON {
		return hcl.ParseJSON(f.Name, f.Text, blockTypes)
	}
	return hcl.Parse(f.Name, f.Text)
}

// With returns the definition with groups and targets of elsewhere: of a compose file.
func (d Definition) With(groups []Group, targets []Target) Definition {
	n := Definition{variables: d.variables}
	n.groups = append(append(n.groups, d.groups...), groups...)
	n.targets = append(n.targets, d.targets...)
	for _, t := range targets {
		n.add(t)
	}
	return n
}

// add puts a target in, over one of the same name.
func (d *Definition) add(t Target) {
	for i, old := range d.targets {
		if old.Name == t.Name {
			d.targets[i] = old.under(t)
			return
		}
	}
	d.targets = append(d.targets, t)
}

// addGroup puts a group in; one of the same name gives way.
func (d *Definition) addGroup(g Group) {
	for i, old := range d.groups {
		if old.Name == g.Name {
			d.groups[i] = g
			return
		}
	}
	d.groups = append(d.groups, g)
}

func (d Definition) group(name string) (Group, bool) {
	for _, g := range d.groups {
		if g.Name == name {
			return g, true
		}
	}
	return Group{}, false
}

func (d Definition) target(name string) (Target, bool) {
	for _, t := range d.targets {
		if t.Name == name {
			return t, true
		}
	}
	return Target{}, false
}

// Variables are those the files declare, in order.
func (d Definition) Variables() []Variable { return d.variables }

// Targets and Groups are those there are, in order.
func (d Definition) Targets() []Target { return d.targets }

// Groups are those there are, in order.
func (d Definition) Groups() []Group { return d.groups }

// Under returns the definition with another laid over it.
func (d Definition) Under(o Definition) Definition {
	n := Definition{variables: o.variables}
	n.groups, n.targets = append(n.groups, d.groups...), append(n.targets, d.targets...)
	for _, g := range o.groups {
		n.addGroup(g)
	}
	for _, t := range o.targets {
		n.add(t)
	}
	return n
}

// Text is the value as a list of variables shows it.
func (v Variable) Text() string {
	if s, ok := hcl.String(v.Value); ok {
		return s
	}
	data, err := json.Marshal(v.Value)
	if err != nil {
		return ""
	}
	return string(data)
}
