package engine

import (
	"errors"
	"io"
	"strings"

	"github.com/opencontainers/go-digest"

	"drydock/sim/image"
	"drydock/sim/vfs"
)

// Loaded is one image that came out of an archive: its name as people write
// it, or its id if it has none there.
type Loaded struct{ Reference, ID string }

// mostLoaded is what the layers of a host may hold that did not come from the
// Hub, in bytes of stored content.
const mostLoaded = 128 << 20

// ImageLoad takes the images of an archive that save wrote, which may be
// compressed. Errors: system for what is no such archive, is broken or does
// not fit. Source: Engine API, POST /images/load; moby
// daemon/containerd/image_exporter.go.
func (h Host) ImageLoad(archive string) (Host, []Loaded, error) {
	host := Object{Type: "host"}
	entries, err := untar(archive)
	if err != nil {
		return h, nil, refuse(System, host, "%s", err)
	}
	images, err := image.Unpack(entries, h.known())
	switch {
	case errors.Is(err, image.ErrFormat):
		return h, nil, refuse(System, host, "unrecognized image format").
			because("an archive of images has an index.json or a manifest.json; docker import takes one of files")
	case err != nil:
		return h, nil, refuse(System, host, "%s", err)
	}
	return h.taking(images)
}

// ImagesBrought takes the images of a crate, which came from outside of the
// simulation. Errors: as ImageLoad. See image.Crate.
func (h Host) ImagesBrought(crate string) (Host, []Loaded, error) {
	images, err := image.Uncrate(crate)
	if err != nil {
		return h, nil, refuse(System, Object{Type: "host"}, "%s", err)
	}
	return h.taking(images)
}

// ImageArchive is an image as an archive that tools outside accept: every
// digest in it is that of the bytes that are there, see image.Sealed. name is
// what the image is called there, "" for nothing. Errors: not found.
func (h Host) ImageArchive(ref string) (archive, name string, err error) {
	img, err := h.Image(ref)
	if err != nil {
		return "", "", err
	}
	saved := image.Saved{Image: img.Sealed()}
	if full := fullName(ref); h.tags.At(full) == string(img.ID) {
		saved.References, name = []string{full}, Familiar(full)
	}
	return vfs.Tar(image.Pack([]image.Saved{saved})), name, nil
}

// Resealed is an archive of images as ImageArchive makes one; ok is false for
// what is no such archive.
func (h Host) Resealed(archive string) (sealed string, ok bool) {
	entries, err := untar(archive)
	if err != nil {
		return "", false
	}
	images, err := image.Unpack(entries, h.known())
	if err != nil {
		return "", false
	}
	for i := range images {
		images[i].Image = images[i].Sealed()
	}
	return vfs.Tar(image.Pack(images)), true
}

// taking puts images with their names on the host.
func (h Host) taking(images []image.Saved) (Host, []Loaded, error) {
	host := Object{Type: "host"}
	n := h
	var loaded []Loaded
	for _, img := range images {
		id := string(img.ID)
		n.keep(img.Image)
		if len(img.References) == 0 {
			n.emit(Event{Type: "image", Action: "load", ID: id, Reason: "its layers came out of an archive; the archive had no name for it"}, "name", id)
			loaded = append(loaded, Loaded{ID: id})
		}
		for _, full := range img.References {
			n.name(full, id)
			n.emit(Event{Type: "image", Action: "load", ID: id, Reason: "its layers came out of an archive, under the digests they had"}, "name", Familiar(full))
			loaded = append(loaded, Loaded{Familiar(full), id})
		}
	}
	if n.ownBytes() > mostLoaded {
		return h, nil, refuse(System, host, "write /var/lib/docker: no space left on device")
	}
	return n, loaded, nil
}

// untar reads an archive that may be compressed.
func untar(archive string) ([]vfs.Entry, error) {
	if archive == "" {
		return nil, nil
	}
	in, err := image.Decompressed(strings.NewReader(archive))
	if err != nil {
		return nil, err
	}
	bounded := &io.LimitedReader{R: in, N: mostLoaded}
	entries, err := vfs.ReadTar(bounded)
	if bounded.N <= 0 {
		return nil, vfs.ErrTooLarge
	}
	return entries, err
}

// keep puts an image and its layers on the host, without a name.
func (h *Host) keep(img image.Image) {
	h.images = h.images.Set(string(img.ID), img)
	for _, l := range img.Layers {
		h.pulled = h.pulled.Set(string(l.Digest), l.Compressed)
	}
}

// name gives an image a name without telling of it; the one that had it
// before goes if nothing needs it.
func (h *Host) name(full, id string) {
	old, had := h.tags.Get(full)
	h.tags = h.tags.Set(full, id)
	if had && old != id {
		h.dropIfUnused(old)
	}
}

// known are the images and layers that are here or on the Hub.
func (h Host) known() image.Known {
	return image.Known{
		Image: func(d digest.Digest) (image.Image, bool) {
			if img, ok := h.images.Get(string(d)); ok {
				return img, true
			}
			return h.registry.ByID(d)
		},
		Layer: func(d digest.Digest) (image.Layer, bool) {
			for _, img := range h.images.All() {
				for _, l := range img.Layers {
					if l.Digest == d {
						return l, true
					}
				}
			}
			return h.registry.Layer(d)
		},
	}
}

// ownBytes is what is stored of files in layers that the Hub does not have.
func (h Host) ownBytes() (sum int64) {
	seen := map[digest.Digest]bool{}
	for _, img := range h.images.All() {
		for _, l := range img.Layers {
			if h.registry.HasLayer(l.Digest) || seen[l.Digest] {
				continue
			}
			seen[l.Digest] = true
			for _, n := range l.Files.All() {
				if n != nil {
					sum += int64(len(n.Data))
				}
			}
		}
	}
	return sum
}
