package engine

import (
	"github.com/distribution/reference"
	"github.com/opencontainers/go-digest"

	"drydock/sim/image"
)

// Pull is an image on its way from a registry. Nothing of it is on the host
// until ImagePulled; a pull that is broken off leaves what it found.
type Pull struct {
	Reference       string // docker.io/library/nginx:latest
	Repository, Tag string // library/nginx, latest or a digest
	Image           image.Image
	UpToDate        bool // the name already means this image
	Layers          []PullLayer
	Blobs           []digest.Digest // configuration and attestation
}

// PullLayer is one layer of a Pull.
type PullLayer struct {
	image.Layer
	Exists bool // on the host already, with another image
}

// ImagePull finds an image at the registry of its reference; it changes
// nothing. Errors: invalid argument for what is no reference; not found for a
// repository or tag the registry does not have. Source: moby daemon/containerd/image_pull.go.
func (h Host) ImagePull(ref string) (Pull, error) {
	registry := Object{Type: "registry"}
	named, err := reference.ParseNormalizedNamed(ref)
	if err != nil {
		return Pull{}, refuse(InvalidArg, registry, "%s", err.Error())
	}
	named = reference.TagNameOnly(named)
	p := Pull{Reference: named.String(), Repository: reference.Path(named)}
	switch r := named.(type) {
	case reference.Digested:
		p.Tag = string(r.Digest())
	case reference.Tagged:
		p.Tag = r.Tag()
	}
	domain := reference.Domain(named)
	if domain != "docker.io" {
		return Pull{}, refuse(NotFound, registry, "failed to resolve reference %q: failed to do request: Head \"https://%s/v2/%s/manifests/%s\": dial tcp: lookup %s: no such host",
			p.Reference, domain, p.Repository, p.Tag, domain).because("this machine knows one registry, Docker Hub")
	}
	if !h.registry.Has(p.Repository) {
		return Pull{}, refuse(NotFound, registry, "pull access denied for %s, repository does not exist or may require 'docker login'", reference.FamiliarName(named)).
			because("Docker Hub does not tell a repository that does not exist from one you may not see")
	}
	img, ok := h.registry.Image(p.Repository, p.Tag)
	if !ok {
		return Pull{}, refuse(NotFound, registry, "failed to resolve reference %q: %s: not found", p.Reference, p.Reference).
			because("the repository is there, but not this tag")
	}
	p.Image = img
	id, have := h.tags.Get(p.Reference)
	p.UpToDate = have && id == string(img.ID)
	seen := map[digest.Digest]bool{}
	for _, l := range img.Layers {
		if !seen[l.Digest] {
			p.Layers = append(p.Layers, PullLayer{l, h.pulled.Has(string(l.Digest))})
		}
		seen[l.Digest] = true
	}
	for _, d := range []digest.Digest{img.Config, img.Attestation} {
		if d != "" {
			p.Blobs = append(p.Blobs, d)
		}
	}
	return p, nil
}

// ImagePullLayer puts layer i of a pull on the host.
func (h Host) ImagePullLayer(p Pull, i int) Host {
	l := p.Layers[i]
	h.pulled = h.pulled.Set(string(l.Digest), l.Compressed)
	reason := "a layer is stored once, whatever the number of images that use it"
	if l.Exists {
		reason = "already here: another image has the same layer"
	}
	h.glass("layer", "pull", string(l.Digest), reason, "name", Familiar(p.Reference))
	return h
}

// ImagePulled gives the host the pulled image under its name.
func (h Host) ImagePulled(p Pull) Host {
	id := string(p.Image.ID)
	old, had := h.tags.Get(p.Reference)
	h.images = h.images.Set(id, p.Image)
	h.tags = h.tags.Set(p.Reference, id)
	for _, l := range p.Layers {
		h.pulled = h.pulled.Set(string(l.Digest), l.Compressed)
	}
	if had && old != id {
		h.dropIfUnused(old)
	}
	h.emit(Event{Type: "image", Action: "pull", ID: Familiar(p.Reference), Reason: "a copy of the registry's image; its digest proves it is the same"}, "name", repository(p.Reference))
	return h
}

// repository is a full reference without its tag or digest, as people write it.
func repository(full string) string {
	named, err := reference.ParseNormalizedNamed(full)
	if err != nil {
		return full
	}
	return reference.FamiliarName(named)
}
