package image

import (
	"maps"
	"slices"
	"strings"

	"github.com/opencontainers/go-digest"

	"drydock/sim/persist"
)

// Registry is what one registry holds: images by repository and tag. It is a value.
type Registry struct {
	repos persist.Map[string, persist.Map[string, shelved]]
}

// shelved is an image of a registry, made when it is asked for.
type shelved struct{ described, complete func() Image }

// Push returns the registry with img as repository:tag ("library/nginx",
// "latest"). An image whose tag moves stays reachable by its digest.
func (r Registry) Push(repository, tag string, img Image) Registry {
	same := func() Image { return img }
	return r.Shelve(repository, []string{tag, string(img.ID)}, same, same)
}

// Shelve returns the registry with an image under several tags of a repository,
// that is made when it is asked for:
// described makes it without files and trees, complete with them. Both are
// pure, and cheap when called again.
func (r Registry) Shelve(repository string, names []string, described, complete func() Image) Registry {
	tags := r.repos.At(repository)
	for _, name := range names {
		tags = tags.Set(name, shelved{described, complete})
	}
	r.repos = r.repos.Set(repository, tags)
	return r
}

// Shelf is an image under several names of a repository, as Shelve takes it.
type Shelf struct {
	Repository          string
	Names               []string
	Described, Complete func() Image
}

// Shelves is a registry with images. Of two under one name the later one counts.
func Shelves(list []Shelf) Registry {
	repos := map[string]map[string]shelved{}
	for _, s := range list {
		tags := repos[s.Repository]
		if tags == nil {
			tags = map[string]shelved{}
			repos[s.Repository] = tags
		}
		for _, name := range s.Names {
			tags[name] = shelved{s.Described, s.Complete}
		}
	}
	all := map[string]persist.Map[string, shelved]{}
	for repository, tags := range repos { // each is an entry of its own
		all[repository] = mapOf(tags)
	}
	return Registry{mapOf(all)}
}

func mapOf[V any](m map[string]V) persist.Map[string, V] {
	keys := slices.Sorted(maps.Keys(m))
	vals := make([]V, len(keys))
	for i, k := range keys {
		vals[i] = m[k]
	}
	return persist.Of(keys, vals)
}

// Has tells whether there is a repository of that name.
func (r Registry) Has(repository string) bool { return r.repos.Has(repository) }

// Image returns the image at a tag, or at a digest ("sha256:…").
func (r Registry) Image(repository, tagOrDigest string) (Image, bool) {
	s, ok := r.find(repository, tagOrDigest)
	if !ok {
		return Image{}, false
	}
	return s.complete(), true
}

// Describe returns the image at a tag or digest without the files of its layers.
func (r Registry) Describe(repository, tagOrDigest string) (Image, bool) {
	s, ok := r.find(repository, tagOrDigest)
	if !ok {
		return Image{}, false
	}
	return s.described(), true
}

func (r Registry) find(repository, tagOrDigest string) (shelved, bool) {
	tags := r.repos.At(repository)
	if s, ok := tags.Get(tagOrDigest); ok || !strings.Contains(tagOrDigest, ":") {
		return s, ok
	}
	for _, s := range tags.All() {
		if img := s.described(); string(img.ID) == tagOrDigest || string(img.Manifest) == tagOrDigest {
			return s, true
		}
	}
	return shelved{}, false
}

// having is the first image, in order of repositories, that fits.
func (r Registry) having(fits func(Image) bool) (repository string, s shelved, ok bool) {
	for name, tags := range r.repos.All() {
		for _, s := range tags.All() {
			if fits(s.described()) {
				return name, s, true
			}
		}
	}
	return "", shelved{}, false
}

// ByID returns the image of an ID, in whatever repository it is.
func (r Registry) ByID(id digest.Digest) (Image, bool) {
	_, s, ok := r.having(func(img Image) bool { return img.ID == id })
	if !ok {
		return Image{}, false
	}
	return s.complete(), true
}

// Layer returns the layer of a digest, in whatever repository it is.
func (r Registry) Layer(d digest.Digest) (Layer, bool) {
	_, s, ok := r.having(func(img Image) bool { return img.holdsLayer(d) })
	if !ok {
		return Layer{}, false
	}
	for _, l := range s.complete().Layers {
		if l.Digest == d {
			return l, true
		}
	}
	return Layer{}, false
}

// HasLayer tells whether some repository has a layer.
func (r Registry) HasLayer(d digest.Digest) bool {
	_, _, ok := r.having(func(img Image) bool { return img.holdsLayer(d) })
	return ok
}

// Holding is the first repository, in order of names, that has a blob: a
// layer, a configuration or a manifest.
func (r Registry) Holding(d digest.Digest) (repository string, ok bool) {
	repository, _, ok = r.having(func(img Image) bool { return img.Holds(d) })
	return repository, ok
}

// HoldsIn tells whether a repository has a blob.
func (r Registry) HoldsIn(repository string, d digest.Digest) bool {
	for _, s := range r.repos.At(repository).All() {
		if s.described().Holds(d) {
			return true
		}
	}
	return false
}

// Holds tells whether a digest is that of one of the image's blobs.
func (img Image) Holds(d digest.Digest) bool {
	switch d {
	case img.ID, img.Manifest, img.Config, img.AttestationManifest, img.Attestation:
		return d != ""
	}
	return img.holdsLayer(d)
}

func (img Image) holdsLayer(d digest.Digest) bool {
	for _, l := range img.Layers {
		if l.Digest == d {
			return true
		}
	}
	return false
}

// Repositories are the names of all repositories, sorted.
func (r Registry) Repositories() []string { return r.repos.Keys() }

// Tags are the tags of a repository, sorted.
func (r Registry) Tags(repository string) (tags []string) {
	for _, tag := range r.repos.At(repository).Keys() {
		if !strings.Contains(tag, ":") {
			tags = append(tags, tag)
		}
	}
	return tags
}
