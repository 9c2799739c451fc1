package image

import (
	"strings"

	"drydock/sim/persist"
)

// Registry is what one registry holds: images by repository and tag. It is a value.
type Registry struct {
	repos persist.Map[string, persist.Map[string, shelved]]
}

// shelved is an image of a registry, made when it is asked for.
type shelved struct{ described, complete func() Image }

// Push returns the registry with img as repository:tag ("library/nginx", "latest").
func (r Registry) Push(repository, tag string, img Image) Registry {
	same := func() Image { return img }
	return r.Shelve(repository, []string{tag}, same, same)
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
	if !strings.Contains(tagOrDigest, ":") {
		return tags.Get(tagOrDigest)
	}
	for _, s := range tags.All() {
		if img := s.described(); string(img.ID) == tagOrDigest || string(img.Manifest) == tagOrDigest {
			return s, true
		}
	}
	return shelved{}, false
}

// Repositories are the names of all repositories, sorted.
func (r Registry) Repositories() []string { return r.repos.Keys() }

// Tags are the tags of a repository, sorted.
func (r Registry) Tags(repository string) []string { return r.repos.At(repository).Keys() }
