package engine

import (
	"slices"
	"strconv"

	"github.com/distribution/reference"
)

// ContainersPrune removes all containers that do not run and that fit, and
// returns their ids, newest first, and the bytes that were freed. Source:
// Engine API, POST /containers/prune.
func (h Host) ContainersPrune(fits func(Container) bool) (n Host, ids []string, freed int64) {
	n = h
	for _, c := range h.Containers() {
		if c.State != Created && c.State != Exited && c.State != Dead || !fits(c) {
			continue
		}
		rw, _ := h.ContainerSize(c)
		freed += rw
		ids = append(ids, c.ID)
		n.remember(c)
		n.destroy(c)
	}
	n.pruned("container", freed)
	return n, ids, freed
}

// ImagesPrune removes the images that fit and that no container, in whatever
// state, was made from: those without a name, or with all set every one, and
// then also the further names of those that are kept.
// It returns what happened to each name and blob, and the bytes that were
// freed. Source: Engine API, POST /images/prune; moby
// daemon/containerd/image_prune.go.
func (h Host) ImagesPrune(all bool, fits func(Image) bool) (n Host, deleted []Deleted, freed int64) {
	n = h
	before := h.DiskUsage().Layers
	for _, img := range h.Images() {
		if !all && len(img.References) > 0 || !fits(img) {
			continue
		}
		id := string(img.ID)
		kept := h.namesInUse(img)
		for _, full := range img.References {
			if !slices.Contains(kept, full) {
				deleted = append(deleted, n.untag(full, id)...)
			}
		}
		if len(img.UsedBy) > 0 {
			continue
		}
		if len(img.References) == 0 {
			deleted = append(deleted, Deleted{Untagged: id})
		}
		n.dropIfUnused(id)
		deleted = append(deleted, n.deletedImage(id))
		if img.Indexed { // with what the index leads to
			deleted = append(deleted, Deleted{Deleted: string(img.Manifest)}, Deleted{Deleted: string(img.AttestationManifest)})
		}
	}
	freed = before - n.DiskUsage().Layers
	n.pruned("image", freed)
	return n, deleted, freed
}

// namesInUse are the names of an image that containers were made from; one
// made from an id keeps the first name.
func (h Host) namesInUse(img Image) []string {
	var kept []string
	for _, cid := range img.UsedBy {
		full := ""
		if named, err := reference.ParseNormalizedNamed(h.containers.At(cid).Config.Image); err == nil {
			full = reference.TagNameOnly(named).String()
		}
		switch {
		case slices.Contains(img.References, full):
			kept = append(kept, full)
		case len(img.References) > 0:
			kept = append(kept, img.References[0])
		}
	}
	return kept
}

// pruned tells that unused objects of a type were removed.
func (h *Host) pruned(kind string, freed int64) {
	h.emit(Event{Type: kind, Action: "prune"}, "reclaimed", strconv.FormatInt(freed, 10))
}
