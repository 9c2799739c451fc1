package engine

import (
	"slices"
	"strings"

	"github.com/distribution/reference"

	"drydock/sim/image"
	"drydock/sim/vfs"
)

// ImageSave packs images into an archive, each with the names it was asked
// for by: an id has none, a repository all its tags. Errors: not found.
// Source: Engine API, GET /images/get; moby daemon/containerd/image_exporter.go.
func (h Host) ImageSave(refs []string) (Host, []vfs.Entry, error) {
	var all []image.Saved
	for _, ref := range refs {
		img, err := h.Image(ref)
		names := h.repositoryNames(ref)
		if len(names) == 0 {
			if err != nil {
				return h, nil, err
			}
			names = nil
			if full := fullName(ref); h.tags.At(full) == string(img.ID) {
				names = []string{full}
			}
			all = adding(all, img.Image, names)
			continue
		}
		for _, full := range names {
			all = adding(all, h.images.At(h.tags.At(full)), []string{full})
		}
	}
	n := h
	for _, img := range all {
		n.emit(Event{Type: "image", Action: "save", ID: string(img.ID), Reason: "an archive has the same blobs a registry would have"}, "name", string(img.ID))
	}
	return n, image.Pack(all), nil
}

// adding is a list with one more image, or with more names for one it has.
func adding(all []image.Saved, img image.Image, names []string) []image.Saved {
	i := slices.IndexFunc(all, func(s image.Saved) bool { return s.ID == img.ID })
	if i < 0 {
		return append(all, image.Saved{Image: img, References: names})
	}
	for _, name := range names {
		if !slices.Contains(all[i].References, name) {
			all[i].References = append(all[i].References, name)
		}
	}
	return all
}

// repositoryNames are all names that a repository without a tag stands for.
func (h Host) repositoryNames(ref string) (names []string) {
	named, err := reference.ParseNormalizedNamed(ref)
	if err != nil || !reference.IsNameOnly(named) {
		return nil
	}
	for full := range h.tags.From(named.Name() + ":") {
		if !strings.HasPrefix(full, named.Name()+":") {
			break
		}
		names = append(names, full)
	}
	return names
}

// fullName is a reference as the engine keeps it, "" for what is none.
func fullName(ref string) string {
	named, err := reference.ParseNormalizedNamed(ref)
	if err != nil {
		return ""
	}
	return reference.TagNameOnly(named).String()
}
