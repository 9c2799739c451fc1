//go:build !core

package docker

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/distribution/reference"

	"drydock/sim/build"
	"drydock/sim/compose"
	"drydock/sim/image"
)

// composeBuild makes the images of services.
// Source: docker/compose v5 cmd/compose/build.go, pkg/compose/build_bake.go.
func composeBuild(c Call) error {
	for _, name := range []string{"ssh", "sbom", "provenance", "check", "builder"} {
		if c.given(name) {
			return &exitError{1, c.name + ": --" + name + " is not simulated"}
		}
	}
	return c.withProject(func(c Call, p compose.Project) error {
		services, err := p.Enable(c.args).Select(c.args, !c.on("with-dependencies"))
		if err != nil {
			return err
		}
		services = slices.DeleteFunc(services, func(s compose.Service) bool { return !s.Built() })
		if c.on("print") {
			out, err := compose.Bake(buildings(p, services, c.on("push")))
			if err != nil {
				return err
			}
			return c.finish(out + "\n")
		}
		if len(services) == 0 {
			return c.emit(2, c.warnings([]string{"No services to build"}), exit(0))
		}
		return c.buildServices(p, services, c.newBoard("build"), func(c Call, show board) error {
			return c.emit(2, show.draw(c, true), exit(0))
		})
	})
}

// buildings are what has to be built; push sends those that the file names.
func buildings(p compose.Project, services []compose.Service, push bool) []compose.Building {
	var all []compose.Building
	for _, s := range services {
		b := p.Building(s)
		b.Push = push && s.NamesImage()
		all = append(all, b)
	}
	return all
}

// buildServices makes the images of services, all at once, and goes on.
func (c Call) buildServices(p compose.Project, services []compose.Service, show board, next func(Call, board) error) error {
	v, all, show, err := c.bakingOf(p, services, show)
	if err != nil {
		return err
	}
	if c.dryRun() {
		return c.buildsDry(all, show, next)
	}
	head := ""
	if show.columns == 0 {
		head = show.draw(c, false)
	}
	return c.emit(2, head, func(c Call) error {
		return c.bakeServices(v, func(c Call) error {
			built := show
			for _, b := range all {
				built = built.tell(c, "Image "+b.Image, "Built", "", false)
			}
			return next(c, built)
		})
	})
}

// bakeServices drives the builds of services, and goes on.
func (c Call) bakeServices(v baking, next step) error {
	v.said = func(c Call, name string, f *build.Failure) error {
		err := &exitError{f.Code, "target " + name + ": failed to solve: " + f.Message}
		if v.failed != nil {
			return v.failed(c, err)
		}
		return err
	}
	v.done = func(c Call, v baking) error {
		v.provenance(c.sys.Now())
		for _, t := range v.targets {
			if err := c.deliverCaches(t.build); err != nil {
				return err
			}
		}
		return c.emit(v.fd, v.draw(c, true)+v.warned(), next)
	}
	return c.bake(v)
}

// bakingOf is the client of the builds of services, before they begin.
func (c Call) bakingOf(p compose.Project, services []compose.Service, show board) (baking, []compose.Building, board, error) {
	all := buildings(p, services, c.has("push"))
	v := baking{plain: build.NewPlain(), tty: c.sys.IsTerminal(1), quiet: c.has("quiet") || c.has("quiet-build"), drawn: c.sys.Now(), fd: 1}
	if f := c.client.compose; f != nil && !v.quiet {
		switch mode := text(f, "progress"); mode {
		case "plain", "tty":
			v.tty = mode == "tty"
		case "quiet":
			v.quiet = true
		}
	}
	for _, b := range all {
		o, err := c.bakeOptions(b)
		if err != nil {
			return v, all, show, err
		}
		v.targets = append(v.targets, target{name: b.Service, build: build.New(o), opts: o})
		show = show.tell(c, "Image "+b.Image, "Building", "", true)
	}
	file, err := compose.Bake(all)
	if err != nil {
		return v, all, show, err
	}
	now := c.sys.Now()
	v.pending = []build.Update{{At: now, What: build.Known}, {At: now, What: build.Begin, Name: "[internal] load local bake definitions"},
		{At: now, What: build.Status, ID: "reading from stdin", Current: int64(len(file)), Started: now, Done: true}, {At: now, What: build.End}}
	if v.tty {
		v.fancy = c.fancy(1, "")
	}
	return v, all, show, nil
}

