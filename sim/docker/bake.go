//go:build !core

package docker

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"drydock/sim/bake"
	"drydock/sim/build"
	"drydock/sim/proc"
)

// bakeAll is docker buildx bake. Source: buildx 0.36 commands/bake.go.
func bakeAll(c Call) error {
	if name := c.text("builder"); name != "" && name != "default" {
		return noBuilder(name)
	}
	if c.given("policy") || c.text("call") != "build" && c.text("call") != "check" {
		return &exitError{1, c.name + ": --policy and --call are not simulated: build, or look at the plan with --print"}
	}
	if len(c.args) > 0 && isURL(c.args[0]) {
		return &exitError{1, c.name + ": a bake file from elsewhere is not simulated: clone the repository and bake there"}
	}
	mode, err := c.progressMode()
	if err != nil {
		return err
	}
	v := baking{plain: build.NewPlain(), tty: mode == "tty", quiet: mode == "quiet", drawn: c.sys.Now(), fd: 2,
		said: func(_ Call, name string, f *build.Failure) error {
			return &exitError{f.Code, "ERROR: target " + name + ": failed to solve: " + f.Message}
		},
		done: func(c Call, v baking) error { return c.bakeDelivered(v) }}
	if v.tty {
		v.fancy = c.fancy(2, "docker:default")
	}
	if !slices.Contains(c.list("file"), "-") {
		return c.bakeFiles(v, "")
	}
	t := c.typed
	proc.Slurp(c.p, 0, func(p *proc.Proc, data string) {
		resume(t, p).do(func(c Call) error { return c.bakeFiles(v, data) })
	})
	return nil
}

// bakeFiles reads the files and goes on with what they ask for.
func (c Call) bakeFiles(v baking, stdin string) error {
	head := ""
	if !v.tty && !v.quiet {
		head = "#0 building with \"default\" instance using docker driver\n\n"
	}
	files, err := c.bakeRead(stdin)
	if err != nil {
		return c.emit(2, head, func(Call) error { return bakeError(err) })
	}
	now := c.sys.Now()
	v.pending = []build.Update{{At: now, What: build.Known}, {At: now, What: build.Begin, Name: "[internal] load local bake definitions"}}
	for _, f := range files {
		n := int64(len(f.Text))
		id := "reading " + f.Name
		if f.Name == "-" {
			id = "reading from stdin"
		}
		v.pending = append(v.pending, build.Update{At: now, What: build.Status, ID: id, Current: n, Total: n, Started: now, Done: true})
	}
	v.pending = append(v.pending, build.Update{At: now, What: build.End})
	d, err := c.bakeDefinition(files)
	if err == nil && c.text("list") != "" {
		var list string
		if list, err = bakeList(d, c.text("list")); err == nil {
			return c.emit(2, head+v.draw(c, true), func(c Call) error { return c.finish(list) })
		}
	}
	var plan bake.Plan
	if err == nil {
		plan, err = d.Resolve(c.args, c.bakeSet(), c.p.Getenv)
	}
	if err != nil {
		return c.emit(2, head+v.draw(c, true), func(Call) error { return bakeError(err) })
	}
	plan = c.bakePlan(plan)
	if c.on("print") {
		text, err := plan.JSON()
		if err != nil {
			return bakeError(err)
		}
		return c.emit(2, head+v.draw(c, true), func(c Call) error { return c.finish(text) })
	}
	return c.emit(2, head, func(c Call) error { return c.bakeStart(v, plan) })
}

// bakeError is an error as bake prints it.
func bakeError(err error) error {
	text := strings.TrimPrefix(strings.TrimPrefix(err.Error(), "ERROR: "), "failed to build: ")
	if e, ok := errors.AsType[*exitError](err); ok && !strings.HasPrefix(e.text, "ERROR: ") {
		return err // in our own words
	}
	return &exitError{1, "ERROR: " + text}
}

// bakeSet are the values of --set and of the flags that are short for one.
func (c Call) bakeSet() []string {
	var set []string
	for _, name := range []string{"pull", "no-cache"} {
		if c.on(name) {
			set = append(set, "*."+name+"=true")
		}
	}
	for _, kind := range []string{"sbom", "provenance"} {
		if c.given(kind) {
			set = append(set, "*.attest="+attestFlag(kind, c.text(kind)))
		}
	}
	if c.on("check") || c.text("call") == "check" {
		set = append(set, "*.call=check")
	}
	return append(set, c.list("set")...)
}

