package build

import (
	"cmp"
	"time"

	"github.com/distribution/reference"
	"github.com/opencontainers/go-digest"

	"drydock/sim/engine"
)

// fromImage is the step that has the files of an image.
type fromImage struct{ base }

// name is "" for what another build has made: it is shown there.
func (f fromImage) name() string {
	if f.made {
		return ""
	}
	return "FROM " + f.ref + "@" + string(f.shown())
}

// shown is the digest that the reference leads to.
func (f fromImage) shown() digest.Digest { return cmp.Or(f.index, f.image.ID) }

func isImage(w work) bool { _, ok := w.(fromImage); return ok }

func fullRef(name string) string {
	named, err := reference.ParseNormalizedNamed(name)
	if err != nil {
		return name
	}
	return reference.TagNameOnly(named).String()
}

// The registry's line and the disk, in bytes a second of simulated time.
const (
	downloadRate = 10 << 20
	unpackRate   = 120 << 20
)

func (f fromImage) plan(b *Build, h *engine.Host, i int) error {
	s := &b.steps[i]
	s.status("resolve "+f.ref+"@"+string(f.shown()), 0, 15*time.Millisecond, 0)
	s.lasts(20 * time.Millisecond)
	if _, known := h.BuildCached(f.key()); f.local || known {
		return nil
	}
	s.lasts(f.download(s))
	return nil
}

func (f fromImage) key() string { return engine.BaseKey(string(f.image.ID)) }

// download lays out how the layers come, several at a time, and are unpacked
// one after the other. It returns how long that takes.
func (f fromImage) download(s *step) time.Duration {
	const tick = 300 * time.Millisecond
	from := 20 * time.Millisecond
	free := from // when the line is free
	unpacked := from
	for _, l := range f.pull.Layers {
		if l.Exists {
			continue
		}
		id := string(l.Digest)
		takes := time.Duration(l.Compressed) * time.Second / downloadRate
		start := free
		for at := start + tick; at < start+takes; at += tick {
			got := l.Compressed * int64(at-start) / int64(max(takes, 1))
			s.events = append(s.events, Update{What: Status, ID: id, Current: got, Total: l.Compressed, Started: s.start.Add(start), At: s.start.Add(at)})
		}
		free += takes
		s.events = append(s.events, Update{What: Status, ID: id, Current: l.Compressed, Total: l.Compressed, Started: s.start.Add(start), At: s.start.Add(free), Done: true})
		begin := max(free, unpacked)
		unpacked = begin + 20*time.Millisecond + time.Duration(l.Size)*time.Second/unpackRate
		s.events = append(s.events,
			Update{What: Status, ID: "extracting " + id, Started: s.start.Add(begin), At: s.start.Add(begin)},
			Update{What: Status, ID: "extracting " + id, Started: s.start.Add(begin), At: s.start.Add(unpacked), Done: true})
	}
	sortByTime(s.events)
	return unpacked
}

func (f fromImage) finish(b *Build, h *engine.Host, i int) error {
	s := &b.steps[i]
	s.record = engine.BuildRecord{Key: f.key(), Kind: engine.BuildRegular, Step: "pulled from " + f.ref + "@" + string(f.image.ID), Tree: f.image.Tree}
	r, ok := h.BuildCached(f.key())
	if !ok {
		r, ok = h.BuildHolding(f.image.Image)
	}
	if ok {
		s.record = r
	}
	for _, l := range f.image.Layers {
		s.record.Size = l.Compressed
	}
	return nil
}

// use notes that a step works on an image's files: they are in the cache from
// then on, and count as cached when they were before.
func (b *Build) use(h *engine.Host, i int) {
	s := &b.steps[i]
	if s.loaded || !isImage(s.work) || b.opts.Classic {
		return
	}
	s.loaded = true
	if s.record.ID != "" {
		s.cached = true
		b.tell(Update{At: h.Now(), Step: i, What: Cached})
	}
	*h, s.record = h.BuildKeep(s.record)
}

// directory is the step that has the files of a further build context.
type directory struct{ *Named }

func (d directory) plan(b *Build, _ *engine.Host, i int) error {
	s := &b.steps[i]
	s.status("transferring "+d.Name+":", 0, 15*time.Millisecond, transferred(listing(d.Tree, nil)))
	s.lasts(20 * time.Millisecond)
	return nil
}

func (d directory) finish(b *Build, h *engine.Host, i int) error {
	r := engine.BuildRecord{Key: "local:" + d.Key, Kind: engine.BuildSource, Step: "local source for " + d.Name, Tree: d.Tree}
	*h, b.steps[i].record = h.BuildKeep(r)
	return nil
}