// bakeOptions is what the builder is asked for one service. Errors: no
// directory to build from, and what is not simulated.
func (c Call) bakeOptions(b compose.Building) (build.Options, error) {
	o := build.Options{Target: b.Target, Network: b.Network, NoCache: b.NoCache || c.has("no-cache"), Pull: b.Pull || c.flags.Lookup("pull") != nil && c.flags.Lookup("pull").Value.String() == "true",
		ExtraHosts: b.ExtraHosts, ShmSize: b.ShmSize, Ulimits: b.Ulimits, Push: b.Push}
	if b.Push {
		o.Credentials = c.allCredentials()
	}
	switch {
	case len(b.Unknown) > 0:
		return o, &exitError{1, c.name + ": " + b.Unknown[0] + " of service " + b.Service + " is not simulated"}
	case len(b.Platforms) > 1:
		return o, &exitError{1, c.name + ": building for several platforms is not simulated yet"}
	case len(b.Platforms) == 1:
		o.Platform = image.NormalPlatform(b.Platforms[0])
	}
	for _, t := range b.Tags {
		named, err := reference.ParseNormalizedNamed(t)
		if err != nil {
			return o, fmt.Errorf("invalid tag %q: %w", t, err)
		}
		o.Tags = append(o.Tags, reference.TagNameOnly(named).String())
	}
	args := b.Args
	if c.flags.Lookup("build-arg") != nil {
		for _, a := range c.list("build-arg") {
			name, value, set := strings.Cut(a, "=")
			if !set {
				value, set = c.p.Getenv(name)
			}
			args = append(slices.DeleteFunc(slices.Clone(args), func(x compose.Arg) bool { return x.Name == name }), compose.Arg{Name: name, Value: value, Set: set})
		}
	}
	for _, a := range args {
		o.Args = append(o.Args, build.Pair{Name: a.Name, Value: a.Value, Given: a.Set})
	}
	for _, l := range b.Labels {
		o.Labels = append(o.Labels, build.Pair{Name: l.Name, Value: l.Value, Given: true})
	}
	for _, s := range b.Secrets {
		if s.File != "" {
			text, err := c.sys.ReadFile(s.File)
			if err != nil {
				return o, fmt.Errorf("failed to stat %s: stat %s: no such file or directory", s.File, s.File)
			}
			s.Text = text
		}
		o.Secrets = append(o.Secrets, build.Secret{ID: s.Target, Data: s.Text})
	}
	if err := c.caches(&o, b.CacheFrom, b.CacheTo); err != nil {
		return o, err
	}
	return o, c.bakeContext(&o, b)
}

// bakeContext takes the directories that a service is built from.
func (c Call) bakeContext(o *build.Options, b compose.Building) error {
	for _, n := range b.Contexts {
		if ref, ok := strings.CutPrefix(n.Value, "docker-image://"); ok {
			o.Named = append(o.Named, build.Named{Name: n.Name, Image: ref})
			continue
		}
		st, err := c.sys.Stat(n.Value)
		if err != nil || !st.IsDir() {
			return &exitError{1, c.name + ": the build context " + n.Value + " of service " + b.Service + " is no directory, others are not simulated"}
		}
		t, _ := c.host().Root().Sub(st.Path)
		o.Named = append(o.Named, build.Named{Name: n.Name, Tree: t, Key: st.Path})
	}
	if isURL(b.Context) {
		c.remoteContext(o, b.Context, b.Dockerfile)
		return nil
	}
	file := b.Dockerfile
	if !path.IsAbs(file) {
		file = path.Join(b.Context, file)
	}
	if st, err := c.sys.Stat(b.Context); err != nil || !st.IsDir() {
		return fmt.Errorf("unable to prepare context: path %q not found", b.Context)
	}
	if b.Inline != "" {
		file = path.Join(b.Context, "Dockerfile")
	}
	if err := c.buildContext(o, b.Context, file); err != nil {
		return err
	}
	if b.Inline != "" {
		o.Dockerfile, o.Missing = b.Inline, ""
	}
	return nil
}
