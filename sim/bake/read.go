package bake

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"drydock/sim/hcl"
)

// reader works out what files say. It is used up by one reading.
type reader struct {
	set       Settings
	variables map[string]hcl.Block
	order     []string
	globals   map[string]hcl.Attribute
	functions map[string]*hcl.Function
	values    map[string]any
	busy      map[string]bool
	scope     *hcl.Scope
}

// Read reads files, the later ones laid over the earlier. isJSON tells which
// form one has. Errors: *hcl.Error, and others.
func Read(files []File, isJSON func(File) bool, set Settings) (d Definition, err error) {
	r := &reader{set: set, variables: map[string]hcl.Block{}, globals: map[string]hcl.Attribute{}, functions: map[string]*hcl.Function{},
		values: map[string]any{}, busy: map[string]bool{}}
	r.scope = hcl.NewScope(r.variable, func(name string) *hcl.Function { return r.functions[name] })
	var bodies []hcl.Body
	for _, f := range files {
		b, err := f.body(isJSON(f))
		if err != nil {
			return d, err
		}
		bodies = append(bodies, b)
		if err := r.declare(b); err != nil {
			return d, err
		}
	}
	for _, name := range r.order {
		v, _, err := r.variable(name)
		if err != nil {
			return d, err
		}
		if err := r.validate(name, r.variables[name]); err != nil {
			return d, err
		}
		what, _ := r.attribute(r.variables[name].Body, "description")
		text, _ := hcl.String(what)
		d.variables = append(d.variables, Variable{name, text, v})
	}
	for _, b := range bodies {
		for _, block := range b.Blocks {
			if err := r.block(&d, block); err != nil {
				return d, err
			}
		}
	}
	return d, nil
}

