// Package image holds OCI images as values: layers, configuration, history and
// the digests that name them; and the registries they come from.
//
// An Image never changes. Append, and later commit and build, return a new one
// that shares every layer with the old.
package image

import (
	"time"

	spec "github.com/moby/docker-image-spec/specs-go/v1"
	"github.com/opencontainers/go-digest"
	ocispec "github.com/opencontainers/image-spec/specs-go/v1"

	"drydock/sim/vfs"
)

// Layer is one immutable layer of an image.
type Layer struct {
	Digest     digest.Digest // of the compressed blob: what a registry knows it by
	DiffID     digest.Digest // of the uncompressed tar: what a rootfs lists
	Compressed int64         // bytes of the blob, those of files that are not stored estimated
	Size       int64         // bytes unpacked on the disk, as docker history shows them
	Files      vfs.Layer
}

// Image is an image for one platform, and what its index has of others.
type Image struct {
	// Platform is what it is for, "" for linux/amd64: linux/arm64, linux/arm/v7.
	Platform string
	// Others are the images for further platforms that the index leads to too;
	// never written to.
	Others []Image

	// ID is the digest of what a name points to, as the containerd image store
	// names images: of the index if it is Indexed, else of the manifest.
	ID       digest.Digest
	Manifest digest.Digest
	Config   digest.Digest // of the configuration blob
	// Indexed images have an index that leads to the manifest and to one for
	// the attestation of how they were built.
	Indexed             bool
	AttestationManifest digest.Digest // "" unless Indexed
	Attestation         digest.Digest // of the attestation's configuration blob, "" without one
	Documents           int64         // bytes of all these blobs

	// Notes are the annotations of the manifest, IndexNotes those of the index;
	// never written to.
	Notes, IndexNotes map[string]string

	Container spec.DockerOCIImageConfig // what a container starts with; never written to
	Created   time.Time
	Author    string
	Comment   string
	Layers    []Layer           // base first; never written to
	History   []ocispec.History // base first; never written to
	Tree      vfs.Tree          // all layers merged

	// Cache is what a builder may take cached steps from, nil for none; never
	// written to. Source: moby/buildkit, inline cache.
	Cache []byte

	built time.Time // of an Indexed image that was made here
	read  documents // as they came, of an image that was not made here
}

// Build returns the image of the given parts: its layers merged, and all
// digests that are not declared computed.
func Build(parts Image) Image {
	img := parts
	for _, l := range img.Layers {
		img.Tree = l.Files.Apply(img.Tree)
	}
	return img.Named()
}

// Append returns the image with one more layer and its history entry. It has
// no index, whatever the image below had: its ID is its manifest's digest.
func (img Image) Append(l Layer, h ocispec.History) Image {
	n := img.unnamed()
	n.Indexed, n.Notes, n.IndexNotes, n.Others = false, nil, nil, nil
	n.Layers = append(append([]Layer(nil), img.Layers...), l)
	n.History = append(append([]ocispec.History(nil), img.History...), h)
	n.Tree = l.Files.Apply(img.Tree)
	return n.Named()
}

// Attested returns the image with an index around it, as BuildKit makes it:
// the manifest, and the attestation of how and when it was built.
func (img Image) Attested(at time.Time) Image {
	n := img.unnamed()
	n.Indexed, n.built = true, at
	return n.Named()
}

func (img Image) unnamed() Image {
	img.ID, img.Manifest, img.Config, img.Attestation, img.AttestationManifest, img.Documents = "", "", "", "", "", 0
	img.read = documents{}
	return img
}

// ContentSize is the bytes of all blobs: compressed layers and documents.
func (img Image) ContentSize() (sum int64) {
	sum = img.Documents
	for _, l := range img.Layers {
		sum += l.Compressed
	}
	return sum
}

// UnpackedSize is the bytes of all layers unpacked.
func (img Image) UnpackedSize() (sum int64) {
	for _, l := range img.Layers {
		sum += l.Size
	}
	return sum
}
