//go:build !core

package docker

import (
	"slices"
	"strings"
	"time"

	"drydock/sim/compose"
	"drydock/sim/engine"
	"drydock/sim/proc"
)

// attached is up while it shows what its containers write. It is a value: each
// round makes the next one.
type attached struct {
	p        compose.Project
	services []compose.Service
	r        recreation
	tail     tail
	work     work
	code     string // the service whose exit code counts, "": none
	abort    abort
	ending   bool // the containers are being stopped
	watch    watching
	watches  bool // files are looked at, too
	hurried  bool // asked to twice
	status   int
	failed   error
}

// abort says when all is stopped.
type abort int

const (
	stays     abort = iota
	onExit          // when one has ended
	onFailure       // when one has failed
)

// upAttached starts the containers and shows their output.
func (c Call) upAttached(p compose.Project, services []compose.Service, r recreation, show board) error {
	a := attached{p: p, services: services, r: r, code: c.text("exit-code-from")}
	switch {
	case c.on("abort-on-container-exit") || a.code != "":
		a.abort = onExit
	case c.on("abort-on-container-failure"):
		a.abort = onFailure
	}
	a.tail = tail{view: logView{tail: -1, stamps: c.on("timestamps")}, bare: c.on("no-log-prefix"), exits: true,
		coloured: c.sys.IsTerminal(1) && !c.on("no-color")}
	var names []string
	for _, k := range slices.Backward(c.parts(p, false)) {
		i := slices.IndexFunc(services, func(s compose.Service) bool { return s.Name == k.service })
		if i < 0 || !c.shows(services[i], r.named) {
			continue
		}
		s := sourceOf(k, p.Name)
		s.reader.from, s.waits = c.end(k.ID), k.State != engine.Running
		if k.State == engine.Running {
			s.reader.from = 0
		}
		a.tail.sources = append(a.tail.sources, s)
		names = append(names, s.name)
	}
	slices.Sort(names)
	b := c.planner(p)
	b.startAll(services, r.replicas, nil, r.noDeps)
	if c.sys.IsTerminal(2) {
		show = board{quiet: true}
	}
	a.work = work{b.tasks, make([]job, len(b.tasks)), show}
	attach := func(c Call, a attached) error {
		c.p.Catch |= proc.Of(proc.SIGINT, proc.SIGTERM)
		return c.emit(1, "Attaching to "+strings.Join(names, ", ")+"\n", func(c Call) error { return c.attendUp(a) })
	}
	if !c.on("watch") {
		return attach(c, a)
	}
	return c.upWatching(a, attach)
}

// shows tells whether up shows the output of a service.
func (c Call) shows(s compose.Service, named []string) bool {
	only := c.list("attach")
	switch {
	case slices.Contains(c.list("no-attach"), s.Name):
		return false
	case len(only) > 0:
		return slices.Contains(only, s.Name)
	case !s.Attached():
		return false
	}
	return len(named) == 0 || slices.Contains(named, s.Name) || c.on("attach-dependencies")
}

// attendUp does what can be done now of starting and stopping, shows what has
// been written, and waits.
func (c Call) attendUp(a attached) error {
	a.work.jobs = slices.Clone(a.work.jobs)
	for moved := true; moved && a.failed == nil; {
		moved, a.failed = c.turn(&a.work)
		a = a.hearHooks()
	}
	shown, text := a.work.show.draw(c, a.work.idle()), ""
	a.tail, text = a.again(c).read(c.host())
	if on := c.maybeAbort(a); on.ending && !a.ending {
		a = on
		_, a.failed = c.turn(&a.work)
	}
	idle := a.work.idle() || a.failed != nil
	then := a.work.show.draw(c, idle)
	return c.emit(2, shown, func(c Call) error {
		return c.emit(1, text, func(c Call) error {
			return c.emit(2, then, func(c Call) error { return c.settleUp(a, idle) })
		})
	})
}