// declare notes variables, functions and names of a file.
func (r *reader) declare(b hcl.Body) error {
	for _, a := range b.Attributes {
		r.globals[a.Name] = a
	}
	for _, block := range b.Blocks {
		switch {
		case !slices.Contains(blockTypes, block.Type):
			return &hcl.Error{Range: block.Range, Summary: "Unsupported block type", Detail: fmt.Sprintf("Blocks of type %q are not expected here.", block.Type)}
		case len(block.Labels) == 0:
			return &hcl.Error{Range: block.Range, Summary: "Missing name for " + block.Type, Detail: "All " + block.Type + " blocks must have 1 labels (name)."}
		case len(block.Labels) > 1:
			return &hcl.Error{Range: block.Range, Summary: "Extraneous label for " + block.Type, Detail: "Only 1 labels (name) are expected for " + block.Type + " blocks."}
		case block.Type == "variable":
			if _, there := r.variables[block.Labels[0]]; !there {
				r.order = append(r.order, block.Labels[0])
			}
			r.variables[block.Labels[0]] = block
		case block.Type == "function":
			if err := r.function(block); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r *reader) function(block hcl.Block) error {
	f := &hcl.Function{}
	for _, a := range block.Body.Attributes {
		switch a.Name {
		case "params":
			f.Params = hcl.Names(a.Value)
		case "variadic_params":
			if f.Rest = strings.Join(hcl.Names(a.Value), ""); f.Rest == "" {
				f.Rest, _, _ = hcl.Keyword(a.Value)
			}
		case "result":
			f.Result = a.Value
		}
	}
	if f.Result == nil {
		return &hcl.Error{Range: block.Range, Summary: "Missing required argument", Detail: "The argument \"result\" is required, but no definition was found."}
	}
	r.functions[block.Labels[0]] = f
	return nil
}

// attribute works out an attribute of a body, nil when there is none.
func (r *reader) attribute(b hcl.Body, name string) (any, error) {
	a, ok := b.Attribute(name)
	if !ok {
		return nil, nil
	}
	return r.scope.Eval(a.Value)
}

// builtIn are variables that bake itself sets.
var builtIn = map[string]string{"BAKE_CMD_CONTEXT": ".", "BAKE_LOCAL_PLATFORM": "linux/amd64"}

// variable is the value of a name: what is given for it, else its default.
func (r *reader) variable(name string) (any, bool, error) {
	if v, ok := r.values[name]; ok {
		return v, true, nil
	}
	block, declared := r.variables[name]
	global, named := r.globals[name]
	if !declared && !named {
		v, ok := builtIn[name]
		return v, ok, nil
	}
	if r.busy[name] {
		return nil, true, fmt.Errorf("variable cycle not allowed for %s", name)
	}
	r.busy[name] = true
	defer delete(r.busy, name)
	var v any
	var err error
	if declared {
		v, err = r.declared(name, block)
	} else {
		v, err = r.scope.Eval(global.Value)
	}
	if err == nil {
		r.values[name] = v
	}
	return v, true, err
}

// declared is the value of a variable with a block.
func (r *reader) declared(name string, block hcl.Block) (any, error) {
	for _, b := range block.Body.Attributes {
		if b.Name != "default" && b.Name != "description" && b.Name != "type" && b.Name != "sensitive" {
			return nil, &hcl.Error{Range: b.Range, Summary: "Unsupported argument", Detail: fmt.Sprintf("An argument named %q is not expected here.", b.Name)}
		}
	}
	normal, err := r.attribute(block.Body, "default")
	if err != nil {
		return nil, err
	}
	kind := ""
	if a, ok := block.Body.Attribute("type"); ok {
		kind, _, _ = hcl.Keyword(a.Value)
	}
	given, ok := r.set.Vars[name]
	if !ok {
		given, ok = r.set.Env(name)
	}
	if !ok {
		return normal, nil
	}
	return typed(name, kind, normal, given)
}

// typed is a given value in the type that a variable has by its declaration or
// by its default.
func typed(name, kind string, normal any, given string) (any, error) {
	_, isBool := normal.(bool)
	_, isNumber := normal.(float64)
	switch {
	case kind == "bool" || kind == "" && isBool:
		b, err := strconv.ParseBool(given)
		if err != nil {
			return nil, fmt.Errorf("failed to parse %s as bool", name)
		}
		return b, nil
	case kind == "number" || kind == "" && isNumber:
		n, err := strconv.ParseFloat(given, 64)
		if err != nil {
			return nil, fmt.Errorf("failed to parse %s as number", name)
		}
		return n, nil
	case kind == "list" || kind == "set" || kind == "tuple":
		var list []any
		if json.Unmarshal([]byte(given), &list) == nil {
			return list, nil
		}
		for part := range strings.SplitSeq(given, ",") {
			list = append(list, part)
		}
		return list, nil
	case kind == "map" || kind == "object" || kind == "any":
		var v any
		if json.Unmarshal([]byte(given), &v) == nil {
			return v, nil
		}
		if kind != "any" {
			return nil, fmt.Errorf("failed to parse %s as %s", name, kind)
		}
	}
	return given, nil
}

// validate checks the conditions of a variable.
func (r *reader) validate(name string, block hcl.Block) error {
	for _, b := range block.Body.Blocks {
		if b.Type != "validation" {
			continue
		}
		a, ok := b.Body.Attribute("condition")
		if !ok {
			continue
		}
		v, err := r.scope.Eval(a.Value)
		if err != nil {
			return err
		}
		if holds, _ := hcl.Bool(v); !holds {
			why, err := r.attribute(b.Body, "error_message")
			if err != nil {
				return err
			}
			text, _ := hcl.String(why)
			return &hcl.Error{Range: a.Range, Summary: "Validation failed", Detail: text}
		}
	}
	return nil
}

// nameForm is what names of targets and groups look like.
var nameForm = regexp.MustCompile(`^[a-zA-Z0-9_-]+$`)

// block puts a group or target in.
func (r *reader) block(d *Definition, block hcl.Block) error {
	if block.Type != "group" && block.Type != "target" {
		return nil
	}
	name := block.Labels[0]
	if !nameForm.MatchString(name) {
		return &hcl.Error{Range: block.Range, Summary: "Invalid name", Detail: fmt.Sprintf("only %q are allowed", "^[a-zA-Z0-9_-]+$")}
	}
	if block.Type == "group" {
		targets, err := r.attribute(block.Body, "targets")
		if err != nil {
			return err
		}
		list, err := stringsOf(targets)
		if err != nil {
			return err
		}
		what, _ := r.attribute(block.Body, "description")
		text, _ := hcl.String(what)
		d.addGroup(Group{name, text, list})
		return nil
	}
	if _, ok := block.Body.Attribute("matrix"); ok {
		return r.matrix(d, block)
	}
	if a, ok := block.Body.Attribute("name"); ok {
		return &hcl.Error{Range: a.Range, Summary: "Missing matrix", Detail: "name requires matrix"}
	}
	t, err := r.target(block, name, r.scope)
	if err == nil {
		d.add(t)
	}
	return err
}

// target reads the attributes of a target.
func (r *reader) target(block hcl.Block, name string, s *hcl.Scope) (Target, error) {
	t := Target{Name: name}
	for _, a := range block.Body.Attributes {
		if a.Name == "matrix" || a.Name == "name" {
			continue
		}
		put, ok := attributes[a.Name]
		if !ok {
			return t, &hcl.Error{Range: a.Range, Summary: "Unsupported argument", Detail: fmt.Sprintf("An argument named %q is not expected here.", a.Name)}
		}
		v, err := s.Eval(a.Value)
		if err != nil {
			return t, err
		}
		if err := put(&t, v); err != nil {
			return t, &hcl.Error{Range: a.Range, Summary: "Unsuitable value type", Detail: "Unsuitable value: " + err.Error()}
		}
	}
	for _, b := range block.Body.Blocks {
		return t, &hcl.Error{Range: b.Range, Summary: "Unsupported block type", Detail: fmt.Sprintf("Blocks of type %q are not expected here.", b.Type)}
	}
	return t, nil
}

// TargetOf makes a target of values by the names of its attributes.
func TargetOf(name string, values map[string]any) (Target, error) {
	t := Target{Name: name}
	for _, k := range hcl.Keys(values) {
		put, ok := attributes[k]
		if !ok {
			return t, fmt.Errorf("target %s: an argument named %q is not expected", name, k)
		}
		if err := put(&t, values[k]); err != nil {
			return t, fmt.Errorf("target %s: %s: %w", name, k, err)
		}
	}
	return t, nil
}
