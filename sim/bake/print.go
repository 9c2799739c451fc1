package bake

import (
	"bytes"
	"encoding/json"
)

// JSON is the plan as --print shows it.
func (p Plan) JSON() (string, error) {
	groups, targets := map[string]Group{}, map[string]Target{}
	for _, g := range p.Groups {
		groups[g.Name] = g
	}
	for _, t := range p.Targets {
		targets[t.Name] = t
	}
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(struct {
		Group  map[string]Group  `json:"group,omitempty"`
		Target map[string]Target `json:"target"`
	}{groups, targets})
	return out.String(), err
}
