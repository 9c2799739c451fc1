package image

import (
	"strings"

	"drydock/sim/persist"
)

// Registry is what one registry holds: images by repository and tag. It is a value.
type Registry struct {
	repos persist.Map[string, persist.Map[string, Image]]
}

// Push returns the registry with img as repository:tag ("library/nginx", "latest").
func (r Registry) Push(repository, tag string, img Image) Registry {
	r.repos = r.repos.Set(repository, r.repos.At(repository).Set(tag, img))
	return r
}

// Has tells whether there is a repository of that name.
func (r Registry) Has(repository string) bool { return r.repos.Has(repository) }

// Image returns the image at a tag, or at a digest ("sha256:…").
func (r Registry) Image(repository, tagOrDigest string) (Image, bool) {
	tags := r.repos.At(repository)
	if !strings.Contains(tagOrDigest, ":") {
		return tags.Get(tagOrDigest)
	}
	for _, img := range tags.All() {
		if string(img.ID) == tagOrDigest || string(img.Manifest) == tagOrDigest {
			return img, true
		}
	}
	return Image{}, false
}

// Repositories are the names of all repositories, sorted.
func (r Registry) Repositories() []string { return r.repos.Keys() }

// Tags are the tags of a repository, sorted.
func (r Registry) Tags(repository string) []string { return r.repos.At(repository).Keys() }
