package engine

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"time"

	"drydock/sim/image"
	"drydock/sim/persist"
	"drydock/sim/vfs"
)

// BuildRecord is one result that the builder keeps: what a step made, an image
// it stands on, the files a client sent, or a cache that RUN mounts.
type BuildRecord struct {
	ID   string // 25 digits and letters
	Key  string // what it is the result of: the same key, the same result
	Kind BuildKind
	// Step is the instruction or the source, as docker buildx du --verbose tells of it.
	Step   string
	Tree   vfs.Tree    // the files
	Layer  image.Layer // what a step added
	Made   bool        // Layer is there: the step is one layer
	Size   int64       // bytes
	Parent string      // the ID of the record below, ""
	Image  string      // of a BuildClassic: the id of the image that ends with the step
	File   string      // the Dockerfile, and the line of the instruction in it
	Line   int
	// Unlinked records take room and are found by no step: builds have made
	// them once more, or a prune has removed the way to them.
	Unlinked bool

	Created, Used time.Time
	Uses          int
}

// BuildKind is the type of a record. Source: moby/buildkit client.UsageRecordType.
type BuildKind string

// The kinds of record.
const (
	BuildRegular    BuildKind = "regular"
	BuildSource     BuildKind = "source.local"
	BuildCacheMount BuildKind = "exec.cachemount"
	// BuildClassic is a step of the classic builder: what it has made is kept
	// as an image and is no part of BuildKit's cache.
	BuildClassic BuildKind = "classic"
)

// Mutable tells whether the record is written to again, as those are that
// follow a directory.
func (r BuildRecord) Mutable() bool { return r.Kind != BuildRegular && r.Kind != BuildClassic }

// mostRecords is how many the builder keeps; then the one longest unused goes.
const mostRecords = 400

// buildCache is the builder's memory.
type buildCache struct {
	records persist.Map[string, BuildRecord] // by key
	traces  persist.Map[string, BuildTrace]  // by place in a Dockerfile
	history []BuildLog                       // oldest first; replaced, not written to
}

// BuildTrace is what the builder last saw at one place of a Dockerfile, so
// that it can say what has changed.
type BuildTrace struct {
	Key, Parent string // of the step and of the one above
	Step        string // the instruction as written
	Env         []string
	Files       vfs.Tree // what COPY and ADD took
}

// BuildRecords are all records of BuildKit's cache, the latest made first.
func (h Host) BuildRecords() []BuildRecord {
	var list []BuildRecord
	for _, r := range h.builds.records.All() {
		if r.Kind != BuildClassic {
			list = append(list, r)
		}
	}
	slices.SortStableFunc(list, func(a, b BuildRecord) int {
		return cmp.Or(b.Created.Compare(a.Created), cmp.Compare(a.ID, b.ID))
	})
	return list
}

// BuildShared tells whether an image on this host has the record's files too:
// its layer, or all of them.
func (h Host) BuildShared(r BuildRecord) bool {
	return h.buildBase(r) || r.Made && h.pulled.Has(string(r.Layer.Digest)) && h.inImage(r.Layer)
}

// basePrefix begins the key of an image that builds stand on.
const basePrefix = "image:"

// BaseKey is the key of the record of an image that builds stand on.
func BaseKey(id string) string { return basePrefix + id }

// buildBase tells whether the record is an image that is on the host as well.
func (h Host) buildBase(r BuildRecord) bool {
	id, ok := strings.CutPrefix(r.Key, basePrefix)
	return ok && h.images.Has(id)
}

func (h Host) inImage(l image.Layer) bool {
	for _, img := range h.images.All() {
		for _, own := range img.Layers {
			if own.Digest == l.Digest {
				return true
			}
		}
	}
	return false
}

// BuildCached finds the result of a key.
func (h Host) BuildCached(key string) (BuildRecord, bool) {
	r, ok := h.builds.records.Get(key)
	return r, ok && !r.Unlinked
}

// BuildKeep puts a result into the cache, in the place of an older one of its
// key, and returns it with its id. A record that exists is used once more.
func (h Host) BuildKeep(r BuildRecord) (Host, BuildRecord) {
	n := h
	if old, ok := n.builds.records.Get(r.Key); ok && (old.ID == r.ID || r.Mutable()) {
		r.ID, r.Created, r.Uses = old.ID, old.Created, old.Uses
	} else if ok {
		n.unlink(old) // it was made once more, and is found no longer
	}
	if r.ID == "" {
		r.ID, r.Created = n.BuildID(r.Key), n.now
		n.counter++
	}
	r.Used, r.Uses, r.Unlinked = n.now, r.Uses+1, false
	n.builds.records = n.builds.records.Set(r.Key, r)
	for n.builds.records.Len() > mostRecords {
		oldest := ""
		for key, r := range n.builds.records.All() {
			if oldest == "" || r.Used.Before(n.builds.records.At(oldest).Used) {
				oldest = key
			}
		}
		n.builds.records = n.builds.records.Delete(oldest)
	}
	return n, r
}

