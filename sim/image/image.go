// Package image holds OCI images as values: layers, configuration, history and
// the digests that name them; and the registries they come from.
//
// An Image never changes. Append, and later commit and build, return a new one
// that shares every layer with the old.
package image

import (
	"encoding/json"
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
	Compressed int64         // bytes of the blob
	Size       int64         // bytes unpacked, as docker history shows them
	Files      vfs.Layer
}

// Image is an image for one platform, linux/amd64.
type Image struct {
	ID       digest.Digest // of the index, as the containerd image store names images
	Manifest digest.Digest
	Config   digest.Digest // of the configuration blob
	// Attestation is the digest of the build attestation's blob, "" without one.
	Attestation digest.Digest

	Container spec.DockerOCIImageConfig // what a container starts with; never written to
	Created   time.Time
	Author    string
	Comment   string
	Layers    []Layer           // base first; never written to
	History   []ocispec.History // base first; never written to
	Tree      vfs.Tree          // all layers merged
}

// Build returns the image of the given parts. Its digests are computed from
// them unless declared: parts with an ID keep their digests.
func Build(parts Image) Image {
	img := parts
	for _, l := range img.Layers {
		img.Tree = l.Files.Apply(img.Tree)
	}
	return img.named()
}

// Append returns the image with one more layer and its history entry.
func (img Image) Append(l Layer, h ocispec.History) Image {
	n := img
	n.ID, n.Manifest, n.Config, n.Attestation = "", "", "", ""
	n.Layers = append(append([]Layer(nil), img.Layers...), l)
	n.History = append(append([]ocispec.History(nil), img.History...), h)
	n.Tree = l.Files.Apply(img.Tree)
	return n.named()
}

// named fills in the digests that are missing. They are hashes of real JSON;
// the layers' own digests are declared.
func (img Image) named() Image {
	if img.ID != "" {
		return img
	}
	img.Config = digestOf(img.OCI())
	manifest := ocispec.Manifest{
		MediaType: ocispec.MediaTypeImageManifest,
		Config:    ocispec.Descriptor{MediaType: ocispec.MediaTypeImageConfig, Digest: img.Config},
	}
	manifest.SchemaVersion = 2
	for _, l := range img.Layers {
		manifest.Layers = append(manifest.Layers, ocispec.Descriptor{
			MediaType: ocispec.MediaTypeImageLayerGzip, Digest: l.Digest, Size: l.Compressed})
	}
	img.Manifest = digestOf(manifest)
	img.ID = img.Manifest
	return img
}

// OCI is the image's configuration in the form of the OCI image spec.
func (img Image) OCI() spec.DockerOCIImage {
	created := img.Created
	out := spec.DockerOCIImage{Config: img.Container}
	out.Created, out.Author = &created, img.Author
	out.Architecture, out.OS = "amd64", "linux"
	out.History = img.History
	out.RootFS = ocispec.RootFS{Type: "layers"}
	for _, l := range img.Layers {
		out.RootFS.DiffIDs = append(out.RootFS.DiffIDs, l.DiffID)
	}
	return out
}

// ContentSize is the bytes of the compressed layers; UnpackedSize those of the files.
func (img Image) ContentSize() (sum int64) {
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

// LayerOf returns the layer that files make, with digests that follow from them.
func LayerOf(files vfs.Layer) Layer {
	h := digest.Canonical.Digester()
	enc := json.NewEncoder(h.Hash())
	for p, n := range files.All() {
		_ = enc.Encode(p) // a hash takes every byte
		if n != nil {
			_ = enc.Encode([]any{n.Mode, n.UID, n.GID, n.Size, n.Data, n.ModTime})
		}
	}
	diff := h.Digest()
	return Layer{
		DiffID: diff, Digest: digest.FromString("gzip " + diff.String()),
		Size: files.Size(), Compressed: files.Size()/3 + 100, Files: files,
	}
}

func digestOf(v any) digest.Digest {
	b, err := json.Marshal(v)
	if err != nil {
		panic("image: " + err.Error())
	}
	return digest.FromBytes(b)
}
