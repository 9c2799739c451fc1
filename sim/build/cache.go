package build

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"drydock/sim/engine"
	"drydock/sim/image"
	"drydock/sim/vfs"
)

// keyOf is the cache key of what the parts describe.
func keyOf(parts ...any) string {
	h := sha256.New()
	for _, p := range parts {
		text := fmt.Sprint(p)
		fmt.Fprintf(h, "%d:%s", len(text), text)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// checksum is the digest of files and what the builder looks at of them: the
// time of a file is no part of it.
func checksum(t vfs.Tree) string {
	h := sha256.New()
	for p, n := range t.Walk() {
		fmt.Fprintf(h, "%q %o %d %d %d %d:", p, n.Mode, n.UID, n.GID, n.Size, len(n.Data))
		h.Write([]byte(n.Data))
	}
	return hex.EncodeToString(h.Sum(nil))
}

// probe looks whether the cache has the result of a step, and says why or why
// not. ignore tells that it must not be asked.
func (b *Build) probe(h *engine.Host, i int, t engine.BuildTrace, ignore bool) bool {
	s := &b.steps[i]
	r, ok := h.BuildCached(t.Key)
	if !ok && !ignore {
		r, ok = b.fromElsewhere(i, t.Key)
	}
	hit := ok && !ignore && r.Parent == b.parentID(i) && (r.Kind != engine.BuildClassic || h.HasImage(r.Image))
	reason := b.why(h, i, t, ok, ignore)
	*h = h.BuildTraced(s.place, t)
	if !hit {
		*h = h.BuildEvent("run", b.id, reason, b.attrs(i)...)
		b.use(h, s.needs[0])
		return false
	}
	s.cached = true
	*h, s.record = h.BuildKeep(r)
	*h = h.BuildEvent("cached", b.id, "the same step on the same files was done before ("+r.Step+"): its layer is used again", append(b.attrs(i), "layer", string(r.Layer.Digest))...)
	return true
}

// parentID is the record a step stands on, "" for none.
func (b *Build) parentID(i int) string {
	below := b.steps[b.steps[i].needs[0]]
	if isImage(below.work) || below.record.Kind != engine.BuildRegular && below.record.Kind != engine.BuildClassic {
		return ""
	}
	return below.record.ID
}

// why says in a sentence what keeps a step from being taken from the cache.
func (b *Build) why(h *engine.Host, i int, t engine.BuildTrace, known, ignore bool) string {
	s := b.steps[i]
	old, seen := h.BuildTraceAt(s.place)
	switch {
	case ignore:
		return "--no-cache: the cache is not asked"
	case known:
		return "the step above has a new result, so this one is done again"
	case !seen:
		return "this step was not built before"
	case old.Step != t.Step:
		return "the instruction has changed: it was " + old.Step
	}
	if changed := envChange(old.Env, t.Env); changed != "" {
		return changed
	}
	if what := filesChange(old.Files, t.Files); what != "" {
		return what
	}
	if old.Parent != t.Parent {
		if n := b.above(i); n != "" {
			return "the step above, " + n + ", has changed: every step after it is done again"
		}
		return "what it stands on has changed"
	}
	return "its result is not in the cache any more"
}

// above is the instruction of the step below in the stack.
func (b *Build) above(i int) string {
	below := b.steps[b.steps[i].needs[0]]
	return below.in.Original
}

// envChange names the first variable that differs.
func envChange(old, now []string) string {
	for _, kv := range now {
		if !slices.Contains(old, kv) {
			name, value, _ := strings.Cut(kv, "=")
			for _, was := range old {
				if v, ok := strings.CutPrefix(was, name+"="); ok {
					return fmt.Sprintf("%s was %q and is %q now", name, v, value)
				}
			}
			return name + " is new"
		}
	}
	for _, kv := range old {
		if !slices.Contains(now, kv) {
			name, _, _ := strings.Cut(kv, "=")
			return name + " is gone"
		}
	}
	return ""
}

// filesChange names the first file that differs in more than its time.
func filesChange(old, now vfs.Tree) string {
	for _, c := range vfs.Diff(old, now) {
		a, erra := old.Lookup(c.Path)
		z, errz := now.Lookup(c.Path)
		name := strings.TrimPrefix(c.Path, "/")
		switch {
		case c.Path == "/", erra == nil && errz == nil && z.IsDir():
		case c.Kind == vfs.Added:
			return name + " is new"
		case c.Kind == vfs.Deleted:
			return name + " is gone"
		case a.Data != z.Data || a.Size != z.Size:
			return name + " has changed"
		case a.Mode != z.Mode:
			return fmt.Sprintf("the mode of %s was %o and is %o now", name, a.Mode.Perm(), z.Mode.Perm())
		}
	}
	return ""
}

// made gives a step its result: the layer that turns what it stands on into a
// tree, kept in the cache.
func (b *Build) made(h *engine.Host, i int, key string, tree vfs.Tree) {
	s := &b.steps[i]
	below := b.steps[s.needs[0]].tree()
	r := engine.BuildRecord{Key: key, Kind: b.kind(), Step: s.in.Original, Tree: tree, Made: true, Parent: b.parentID(i), File: b.opts.File, Line: s.in.Start}
	r.Layer = image.LayerOf(vfs.LayerOf(below, tree))
	r.Size = 4096 + blocks(r.Layer.Size)
	*h, s.record = h.BuildKeep(r)
	*h = h.BuildEvent("done", b.id, "the step has made one layer", append(b.attrs(i), "layer", string(r.Layer.Digest))...)
}

// ignores tells whether the cache must not be asked for a stage.
func (b *Build) ignores(stage string) bool {
	return b.opts.NoCache || slices.ContainsFunc(b.opts.NoCacheFilter, func(n string) bool { return strings.EqualFold(n, stage) })
}

func sortByTime(list []Update) {
	slices.SortStableFunc(list, func(x, y Update) int { return x.At.Compare(y.At) })
}

const (
	stepTime = 40 * time.Millisecond // of a COPY or WORKDIR
)