// settleUp ends, goes on at once, or waits.
func (c Call) settleUp(a attached, idle bool) error {
	switch {
	case a.failed != nil:
		return dependency(a.failed)
	case idle && a.tail.over():
		if a.ending && a.abort != stays && a.status >= 0 {
			return c.emit(2, "\n", exit(a.status))
		}
		return exit(max(a.status, 0))(c)
	case a.tail.more(c.host()):
		return c.attendUp(a)
	}
	if a.watches && !a.ending && idle {
		var batch []string
		if a.watch, batch = a.watch.look(c); len(batch) > 0 {
			return c.act(a.watch, batch, func(c Call) error {
				c.p.Catch |= proc.Of(proc.SIGINT, proc.SIGTERM)
				return c.attendUp(a)
			})
		}
		a.watch.wait(c)
	}
	wait, keys := a.work.waits(c)
	if !idle {
		c.sys.Sleep(wait)
	}
	c.sys.Await(append(keys, a.tail.keys()...)...)
	return c.then(func(c Call, ev proc.Event) error {
		if ev.Kind == proc.Signaled {
			return c.attendUp(c.interruptUp(a))
		}
		return c.attendUp(a)
	})
}

// maybeAbort begins to stop all when one container has ended and that was asked for.
func (c Call) maybeAbort(a attached) attached {
	if a.abort == stays || a.ending {
		return a
	}
	for _, s := range a.tail.sources {
		if !s.done || a.abort == onFailure && s.code == 0 {
			continue
		}
		a.status = s.code
		if a.code != "" {
			a.status = -1
			for _, k := range ofService(c.parts(a.p, false), a.code) {
				if code, done := c.host().Exited(k.ID); done && k.Exits > 0 {
					a.status = code
				}
			}
		}
		return c.endUp(a, "Aborting on container exit...")
	}
	return a
}

// endUp adds to the plan that all containers are stopped.
func (c Call) endUp(a attached, why string) attached {
	a.ending = true
	show := a.work.show
	if c.sys.IsTerminal(2) {
		show = board{columns: 1, simple: true, text: "\x1b[31m\x1b[1m" + why + "\x1b[0m\n"}
	} else {
		show = show.tell(c, "Compose", "Stopping", why, true)
	}
	a.work.show = show
	stop := c.stopPlan(a.p, a.services, a.r.timeout, len(a.work.plan), starting+answer)
	a.work.plan = slices.Concat(a.work.plan, stop)
	a.work.jobs = append(slices.Clone(a.work.jobs), make([]job, len(stop))...)
	return a
}

// interruptUp is Ctrl-C: the first asks the containers to stop, the second
// does not wait for them.
func (c Call) interruptUp(a attached) attached {
	if !a.ending {
		a.status = 130
		a.abort = stays
		return c.endUp(a, "Gracefully Stopping... press Ctrl+C again to force")
	}
	if !a.hurried {
		a.hurried = true
		for _, k := range c.parts(a.p, false) {
			if h, err := c.host().ContainerKill(k.ID, "KILL"); err == nil {
				c.sys.Set(h)
			}
		}
	}
	return a
}

// stopPlan stops the containers of services, those that depend on others
// first. base is the number that its first task will have.
func (c Call) stopPlan(p compose.Project, services []compose.Service, o engine.StopOptions, base int, cost time.Duration) []task {
	b := c.planner(p)
	b.tasks = make([]task, base)
	for _, s := range slices.Backward(services) {
		need := b.behind(s.Name)
		var own []int
		for _, k := range ofService(b.all, s.Name) {
			t := stopTask(k, o, need)
			t.stages = append(b.stopHooks(k), stopping(k.ID, o, cost))
			own = append(own, b.add(t))
		}
		b.of[s.Name] = own
		if len(own) == 0 {
			b.of[s.Name] = need
		}
	}
	return b.tasks[base:]
}
