//go:build !core

package docker

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"drydock/sim/compose"
	"drydock/sim/engine"
)

func composeUp(c Call) error {
	if err := c.checkUp(); err != nil {
		return err
	}
	return c.withProject(func(c Call, p compose.Project) error {
		r, err := c.recreation(p)
		if err != nil {
			return err
		}
		if err := knows(p, append(c.list("no-attach"), c.list("attach")...)); err != nil {
			return err
		}
		if s := c.text("exit-code-from"); s != "" {
			if err := knows(p, []string{s}); err != nil {
				return err
			}
		}
		return c.created(p, r, "up", func(c Call, p compose.Project, services []compose.Service, show board) error {
			switch {
			case c.on("no-start"):
				return exit(0)(c)
			case c.on("detach") || c.on("wait"):
				return c.upDetached(p, services, r, show)
			case c.dryRun():
				return c.finish("end of 'compose up' output, interactive run is not supported in dry-run mode\n")
			}
			return c.upAttached(p, services, r, show)
		})
	})
}

// checkUp is what up refuses before it reads the project.
// Source: docker/compose v5 cmd/compose/up.go.
func (c Call) checkUp() error {
	leave := c.on("detach") || c.on("wait")
	abort := c.on("abort-on-container-exit") || c.on("abort-on-container-failure") || c.text("exit-code-from") != ""
	switch {
	case leave && abort:
		return errors.New("--detach cannot be combined with --abort-on-container-exit, --abort-on-container-failure or --exit-code-from")
	case c.on("abort-on-container-exit") && c.on("abort-on-container-failure"):
		return errors.New("--abort-on-container-failure cannot be combined with --abort-on-container-exit")
	case c.on("force-recreate") && c.on("no-recreate"):
		return errors.New("--force-recreate and --no-recreate are incompatible")
	case c.on("build") && c.on("no-build"):
		return errors.New("--build and --no-build are incompatible")
	case c.on("detach") && (c.on("attach-dependencies") || len(c.list("attach")) > 0):
		return errors.New("--detach cannot be combined with --attach or --attach-dependencies")
	case leave && c.on("watch"):
		return errors.New("--detach cannot be combined with --abort-on-container-exit, --abort-on-container-failure, --attach, --attach-dependencies or --watch")
	case c.on("no-build") && c.on("watch"):
		return errors.New("--no-build and --watch are incompatible")
	}
	return nil
}

func composeCreate(c Call) error {
	switch {
	case c.on("force-recreate") && c.on("no-recreate"):
		return errors.New("--force-recreate and --no-recreate are incompatible")
	case c.on("build") && c.on("no-build"):
		return errors.New("--build and --no-build are incompatible")
	}
	return c.withProject(func(c Call, p compose.Project) error {
		r, err := c.recreation(p)
		if err != nil {
			return err
		}
		return c.created(p, r, "create", func(c Call, _ compose.Project, _ []compose.Service, _ board) error { return exit(0)(c) })
	})
}

// recreation is what the flags say of it.
func (c Call) recreation(p compose.Project) (recreation, error) {
	r := recreation{force: c.on("force-recreate"), never: c.on("no-recreate"), named: c.args, scale: map[string]int{}}
	if c.flags.Lookup("no-deps") != nil {
		r.noDeps, r.deps, r.renew = c.on("no-deps"), c.on("always-recreate-deps"), c.on("renew-anon-volumes")
	}
	if c.flags.Lookup("timeout") != nil && c.given("timeout") {
		seconds := c.int("timeout")
		r.timeout.Timeout = &seconds
	}
	for _, s := range c.list("scale") {
		if err := r.setScale(p, s); err != nil {
			return r, err
		}
	}
	return r, knows(p, c.args)
}

// setScale reads SERVICE=NUM.
func (r *recreation) setScale(p compose.Project, s string) error {
	name, count, ok := strings.Cut(s, "=")
	n, err := strconv.Atoi(count)
	switch {
	case !ok || name == "" || count == "":
		return fmt.Errorf("invalid --scale option %q. Should be SERVICE=NUM", s)
	case err != nil:
		return err
	}
	if _, ok := p.Service(name); !ok {
		return fmt.Errorf("no such service: %s: not found", name)
	}
	r.scale[name] = n
	return nil
}

