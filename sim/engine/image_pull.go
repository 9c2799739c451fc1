package engine

import (
	"slices"

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
func (h Host) ImagePull(ref string) (Pull, error) { return h.ImagePullAs(ref, Credentials{}) }

// ImagePullAs is ImagePull for somebody who has logged in at the registry.
// Errors: as ImagePull; unauthorized when the registry does not let them in.
func (h Host) ImagePullAs(ref string, who Credentials) (Pull, error) {
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
	domain, shelf := reference.Domain(named), p.Repository
	from, why := remote{domain: domain, hub: true}, ""
	if elsewhere := domain + "/" + p.Repository; domain != hubDomain && h.registry.Has(elsewhere) {
		shelf = elsewhere // another public registry: what there is of it is kept with the Hub's
	} else {
		from, why = h.reach(domain)
	}
	if why != "" {
		return Pull{}, refuse(NotFound, registry, "failed to resolve reference %q: failed to do request: Head \"https://%s/v2/%s/manifests/%s\": %s",
			p.Reference, domain, p.Repository, p.Tag, why).because("nobody answers at %s as a registry", domain)
	}
	if from.locked && who == (Credentials{}) {
		return Pull{}, refuse(Unauthorized, registry, "failed to resolve reference %q: pull %s", p.Reference, noCredentials).
			because("the registry wants to know who you are: docker login %s", domain)
	}
	if !from.knows(who) {
		return Pull{}, refuse(Unauthorized, registry, "failed to resolve reference %q: unexpected status from HEAD request to http://%s/v2/%s/manifests/%s: 401 Unauthorized",
			p.Reference, domain, p.Repository, p.Tag).because("the registry's file of users has no such name and password")
	}
	if from.hub && !h.registry.Has(shelf) {
		return Pull{}, refuse(NotFound, registry, "pull access denied for %s, repository does not exist or may require 'docker login'", reference.FamiliarName(named)).
			because("Docker Hub does not tell a repository that does not exist from one you may not see")
	}
	img, ok, err := h.remoteImage(from, shelf, p.Tag)
	if err != nil {
		return Pull{}, refuse(System, registry, "failed to copy: %s", err).because("the registry's files are not what their digests say")
	}
	if !ok {
		return Pull{}, refuse(NotFound, registry, "failed to resolve reference %q: %s: not found", p.Reference, p.Reference).
			because("the repository is there, but not this tag")
	}
	p.Image = img
	id, have := h.tags.Get(p.Reference)
	p.UpToDate = have && id == string(img.ID)
	if _, byDigest := named.(reference.Digested); byDigest {
		p.UpToDate = h.images.Has(string(img.ID))
	}
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
	if named, err := reference.ParseNormalizedNamed(p.Reference); err == nil {
		h.source(reference.Domain(named), p.Repository, p.Image)
		if from := h.origins.At(id); !slices.Contains(from, named.Name()) {
			from = append(slices.Clone(from), named.Name())
			slices.Sort(from)
			h.origins = h.origins.Set(id, from)
		}
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

// ImagePullTags are the references of all tags of a repository, for
// --all-tags. Errors: as ImagePull.
func (h Host) ImagePullTags(ref string, who Credentials) ([]string, error) {
	registry := Object{Type: "registry"}
	named, err := reference.ParseNormalizedNamed(ref)
	if err != nil {
		return nil, refuse(InvalidArg, registry, "%s", err)
	}
	domain, repo := reference.Domain(named), reference.Path(named)
	from, why := h.reach(domain)
	if why != "" {
		return nil, refuse(System, registry, "failed to do request: Get \"https://%s/v2/%s/tags/list\": %s", domain, repo, why)
	}
	if !from.knows(who) {
		return nil, refuse(Unauthorized, registry, "failed to resolve reference %q: pull %s", named.String(), noCredentials)
	}
	var all []string
	for _, tag := range h.remoteTags(from, repo) {
		all = append(all, named.Name()+":"+tag)
	}
	if len(all) == 0 {
		return nil, refuse(NotFound, registry, "pull access denied for %s, repository does not exist or may require 'docker login'", reference.FamiliarName(named))
	}
	return all, nil
}
