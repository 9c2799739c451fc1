package build

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/moby/patternmatcher"

	"drydock/sim/engine"
	"drydock/sim/vfs"
)

// sent is one file as a client tells the builder of it; whole: with its bytes.
type sent struct {
	path  string
	mode  fs.FileMode
	size  int64
	whole bool
}

// transferred is the number of bytes that a client sends for files: a packet
// for each that tells of it, one with its bytes and one that ends them where
// they are asked for, and one that ends it all. Source: tonistiigi/fsutil,
// wire format in protocol buffers.
func transferred(files []sent) int64 {
	total := int64(2)
	for i, f := range files {
		stat := 1 + varint(len(f.path)) + len(f.path) + 1 + varint(int(uint32(f.mode))) + 10
		if f.size > 0 {
			stat += 1 + varint(int(f.size))
		}
		total += int64(1 + varint(stat) + stat)
		if !f.whole {
			continue
		}
		id := 0
		if i > 0 {
			id = 1 + varint(i)
		}
		for left := f.size; left > 0; left -= 32 << 10 {
			n := int(min(left, 32<<10))
			total += int64(2 + id + 1 + varint(n) + n)
		}
		total += int64(2 + id)
	}
	return total
}

// varint is how many bytes a number takes.
func varint(n int) int {
	size := 1
	for n >= 128 {
		n >>= 7
		size++
	}
	return size
}

// listing are the files of a tree as they are sent; known are those the
// builder has from the last time.
func listing(t vfs.Tree, known *vfs.Tree) []sent {
	var list []sent
	for p, n := range t.Walk() {
		if p == "/" {
			continue
		}
		mode := n.Mode.Perm()
		if n.IsDir() {
			mode |= fs.ModeDir
		}
		f := sent{path: p[1:], mode: mode, whole: n.Mode.IsRegular()}
		if n.Mode.IsRegular() {
			f.size = n.Size
		}
		if known != nil {
			if old, err := known.Lookup(p); err == nil && old.Size == n.Size && old.ModTime.Equal(n.ModTime) && old.Mode == n.Mode {
				f.whole = false
			}
		}
		list = append(list, f)
	}
	return list
}

// loadContext is the step that brings the files COPY takes.
type loadContext struct{}

// contextStep is that step, made when the first instruction asks for it.
func (b *Build) contextStep() int {
	if b.context < 0 {
		name := "[internal] load build context"
		if b.opts.Remote != "" {
			name = "" // it is there
		}
		b.context = b.add(step{name: name, work: loadContext{}, needs: []int{b.lastStep()}})
	}
	return b.context
}

func (loadContext) plan(b *Build, h *engine.Host, i int) error {
	s := &b.steps[i]
	tree := b.wanted()
	var known *vfs.Tree
	key := "context:" + b.opts.ContextID
	if r, ok := h.BuildCached(key); ok {
		known = &r.Tree
	}
	s.record.Tree = tree
	files := listing(tree, known)
	bytes := transferred(files)
	s.status("transferring context:", 0, 8*time.Millisecond+time.Duration(bytes)*time.Second/(200<<20), bytes)
	s.lasts(18*time.Millisecond + time.Duration(bytes)*time.Second/(200<<20))
	return nil
}

func (loadContext) finish(b *Build, h *engine.Host, i int) error {
	t := b.steps[i].record.Tree
	r := engine.BuildRecord{Key: "context:" + b.opts.ContextID, Kind: engine.BuildSource, Step: "local source for context", Tree: t}
	for _, n := range t.Walk() {
		if n.Mode.IsRegular() {
			r.Size += n.Size
		}
	}
	r.Size = blocks(r.Size) + 4096
	if b.steps[i].record = r; !b.opts.Classic {
		*h, b.steps[i].record = h.BuildKeep(r)
	}
	if !b.opts.Classic {
		b.add(step{work: verify{}, needs: []int{i}})
	}
	return nil
}

// verify looks whether all files of the context that are to be copied are
// there. It is no step that shows.
type verify struct{}

func (verify) plan(b *Build, _ *engine.Host, i int) error {
	b.steps[i].lasts(8 * time.Millisecond)
	return nil
}

