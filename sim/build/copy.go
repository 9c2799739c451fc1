package build

import (
	"path"
	"strings"
	"time"

	"drydock/sim/dockerfile"
	"drydock/sim/engine"
	"drydock/sim/vfs"
)

// copying is the step of COPY and ADD.
type copying struct {
	sources []string // expanded; those of here-documents are their names
	dest    string   // absolute; a slash at the end makes a directory of it
	from    int      // the step that has the sources, -1: none but inline
	context bool     // that is the build context
	inline  []file
	fetched []int // the steps that have what comes from elsewhere
	in      dockerfile.Instruction
	chown   string
	chmod   string
	exclude ignore
	noCache bool
}

// file is a here-document that is copied.
type file struct{ name, data string }

func layCopy(b *Build, h *engine.Host, s *stage, in dockerfile.Instruction) error {
	w := copying{in: in, from: -1, noCache: b.ignores(s.name)}
	if err := w.words(b, s); err != nil {
		return err
	}
	if err := w.impossible(); err != nil {
		return err
	}
	if err := w.remote(b, s); err != nil {
		return err
	}
	if len(w.sources) > 0 {
		if err := w.origin(b, s); err != nil {
			return err
		}
	}
	text := in.Original
	text = strings.TrimPrefix(text, "ONBUILD ")
	if shown, err := quietly(b, s, upperCommand(text)); err == nil {
		text = shown
	}
	var needs []int
	if w.from >= 0 {
		needs = append(needs, w.from)
	}
	needs = append(needs, w.fetched...)
	if len(w.inline) > 0 {
		needs = append(needs, b.add(step{name: "[internal] preparing inline document", work: pause{}, needs: []int{b.lastStep()}}))
	}
	b.lintIgnored(w)
	b.layStep(s, in, text, w, needs...)
	s.record(h, in, w.commit(), s.tip)
	return nil
}

// commit is the line of the history.
func (w copying) commit() string {
	text := w.in.Name
	if w.chown != "" {
		text += " --chown=" + w.chown
	}
	if w.chmod != "" {
		text += " --chmod=" + w.chmod
	}
	if w.in.Link {
		text += " --link"
	}
	for _, f := range w.inline {
		text += " <<" + f.name
	}
	for _, s := range w.in.Sources {
		if WebURL(s) || GitURL(s) {
			text += " " + s
		}
	}
	for _, s := range w.sources {
		text += " " + s
	}
	return text + " " + w.in.Dest + " # buildkit"
}

func (w copying) trace(b *Build, i int) engine.BuildTrace {
	s := b.steps[i]
	parent := b.steps[s.needs[0]].record.Key
	t := engine.BuildTrace{Parent: parent, Step: s.in.Original}
	if w.from >= 0 {
		t.Files = w.chosen(b.steps[w.from].tree())
		b.looked(t.Files)
	}
	var fetched []string
	for _, n := range w.fetched {
		fetched = append(fetched, checksum(b.steps[n].record.Tree))
	}
	t.Key = b.keyed("copy", fetched, parent, w.in.Name, checksum(t.Files), w.sources, w.inline, w.dest, w.chown, w.chmod, w.in.Link, w.in.Parents, w.in.Exclude)
	return t
}

// chosen is the part of a tree that is copied.
func (w copying) chosen(t vfs.Tree) vfs.Tree {
	out := vfs.NewTree(time.Time{})
	for _, src := range w.sources {
		for _, p := range glob(t, path.Join("/", src)) {
			if out = graft(out, t, p); p == "/" {
				out = t
			}
			out = w.exclude.within(out, p)
		}
	}
	return out
}

func (w copying) plan(b *Build, h *engine.Host, i int) error {
	s := &b.steps[i]
	if w.from >= 0 {
		if err := w.check(b, b.steps[w.from].tree()); err != nil {
			return err
		}
		b.use(h, w.from)
	}
	if b.probe(h, i, w.trace(b, i), w.noCache) {
		return nil
	}
	s.lasts(stepTime)
	return nil
}

func (w copying) finish(b *Build, h *engine.Host, i int) error {
	s := &b.steps[i]
	if s.cached {
		return nil
	}
	below := b.steps[s.needs[0]].tree()
	if _, err := below.Lookup("/"); err != nil {
		below = vfs.NewTree(h.Now())
	}
	c, err := newCopier(w, below, h.Now())
	if err != nil {
		return stepFailure(w.in, err.Error())
	}
	for _, f := range w.inline {
		if err := c.put("/"+f.name, vfs.File(0o644, f.data, h.Now()), len(w.inline)+len(w.sources) > 1); err != nil {
			return stepFailure(w.in, err.Error())
		}
	}
	if err := w.addFetched(b, &c); err != nil {
		return stepFailure(w.in, err.Error())
	}
	if w.from >= 0 {
		if err := c.all(w.chosen(b.steps[w.from].tree())); err != nil {
			return stepFailure(w.in, err.Error())
		}
	}
	b.made(h, i, w.trace(b, i).Key, c.to)
	return nil
}

// stepFailure is a failure that the step itself shows.
func stepFailure(in dockerfile.Instruction, text string) *Failure {
	f := fail(in, "%s", text)
	f.Told = text
	return f
}

// pause is a step that is there to be seen.
type pause struct{}

func (pause) plan(b *Build, _ *engine.Host, i int) error {
	b.steps[i].lasts(5 * time.Millisecond)
	return nil
}

func (pause) finish(*Build, *engine.Host, int) error { return nil }