// BuildOf is the record of the step that made a layer: which line of which
// Dockerfile it comes from. ok is false for a layer that no build here made.
func (h Host) BuildOf(layer string) (r BuildRecord, ok bool) {
	for _, r := range h.builds.records.All() {
		if r.Made && string(r.Layer.Digest) == layer {
			return r, true
		}
	}
	return r, false
}

// BuildHolding is the record that has the files of an image: of the step that
// made its last layer, or of another image with the same layers.
func (h Host) BuildHolding(img image.Image) (r BuildRecord, ok bool) {
	if len(img.Layers) == 0 {
		return r, false
	}
	if r, ok := h.BuildOf(string(img.Layers[len(img.Layers)-1].Digest)); ok {
		return r, true
	}
	same := func(a, b image.Layer) bool { return a.Digest == b.Digest }
	for _, r := range h.builds.records.All() {
		id, base := strings.CutPrefix(r.Key, basePrefix)
		if base && !r.Unlinked && slices.EqualFunc(h.images.At(id).Layers, img.Layers, same) {
			return r, true
		}
	}
	return r, false
}

// BuildID is an id as BuildKit gives them: 25 digits and letters.
func (h Host) BuildID(of string) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s/%d/build/%s", h.seed, h.counter, of))
	return base36(sum[:])[:25]
}

// base36 writes a number, its highest byte first, in digits and letters without
// leading zeros.
func base36(number []byte) string {
	var text []byte
	for number = slices.Clone(number); len(number) > 0; {
		rest := 0
		for i, b := range number {
			rest = rest<<8 | int(b)
			number[i], rest = byte(rest/36), rest%36
		}
		number = bytes.TrimLeft(number, "\x00")
		text = append(text, "0123456789abcdefghijklmnopqrstuvwxyz"[rest])
	}
	slices.Reverse(text)
	return string(text)
}

// BuildTraceAt is what was seen last at a place of a Dockerfile.
func (h Host) BuildTraceAt(place string) (BuildTrace, bool) { return h.builds.traces.Get(place) }

// BuildTraced remembers what was seen at a place.
func (h Host) BuildTraced(place string, t BuildTrace) Host {
	if h.builds.traces.Len() >= mostRecords && !h.builds.traces.Has(place) {
		first, _, _ := h.builds.traces.First()
		h.builds.traces = h.builds.traces.Delete(first)
	}
	h.builds.traces = h.builds.traces.Set(place, t)
	return h
}

// BuildPrune removes the records that fit: with all those too whose layers
// images still have. It returns what it removed, the latest made first, and
// the bytes that were freed. Source: Engine API, POST /build/prune.
func (h Host) BuildPrune(all bool, fits func(BuildRecord) bool) (n Host, gone []BuildRecord, freed int64) {
	n = h
	for _, r := range h.BuildRecords() {
		if !all && h.BuildShared(r) || !fits(r) {
			continue
		}
		n.builds.records = n.builds.records.Delete(r.Key)
		gone = append(gone, r)
		freed += r.Size
	}
	if len(gone) > 0 {
		for _, r := range n.BuildRecords() {
			n.unlink(r)
		}
		n.glass("build", "prune", "", "the next build runs these steps again")
	}
	return n, gone, freed
}

// unlink keeps a record, but no step finds it any more: what is pruned takes
// along the way to what is kept.
func (h *Host) unlink(r BuildRecord) {
	if r.Mutable() || r.Kind == BuildClassic || r.Unlinked {
		return
	}
	r.Unlinked = true
	if !strings.HasPrefix(r.Key, basePrefix) { // there is one record of an image's files
		h.builds.records = h.builds.records.Delete(r.Key)
		r.Key = "unlinked:" + r.ID
	}
	h.builds.records = h.builds.records.Set(r.Key, r)
}

// BuildEvent tells of a build in the event log, for the picture. The
// attributes are pairs of name and value.
func (h Host) BuildEvent(action, id, reason string, attrs ...string) Host {
	h.glass("build", action, id, reason, attrs...)
	return h
}

// ImageParent notes which image another was made from, step by step.
func (h Host) ImageParent(id, parent string) Host {
	if parent != "" && parent != id {
		h.parents = h.parents.Set(id, parent)
	}
	return h
}

// ImageLineage are the ids of an image and of those it was made from one by
// one, by commits and by the classic builder: as docker history names them.
// Images that BuildKit made, or that came from elsewhere, have no such line.
// Source: moby daemon/containerd/image_history.go.
func (h Host) ImageLineage(id string) []string {
	list := []string{id}
	for {
		parent, ok := h.parents.Get(id)
		if !ok || !h.images.Has(parent) || slices.Contains(list, parent) {
			return list
		}
		list, id = append(list, parent), parent
	}
}

// ImageBuilt puts an image that a build made on the host under its names,
// which are full references. Source: moby/buildkit exporter/containerimage.
func (h Host) ImageBuilt(img image.Image, names []string) Host {
	n := h
	id := string(img.ID)
	n.images = n.images.Set(id, img)
	for _, l := range img.Layers {
		n.pulled = n.pulled.Set(string(l.Digest), l.Compressed)
	}
	for _, name := range names {
		n.tag(name, id)
	}
	return n
}
