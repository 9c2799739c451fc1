package engine

import (
	"fmt"

	"drydock/sim/proc"
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
		if key := linkKey(n); key != "" {
			if links[key] {
				continue
			}
			links[key] = true
		}
		rw += (n.Size + block - 1) / block * block
	}
	return rw, rw + h.images.At(c.ImageID).UnpackedSize()
}

// linkKey tells programs apart that are one file under several names, as all
// of BusyBox is; "" for what is no program.
func linkKey(n vfs.Node) string {
	if _, ok := proc.BinaryName(n.Data); !ok || !n.Mode.IsRegular() {
		return ""
	}
	return fmt.Sprint(n.Data, n.Size, n.Mode)
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
		for _, l := range img.Layers {
			count[string(l.Digest)]++
		}
	}
	for _, img := range images {
		usage := ImageUsage{Image: img}
		for _, l := range img.Layers {
			size, digest := l.Compressed+l.Size, string(l.Digest)
			usage.Size += size
			if count[digest] > 1 {
				usage.Shared += size
			}
			if !seen[digest] {
				seen[digest] = true
				u.Layers += size
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
