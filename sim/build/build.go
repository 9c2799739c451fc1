package build

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"drydock/sim/dockerfile"
	"drydock/sim/engine"
	"drydock/sim/image"
	"drydock/sim/vfs"
)

// Build is a build under way. It is a value: Next returns the next one and
// leaves this one usable.
type Build struct {
	opts    Options
	program dockerfile.Program
	steps   []step // replaced, not written to
	stages  []*stage
	target  int
	named   bool // steps show their stage
	cost    int  // work since the last Spent
	began   time.Time
	id      string

	sources  map[string]base // images by the name FROM has; never written to once made
	ignore   ignore
	context  int                    // the step that brings the context, -1
	before   int                    // the classic builder's last instruction so far, -1
	imported map[string]image.Layer // what an imported cache has by key; replaced, not written to
	caches   []CacheFiles
	last     int      // the step that ends the build, 0 until it is known
	used     []string // the build args that an ARG has declared

	fresh    []Update
	warnings []dockerfile.Warning
	failure  *Failure
	over     bool
	image    image.Image
	parts    []image.Image // of an image for several platforms
	files    vfs.Tree      // the result, for an output of files
}

// New is a build that has not begun.
func New(o Options) Build { return Build{opts: o, target: -1, context: -1, before: -1} }

// Done tells whether the build is over, and with which failure, nil for none.
func (b Build) Done() (*Failure, bool) { return b.failure, b.over }

// Image is the image a successful build has made.
func (b Build) Image() image.Image { return b.image }

// ID is the id by which the builder knows the build.
func (b Build) ID() string { return b.id }

// Files are the files of a successful build.
func (b Build) Files() vfs.Tree { return b.files }

// Warnings are what the build checks have found so far.
func (b Build) Warnings() []dockerfile.Warning { return b.warnings }

// Take returns what has happened since it was last called.
func (b Build) Take() (Build, []Update) {
	list := b.fresh
	b.fresh = nil
	slices.SortStableFunc(list, func(x, y Update) int { return x.At.Compare(y.At) })
	return b, list
}

// Wait is when to call Next again: at a moment, zero for none, and as soon as
// one of the keys wakes (see engine.Sys.Await).
func (b Build) Wait() (at time.Time, keys []string) {
	for _, s := range b.steps {
		if s.phase != running {
			continue
		}
		if s.run != "" {
			keys = append(keys, engine.StateOf(s.run), engine.LogOf(s.run))
			continue
		}
		if at.IsZero() || s.end.Before(at) {
			at = s.end
		}
	}
	return at, keys
}

// Next lets the build do all it can at the host's moment.
func (b Build) Next(h engine.Host) (Build, engine.Host) {
	b.steps, b.fresh = slices.Clone(b.steps), slices.Clip(b.fresh)
	if b.began.IsZero() {
		b.begin(&h)
	}
	for !b.over && b.cost < mostAtOnce {
		if !b.advance(&h) {
			return b, h
		}
	}
	return b, h
}

// mostAtOnce is how much work one Next does, in units of Sys.Spend.
const mostAtOnce = 10_000

// Spent returns the work done since it was last called, in units of Sys.Spend.
// While there is any a build may have more to do at the same moment.
func (b Build) Spent() (Build, int) {
	n := b.cost
	b.cost = 0
	return b, n
}

// looked counts the reading of files: one unit for each and for each 256 bytes.
func (b *Build) looked(t vfs.Tree) {
	for _, n := range t.Walk() {
		b.cost += 1 + len(n.Data)/256
	}
}

// Cancel ends the build early, as Ctrl-C does.
func (b Build) Cancel(h engine.Host) (Build, engine.Host) {
	b.steps, b.fresh = slices.Clone(b.steps), slices.Clip(b.fresh)
	b.stop(&h, &Failure{Message: "Canceled: context canceled", Code: 130, Step: -1})
	return b, h
}

func (b *Build) begin(h *engine.Host) {
	b.began = h.Now()
	b.id = h.BuildID(b.opts.ContextID + b.began.String())
	*h = h.BuildEvent("start", b.id, "the builder reads the Dockerfile first", "file", b.opts.File)
	name := "[internal] load build definition from " + b.opts.File
	switch {
	case GitURL(b.opts.Remote):
		name = "[internal] load git source " + b.opts.Remote
	case b.opts.Remote != "":
		name = "[internal] load remote build context"
	}
	b.add(step{name: name, work: definition{}})
}

// add puts a step into the graph and returns its index.
func (b *Build) add(s step) int {
	at := b.began
	if n := len(b.fresh); n > 0 {
		at = b.fresh[n-1].At
	}
	if b.opts.Further && strings.HasPrefix(s.name, "[internal]") {
		s.name = "" // another build shows it
	}
	b.steps = append(b.steps, s)
	i := len(b.steps) - 1
	_, last := s.work.(export)
	if _, cache := s.work.(exporting); !last && !cache {
		b.tell(Update{At: at, Step: i, What: Known})
	}
	return i
}

