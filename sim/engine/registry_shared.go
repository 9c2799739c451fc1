package engine

import (
	"encoding/base64"
	"encoding/json"
	"strings"

	"github.com/distribution/reference"
	"github.com/opencontainers/go-digest"

	"drydock/sim/image"
)

// shelf is what a registry that keeps no files holds: the Hub, or the one that
// several worlds have in common.
func (h *Host) shelf(r remote) (image.Registry, bool) {
	switch {
	case r.hub:
		return h.registry, true
	case r.shared:
		return h.shared, true
	}
	return image.Registry{}, false
}

// parcel is an image on its way from one world to another: its blobs but for
// the layers that every world has at the Hub.
type parcel struct {
	Top   digest.Digest
	Blobs map[digest.Digest]string // bytes, as text: a layer is base64
	Coded []digest.Digest          // those that are
}

// mostParcel is the largest parcel, in bytes.
const mostParcel = 512 << 10

// SharedImage packs the image of a reference at the shared registry, for
// ImageShared in another world. Errors: not found when it has no such image;
// invalid argument when what is its own of the image is over half a megabyte.
func (h Host) SharedImage(ref string) (string, error) {
	named, err := reference.ParseNormalizedNamed(ref)
	if err != nil {
		return "", refuse(InvalidArg, Object{Type: "registry"}, "%s", err)
	}
	tagged, ok := reference.TagNameOnly(named).(reference.NamedTagged)
	if !ok || reference.Domain(named) != h.sharedDomain {
		return "", refuse(NotFound, Object{Type: "registry"}, "%s is not at the shared registry", ref)
	}
	img, ok := h.shared.Image(reference.Path(named), tagged.Tag())
	if !ok {
		return "", refuse(NotFound, Object{Type: "registry"}, "%s is not at the shared registry", ref)
	}
	return h.pack(ref, img)
}

// pack makes a parcel of an image. Errors: invalid argument when it is too large.
func (h Host) pack(ref string, img image.Image) (string, error) {
	own := map[digest.Digest]bool{}
	size := int64(0)
	for _, l := range img.Layers {
		if !h.registry.HasLayer(l.Digest) {
			own[l.Digest] = true
			size += l.Files.Size()
		}
	}
	if size > 16*mostParcel {
		return "", refuse(InvalidArg, Object{Type: "registry"}, "%s is too large to be shared", ref)
	}
	p := parcel{Top: img.ID, Blobs: map[digest.Digest]string{}}
	for _, b := range img.Blobs() {
		layer := strings.Contains(b.MediaType, ".layer.")
		if layer && !own[b.Digest] {
			continue
		}
		p.Blobs[b.Digest] = b.Data
		if layer {
			p.Blobs[b.Digest] = base64.StdEncoding.EncodeToString([]byte(b.Data))
			p.Coded = append(p.Coded, b.Digest)
		}
	}
	data, err := json.Marshal(p) // sorts the blobs
	if err != nil || len(data) > mostParcel {
		return "", refuse(InvalidArg, Object{Type: "registry"}, "%s is too large to be shared", ref)
	}
	return string(data), nil
}

// mostOfClass is how many images the shared registry has at most.
const mostOfClass = 200

// shareRefusal says why the shared registry does not take an image, nil if it does.
func (h Host) shareRefusal(p Push) *Error {
	obj := Object{Type: "registry"}
	if _, err := h.pack(p.Reference, p.image); err != nil {
		return refuse(Forbidden, obj, "denied: %s is too large for %s: what it adds to the images of Docker Hub may take %d KiB", Familiar(p.Reference), p.to.domain, mostParcel>>10).
			because("what is pushed there goes to every world of the class; a smaller layer fits")
	}
	if _, there := h.shared.Image(p.Repository, p.Tag); !there && len(h.Shared()) >= mostOfClass {
		return refuse(Forbidden, obj, "denied: %s is full: it has %d images", p.to.domain, mostOfClass).
			because("a tag that is there already can still be pushed again")
	}
	return nil
}

// ImageShared gives the shared registry an image that another world pushed, as
// SharedImage packed it. Errors: invalid argument for what is no such parcel or
// no name at the shared registry.
func (h Host) ImageShared(ref, packed string) (Host, error) {
	named, err := reference.ParseNormalizedNamed(ref)
	if err != nil || reference.Domain(named) != h.sharedDomain || len(packed) > mostParcel {
		return h, refuse(InvalidArg, Object{Type: "registry"}, "%s is not at the shared registry", ref)
	}
	var p parcel
	if err := json.Unmarshal([]byte(packed), &p); err != nil {
		return h, refuse(InvalidArg, Object{Type: "registry"}, "%s", err)
	}
	coded := map[digest.Digest]bool{}
	for _, d := range p.Coded {
		coded[d] = true
	}
	img, err := image.Read(p.Top, h.known(), func(d digest.Digest) (string, bool) {
		data, ok := p.Blobs[d]
		if ok && coded[d] {
			raw, err := base64.StdEncoding.DecodeString(data)
			return string(raw), err == nil
		}
		return data, ok
	})
	if err != nil {
		return h, refuse(InvalidArg, Object{Type: "registry"}, "%s", err)
	}
	if tagged, ok := reference.TagNameOnly(named).(reference.NamedTagged); ok && len(h.Shared()) < 2*mostOfClass {
		h.shared = h.shared.Push(reference.Path(named), tagged.Tag(), img)
	}
	return h, nil
}

// Shared are the references of all images at the shared registry, sorted.
func (h Host) Shared() (refs []string) {
	for _, repo := range h.shared.Repositories() {
		for _, tag := range h.shared.Tags(repo) {
			if !strings.Contains(tag, ":") {
				refs = append(refs, h.sharedDomain+"/"+repo+":"+tag)
			}
		}
	}
	return refs
}

// WithHubImage is the host with one more image on its Hub.
func (h Host) WithHubImage(repository, tag string, img image.Image) Host {
	h.registry = h.registry.Push(repository, tag, img)
	return h
}
