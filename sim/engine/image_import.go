package engine

import (
	"github.com/opencontainers/go-digest"
	ocispec "github.com/opencontainers/image-spec/specs-go/v1"

	"drydock/sim/image"
	"drydock/sim/vfs"
)

// ImportOptions say what image an import makes.
type ImportOptions struct {
	Reference string   // docker.io/library/x:tag; "": untagged
	Message   string   // "": where the archive came from
	Source    string   // "-" or a URL
	Changes   []string // Dockerfile instructions
}

// ImageImport makes an image with one layer of an archive of files, which may
// be compressed, and returns its id. Its configuration is empty but for the
// changes. Errors: invalid argument for a change that is no instruction;
// system for what is no archive or does not fit. Source: Engine API, POST
// /images/create?fromSrc=; moby daemon/containerd/image_import.go.
func (h Host) ImageImport(archive string, o ImportOptions) (Host, string, error) {
	host := Object{Type: "host"}
	created := h.now
	img := image.Image{Created: created, Comment: o.Message}
	if o.Message == "" {
		img.Comment = "Imported from " + o.Source
	}
	for _, line := range o.Changes {
		var err error
		if img.Container, err = applyChange(img.Container, line); err != nil {
			return h, "", err
		}
	}
	entries, err := untar(archive)
	if err == nil {
		img.History = []ocispec.History{{Created: &created, Comment: img.Comment}}
		img.Layers = []image.Layer{image.LayerOf(vfs.LayerFromTar(entries))}
		img.Tree, err = img.Layers[0].Files.ApplyTo(vfs.Tree{})
	}
	if err != nil {
		d := digest.FromString(archive)
		return h, "", refuse(System, host, "failed to unpack image: apply layer error for %q: failed to extract layer %s: mount callback failed on /var/lib/docker/containerd/daemon/tmpmounts/containerd-mount%d: %s",
			"moby-dangling@"+digest.FromString("manifest of "+string(d)).String(), d, h.counter, err)
	}
	img = img.Named()
	n := h
	n.keep(img)
	if n.ownBytes() > mostLoaded {
		return h, "", refuse(System, host, "write /var/lib/docker: no space left on device")
	}
	id := string(img.ID)
	n.emit(Event{Type: "image", Action: "import", ID: id, Reason: "the files of an archive became an image with one layer"}, "name", id)
	if o.Reference != "" {
		n.tag(o.Reference, id)
	}
	return n, id, nil
}
