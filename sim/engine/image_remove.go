package engine

import (
	"strings"

	"github.com/distribution/reference"
)

// Deleted is one line of what removing an image did: one of the two is set.
type Deleted struct{ Untagged, Deleted string }

// ImageRemove takes a name off an image and, with its last name, removes it.
// Errors: not found; conflict when a container uses it or, by id, when it has
// several repositories. Source: moby daemon/containerd/image_delete.go.
func (h Host) ImageRemove(ref string, force bool) (Host, []Deleted, error) {
	img, err := h.Image(ref)
	if err != nil {
		return h, nil, err
	}
	id := string(img.ID)
	obj := Object{"image", id}
	n := h
	named, perr := reference.ParseNormalizedNamed(ref)
	full := ""
	if perr == nil {
		full = reference.TagNameOnly(named).String()
	}
	if to, ok := h.tags.Get(full); !ok || to != id {
		return n.removeByID(img, ref, force)
	}
	if len(img.References) == 1 && len(img.UsedBy) > 0 && !force {
		return h, nil, refuse(Conflict, obj, "conflict: unable to delete %s (must be forced) - container %s is using its referenced image %s",
			Familiar(full), img.UsedBy[len(img.UsedBy)-1][:12], short(id)).
			because("the container %s stands on this image's layers", h.containers.At(img.UsedBy[len(img.UsedBy)-1]).Name)
	}
	deleted := n.untag(full, id)
	if n.dropIfUnused(id) {
		deleted = append(deleted, n.deletedImage(id))
	}
	return n, deleted, nil
}

func (h Host) removeByID(img Image, ref string, force bool) (Host, []Deleted, error) {
	id := string(img.ID)
	obj := Object{"image", id}
	shown := short(id)
	repos := map[string]bool{}
	for _, r := range img.References {
		if named, err := reference.ParseNormalizedNamed(r); err == nil {
			repos[named.Name()] = true
		}
	}
	if len(repos) > 1 && !force {
		return h, nil, refuse(Conflict, obj, "conflict: unable to delete %s (must be forced) - image is referenced in multiple repositories", shown)
	}
	for _, cid := range img.UsedBy {
		c := h.containers.At(cid)
		if c.runs() {
			return h, nil, refuse(Conflict, obj, "conflict: unable to delete %s (cannot be forced) - image is being used by running container %s", shown, cid[:12])
		}
		if !force {
			return h, nil, refuse(Conflict, obj, "conflict: unable to delete %s (must be forced) - image is being used by stopped container %s", shown, cid[:12])
		}
	}
	var deleted []Deleted
	for _, r := range img.References {
		deleted = append(deleted, h.untag(r, id)...)
	}
	if h.dropIfUnused(id) {
		deleted = append(deleted, h.deletedImage(id))
	}
	return h, deleted, nil
}

func (h *Host) untag(full, id string) []Deleted {
	h.tags = h.tags.Delete(full)
	h.emit(Event{Type: "image", Action: "untag", ID: id}, "name", Familiar(full))
	return []Deleted{{Untagged: Familiar(full)}}
}

func (h *Host) deletedImage(id string) Deleted {
	h.emit(Event{Type: "image", Action: "delete", ID: id, Reason: "its last name is gone; layers that other images use stay"}, "name", id)
	return Deleted{Deleted: id}
}

func short(id string) string { return strings.TrimPrefix(id, "sha256:")[:12] }