func (verify) finish(b *Build, h *engine.Host, i int) error {
	ctx := b.steps[i].needs[0]
	for j := range b.steps {
		w, ok := b.steps[j].work.(copying)
		if !ok || w.from != ctx || b.steps[j].phase != waiting {
			continue
		}
		if err := w.check(b, b.steps[ctx].tree()); err != nil {
			b.steps[i].phase, b.steps[j].start = done, h.Now()
			b.broke(h, j, err)
			return nil
		}
	}
	return nil
}

// keepSource notes that a client has sent a file or directory.
func (b *Build) keepSource(h *engine.Host, key, step string, size int64) {
	if b.opts.Classic {
		return // it keeps images and nothing else
	}
	*h, _ = h.BuildKeep(engine.BuildRecord{Key: key, Kind: engine.BuildSource, Step: step, Size: blocks(size) + 4096})
}

// blocks is a size in whole blocks of the disk.
func blocks(n int64) int64 { return (n + 4095) / 4096 * 4096 }

// wanted is the part of the context that the steps ask for, without what
// .dockerignore leaves out.
func (b *Build) wanted() vfs.Tree {
	b.looked(b.opts.Context)
	all := b.ignore.without(b.opts.Context)
	var follow []string
	for _, s := range b.steps {
		w, ok := s.work.(copying)
		if !ok || w.from != b.context {
			continue
		}
		for _, src := range w.sources {
			follow = append(follow, path.Join("/", src))
		}
	}
	if slices.Contains(follow, "/") || b.boundContext() {
		return all
	}
	out := vfs.NewTree(b.began)
	for _, f := range follow {
		for _, p := range glob(all, f) {
			out = graft(out, all, p)
		}
	}
	return out
}

// boundContext tells whether a RUN mounts the context.
func (b *Build) boundContext() bool {
	return slices.ContainsFunc(b.steps, func(s step) bool {
		w, ok := s.work.(execution)
		return ok && slices.ContainsFunc(w.binds, func(m bind) bool { return m.from == b.context })
	})
}

// graft copies what is at p in one tree to the same place in another.
func graft(to, from vfs.Tree, p string) vfs.Tree {
	for _, up := range parents(p) {
		if !to.Has(up) {
			n, _ := from.Lookup(up)
			d := vfs.Dir(n.Mode.Perm(), n.ModTime)
			to, _ = to.Put(up, d)
		}
	}
	sub, ok := from.Sub(p)
	if !ok {
		return to
	}
	if t, err := to.Graft(p, sub); err == nil {
		return t
	}
	return to
}

// parents are the directories above a path, outermost first, without the root.
func parents(p string) []string {
	var list []string
	for i := 1; i < len(p); i++ {
		if p[i] == '/' {
			list = append(list, p[:i])
		}
	}
	return list
}

// without is a tree without what the patterns leave out.
func (g ignore) without(t vfs.Tree) vfs.Tree {
	if len(g.patterns) == 0 {
		return t
	}
	m, err := patternmatcher.New(g.patterns)
	if err != nil {
		return t
	}
	out := t
	var gone []string
	for p := range t.Walk() {
		if p == "/" || slices.ContainsFunc(gone, func(g string) bool { return strings.HasPrefix(p, g+"/") }) {
			continue
		}
		if ok, err := m.MatchesOrParentMatches(p[1:]); err != nil || !ok {
			continue
		}
		if n, _ := t.Lookup(p); n.IsDir() && m.Exclusions() && n.Entries() > 0 {
			continue // something in it may be taken back
		}
		n, _ := out.Lookup(path.Dir(p))
		if u, err := out.Remove(p, n.ModTime); err == nil {
			out = u
			gone = append(gone, p)
		}
	}
	return out
}

// within is a tree without what the patterns leave out below p; they count
// from there, and for a file by its name.
func (g ignore) within(t vfs.Tree, p string) vfs.Tree {
	if len(g.patterns) == 0 {
		return t
	}
	n, err := t.Lookup(p)
	switch {
	case err != nil:
		return t
	case !n.IsDir():
		up, _ := t.Lookup(path.Dir(p))
		if g.excludes(path.Base(p)) {
			t, _ = t.Remove(p, up.ModTime)
		}
		return t
	}
	sub, _ := t.Sub(p)
	if out, err := t.Graft(p, g.without(sub)); err == nil {
		return out
	}
	return t
}
