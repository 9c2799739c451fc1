package bake

import (
	"maps"

	"drydock/sim/hcl"
)

// mostTargets is how many targets one matrix may make.
const mostTargets = 100

// matrix puts a target in for each combination of the values of a matrix, and
// a group of them under the name of the block.
func (r *reader) matrix(d *Definition, block hcl.Block) error {
	a, _ := block.Body.Attribute("matrix")
	named, ok := block.Body.Attribute("name")
	if !ok {
		return &hcl.Error{Range: a.Range, Summary: "Missing name", Detail: "matrix requires name"}
	}
	v, err := r.scope.Eval(a.Value)
	if err != nil {
		return err
	}
	axes, ok := v.(map[string]any)
	if !ok {
		return &hcl.Error{Range: a.Range, Summary: "Invalid matrix", Detail: "matrix must be a map"}
	}
	combinations := []map[string]any{{}}
	for _, axis := range hcl.Keys(axes) {
		list, ok := axes[axis].([]any)
		if !ok {
			return &hcl.Error{Range: a.Range, Summary: "Invalid matrix", Detail: "matrix values must be lists"}
		}
		var more []map[string]any
		for _, c := range combinations {
			for _, v := range list {
				n := maps.Clone(c)
				n[axis] = v
				more = append(more, n)
			}
		}
		if combinations = more; len(more) > mostTargets {
			return &hcl.Error{Range: a.Range, Summary: "Not simulated", Detail: "A matrix may make 100 targets here."}
		}
	}
	group := Group{Name: block.Labels[0], Targets: []string{}}
	for _, c := range combinations {
		s := r.scope.With(c)
		v, err := s.Eval(named.Value)
		if err != nil {
			return err
		}
		name, _ := hcl.String(v)
		if !nameForm.MatchString(name) {
			return &hcl.Error{Range: named.Range, Summary: "Invalid name", Detail: "invalid matrix name " + name + ": only \"^[a-zA-Z0-9_-]+$\" are allowed"}
		}
		t, err := r.target(block, name, s)
		if err != nil {
			return err
		}
		d.add(t)
		group.Targets = append(group.Targets, name)
	}
	d.addGroup(group)
	return nil
}
