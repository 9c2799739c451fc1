package engine

import (
	"fmt"
	"path"
	"strings"

	mounttypes "github.com/moby/moby/api/types/mount"
)

// image finds the files that a mount of an image shows, all of them or those
// of a directory in it. Source: moby daemon/volumes.go, registerMountPoints.
func (l *mountList) image(m *MountPoint, spec mounttypes.Mount) error {
	img, err := l.h.Image(spec.Source)
	if err != nil {
		return refuse(InvalidArg, Object{Type: "host"}, "%s", err)
	}
	m.Source, m.files, m.RW = spec.Source, img.Tree, false // see mountImage
	if o := spec.ImageOptions; o != nil && o.Subpath != "" {
		sub := path.Join("/", o.Subpath)
		files, ok := img.Tree.Sub(sub)
		if !ok {
			return refuse(InvalidArg, Object{"image", string(img.ID)}, "failed to open subpath in image %q: lstat %s: no such file or directory", spec.Source, o.Subpath)
		}
		m.files = files
	}
	return nil
}

// mountImage shows the files of an image. Unlike Docker, which lays a layer of
// the container's own over them, it shows them read-only.
func (h *Host) mountImage(id, target string, m MountPoint) error {
	if err := h.mountDir(id, target, true); err != nil {
		return fmt.Errorf("error mounting %q to rootfs at %q: %s", m.Source, m.Destination, strings.ToLower(err.Error()))
	}
	c := h.containers.At(id)
	c.mounts = over(c.mounts, target, mount{tree: m.files, readOnly: true, device: "overlay", kind: "overlay", options: "ro,relatime"})
	h.containers = h.containers.Set(id, c)
	return nil
}