// created gets the images of the services that were named, and makes their
// networks, volumes and containers.
func (c Call) created(p compose.Project, r recreation, title string, next func(Call, compose.Project, []compose.Service, board) error) error {
	p = p.Enable(r.named)
	services, err := p.Select(r.named, r.noDeps)
	if err != nil {
		return err
	}
	if len(services) == 0 {
		return errors.New("no service selected")
	}
	for _, s := range services {
		if err := s.Simulated(); err != nil {
			return err
		}
	}
	return c.imagesFor(p, services, c.newBoard(title), func(c Call, show board) error {
		if err := c.provided(p, services); err != nil {
			return err
		}
		return c.converged(p, services, r, show, func(c Call, show board) error { return next(c, p, services, show) })
	})
}

func (c Call) converged(p compose.Project, services []compose.Service, r recreation, show board, next func(Call, board) error) error {
	b := c.planner(p)
	need, warnings, err := b.resources(services)
	if err != nil {
		return err
	}
	orphans := c.orphans(p)
	if len(orphans) > 0 && !c.has("remove-orphans") && !c.ignoresOrphans() {
		warnings = append(warnings, "Found orphan containers ("+strings.Join(namesOf(orphans), " ")+") for this project. If you removed or renamed this service in your compose file, you can run this command with the --remove-orphans flag to clean it up.")
	}
	if err := b.converge(services, r, need); err != nil {
		return err
	}
	if c.has("remove-orphans") {
		for _, k := range orphans {
			b.away(k, r.timeout, false, nil)
		}
	}
	if c.dryRun() {
		show.renewed = b.renews()
	}
	return c.emit(2, c.warnings(warnings), func(c Call) error {
		return c.perform(b.tasks, show, func(c Call, show board, err error) error {
			if err != nil {
				return err
			}
			return next(c, show)
		})
	})
}

// ignoresOrphans tells whether the environment says not to speak of them.
func (c Call) ignoresOrphans() bool {
	v, _ := c.p.Getenv("COMPOSE_IGNORE_ORPHANS")
	on, _ := strconv.ParseBool(v)
	return on
}

func namesOf(all []part) []string {
	var names []string
	for _, k := range all {
		names = append(names, k.Name)
	}
	return names
}

// upDetached starts the containers and leaves them to themselves.
func (c Call) upDetached(p compose.Project, services []compose.Service, r recreation, show board) error {
	return c.started(p, services, r, show, exit(0))
}

// started starts the containers and goes on.
func (c Call) started(p compose.Project, services []compose.Service, r recreation, show board, next step) error {
	b := c.planner(p)
	b.renewed = show.renewed
	b.startAll(services, r.replicas, nil, r.noDeps)
	if c.has("wait") {
		b.waitAll(services, r.replicas, c.int("wait-timeout"))
	}
	return c.perform(b.tasks, show, func(c Call, _ board, err error) error {
		if err != nil {
			return dependency(err)
		}
		return next(c)
	})
}

// dependency says of an error that is none of the daemon's that it kept what
// depends on it from starting.
func dependency(err error) error {
	if _, ok := errors.AsType[daemonError](err); ok {
		return err
	}
	if _, ok := errors.AsType[unmetError](err); ok {
		return err
	}
	return fmt.Errorf("dependency failed to start: %w", err)
}

// waitAll waits until every container runs, or is healthy if it has a check.
func (b *planner) waitAll(services []compose.Service, count func(compose.Service) int, timeout int) {
	end := b.c.sys.Now().Add(time.Duration(timeout) * time.Second)
	for _, s := range services {
		for _, name := range b.names(s, count(s)) {
			t := waitTask(name, []string{name}, "running_or_healthy", s.Name, slices.Clone(b.of[s.Name]))
			if timeout > 0 {
				ready := t.stages[0].ready
				t.stages[0].ready = func(h engine.Host) (bool, error) {
					ok, err := ready(h)
					if err == nil && !ok && !h.Now().Before(end) {
						err = errors.New("application not healthy after " + (time.Duration(timeout) * time.Second).String())
					}
					return ok, err
				}
			}
			b.add(t)
		}
	}
}
