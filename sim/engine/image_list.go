package engine

import (
	"sort"
	"strings"

	"github.com/distribution/reference"

	"drydock/sim/image"
)

// Image is an image on the host with the names it has there.
type Image struct {
	image.Image
	References []string // full: docker.io/library/nginx:latest; sorted
	UsedBy     []string // ids of containers in any state, oldest first
}

// Images returns all images, the latest created first.
func (h Host) Images() []Image {
	list := make([]Image, 0, h.images.Len())
	for id := range h.images.All() {
		list = append(list, h.imageByID(id))
	}
	sort.SliceStable(list, func(i, j int) bool { return list[i].Created.After(list[j].Created) })
	return list
}

// HasImage tells whether an image of that id is on the host.
func (h Host) HasImage(id string) bool { return h.images.Has(id) }

func (h Host) imageByID(id string) Image {
	img := Image{Image: h.images.At(id)}
	for ref, to := range h.tags.All() {
		if to == id {
			img.References = append(img.References, ref)
		}
	}
	for _, cid := range h.bySeq.All() {
		if h.containers.At(cid).ImageID == id {
			img.UsedBy = append(img.UsedBy, cid)
		}
	}
	return img
}

// Image finds an image by reference, id or prefix of its id. Errors: not
// found; invalid argument for what is no reference. Source: moby
// daemon/containerd, resolveImage.
func (h Host) Image(ref string) (Image, error) {
	if id, ok := h.imageID(ref); ok {
		return h.imageByID(id), nil
	}
	host := Object{Type: "host"}
	named, err := reference.ParseNormalizedNamed(ref)
	if err != nil {
		return Image{}, refuse(NotFound, host, "No such image: %s", ref)
	}
	return Image{}, refuse(NotFound, host, "No such image: %s", reference.FamiliarString(reference.TagNameOnly(named))).
		because("no image on this host has that name")
}

func (h Host) imageID(ref string) (string, bool) {
	if named, err := reference.ParseNormalizedNamed(ref); err == nil {
		if d, ok := named.(reference.Digested); ok {
			id := string(d.Digest())
			return id, h.images.Has(id)
		}
		if id, ok := h.tags.Get(reference.TagNameOnly(named).String()); ok {
			return id, true
		}
	}
	prefix := strings.TrimPrefix(ref, "sha256:")
	if len(prefix) < 4 || strings.Trim(prefix, "0123456789abcdef") != "" {
		return "", false
	}
	var found []string
	for id := range h.images.From("sha256:" + prefix) {
		if !strings.HasPrefix(id, "sha256:"+prefix) {
			break
		}
		found = append(found, id)
	}
	if len(found) != 1 {
		return "", false
	}
	return found[0], true
}

// Familiar is a full reference as people write it: nginx:latest.
func Familiar(full string) string {
	named, err := reference.ParseNormalizedNamed(full)
	if err != nil {
		return full
	}
	return reference.FamiliarString(named)
}

// tag gives an image a name; the image that had it before loses it.
func (h *Host) tag(full, id string) {
	old, had := h.tags.Get(full)
	h.tags = h.tags.Set(full, id)
	h.emit(Event{Type: "image", Action: "tag", ID: id, Reason: "a tag is a name that points to an image; it can point to another one later"}, "name", Familiar(full))
	if had && old != id {
		h.dropIfUnused(old)
	}
}

// dropIfUnused removes an image without a name that no container needs: the
// containerd store collects it.
func (h *Host) dropIfUnused(id string) bool {
	img := h.imageByID(id)
	if len(img.References) > 0 || len(img.UsedBy) > 0 {
		return false
	}
	h.images = h.images.Delete(id)
	h.parents = h.parents.Delete(id)
	for _, l := range img.Layers {
		if !h.holdsLayer(string(l.Digest)) {
			h.pulled = h.pulled.Delete(string(l.Digest))
		}
	}
	return true
}

func (h *Host) holdsLayer(digest string) bool {
	for _, img := range h.images.All() {
		for _, l := range img.Layers {
			if string(l.Digest) == digest {
				return true
			}
		}
	}
	return false
}

// ImageTag gives an image another name; target is a checked full reference.
// Errors: not found.
func (h Host) ImageTag(source, target string) (Host, error) {
	img, err := h.Image(source)
	if err != nil {
		return h, err
	}
	if !h.tags.Has(target) {
		if err := room(h.tags.Len(), mostTags, "tags", "docker rmi"); err != nil {
			return h, err
		}
	}
	n := h
	n.tag(target, string(img.ID))
	return n, nil
}
