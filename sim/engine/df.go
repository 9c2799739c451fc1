package engine

import (
	ocispec "github.com/opencontainers/image-spec/specs-go/v1"

	"drydock/sim/vfs"
)

// block is the unit in bytes in which the disk counts.
const block = 4096

// ContainerSize is the space in bytes of a container's writable layer, and
// with the image below it. A layer takes a block for its own directory.
func (h Host) ContainerSize(c Container) (rw, all int64) {
	rw = block
	links := map[string]bool{}
	for _, change := range c.Changes() {
		n, err := c.Root.Lookup(change.Path)
		if err != nil || change.Kind == vfs.Deleted {
			continue
		}
		if key := n.LinkKey(); key != "" {
			if links[key] {
				continue
			}
			links[key] = true
		}
		rw += n.Blocks() * block
	}
	return rw, rw + h.images.At(c.ImageID).UnpackedSize()
}

// ImageUsage is what an image takes of the disk, in bytes: its blobs and its
// unpacked layers.
type ImageUsage struct {
	Image  Image
	Size   int64
	Shared int64 // of layers that other images have too
}

// Usage is what Docker takes of the disk; sizes in bytes.
type Usage struct {
	Images []ImageUsage // latest first
	// Layers is the size of all images, each layer counted once; Unused that
	// of the layers only one image has and no container needs.
	Layers, Unused int64
	Containers     []ContainerUsage // newest first
}

// ContainerUsage is what a container's writable layer takes of the disk, in bytes.
type ContainerUsage struct {
	Container Container
	Size      int64
}

// Active tells whether a container keeps docker system df from counting its
// layer as reclaimable.
func (u ContainerUsage) Active() bool {
	switch u.Container.State {
	case Running, Paused, Restarting:
		return true
	}
	return false
}

// DiskUsage measures images and containers. Source: Engine API, GET /system/df.
func (h Host) DiskUsage() Usage {
	var u Usage
	count := map[string]int{}
	seen := map[string]bool{}
	images := h.Images()
	for _, img := range images {
		for _, p := range parts(img) {
			count[p.digest]++
		}
	}
	for _, img := range images {
		usage := ImageUsage{Image: img}
		for _, p := range parts(img) {
			usage.Size += p.size
			if count[p.digest] > 1 {
				usage.Shared += p.size
			}
			if !seen[p.digest] {
				seen[p.digest] = true
				u.Layers += p.size
			}
		}
		if len(img.UsedBy) == 0 {
			u.Unused += usage.Size - usage.Shared
		}
		u.Images = append(u.Images, usage)
	}
	for _, c := range h.Containers() {
		rw, _ := h.ContainerSize(c)
		u.Containers = append(u.Containers, ContainerUsage{c, rw})
	}
	return u
}

// part is something of an image that the disk holds once, whatever the number
// of images that have it; size in bytes.
type part struct {
	digest string
	size   int64
}

// parts are an image's layers, packed and unpacked, and its documents. The
// empty configuration of attestations is the same for all images.
func parts(img Image) []part {
	own := img.Documents
	var list []part
	if img.Attestation == ocispec.DescriptorEmptyJSON.Digest {
		own -= ocispec.DescriptorEmptyJSON.Size
		list = append(list, part{string(img.Attestation), ocispec.DescriptorEmptyJSON.Size})
	}
	seen := map[string]bool{}
	for _, l := range img.Layers {
		if !seen[string(l.Digest)] {
			list = append(list, part{string(l.Digest), l.Compressed + l.Size})
		}
		seen[string(l.Digest)] = true
	}
	return append(list, part{string(img.ID), own})
}
