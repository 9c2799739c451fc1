package bake

import (
	"fmt"
	"path"
	"slices"
)

// Plan is what is to be built: targets with all that they inherit, those asked
// for first, and the groups that led to them.
type Plan struct {
	Targets []Target
	Groups  []Group
}

// Resolve finds what is asked for by names of targets and groups, with values
// of --set laid over. Errors: a name that there is not, targets that inherit
// from themselves.
func (d Definition) Resolve(names []string, set []string, env func(string) (string, bool)) (Plan, error) {
	if len(names) == 0 {
		names = []string{"default"}
	}
	over, err := d.overrides(set, env)
	if err != nil {
		return Plan{}, err
	}
	var p Plan
	for _, name := range names {
		targets, groups := d.expand(name, map[string]bool{})
		for _, t := range targets {
			if err := d.include(&p, t, over); err != nil {
				return p, err
			}
		}
		for _, g := range groups {
			if !slices.ContainsFunc(p.Groups, func(x Group) bool { return x.Name == g.Name }) {
				p.Groups = append(p.Groups, g)
			}
		}
	}
	p.asked(names)
	return p, nil
}

// asked makes the names that were asked for the default group of the plan.
func (p *Plan) asked(names []string) {
	i := slices.IndexFunc(p.Groups, func(g Group) bool { return g.Name == "default" })
	if i >= 0 && slices.Equal(names, []string{"default"}) {
		return
	}
	g := Group{Name: "default"}
	if i >= 0 {
		g.Targets = slices.Clone(p.Groups[i].Targets)
		p.Groups = slices.Delete(p.Groups, i, i+1)
	}
	for _, n := range names {
		if !slices.Contains(g.Targets, n) && !(n == "default" && i >= 0) {
			g.Targets = append(g.Targets, n)
		}
	}
	p.Groups = append([]Group{g}, p.Groups...)
}

// expand finds the targets and groups that a name leads to.
func (d Definition) expand(name string, seen map[string]bool) (targets []string, groups []Group) {
	g, ok := d.group(name)
	if !ok || seen[name] {
		return []string{name}, nil
	}
	seen[name] = true
	groups = append(groups, g)
	for _, n := range g.Targets {
		if _, is := d.target(n); is && n == name {
			targets = append(targets, n)
			continue
		}
		t, more := d.expand(n, seen)
		targets, groups = append(targets, t...), append(groups, more...)
	}
	return targets, groups
}

// include puts a target into the plan, and those whose result it builds on.
func (d Definition) include(p *Plan, name string, over map[string][]change) error {
	if slices.ContainsFunc(p.Targets, func(t Target) bool { return t.Name == name }) {
		return nil
	}
	t, err := d.resolved(name, over, nil)
	if err != nil {
		return err
	}
	t.settle()
	p.Targets = append(p.Targets, t)
	for _, on := range t.Needs() {
		if _, ok := d.target(on); !ok {
			return fmt.Errorf("failed to find target %s", on)
		}
		if err := d.include(p, on, over); err != nil {
			return err
		}
	}
	return nil
}

// resolved is a target with all it inherits and all that is laid over.
func (d Definition) resolved(name string, over map[string][]change, below []string) (Target, error) {
	t, ok := d.target(name)
	if !ok {
		return t, fmt.Errorf("failed to find target %s", name)
	}
	if slices.Contains(below, name) {
		return t, fmt.Errorf("infinite loop from %s", name)
	}
	below = append(slices.Clone(below), name)
	if len(below) > mostTargets {
		return t, fmt.Errorf("infinite loop from %s", name)
	}
	base := Target{}
	for _, parent := range t.Inherits {
		p, err := d.resolved(parent, over, below)
		if err != nil {
			return t, err
		}
		base = base.under(p)
	}
	t = base.under(t)
	t.Inherits = nil
	for _, c := range over[name] {
		if err := c.apply(&t); err != nil {
			return t, err
		}
	}
	return t, nil
}

// settle puts in what is not said.
func (t *Target) settle() {
	dot, file := ".", "Dockerfile"
	if t.Context == nil {
		t.Context = &dot
	}
	if t.Dockerfile == nil {
		t.Dockerfile = &file
	}
	t.Attest, t.CacheFrom, t.Secrets, t.SSH = once(t.Attest), once(t.CacheFrom), once(t.Secrets), once(t.SSH)
}

// match are the names of targets that a pattern fits.
func (d Definition) match(pattern string) (names []string) {
	for _, t := range d.targets {
		if ok, err := path.Match(pattern, t.Name); err == nil && ok {
			names = append(names, t.Name)
		}
	}
	return names
}
