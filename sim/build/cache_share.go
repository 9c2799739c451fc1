package build

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/opencontainers/go-digest"

	"drydock/sim/dockerfile"
	"drydock/sim/engine"
	"drydock/sim/image"
)

// CacheSource is where cached steps come from (--cache-from): an image at a
// registry that has its steps in it, or one that a client has read.
type CacheSource struct {
	Name  string // as progress shows it: a reference, or a directory
	Image image.Image
	Local bool   // Image is what the directory has
	Error string // what reading it failed with
}

// CacheTarget is where cached steps go (--cache-to).
type CacheTarget struct {
	Type string // inline, registry, local
	Ref  string // a full reference or a directory
	All  bool   // mode=max: the steps of all stages, not of the result alone
}

// sharedCache is what an image keeps of how its layers came to be: which key
// led to which layer. Source: moby/buildkit cache/remotecache/v1.
type sharedCache struct {
	Layers  []sharedLayer  `json:"layers"`
	Records []sharedRecord `json:"records"`
}

type sharedLayer struct {
	Blob   digest.Digest `json:"blob"`
	Parent int           `json:"parent"`
}

type sharedRecord struct {
	Digest string         `json:"digest"`
	Layers []sharedResult `json:"layers"`
}

type sharedResult struct {
	Layer int `json:"layer"`
}

// importing is the step that reads a cache from elsewhere. What cannot be read
// stops nothing.
type importing struct{ CacheSource }

func (w importing) plan(b *Build, h *engine.Host, i int) error {
	b.steps[i].lasts(120 * time.Millisecond)
	if w.Local {
		b.steps[i].lasts(10 * time.Millisecond)
	}
	return nil
}

func (w importing) finish(b *Build, h *engine.Host, i int) error {
	img, why := w.Image, w.Error
	if !w.Local {
		p, err := b.pullOf(h, w.Name)
		if refused, ok := errors.AsType[*engine.Error](err); ok {
			f := failureOf(metadata{ref: w.Name, as: w.Name}.failed(refused))
			why = f.Told
		}
		img = p.Image
	}
	if why != "" {
		b.tell(Update{At: b.steps[i].end, Step: i, What: Failed, Text: why})
		return nil
	}
	var c sharedCache
	if img.Cache == nil || json.Unmarshal(img.Cache, &c) != nil {
		return nil // an image without a cache in it
	}
	layers := map[digest.Digest]image.Layer{}
	for _, l := range img.Layers {
		layers[l.Digest] = l
	}
	known := map[string]image.Layer{}
	for k, l := range b.imported { // into a map
		known[k] = l
	}
	for _, r := range c.Records {
		for _, x := range r.Layers {
			if x.Layer < 0 || x.Layer >= len(c.Layers) {
				continue
			}
			if l, ok := layers[c.Layers[x.Layer].Blob]; ok {
				known[r.Digest] = l
			}
		}
	}
	b.imported = known
	return nil
}

// fromElsewhere is the result of a key in a cache that was imported.
func (b *Build) fromElsewhere(i int, key string) (engine.BuildRecord, bool) {
	l, ok := b.imported[key]
	if !ok {
		return engine.BuildRecord{}, false
	}
	s := b.steps[i]
	tree, err := l.Files.ApplyTo(b.steps[s.needs[0]].tree())
	if err != nil {
		return engine.BuildRecord{}, false
	}
	return engine.BuildRecord{Key: key, Kind: b.kind(), Step: s.in.Original, Tree: tree, Layer: l, Made: true, Parent: b.parentID(i),
		Size: 4096 + blocks(l.Size), File: b.opts.File, Line: s.in.Start}, true
}

// cacheOf is what an image or a cache has of its steps: of the result alone, or
// of all.
func (b *Build) cacheOf(result image.Image, all bool) (c sharedCache, layers []image.Layer) {
	own := map[digest.Digest]bool{}
	for _, l := range result.Layers {
		own[l.Digest] = true
	}
	for _, s := range b.steps {
		r := s.record
		if !r.Made || !all && !own[r.Layer.Digest] || slices.ContainsFunc(c.Layers, func(l sharedLayer) bool { return l.Blob == r.Layer.Digest }) {
			continue
		}
		c.Layers = append(c.Layers, sharedLayer{r.Layer.Digest, len(c.Layers) - 1})
		c.Records = append(c.Records, sharedRecord{r.Key, []sharedResult{{len(c.Layers) - 1}}})
		layers = append(layers, r.Layer)
	}
	return c, layers
}

// inlined is the cache that goes into the image itself, nil for none.
func (b *Build) inlined() []byte {
	if !slices.ContainsFunc(b.opts.CacheTo, func(c CacheTarget) bool { return c.Type == "inline" }) {
		return nil
	}
	c, _ := b.cacheOf(image.Image{}, true)
	data, err := json.Marshal(c)
	if err != nil {
		panic("build: " + err.Error()) // strings and numbers only
	}
	return data
}

// cacheImage is a cache as it is kept by itself.
func (b *Build) cacheImage(all bool) image.Image {
	c, layers := b.cacheOf(b.image, all)
	data, err := json.Marshal(c)
	if err != nil {
		panic("build: " + err.Error()) // strings and numbers only
	}
	return image.Build(image.Image{Layers: layers, Cache: data})
}

// exporting is the step that puts the cache where the client wants it.
type exporting struct{ CacheTarget }

func (w exporting) name() string {
	switch w.Type {
	case "registry":
		return "exporting cache to registry"
	case "local":
		return "exporting cache to client directory"
	}
	return "preparing layers for inline cache"
}

func (w exporting) plan(b *Build, h *engine.Host, i int) error {
	s := &b.steps[i]
	if w.Type == "inline" {
		s.lasts(8 * time.Millisecond)
		return nil
	}
	img := b.cacheImage(w.All)
	c := course{step: s}
	c.part("preparing build cache for export", 10*time.Millisecond)
	for _, l := range img.Layers {
		c.part("writing layer "+string(l.Digest), 8*time.Millisecond+time.Duration(l.Compressed)*time.Second/downloadRate)
	}
	c.part("writing config "+string(img.Config), 8*time.Millisecond)
	c.part("writing cache image manifest "+string(img.Manifest), 8*time.Millisecond)
	s.lasts(c.at)
	return nil
}

func (w exporting) finish(b *Build, h *engine.Host, i int) error {
	img := b.cacheImage(w.All)
	switch w.Type {
	case "registry":
		domain := domainOf(w.Ref)
		n, err := h.ImagePushAs(img, w.Ref, b.opts.Credentials[domain])
		if err != nil {
			text := fmt.Sprintf("error writing layer blob: failed to push: %s", err)
			f := fail(dockerfile.Instruction{}, "failed to solve: %s", text)
			f.Message, f.Told = text, text
			return f
		}
		*h = n
	case "local":
		b.caches = append(slices.Clip(b.caches), CacheFiles{w.Ref, img})
	}
	return nil
}

// CacheFiles is a cache that goes to a directory of the client's.
type CacheFiles struct {
	Dir   string
	Image image.Image
}

// Caches are the caches that go to the client.
func (b Build) Caches() []CacheFiles { return b.caches }