// advance does the earliest thing that is due; false when nothing is.
func (b *Build) advance(h *engine.Host) bool {
	for i := range b.steps {
		if b.steps[i].phase == waiting && b.ready(i) {
			b.launch(h, i)
			return true
		}
	}
	next := -1
	for i := range b.steps {
		s := &b.steps[i]
		if s.phase != running {
			continue
		}
		if s.run != "" {
			if b.listen(h, i) {
				return true
			}
			continue
		}
		if !s.end.After(h.Now()) && (next < 0 || s.end.Before(b.steps[next].end)) {
			next = i
		}
	}
	if next < 0 {
		b.tellDue(h.Now())
		return false
	}
	b.settle(h, next)
	return true
}

// ready tells whether all that a step needs is done.
func (b *Build) ready(i int) bool {
	return !slices.ContainsFunc(b.steps[i].needs, func(n int) bool { return b.steps[n].phase != done })
}

// launch starts a step.
func (b *Build) launch(h *engine.Host, i int) {
	b.cost += 20
	s := &b.steps[i]
	s.phase, s.start, s.end = running, h.Now(), h.Now()
	for _, n := range s.needs {
		if b.steps[n].end.After(s.start) {
			s.start = b.steps[n].end
		}
	}
	b.announce(i)
	if err := s.work.plan(b, h, i); err != nil {
		b.broke(h, i, err)
		return
	}
	s = &b.steps[i]
	b.begun(i)
	if s.cached {
		b.say(i, s.start, " ---> Using cache")
		b.tell(Update{At: s.start, Step: i, What: Cached})
		b.settle(h, i)
	}
}

// settle ends a step whose time has come.
func (b *Build) settle(h *engine.Host, i int) {
	b.tellUpTo(i, b.steps[i].end)
	if err := b.steps[i].work.finish(b, h, i); err != nil {
		b.broke(h, i, err)
		return
	}
	s := &b.steps[i]
	if s.end.After(h.Now()) || b.over && s.phase == done {
		return // it goes on, or all is over
	}
	s.phase = done
	b.tell(Update{At: s.end, Step: i, What: End})
	b.committed(h, i)
	if b.last > 0 && i == b.last {
		b.over = true
	}
}

// tell notes what has happened, but for steps without a name, which do not show.
func (b *Build) tell(u Update) {
	if b.steps[u.Step].name == "" {
		return
	}
	b.fresh = append(b.fresh, u)
}

// tellDue tells of the parts of running steps whose time has come.
func (b *Build) tellDue(now time.Time) {
	for i := range b.steps {
		if b.steps[i].phase == running {
			b.tellUpTo(i, now)
		}
	}
}

func (b *Build) tellUpTo(i int, now time.Time) {
	s := &b.steps[i]
	for s.next < len(s.events) && !s.events[s.next].At.After(now) {
		u := s.events[s.next]
		u.Step = i
		b.tell(u)
		s.next++
	}
}

// broke ends the build because a step has failed.
func (b *Build) broke(h *engine.Host, i int, err error) {
	f := failureOf(err)
	b.begun(i)
	s := &b.steps[i]
	if f.Told != "" {
		f.Step, s.phase = i, broken
		b.tell(Update{At: h.Now(), Step: i, What: Failed, Text: f.Told})
	} else {
		s.phase = done
		b.tell(Update{At: h.Now(), Step: i, What: End})
	}
	*h = h.BuildEvent("error", b.id, f.Message, b.attrs(i)...)
	b.stop(h, f)
}

// begun tells that a step has begun, once.
func (b *Build) begun(i int) {
	s := &b.steps[i]
	if !s.begun {
		s.begun = true
		b.tell(Update{At: s.start, Step: i, What: Begin, Name: s.name})
	}
}

// stop ends the build early: what still runs is broken off.
func (b *Build) stop(h *engine.Host, f *Failure) {
	for i := range b.steps {
		s := &b.steps[i]
		unloaded := s.phase == done && f.Step >= 0 && !s.loaded && isImage(s.work) && slices.Contains(b.steps[f.Step].needs, i)
		if s.phase != running && !unloaded {
			continue
		}
		if s.run != "" {
			*h, _, _ = h.BuildEnd(s.run)
		}
		b.begun(i)
		b.tellUpTo(i, h.Now())
		b.tell(Update{At: h.Now(), Step: i, What: Cancel})
		s.phase, s.run = broken, ""
	}
	b.failure, b.over = f, true
	*h = h.BuildEvent("end", b.id, f.Message)
}

// attrs are the attributes that events about a step have.
func (b *Build) attrs(i int) []string {
	s := b.steps[i]
	list := []string{"step", s.name}
	if s.in.Start > 0 {
		list = append(list, "file", b.opts.File, "line", strconv.Itoa(s.in.Start), "instruction", s.in.Original, "stage", s.stage, "number", s.number)
	}
	return list
}