// attestFlag is --sbom or --provenance as --attest has it. Source: buildx
// util/buildflags/attests.go, CanonicalizeAttest.
func attestFlag(kind, text string) string {
	switch text {
	case "true", "1":
		return "type=" + kind
	case "false", "0":
		return "type=" + kind + ",disabled=true"
	}
	return "type=" + kind + "," + text
}

// bakePlan gives targets the output that --push and --load stand for, where
// none is said.
func (c Call) bakePlan(p bake.Plan) bake.Plan {
	p.Targets = slices.Clone(p.Targets)
	for i := range p.Targets {
		t := &p.Targets[i]
		push, load := c.on("push"), c.on("load")
		if t.Push != nil {
			push = *t.Push
		}
		if t.Load != nil {
			load = *t.Load
		}
		switch {
		case push:
			t.Outputs = bakeOutput(t.Outputs, "registry")
		case load:
			t.Outputs = bakeOutput(t.Outputs, "docker")
		}
	}
	return p
}

func bakeOutput(old []bake.Entry, kind string) []bake.Entry {
	if len(old) == 0 {
		return []bake.Entry{{Fields: map[string]string{"type": kind}}}
	}
	all := slices.Clone(old)
	for i, e := range all {
		if e.Fields["type"] == "image" && kind == "registry" {
			fields := map[string]string{"push": "true"}
			for k, v := range e.Fields { // into a map
				fields[k] = v
			}
			fields["push"] = "true"
			all[i] = bake.Entry{Fields: fields}
		}
	}
	return all
}

// bakeStart asks the builder for each target.
func (c Call) bakeStart(v baking, plan bake.Plan) error {
	at := map[string]int{}
	for i, t := range plan.Targets {
		at[t.Name] = i
	}
	for _, t := range plan.Targets {
		k, o, err := c.bakeTarget(t)
		if err != nil {
			return bakeError(err)
		}
		one := target{name: t.Name, build: build.New(o), opts: o, asked: k.typed, links: map[string]int{}}
		for name, on := range t.Links() { // into a map
			one.links[name] = at[on]
		}
		one.waits = len(one.links) > 0
		v.targets = append(v.targets, one)
	}
	return c.bake(v)
}

// bakeTarget is what docker buildx build would read from the flags that a
// target stands for.
func (c Call) bakeTarget(t bake.Target) (k Call, o build.Options, err error) {
	cmd := tableRow(buildxTable, "buildx build")
	flags, _, err := parse(cmd.Flags, t.Argv(), false)
	if err != nil {
		return c, o, err
	}
	k = Call{&typed{cmd: cmd, name: c.name, flags: flags, args: flags.Args(), client: c.client}, c.p, c.sys}
	if k.args[0] == "-" {
		return k, o, &exitError{1, c.name + ": a target whose context is standard input is not simulated"}
	}
	if err := k.notYetBuilt(); err != nil {
		return k, o, err
	}
	if all, _ := k.buildPlatforms(); len(all) > 1 {
		return k, o, &exitError{1, c.name + ": a target for several platforms is not simulated in a bake: use docker buildx build --platform"}
	}
	err = k.buildOptions(func(_ Call, got build.Options) error {
		o = got
		return nil
	})
	if t.Inline != nil {
		o.Dockerfile, o.Missing, o.File = *t.Inline, "", "Dockerfile"
	}
	o.Credentials = c.allCredentials()
	return k, o, err
}

// bakeDelivered gives the client what the builds have made.
func (c Call) bakeDelivered(v baking) error {
	about, out := map[string]any{}, ""
	for _, t := range v.targets {
		k := Call{t.asked, c.p, c.sys}
		view := buildView{build: t.build, opts: t.opts}
		if err := k.deliverCaches(t.build); err != nil {
			return bakeError(err)
		}
		if view.toClient() {
			text, err := k.deliverFiles(view)
			if err != nil {
				return bakeError(err)
			}
			out += text
		}
		about[t.name] = metadata(view)
	}
	if file := c.text("metadata-file"); file != "" {
		if err := c.sys.WriteFile(file, indentedJSON(about), 0o644); err != nil {
			return bakeError(fmt.Errorf("open %s: %s", file, strings.ToLower(err.Error())))
		}
	}
	checks, code := v.checks()
	return c.emit(2, v.draw(c, true)+v.warned(), func(c Call) error {
		return c.emit(1, out+checks, exit(code))
	})
}
