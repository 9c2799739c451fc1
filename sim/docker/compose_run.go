//go:build !core

package docker

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"path"
	"strings"

	"drydock/sim/compose"
	"drydock/sim/engine"
	"drydock/sim/proc"
)

// composeRun runs a command once in a new container of a service.
// Source: docker/compose v5 cmd/compose/run.go, pkg/compose/run.go.
func composeRun(c Call) error {
	switch {
	case c.on("service-ports") && len(c.list("publish")) > 0:
		return errors.New("--service-ports and --publish are incompatible")
	}
	return c.withProject(func(c Call, p compose.Project) error {
		p = p.Enable(c.args[:1])
		s, ok := p.Service(c.args[0])
		if !ok {
			return fmt.Errorf("no such service: %s", c.args[0])
		}
		s, err := c.overridden(s)
		if err != nil {
			return err
		}
		var deps []string
		if !c.on("no-deps") {
			for _, d := range s.Dependencies() {
				deps = append(deps, d.Service)
			}
		}
		show := c.newBoard("run")
		if c.on("quiet") {
			show = board{quiet: true}
		}
		return c.depsFor(p, s, deps, show, func(c Call, show board) error { return c.runOnce(p, s, show) })
	})
}

// overridden is a service as the flags of run change it.
func (c Call) overridden(s compose.Service) (compose.Service, error) {
	env, err := c.envFromFiles()
	if err != nil {
		return s, err
	}
	o := compose.Once{Env: append(env, c.composeEnv()...), User: c.text("user"), Dir: c.text("workdir"), Volumes: c.list("volume"),
		Labels: c.list("label"), CapAdd: c.list("cap-add"), CapDrop: c.list("cap-drop"), Ports: c.list("publish"),
		KeepPorts: c.on("service-ports"), Tty: c.composeTTY() && !c.on("detach"), Stdin: c.on("interactive") && !c.on("detach"), WorkDir: c.p.Dir}
	if len(c.args) > 1 {
		o.Command = c.args[1:]
	}
	if c.given("entrypoint") {
		o.Entrypoint = strings.Fields(c.text("entrypoint"))
		o.NewEntrypoint = true
	}
	return s.Once(o)
}

// envFromFiles are the variables of the files that --env-from-file names.
func (c Call) envFromFiles() ([]string, error) {
	var env []string
	for _, f := range c.list("env-from-file") {
		full := f
		if !path.IsAbs(full) {
			full = path.Join(c.p.Dir, f)
		}
		content, err := c.sys.ReadFile(full)
		if err != nil {
			return nil, fmt.Errorf("open %s: %s", f, strings.ToLower(err.Error()))
		}
		all, err := compose.ParseEnv(content, c.p.Getenv)
		if err != nil {
			return nil, fmt.Errorf("failed to read %s: %w", f, err)
		}
		for _, v := range all {
			env = proc.Setenv(env, v.Name, v.Value)
		}
	}
	return env, nil
}

// depsFor makes what a one-off container needs: images, networks, volumes, and
// the services that its own depends on.
func (c Call) depsFor(p compose.Project, s compose.Service, deps []string, show board, next func(Call, board) error) error {
	services := []compose.Service{}
	if len(deps) > 0 {
		var err error
		if services, err = p.Enable(deps).Select(deps, false); err != nil {
			return err
		}
	}
	if show.columns > 0 {
		show.simple = true
	}
	all := append(services[:len(services):len(services)], s)
	return c.imagesFor(p, all, show, func(c Call, show board) error {
		b := c.planner(p)
		need, warnings, err := b.resources(all)
		if err != nil {
			return err
		}
		r := recreation{}
		if err := b.converge(services, r, need); err != nil {
			return err
		}
		b.startAll(services, r.replicas, b.everything(), false)
		for _, d := range s.Dependencies() {
			if len(deps) > 0 {
				b.await(d, r.replicas, b.everything())
			}
		}
		return c.emit(2, c.warnings(warnings), func(c Call) error {
			return c.perform(b.tasks, show, func(c Call, show board, err error) error {
				if err != nil {
					return dependency(err)
				}
				return next(c, show)
			})
		})
	})
}

// everything are all tasks of a plan so far.
func (b *planner) everything() []int {
	all := make([]int, len(b.tasks))
	for i := range all {
		all[i] = i
	}
	return all
}

// slug is an id of 12 digits that follows from what has happened so far.
func (c Call) slug(s compose.Service) string {
	h := c.host()
	for n := 0; ; n++ {
		sum := sha256.Sum256(fmt.Appendf(nil, "%s/%s/%d/%d/%d", s.Project, s.Name, h.Mark(), h.Now().UnixNano(), n))
		if id := hex.EncodeToString(sum[:6]); strings.ContainsAny(id, "abcdef") && strings.ContainsAny(id, "0123456789") {
			return id
		}
	}
}

// runOnce makes the container, starts it and stays with it.
func (c Call) runOnce(p compose.Project, s compose.Service, show board) error {
	slug := c.slug(s)
	name := c.text("name")
	if name == "" {
		name = fmt.Sprintf("%s-%s-run-%s", p.Name, s.Name, slug)
	}
	aliases := c.on("use-aliases")
	remove := c.on("rm")
	make := task{about: "Container " + name, begin: "Creating", end: "Created", stages: []stage{{cost: creating, act: func(c Call) error {
		_, err := c.createPart(p, s, compose.Making{Once: true, Name: name, Slug: slug, Aliases: aliases, Remove: remove})
		return err
	}}}}
	return c.perform([]task{make}, show, func(c Call, _ board, err error) error {
		if err != nil {
			return err
		}
		k, err := c.host().Container(name)
		if err != nil {
			return c.refused(err)
		}
		return c.startOnce(k, s)
	})
}

func (c Call) startOnce(k engine.Container, s compose.Service) error {
	detached := c.on("detach")
	if !detached {
		h, err := c.host().ContainerAttach(k.ID)
		if err := c.ask(h, err); err != nil {
			return err
		}
	}
	return c.after(starting, func(c Call) error {
		h, err := c.host().ContainerStart(k.ID)
		if err := c.ask(h, err); err != nil {
			return &exitError{refusedCode(err.Error()), err.Error()}
		}
		for _, hook := range s.Hooks("post_start") {
			if _, err := c.execHook(k.ID, hook); err != nil {
				return err
			}
		}
		if detached {
			return c.finish(k.ID + "\n")
		}
		s := session{id: k.ID, out: true, err: true, stdin: k.Config.OpenStdin, tty: k.Config.Tty, proxy: !(k.Config.Tty && k.Config.OpenStdin),
			keys: "\x10\x11", detached: exit(0), ended: func(c Call, code int) error { return exit(code)(c) }}
		c.resize(s)
		return c.follow(s)
	})
}
