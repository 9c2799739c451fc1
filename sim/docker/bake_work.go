//go:build !core

package docker

import (
	"maps"
	"slices"
	"strings"
	"time"

	"drydock/sim/build"
	"drydock/sim/proc"
)

// baking is a client that watches the builds of several images. It is a value.
type baking struct {
	targets []target
	fancy   build.Fancy
	plain   build.Plain
	tty     bool
	quiet   bool
	mark    string                  // what stands before each line
	failed  func(Call, error) error // goes on after a build that has failed; nil: the command ends
	pending []build.Update
	drawn   time.Time
	steps   int  // the highest number of a step so far
	fd      int  // what progress is written to
	one     bool // the targets are parts of one build: their steps say themselves whose they are
	said    func(c Call, name string, f *build.Failure) error
	done    func(Call, baking) error
}

// target is one image that is built.
type target struct {
	name  string
	build build.Build
	opts  build.Options
	over  bool
	// links are, by the name of a context, targets whose results it builds on;
	// waits tells that they are not all there.
	links map[string]int
	waits bool
	asked *typed // the flags that say what becomes of it, nil for none
}

// bake drives the builds and shows their progress until they are over.
func (c Call) bake(v baking) error {
	c.p.Catch |= proc.Of(proc.SIGINT, proc.SIGTERM)
	v.targets = slices.Clone(v.targets)
	over, work := true, 0
	for i := range v.targets {
		t := &v.targets[i]
		if t.waits = t.waits && !v.linked(t); t.waits {
			over = false
			continue
		}
		b, h := t.build.Next(c.host())
		c.sys.Set(h)
		b, n := b.Spent()
		work += n
		var fresh []build.Update
		t.build, fresh = b.Take()
		v.take(i, fresh)
		f, done := t.build.Done()
		if f != nil {
			return c.baked(v, i, f)
		}
		t.over = done
		over = over && done
	}
	if !c.sys.Spend(work) {
		return c.bakeThen(v)
	}
	if over {
		c.p.Catch &^= proc.Of(proc.SIGINT, proc.SIGTERM)
		return v.done(c, v)
	}
	text := ""
	if c.sys.Now().Sub(v.drawn) >= frameTime {
		text = v.draw(c, false)
	}
	return c.emit(v.fd, text, func(c Call) error { return c.bakeOn(v) })
}

// linked tells whether the results a target builds on are there, and then
// gives them to it.
func (v *baking) linked(t *target) bool {
	for _, on := range t.links {
		if !v.targets[on].over {
			return false
		}
	}
	t.opts.Named = slices.Clone(t.opts.Named)
	for _, name := range slices.Sorted(maps.Keys(t.links)) {
		img := v.targets[t.links[name]].build.Image()
		t.opts.Named = append(t.opts.Named, build.Named{Name: name, Image: "target:" + v.targets[t.links[name]].name, Result: &img})
	}
	t.build = build.New(t.opts)
	return true
}

// bakeOn waits until something is due.
func (c Call) bakeOn(v baking) error {
	at := v.drawn.Add(frameTime)
	for _, t := range v.targets {
		if t.over || t.waits {
			continue
		}
		due, keys := t.build.Wait()
		if !due.IsZero() && due.Before(at) {
			at = due
		}
		c.sys.Await(keys...)
	}
	c.sys.Sleep(max(at.Sub(c.sys.Now()), time.Millisecond))
	return c.bakeThen(v)
}

// bakeThen goes on when the process is called again.
func (c Call) bakeThen(v baking) error {
	return c.then(func(c Call, ev proc.Event) error {
		if ev.Kind == proc.Signaled {
			return c.cancelBake(v)
		}
		return c.bake(v)
	})
}

func (c Call) cancelBake(v baking) error {
	for _, t := range v.targets {
		if !t.over {
			_, h := t.build.Cancel(c.host())
			c.sys.Set(h)
		}
	}
	return &exitError{130, "canceled"}
}

// take numbers the steps of one build among those of all: the first step of
// all is the bake file's. With several targets each step says whose it is.
func (v *baking) take(i int, fresh []build.Update) {
	list := slices.Clone(v.pending)
	for _, u := range fresh {
		u.Step = 1 + u.Step*len(v.targets) + i
		v.steps = max(v.steps, u.Step)
		if len(v.targets) > 1 && u.Name != "" && !v.one {
			u.Name = targeted(u.Name, v.targets[i].name)
		}
		list = append(list, u)
	}
	slices.SortStableFunc(list, func(a, b build.Update) int { return a.At.Compare(b.At) })
	v.pending = list
}

// targeted is a step's name with its target: [web internal] load …, [web 1/2] FROM …
func targeted(name, target string) string {
	if rest, ok := strings.CutPrefix(name, "["); ok {
		return "[" + target + " " + rest
	}
	return "[" + target + "] " + name
}

// provenance is the last step of all.
func (v *baking) provenance(now time.Time) {
	n := v.steps + 1
	v.pending = append(slices.Clone(v.pending), build.Update{At: now, Step: n, What: build.Known},
		build.Update{At: now, Step: n, What: build.Begin, Name: "resolving provenance for metadata file"}, build.Update{At: now, Step: n, What: build.End})
}

// draw shows what has happened since the last time.
func (v *baking) draw(c Call, last bool) string {
	list, now, text := v.pending, c.sys.Now(), ""
	v.pending, v.drawn = nil, now
	switch {
	case v.quiet:
	case v.tty:
		v.fancy, text = v.fancy.Print(list, now, last)
	default:
		v.plain, text = v.plain.Print(list, now)
	}
	return marked(v.mark, text)
}

// marked is a text with a mark before each line.
func marked(mark, text string) string {
	if mark == "" || text == "" {
		return text
	}
	return mark + strings.ReplaceAll(strings.TrimSuffix(text, "\n"), "\n", "\n"+mark) + "\n"
}

func (v *baking) warned() string {
	text := ""
	for _, t := range v.targets {
		if !v.quiet {
			text += warned(t.build.Warnings())
		}
	}
	return text
}

// baked ends the command because a build has failed.
func (c Call) baked(v baking, i int, failure *build.Failure) error {
	for k, t := range v.targets {
		if k != i && !t.over {
			_, h := t.build.Cancel(c.host())
			c.sys.Set(h)
		}
	}
	text := v.draw(c, true)
	logs := v.plain.Trace.Logs()
	if v.tty {
		logs = v.fancy.Trace.Logs()
	}
	for _, r := range failure.Ranges {
		logs += build.Excerpt(v.targets[i].opts.File, v.targets[i].opts.Dockerfile, r)
	}
	return c.emit(v.fd, text, func(c Call) error {
		return c.emit(2, marked(v.mark, logs), func(c Call) error {
			c.p.Catch &^= proc.Of(proc.SIGINT, proc.SIGTERM)
			return v.said(c, v.targets[i].name, failure)
		})
	})
}

// checks is what the targets that are only looked at have shown, and the code
// that the command ends with.
func (v baking) checks() (text string, code int) {
	for _, t := range v.targets {
		if !t.opts.Check {
			continue
		}
		one, bad := checkText(t.build.Warnings(), t.opts.File, t.opts.Dockerfile)
		if text += one; bad {
			code = 1
		}
	}
	return text, code
}
